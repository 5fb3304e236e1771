package analysis_test

import (
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/analysis"
)

// suggested returns the first interview of the sample with at least n suggestions, and these.
func suggested(t *testing.T, n int) (s *analysis.Service, undo func(), of app.InterviewID, got []analysis.Suggestion) {
	t.Helper()
	w, study := sample(t)
	ivs, err := w.Store.Interviews(t.Context(), study, app.Page{})
	if err != nil {
		t.Fatal(err)
	}
	undo = func() {
		if _, err := w.Log.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for _, iv := range ivs {
		if got, err = w.Analysis.Suggest(t.Context(), iv.ID); err != nil {
			t.Fatal(err)
		}
		if len(got) >= n {
			return w.Analysis, undo, iv.ID, got
		}
	}
	t.Fatalf("no interview has %d suggestions", n)
	return nil, nil, "", nil
}

func TestReject_IsRememberedUntilItIsUndone(t *testing.T) {
	s, undo, id, got := suggested(t, 2)
	offered := func() bool {
		now, err := s.Suggest(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(now, func(x analysis.Suggestion) bool { return x.Span == got[0].Span && x.Tag.ID == got[0].Tag.ID })
	}
	if err := s.Reject(t.Context(), textOf(t, s.Store, id), got[0].Span, got[0].Tag.ID); err != nil {
		t.Fatal(err)
	}
	again := &analysis.Service{Store: s.Store, Log: s.Log, Hand: app.Hand{Author: "Eve"}} // another day, another person
	if now, err := again.Suggest(t.Context(), id); err != nil || slices.ContainsFunc(now, func(x analysis.Suggestion) bool {
		return x.Span == got[0].Span && x.Tag.ID == got[0].Tag.ID
	}) {
		t.Errorf("offered again to another person, %v", err)
	}
	if offered() {
		t.Error("a rejected suggestion is offered again")
	}
	undo()
	if !offered() {
		t.Error("taken back, it is not offered again")
	}
}

// textOf is the latest text of an interview.
func textOf(t testing.TB, store analysis.Store, id app.InterviewID) *app.Transcript {
	t.Helper()
	tr, err := store.Transcript(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func TestReject_IsOneLabelledStepAndOnlyOnce(t *testing.T) {
	d := newDesk(t, 0, 1)
	iv := d.Session(d.study, "P01", "P: I waited three days for access to the tool.")
	trust := d.Tag(d.study, "Trust", "")
	span := iv.Span("I waited three days")
	reject := func() error { return d.analysis.Reject(t.Context(), iv.Text, span, trust.ID) }
	d.OneStep(t, "Reject suggestion Trust", reject)
	d.Nothing(t, "", reject)
	d.Nothing(t, app.EInvalid, func() error {
		return d.analysis.Reject(t.Context(), iv.Text, app.Span{Start: 3, End: 9000}, trust.ID)
	})
	d.Nothing(t, app.ENotFound, func() error { return d.analysis.Reject(t.Context(), iv.Text, span, "gone") })
	all, err := d.Store.Rejections(t.Context(), d.study.ID)
	if err != nil || len(all) != 1 || all[0].Quote != "I waited three days" || all[0].Tag != trust.ID {
		t.Errorf("Rejections() = %+v, %v", all, err)
	}
	if all, err := d.Store.Rejections(t.Context(), "another"); err != nil || len(all) != 0 {
		t.Errorf("of another study: %+v, %v", all, err)
	}
}

func TestReject_TeachesTheTag(t *testing.T) {
	s, _, id, got := suggested(t, 4)
	score := func(x analysis.Suggestion) float64 {
		fresh := &analysis.Service{Store: s.Store, Log: s.Log, Hand: s.Hand} // learns anew
		now, err := fresh.Suggest(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		for _, y := range now {
			if y.Span == x.Span && y.Tag.ID == x.Tag.ID {
				return y.Score
			}
		}
		return 0
	}
	last := got[len(got)-1]
	before := score(last)
	n := 0
	for _, x := range got[:len(got)-1] {
		if x.Tag.ID == last.Tag.ID {
			n++
		}
		if err := s.Reject(t.Context(), textOf(t, s.Store, id), x.Span, last.Tag.ID); err != nil {
			t.Fatal(err)
		}
	}
	if after := score(last); after >= before {
		t.Errorf("after %d refusals of %s elsewhere it still scores %.3f, before %.3f", len(got)-1, last.Tag.Name, after, before)
	}
}

func TestReject_KeepsNoWordsThatWereTakenOutOfTheText(t *testing.T) {
	d := newDesk(t, 0, 1)
	iv := d.Session(d.study, "P01", "P: I waited three days for Anna to call.")
	trust := d.Tag(d.study, "Trust", "")
	next := *iv.Text
	next.ID, next.Revision, next.Stamp = app.NewID[app.TranscriptID](), 2, d.Hand.Stamp()
	next.Text = strings.Replace(next.Text, "Anna", "[AB]", 1)
	d.Put(&next)
	d.Nothing(t, app.EConflict, func() error { return d.analysis.Reject(t.Context(), iv.Text, iv.Span("for Anna"), trust.ID) })
}
