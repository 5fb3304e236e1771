package coding_test

import (
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/coding"
)

// meanwhile is the service, with something else done just before its first step is stored.
func (d *desk) meanwhile(do func()) *coding.Service {
	return &coding.Service{Store: d.Store, Log: d.Meanwhile(do), Hand: d.Hand}
}

func TestMark_FollowsATextThatIsRevisedWhileItIsStored(t *testing.T) {
	d := newDesk(t)
	f := d.iv.Finding("I waited")
	revise := func() { d.revised("How did the first week go?", "And the first week?") }
	at := d.iv.Span("nobody told me")
	was := d.iv.Text
	made, err := d.meanwhile(revise).MarkAs(t.Context(), was, at, []app.TagID{d.trust.ID}, app.ByHand)
	if err != nil {
		t.Fatal(err)
	}
	if got := apptest.Find(d.Bench, made); got.Transcript != d.iv.Text.ID || got.Quote != "nobody told me" || got.Span != d.iv.Span("nobody told me") {
		t.Errorf("marked %q in %s, want it in %s", got.Quote, got.Transcript, d.iv.Text.ID)
	}
	again := func() { d.revised("And the first week?", "The first week, then?") }
	was = d.iv.Text
	wider := app.Span{Start: d.iv.Span("I waited").Start, End: d.iv.Span("three days").End}
	if err := d.meanwhile(again).Resize(t.Context(), f.ID, was, wider); err != nil {
		t.Fatal(err)
	}
	if got := apptest.Find(d.Bench, f); got.Transcript != d.iv.Text.ID || got.Quote != d.iv.Text.Text[got.Start:got.End] {
		t.Errorf("the boundary moved in %s, want %s", got.Transcript, d.iv.Text.ID)
	}
}

func TestMark_IsRefusedWhenItsWordsGoWhileItIsStored(t *testing.T) {
	d := newDesk(t)
	was, at := d.iv.Text, d.iv.Span("three days for access")
	before := len(d.marks())
	s := d.meanwhile(func() { d.revised("three days", "[redacted]") })
	if f, err := s.MarkAs(t.Context(), was, at, []app.TagID{d.trust.ID}, app.ByHand); app.CodeOf(err) != app.EConflict {
		t.Errorf("MarkAs() = %v, %v, want a conflict", f, err)
	}
	if n := len(d.marks()); n != before {
		t.Errorf("%d findings, want %d", n, before)
	}
}

// marks are the findings of the interview.
func (d *desk) marks() []app.Finding {
	d.T.Helper()
	found, err := d.Store.InterviewFindings(d.T.Context(), d.iv.ID)
	if err != nil {
		d.T.Fatal(err)
	}
	return found
}

func TestMark_BelongsToWhomTheSpeakerIsGivenWhileItIsStored(t *testing.T) {
	d := newDesk(t)
	other := &app.Participant{ID: "other", Code: "P99", Stamp: d.Hand.Stamp()}
	d.Put(other)
	s := d.meanwhile(func() {
		was := apptest.Find(d.Bench, d.iv.Interview)
		iv := *was
		iv.Speakers = append([]app.Speaker{}, was.Speakers...)
		for i := range iv.Speakers {
			if iv.Speakers[i].Participant != "" {
				iv.Speakers[i].Participant = other.ID
			}
		}
		cs := d.Hand.Begin("Assign speaker to P99")
		cs.Update(was, &iv)
		if err := d.Log.Commit(t.Context(), cs); err != nil {
			t.Fatal(err)
		}
	})
	f, err := s.MarkAs(t.Context(), d.iv.Text, d.iv.Span("nobody told me"), nil, app.ByHand)
	if err != nil {
		t.Fatal(err)
	}
	if got := apptest.Find(d.Bench, f); got.Participant != other.ID {
		t.Errorf("the finding belongs to %q, want %s", got.Participant, other.ID)
	}
}
