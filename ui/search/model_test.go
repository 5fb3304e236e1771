package search_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
	engine "throughline/app/search"
	"throughline/app/view"
	"throughline/ui/search"
	"throughline/ui/task"
)

// looks is what a person saw of saved searches.
type looks map[app.ViewID]int

func (l looks) Answers(id app.ViewID) int {
	if n, ok := l[id]; ok {
		return n
	}
	return -1
}
func (l looks) SetAnswers(id app.ViewID, n int) { l[id] = n }

// desk is a model over a workspace with a few findings.
type desk struct {
	*apptest.Bench
	t     *testing.T
	m     *search.Model
	study *app.Study
	await func(time.Duration, func() bool) bool
	seen  looks
}

func newDesk(t *testing.T) *desk {
	d := &desk{Bench: apptest.New(t), t: t, seen: looks{}}
	d.study = d.Study("Onboarding")
	iv := d.Session(d.study, "P01", "Mod: Tell me.", "P: We abandoned the installation.", "P: The invoice was wrong.", "P: Then we called.")
	f := iv.Finding("abandoned the installation")
	iv.Finding("The invoice was wrong")
	d.Theme(d.study, "Abandoned installation", f)
	service := &engine.Service{Store: d.Store}
	if err := service.Prepare(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	await, release := task.Hold()
	t.Cleanup(release)
	d.await = await
	d.m = &search.Model{Search: service, Store: d.Store, Views: &view.Service{Store: d.Store, Log: d.Log, Hand: d.Hand}, Seen: d.seen,
		OnError: func(err error) { t.Error(err) }}
	t.Cleanup(d.m.Close)
	return d
}

func (d *desk) until(what string, done func() bool) {
	d.t.Helper()
	if !d.await(20*time.Second, done) {
		d.t.Fatalf("%s did not come", what)
	}
}

func (d *desk) ask(text string) {
	d.t.Helper()
	d.m.SetText(text)
	d.until("the answer", func() bool { return d.m.Loaded })
}

// lines writes the rows: headings with their counts, answers by what was found, the chosen one with a star.
func (d *desk) lines() string {
	var out []string
	for i, r := range d.m.Rows() {
		switch {
		case r.Head != "":
			out = append(out, r.Head+" "+r.Count)
		case r.More != "":
			out = append(out, r.More)
		default:
			mark := ""
			if i == d.m.At {
				mark = "*"
			}
			out = append(out, mark+r.Result.Snippet)
		}
	}
	return strings.Join(out, "; ")
}

func TestModel_GroupsAnswersAndKeepsTheChoice(t *testing.T) {
	d := newDesk(t)
	d.ask("abandoned")
	const want = "Themes 1; *Abandoned installation; Findings 1; abandoned the installation; In interviews 1; We abandoned the installation."
	if got := d.lines(); got != want {
		t.Errorf("rows %s, want %s", got, want)
	}
	d.m.Select(3)
	d.until("the preview", func() bool { return d.m.Preview != nil && d.m.Preview.Of.Kind == app.KindFinding })
	var parts []string
	for _, p := range d.m.Preview.Parts {
		parts = append(parts, fmt.Sprint(p.Who, p.Chosen, len(p.Marks)))
	}
	if got := strings.Join(parts, " "); got != "Modfalse 0 Ptrue 1 Pfalse 0 Pfalse 0" {
		t.Errorf("preview %s", got)
	}
	d.m.SetMode(engine.Words)
	d.until("the answer", func() bool { return d.m.Loaded })
	if r := d.m.Chosen(); r == nil || r.Kind != app.KindFinding {
		t.Errorf("the choice went to %+v", r)
	}
	d.m.Fold(app.KindTheme)
	if got := d.lines(); !strings.HasPrefix(got, "Themes 1; Findings 1; *abandoned") {
		t.Errorf("folded: %s", got)
	}
	d.m.Fold(app.KindTheme)
	d.ask("invoice")
	if got := d.lines(); !strings.HasPrefix(got, "Findings 1; *The invoice was wrong") {
		t.Errorf("another question: %s", got)
	}
	d.m.SetText("")
	if len(d.m.Rows()) != 0 || d.m.Chosen() != nil {
		t.Errorf("no question: %s", d.lines())
	}
}

func TestModel_OpensATurnAtItsFirstMatch(t *testing.T) {
	d := newDesk(t)
	d.ask("installation kind")
	d.ask("installation")
	for i, r := range d.m.Rows() {
		if r.Result != nil && r.Kind == app.KindTranscript {
			d.m.Select(i)
		}
	}
	d.until("the preview", func() bool { return d.m.Preview != nil && d.m.Preview.Of.Kind == app.KindTranscript })
	iv := d.m.Chosen().Interview
	tr, err := d.Store.Transcript(t.Context(), iv)
	if err != nil {
		t.Fatal(err)
	}
	if at := d.m.Preview.Exact; tr.Text[at.Start:at.End] != "installation" {
		t.Errorf("opens at %q", tr.Text[at.Start:at.End])
	}
}

func TestModel_ThePreviewMarksWhatIsAskedNow(t *testing.T) {
	d := newDesk(t)
	d.m.SetMode(engine.Words)
	marked := func(word string) func() bool {
		return func() bool {
			if d.m.Preview == nil || d.m.Preview.Of.Kind != app.KindTheme && d.m.Preview.Of.Kind != app.KindFinding {
				return false
			}
			for _, p := range d.m.Preview.Parts {
				for _, s := range p.Marks {
					if p.Text[s.Start:s.End] == word {
						return true
					}
				}
			}
			return false
		}
	}
	choose := func() {
		for i, r := range d.m.Rows() {
			if r.Result != nil && r.Kind == app.KindFinding {
				d.m.Select(i)
			}
		}
	}
	d.ask("abandoned")
	choose()
	d.until("abandoned in the preview", marked("abandoned"))
	of := d.m.Preview.Of
	d.ask("installation")
	choose()
	d.until("installation in the preview", marked("installation"))
	if d.m.Preview.Of != of {
		t.Errorf("the preview is of %v, before of %v", d.m.Preview.Of, of)
	}
}

func TestModel_ThePreviewShowsTheRecommendationThatWasFound(t *testing.T) {
	d := newDesk(t)
	d.m.SetMode(engine.Words)
	in := &app.Insight{ID: "in", Study: d.study.ID, Title: "People stop early", Body: "They leave.", Status: app.InsightInReview}
	advice := &app.Recommendation{ID: "do", Study: d.study.ID, Text: "Shorten the wizard", Insights: []app.InsightID{"in"}, Kind: app.ToDo, Status: app.Proposed}
	d.Put(in, advice)
	d.ask("wizard")
	if c := d.m.Chosen(); c == nil || c.Kind != app.KindInsight || !strings.HasSuffix(c.Detail, "In review") {
		t.Fatalf("chosen %+v", c)
	}
	d.until("the preview", func() bool { return d.m.Preview != nil && d.m.Preview.Of.Kind == app.KindInsight })
	last := d.m.Preview.Parts[len(d.m.Preview.Parts)-1]
	if last.Who != "What to do" || len(last.Marks) != 1 || last.Text[last.Marks[0].Start:last.Marks[0].End] != "wizard" {
		t.Errorf("shows %+v", last)
	}
}

func TestModel_NarrowsAndTellsWhatItCouldNarrowBy(t *testing.T) {
	d := newDesk(t)
	d.ask("abandoned")
	d.until("facets", func() bool { return len(d.m.Facets.Kinds) > 0 })
	if f := d.m.Facets; len(f.Kinds) != 3 || len(f.Segments) != 1 || f.Segments[0].Label != "Admin" || len(f.Studies) != 1 {
		t.Errorf("facets %+v", f)
	}
	d.until("strengths", func() bool { return len(d.m.Strength) > 0 })
	d.m.Narrow(func(n *app.SearchNarrow) { n.Kinds = []app.Kind{app.KindFinding} })
	d.until("the answer", func() bool { return d.m.Loaded })
	if got := d.lines(); got != "Findings 1; *abandoned the installation" {
		t.Errorf("narrowed: %s", got)
	}
	d.m.Narrow(func(n *app.SearchNarrow) { n.Segments = []string{"Nurse"} })
	d.until("the answer", func() bool { return d.m.Loaded })
	if got := d.lines(); got != "" || d.m.Preview != nil {
		t.Errorf("a segment nobody is in: %s", got)
	}
}

func TestModel_SavesSearchesAndTellsWhatIsNew(t *testing.T) {
	d := newDesk(t)
	d.m.SetMode(engine.Words)
	d.ask("invoice")
	d.m.Save("Billing")
	d.until("the saved search", func() bool { return len(d.m.Saved) == 1 })
	if s := d.m.Saved[0]; s.Name != "Billing" || s.Answers != 2 || s.New != 0 || d.m.Current() == nil {
		t.Errorf("saved %+v, current %v", s, d.m.Current())
	}
	d.Session(d.study, "P02", "P: My invoice is late.")
	d.m.ListSaved()
	d.until("new answers", func() bool { return d.m.Saved[0].New == 1 })
	d.ask("something else")
	if d.m.Current() != nil {
		t.Error("another question is the saved one")
	}
	id := d.m.Saved[0].ID
	d.m.OpenSaved(id)
	d.until("the answer", func() bool { return d.m.Loaded && d.m.Question.Text == "invoice" })
	if d.m.Saved[0].New != 0 || d.seen[id] != 3 {
		t.Errorf("after a look %+v, seen %v", d.m.Saved[0], d.seen)
	}
	d.m.Forget(id)
	d.until("no saved search", func() bool { return len(d.m.Saved) == 0 })
	if _, err := d.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.m.ListSaved()
	d.until("the saved search again", func() bool { return len(d.m.Saved) == 1 })
}

func TestModel_SaysWhatItDid(t *testing.T) {
	d := newDesk(t)
	d.m.SetMode(engine.Words)
	d.ask("instalation")
	if got := d.m.Mended(); got != "Showing results for “installation”." {
		t.Errorf("mended %q", got)
	}
	d.m.AsTyped()
	d.until("the answer", func() bool { return d.m.Loaded })
	if d.m.Mended() != "" || len(d.m.Rows()) > 0 {
		t.Errorf("as typed: %q, %s", d.m.Mended(), d.lines())
	}
	d.ask("who abandoned it was")
	if got := d.m.Mended(); !strings.HasPrefix(got, "Nothing has all of these words. Showing results without “who”") {
		t.Errorf("left out: %q", got)
	}
}
