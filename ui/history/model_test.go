package history_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/job"
	"throughline/ui/history"
	"throughline/ui/kit"
	"throughline/ui/task"

	applog "throughline/app/history"
)

// bench is a model over a real workspace; what is posted runs when the test waits.
type bench struct {
	*apptest.Bench
	m     *history.Model
	await func(limit time.Duration, done func() bool) bool
	told  []string
	again func() // what the last message offers
	quiet int
}

func newBench(t *testing.T) *bench {
	t.Helper()
	await, _ := task.Hold() // never released: what is still loading when a test ends must find no window
	b := &bench{Bench: apptest.New(t), await: await}
	jobs := &job.Runner{}
	b.m = &history.Model{Log: b.Log, Store: b.Store, Jobs: jobs, Hand: b.As("Eva"), Now: func() time.Time { return apptest.Noon.Add(time.Hour) }}
	b.m.OnTell = func(text, _ string, run func()) { b.told, b.again = append(b.told, text), run }
	b.m.OnFail = func(err error) {
		message, _ := app.Explain(err)
		b.told = append(b.told, message)
	}
	b.m.Quiet = func() func() { b.quiet++; return func() { b.quiet-- } }
	cancel := b.Log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { b.m.Changed(cs) }) })
	t.Cleanup(func() { cancel(); jobs.Close() })
	return b
}

func (b *bench) wait(what string, done func() bool) {
	b.T.Helper()
	if !b.await(10*time.Second, done) {
		b.T.Fatalf("%s did not come: %q, told %q", what, b.rows(), b.told)
	}
}

// rows writes the table as words, one row each.
func (b *bench) rows() string {
	var out []string
	for i, r := range b.m.Rows {
		switch r.Kind {
		case history.DayRow:
			out = append(out, "# "+kit.DayName(r.Day, b.m.Now()))
		case history.HereRow:
			out = append(out, "here")
		case history.BeginRow:
			out = append(out, "beginning")
		default:
			if st := b.m.Step(i); st != nil {
				out = append(out, st.Label)
			} else {
				out = append(out, "…")
			}
		}
	}
	return strings.Join(out, ", ")
}

func (b *bench) shows(want string) {
	b.T.Helper()
	b.wait(want, func() bool { return b.rows() == want })
}

// choose looks at the step with a label and waits for what is known of it.
func (b *bench) choose(label string) {
	b.T.Helper()
	for i := range b.m.Rows {
		if st := b.m.Step(i); st != nil && st.Label == label {
			b.m.Choose(i)
			b.wait(label, func() bool { return b.m.Chosen.Ready && b.m.Chosen.Step.Label == label })
			return
		}
	}
	b.T.Fatalf("no step %q in %s", label, b.rows())
}

func (b *bench) step(label string, hand app.Hand) *app.Tag {
	b.T.Helper()
	cs := hand.Begin(label)
	tag := &app.Tag{ID: app.NewID[app.TagID](), Name: label, Status: app.TagActive, Stamp: app.NewStamp(hand.Author, cs.At)}
	cs.Create(tag)
	if err := b.Log.Commit(b.T.Context(), cs); err != nil {
		b.T.Fatal(err)
	}
	return tag
}

func TestModel_GoesBackAndForthAndStaysOnItsStep(t *testing.T) {
	b := newBench(t)
	b.m.Open(app.Ref{})
	b.wait("an empty list", func() bool { return b.m.Loaded })
	for _, l := range []string{"a", "b", "c"} {
		b.step(l, b.Hand)
	}
	b.shows("# Today, c, b, a, beginning")
	b.choose("a")
	if c := b.m.Chosen; c.Plan.Steps != 2 || c.Last || !b.m.CanGo() || !b.m.CanUndoOnly() || c.Total != 1 {
		t.Errorf("chosen %+v", c)
	}
	b.m.Go()
	b.shows("# Today, c, b, here, a, beginning")
	b.wait("the end of the walk", func() bool { return !b.m.Busy && b.m.Chosen.Last })
	if b.m.CanGo() || len(b.told) != 1 || b.told[0] != "2 steps taken back" || b.quiet != 0 {
		t.Errorf("told %q, quiet %d", b.told, b.quiet)
	}
	b.choose("c")
	if c := b.m.Chosen; !c.Plan.Redo || c.Plan.Steps != 2 || b.m.CanUndoOnly() {
		t.Errorf("chosen %+v", c)
	}
	b.again() // "Bring back"
	b.shows("# Today, c, b, a, beginning")
	if _, err := b.Log.Undo(t.Context()); err != nil { // Ctrl+Z in between
		t.Fatal(err)
	}
	b.shows("# Today, c, here, b, a, beginning")
	b.wait("the choice", func() bool { return b.m.Chosen.Ready && b.m.Chosen.Plan.Redo && b.m.Chosen.Plan.Steps == 1 })
	if row := b.m.RowOf(); row != 1 {
		t.Errorf("the chosen step stands in row %d", row)
	}
	b.m.Choose(len(b.m.Rows) - 1)
	b.wait("the beginning", func() bool { return b.m.Chosen.Ready && b.m.Chosen.Plan.Steps == 2 })
	b.m.Go()
	b.shows("# Today, c, b, a, here, beginning")
	b.step("d", b.Hand) // overtakes all
	b.shows("# Today, d, beginning")
}

func TestModel_UndoesOneStepAloneOrSaysWhyNot(t *testing.T) {
	b := newBench(t)
	a := b.step("a", b.Hand)
	b.step("b", b.Hand)
	cs := b.As("Ben").Begin("Rename a")
	cs.Update(a, &app.Tag{ID: a.ID, Name: "A", Status: app.TagActive, Stamp: a.Stamp})
	if err := b.Log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	b.m.Open(app.Ref{})
	b.shows("# Today, Rename a, b, a, beginning")
	b.choose("b")
	b.m.UndoOnly()
	b.shows("# Today, Undo: b, Rename a, b, a, beginning")
	b.choose("a")
	b.m.UndoOnly()
	b.wait("the reason", func() bool { return len(b.told) == 2 && !b.m.Busy })
	if b.told[0] != "Undone: b" || b.told[1] != "“a” cannot be taken back alone. The tag “a” was changed meanwhile." {
		t.Errorf("told %q", b.told)
	}
}

func TestModel_SaysOnceWhereThePresentIs(t *testing.T) {
	b := newBench(t)
	batch := app.NewID[app.ChangeSetID]()
	part := func(label string) {
		cs := b.Hand.Begin(label)
		cs.Batch = batch
		cs.Create(&app.Tag{ID: app.NewID[app.TagID](), Name: label, Status: app.TagActive, Stamp: app.NewStamp("Mara", cs.At)})
		if err := b.Log.Commit(t.Context(), cs); err != nil {
			t.Fatal(err)
		}
	}
	part("one")
	b.step("between", b.Hand)
	part("two")
	if _, err := b.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.m.Open(app.Ref{})
	b.shows("# Today, two, here, between, one, beginning")
	if _, err := b.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.shows("# Today, two, between, one, here, beginning")
}

func TestModel_FiltersAndListsTheStepsOfARecord(t *testing.T) {
	b := newBench(t)
	tag := b.step("a", b.Hand)
	b.step("b", b.As("Ben"))
	b.m.Open(tag.Ref())
	b.shows("# Today, a")
	b.wait("its name", func() bool { return b.m.Subject == "a" })
	b.m.ClearFilter()
	b.shows("# Today, b, a, beginning")
	b.m.Filter(func(q *app.HistoryQuery) { q.Author = "Ben" })
	b.shows("# Today, b")
	b.m.Filter(func(q *app.HistoryQuery) { q.Text = "zz" })
	b.shows("")
	if !b.m.Filtered() || strings.Join(b.m.Everyone, " ") != "Ben Mara" {
		t.Errorf("everyone is %v", b.m.Everyone)
	}
}

func TestModel_LongHistoriesComeByPages(t *testing.T) {
	b := newBench(t)
	const n = 450 // more than the pages first fetched
	for i := range n {
		b.step(fmt.Sprint("s", i), b.Hand)
	}
	b.m.Open(app.Ref{})
	b.wait("the list", func() bool { return b.m.Total == n })
	row := len(b.m.Rows) - 2 // the first step
	b.wait("the last page", func() bool { st := b.m.Step(row); return st != nil && st.Label == "s0" })
}

func TestPreview_SaysHowManyByWhomSinceWhen(t *testing.T) {
	now := time.Date(2026, 11, 25, 18, 0, 0, 0, time.UTC)
	at := time.Date(2026, 11, 25, 10, 42, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		w    applog.Walk
		want string
	}{
		{"one by one", applog.Walk{Steps: 1, Authors: []string{"Ben"}, Since: at}, "Takes back 1 step by Ben since 10:42."},
		{"many by two", applog.Walk{Steps: 14, Authors: []string{"Ben", "Eva"}, Since: at}, "Takes back 14 steps by 2 people since 10:42."},
		{"forwards, from yesterday", applog.Walk{Redo: true, Steps: 2, Authors: []string{"Ben"}, Since: at.AddDate(0, 0, -1)}, "Brings back 2 steps by Ben since 24 November, 10:42."},
		{"last year", applog.Walk{Steps: 2, Authors: []string{"Ben"}, Since: at.AddDate(-1, 0, 0)}, "Takes back 2 steps by Ben since 25 November 2025, 10:42."},
	} {
		if got := history.Preview(c.w, now); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTouches_CountsWhatABatchMadeOnce(t *testing.T) {
	st := &app.Step{Entries: 1, Tallies: []app.Tally{{Kind: app.KindFinding, Changed: 12}, {Kind: app.KindTag, Made: 1}}}
	if got := history.Touches(st); got != "12 findings, 1 tag" {
		t.Errorf("Touches() = %q", got)
	}
	st = &app.Step{Entries: 2, Tallies: []app.Tally{{Kind: app.KindInterview, Made: 12, Changed: 12}}}
	if got := history.Touches(st); got != "12 interviews" {
		t.Errorf("Touches(batch) = %q", got)
	}
	if got := history.Touches(&app.Step{Entries: 1, Entry: app.Entry{Changes: 3}}); got != "3 records" {
		t.Errorf("Touches(unknown) = %q", got)
	}
}

func TestModel_LocatesRecordsAndTellsWhatIsGone(t *testing.T) {
	b := newBench(t)
	tag := b.step("a", b.Hand)
	var found app.Named
	b.m.OnFound = func(n app.Named) { found = n }
	b.m.Locate(tag.Ref())
	b.wait("the tag", func() bool { return found.Name == "a" })
	b.m.Locate(app.Ref{Kind: app.KindPlacement, ID: "x/gone"})
	b.wait("the answer", func() bool { return len(b.told) == 1 })
}
