package findings_test

import (
	"testing"

	"throughline/app"
	"throughline/storage/storagetest"
	"throughline/ui/findings"
)

func TestModel_AFindingIsShownWhereItWasSaid(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 1, Turns: 30, Findings: 12, Tags: 3})
	m := d.m
	f := m.Row(5)
	if _, ok := m.Scene(f, 2); ok {
		t.Error("it was there before the interview was read")
	}
	var scene findings.Scene
	d.until("the interview", func() (ok bool) { scene, ok = m.Scene(f, 2); return ok })
	if len(scene.Turns) != 5 || scene.Old {
		t.Fatalf("%d turns, old %v; want 5", len(scene.Turns), scene.Old)
	}
	own := ""
	for i, turn := range scene.Turns {
		if turn.Speaker == "" {
			t.Errorf("nobody says turn %d", i)
		}
		for _, p := range turn.Parts {
			if p.Own {
				own += p.Text
			}
		}
	}
	if own != f.Quote {
		t.Errorf("marked %q, want %q", own, f.Quote)
	}
	// another finding in the same words is marked beside it, with its tags
	twin := f.Finding
	twin.ID, twin.Start, twin.Tags = app.NewID[app.FindingID](), f.Start+2, nil
	twin.Quote = f.Quote[2:]
	twin = *twin.WithTag(app.Tagging{Tag: d.f.Tags[1].ID, Author: "Ben", Provenance: app.ByHand, Created: storagetest.Noon})
	cs := m.Coding.Hand.Begin("Twin")
	cs.Create(&twin)
	if err := m.Coding.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	d.until("the step", func() bool { return d.ready() && m.Count() == 13 })
	d.until("both", func() bool {
		s, ok := m.Scene(f, 0)
		if !ok || len(s.Turns) != 1 {
			return false
		}
		for _, p := range s.Turns[0].Parts {
			if p.Other && p.Own && p.Text == twin.Quote && len(p.Tags) > 0 && p.Tags[0] == d.f.Tags[1].ID {
				return true
			}
		}
		return false
	})
	note := &app.FindingRow{Finding: app.Finding{ID: "note", Note: "a note"}}
	if s, ok := m.Scene(note, 2); !ok || len(s.Turns) != 0 {
		t.Errorf("a note: %+v, %v", s, ok)
	}
}
