package storage

import (
	"context"
	"database/sql"
	"errors"

	"throughline/app"
)

func scanSource(row scanner) (*app.Source, error) {
	var s app.Source
	var data []byte
	err := row.Scan(&s.ID, &s.Name, &s.Format, &s.Hash, &s.Author, moment{&s.Created}, moment{&s.Modified}, &data)
	if err != nil {
		return nil, err
	}
	s.Data, err = unpack(data)
	return &s, err
}

func listSources(ctx context.Context, q querier, where string, args ...any) ([]*app.Source, error) {
	return collect(ctx, q, scanSource, "SELECT guid, name, format, hash, author, created, modified, data FROM source "+where, args...)
}

// sourceValues are a file's columns; packed is its content packed, nil where that was not made ready.
func sourceValues(s *app.Source, packed []byte) []any {
	author, created, modified := stamp(s.Stamp)
	if packed == nil {
		packed = pack(s.Data)
	}
	return []any{s.Name, s.Format, s.Hash, author, created, modified, packed, string(s.ID)}
}

func insertSource(w *writer, s *app.Source) error {
	return w.exec("INSERT INTO source (name, format, hash, author, created, modified, data, guid) VALUES (?,?,?,?,?,?,?,?)", sourceValues(s, w.ready.take(s).packed)...)
}

func updateSource(w *writer, _, s *app.Source) error {
	return w.must("UPDATE source SET name=?, format=?, hash=?, author=?, created=?, modified=?, data=? WHERE guid=?", sourceValues(s, nil)...)
}

func removeSource(w *writer, s *app.Source) error {
	return w.must("DELETE FROM source WHERE guid=?", string(s.ID))
}

// SourceByHash tells whether a file with this content (SHA-256, lower-case hex) was imported into a study, or into any for
// "", and under which name.
func (s *Store) SourceByHash(ctx context.Context, hash string, study app.StudyID) (id app.SourceID, name string, ok bool, err error) {
	err = s.read(ctx, "source", func(q querier) error {
		err := one(ctx, q, `SELECT o.guid, o.name FROM source o WHERE o.hash = ?1 AND (?2 = '' OR EXISTS (
			SELECT 1 FROM interview i JOIN study s ON s.id = i.study_id WHERE i.source_id = o.id AND s.guid = ?2))
			ORDER BY o.created, o.guid LIMIT 1`, []any{hash, string(study)}, &id, &name)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		ok = err == nil
		return err
	})
	return id, name, ok, err
}
