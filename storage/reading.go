package storage

import (
	"context"
	"database/sql"
	"errors"

	"throughline/app"
)

// ReadingPlace returns the byte at which author stopped reading an interview, 0 if they never did.
func (s *Store) ReadingPlace(ctx context.Context, author string, id app.InterviewID) (at int, err error) {
	err = s.read(ctx, "reading place", func(q querier) error {
		err := one(ctx, q, "SELECT at_byte FROM reading WHERE author = ? AND interview = ?", []any{author, string(id)}, &at)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return at, err
}

// SaveReadingPlace remembers the byte at which author stopped reading an interview. It is no step: undo does not know it.
// Returns EIO when the workspace is read-only.
func (s *Store) SaveReadingPlace(ctx context.Context, author string, id app.InterviewID, at int) error {
	return s.write(ctx, "keep the reading place", func(w *writer) error {
		return w.exec(`INSERT INTO reading (author, interview, at_byte) VALUES (?1, ?2, ?3)
			ON CONFLICT (author, interview) DO UPDATE SET at_byte = ?3`, author, string(id), at)
	})
}

// ReadingDesk returns what author had open in the reader, without interviews that are gone; nothing if they never had any.
func (s *Store) ReadingDesk(ctx context.Context, author string) (d app.ReadingDesk, err error) {
	err = s.read(ctx, "reading desk", func(q querier) error {
		err := one(ctx, q, "SELECT front, beside, whose FROM reading_desk WHERE author = ?", []any{author}, &d.Front, &d.Beside, &d.Whose)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		d.Open, err = collect(ctx, q, func(row scanner) (o app.OpenInterview, err error) {
			return o, row.Scan(&o.ID, &o.Title)
		}, `SELECT i.guid, i.title FROM reading_desk d, json_each(d.tabs) j JOIN interview i ON i.guid = j.value WHERE d.author = ? ORDER BY j.key`, author)
		return err
	})
	return d, err
}

// SaveReadingDesk remembers what author has open in the reader, as SaveReadingPlace does a place.
func (s *Store) SaveReadingDesk(ctx context.Context, author string, d app.ReadingDesk) error {
	ids := make([]string, len(d.Open))
	for i, o := range d.Open {
		ids[i] = string(o.ID)
	}
	return s.write(ctx, "keep the reading desk", func(w *writer) error {
		return w.exec(`INSERT INTO reading_desk (author, tabs, front, beside, whose) VALUES (?1, ?2, ?3, ?4, ?5)
			ON CONFLICT (author) DO UPDATE SET tabs = ?2, front = ?3, beside = ?4, whose = ?5`,
			author, jsonText(ids), string(d.Front), string(d.Beside), d.Whose)
	})
}
