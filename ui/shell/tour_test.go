package shell

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/settings"
	"throughline/ui/kit"
)

// floats are the words of what floats over the stage.
func (f *frame) floats() string { return f.texts(f.win.Content()) }

var threeSteps = []TourStep{{Title: "First stop", Text: "a", To: kit.Route{Screen: kit.Interviews, Study: "s1"}}, {Title: "Second stop", Text: "b", To: kit.Route{Screen: kit.Findings, Study: "s1"}},
	{Title: "Third stop", Text: "c", To: kit.Route{Screen: kit.Reader, Study: "s1", ID: "i1"}}}

func TestTour_LeadsThroughPlacesAndEnds(t *testing.T) {
	f := newFrame(t)
	f.BeginTour(threeSteps)
	if f.Here().Screen != kit.Interviews || !strings.Contains(f.floats(), "First stop") || !strings.Contains(f.floats(), "1 of 3") {
		t.Fatalf("at %+v with %q", f.Here(), f.floats())
	}
	if !f.p.Settings.Seen(TourHint) {
		t.Error("it is not kept that the tour was begun")
	}
	f.NextStep()
	if f.Here().Screen != kit.Findings || strings.Contains(f.floats(), "First stop") || !strings.Contains(f.floats(), "Second stop") {
		t.Fatalf("at %+v with %q", f.Here(), f.floats())
	}
	next, ok := f.win.Canvas().Focused().(*kit.Button)
	if !ok {
		t.Fatalf("the keyboard is at %T, want the button that goes on", f.win.Canvas().Focused())
	}
	next.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if f.Here().ID != "i1" || !strings.Contains(f.floats(), "Done") {
		t.Fatalf("at %+v with %q", f.Here(), f.floats())
	}
	f.NextStep()
	if f.Touring() || strings.Contains(f.floats(), "Third stop") {
		t.Errorf("the tour goes on: %q", f.floats())
	}
}

func TestTour_IsLeftByEscapeWhereverTheKeyboardIs(t *testing.T) {
	for _, row := range []struct {
		name string
		put  func(*frame)
	}{
		{"on the card", func(*frame) {}},
		{"nowhere", func(f *frame) { f.win.Canvas().Unfocus() }},
		{"after going elsewhere", func(f *frame) { f.Go(kit.Route{Screen: kit.Findings}) }},
	} {
		f := newFrame(t)
		f.BeginTour(threeSteps)
		row.put(f)
		if focused := f.win.Canvas().Focused(); focused != nil {
			focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		} else {
			f.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
		}
		if f.Touring() || strings.Contains(f.floats(), "First stop") {
			t.Errorf("%s: Escape does not leave the tour", row.name)
		}
	}
}

func TestTour_BlocksNothing(t *testing.T) {
	f := newFrame(t)
	f.BeginTour(threeSteps)
	if f.win.Canvas().Overlays().Top() != nil {
		t.Error("something lies over the window")
	}
	f.Go(kit.Route{Screen: kit.Findings})
	if f.Here().Screen != kit.Findings || !f.Touring() {
		t.Errorf("at %+v, touring %v", f.Here(), f.Touring())
	}
	f.rune('x')
	if f.typed != "x" {
		t.Errorf("the page got %q", f.typed)
	}
}

func TestHint_IsShownOnceAndNeverTwice(t *testing.T) {
	f := newFrame(t)
	h := hint{title: "Worth knowing", text: "a"}
	f.Shell.tell("a", h)
	if !strings.Contains(f.floats(), "Worth knowing") {
		t.Fatalf("no hint: %q", f.floats())
	}
	if !f.escape() || strings.Contains(f.floats(), "Worth knowing") {
		t.Error("Escape does not close the hint")
	}
	f.Shell.tell("a", h)
	if strings.Contains(f.floats(), "Worth knowing") {
		t.Error("a hint is shown twice")
	}
}

func TestHint_WaitsWhereItWouldBeInTheWay(t *testing.T) {
	h := hint{title: "Worth knowing", text: "a"}
	for _, row := range []struct {
		name string
		put  func(*frame)
	}{
		{"none is wanted", func(f *frame) {
			if err := f.p.Settings.SetHints(false); err != nil {
				f.ui.t.Fatal(err)
			}
		}},
		{"a dialog is open", func(f *frame) { f.ShowShortcuts() }},
		{"a tour is under way", func(f *frame) { f.BeginTour(threeSteps) }},
		{"the workspace was closed", func(f *frame) { f.Close() }},
	} {
		f := newFrame(t)
		row.put(f)
		f.Shell.tell("a", h)
		if strings.Contains(f.floats(), "Worth knowing") {
			t.Errorf("%s: a hint is shown", row.name)
		}
		if err := f.p.Settings.SetHints(true); err == nil && f.p.Settings.Seen("a") {
			t.Errorf("%s: it counts as shown", row.name)
		}
	}
}

func TestHint_FollowsTheFirstFindingMadeInTheReader(t *testing.T) {
	made := &app.ChangeSet{Label: "Tag", Changes: []app.Change{{After: &app.Finding{ID: "f1"}}}}
	changed := &app.ChangeSet{Label: "Star", Changes: []app.Change{{Before: &app.Finding{ID: "f1"}, After: &app.Finding{ID: "f1", Star: true}}}}
	for _, row := range []struct {
		name string
		at   kit.Screen
		cs   *app.ChangeSet
		want bool
	}{{"made in the reader", kit.Reader, made, true}, {"changed in the reader", kit.Reader, changed, false}, {"made elsewhere", kit.Findings, made, false}} {
		f := newFrame(t)
		f.Go(kit.Route{Screen: row.at})
		f.committed(row.cs, row.cs)
		if got := strings.Contains(f.floats(), "The same tag again"); got != row.want {
			t.Errorf("%s: hint = %v, want %v", row.name, got, row.want)
		}
	}
}

func TestHint_FollowsTheFirstThemesAccepted(t *testing.T) {
	theme := func(proposed bool) *app.ChangeSet {
		return &app.ChangeSet{Label: "Accept", Changes: []app.Change{{After: &app.Theme{ID: "t1", Proposed: proposed}}}}
	}
	for _, row := range []struct {
		name string
		at   kit.Screen
		cs   *app.ChangeSet
		want bool
	}{{"proposed, on the board", kit.Themes, theme(true), true}, {"made by hand", kit.Themes, theme(false), false}, {"elsewhere", kit.Findings, theme(true), false}} {
		f := newFrame(t)
		here := *f.page
		here.ID, f.page = row.at, &here
		f.committed(row.cs, row.cs)
		if got := strings.Contains(f.floats(), "Give the themes names"); got != row.want {
			t.Errorf("%s: hint = %v, want %v", row.name, got, row.want)
		}
	}
}

func TestHints_AreOfScreensAndShort(t *testing.T) {
	for screen, h := range hints {
		if h.due == nil || h.title == "" || len([]rune(h.text)) > 180 {
			t.Errorf("the hint of %s has no condition or title, or is long: %d letters", screen, len([]rune(h.text)))
		}
	}
	if h := hints[kit.Findings]; h.due(app.Counts{}) || !h.due(app.Counts{Findings: 1}) {
		t.Error("the hint of findings does not wait for a finding")
	}
	var s settings.Settings
	for screen := range hints {
		s.Here.Saw(string(screen))
	}
	if err := s.Validate(); err != nil {
		t.Errorf("their names cannot be kept: %v", err)
	}
}

func TestCoach_CanBeDraggedAndStaysInTheWindow(t *testing.T) {
	test.NewTempApp(t)
	stage := kit.NewStage(kit.NewText("x", kit.Body))
	w := test.NewTempWindow(t, stage)
	w.Resize(fyne.NewSize(1280, 800))
	stage.Coach(kit.Coach{Title: "Title", Text: "Text", Close: func() {}})
	var card interface {
		fyne.Draggable
		fyne.CanvasObject
	}
	for _, o := range test.LaidOutObjects(stage) {
		if d, ok := o.(interface {
			fyne.Draggable
			fyne.CanvasObject
		}); ok {
			card = d
		}
	}
	if card == nil {
		t.Fatal("there is no card")
	}
	before := card.Position()
	card.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(-100, -50)})
	if got := card.Position(); got != before.SubtractXY(100, 50) {
		t.Errorf("dragged to %v from %v", got, before)
	}
	card.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(-9000, -9000)})
	if got := card.Position(); got.X < 0 || got.Y < 0 {
		t.Errorf("dragged out of the window, to %v", got)
	}
}
