package storage

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"throughline/app"
)

// before makes a file as it was before a migration, known by a part of its name. open closes the database and opens the file as a workspace.
func before(t *testing.T, migration string) (db *sql.DB, open func() *Store) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "old.throughline")
	all, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	version := 0
	for !strings.Contains(all[version].name, migration) {
		version++
	}
	if db, err = sql.Open("sqlite3", dsn(path, writerPragmas)); err != nil {
		t.Fatal(err)
	}
	if err := migrate(t.Context(), db, all[:version], nil); err != nil {
		t.Fatal(err)
	}
	return db, func() *Store {
		t.Helper()
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		s, err := Open(t.Context(), path, Options{})
		if err != nil {
			t.Fatalf("Open() of version %d = %v", version, err)
		}
		t.Cleanup(func() { _ = s.Close() }) // nothing is written any more
		return s
	}
}

// oldJournal is a workspace of version 1 with steps as that version stored them: n tags made, then each renamed, the last
// one undone, one payload damaged.
func oldJournal(t *testing.T, n int) (path string, tags []*app.Tag) {
	t.Helper()
	ctx := context.Background()
	path = filepath.Join(t.TempDir(), "old.throughline")
	all, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", dsn(path, writerPragmas))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }() // written by then
	if err := migrate(ctx, db, all[:1], nil); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	w := &writer{tx: tx, alive: ctx.Err, ids: map[app.Ref]int64{}}
	put := func(label string, state app.EntryState, c app.Change) {
		payload, err := encodeChanges([]app.Change{c}, true)
		if err == nil {
			err = w.exec("INSERT INTO journal (guid, label, author, at, batch, state, changes, payload) VALUES (?,?,?,?,?,?,?,?)",
				app.NewID[string](), label, "ana", now.UnixMilli(), "", int(state), 1, payload)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for i := range n {
		tag := &app.Tag{ID: app.TagID(fmt.Sprint("tag", i)), Name: fmt.Sprint("Tag ", i), Status: app.TagActive, Stamp: app.NewStamp("ana", now)}
		tags = append(tags, tag)
		if err := w.exec(`INSERT INTO tag (guid, name, color, shortcut, definition, include, exclude, example, status, author, created, modified)
			VALUES (?,?,0,0,'','','','','active','ana',?,?)`, string(tag.ID), tag.Name, now.UnixMilli(), now.UnixMilli()); err != nil {
			t.Fatal(err)
		}
		put("Make", app.EntryApplied, app.Change{After: tag})
	}
	for i, tag := range tags {
		next, state := *tag, app.EntryApplied
		next.Name += " renamed"
		if i == n-1 {
			state = app.EntryUndone
		} else if err := w.exec("UPDATE tag SET name = ? WHERE guid = ?", next.Name, string(tag.ID)); err != nil {
			t.Fatal(err)
		}
		put("Rename", state, app.Change{Before: tag, After: &next})
	}
	if err := w.exec("UPDATE journal SET payload = x'01ffff' WHERE seq = 2"); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	return path, tags
}

func TestUpgrade_ListsTheStepsOfAnOldJournal(t *testing.T) {
	ctx := context.Background()
	const n = 1200 // several chunks
	path, tags := oldJournal(t, n)
	s, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	marks, err := s.Marks(ctx, app.HistoryQuery{Kind: app.KindTag})
	if err != nil || len(marks) != 2*n-1 { // the damaged one has no kinds
		t.Errorf("%d steps touch tags, %v, want %d", len(marks), err, 2*n-1)
	}
	for _, i := range []int{0, 2, 700, n - 1} {
		steps, err := s.RecordSteps(ctx, tags[i].Ref(), app.Page{})
		if err != nil || len(steps) != 2 || steps[0].Label != "Rename" || len(steps[0].Changes) != 1 || steps[1].Changes[0].Before != nil {
			t.Errorf("RecordSteps(%d) = %+v, %v", i, steps, err)
		}
	}
	if steps, err := s.RecordSteps(ctx, tags[1].Ref(), app.Page{}); err != nil || len(steps) != 1 {
		t.Errorf("beside a damaged step: %d, %v, want the other one", len(steps), err)
	}
	left, err := numbers(ctx, s.readers, "SELECT count(*) FROM journal WHERE bytes < 0 OR bytes <> length(payload)")
	if err != nil || left[0] != 0 {
		t.Errorf("%v entries are not listed, %v", left, err)
	}
	if _, err := s.Reapply(ctx, 2*n); err != nil {
		t.Errorf("Reapply() = %v", err)
	}
}

func TestUpgrade_GoesOnWhereItWasStopped(t *testing.T) {
	path, _ := oldJournal(t, 800)
	ctx := context.Background()
	db, err := sql.Open("sqlite3", dsn(path, writerPragmas))
	if err != nil {
		t.Fatal(err)
	}
	all, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	if err := migrate(ctx, db, all, func(int) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if n, err := listSome(ctx, db); n != listChunk || err != nil { // and then the power went
		t.Fatalf("listSome() = %d, %v", n, err)
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if err := listJournal(stopped, db); err == nil {
		t.Error("listJournal() does not look at its context")
	}
	_ = db.Close()
	s, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	got, err := numbers(ctx, s.readers, "SELECT count(*) FROM journal WHERE bytes < 0")
	if err != nil || len(got) != 1 || got[0] != 0 {
		t.Errorf("unlisted entries: %v, %v", got, err)
	}
	listed, err := numbers(ctx, s.readers, "SELECT count(DISTINCT seq) FROM journal_ref")
	if err != nil || listed[0] != 2*800-1 {
		t.Errorf("%v entries are listed, %v, want all but the damaged one", listed, err)
	}
}

func TestCheck_TellsWhatIsWrongWithTheHistory(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct{ name, sql, want string }{
		{"nothing", "SELECT 1", ""},
		{"a record is not listed", "DELETE FROM journal_ref WHERE seq = 4", "The lists of the history are out of date: step 4"},
		{"a size is wrong", "UPDATE journal SET bytes = bytes + 1 WHERE seq = 5", "The lists of the history are out of date: step 5"},
		{"kinds are wrong", "UPDATE journal SET kinds = 'tag 9 0 0' WHERE seq = 6", "The lists of the history are out of date: step 6"},
		{"a gap among what can be undone", "UPDATE journal SET state = 3 WHERE seq = 3", "A step can be taken back though a later one cannot: step 2"},
		{"a payload is broken", "UPDATE journal SET payload = x'01ffff' WHERE seq = 6", "Step 6 of the history cannot be read."},
	} {
		path, _ := oldJournal(t, 3)
		s, err := Open(ctx, path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = s.Close() }()
		for _, sql := range []string{"DELETE FROM journal WHERE seq = 1", "UPDATE journal SET payload = (SELECT payload FROM journal WHERE seq = 3), bytes = (SELECT bytes FROM journal WHERE seq = 3), kinds = 'tag 1 0 0' WHERE seq = 2",
			"INSERT INTO journal_ref (ref, seq) VALUES (1, 2)", c.sql} { // entry 2 was damaged
			if _, err := s.writer.ExecContext(ctx, sql); err != nil {
				t.Fatal(err)
			}
		}
		rep, err := s.Check(ctx, nil)
		if err != nil || strings.Join(rep.Problems, "; ") != c.want {
			t.Errorf("%s: Check() = %q, %v, want %q", c.name, rep.Problems, err, c.want)
		}
	}
}

// OldJournal is for tests from outside, see oldJournal.
var OldJournal = oldJournal
