package codebook_test

import (
	"context"
	"testing"

	"throughline/app"
	"throughline/app/guide"
	"throughline/app/tally"
)

// asker is who was asked, and who keeps it, of a workspace.
type asker struct {
	*tally.Service
	guide *guide.Service
}

func (a asker) TieTheme(ctx context.Context, study app.StudyID, theme app.ThemeID, tag app.TagID, questions []string) error {
	return a.guide.TieTheme(ctx, study, theme, tag, questions)
}

func TestModel_SaysWhoWasAskedAboutATag(t *testing.T) {
	d := newDesk(t, "Pay", "Noise")
	desk := &guide.Service{Store: d.Store, Log: d.Log, Hand: d.Hand}
	d.m.Asker = asker{&tally.Service{Store: d.Store, Log: d.Log, Hand: d.Hand}, desk}
	st := *d.study
	if err := desk.Save(t.Context(), st, []guide.Line{{Text: "What is your work?"}, {Text: "What happens at payday?"}}); err != nil {
		t.Fatal(err)
	}
	turns := []string{"Mod: What is your work?", "P: I cook, and it is loud.", "Mod: And payday?", "P: The money was wrong."}
	one, two := d.Session(d.study, "P01", turns...), d.Session(d.study, "P02", turns...)
	one.Finding("The money was wrong", d.tags["Pay"].ID)
	two.Finding("The money was wrong", d.tags["Pay"].ID)
	d.m.Open(d.study.ID, d.tags["Pay"].ID)
	d.until("the tag", func() bool {
		return d.m.Detail != nil && d.m.Detail.Of == d.tags["Pay"].ID && len(d.m.Detail.Guide) == 2
	})
	if d.m.Detail.Asked != nil {
		t.Errorf("before anything is linked it says %+v", d.m.Detail.Asked)
	}
	if err := desk.Link(t.Context(), one.Text, one.Span("payday").Start, "What happens at payday?"); err != nil {
		t.Fatal(err)
	}
	d.until("who was asked", func() bool { return d.m.Detail.Asked != nil })
	if got, by := d.m.Detail.Asked.All.Words(), d.m.Detail.Asked.By(); got != "1 of 1 who were asked, 1 more unasked, 2 interviewed" ||
		by != "After “What happens at payday?”, where its findings lie." {
		t.Errorf("it says %q, %q", got, by)
	}
	d.m.Tie([]string{"What is your work?"})
	d.until("the question that was chosen", func() bool { return d.m.Detail.Asked != nil && d.m.Detail.Asked.ByHand })
	if got := d.m.Detail.Asked.By(); got != "After “What is your work?”, as somebody chose." || d.m.Detail.Asked.All.Asked != 0 {
		t.Errorf("by hand it says %q, %+v", got, d.m.Detail.Asked.All)
	}
	if _, err := d.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.until("what was taken back", func() bool { return !d.m.Detail.Asked.ByHand })
}
