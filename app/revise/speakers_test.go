package revise_test

import (
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
)

func secs(n int) time.Duration { return time.Duration(n) * time.Second }

func TestSpeakers_EachActIsOneStep(t *testing.T) {
	r := newRoom(t)
	said, asked := r.Finding("two weeks for the permissions", r.tag.ID), r.Finding("Who grants them?", r.tag.ID)
	other := &app.Participant{ID: "p8", Code: "P08", Stamp: r.Hand.Stamp()}
	r.Put(other)
	ctx := t.Context()
	r.OneStep(t, "Rename speaker to Anna", func() error { return r.s.Rename(ctx, r.ID, "P", "  Anna ") })
	r.OneStep(t, "Mark speaker as other", func() error { return r.s.SetRole(ctx, r.ID, "Mod", app.RoleOther) })
	r.OneStep(t, "Assign speaker to P08", func() error { return r.s.Assign(ctx, r.ID, "P", "p8") })
	if f := apptest.Find(r.Bench, said); f.Participant != "p8" {
		t.Errorf("what was said belongs to %q, want p8", f.Participant)
	}
	r.OneStep(t, "Take speaker from participant", func() error { return r.s.Assign(ctx, r.ID, "P", "") })
	r.OneStep(t, "Assign speaker to P09", func() error { return r.s.AssignNew(ctx, r.ID, "Mod", "P09") })
	if f := apptest.Find(r.Bench, asked); f.Participant == "" {
		t.Error("what was asked belongs to nobody")
	}
	r.OneStep(t, "Assign speaker to P08", func() error { return r.s.AssignNew(ctx, r.ID, "P", "P08") })
	iv := apptest.Find(r.Bench, r.Interview)
	if p := iv.Speaker("P"); p.Name != "Anna" || p.Participant != "p8" || p.Label != "P" {
		t.Errorf("speaker %+v", p)
	}
	r.Nothing(t, "", func() error { return r.s.Rename(ctx, r.ID, "P", "Anna") })
	r.Nothing(t, app.EInvalid, func() error { return r.s.Rename(ctx, r.ID, "P", " ") })
	r.Nothing(t, app.EConflict, func() error { return r.s.Rename(ctx, r.ID, "Mod", "anna") })
	r.Nothing(t, app.EInvalid, func() error { return r.s.SetRole(ctx, r.ID, "P", "judge") })
	r.Nothing(t, app.ENotFound, func() error { return r.s.Assign(ctx, r.ID, "P", "nobody") })
	r.Nothing(t, app.EInvalid, func() error { return r.s.AssignNew(ctx, r.ID, "P", "") })
}

func TestMerge_GivesTurnsAndFindingsToTheOtherSpeaker(t *testing.T) {
	r := newRoom(t)
	f := r.Finding("Who grants them?", r.tag.ID)
	r.OneStep(t, "Merge speaker Mod into P", func() error { return r.s.Merge(t.Context(), r.ID, "Mod", "P") })
	now, iv := r.base(), apptest.Find(r.Bench, r.Interview)
	for _, u := range now.Turns {
		if u.Speaker != "P" {
			t.Errorf("a turn is still %q's", u.Speaker)
		}
	}
	if len(iv.Speakers) != 1 || now.Revision != 2 || now.Text != r.Text.Text {
		t.Errorf("%d speakers, revision %d", len(iv.Speakers), now.Revision)
	}
	if g := apptest.Find(r.Bench, f); g.Speaker != "P" || g.Participant != r.Person.ID || g.Span != f.Span || g.Transcript != now.ID {
		t.Errorf("finding %+v", g)
	}
	r.Nothing(t, app.EInvalid, func() error { return r.s.Merge(t.Context(), r.ID, "P", "P") })
	r.Nothing(t, app.ENotFound, func() error { return r.s.Merge(t.Context(), r.ID, "Mod", "P") })
}
