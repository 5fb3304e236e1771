package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"throughline/app"
)

const publicationColumns = `SELECT p.guid, i.guid, p.version, p.content, p.author, p.created, p.modified FROM publication p
	JOIN insight i ON i.id = p.insight_id `

func listPublications(ctx context.Context, q querier, where string, args ...any) ([]*app.Publication, error) {
	return collect(ctx, q, func(row scanner) (*app.Publication, error) {
		p := new(app.Publication)
		var content string
		var id app.PublicationID
		var insight app.InsightID
		var version int
		var by app.Stamp
		if err := row.Scan(&id, &insight, &version, &content, &by.Author, moment{&by.Created}, moment{&by.Modified}); err != nil {
			return nil, err
		}
		err := json.Unmarshal([]byte(content), p)
		p.ID, p.Insight, p.Version, p.Stamp = id, insight, version, by
		return p, err
	}, publicationColumns+where, args...)
}

// publicationValues keeps what nothing asks for as JSON.
func publicationValues(w *writer, p *app.Publication) ([]any, error) {
	insight, err := w.id(app.KindInsight, string(p.Insight))
	if err != nil {
		return nil, err
	}
	rest := *p
	rest.ID, rest.Insight, rest.Version, rest.Stamp = "", "", 0, app.Stamp{}
	content, err := json.Marshal(&rest)
	if err != nil {
		return nil, err
	}
	author, created, modified := stamp(p.Stamp)
	return []any{insight, p.Version, string(content), author, created, modified, string(p.ID)}, nil
}

func insertPublication(w *writer, p *app.Publication) error {
	vals, err := publicationValues(w, p)
	if err != nil {
		return err
	}
	return w.exec("INSERT INTO publication (insight_id, version, content, author, created, modified, guid) VALUES (?,?,?,?,?,?,?)", vals...)
}

func updatePublication(w *writer, _, p *app.Publication) error {
	vals, err := publicationValues(w, p)
	if err != nil {
		return err
	}
	return w.must("UPDATE publication SET insight_id=?, version=?, content=?, author=?, created=?, modified=? WHERE guid=?", vals...)
}

func removePublication(w *writer, p *app.Publication) error {
	return w.must("DELETE FROM publication WHERE guid=?", string(p.ID))
}

// Publications returns the published versions of an insight, the latest first.
func (s *Store) Publications(ctx context.Context, insight app.InsightID) (all []app.Publication, err error) {
	err = s.read(ctx, "publications", func(q querier) error {
		found, err := listPublications(ctx, q, "WHERE i.guid = ? ORDER BY p.version DESC, p.guid", string(insight))
		all = values(found)
		return err
	})
	return all, err
}

func listStandards(ctx context.Context, q querier, where string, args ...any) ([]*app.Standards, error) {
	return collect(ctx, q, func(row scanner) (*app.Standards, error) {
		t := new(app.Standards)
		err := row.Scan(&t.FreshMonths, &t.HalfLife, jsonColumn[app.Programme]{&t.Programme}, &t.Author, moment{&t.Created}, moment{&t.Modified})
		return t, err
	}, "SELECT t.fresh_months, t.half_life, t.programme, t.author, t.created, t.modified FROM standards t "+where, args...)
}

func insertStandards(w *writer, t *app.Standards) error {
	author, created, modified := stamp(t.Stamp)
	return w.exec("INSERT INTO standards (id, guid, fresh_months, half_life, programme, author, created, modified) VALUES (1,?,?,?,?,?,?,?)",
		t.Ref().ID, t.FreshMonths, t.HalfLife, jsonOf(t.Programme), author, created, modified)
}

func updateStandards(w *writer, _, t *app.Standards) error {
	author, created, modified := stamp(t.Stamp)
	return w.must("UPDATE standards SET fresh_months=?, half_life=?, programme=?, author=?, created=?, modified=? WHERE guid=?",
		t.FreshMonths, t.HalfLife, jsonOf(t.Programme), author, created, modified, t.Ref().ID)
}

func removeStandards(w *writer, t *app.Standards) error {
	return w.must("DELETE FROM standards WHERE guid=?", t.Ref().ID)
}

// Standards returns what the workspace holds insights to: zero, which stands for the defaults, where nobody set any.
func (s *Store) Standards(ctx context.Context) (t app.Standards, err error) {
	err = s.read(ctx, "standards", func(q querier) error {
		t, err = standardsOf(ctx, q)
		return err
	})
	return t, err
}

func standardsOf(ctx context.Context, q querier) (t app.Standards, err error) {
	rec, err := find(ctx, q, app.StandardsRef)
	if e := (*app.Error)(nil); errors.As(err, &e) && e.Code == app.ENotFound || errors.Is(err, sql.ErrNoRows) {
		return t, nil
	}
	if err == nil {
		t = *rec.(*app.Standards)
	}
	return t, err
}
