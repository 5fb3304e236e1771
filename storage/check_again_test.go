package storage_test

import (
	"testing"

	"throughline/app"
)

func TestCheck_AgainAfterTheIndexChangedItsShape(t *testing.T) {
	s := fresh(t)
	in := &app.Insight{ID: "i", Title: "People wait", Status: app.InsightDraft, Stamp: by}
	commit(t, s, in)
	for range 40 { // the index merges its parts every sixteen commits
		next := *in
		next.Title += "."
		cs := app.NewChangeSet("Edit", "ana", noon)
		cs.Update(in, &next)
		if _, err := s.Apply(ctx, cs); err != nil {
			t.Fatal(err)
		}
		in = &next
		if r, err := s.Check(ctx, nil); err != nil || !r.OK {
			t.Fatalf("Check() = %q, %v", r.Problems, err)
		}
	}
}
