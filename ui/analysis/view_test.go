package analysis

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/coding"
	"throughline/app/tally"
	"throughline/ui/kit"
	"throughline/ui/task"
)

// hall is the screen in a test window over a study of eight people.
type hall struct {
	*apptest.Bench
	t     *testing.T
	m     *Model
	s     *Screen
	study *app.Study
	ses   []*apptest.Session
	tags  []*app.Tag
	went  []kit.Route
	await func(time.Duration, func() bool) bool
}

func newHall(t *testing.T, tagged bool) *hall {
	t.Helper()
	await, release := task.Hold()
	t.Cleanup(release)
	test.NewTempApp(t)
	h := &hall{Bench: apptest.New(t), t: t, await: await}
	h.study = h.Study("Checkout")
	if tagged {
		for _, name := range []string{"Price", "Speed", "Trust"} {
			h.tags = append(h.tags, h.Tag(h.study, name, ""))
		}
		for i := range 8 {
			s := h.Session(h.study, fmt.Sprintf("P%02d", i+1), "Mod: How was it?", "P: It costs a lot. It is slow. I trust them.", "Mod: And?", "P: Nothing else.")
			h.ses = append(h.ses, s)
			s.Finding("It costs a lot.", h.tags[0].ID, h.tags[i%2+1].ID)
			if i < 3 {
				s.Finding("It is slow.", h.tags[1].ID)
			}
		}
	}
	service := &tally.Service{Store: h.Store, Log: h.Log, Hand: h.As("Cleo")}
	h.m = &Model{Tally: service, Store: h.Store, Clock: h.As("Cleo").Now, Author: "Cleo"}
	h.Log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { h.m.Changed(cs) }) })
	h.s = New(h.m, func(r kit.Route) { h.went = append(h.went, r) })
	w := test.NewTempWindow(t, kit.NewStage(h.s.Content()))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1100, 750))
	h.s.Open(kit.Route{Screen: kit.Analysis, Study: h.study.ID})
	return h
}

func (h *hall) until(what string, done func() bool) {
	h.t.Helper()
	if !h.await(20*time.Second, done) {
		h.t.Fatalf("waited for %s in vain; busy %v, error %v", what, h.m.Busy, h.m.Err)
	}
}

// settled waits until the page of the present analysis stands.
func (h *hall) settled() {
	h.t.Helper()
	h.until(string(h.m.Kind), func() bool { return !h.m.Busy && (h.m.Err != nil || h.m.Page != nil && h.m.Page.Kind == h.m.Kind) })
}

func TestScreen_EveryAnalysisSaysShowsAndOpens(t *testing.T) {
	h := newHall(t, true)
	h.settled()
	for i, k := range Kinds {
		if i > 0 {
			h.s.Rune('j')
		}
		h.settled()
		p := h.m.Page
		if h.m.Kind != k || h.m.Err != nil {
			t.Fatalf("shown is %s, want %s; error %v", h.m.Kind, k, h.m.Err)
		}
		switch k {
		case Words: // one segment only
			if p.Empty == "" || p.Remedy == "" {
				t.Errorf("%s does not say what it needs", k)
			}
			continue
		case Asked, Guide, Moderation: // see TestScreen_Guide
			if p.Empty == "" || p.Remedy == "" {
				t.Errorf("%s does not say what it needs", k)
			}
			continue
		case Agreement:
			if !strings.Contains(p.Empty, "two people who coded the same interview") {
				t.Errorf("%s says %q", k, p.Empty)
			}
			continue
		}
		if p.Empty != "" || p.Says == "" || p.Chart == nil || len(p.Table.Rows) == 0 || len(p.Note) == 0 {
			t.Errorf("%s: empty %q, says %q, %d rows, %d notes", k, p.Empty, p.Says, len(p.Table.Rows), len(p.Note))
			continue
		}
		if err := p.Chart.Validate(); err != nil {
			t.Errorf("%s: %v", k, err)
		}
		for _, row := range p.Table.Rows {
			if len(row) != len(p.Table.Header) {
				t.Errorf("%s: a row of %d under %d headings", k, len(row), len(p.Table.Header))
			}
		}
		h.went = nil
		o, ok := p.At(0, 0)
		if h.s.open(o); !ok || len(h.went) != 1 {
			t.Errorf("%s: its first mark opens %v", k, h.went)
			continue
		}
		if _, q, ok := h.went[0].Find(); !ok || h.went[0].Study != h.study.ID {
			t.Errorf("%s opens %+v (%+v)", k, h.went[0], q)
		}
	}
}

func TestScreen_OfNothingSaysWhatIsNeeded(t *testing.T) {
	h := newHall(t, false)
	for i, k := range Kinds {
		if i > 0 {
			h.m.Choose(k)
		}
		h.settled()
		if h.m.Err != nil || h.m.Page.Empty == "" || h.m.Page.Remedy == "" {
			t.Errorf("%s: error %v, %q, %q", k, h.m.Err, h.m.Page.Empty, h.m.Page.Remedy)
		}
	}
}

func TestModel_CountsWhatIsChosen(t *testing.T) {
	h := newHall(t, true)
	h.settled()
	if got := h.m.Page.Table.Rows[0]; got[0] != "Price" || got[1] != "8" {
		t.Fatalf("first row %q", got)
	}
	h.m.SetBy(tally.Findings)
	h.settled()
	if got := h.m.Page.Chart.Series[0].Labels[0]; got != "8 of 11" {
		t.Errorf("by findings the first bar is %q", got)
	}
	v := &app.View{ID: app.NewID[app.ViewID](), Study: h.study.ID, Place: app.ViewFindings, Name: "First", Order: 1,
		Spec: app.ViewSpec(app.FindingView{Find: app.FindingQuery{Interviews: []app.InterviewID{h.ses[0].ID}}}), Stamp: h.Hand.Stamp()}
	h.Put(v)
	h.until("the view", func() bool { return !h.m.Busy && len(h.m.Choices.Views) == 1 })
	h.m.SetView(v.ID)
	h.settled()
	if got := h.m.Page.Chart.Series[0].Labels[0]; got != "2 of 2" {
		t.Errorf("of a view the first bar is %q", got)
	}
	h.s.Open(kit.AnalysisOf("Speed only", app.FindingQuery{Study: h.study.ID, Tags: []app.TagID{h.tags[1].ID}}))
	h.settled()
	if got := h.m.Page.Chart.Series[0].Labels; !slices.Contains(got, "7 of 7") || h.m.From != "Speed only" {
		t.Errorf("of a query the bars are %q, from %q", got, h.m.From)
	}
	h.m.SetRows(app.AxisTheme)
	h.settled()
	if !strings.Contains(h.m.Page.Empty, "No theme") {
		t.Errorf("without themes it says %q", h.m.Page.Empty)
	}
}

// mark lets a coder tag a passage.
func (h *hall) mark(who string, s *apptest.Session, passage string, tag int) {
	h.t.Helper()
	c := &coding.Service{Store: h.Store, Log: h.Log, Hand: h.As(who)}
	if _, err := c.Mark(h.t.Context(), s.ID, s.Span(passage), []app.TagID{h.tags[tag].ID}); err != nil {
		h.t.Fatal(err)
	}
}

func TestModel_DoubleCodingFromSetUpToTheLastDisagreement(t *testing.T) {
	h := newHall(t, true)
	h.m.Choose(Agreement)
	h.settled()
	h.m.Begin(app.DoubleCoding{A: "Ada", B: "Ben", Interviews: []app.InterviewID{h.ses[0].ID, h.ses[1].ID}})
	h.until("the plan", func() bool { return !h.m.Busy && len(h.m.Choices.Plans) == 1 })
	if p := h.m.Choices.Plans[0]; p.Name != "Ada and Ben" || len(p.Parts) != 2 || h.m.Coding.Figures != nil {
		t.Fatalf("the plan is %+v", p)
	}
	h.mark("Ada", h.ses[0], "It costs a lot.", 0)
	h.mark("Ada", h.ses[0], "It is slow.", 1)
	h.mark("Ben", h.ses[0], "It costs a lot.", 2)
	h.mark("Ben", h.ses[0], "slow. I trust", 1)
	h.mark("Ben", h.ses[0], "Nothing else.", 0)
	h.until("figures", func() bool { return !h.m.Busy && h.m.Coding.Contrast != nil && len(h.m.Coding.Contrast.Places) == 3 })
	h.m.SetLook(Disagree)
	h.s.Rune('j')
	if d, _ := h.m.Coding.Now(); h.m.Coding.Place != 1 || d.Kind != tally.Bounds {
		t.Fatalf("at place %d, %+v", h.m.Coding.Place, d)
	}
	h.s.Rune('b')
	h.s.Rune('}')
	if got := h.ses[0].Text.Text[h.m.Coding.Span.Start:h.m.Coding.Span.End]; got != "It is slow. I trust them." {
		t.Errorf("the new boundary holds %q", got)
	}
	h.s.Rune('s')
	h.until("the second settled", func() bool { return !h.m.Busy && len(h.m.Coding.Contrast.Places) == 2 })
	if n, of := h.m.Coding.Progress(); n != 1 || of != 3 {
		t.Errorf("%d of %d settled", n, of)
	}
	h.s.Rune('k')
	h.s.Rune('1')
	h.until("the first settled", func() bool { return !h.m.Busy && len(h.m.Coding.Contrast.Places) == 1 })
	h.s.Rune('4')
	h.until("all settled", func() bool { return !h.m.Busy && len(h.m.Coding.Contrast.Places) == 0 })
	b := h.m.Coding.Plan.Before
	if b == nil || b.Disagreements != 3 || b.Kappa >= 1 || h.m.Coding.Figures.All.Kappa != 1 || !strings.Contains(h.m.Page.Says, "Before disagreements were settled") {
		t.Errorf("before %+v, now κ %v, says %s", b, h.m.Coding.Figures.All.Kappa, h.m.Page.Says)
	}
	if _, err := h.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.until("undo", func() bool { return !h.m.Busy && len(h.m.Coding.Contrast.Places) == 1 })
}

func TestNextWord_StopsAtEdges(t *testing.T) {
	const text = "one two  three"
	for _, tc := range []struct {
		at, by int
		start  bool
		want   int
	}{{4, 1, true, 9}, {4, -1, true, 0}, {0, -1, true, 0}, {7, 1, false, 14}, {7, -1, false, 3}, {14, 1, false, 14}} {
		if got := nextWord(text, tc.at, tc.by, tc.start); got != tc.want {
			t.Errorf("nextWord(%d, %d, %v) = %d, want %d", tc.at, tc.by, tc.start, got, tc.want)
		}
	}
}

func TestTable_MakesNoFormulas(t *testing.T) {
	var b strings.Builder
	if err := (Table{Header: []string{"Tag", "N"}, Left: 1, Rows: [][]string{{"=1+1", "-3"}}}).csv(&b); err != nil || b.String() != "Tag,N\n'=1+1,-3\n" {
		t.Errorf("csv writes %q, %v", b.String(), err)
	}
}

func TestSegments_SayWhatConsentLeftOut(t *testing.T) {
	x := &tally.Segments{Columns: []app.CrossKey{{Value: "negative", Label: "negative"}}, Of: []int{4}, Small: []string{"negative"},
		Rows: []tally.SegmentRow{{CrossKey: app.CrossKey{Label: "Price"}, N: 4, Of: 4, Cells: make([]tally.Cell, 1)}}}
	if p := segmentsPage(x); strings.Contains(p.Warn, "left out") {
		t.Errorf("%q is said where nothing was left out", p.Warn)
	}
	x.Unread = 1
	if p := segmentsPage(x); !strings.Contains(p.Warn, "Small groups") || !strings.Contains(p.Warn, "1 finding is left out") {
		t.Errorf("the page warns %q, want the small group and what was left out", p.Warn)
	}
}
