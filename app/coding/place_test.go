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
	if err := d.coding.Resize(t.Context(), f.ID, d.iv.Span("I waited three days for access")); err != nil {
		t.Fatal(err)
	}
	if got := apptest.Find(d.Bench, f); got.Participant != d.iv.Person.ID || got.Page != 2 {
		t.Errorf("a word more: of %q on page %d, want %q on page 2", got.Participant, got.Page, d.iv.Person.ID)
	}
	if err := d.coding.Resize(t.Context(), f.ID, d.iv.Span("And then?")); err != nil {
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
