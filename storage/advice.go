package storage

import (
	"context"
	"encoding/json"

	"throughline/app"
)

const (
	recommendationColumns = `r.id, r.guid, s.guid, r.text, r.kind, r.owner, r.status, r.score, r.place, r.author, r.created, r.modified`
	recommendationTables  = " FROM recommendation r LEFT JOIN study s ON s.id = r.study_id "
	decisionColumns       = `d.id, d.guid, s.guid, d.text, d.date, d.made_by, d.made_at, d.outcome, d.author, d.created, d.modified`
	decisionTables        = " FROM decision d LEFT JOIN study s ON s.id = d.study_id "
)

func listRecommendations(ctx context.Context, q querier, where string, args ...any) ([]*app.Recommendation, error) {
	var ids []int64
	all, err := collect(ctx, q, func(row scanner) (*app.Recommendation, error) {
		r := new(app.Recommendation)
		var id int64
		var score string
		err := row.Scan(&id, &r.ID, optional[app.StudyID]{&r.Study}, &r.Text, &r.Kind, &r.Owner, &r.Status, &score, &r.Order, &r.Author,
			moment{&r.Created}, moment{&r.Modified})
		ids = append(ids, id)
		if err == nil {
			err = json.Unmarshal([]byte(score), &r.Score)
		}
		return r, err
	}, "SELECT "+recommendationColumns+recommendationTables+where, args...)
	if err != nil {
		return nil, err
	}
	return all, addLinks(ctx, q, "SELECT recommendation_id, insight FROM recommendation_insight WHERE recommendation_id IN "+inList+
		" ORDER BY recommendation_id, ordinal", ids, func(n int) *[]app.InsightID { return &all[n].Insights })
}

func listDecisions(ctx context.Context, q querier, where string, args ...any) ([]*app.Decision, error) {
	var ids []int64
	all, err := collect(ctx, q, func(row scanner) (*app.Decision, error) {
		d := new(app.Decision)
		var id int64
		err := row.Scan(&id, &d.ID, optional[app.StudyID]{&d.Study}, &d.Text, &d.Date, &d.By, &d.Where, &d.Outcome, &d.Author,
			moment{&d.Created}, moment{&d.Modified})
		ids = append(ids, id)
		return d, err
	}, "SELECT "+decisionColumns+decisionTables+where, args...)
	if err != nil {
		return nil, err
	}
	return all, addLinks(ctx, q, "SELECT decision_id, insight FROM decision_insight WHERE decision_id IN "+inList+
		" ORDER BY decision_id, ordinal", ids, func(n int) *[]app.InsightID { return &all[n].Insights })
}

// adviceWords are the recommendations of insight i, a line each.
const adviceWords = `coalesce((SELECT group_concat(r.text, char(10)) FROM recommendation_insight l
	JOIN recommendation r ON r.id = l.recommendation_id WHERE l.insight = i.guid), '')`

// inList stands for the row ids that list binds.
const inList = "(SELECT value FROM json_each(?))"

// addLinks reads the insights that the rows of ids name; at returns where those of ids[n] go.
func addLinks(ctx context.Context, q querier, query string, ids []int64, at func(n int) *[]app.InsightID) error {
	if len(ids) == 0 {
		return nil
	}
	index := indexOf(ids)
	return each(ctx, q, func(row scanner) error {
		var id int64
		var in app.InsightID
		err := row.Scan(&id, &in)
		if err == nil {
			links := at(index[id])
			*links = append(*links, in)
		}
		return err
	}, query, list(ids))
}

func recommendationValues(w *writer, r *app.Recommendation) ([]any, error) {
	study, err := w.ref(app.KindStudy, string(r.Study))
	if err != nil {
		return nil, err
	}
	score, err := json.Marshal(r.Score)
	if err != nil {
		return nil, err
	}
	author, created, modified := stamp(r.Stamp)
	return []any{study, r.Text, string(r.Kind), r.Owner, string(r.Status), string(score), r.Order, author, created, modified, string(r.ID)}, nil
}

func insertRecommendation(w *writer, r *app.Recommendation) error {
	vals, err := recommendationValues(w, r)
	if err != nil {
		return err
	}
	id, err := w.insert(`INSERT INTO recommendation (study_id, text, kind, owner, status, score, place, author, created, modified, guid)
		VALUES (?,?,?,?,?,?,?,?,?,?,?)`, vals...)
	if err != nil {
		return err
	}
	w.ids[r.Ref()] = id
	if err := w.link("INSERT INTO recommendation_insight (recommendation_id, ordinal, insight) SELECT ?, key, value FROM json_each(?)", id, r.Insights); err != nil {
		return err
	}
	return w.advised(r.Insights)
}

func updateRecommendation(w *writer, before, r *app.Recommendation) error {
	id, err := w.id(app.KindRecommendation, string(r.ID))
	if err != nil {
		return err
	}
	vals, err := recommendationValues(w, r)
	if err != nil {
		return err
	}
	if err := w.must(`UPDATE recommendation SET study_id=?, text=?, kind=?, owner=?, status=?, score=?, place=?, author=?, created=?, modified=?
		WHERE guid=?`, vals...); err != nil {
		return err
	}
	if err := w.exec("DELETE FROM recommendation_insight WHERE recommendation_id=?", id); err != nil {
		return err
	}
	if err := w.link("INSERT INTO recommendation_insight (recommendation_id, ordinal, insight) SELECT ?, key, value FROM json_each(?)", id, r.Insights); err != nil {
		return err
	}
	return w.advised(append(append([]app.InsightID{}, before.Insights...), r.Insights...))
}

func removeRecommendation(w *writer, r *app.Recommendation) error {
	id, err := w.id(app.KindRecommendation, string(r.ID))
	if err != nil {
		return err
	}
	if err := w.exec("DELETE FROM recommendation_insight WHERE recommendation_id=?", id); err != nil {
		return err
	}
	if err := w.must("DELETE FROM recommendation WHERE id=?", id); err != nil {
		return err
	}
	return w.advised(r.Insights)
}

func (w *writer) link(query string, id int64, insights []app.InsightID) error {
	if len(insights) == 0 {
		return nil
	}
	return w.exec(query, id, list(insights))
}

// advised brings the index of insights up to date with the words of their recommendations.
func (w *writer) advised(insights []app.InsightID) error {
	type indexed struct {
		id  int64
		one app.Insight
	}
	found, err := collect(context.Background(), w, func(row scanner) (indexed, error) {
		var x indexed
		err := row.Scan(&x.id, &x.one.ID, &x.one.Title, &x.one.Body)
		return x, err
	}, "SELECT id, guid, title, body FROM insight WHERE guid IN "+inList, list(insights))
	if err != nil {
		return err
	}
	for i := range found {
		if err := w.exec("DELETE FROM insight_text WHERE rowid=?", found[i].id); err != nil {
			return err
		}
		if err := w.indexInsight(found[i].id, &found[i].one); err != nil {
			return err
		}
	}
	return nil
}

func decisionValues(w *writer, d *app.Decision) ([]any, error) {
	study, err := w.ref(app.KindStudy, string(d.Study))
	if err != nil {
		return nil, err
	}
	author, created, modified := stamp(d.Stamp)
	return []any{study, d.Text, string(d.Date), d.By, d.Where, d.Outcome, author, created, modified, string(d.ID)}, nil
}

func insertDecision(w *writer, d *app.Decision) error {
	vals, err := decisionValues(w, d)
	if err != nil {
		return err
	}
	id, err := w.insert(`INSERT INTO decision (study_id, text, date, made_by, made_at, outcome, author, created, modified, guid)
		VALUES (?,?,?,?,?,?,?,?,?,?)`, vals...)
	if err != nil {
		return err
	}
	w.ids[d.Ref()] = id
	return w.link("INSERT INTO decision_insight (decision_id, ordinal, insight) SELECT ?, key, value FROM json_each(?)", id, d.Insights)
}

func updateDecision(w *writer, _, d *app.Decision) error {
	id, err := w.id(app.KindDecision, string(d.ID))
	if err != nil {
		return err
	}
	vals, err := decisionValues(w, d)
	if err != nil {
		return err
	}
	if err := w.must(`UPDATE decision SET study_id=?, text=?, date=?, made_by=?, made_at=?, outcome=?, author=?, created=?, modified=? WHERE guid=?`,
		vals...); err != nil {
		return err
	}
	if err := w.exec("DELETE FROM decision_insight WHERE decision_id=?", id); err != nil {
		return err
	}
	return w.link("INSERT INTO decision_insight (decision_id, ordinal, insight) SELECT ?, key, value FROM json_each(?)", id, d.Insights)
}

func removeDecision(w *writer, d *app.Decision) error {
	id, err := w.id(app.KindDecision, string(d.ID))
	if err != nil {
		return err
	}
	if err := w.exec("DELETE FROM decision_insight WHERE decision_id=?", id); err != nil {
		return err
	}
	return w.must("DELETE FROM decision WHERE id=?", id)
}

// Recommendations returns the recommendations of a study, of all for "", by place, then text.
func (s *Store) Recommendations(ctx context.Context, study app.StudyID) (all []app.Recommendation, err error) {
	err = s.read(ctx, "recommendations", func(q querier) error {
		row, err := studyRow(ctx, q, study)
		if err != nil {
			return err
		}
		found, err := listRecommendations(ctx, q, "WHERE ?1 = 0 OR r.study_id = ?1 ORDER BY r.place, r.text COLLATE NOCASE, r.guid", row)
		all = values(found)
		return err
	})
	return all, err
}

// Decisions returns the decisions of a study, of all for "", the latest first. An insight of "" is any.
func (s *Store) Decisions(ctx context.Context, study app.StudyID, insight app.InsightID) (all []app.Decision, err error) {
	err = s.read(ctx, "decisions", func(q querier) error {
		row, err := studyRow(ctx, q, study)
		if err != nil {
			return err
		}
		found, err := listDecisions(ctx, q, `WHERE (?1 = 0 OR d.study_id = ?1) AND (?2 = '' OR d.id IN (SELECT decision_id FROM decision_insight
			WHERE insight = ?2)) ORDER BY d.date DESC, d.text COLLATE NOCASE, d.guid`, row, string(insight))
		all = values(found)
		return err
	})
	return all, err
}
