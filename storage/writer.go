package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	sqlite "github.com/mattn/go-sqlite3"

	"throughline/app"
)

// writer is one write transaction. Its statements run without the caller's context, which would cost a goroutine each:
// alive is asked between changes instead. The connection keeps its statements prepared from one transaction to the next.
type writer struct {
	tx        *sql.Tx
	alive     func() error
	ids       map[app.Ref]int64 // row ids looked up or made in this transaction
	tags      []int64           // tags changed, to be held against the law of trees at the end
	placed    []int64           // findings placed, for the law of boards
	lost      []lost            // records deleted on which memos may stand
	found     []string          // ids of such records stored
	touched   touched           // what the index of findings knows and was written
	texts     bool              // transcripts changed: what is kept of them in memory has to go
	names     bool              // likewise of what is found by name
	dues      []app.PlaceRange  // whose places by meaning do not hold any more
	unindexed unindexed         // words of turns that the full-text index does not have yet

	holdings // what studies and interviews gain and lose

	ready    *readier                // what another goroutine makes of texts and files ahead of their changes; nil makes nothing
	stored   map[string]*app.Finding // findings read ahead of their changes, by id
	waiting  []light                 // updates of findings that are to be stored together
	progress app.Progress
}

// write runs do in one transaction on the writer connection. Returns EIO when the workspace is read-only.
func (s *Store) write(ctx context.Context, op string, do func(w *writer) error) error {
	if s.writer == nil {
		return &app.Error{Code: app.EIO, Message: "The workspace is open for reading only.", Hint: "Open it for writing, or save a copy.", Op: op, Path: s.path}
	}
	if err := s.mayCommit(); err != nil {
		return err
	}
	tx, err := s.beginWriting(ctx)
	if err != nil {
		return translate(ctx, op, s.path, err)
	}
	defer func() { _ = tx.Rollback() }() // does nothing after Commit
	w := &writer{tx: tx, alive: ctx.Err, ids: map[app.Ref]int64{}, holdings: newHoldings(), progress: app.ProgressOf(ctx)}
	if err := do(w); err != nil {
		return translate(ctx, op, s.path, err)
	}
	if err := w.laws(); err != nil {
		return translate(ctx, op, s.path, err)
	}
	if err := w.saveDues(); err != nil {
		return translate(ctx, op, s.path, err)
	}
	if err := s.mayCommit(); err != nil {
		return err
	}
	s.stale.add(w.dues)
	if err = s.commit(tx, w); err == nil {
		err = s.committed() // stored, but where nobody finds it
	}
	if w.texts {
		s.texts.forget()
	}
	if w.names {
		s.nameShelf.forget()
	}
	return translate(ctx, op, s.path, err)
}

// beginWriting begins a write transaction.
func (s *Store) beginWriting(ctx context.Context) (*sql.Tx, error) {
	if s.place.shared {
		s.begins.Lock()
		defer s.begins.Unlock()
	}
	return s.writer.BeginTx(ctx, nil)
}

// QueryContext makes the writer a querier, so that reads inside the transaction use the same code.
func (w *writer) QueryContext(_ context.Context, query string, args ...any) (*sql.Rows, error) {
	return w.tx.QueryContext(context.Background(), query, args...)
}

func (w *writer) exec(query string, args ...any) error {
	_, err := w.tx.ExecContext(context.Background(), query, args...)
	return err
}

// insert runs an INSERT and returns the new row id.
func (w *writer) insert(query string, args ...any) (int64, error) {
	r, err := w.tx.ExecContext(context.Background(), query, args...)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

// must runs an UPDATE or DELETE that has to reach exactly one row.
func (w *writer) must(query string, args ...any) error {
	r, err := w.tx.ExecContext(context.Background(), query, args...)
	if err != nil {
		return err
	}
	n, err := r.RowsAffected()
	if err == nil && n != 1 {
		err = fmt.Errorf("%d rows instead of one: %s", n, query)
	}
	return err
}

// idQueries find the row id of a record by kind.
var idQueries = map[app.Kind]string{
	app.KindStudy:       "SELECT id FROM study WHERE guid = ?",
	app.KindParticipant: "SELECT id FROM participant WHERE guid = ?",
	app.KindSource:      "SELECT id FROM source WHERE guid = ?",
	app.KindInterview:   "SELECT id FROM interview WHERE guid = ?",
	app.KindTranscript:  "SELECT id FROM transcript WHERE guid = ?",
	app.KindTag:         "SELECT id FROM tag WHERE guid = ?",
	app.KindFinding:     "SELECT id FROM finding WHERE guid = ?",
	app.KindTheme:       "SELECT id FROM theme WHERE guid = ?",
	app.KindInsight:     "SELECT id FROM insight WHERE guid = ?",
	app.KindMemo:        "SELECT id FROM memo WHERE guid = ?",
	app.KindRejection:   "SELECT id FROM rejection WHERE guid = ?",
	app.KindRule:        "SELECT id FROM rule WHERE guid = ?",
	app.KindOpinionWord: "SELECT id FROM opinion_word WHERE guid = ?",
	app.KindView:        "SELECT id FROM saved_view WHERE guid = ?",

	app.KindRecommendation: "SELECT id FROM recommendation WHERE guid = ?",
	app.KindDecision:       "SELECT id FROM decision WHERE guid = ?",
	app.KindPublication:    "SELECT id FROM publication WHERE guid = ?",
	app.KindStandards:      "SELECT id FROM standards WHERE guid = ?",
}

// id returns the row id of a record. Returns EConflict if it is not stored.
func (w *writer) id(kind app.Kind, guid string) (int64, error) {
	ref := app.Ref{Kind: kind, ID: guid}
	if id, ok := w.ids[ref]; ok {
		return id, nil
	}
	var id int64
	err := one(context.Background(), w, idQueries[kind], []any{guid}, &id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, &app.Error{Code: app.EConflict, Message: "The " + string(kind) + " it refers to is not stored (any more).",
			Hint: "Reload and try again.", Path: guid}
	}
	if err != nil {
		return 0, err
	}
	w.ids[ref] = id
	return id, nil
}

// ref is id for a reference that may be empty: nil, which is NULL.
func (w *writer) ref(kind app.Kind, guid string) (any, error) {
	if guid == "" {
		return nil, nil
	}
	return w.id(kind, guid)
}

// forget drops a row id that is no longer true.
func (w *writer) forget(r app.Ref) { delete(w.ids, r) }

// laws checks what can only be true of several records together, once the step is complete, and remembers what memos lost.
func (w *writer) laws() error {
	if err := w.indexTurns(); err != nil {
		return err
	}
	if len(w.tags) > 0 {
		if err := w.lawOfTrees(); err != nil {
			return err
		}
	}
	if len(w.placed) > 0 {
		if err := w.lawOfBoards(); err != nil {
			return err
		}
	}
	if len(w.found) > 0 {
		if err := w.forgetFound(); err != nil {
			return err
		}
	}
	if len(w.lost) > 0 {
		if err := w.rememberLost(); err != nil {
			return err
		}
	}
	return w.storeHoldings()
}

// lawOfTrees refuses a tag that stands under itself by way of others.
func (w *writer) lawOfTrees() error {
	names, err := texts(context.Background(), w, `WITH RECURSIVE up(tag, id) AS (
		SELECT id, parent_id FROM tag WHERE id IN (SELECT value FROM json_each(?)) AND parent_id IS NOT NULL
		UNION SELECT up.tag, t.parent_id FROM up JOIN tag t ON t.id = up.id WHERE t.parent_id IS NOT NULL)
		SELECT t.name FROM up JOIN tag t ON t.id = up.tag WHERE up.tag = up.id LIMIT 1`, list(w.tags))
	if err == nil && len(names) > 0 {
		err = app.Invalid("The tag “"+names[0]+"” cannot stand under one of its own.", "Choose another parent.")
	}
	return err
}

// lawOfBoards refuses a finding in two themes of one board.
func (w *writer) lawOfBoards() error {
	names, err := texts(context.Background(), w, `SELECT group_concat(t.name, '” and “') FROM json_each(?) j
		CROSS JOIN placement l ON l.finding_id = j.value JOIN theme t ON t.id = l.theme_id
		GROUP BY l.finding_id, l.board HAVING count(DISTINCT l.theme_id) > 1 LIMIT 1`, list(w.placed))
	if err == nil && len(names) > 0 {
		err = &app.Error{Code: app.EConflict, Message: "A finding is in two themes at once: “" + names[0] + "”.", Hint: "Reload and move it again."}
	}
	return err
}

// constraint reports whether err is SQLite refusing a row: for a duplicate, or for rows that still refer to it.
func constraint(err error) bool {
	var s sqlite.Error
	return errors.As(err, &s) && s.Code == sqlite.ErrConstraint
}
