package history_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/history"
)

func newTag(b *apptest.Bench, name string) *app.Tag {
	return &app.Tag{ID: app.NewID[app.TagID](), Name: name, Status: app.TagActive, Stamp: b.Hand.Stamp()}
}

func step(b *apptest.Bench, label string, batch app.ChangeSetID, names ...string) *app.ChangeSet {
	cs := b.Hand.Begin(label)
	cs.Batch = batch
	for _, n := range names {
		cs.Create(newTag(b, n))
	}
	return cs
}

func commit(t *testing.T, b *apptest.Bench, cs *app.ChangeSet) {
	t.Helper()
	if err := b.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
}

func names(t *testing.T, b *apptest.Bench) []string {
	t.Helper()
	rows, err := b.Store.Tags(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range rows {
		out = append(out, r.Name)
	}
	return out
}

func TestLog_StateFollowsEveryStep(t *testing.T) {
	b := apptest.New(t)
	ctx := t.Context()
	undo := func() error { _, err := b.Log.Undo(ctx); return err }
	redo := func() error { _, err := b.Log.Redo(ctx); return err }
	add := func(name string) func() error {
		return func() error { return b.Log.Commit(ctx, step(b, "Add "+name, "", name)) }
	}
	for _, c := range []struct {
		name string
		act  func() error
		code app.Code
		want history.State
		tags []string
	}{
		{"undo of nothing", undo, app.ENotFound, history.State{}, nil},
		{"redo of nothing", redo, app.ENotFound, history.State{}, nil},
		{"nothing is no step", func() error { return b.Log.Commit(ctx, b.Hand.Begin("Nothing")) }, "", history.State{}, nil},
		{"a step", add("a"), "", history.State{Undo: "Add a"}, []string{"a"}},
		{"another", add("b"), "", history.State{Undo: "Add b"}, []string{"a", "b"}},
		{"a refused one", add(" "), app.EInvalid, history.State{Undo: "Add b"}, []string{"a", "b"}},
		{"undo", undo, "", history.State{Undo: "Add a", Redo: "Add b"}, []string{"a"}},
		{"a refused step keeps redo", add(" "), app.EInvalid, history.State{Undo: "Add a", Redo: "Add b"}, []string{"a"}},
		{"undo again", undo, "", history.State{Redo: "Add a"}, nil},
		{"redo", redo, "", history.State{Undo: "Add a", Redo: "Add b"}, []string{"a"}},
		{"a new step forgets what was undone", add("c"), "", history.State{Undo: "Add c"}, []string{"a", "c"}},
		{"nothing to redo any more", redo, app.ENotFound, history.State{Undo: "Add c"}, []string{"a", "c"}},
	} {
		if err := c.act(); app.CodeOf(err) != c.code {
			t.Fatalf("%s: error %v, want code %q", c.name, err, c.code)
		}
		if got := b.Log.State(); got != c.want {
			t.Errorf("%s: State() = %+v, want %+v", c.name, got, c.want)
		}
		if got := names(t, b); !slices.Equal(got, c.tags) {
			t.Errorf("%s: tags %v, want %v", c.name, got, c.tags)
		}
		again, err := history.Open(ctx, b.Store)
		if err != nil || again.State() != c.want {
			t.Errorf("%s: opened anew the state is %+v, %v, want %+v", c.name, again.State(), err, c.want)
		}
	}
}

func TestLog_ABatchIsUndoneAndRedoneAsOne(t *testing.T) {
	b := apptest.New(t)
	commit(t, b, step(b, "Before", "", "before"))
	before := b.Hash()
	batch := app.NewID[app.ChangeSetID]()
	for i := range 5 {
		commit(t, b, step(b, "Import 5 files", batch, fmt.Sprint("file", i)))
	}
	after := b.Hash()
	var heard []string
	cancel := b.Log.Subscribe(func(cs *app.ChangeSet) {
		if c := cs.Changes[0]; c.After != nil {
			heard = append(heard, "+"+c.After.(*app.Tag).Name)
		} else {
			heard = append(heard, "-"+c.Before.(*app.Tag).Name)
		}
	})
	defer cancel()
	e, err := b.Log.Undo(t.Context())
	if err != nil || e.Label != "Import 5 files" || b.Hash() != before || b.Log.State() != (history.State{Undo: "Before", Redo: "Import 5 files"}) {
		t.Errorf("Undo() = %q, %v; state %+v", e.Label, err, b.Log.State())
	}
	if _, err := b.Log.Redo(t.Context()); err != nil || b.Hash() != after || b.Log.State() != (history.State{Undo: "Import 5 files"}) {
		t.Errorf("Redo() = %v; state %+v", err, b.Log.State())
	}
	want := []string{"-file4", "-file3", "-file2", "-file1", "-file0", "+file0", "+file1", "+file2", "+file3", "+file4"}
	if !slices.Equal(heard, want) {
		t.Errorf("heard %v, want %v", heard, want)
	}
	if _, err := b.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Log.Undo(t.Context()); err != nil || len(names(t, b)) != 0 {
		t.Errorf("the step before the batch stays: %v, %v", names(t, b), err)
	}
}

func TestLog_TwoBatchesAreTwoUndos(t *testing.T) {
	b := apptest.New(t)
	for _, batch := range []app.ChangeSetID{"one", "one", "two", "two"} {
		commit(t, b, step(b, "Import", batch, "x"))
	}
	if _, err := b.Log.Undo(t.Context()); err != nil || len(names(t, b)) != 2 {
		t.Errorf("Undo() left %v, %v, want the first batch", names(t, b), err)
	}
}

func TestLog_ABatchIsNotLeftHalfUndone(t *testing.T) {
	b := apptest.New(t)
	for i := range 4 {
		commit(t, b, step(b, "Import", "batch", fmt.Sprint(i)))
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer b.Log.Subscribe(func(*app.ChangeSet) { cancel() })()
	if _, err := b.Log.Undo(ctx); err != nil || len(names(t, b)) != 0 {
		t.Errorf("Undo() = %v with %d of 4 left, want all gone", err, len(names(t, b)))
	}
	if _, err := b.Log.Redo(ctx); !errors.Is(err, context.Canceled) || len(names(t, b)) != 0 {
		t.Errorf("Redo() = %v with %d tags, want it not to begin", err, len(names(t, b)))
	}
}

func TestLog_PublishesInCommitOrderToAll(t *testing.T) {
	b := apptest.New(t)
	const writers, each = 8, 12
	var mu sync.Mutex
	heard := make([][]app.ChangeSetID, 3)
	for i := range heard {
		defer b.Log.Subscribe(func(cs *app.ChangeSet) {
			_ = b.Log.State() // a subscriber may ask
			mu.Lock()
			defer mu.Unlock()
			heard[i] = append(heard[i], cs.ID)
		})()
	}
	var steps []*app.ChangeSet // made here: the bench's clock is for one goroutine
	for i := range writers * each {
		steps = append(steps, step(b, fmt.Sprint("Step ", i), "", fmt.Sprint(i)))
	}
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for _, cs := range steps[w*each : (w+1)*each] {
				if err := b.Log.Commit(t.Context(), cs); err != nil {
					t.Error(err)
				}
				if w == 0 {
					if _, err := b.Log.Undo(t.Context()); err != nil {
						t.Error(err)
					}
					if _, err := b.Log.Redo(t.Context()); err != nil && app.CodeOf(err) != app.ENotFound {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
	if !slices.Equal(heard[0], heard[1]) || !slices.Equal(heard[0], heard[2]) || len(heard[0]) < writers*each {
		t.Fatalf("subscribers heard %d, %d and %d steps", len(heard[0]), len(heard[1]), len(heard[2]))
	}
	entries, err := b.Log.Entries(t.Context(), app.Page{})
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(entries)
	at := 0
	for _, id := range heard[0] { // commits are heard in the order in which they stand in the journal
		if at < len(entries) && entries[at].ID == id {
			at++
		}
	}
	if at != len(entries) {
		t.Errorf("%d of %d entries were heard in order", at, len(entries))
	}
	b.Whole(t)
}

func TestLog_CancelledSubscribersHearNoMore(t *testing.T) {
	b := apptest.New(t)
	n := 0
	var cancel func()
	cancel = b.Log.Subscribe(func(*app.ChangeSet) { n++; cancel() }) // even from inside
	commit(t, b, step(b, "One", "", "a"))
	commit(t, b, step(b, "Two", "", "b"))
	cancel()
	if n != 1 {
		t.Errorf("heard %d steps, want one", n)
	}
}

func TestLog_EntriesAreNewestFirstByPage(t *testing.T) {
	b := apptest.New(t)
	for i := range 5 {
		commit(t, b, step(b, fmt.Sprint("Step ", i), "", "x"))
	}
	got, err := b.Log.Entries(t.Context(), app.Page{Offset: 1, Limit: 2})
	if err != nil || len(got) != 2 || got[0].Label != "Step 3" || got[1].Label != "Step 2" || got[0].Author != apptest.Author || got[0].Changes != 1 {
		t.Errorf("Entries() = %+v, %v", got, err)
	}
}

// blind is a store whose journal cannot be read after a step.
type blind struct {
	history.Store
	fail bool
}

func (s *blind) LastApplied(ctx context.Context) (app.Entry, bool, error) {
	if s.fail {
		return app.Entry{}, false, &app.Error{Code: app.EIO, Message: "The disk refused."}
	}
	return s.Store.LastApplied(ctx)
}

func (s *blind) Revert(ctx context.Context, seq int64) (*app.ChangeSet, error) {
	cs, err := s.Store.Revert(ctx, seq)
	s.fail = true
	return cs, err
}

func TestLog_WhatHappenedIsPublishedThoughTheJournalCannotBeRead(t *testing.T) {
	b := apptest.New(t)
	log, err := history.Open(t.Context(), &blind{Store: b.Store})
	if err != nil {
		t.Fatal(err)
	}
	if err := log.Commit(t.Context(), step(b, "One", "", "a")); err != nil {
		t.Fatal(err)
	}
	heard := 0
	log.Subscribe(func(*app.ChangeSet) { heard++ })
	if _, err := log.Undo(t.Context()); app.CodeOf(err) != app.EIO || heard != 1 || len(names(t, b)) != 0 {
		t.Errorf("Undo() = %v, heard %d; want an error and the step that was taken back", err, heard)
	}
}
