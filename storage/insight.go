package storage

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"throughline/app"
)

const (
	insightColumns = `i.id, i.guid, s.guid, i.title, i.body, i.owner, i.status, i.superseded_by, i.published,
		i.version, i.review_by, i.judged, i.place, i.author, i.created, i.modified`
	insightTables = " FROM insight i LEFT JOIN study s ON s.id = i.study_id "
)

// scanInsight scans insightColumns, then what else the query gives.
func scanInsight(row scanner, i *app.Insight, more ...any) (id int64, err error) {
	var published int64
	var text string
	err = row.Scan(append([]any{&id, &i.ID, optional[app.StudyID]{&i.Study}, &i.Title, &i.Body, &i.Owner, &i.Status, &i.SupersededBy, &published,
		&i.Version, &i.ReviewBy, &text, &i.Order, &i.Author, moment{&i.Created}, moment{&i.Modified}}, more...)...)
	if published != 0 {
		i.Published = time.UnixMilli(published).UTC()
	}
	if err == nil && text != "{}" {
		var j judged
		err = json.Unmarshal([]byte(text), &j)
		i.Renewed, i.Override, i.CERQual = j.Renewed, j.Override, j.CERQual
	}
	return id, err
}

// millis is a time as it is stored; 0 for none.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// judged is what people said of an insight. Nothing asks for insights by it: it is kept as JSON.
type judged struct {
	Renewed  app.Renewal  `json:"renewed,omitzero"`
	Override app.Override `json:"override,omitzero"`
	CERQual  app.CERQual  `json:"cerqual,omitzero"`
}

func listInsights(ctx context.Context, q querier, where string, args ...any) ([]*app.Insight, error) {
	var ids []int64
	all, err := collect(ctx, q, func(row scanner) (*app.Insight, error) {
		i := new(app.Insight)
		id, err := scanInsight(row, i)
		ids = append(ids, id)
		return i, err
	}, "SELECT "+insightColumns+insightTables+where, args...)
	if err != nil {
		return nil, err
	}
	return all, addEvidence(ctx, q, ids, func(n int) *app.Insight { return all[n] })
}

// addEvidence reads the evidence of the insights with the row ids; at returns the insight of ids[n].
func addEvidence(ctx context.Context, q querier, ids []int64, at func(n int) *app.Insight) error {
	if len(ids) == 0 {
		return nil
	}
	index := indexOf(ids)
	return each(ctx, q, func(row scanner) error {
		var id int64
		var e app.Evidence
		err := row.Scan(&id, optional[app.FindingID]{&e.Finding}, optional[app.ThemeID]{&e.Theme}, &e.Stance, &e.Strength, &e.Note)
		if err == nil {
			i := at(index[id])
			i.Evidence = append(i.Evidence, e)
		}
		return err
	}, `SELECT e.insight_id, f.guid, t.guid, e.stance, e.strength, e.note FROM evidence e LEFT JOIN finding f ON f.id = e.finding_id
		LEFT JOIN theme t ON t.id = e.theme_id WHERE e.insight_id IN (SELECT value FROM json_each(?))
		ORDER BY e.insight_id, e.ordinal`, list(ids))
}

func insightValues(w *writer, i *app.Insight) ([]any, error) {
	study, err := w.ref(app.KindStudy, string(i.Study))
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(judged{i.Renewed, i.Override, i.CERQual})
	if err != nil {
		return nil, err
	}
	published, since := millis(i.Published), millis(i.Renewed.At)
	author, created, modified := stamp(i.Stamp)
	return []any{study, i.Title, i.Body, i.Owner, string(i.Status), string(i.SupersededBy), published, i.Version, string(i.ReviewBy), string(text),
		max(published, since), i.Order, author, created, modified, string(i.ID)}, nil
}

func insertInsight(w *writer, i *app.Insight) error {
	vals, err := insightValues(w, i)
	if err != nil {
		return err
	}
	id, err := w.insert(`INSERT INTO insight (study_id, title, body, owner, status, superseded_by, published, version, review_by, judged, holds_since, place,
		author, created, modified, guid) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`, vals...)
	if err != nil {
		return err
	}
	w.ids[i.Ref()] = id
	if err := w.writeEvidence(id, i.Evidence); err != nil {
		return err
	}
	return w.indexInsight(id, i)
}

// indexInsight makes the words of an insight and of what was recommended with it findable.
func (w *writer) indexInsight(id int64, i *app.Insight) error {
	advice, err := texts(context.Background(), w, `SELECT r.text FROM recommendation_insight l JOIN recommendation r ON r.id = l.recommendation_id
		WHERE l.insight = ? ORDER BY r.place, r.guid`, string(i.ID))
	if err != nil {
		return err
	}
	return w.exec("INSERT INTO insight_text (rowid, title, body, recommendation) VALUES (?,?,?,?)",
		id, indexed(i.Title), indexed(i.Body), indexed(strings.Join(advice, "\n")))
}

func (w *writer) writeEvidence(id int64, evidence []app.Evidence) error {
	for n, e := range evidence {
		finding, err := w.ref(app.KindFinding, string(e.Finding))
		if err != nil {
			return err
		}
		theme, err := w.ref(app.KindTheme, string(e.Theme))
		if err != nil {
			return err
		}
		if err := w.exec("INSERT INTO evidence (insight_id, ordinal, finding_id, theme_id, stance, strength, note) VALUES (?,?,?,?,?,?,?)",
			id, n, finding, theme, string(e.Stance), string(e.Strength), e.Note); err != nil {
			return err
		}
	}
	return nil
}

func updateInsight(w *writer, _, i *app.Insight) error {
	id, err := w.id(app.KindInsight, string(i.ID))
	if err != nil {
		return err
	}
	vals, err := insightValues(w, i)
	if err != nil {
		return err
	}
	if err := w.must(`UPDATE insight SET study_id=?, title=?, body=?, owner=?, status=?, superseded_by=?, published=?, version=?, review_by=?, judged=?, holds_since=?, place=?,
		author=?, created=?, modified=? WHERE guid=?`, vals...); err != nil {
		return err
	}
	if err := w.clearInsight(id); err != nil {
		return err
	}
	if err := w.writeEvidence(id, i.Evidence); err != nil {
		return err
	}
	return w.indexInsight(id, i)
}

// clearInsight removes evidence and index entry of an insight.
func (w *writer) clearInsight(id int64) error {
	if err := w.exec("DELETE FROM evidence WHERE insight_id=?", id); err != nil {
		return err
	}
	return w.exec("DELETE FROM insight_text WHERE rowid=?", id)
}

func removeInsight(w *writer, i *app.Insight) error {
	id, err := w.id(app.KindInsight, string(i.ID))
	if err != nil {
		return err
	}
	if err := w.clearInsight(id); err != nil {
		return err
	}
	return w.must("DELETE FROM insight WHERE id=?", id)
}
