package merge_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/history"
	"throughline/app/merge"
	"throughline/storage"
)

// side is one copy of a workspace, and who works in it.
type side struct {
	t     testing.TB
	store *storage.Store
	log   *history.Log
	hand  app.Hand
}

// open opens a workspace file for a person whose clock begins at noon of a day and ticks by seconds.
func open(t testing.TB, path, author string, day int) *side {
	t.Helper()
	s, err := storage.Open(context.Background(), path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	log, err := history.Open(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	now := apptest.Noon.AddDate(0, 0, day)
	return &side{t, s, log, app.Hand{Author: author, Now: func() time.Time { now = now.Add(time.Second); return now }}}
}

// copyOf copies a workspace as it is now.
func copyOf(t testing.TB, s *storage.Store) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.throughline")
	if err := s.Backup(t.Context(), path, nil); err != nil {
		t.Fatal(err)
	}
	return path
}

// pair are two copies of a bench, A of Mara and B of Jon.
func pair(t testing.TB, b *apptest.Bench) (mara, jon *side) {
	t.Helper()
	return open(t, copyOf(t, b.Store), "Mara", 1), open(t, copyOf(t, b.Store), "Jon", 2)
}

// again opens a copy of a side as it is now.
func (s *side) again() *side { return open(s.t, copyOf(s.t, s.store), s.hand.Author, 10) }

// change commits one step.
func (s *side) change(label string, changes ...app.Change) {
	s.t.Helper()
	cs := s.hand.Begin(label)
	cs.Changes = changes
	if err := s.log.Commit(s.t.Context(), cs); err != nil {
		s.t.Fatal(label, ": ", err)
	}
}

// edit changes a stored record.
func edit[T any, P interface {
	*T
	app.Record
}](s *side, r P, do func(P)) P {
	s.t.Helper()
	before := s.find(r.Ref())
	after := *before.(P)
	do(&after)
	s.change("Edit", app.Change{Before: before, After: P(&after)})
	return &after
}

func (s *side) find(ref app.Ref) app.Record {
	s.t.Helper()
	r, err := s.store.Find(s.t.Context(), ref)
	if err != nil {
		s.t.Fatal(ref, err)
	}
	return r
}

func (s *side) has(ref app.Ref) bool {
	_, err := s.store.Find(s.t.Context(), ref)
	return err == nil
}

func (s *side) hash() string {
	s.t.Helper()
	h, err := s.store.ContentHash(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return h
}

// merge takes what is in another side, and checks the workspace.
func (s *side) merge(other *side, c merge.Choices) *merge.Plan {
	s.t.Helper()
	p := s.takes(other, c)
	rep, err := s.store.Check(s.t.Context(), nil)
	if err != nil || !rep.OK {
		s.t.Fatalf("after the merge: %v, %v", rep.Problems, err)
	}
	return p
}

func (s *side) take(other *side) *merge.Plan { return s.takes(other, merge.Choices{}) }

// takes merges another side. Everybody merges at the same moment, so that who merges makes no difference.
func (s *side) takes(other *side, c merge.Choices) *merge.Plan {
	s.t.Helper()
	svc := &merge.Service{Store: s.store, Log: s.log, Hand: app.Hand{Author: "Merger", Now: func() time.Time { return apptest.Noon.AddDate(0, 1, 0) }}}
	p, err := svc.Merge(s.t.Context(), other.store, "other.throughline", c, nil)
	if err != nil {
		s.t.Fatal("merge: ", err)
	}
	return p
}
