package storage_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"throughline/app"
	"throughline/storage"
)

var (
	ctx  = context.Background()
	noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	by   = app.NewStamp("ana", noon)
)

// fresh is an empty workspace.
func fresh(t testing.TB) *storage.Store {
	t.Helper()
	s, err := storage.Create(ctx, filepath.Join(t.TempDir(), "test.throughline"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// commit stores records as one step.
func commit(t testing.TB, s *storage.Store, records ...app.Record) app.Entry {
	t.Helper()
	cs := app.NewChangeSet("Make", "ana", noon)
	for _, r := range records {
		cs.Create(r)
	}
	return apply(t, s, cs)
}

func apply(t testing.TB, s *storage.Store, cs *app.ChangeSet) app.Entry {
	t.Helper()
	e, err := s.Apply(ctx, cs)
	if err != nil {
		t.Fatalf("Apply(%s): %v", cs.Label, err)
	}
	return e
}

// reopen closes and opens the workspace again.
func reopen(t testing.TB, s *storage.Store) *storage.Store {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := storage.Open(ctx, s.Path(), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r
}

func wantCode(t testing.TB, what string, err error, want app.Code) {
	t.Helper()
	if got := app.CodeOf(err); got != want {
		t.Errorf("%s = %v (%q), want %q", what, err, got, want)
	}
}
