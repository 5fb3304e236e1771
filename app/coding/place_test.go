package coding_test

import (
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
)

// paged stores a revision of the desk's text that begins a page with each turn and names nobody, and a finding of a passage that an import gave to
// a person.
func (d *desk) paged(passage string) *app.Finding {
	d.T.Helper()
	tr := *d.iv.Text
	tr.ID, tr.Revision, tr.Stamp = app.NewID[app.TranscriptID](), 2, d.Hand.Stamp()
	tr.Turns = slices.Clone(tr.Turns)
	for i := range tr.Turns {
		tr.Turns[i].Speaker = ""
		tr.Pages = append(tr.Pages, app.PageBreak{Start: tr.Turns[i].Start, Page: i + 1})
	}
	d.Put(&tr)
	d.iv.Text = &tr
	return d.of(passage)
}

func (d *desk) of(passage string) *app.Finding {
	f := &app.Finding{ID: app.NewID[app.FindingID](), Study: d.study.ID, Interview: d.iv.ID, Transcript: d.iv.Text.ID, Span: d.iv.Span(passage), Quote: passage,
		Participant: d.iv.Person.ID, Stamp: d.Hand.Stamp()}
	f.Page = d.iv.Text.PageAt(f.Start)
	d.Put(f)
	return f
}

func TestResize_KeepsThePersonAndTellsThePage(t *testing.T) {
	d := newDesk(t)
	f := d.paged("I waited three days")
	if err := d.coding.Resize(t.Context(), f.ID, d.iv.Text, d.iv.Span("I waited three days for access")); err != nil {
		t.Fatal(err)
	}
	if got := apptest.Find(d.Bench, f); got.Participant != d.iv.Person.ID || got.Page != 2 {
		t.Errorf("a word more: of %q on page %d, want %q on page 2", got.Participant, got.Page, d.iv.Person.ID)
	}
	if err := d.coding.Resize(t.Context(), f.ID, d.iv.Text, d.iv.Span("And then?")); err != nil {
		t.Fatal(err)
	}
	if got := apptest.Find(d.Bench, f); got.Page != 3 {
		t.Errorf("two turns on: page %d, want 3", got.Page)
	}
}

func TestMergeFindings_KeepsThePersonAndTellsThePage(t *testing.T) {
	d := newDesk(t)
	into, from := d.paged("nobody told me."), d.of("And then?")
	if err := d.coding.MergeFindings(t.Context(), from.ID, ids(into)); err != nil {
		t.Fatal(err)
	}
	if got := apptest.Find(d.Bench, from); got.Participant != d.iv.Person.ID || got.Page != 2 {
		t.Errorf("merged: of %q on page %d, want %q on page 2", got.Participant, got.Page, d.iv.Person.ID)
	}
}

// revised stores the desk's text as another revision, with words in place of others, and returns the text that was seen before.
func (d *desk) revised(old, new string) (seen *app.Transcript) {
	d.T.Helper()
	at, by := d.iv.Span(old), len(new)-len(old)
	seen = d.iv.Text
	tr := *seen
	tr.ID, tr.Revision, tr.Stamp = app.NewID[app.TranscriptID](), seen.Revision+1, d.Hand.Stamp()
	tr.Text = tr.Text[:at.Start] + new + tr.Text[at.End:]
	tr.Turns = slices.Clone(tr.Turns)
	for i := range tr.Turns {
		if tr.Turns[i].Start > at.Start {
			tr.Turns[i].Start += by
		}
		if tr.Turns[i].End >= at.End {
			tr.Turns[i].End += by
		}
	}
	d.Put(&tr)
	d.iv.Text = &tr
	return seen
}

func TestMarkAs_FollowsTheWordsIntoALaterText(t *testing.T) {
	d := newDesk(t)
	was := d.iv.Span("nobody told me")
	seen := d.revised("How did the first week go?", "And the first week?")
	f, err := d.coding.MarkAs(t.Context(), seen, was, nil, app.ByHand)
	if err != nil {
		t.Fatal(err)
	}
	if got := apptest.Find(d.Bench, f); got.Quote != "nobody told me" || got.Transcript != d.iv.Text.ID || got.Span != d.iv.Span("nobody told me") {
		t.Errorf("marked %q at %v of %s", got.Quote, got.Span, got.Transcript)
	}
	if err := d.coding.Resize(t.Context(), f.ID, seen, app.Span{Start: was.Start, End: was.End + 1}); err != nil {
		t.Fatal(err)
	}
	if got := apptest.Find(d.Bench, f); got.Quote != "nobody told me." {
		t.Errorf("a sign more: %q", got.Quote)
	}
}

func TestMarkAs_RefusesWordsThatWereChanged(t *testing.T) {
	d := newDesk(t)
	f := d.iv.Finding("I waited")
	was := d.iv.Span("three days for access")
	seen := d.revised("three days", "[redacted]")
	d.Nothing(t, app.EConflict, func() error {
		_, err := d.coding.MarkAs(t.Context(), seen, was, []app.TagID{d.trust.ID}, app.ByHand)
		return err
	})
	d.Nothing(t, app.EConflict, func() error { return d.coding.Resize(t.Context(), f.ID, seen, app.Span{Start: f.Start, End: was.End}) })
}

func TestMarkAs_KnowsATextThatWasTakenBack(t *testing.T) {
	d := newDesk(t)
	first := d.iv.Text
	d.revised("How did the first week go?", "And the first week?")
	seen, was := d.iv.Text, d.iv.Span("nobody told me")
	if _, err := d.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	f, err := d.coding.MarkAs(t.Context(), seen, was, nil, app.ByHand)
	if err != nil || f.Quote != "nobody told me" || f.Transcript != first.ID {
		t.Errorf("MarkAs() = %+v, %v", f, err)
	}
}
