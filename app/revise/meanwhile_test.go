package revise_test

import (
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/revise"
)

// meanwhile is the service, with something else done just before its first step is stored.
func (r *room) meanwhile(do func()) *revise.Service {
	return &revise.Service{Store: r.Store, Log: r.Meanwhile(do), Hand: r.Hand}
}

func TestApply_CarriesWhatIsMarkedWhileItIsStored(t *testing.T) {
	for _, c := range []struct {
		name  string
		note  string // of a finding that was there, written meanwhile
		apply func(*revise.Service, revise.Draft) error
	}{
		{"one text", "", func(s *revise.Service, d revise.Draft) error {
			_, err := s.Apply(t.Context(), d, nil)
			return err
		}},
		{"several texts", "", func(s *revise.Service, d revise.Draft) error {
			return s.ApplyAll(t.Context(), []revise.Draft{d}, "Redact 1 interview", nil, nil)
		}},
		{"one text with a note", "noted", func(s *revise.Service, d revise.Draft) error {
			_, err := s.Apply(t.Context(), d, nil)
			return err
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRoom(t)
			before := r.Finding("two weeks", r.tag.ID)
			var marked *app.Finding
			var asked *app.GuideLink
			s := r.meanwhile(func() {
				marked, asked = r.Finding("asked around", r.tag.ID), r.ask("Who decides?", "Who grants")
				noted := *before
				noted.Note = c.note
				cs := r.Hand.Begin("Note")
				cs.Update(before, &noted)
				if err := r.Log.Commit(t.Context(), cs); err != nil {
					t.Fatal(err)
				}
			})
			if err := c.apply(s, r.edited("How did the rollout go?", "And the rollout?")); err != nil {
				t.Fatal(err)
			}
			now := r.base()
			if now.ID == r.Text.ID {
				t.Fatal("the text is not revised")
			}
			for _, f := range []*app.Finding{before, marked} {
				if got := apptest.Find(r.Bench, f); got.Transcript != now.ID || now.Text[got.Start:got.End] != f.Quote {
					t.Errorf("%q stands in %s, want %s", f.Quote, got.Transcript, now.ID)
				}
			}
			if got := apptest.Find(r.Bench, before); got.Note != c.note {
				t.Errorf("the note is %q", got.Note)
			}
			if got := apptest.Find(r.Bench, asked); got.Transcript != now.ID {
				t.Errorf("the link of the question stands in %q, want %s", got.Transcript, now.ID)
			}
		})
	}
}

func TestApply_IsRefusedWhenTheTextIsRevisedWhileItIsStored(t *testing.T) {
	r := newRoom(t)
	mine := r.edited("two weeks", "three weeks")
	s := r.meanwhile(func() { r.apply(r.edited("asked around", "gave up")) })
	if _, err := s.Apply(t.Context(), mine, nil); app.CodeOf(err) != app.EConflict {
		t.Errorf("Apply() = %v, want a conflict", err)
	}
}

func TestAssign_TakesAlongWhatIsMarkedWhileItIsStored(t *testing.T) {
	r := newRoom(t)
	other := &app.Participant{ID: "p8", Code: "P08", Stamp: r.Hand.Stamp()}
	r.Put(other)
	var marked *app.Finding
	s := r.meanwhile(func() { marked = r.Finding("asked around", r.tag.ID) })
	if err := s.Assign(t.Context(), r.ID, "P", other.ID); err != nil {
		t.Fatal(err)
	}
	if got := apptest.Find(r.Bench, marked); got.Participant != other.ID {
		t.Errorf("what was marked belongs to %q, want %s", got.Participant, other.ID)
	}
}
