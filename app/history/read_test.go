package history_test

import (
	"fmt"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/history"
)

// told writes a history as one line a step: "Star by Mara: Star yes".
func told(past []app.PastStep) string {
	var lines []string
	for _, st := range past {
		line := st.Label + " by " + st.Author
		for i, f := range st.Fields {
			line += []string{": ", "; "}[min(i, 1)] + strings.TrimSpace(f.Name+" "+f.Text)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestRecord_TellsWhoDidWhatToAFindingAndItsInterview(t *testing.T) {
	b := apptest.New(t)
	ctx := t.Context()
	st := b.Study("Study A")
	iv := b.Session(st, "P1", "Mod: How are you?", "P: We pay too much every month.")
	price := b.Tag(st, "Pricing", "")
	f := iv.Finding("pay too much")
	ben := b.As("Ben")
	update := func(hand app.Hand, label string, before, after app.Record) {
		cs := hand.Begin(label)
		cs.Update(before, after)
		commit(t, b, cs)
	}
	g := f.WithTag(app.Tagging{Tag: price.ID, Author: "Ben", Provenance: app.BySuggestion, Created: f.Created})
	g.Stamp = ben.Touch(f.Stamp)
	update(ben, "Tag with Pricing", f, g)
	th := b.Theme(st, "Money", g)
	in := b.Insight(st, "It costs too much", app.Evidence{Finding: f.ID, Stance: app.Supports})
	h := edit(g, func(f *app.Finding) { f.Star, f.Stamp = true, ben.Touch(f.Stamp) })
	update(ben, "Star", g, h)
	if _, err := b.Log.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		of   app.Ref
		want string
	}{
		{"finding", f.Ref(), "Star by Ben: Star yes\nPut by Mara: Insight + “It costs too much”\nPut by Mara: Theme + Money\n" +
			"Tag with Pricing by Ben: Tags + Pricing (suggested, then accepted)\nPut by Mara: Made"},
		{"theme", th.Ref(), "Put by Mara: Made; Findings + “pay too much”"},
		{"insight", in.Ref(), "Put by Mara: Evidence + “pay too much” supports"},
		{"tag", price.Ref(), "Put by Mara: Made"},
		{"interview", iv.Interview.Ref(), "Star by Ben: Finding “pay too much”; Star: yes\n" +
			"Tag with Pricing by Ben: Finding “pay too much”; Tags: + Pricing (suggested, then accepted)\nPut by Mara: Finding + “pay too much”\n" +
			"Put by Mara: Date + 2026-10-01; Speakers Mod: + moderator; P: + participant P1; File + P1.txt; Text Revision + 1"},
		{"a stranger", app.Ref{Kind: app.KindTag, ID: "nobody"}, ""},
	} {
		past, err := b.Log.Record(ctx, c.of, app.Page{})
		if got := told(past); err != nil || got != c.want {
			t.Errorf("%s: %v\n got %s\nwant %s", c.name, err, got, c.want)
		}
	}
	past, err := b.Log.Record(ctx, f.Ref(), app.Page{Offset: 1, Limit: 1})
	if err != nil || len(past) != 1 || past[0].Label != "Put" || past[0].State != app.EntryApplied {
		t.Errorf("a page = %+v, %v", past, err)
	}
}

func TestRecord_KeepsALineShort(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("A")
	iv := b.Session(st, "P1", "P: "+strings.Repeat("word ", 40)+"end")
	cs := b.Hand.Begin("Highlight")
	for i := range 30 {
		f := &app.Finding{ID: app.FindingID(fmt.Sprint("f", i)), Study: st.ID, Interview: iv.Interview.ID, Note: "n", At: app.NoTime, Stamp: b.Hand.Stamp()}
		cs.Create(f)
	}
	commit(t, b, cs)
	past, err := b.Log.Record(t.Context(), iv.Interview.Ref(), app.Page{Limit: 1})
	if err != nil || len(past) != 1 || len(past[0].Fields)+past[0].More != 30 || past[0].More == 0 {
		t.Errorf("Record() = %d fields and %d more, %v", len(past[0].Fields), past[0].More, err)
	}
}

func TestDetails_NameWhatWasDeletedSince(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("A")
	iv := b.Session(st, "P1", "P: We pay too much.")
	price := b.Tag(st, "Pricing", "")
	f := iv.Finding("too much", price.ID)
	cs := b.Hand.Begin("Delete tag")
	cs.Update(f, f.WithoutTag(price.ID))
	cs.Delete(price)
	commit(t, b, cs)
	marks, err := b.Log.Marks(t.Context(), app.HistoryQuery{Record: f.Ref()})
	if err != nil || len(marks) != 2 {
		t.Fatalf("Marks() = %v, %v", marks, err)
	}
	for i, want := range []string{"− Pricing", "+ Pricing"} {
		details, total, err := b.Log.Details(t.Context(), marks[i], f.Ref(), app.Page{})
		if err != nil || total != 1 || len(details) != 1 || details[0].Fields[0] != (history.Field{Name: "Tags", Text: want}) {
			t.Errorf("Details(%d) = %+v of %d, %v", i, details, total, err)
		}
	}
}
