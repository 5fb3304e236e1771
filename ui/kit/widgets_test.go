package kit_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

// words lists every text drawn under o, in tree order.
func words(o fyne.CanvasObject) []string {
	var out []string
	switch v := o.(type) {
	case *canvas.Text:
		if v.Visible() && v.Text != "" {
			out = append(out, v.Text)
		}
	case *fyne.Container:
		for _, c := range v.Objects {
			out = append(out, words(c)...)
		}
	case fyne.Widget:
		if v.Visible() {
			for _, c := range test.WidgetRenderer(v).Objects() {
				out = append(out, words(c)...)
			}
		}
	}
	return out
}

func show(t *testing.T, o fyne.CanvasObject, w, h float32) fyne.Window {
	t.Helper()
	win := test.NewTempWindow(t, kit.NewStage(o))
	win.SetPadded(false)
	win.Resize(fyne.NewSize(w, h))
	return win
}

func TestButton_PressedByMouseAndKeysUnlessDisabled(t *testing.T) {
	test.NewTempApp(t)
	n := 0
	b := kit.NewButton("Import", kit.Primary, func() { n++ })
	show(t, b, 200, 60)
	test.Tap(b)
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if n != 3 {
		t.Errorf("pressed %d times, want 3", n)
	}
	b.Disable()
	test.Tap(b)
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if n != 3 {
		t.Error("a disabled button was pressed")
	}
}

func TestControls_AreAtLeastTheMinimumTarget(t *testing.T) {
	test.NewTempApp(t)
	for name, o := range map[string]fyne.CanvasObject{
		"button": kit.NewButton("A", kit.Secondary, nil), "icon": kit.NewIconButton(icons.Undo, "Undo", nil),
		"chip": kit.NewChip("a", func() {}), "nav": kit.NewNavItem(icons.Home, "Home", nil),
		"segments": kit.NewSegments([]kit.Option{{ID: "a", Text: "A"}}, nil), "field": kit.NewSearchField("", 100, nil),
	} {
		if m := o.MinSize(); m.Height < kit.MinTarget || m.Width < kit.MinTarget {
			t.Errorf("%s is %v, want at least %v", name, m, kit.MinTarget)
		}
	}
}

func TestChip_CrossRemovesAndTheRestPresses(t *testing.T) {
	test.NewTempApp(t)
	tapped, removed := 0, 0
	c := kit.NewTagChip("Permissions", kit.TagPaint(1), func() { tapped++ })
	c.OnRemove = func() { removed++ }
	show(t, kit.HStack(0, c), 300, 60)
	c.Tapped(&fyne.PointEvent{Position: fyne.NewPos(20, 10)})
	c.Tapped(&fyne.PointEvent{Position: fyne.NewPos(c.Size().Width-12, 10)})
	c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if tapped != 1 || removed != 2 {
		t.Errorf("tapped %d, removed %d, want 1 and 2", tapped, removed)
	}
}

func TestParagraph_TellsItsHeightForAWidth(t *testing.T) {
	test.NewTempApp(t)
	p := kit.NewParagraph(strings.Repeat("word ", 40), kit.Body)
	wide, narrow := p.HeightForWidth(2000), p.HeightForWidth(150)
	if wide != kit.Body.LineHeight() || narrow < 8*wide {
		t.Errorf("heights %v and %v, want one line and many", wide, narrow)
	}
	if h := p.Limit(2).HeightForWidth(150); h != 2*kit.Body.LineHeight() {
		t.Errorf("limited to %v, want two lines", h)
	}
}

func TestVStack_GivesWrappedTextTheHeightItNeeds(t *testing.T) {
	test.NewTempApp(t)
	p := kit.NewParagraph(strings.Repeat("word ", 60), kit.Body)
	below := kit.NewText("below", kit.Small)
	show(t, kit.Scroll(kit.VStack(8, p, below)), 200, 400)
	if want := p.HeightForWidth(200) + 8; below.Position().Y != want {
		t.Errorf("text below stands at %v, want %v", below.Position().Y, want)
	}
}

func TestText_IsCutToItsRoom(t *testing.T) {
	test.NewTempApp(t)
	x := kit.NewElastic("A very long title of an interview", kit.Strong)
	show(t, kit.HStack(0, kit.Grow(x)), 120, 40)
	if w := words(x); len(w) != 1 || !strings.HasSuffix(w[0], "…") {
		t.Errorf("shown %q, want it cut with an ellipsis", w)
	}
	aside := kit.NewAside("12 of 15 completed", kit.Small)
	show(t, kit.HStack(0, kit.Grow(aside)), 60, 40)
	if w := words(aside); len(w) != 0 {
		t.Errorf("shown %q, want nothing rather than a part", w)
	}
	show(t, kit.HStack(0, kit.Grow(aside)), 300, 40)
	if w := words(aside); len(w) != 1 || w[0] != "12 of 15 completed" {
		t.Errorf("shown %q, want all of it where there is room", w)
	}
}

func TestEmptyState_WideActionsStandInTheMiddle(t *testing.T) {
	test.NewTempApp(t)
	first, last := kit.NewButton("Import files from this computer…", kit.Primary, nil), kit.NewButton("Start a study from templates…", kit.Secondary, nil)
	show(t, kit.EmptyState(icons.Import, "Nothing yet", "Some words.", first, kit.NewButton("Add the sample study", kit.Secondary, nil), last), 800, 400)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject
	left, right := at(first).X, 800-at(last).X-last.Size().Width
	if left-right > 2 || right-left > 2 || right < 0 {
		t.Errorf("%v are free at the left of the buttons and %v at the right", left, right)
	}
}

func TestErrorState_ShowsMessageAndHint(t *testing.T) {
	test.NewTempApp(t)
	err := &app.Error{Code: app.EDamaged, Message: "The workspace is damaged.", Hint: "Open a backup."}
	state := kit.ErrorState(err)
	show(t, state, 500, 300)
	got := strings.Join(words(state), " ")
	for _, want := range []string{"The workspace is damaged.", "Open a backup."} {
		if !strings.Contains(got, want) {
			t.Errorf("shown %q, want %q", got, want)
		}
	}
	if _, ok := kit.Notice(&app.Error{Code: app.ECanceled}); ok {
		t.Error("a stop asked for by the person needs no words")
	}
	if w, ok := kit.Notice(errors.New("boom")); !ok || w.Tone != kit.Negative {
		t.Errorf("Notice(unknown) = %+v, %v", w, ok)
	}
}

func TestMenu_KeyboardSkipsWhatCannotBeChosen(t *testing.T) {
	test.NewTempApp(t)
	ran := ""
	b := kit.NewButton("Menu", kit.Secondary, nil)
	win := show(t, kit.HStack(0, b), 400, 300)
	pop := kit.ShowMenu(b, kit.MenuItem{Text: "Head", Head: true}, kit.MenuItem{Text: "Off", Disabled: true}, kit.Separator,
		kit.MenuItem{Text: "Rename", Run: func() { ran = "rename" }}, kit.MenuItem{Text: "Delete", Run: func() { ran = "delete" }})
	f := win.Canvas().Focused()
	if f == nil {
		t.Fatal("the menu has not taken the keyboard")
	}
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if ran != "rename" || pop.Shown() {
		t.Errorf("ran %q, shown %v; want rename and closed", ran, pop.Shown())
	}
}

func TestPicker_NarrowsAndRunsTheTopHit(t *testing.T) {
	test.NewTempApp(t)
	ran := ""
	items := []kit.PickItem{{Text: "Trust", Run: func() { ran = "trust" }}, {Text: "Docs", Run: func() { ran = "docs" }}}
	p := kit.NewPicker("Tag", 300, func(q string) []kit.PickItem { return kit.Match(q, items) })
	b := kit.NewButton("Tag", kit.Secondary, nil)
	win := show(t, kit.HStack(0, b), 500, 400)
	pop := p.ShowBelow(b)
	if win.Canvas().Focused() != fyne.Focusable(p.Entry) {
		t.Fatal("the field has not taken the keyboard")
	}
	test.Type(p.Entry, "doc")
	if n := len(p.Items()); n != 1 {
		t.Fatalf("%d items for doc, want 1", n)
	}
	p.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if ran != "docs" || pop.Shown() {
		t.Errorf("ran %q, shown %v; want docs and closed", ran, pop.Shown())
	}
}

func TestPopover_ClosesOutsideAndOnEscapeButModalOnlyOnEscape(t *testing.T) {
	test.NewTempApp(t)
	b := kit.NewButton("x", kit.Secondary, nil)
	win := show(t, kit.HStack(0, b), 500, 400)
	hidden := 0
	p := kit.NewPopover(kit.Fixed(kit.NewFill(kit.Rail), 100, 100))
	p.OnHide = func() { hidden++ }
	p.ShowAt(win.Canvas(), fyne.NewPos(50, 50))
	p.Tapped(&fyne.PointEvent{Position: fyne.NewPos(60, 60)})
	if !p.Shown() {
		t.Fatal("a click inside closed it")
	}
	p.Tapped(&fyne.PointEvent{Position: fyne.NewPos(400, 300)})
	if p.Shown() || hidden != 1 {
		t.Fatalf("shown %v, hidden %d after a click outside", p.Shown(), hidden)
	}
	p.ShowModal(win.Canvas())
	p.Tapped(&fyne.PointEvent{Position: fyne.NewPos(2, 2)})
	if !p.Shown() {
		t.Fatal("a click outside closed a modal")
	}
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if p.Shown() || win.Canvas().Overlays().Top() != nil {
		t.Error("Escape did not close the modal")
	}
}

func TestStage_ToastRunsItsActionAndGoesByItself(t *testing.T) {
	test.NewTempApp(t)
	var due []func()
	s := kit.NewStage(kit.NewFill(kit.Background))
	s.After = func(_ time.Duration, f func()) func() { due = append(due, f); return func() {} }
	win := test.NewTempWindow(t, s)
	win.Resize(fyne.NewSize(600, 400))
	undone := false
	s.Toast(kit.Toast{Text: "Tagged 3 findings", Action: "Undo", Run: func() { undone = true }})
	if got := strings.Join(words(s), "|"); got != "Tagged 3 findings|Undo" {
		t.Fatalf("shown %q", got)
	}
	due[0]()
	if got := words(s); len(got) != 0 {
		t.Errorf("after its time still shown: %q", got)
	}
	s.Toast(kit.Toast{Text: "Again", Action: "Undo", Run: func() { undone = true }})
	var button fyne.Tappable
	for _, o := range test.LaidOutObjects(s) {
		if b, ok := o.(fyne.Tappable); ok {
			button = b
		}
	}
	button.Tapped(&fyne.PointEvent{})
	if !undone || len(words(s)) != 0 {
		t.Errorf("undone %v, still shown %q", undone, words(s))
	}
}

func TestStage_ToastStandsInFrontOfWhatIsOpen(t *testing.T) {
	test.NewTempApp(t)
	var due []func()
	s := kit.NewStage(kit.NewFill(kit.Background))
	s.After = func(_ time.Duration, f func()) func() { due = append(due, f); return func() {} }
	win := test.NewTempWindow(t, s)
	win.Resize(fyne.NewSize(600, 400))
	front := kit.NewDialog("Merge", 300, 200)
	shown := func(want string) {
		t.Helper()
		if got := strings.Join(words(s), "|"); got != want {
			t.Errorf("behind stands %q, want %q", got, want)
		}
	}
	inFront := func(want bool) {
		t.Helper()
		got := false
		for _, o := range test.LaidOutObjects(win.Canvas().Overlays().Top()) {
			if x, ok := o.(*canvas.Text); ok && x.Text == "The merge failed." && x.Visible() {
				got = true
				if at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o); at.Y < 250 || at.Y > 380 {
					t.Errorf("the message stands at %v, not at the foot", at)
				}
			}
		}
		if got != want {
			t.Errorf("the message stands in front: %v, want %v", got, want)
		}
	}
	front.Show(win.Canvas())
	s.Toast(kit.Toast{Text: "The merge failed."})
	inFront(true)
	shown("")
	front.Hide()
	shown("The merge failed.")
	front.Show(win.Canvas())
	inFront(true)
	shown("")
	due[len(due)-1]()
	inFront(false)
	front.Hide()
	shown("")
}

func TestTooltip_ShowsAfterAMomentAndGoesWithThePointer(t *testing.T) {
	test.NewTempApp(t)
	var due func()
	b := kit.NewIconButton(icons.Undo, "Undo (Ctrl+Z)", nil)
	s := kit.NewStage(kit.HStack(0, b))
	s.After = func(_ time.Duration, f func()) func() { due = f; return func() { due = nil } }
	win := test.NewTempWindow(t, s)
	win.Resize(fyne.NewSize(300, 200))
	b.MouseIn(&desktop.MouseEvent{})
	due()
	if got := strings.Join(words(s), ""); got != "Undo (Ctrl+Z)" {
		t.Errorf("shown %q, want the tip", got)
	}
	b.MouseOut()
	if got := words(s); len(got) != 0 {
		t.Errorf("still shown %q", got)
	}
}

func TestDropdown_ChoosesAndTells(t *testing.T) {
	test.NewTempApp(t)
	got := ""
	d := kit.NewDropdown([]kit.Option{{ID: "a", Text: "Newest"}, {ID: "b", Text: "Participant"}}, func(id string) { got = id })
	win := show(t, kit.HStack(0, d), 400, 300)
	test.Tap(d)
	f := win.Canvas().Focused()
	f.TypedRune('p')
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got != "b" || d.Selected() != "b" || d.Text() != "Participant" {
		t.Errorf("chose %q, selected %q, shows %q", got, d.Selected(), d.Text())
	}
}

func TestSegments_CanHaveNothingChosen(t *testing.T) {
	test.NewTempApp(t)
	chosen := ""
	s := kit.NewSegments([]kit.Option{{ID: "yes", Text: "Yes"}, {ID: "no", Text: "No"}}, func(id string) { chosen = id })
	if s.Selected() != "yes" || s.Clear().Selected() != "" {
		t.Errorf("%q is chosen after Clear", s.Selected())
	}
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if chosen != "yes" || s.Selected() != "yes" {
		t.Errorf("Right chose %q, %q is shown", chosen, s.Selected())
	}
}

func TestOnEnter_SubmitsFromEachLine(t *testing.T) {
	test.NewTempApp(t)
	one, two, area, own := kit.NewEntry(""), kit.NewEntry(""), kit.NewTextArea("", 3), kit.NewEntry("")
	owned, sent := 0, 0
	own.OnSubmitted = func(string) { owned++ }
	form := kit.VStack(0, kit.FormRow("One", one), kit.HStack(0, kit.Grow(two), own), area)
	kit.OnEnter(form, func() { sent++ })
	test.NewTempWindow(t, form)
	for _, e := range []*kit.Entry{one, two, own} {
		e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	if area.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}); sent != 2 || owned != 1 || area.Text != "\n" {
		t.Errorf("submitted %d times, the other %d, the area holds %q", sent, owned, area.Text)
	}
}

func TestTheme_SwitchRepaintsTexts(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(kit.NewTheme(kit.Light))
	x := kit.NewText("ink", kit.Body)
	show(t, x, 100, 40)
	a.Settings().SetTheme(kit.NewTheme(kit.Dark))
	x.Refresh()
	c := test.WidgetRenderer(x).Objects()[0].(*canvas.Text).Color
	if c != kit.Color(kit.Ink) || !kit.IsDark() {
		t.Errorf("colour %v after the switch, want the dark ink %v", c, kit.Color(kit.Ink))
	}
}

func TestSplit_DragKeepsTheMiddleUsable(t *testing.T) {
	test.NewTempApp(t)
	s := kit.NewSplit(nil, kit.NewFill(kit.Background), kit.NewInspector(), 0, 270)
	show(t, s, 800, 400)
	for _, o := range test.WidgetRenderer(s).Objects() {
		if g, ok := o.(fyne.Draggable); ok {
			g.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(-5000, 0)})
		}
	}
	middle := test.WidgetRenderer(s).Objects()[0]
	if w := middle.Size().Width; w < 320 {
		t.Errorf("the middle is %v wide, want at least 320", w)
	}
}

func TestHStack_GivesElasticTextWhatIsToSpare(t *testing.T) {
	test.NewTempApp(t)
	x := kit.NewElastic("1 study, 12 interviews", kit.Small)
	show(t, kit.VStack(0, kit.HStack(8, kit.NewText("Good evening", kit.Title), x)), 600, 60)
	if w := words(x); len(w) != 1 || w[0] != "1 study, 12 interviews" {
		t.Errorf("shown %q, want it whole", w)
	}
}
