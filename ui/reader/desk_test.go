package reader

import (
	"context"
	"runtime"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/task"
)

// library is a reader with tabs in a test window, over a workspace with three interviews.
type library struct {
	*desk
	d *Desk
	w fyne.Window
}

func newLibrary(t *testing.T) *library {
	t.Helper()
	test.NewTempApp(t)
	l := &library{desk: newDesk(t, mockTranscript())}
	hand := l.desk.w.Hand
	cs := hand.Begin("More interviews")
	for _, id := range []app.InterviewID{"i2", "i3"} {
		cs.Create(&app.Interview{ID: id, Study: "s1", Title: "Interview " + string(id), Stamp: hand.Stamp(), Speakers: []app.Speaker{{Label: "P07", Name: "P07"}}})
		tr := longTranscript(3000)
		tr.ID, tr.Interview, tr.Stamp = app.TranscriptID("t-"+id), id, hand.Stamp()
		cs.Create(tr)
	}
	if err := l.desk.w.Log.Commit(context.Background(), cs); err != nil {
		t.Fatal(err)
	}
	l.begin()
	cancel := l.desk.w.Log.Subscribe(func(cs *app.ChangeSet) { taskPost(func() { l.d.Changed(cs) }) })
	t.Cleanup(func() {
		cancel()
		l.d.Leave()
		runPosts()
	})
	return l
}

// begin opens the reader as at the start of the program.
func (l *library) begin() {
	st := l.desk.w.Store
	l.d = NewDesk(func(r kit.Route) { l.d.Open(r); l.d.Shown() })
	l.d.Author, l.d.Keeper = "ana", st
	l.d.NewModel = func() *Model { return &Model{Store: st, Coding: l.desk.w.Coding, Places: st, Hand: l.m.Hand} }
	l.d.Restore()
	l.w = test.NewTempWindow(l.t, kit.NewStage(l.d.Content()))
	l.w.SetPadded(false)
	l.w.Resize(fyne.NewSize(1280, 800))
	runPosts()
}

func (l *library) open(id string) *Screen {
	l.t.Helper()
	l.d.Open(kit.Route{Screen: kit.Reader, ID: id})
	l.d.Shown()
	s := l.d.Screen()
	eventually(l.t, "interview "+id, func() bool { return s.model.Loaded && s.shown != nil && s.shown.Interview == app.InterviewID(id) })
	return s
}

func TestDesk_OpensInterviewsInTabs(t *testing.T) {
	l := newLibrary(t)
	l.open("i1")
	if l.d.strip.Visible() {
		t.Error("one interview needs no tabs")
	}
	l.open("i2")
	if got := strip(&l.d.tabs); got != "i1 [i2]*" || !l.d.strip.Visible() {
		t.Errorf("tabs %q, in sight %v", got, l.d.strip.Visible())
	}
	if l.d.strip.open[0].Title != "P07, Admin at a logistics company" {
		t.Errorf("tab is called %q", l.d.strip.open[0].Title)
	}
	l.d.Step(1)
	l.w.Resize(fyne.NewSize(1281, 800)) // the test driver lays nothing out by itself
	if got := strip(&l.d.tabs); got != "[i1]* i2" || l.w.Canvas().Focused() != l.d.Screen().text.page {
		t.Errorf("tabs %q, the keyboard is at %v", got, l.w.Canvas().Focused())
	}
	click := func(i int, b desktop.MouseButton, fromEnd float32) {
		w := l.d.strip.wide()
		l.d.strip.MouseUp(&desktop.MouseEvent{Button: b, PointEvent: fyne.PointEvent{Position: fyne.NewPos(kit.Space2+float32(i+1)*w-fromEnd, 15)}})
	}
	click(1, desktop.MouseButtonPrimary, 100)
	if got := strip(&l.d.tabs); got != "i1 [i2]*" {
		t.Errorf("after a click %q", got)
	}
	click(0, desktop.MouseButtonTertiary, 100)
	if got := strip(&l.d.tabs); got != "[i2]*" || l.d.strip.Visible() || len(l.d.seats) != 1 {
		t.Errorf("after a middle click %q, %d kept", got, len(l.d.seats))
	}
	l.open("i3")
	l.w.Resize(fyne.NewSize(1282, 800))
	click(1, desktop.MouseButtonPrimary, 10)
	if got := strip(&l.d.tabs); got != "[i2]*" {
		t.Errorf("after the cross %q", got)
	}
}

func TestDesk_TwoSideBySideShareOneKeyboard(t *testing.T) {
	l := newLibrary(t)
	l.w.Resize(fyne.NewSize(1096, 800)) // what the rail leaves of 1280
	l.open("i1")
	two := l.open("i2")
	l.d.Split()
	eventually(t, "the other", func() bool { s := l.d.seats["i1"]; return s != nil && s.screen.model.Loaded })
	one := l.d.seats["i1"].screen
	if got := strip(&l.d.tabs); got != "(i1) [i2]*" || !two.text.Focused() || one.text.Focused() {
		t.Errorf("tabs %q", got)
	}
	if l.d.sides.RightShown() || one.middle.Size().Width < 500 {
		t.Errorf("inspector shown %v, text %v wide", l.d.sides.RightShown(), one.middle.Size().Width)
	}
	l.d.Key(&fyne.KeyEvent{Name: fyne.KeyF6})
	if got := strip(&l.d.tabs); got != "(i1)* [i2]" || !one.text.Focused() {
		t.Errorf("after F6 %q", got)
	}
	two.text.Focus()
	if got := strip(&l.d.tabs); got != "(i1) [i2]*" {
		t.Errorf("after a click into the other text %q", got)
	}
	l.d.Key(&fyne.KeyEvent{Name: fyne.KeyF6})
	one.model.Select(l.span("nine days"))
	one.Do(Command{Act: ActNote})
	if !l.d.sides.RightShown() || !l.d.panes.lone {
		t.Error("there is no room for the note")
	}
	one.text.Focus()
	if l.d.sides.RightShown() || l.d.panes.lone {
		t.Error("the other text has not come back")
	}
	l.w.Resize(fyne.NewSize(1700, 900))
	if !l.d.sides.RightShown() {
		t.Error("a wide window has room for the inspector")
	}
	l.d.Split()
	if got := strip(&l.d.tabs); got != "[i1]* i2" {
		t.Errorf("single again %q", got)
	}
}

func (l *library) span(words string) app.Span { return spanOf(l.t, mockText, words) }

func TestDesk_HearsOutOfSightWhatHappened(t *testing.T) {
	l := newLibrary(t)
	one := l.open("i1")
	l.open("i2")
	if _, err := l.desk.w.Coding.Mark(context.Background(), "i1", l.span("nine days"), nil); err != nil {
		t.Fatal(err)
	}
	runPosts()
	if len(one.model.Findings()) != 0 || len(l.d.seats["i1"].missed) != 1 {
		t.Errorf("%d findings before it is looked at", len(one.model.Findings()))
	}
	l.open("i1")
	if len(l.d.Screen().model.Findings()) != 1 {
		t.Error("the finding is missing")
	}
}

func TestDesk_HoldsOnToNoLargeStep(t *testing.T) {
	l := newLibrary(t)
	l.open("i1")
	l.open("i2")
	if _, err := l.desk.w.Coding.Mark(context.Background(), "i1", l.span("nine days"), nil); err != nil {
		t.Fatal(err)
	}
	runPosts()
	many := make([]app.Change, maxHeavy)
	for i := range many {
		many[i] = app.Change{After: &app.Finding{ID: "another"}}
	}
	l.d.Changed(&app.ChangeSet{Changes: many})
	if s := l.d.seats["i1"]; s != nil {
		t.Errorf("an interview out of sight holds %d changes", s.heavy)
	}
	if one := l.open("i1"); len(one.model.Findings()) != 1 {
		t.Error("the finding is missing")
	}
}

func TestDesk_TagsUsedLastStayAtHandInTheNextInterview(t *testing.T) {
	l := newLibrary(t)
	one := l.open("i1").model
	one.Select(l.span("nine days"))
	one.Tag(l.desk.tags["Docs"])
	one.Tag(l.desk.tags["Pricing"])
	two := l.open("i2").model
	if two.tags.digit(1) != l.desk.tags["Docs"] || two.tags.digit(2) != l.desk.tags["Pricing"] || two.tags.digit(3) != "" {
		t.Errorf("digits %v", two.tags.slots)
	}
	if two.LastTag() != "Pricing" || two.Choices()[0].ID != l.desk.tags["Pricing"] {
		t.Errorf("used last: %q, the list begins with %q", two.LastTag(), two.Choices()[0].Name)
	}
	two.Tag(l.desk.tags["Docs"]) // on nothing: it is not used
	two.Select(app.Span{Start: 0, End: 4})
	two.Tag(l.desk.tags["Docs"])
	if one.LastTag() != "Docs" {
		t.Errorf("used last in the other interview: %q", one.LastTag())
	}
}

func TestDesk_ComesBackWithTabsPlacesAndBlindness(t *testing.T) {
	l := newLibrary(t)
	l.open("i1")
	s := l.open("i2")
	l.w.Resize(fyne.NewSize(1281, 800))
	eventually(t, "the lines", func() bool { return s.text.doc.Done() })
	at := s.shown.Turns[40].Start
	s.text.ScrollTo(at)
	top := s.text.Top()
	s.model.ShowWhose(Blind)
	l.d.Leave()
	task.Settle()
	runPosts()
	l.begin()
	eventually(t, "the tabs", func() bool { return len(l.d.tabs.open) == 2 })
	if got := strip(&l.d.tabs); got != "i1 [i2]*" || l.d.whose != Blind {
		t.Errorf("comes back with %q, showing %q", got, l.d.whose)
	}
	s = l.open("i2")
	l.w.Resize(fyne.NewSize(1280, 800))
	eventually(t, "the lines", func() bool { return s.text.doc.Done() })
	if s.text.Top() != top || s.model.Whose() != Blind {
		t.Errorf("reading goes on at %d, want %d", s.text.Top(), top)
	}
}

func TestDesk_AClosedTabIsFreed(t *testing.T) {
	l := newLibrary(t)
	l.open("i1")
	freed := make(chan struct{})
	func() {
		s := l.open("i2")
		eventually(t, "the lines", func() bool { return s.text.doc.Done() })
		runtime.AddCleanup(s.text.doc, func(c chan struct{}) { close(c) }, freed)
	}()
	l.d.Close()
	l.w.Resize(fyne.NewSize(1290, 800))
	eventually(t, "the memory", func() bool {
		runtime.GC()
		select {
		case <-freed:
			return true
		default:
			return false
		}
	})
}

func TestDesk_WithoutAnInterviewSaysWhereTheyAre(t *testing.T) {
	l := newLibrary(t)
	l.d.Open(kit.Route{Screen: kit.Reader})
	st := &studio{desk: l.desk, w: l.w}
	if !strings.Contains(st.seen(), "No interview is open") {
		t.Errorf("seen %q", st.seen())
	}
	l.d.Split()
	l.d.Step(1)
	l.d.Close()
}
