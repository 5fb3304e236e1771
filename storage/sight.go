package storage

import (
	"context"
	"database/sql"
	"errors"

	"throughline/app"
)

// sees returns EConflict unless texts, their interviews and what stands in them are still as a step was worked out on them.
func (w *writer) sees(sights []app.Sight) error {
	for _, s := range sights {
		var id int64
		err := w.tx.QueryRow("SELECT id FROM transcript WHERE guid = ? AND latest = 1", string(s.Text)).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return app.StaleText()
		}
		if err == nil && s.Interview != nil {
			err = w.expect(keepers[app.KindInterview], s.Interview)
		}
		if err == nil && s.Standing != nil {
			err = w.seesAll(s.Standing, "SELECT 'finding', guid FROM finding WHERE transcript_id = ? AND quote <> ''", id)
		}
		if err == nil && s.Links != nil {
			err = w.seesAll(s.Links, `SELECT kind, guid FROM paper WHERE kind = 'guide link'
				AND interview_id = (SELECT interview_id FROM transcript WHERE id = ?) AND body ->> 'transcript' = ?`, id, string(s.Text))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// seesAll returns EConflict for a record that a query finds and that is not among those seen.
func (w *writer) seesAll(seen []app.Ref, query string, args ...any) error {
	known := make(map[app.Ref]bool, len(seen))
	for _, r := range seen {
		known[r] = true
	}
	return each(context.Background(), w, func(row scanner) error {
		var r app.Ref
		if err := row.Scan(&r.Kind, &r.ID); err != nil || known[r] {
			return err
		}
		return &app.Error{Code: app.EConflict, Message: "A passage of the text was marked meanwhile.",
			Hint: "Somebody or something changed it since. Reload and try again.", Path: r.ID}
	}, query, args...)
}
