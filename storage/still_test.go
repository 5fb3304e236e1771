package storage

import (
	"path/filepath"
	"testing"
	"time"

	"throughline/app"
)

// TestRead_KeepsNothingThatStoodInTheFileBeforeAStep: what is kept in memory is read in a state of the file that a step has passed meanwhile.
func TestRead_KeepsNothingThatStoodInTheFileBeforeAStep(t *testing.T) {
	ctx, at := t.Context(), time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	s := createStore(t, filepath.Join(t.TempDir(), "still.throughline"))
	by := app.NewStamp("ana", at)
	consent := &app.Consent{ID: "c", Participant: "p", Study: "s", Given: "2026-01-01", Scopes: app.Scopes(), Stamp: by}
	put := func(changes ...app.Change) {
		t.Helper()
		cs := app.NewChangeSet("Put", "ana", at)
		cs.Changes = changes
		if _, err := s.Apply(ctx, cs); err != nil {
			t.Fatal(err)
		}
	}
	put(app.Change{After: &app.Study{ID: "s", Name: "Study", Method: "Interview", Status: "running", Stamp: by}},
		app.Change{After: &app.Participant{ID: "p", Code: "P1", Stamp: by}}, app.Change{After: consent})
	names := func(q querier) int {
		rows, err := s.allNames(ctx, q, app.KindTag)
		if err != nil {
			t.Fatal(err)
		}
		return len(rows)
	}
	err := s.read(ctx, "test", func(q querier) error {
		if err := fix(ctx, q); err != nil {
			return err
		}
		gone := *consent
		gone.Withdrawn = "2026-02-01"
		put(app.Change{Before: consent, After: &gone})
		makeTags(t, s, "new")
		if _, err := s.permissions(ctx, q); err != nil {
			return err
		}
		if n := names(q); n != 0 {
			t.Errorf("the state before holds %d names", n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Permissions(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Of("s", "p").For(app.ScopeOutside); got != app.ConsentWithdrawn {
		t.Errorf("who withdrew counts as %q", got)
	}
	if err := s.read(ctx, "test", func(q querier) error {
		if n := names(q); n != 1 {
			t.Errorf("%d names are found, want the new one", n)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
