package history_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/history"
	"throughline/storage"
	"throughline/storage/storagetest"
)

var errDisk = errors.New("the disk is gone")

// brittle is a store that fails when a chosen number of reverts or reapplies is reached.
type brittle struct {
	*storage.Store
	left int
}

func (b *brittle) Revert(ctx context.Context, seq int64) (*app.ChangeSet, error) {
	return b.count(ctx, seq, b.Store.Revert)
}

func (b *brittle) Reapply(ctx context.Context, seq int64) (*app.ChangeSet, error) {
	return b.count(ctx, seq, b.Store.Reapply)
}

func (b *brittle) count(ctx context.Context, seq int64, step func(context.Context, int64) (*app.ChangeSet, error)) (*app.ChangeSet, error) {
	if b.left--; b.left == 0 {
		return nil, errDisk
	}
	return step(ctx, seq)
}

func TestLog_ABatchThatFailsHalfwayIsMadeWholeAgain(t *testing.T) {
	ctx := t.Context()
	s := &brittle{Store: storagetest.New(t)}
	log, err := history.Open(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for i := range 5 {
		cs := app.NewChangeSet("Import", "ana", now)
		cs.Batch = "batch"
		cs.Create(&app.Tag{ID: app.TagID(fmt.Sprint(i)), Name: "T", Status: app.TagActive, Stamp: app.NewStamp("ana", now)})
		if err := log.Commit(ctx, cs); err != nil {
			t.Fatal(err)
		}
	}
	balance := 0
	defer log.Subscribe(func(cs *app.ChangeSet) {
		if balance++; cs.Changes[0].After == nil {
			balance -= 2
		}
	})()
	tags := func() int {
		rows, err := s.Tags(ctx, "")
		if err != nil {
			t.Fatal(err)
		}
		return len(rows)
	}
	s.left = 4
	if _, err := log.Undo(ctx); !errors.Is(err, errDisk) {
		t.Errorf("Undo() = %v, want %v", err, errDisk)
	}
	if tags() != 5 || balance != 0 || log.State() != (history.State{Undo: "Import"}) {
		t.Errorf("after a failed undo: %d tags, balance %d, state %+v", tags(), balance, log.State())
	}
	if _, err := log.Undo(ctx); err != nil || tags() != 0 {
		t.Fatalf("Undo() = %v, %d tags", err, tags())
	}
	s.left = 3
	if _, err := log.Redo(ctx); !errors.Is(err, errDisk) {
		t.Errorf("Redo() = %v, want %v", err, errDisk)
	}
	if tags() != 0 || balance != -5 || log.State() != (history.State{Redo: "Import"}) {
		t.Errorf("after a failed redo: %d tags, balance %d, state %+v", tags(), balance, log.State())
	}
	if _, err := log.Redo(ctx); err != nil || tags() != 5 {
		t.Errorf("Redo() = %v, %d tags", err, tags())
	}
}

func TestLog_ABatchGoesByOneNameUndoneAndRedone(t *testing.T) {
	b := apptest.New(t)
	batch := app.NewID[app.ChangeSetID]()
	commit(t, b, step(b, "New study", batch, "study"))
	commit(t, b, step(b, "Add the sample", batch, "sample"))
	for _, c := range []struct {
		name string
		walk func(context.Context) (app.Entry, error)
	}{{"undo", b.Log.Undo}, {"redo", b.Log.Redo}, {"undo again", b.Log.Undo}} {
		if e, err := c.walk(t.Context()); err != nil || e.Label != "Add the sample" {
			t.Errorf("%s names %q, error %v", c.name, e.Label, err)
		}
	}
}
