package merge_test

import (
	"testing"

	"throughline/app"
	"throughline/app/merge"
)

// delete removes records with all that hangs on them, as one step.
func (s *side) delete(label string, recs ...app.Record) {
	s.t.Helper()
	cs := s.hand.Begin(label)
	var deps []app.Record
	for _, r := range recs {
		d, err := s.store.Dependants(s.t.Context(), r.Ref())
		if err != nil {
			s.t.Fatal(err)
		}
		deps = append(deps, d...)
	}
	cs.DeleteAll(s.hand, deps, recs...)
	if err := s.log.Commit(s.t.Context(), cs); err != nil {
		s.t.Fatal(label, ": ", err)
	}
}

func TestMerge_WhatStaysKeepsWhatIsIn(t *testing.T) {
	for _, c := range []struct {
		name string
		side merge.Side
		keep bool
	}{{"ours", merge.Ours, true}, {"theirs", merge.Theirs, false}} {
		t.Run(c.name, func(t *testing.T) {
			s := newScene(t)
			s.jon.delete("Delete finding", s.jon.find(s.g.Ref())) // by another step: it goes in any case
			s.jon.delete("Delete interview", s.jon.find(s.talk.Interview.Ref()))
			edit(s.mara, s.talk.Interview, func(iv *app.Interview) { iv.Note = "done" })
			p := s.mara.merge(s.jon, merge.Choices{Prefer: c.side})
			if len(p.Conflicts) == 0 || p.Conflicts[0].About != "Deleted there, changed here" {
				t.Fatalf("conflicts %+v", p.Conflicts)
			}
			for what, ref := range map[string]app.Ref{"interview": s.talk.Interview.Ref(), "text": s.talk.Text.Ref(), "finding": s.f.Ref()} {
				if s.mara.has(ref) != c.keep {
					t.Errorf("the %s is there: %v, want %v", what, !c.keep, c.keep)
				}
			}
			if s.mara.has(s.g.Ref()) {
				t.Error("what was deleted by itself is there")
			}
			if in := s.mara.find(s.insight.Ref()).(*app.Insight); (len(in.Evidence) == 1) != c.keep {
				t.Errorf("the insight rests on %v", in.Evidence)
			}
			uses, err := s.mara.store.Dependants(t.Context(), s.theme.Ref())
			if err != nil || (len(uses) == 1) != c.keep {
				t.Errorf("the theme holds %d cards, error %v", len(uses), err)
			}
		})
	}
}

func TestMerge_AThemeThatStaysKeepsItsCards(t *testing.T) {
	s := newScene(t)
	s.jon.delete("Delete theme", s.jon.find(s.theme.Ref()))
	edit(s.mara, s.theme, func(th *app.Theme) { th.Note = "of the second week" })
	s.mara.merge(s.jon, merge.Choices{})
	uses, err := s.mara.store.Dependants(t.Context(), s.theme.Ref())
	if err != nil || len(uses) != 1 {
		t.Errorf("the theme holds %d cards, error %v", len(uses), err)
	}
}
