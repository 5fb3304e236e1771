package storage

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"

	"throughline/app"
)

// The history as the states it leads to: one row a record that a step in force made, changed or removed. body is the record, as
// a change that makes it; ” when it was removed, inTable for texts and files, which the history does not keep twice.
const finalTable = `CREATE TABLE salvage_final (kind TEXT NOT NULL, guid TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, guid)) STRICT, WITHOUT ROWID`

// inTable is the body of a record that the history only notes.
const inTable = "stored"

// finals reads the history of the raw file into salvage_final. Steps that cannot be read, or only up to a gap, say what they can.
func (r *rawFile) finals(ctx context.Context, p app.Progress) error {
	if _, err := r.db.ExecContext(ctx, finalTable); err != nil {
		return err
	}
	seqs, err := numbers(ctx, r.db, "SELECT seq FROM journal WHERE state IN (?, ?) ORDER BY seq", int(app.EntryApplied), int(app.EntrySealed))
	if err != nil {
		return err
	}
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after Commit
	put, err := tx.PrepareContext(ctx, "INSERT OR REPLACE INTO salvage_final VALUES (?, ?, ?)")
	if err != nil {
		return err
	}
	for i, seq := range seqs { // a query each on purpose: all payloads at once would not fit into memory
		p.Report(int64(i), int64(len(seqs)), "Reading the history")
		var payload []byte
		if err := one(ctx, tx, "SELECT payload FROM journal WHERE seq = ?", []any{seq}, &payload); err != nil {
			return err
		}
		if err := final(ctx, put, payload); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// final stores what one step leads to. A payload that is not whole is read as far as it goes.
func final(ctx context.Context, put *sql.Stmt, payload []byte) error {
	var failed error
	err := eachLine(payload, func(text []byte) error {
		if failed = ctx.Err(); failed != nil {
			return failed
		}
		ref, body, ok := outcome(text)
		if ok {
			_, failed = put.ExecContext(ctx, string(ref.Kind), ref.ID, body)
		}
		return failed
	})
	if failed != nil {
		return failed
	}
	_ = err // what lies behind a gap is lost, and told by what is missing in the end
	return nil
}

// outcome is what one line of a step leads to. ok is false for a line that cannot be read.
func outcome(text []byte) (ref app.Ref, body string, ok bool) {
	if bytes.HasPrefix(text, []byte(lineMark)) {
		var l line
		if err := json.Unmarshal(text, &l); err != nil || l.Stored == nil {
			return ref, "", false
		}
		return *l.Stored, inTable, true
	}
	var c app.Change
	if err := c.UnmarshalJSON(text); err != nil || c.Before == nil && c.After == nil {
		return ref, "", false
	}
	if c.After == nil {
		return c.Ref(), "", true
	}
	made, err := (app.Change{After: c.After}).MarshalJSON()
	return c.Ref(), string(made), err == nil
}

// known returns what the history says of some records, by guid: the record, or nil when it was removed. What it only notes is left out.
func (r *rawFile) known(ctx context.Context, records []app.Record) (map[string]app.Record, error) {
	known := make(map[string]app.Record, len(records))
	for _, rec := range records {
		ref := rec.Ref()
		bodies, err := texts(ctx, r.db, "SELECT body FROM salvage_final WHERE kind = ? AND guid = ?", string(ref.Kind), ref.ID)
		if err != nil {
			return nil, err
		}
		if len(bodies) > 0 && bodies[0] != inTable {
			known[ref.ID] = recordOf(bodies[0])
		}
	}
	return known, nil
}

// recordOf reads a body of salvage_final.
func recordOf(body string) app.Record {
	var c app.Change
	if body == "" || c.UnmarshalJSON([]byte(body)) != nil {
		return nil
	}
	return c.After
}

// carried are the tables that come along as they are: the steps, where people stopped reading, names of what was deleted, the key of the vault, where backups lie.
var carried = []string{"reading", "reading_desk", "memo_lost", "vault", "backup_home"}

// carry copies them into the new workspace. Steps can be read on and not be taken back: what they stand on may be gone.
func (r *rawFile) carry(ctx context.Context, s *Store) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after Commit
	for _, table := range carried {
		if err := copyRows(ctx, tx, r.db, table, "SELECT * FROM "+table); err != nil {
			return err
		}
	}
	if err := copyRows(ctx, tx, r.db, "journal", `SELECT seq, guid, label, author, at, batch, CASE state WHEN 0 THEN 3 WHEN 1 THEN 2 ELSE state END, changes,
		payload, -1, '' FROM journal`); err != nil {
		return err
	}
	return tx.Commit()
}

// copyRows copies what a query gives into a table with the same columns. Rows that are there already stay.
func copyRows(ctx context.Context, tx *sql.Tx, from querier, table, query string) error {
	rows, err := from.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // its fault is rows.Err
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	values, into := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		into[i] = &values[i]
	}
	marks := "?"
	for range names[1:] {
		marks += ",?"
	}
	put, err := tx.PrepareContext(ctx, "INSERT OR IGNORE INTO "+table+" VALUES ("+marks+")") // #nosec G202 -- the table is one of ours, the rest question marks
	if err != nil {
		return err
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if _, err := put.ExecContext(ctx, values...); err != nil {
			return err
		}
	}
	return rows.Err()
}
