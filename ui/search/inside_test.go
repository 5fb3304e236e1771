package search

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/ask"
	"throughline/app/search"
	"throughline/ui/kit"
)

func TestFacets_MakeLinesAnewThatWereAway(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(kit.NewTheme("light"))
	m := &Model{}
	m.Answer.Groups = []search.Found{{}}
	segments := []app.Facet{{Value: "Lead", Label: "Lead", Count: 2}, {Value: "Planner", Label: "Planner", Count: 1}}
	f := newFacets(m, func(app.View, fyne.Position) {})
	paint := func(n int) *choice {
		m.Facets = app.SearchFacets{Segments: segments[:n], Kinds: []app.Facet{{Value: "finding", Label: "Findings"}, {Value: "theme", Label: "Themes"}}}
		f.paint()
		return f.cards["Segment:PlannerPlanner"]
	}
	first := paint(2)
	if first == nil || paint(2) != first {
		t.Error("a line that stays is made anew")
	}
	if paint(1) != nil {
		t.Error("a line out of sight is kept: it would come back in the look of then")
	}
	if again := paint(2); again == nil || again == first {
		t.Error("the line does not come back anew")
	}
}

func TestModel_OpensATurnWhileThePreviewStillShowsAnother(t *testing.T) {
	turn := func(start, end int) *search.Result {
		return &search.Result{Hit: app.Hit{Kind: app.KindTranscript, ID: "tr", Interview: "iv", Span: app.Span{Start: start, End: end}}}
	}
	m := &Model{Preview: &Preview{Of: turn(0, 10).Ref(), Span: app.Span{Start: 0, End: 10}, Exact: app.Span{Start: 4, End: 6}}}
	if got := m.place(turn(0, 10)); got != (app.Span{Start: 4, End: 6}) {
		t.Errorf("the turn of the preview opens at %v", got)
	}
	if got := m.place(turn(30, 50)); got != (app.Span{Start: 30, End: 50}) {
		t.Errorf("another turn of the interview opens at %v", got)
	}
}

func TestPreview_MarksWordsOnlyOfWhatHasThem(t *testing.T) {
	tr := &app.Transcript{Text: "The one who left.", Turns: []app.Turn{{Speaker: "P07", Span: app.Span{Start: 0, End: 17}}}}
	for _, tt := range []struct {
		name  string
		words bool
		exact app.Span
	}{
		{"found by words", true, app.Span{Start: 8, End: 11}},
		{"found by meaning", false, app.Span{Start: 0, End: 17}},
	} {
		r := search.Result{Hit: app.Hit{Kind: app.KindTranscript, Span: app.Span{Start: 0, End: 17}}, HasWords: tt.words}
		p := &Preview{Exact: r.Span}
		p.inText(tr, r, ask.Parse("people who gave up"))
		if p.Exact != tt.exact || len(p.Parts) != 1 || (len(p.Parts[0].Marks) > 0) != tt.words {
			t.Errorf("%s: opens at %v, shows %+v", tt.name, p.Exact, p.Parts)
		}
	}
}

func TestMonthNames(t *testing.T) {
	got := monthNames([]app.Facet{{Value: "2026-11", Label: "2026-11", Count: 3}, {Value: "someday", Label: "someday"}})
	if got[0].Label != "Nov 2026" || got[0].Value != "2026-11" || got[0].Count != 3 || got[1].Label != "someday" {
		t.Errorf("names %+v", got)
	}
}
