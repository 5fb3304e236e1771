package measures_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/metric"
	"throughline/app/score"
	"throughline/ui/measures"
	"throughline/ui/task"
)

// room is a model over a real workspace with a study of three sessions.
type room struct {
	*apptest.Bench
	t        *testing.T
	m        *measures.Model
	study    *app.Study
	sessions []*apptest.Session
	await    func(time.Duration, func() bool) bool
}

func newRoom(t *testing.T) *room {
	await, release := task.Hold()
	t.Cleanup(release)
	b := apptest.New(t)
	r := &room{Bench: b, t: t, await: await, study: b.Study("Checkout")}
	for i := range 3 {
		r.sessions = append(r.sessions, b.Session(r.study, fmt.Sprint("P", i+1), "Mod: Please buy it.", "P: Here we go."))
	}
	r.m = &measures.Model{Scorer: &score.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}, Counter: &metric.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}, Store: b.Store}
	r.m.OnFail = func(err error) { t.Errorf("refused: %v", err) }
	b.Log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { r.m.Changed(cs) }) })
	return r
}

func (r *room) until(what string, done func() bool) {
	r.t.Helper()
	if !r.await(20*time.Second, done) {
		r.t.Fatalf("waited for %s in vain; error %v", what, r.m.Err)
	}
}

func (r *room) open(part measures.Part) {
	r.t.Helper()
	r.m.Open(r.study.ID, part)
	r.until("the page", func() bool { return r.m.Page != nil })
}

func TestGrid_EntersBySessionAndMeasure(t *testing.T) {
	r := newRoom(t)
	r.open(measures.Entry)
	if len(r.m.Data.Rows) != 3 || r.m.Here() != "P1 · SUS" || len(r.m.Columns) != 2 {
		t.Fatalf("the grid has %d rows, the cursor is at %q", len(r.m.Data.Rows), r.m.Here())
	}
	r.m.SetRelease(" 2.4 ")
	if err := r.m.Type("4 2 5 1 4 2 5 2 4 1"); err != nil {
		t.Fatal(err)
	}
	r.until("the cell", func() bool { return r.m.Cell(0, 0) == "85" })
	r.m.Go(1, 0)
	if err := r.m.Type("101"); app.CodeOf(err) != app.EInvalid || r.m.Cell(1, 0) != "" {
		t.Errorf("out of range: %v, %q", err, r.m.Cell(1, 0))
	}
	if err := r.m.AddColumn(measures.Column{Kind: app.MeasureTime}); app.CodeOf(err) != app.EInvalid {
		t.Errorf("a time without a task: %v", err)
	}
	if err := r.m.AddColumn(measures.Column{Kind: app.MeasureTime, Task: " Buy "}); err != nil || r.m.Here() != "P2 · Time on task of Buy" || len(r.m.Tasks()) != 2 {
		t.Errorf("at %q of %q: %v", r.m.Here(), r.m.Tasks(), err)
	}
	if err := r.m.Type("1:24"); err != nil {
		t.Fatal(err)
	}
	r.until("the time", func() bool { return r.m.Cell(1, 0) == "1:24" })
	r.m.Go(-9, 9)
	if r.m.Row != 0 || r.m.Col != 0 {
		t.Errorf("the cursor left the grid: %d, %d", r.m.Row, r.m.Col)
	}
	r.m.SetRelease("2.5")
	if r.m.Cell(1, 0) != "" {
		t.Error("another release shows the values of this one")
	}
	r.m.SetRelease("2.4")
	r.m.Go(1, 0)
	if err := r.m.Type(""); err != nil {
		t.Fatal(err)
	}
	r.until("the empty cell", func() bool { return r.m.Cell(1, 0) == "" })
	if _, err := r.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.until("the undone value", func() bool { return r.m.Cell(1, 0) == "1:24" })
}

func TestGrid_HasWhoWasMeasuredWithoutASession(t *testing.T) {
	r := newRoom(t)
	who := &app.Participant{ID: "p", Code: "S7", Stamp: r.Hand.Stamp()}
	r.Put(who, &app.Measure{ID: "m", Study: r.study.ID, Participant: who.ID, Kind: app.MeasureNPS, Value: 9, Stamp: r.Hand.Stamp()})
	r.open(measures.Entry)
	last := r.m.Data.Rows[len(r.m.Data.Rows)-1]
	if len(r.m.Data.Rows) != 4 || last.Code != "S7" || r.m.Cell(3, 0) != "9" {
		t.Errorf("rows %+v, value %q", r.m.Data.Rows, r.m.Cell(3, 0))
	}
}

func TestScoresAndComparison_OfReleases(t *testing.T) {
	r := newRoom(t)
	for i, s := range r.sessions {
		for _, release := range []string{"2.9", "2.10"} {
			r.Put(&app.Measure{ID: app.NewID[app.MeasureID](), Study: r.study.ID, Interview: s.ID, Participant: s.Person.ID, Kind: app.MeasureSuccess, Task: "Buy", Release: release, Value: float64(i % 2), Stamp: r.Hand.Stamp()})
		}
	}
	r.open(measures.Scores)
	p := r.m.Page
	if len(p.Scores) != 1 || p.Scores[0].N != 6 || p.Chart == nil || len(p.Chart.Series[0].Low) != 1 || !strings.Contains(p.Says, "33 % (2 of 6)") {
		t.Errorf("scores %+v, %q", p.Scores, p.Says)
	}
	if p.A != "2.9" || p.B != "2.10" || len(p.Diffs) != 1 || p.Diffs[0].Verdict != score.TooFew || p.Beside == nil {
		t.Errorf("compared %q with %q: %+v", p.A, p.B, p.Diffs)
	}
	r.m.SetBy(measures.ByRelease)
	r.until("two groups", func() bool { return len(r.m.Page.Scores) == 2 })
	r.m.SetGroups("2.10", "2.9")
	r.until("the other way round", func() bool { return r.m.Page.A == "2.10" })
	r.m.Step(1)
	r.m.Step(1)
	if r.m.Part != measures.Compare {
		t.Errorf("two steps lead to %s", r.m.Part)
	}
}

func TestMetrics_AreShownWithMarksAndComparedAroundTheLatest(t *testing.T) {
	r := newRoom(t)
	var points []app.Point
	for i := range 900 {
		points = append(points, app.Point{Date: app.DateOf(app.Date("2024-01-01").Time().AddDate(0, 0, i)), Value: float64(10 + i%3 + 10*(i/600))})
	}
	target := 15.0
	r.Put(&app.Metric{ID: "m", Name: "Activation", Target: &target, Series: []app.Series{app.NewSeries("", points), app.NewSeries("Team", points[:5])}, Stamp: r.Hand.Stamp()},
		&app.Annotation{ID: "a", Kind: app.AnnotateRelease, Name: "2.4", Date: points[600].Date, Stamp: r.Hand.Stamp()},
		&app.Annotation{ID: "b", Kind: app.AnnotateRelease, Name: "3.0", Date: "2031-01-01", Stamp: r.Hand.Stamp()})
	r.open(measures.Metrics)
	p := r.m.Page
	if p.Metric == nil || p.Line == nil || len(p.Line.Categories) > 400 || p.Thinned != "means of weeks" || len(p.Line.Notes) != 1 || len(p.Line.Guides) != 1 {
		t.Fatalf("line %+v, thinned %q", p.Line, p.Thinned)
	}
	if p.Shift == nil || p.Shift.Mark != "2.4" || p.Shift.Verdict != metric.Better {
		t.Errorf("the latest mark with values on both sides: %+v", p.Shift)
	}
	r.m.SetSegment("Team")
	r.until("the segment", func() bool { return r.m.Page.Segment == "Team" })
	if r.m.Page.Shift != nil {
		t.Errorf("five days before any mark are compared: %+v", r.m.Page.Shift)
	}
	done := false
	r.m.Annotate(app.Annotation{Kind: app.AnnotateOther, Name: "Campaign", Date: points[3].Date}, func(err error) { done = err == nil })
	r.until("the mark", func() bool { return done && len(r.m.Data.Marks) == 3 && r.m.Page.Shift != nil })
	if r.m.Page.Shift.Mark != "Campaign" || r.m.Page.Shift.Verdict != metric.TooFew {
		t.Errorf("around the new mark: %+v", r.m.Page.Shift)
	}
	x := *r.m.Page.Metric
	r.m.Define(x, "many", func(err error) { done = app.CodeOf(err) == app.EInvalid })
	if !done {
		t.Error("a target that is no number is taken")
	}
}

// broken is a store that cannot be read.
type broken struct{ measures.Counter }

func (broken) List(context.Context) ([]app.Metric, error) {
	return nil, &app.Error{Code: app.EIO, Message: "The file could not be read."}
}

func TestOpen_ShowsWhatFailedAndTriesAgain(t *testing.T) {
	r := newRoom(t)
	whole := r.m.Counter
	r.m.Counter = broken{whole}
	r.m.Open(r.study.ID, "")
	r.until("the error", func() bool { return r.m.Err != nil })
	r.m.Counter = whole
	r.m.Retry()
	r.until("the page", func() bool { return r.m.Page != nil && r.m.Err == nil })
	if r.m.Part != measures.Scores || len(r.m.Page.Scores) != 0 {
		t.Errorf("part %s, scores %v", r.m.Part, r.m.Page.Scores)
	}
}
