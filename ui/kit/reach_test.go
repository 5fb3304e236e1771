package kit

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"throughline/app/chart"
	"throughline/assets/icons"
)

func press(f fyne.Focusable, keys ...fyne.KeyName) {
	for _, k := range keys {
		f.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// onStage shows an object in a window of its own.
func onStage(t *testing.T, o fyne.CanvasObject) fyne.Window {
	t.Helper()
	test.NewTempApp(t)
	w := test.NewTempWindow(t, NewStage(o))
	w.Resize(fyne.NewSize(900, 600))
	return w
}

func TestNameOf_ReadsWhatPeopleRead(t *testing.T) {
	test.NewTempApp(t)
	field := NewEntry("anna@example.org")
	FormRow("Address", field)
	for _, c := range []struct {
		name string
		o    fyne.CanvasObject
		want string
	}{
		{"a word", NewButton("Import", Primary, nil), "Import"},
		{"an icon by its tooltip", NewIconButton(icons.Close, "Close (Esc)", nil), "Close (Esc)"},
		{"a field by the label above it", field, "Address: anna@example.org"},
		{"a card by its words", NewTapCard(VStack(0, NewText("Trust", Body), NewText("12 findings", Small)), nil), "Trust, 12 findings"},
		{"a container has no word of its own", HStack(0), ""},
		{"choices, the one that holds first", NewSegments([]Option{{ID: "a", Text: "Board"}, {ID: "b", Text: "Map"}}, nil), "Board (Map)"},
	} {
		if got := NameOf(c.o); got != c.want {
			t.Errorf("%s: NameOf() = %q, want %q", c.name, got, c.want)
		}
	}
}

func TestProse_LinksAreFollowedByKeys(t *testing.T) {
	var went []string
	link := func(to string) func() { return func() { went = append(went, to) } }
	p := NewProse(ProseRun{Text: "See "}, ProseRun{Text: "one", Go: link("one")}, ProseRun{Text: " and "}, ProseRun{Text: "two", Go: link("two")})
	w := onStage(t, p)
	w.Canvas().Focus(p)
	press(p, fyne.KeyReturn, fyne.KeyRight, fyne.KeySpace, fyne.KeyRight, fyne.KeyLeft, fyne.KeyEnter)
	if want := []string{"one", "two", "one"}; !slices.Equal(went, want) {
		t.Errorf("went to %v, want %v", went, want)
	}
	if plain := NewProse(ProseRun{Text: "No link"}); !plain.Disabled() {
		t.Error("the keyboard stops at text without links")
	}
}

func TestChart_MarksAreGoneThroughByKeys(t *testing.T) {
	v := NewChartView(&chart.Chart{Kind: chart.Bar, Categories: []string{"a", "b", "c"}, Series: []chart.Series{{Name: "n", Values: []float64{1, 2, 3}}}}, 120)
	tapped := -1
	v.OnTap = func(m chart.Mark) { tapped = m.Category }
	w := onStage(t, v)
	w.Canvas().Focus(v)
	first := NameOf(v)
	press(v, fyne.KeyDown)
	if NameOf(v) == first {
		t.Errorf("Down stays at %q", first)
	}
	press(v, fyne.KeyEnd, fyne.KeyDown, fyne.KeyReturn)
	if tapped != 2 {
		t.Errorf("End and Enter opened %d, want 2", tapped)
	}
	w.Canvas().Unfocus()
	if v.hide != nil || v.hover != "" {
		t.Error("the number stays when the keyboard has gone")
	}
}

func TestTableHead_SortsWidensAndMovesByKeys(t *testing.T) {
	d := NewDataTable([]Column{{ID: "a", Title: "A", Width: 200, Sortable: true}, {ID: "b", Title: "B", Width: 200, Sortable: true}, {ID: "c", Title: "C", Width: 200}}, func(int, int) Cell { return Cell{} })
	sorted, order := "", ""
	d.OnSort = func(id string, desc bool) {
		sorted = id
		if desc {
			sorted += " down"
		}
	}
	var wide float32
	d.OnColumns = func(all []Column) {
		order, wide = "", all[1].Width
		for _, c := range all {
			order += c.ID
		}
	}
	d.SetRows(3)
	w := onStage(t, d)
	h := d.head
	w.Canvas().Focus(h)
	press(h, fyne.KeyRight, fyne.KeyReturn)
	if sorted != "b" || NameOf(h) != "Heading B, sorted upwards" {
		t.Errorf("sorted by %q, said %q", sorted, NameOf(h))
	}
	press(h, fyne.KeySpace)
	if sorted != "b down" {
		t.Errorf("again sorted %q, want b down", sorted)
	}
	before := d.widths[1]
	h.TypedRune('+')
	if wide <= before {
		t.Errorf("+ leaves the column %v wide, was %v", wide, before)
	}
	h.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyLeft, Modifier: fyne.KeyModifierShortcutDefault})
	if order != "bac" || h.at != 0 {
		t.Errorf("Ctrl Left: columns %q at %d, want bac at 0", order, h.at)
	}
	press(h, fyne.KeyDown)
	if !d.page.focused {
		t.Error("Down does not lead to the rows")
	}
}

func TestSplit_IsMovedByKeysInReadingOrder(t *testing.T) {
	left, middle, right := NewButton("left", Quiet, nil), NewButton("middle", Quiet, nil), NewButton("right", Quiet, nil)
	s := NewSplit(left, middle, right, 200, 200)
	told := float32(0)
	s.OnResize = func(l, _ float32) { told = l }
	w := onStage(t, s)
	want := []fyne.Focusable{left, s.leftKey, middle, s.rightKey, right}
	for _, f := range want {
		w.Canvas().FocusNext()
		if w.Canvas().Focused() != f {
			t.Fatalf("Tab led to %q, want %q", NameOf(w.Canvas().Focused().(fyne.CanvasObject)), NameOf(f.(fyne.CanvasObject)))
		}
	}
	press(s.leftKey, fyne.KeyRight)
	if told != 200+gripStep {
		t.Errorf("Right makes the left side %v wide, want %v", told, 200+gripStep)
	}
}

func TestSigns_ArePassedByTheKeyboard(t *testing.T) {
	sign, tag := NewChip("Pricing", nil), NewChip("Pricing", func() {})
	w := onStage(t, HStack(0, sign, tag))
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != tag {
		t.Error("the keyboard stops at a chip that does nothing")
	}
}

func TestTapCard_MenuFoldAndTheOtherActByKeys(t *testing.T) {
	did := ""
	c := NewTapCard(NewText("Trust", Body), func() { did += "tap " })
	c.OnMenu, c.OnOther, c.OnFold = func(fyne.Position) { did += "menu " }, func() { did += "other " }, func(open bool) { did += map[bool]string{true: "open ", false: "close "}[open] }
	onStage(t, c)
	press(c, fyne.KeyReturn, desktop.KeyMenu, fyne.KeyRight, fyne.KeyLeft)
	c.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierAlt})
	if want := "tap menu open close other "; did != want {
		t.Errorf("did %q, want %q", did, want)
	}
}

func TestEntry_TheMenuKeyOpensTheMenuOfTheField(t *testing.T) {
	e := NewEntry("")
	w := onStage(t, e)
	w.Canvas().Focus(e)
	press(e, desktop.KeyMenu)
	if _, ok := w.Canvas().Focused().(*widget.PopUpMenu); !ok {
		t.Errorf("the keyboard is at %T, want a menu", w.Canvas().Focused())
	}
}

func TestSearchField_ShowsAsMuchOfItsHintAsThereIsRoomFor(t *testing.T) {
	f := NewSearchField("Find a template in the playbook", 0, nil)
	onStage(t, f)
	for width, whole := range map[float32]bool{120: false, 400: true} {
		f.Resize(fyne.NewSize(width, ControlHigh))
		if got := f.Entry.PlaceHolder; (got == "Find a template in the playbook") != whole || !whole && !strings.HasSuffix(got, "…") {
			t.Errorf("%v wide it shows %q", width, got)
		}
		if got := f.Entry.AccessibilityLabel(); got != "Find a template in the playbook" {
			t.Errorf("it is called %q", got)
		}
	}
}
