package storage_test

import (
	"fmt"
	"testing"

	"throughline/app"
	"throughline/storage/storagetest"
)

// TestFindings_AreFoundByWhatWasDeletedAndBroughtBack: the database gives row ids again, in another order.
func TestFindings_AreFoundByWhatWasDeletedAndBroughtBack(t *testing.T) {
	s := storagetest.New(t)
	a := storagetest.Fill(t, s, storagetest.Size{Interviews: 2, Turns: 8, Findings: 6, Tags: 1})
	tags := []*app.Tag{}
	cs := app.NewChangeSet("Tags", "ana", noon)
	for i := range 3 {
		tag := &app.Tag{ID: app.TagID(fmt.Sprint("new", i)), Name: fmt.Sprint("New ", i), Status: app.TagActive, Stamp: by}
		tags = append(tags, tag)
		cs.Create(tag)
	}
	marked := make([]*app.Finding, 3)
	for i := range marked {
		f := a.Findings[i].WithTag(app.Tagging{Tag: tags[i].ID, Author: "ana", Provenance: app.ByHand, Created: noon})
		cs.Update(a.Findings[i], f)
		marked[i] = f
	}
	apply(t, s, cs)
	count := func(id app.TagID) int {
		return len(must(s.Findings(ctx, app.FindingQuery{Study: a.Study.ID, Tags: []app.TagID{id}}))(t))
	}
	for i := range tags {
		if n := count(tags[i].ID); n != 1 {
			t.Fatalf("%d findings carry tag %d before", n, i)
		}
	}
	gone := app.NewChangeSet("Delete tags", "ana", noon)
	for i, f := range marked {
		gone.Update(f, f.WithoutTag(tags[i].ID))
	}
	for _, tag := range tags {
		gone.Delete(tag)
	}
	e := apply(t, s, gone)
	if _, err := s.Revert(ctx, e.Seq); err != nil {
		t.Fatal(err)
	}
	for i := range tags {
		if n := count(tags[i].ID); n != 1 {
			t.Errorf("%d findings carry tag %d after it came back, want 1", n, i)
		}
	}
}

// TestFindings_OfManyWordsAreCountedRight: only some answers of the full-text index are kept, and those asked for are not let go before they are used.
func TestFindings_OfManyWordsAreCountedRight(t *testing.T) {
	s := storagetest.New(t)
	a := storagetest.Fill(t, s, storagetest.Size{Interviews: 3, Turns: 10, Findings: 8, Tags: 1})
	cs := app.NewChangeSet("Notes", "ana", noon)
	for _, f := range a.Findings {
		g := *f
		g.Note = "alwaysthere"
		cs.Update(f, &g)
	}
	apply(t, s, cs)
	all := app.Clause{Op: app.OpText, Text: "alwaysthere"}
	for i := range 400 {
		none := app.Clause{Op: app.OpText, Text: fmt.Sprint("never", i)}
		where := app.Clause{Op: app.OpOr, Parts: []app.Clause{none, all}}
		if n := len(must(s.Findings(ctx, app.FindingQuery{Study: a.Study.ID, Where: &where}))(t)); n != len(a.Findings) {
			t.Fatalf("question %d finds %d of %d", i, n, len(a.Findings))
		}
	}
}
