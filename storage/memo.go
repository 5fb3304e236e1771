package storage

import (
	"context"

	"throughline/app"
	"throughline/app/fold"
)

const (
	memoColumns = `m.id, m.guid, s.guid, m.on_kind, m.on_guid, m.kind, m.title, m.text, m.author, m.created, m.modified`
	memoTables  = " FROM memo m LEFT JOIN study s ON s.id = m.study_id "
)

// scanMemo scans memoColumns, then what else the query gives.
func scanMemo(row scanner, m *app.Memo, more ...any) (id int64, err error) {
	err = row.Scan(append([]any{&id, &m.ID, optional[app.StudyID]{&m.Study}, &m.On.Kind, &m.On.ID, &m.Kind, &m.Title, &m.Text, &m.Author,
		moment{&m.Created}, moment{&m.Modified}}, more...)...)
	return id, err
}

func listMemos(ctx context.Context, q querier, where string, args ...any) ([]*app.Memo, error) {
	return collect(ctx, q, func(row scanner) (*app.Memo, error) {
		m := new(app.Memo)
		_, err := scanMemo(row, m)
		return m, err
	}, "SELECT "+memoColumns+memoTables+where, args...)
}

func memoValues(w *writer, m *app.Memo) ([]any, error) {
	study, err := w.ref(app.KindStudy, string(m.Study))
	if err != nil {
		return nil, err
	}
	author, created, modified := stamp(m.Stamp)
	return []any{study, string(m.On.Kind), m.On.ID, string(m.Kind), m.Title, m.Text, author, created, modified, string(m.ID)}, nil
}

func insertMemo(w *writer, m *app.Memo) error {
	vals, err := memoValues(w, m)
	if err != nil {
		return err
	}
	id, err := w.insert(`INSERT INTO memo (study_id, on_kind, on_guid, kind, title, text, author, created, modified, guid)
		VALUES (?,?,?,?,?,?,?,?,?,?)`, vals...)
	if err != nil {
		return err
	}
	w.ids[m.Ref()] = id
	return w.derive(id, m)
}

func updateMemo(w *writer, _, m *app.Memo) error {
	id, err := w.id(app.KindMemo, string(m.ID))
	if err != nil {
		return err
	}
	vals, err := memoValues(w, m)
	if err != nil {
		return err
	}
	if err := w.must(`UPDATE memo SET study_id=?, on_kind=?, on_guid=?, kind=?, title=?, text=?, author=?, created=?, modified=?
		WHERE guid=?`, vals...); err != nil {
		return err
	}
	if err := w.clearMemo(id); err != nil {
		return err
	}
	return w.derive(id, m)
}

func removeMemo(w *writer, m *app.Memo) error {
	id, err := w.id(app.KindMemo, string(m.ID))
	if err != nil {
		return err
	}
	if err := w.clearMemo(id); err != nil {
		return err
	}
	return w.must("DELETE FROM memo WHERE id=?", id)
}

// derive writes the links and the index entry of a memo. Links are indexed by the words people read.
func (w *writer) derive(id int64, m *app.Memo) error {
	for n, l := range app.Links(m.Text) {
		if err := w.exec("INSERT INTO memo_link (memo_id, ordinal, kind, guid, name) VALUES (?,?,?,?,?)",
			id, n, string(l.To.Kind), l.To.ID, looseName(l)); err != nil {
			return err
		}
	}
	return w.exec("INSERT INTO memo_text (rowid, title, text) VALUES (?,?,?)", id, indexed(m.Title), indexed(app.PlainLinks(m.Text, nil)))
}

// looseName is the folded name of a link by name, "" for an exact one.
func looseName(l app.Link) string {
	if l.To != (app.Ref{}) {
		return ""
	}
	return fold.Text(l.Words)
}

// clearMemo removes links and index entry of a memo.
func (w *writer) clearMemo(id int64) error {
	if err := w.exec("DELETE FROM memo_link WHERE memo_id=?", id); err != nil {
		return err
	}
	return w.exec("DELETE FROM memo_text WHERE rowid=?", id)
}

// lost is a record that a step deletes, under its last name.
type lost struct {
	Kind app.Kind `json:"kind"`
	ID   string   `json:"guid"`
	Name string   `json:"name"`
}

// lose notes that a record on which memos may stand is deleted.
func (w *writer) lose(r app.Record) {
	if name, ok := nameOf(r); ok {
		ref := r.Ref()
		w.lost = append(w.lost, lost{ref.Kind, ref.ID, name})
	}
}

// back notes that a record is stored, perhaps one that was deleted before.
func (w *writer) back(r app.Record) {
	if _, ok := nameOf(r); ok {
		w.found = append(w.found, r.Ref().ID)
	}
}

// forgetFound drops the names of records that are there again, so that taking a deletion back leaves nothing of it.
func (w *writer) forgetFound() error {
	some, err := numbers(context.Background(), w, "SELECT 1 FROM memo_lost LIMIT 1")
	if err != nil || len(some) == 0 {
		return err
	}
	return w.exec("DELETE FROM memo_lost WHERE guid IN (SELECT value FROM json_each(?))", list(w.found))
}

// rememberLost keeps the names of deleted records on which memos stand.
func (w *writer) rememberLost() error {
	return w.exec(`INSERT OR REPLACE INTO memo_lost (guid, kind, name)
		SELECT j.value ->> 'guid', j.value ->> 'kind', j.value ->> 'name' FROM json_each(?) j
		WHERE EXISTS (SELECT 1 FROM memo WHERE on_guid = j.value ->> 'guid' AND on_kind = j.value ->> 'kind')`, jsonText(w.lost))
}

// nameOf is the name people know a record by; ok is false for kinds on which no memo stands.
func nameOf(r app.Record) (name string, ok bool) {
	switch r := r.(type) {
	case *app.Study:
		return r.Name, true
	case *app.Participant:
		return r.Code, true
	case *app.Interview:
		return r.Title, true
	case *app.Tag:
		return r.Name, true
	case *app.Finding:
		return shorten(r.Text(), quoteRunes), true
	case *app.Theme:
		return r.Name, true
	case *app.Insight:
		return r.Title, true
	}
	return "", false
}

// quoteRunes is how much of a finding's text serves as its name.
const quoteRunes = 120
