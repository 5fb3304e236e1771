package kit

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// outlineOf is n lines: a heading first, then each tenth line a parent of those below it.
func outlineOf(t testing.TB, n int) *Outline {
	t.Helper()
	test.NewTempApp(t)
	o := NewOutline("Tag", []string{"Findings"}, func(i int) OutlineRow {
		if i == 0 {
			return OutlineRow{Head: true, Text: "Group"}
		}
		if i%10 == 1 {
			return OutlineRow{Parent: true, Open: true, Text: fmt.Sprintf("Tag %d", i), Cells: []string{"7"}}
		}
		return OutlineRow{Depth: 1, Text: fmt.Sprintf("Tag %d", i), Cells: []string{"1"}}
	})
	o.SetRows(n)
	w := test.NewTempWindow(t, o)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(600, headHigh+10*outlineRow))
	return o
}

func pressLine(o *Outline, row int, x float32, m fyne.KeyModifier) {
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: m}
	e.Position = fyne.NewPos(x, float32(row)*outlineRow+outlineRow/2)
	o.page.MouseDown(e)
}

func clickLine(o *Outline, row int, m fyne.KeyModifier) {
	pressLine(o, row, 200, m)
	o.page.MouseUp(nil)
}

func dragTo(o *Outline, x, y float32) {
	e := &fyne.DragEvent{Dragged: fyne.NewDelta(0, 1)}
	e.Position = fyne.NewPos(x, y)
	o.page.Dragged(e)
}

func TestOutline_DrawsOnlyWhatIsInSight(t *testing.T) {
	o := outlineOf(t, 100_000)
	if got := shownTexts(o.page); len(got) < 18 || len(got) > 24 {
		t.Errorf("%d texts drawn, want those of about 10 lines", len(got))
	}
	o.key(fyne.KeyEnd, false)
	if got := shownTexts(o.page); !slices.Contains(got, "Tag 99999") {
		t.Errorf("after End: %v, want the last line", got)
	}
}

func TestOutline_SelectsAndSkipsHeadings(t *testing.T) {
	o := outlineOf(t, 30)
	clickLine(o, 0, 0)
	if len(o.Selected()) != 0 {
		t.Error("a heading can be chosen")
	}
	clickLine(o, 3, 0)
	clickLine(o, 5, fyne.KeyModifierShift)
	clickLine(o, 9, fyne.KeyModifierControl)
	if got := o.Selected(); !slices.Equal(got, []int{3, 4, 5, 9}) {
		t.Errorf("chosen %v, want 3 to 5 and 9", got)
	}
	o.key(fyne.KeyHome, false)
	if got := o.Selected(); !slices.Equal(got, []int{1}) {
		t.Errorf("after Home %v, want the first line that is no heading", got)
	}
	o.key(fyne.KeyUp, false)
	if got := o.Selected(); !slices.Equal(got, []int{1}) {
		t.Errorf("Up from the first line chose %v", got)
	}
}

func TestOutline_LeftAndRightWalkTheTree(t *testing.T) {
	o := outlineOf(t, 30)
	var toggled []string
	o.OnToggle = func(row int, open bool) { toggled = append(toggled, fmt.Sprint(row, open)) }
	clickLine(o, 4, 0)
	o.key(fyne.KeyLeft, false)
	if got := o.Selected(); !slices.Equal(got, []int{1}) {
		t.Errorf("Left went to %v, want the parent", got)
	}
	o.key(fyne.KeyRight, false)
	if got := o.Selected(); !slices.Equal(got, []int{2}) {
		t.Errorf("Right went to %v, want the first beneath", got)
	}
	clickLine(o, 1, 0)
	o.key(fyne.KeyLeft, false)
	pressLine(o, 11, outlinePad+5, 0) // on its arrow
	if !slices.Equal(toggled, []string{"1 false", "11 false"}) {
		t.Errorf("toggled %v", toggled)
	}
	if got := o.Selected(); !slices.Equal(got, []int{1}) {
		t.Errorf("a press on an arrow chose %v", got)
	}
}

func TestOutline_DragsWhatIsChosen(t *testing.T) {
	o := outlineOf(t, 30)
	var dropped []DropPlace
	o.CanDrop = func(to DropPlace) (string, bool) { return "words", to.Row != 7 }
	o.OnDrop = func(to DropPlace) { dropped = append(dropped, to) }
	clickLine(o, 3, 0)
	clickLine(o, 5, fyne.KeyModifierControl)
	line := func(row int, part float32) float32 { return (float32(row) + part) * outlineRow }
	drag := func(row int, part float32) {
		pressLine(o, 3, 200, 0)
		dragTo(o, 200, line(3, 0.6))
		dragTo(o, 200, line(row, part))
	}
	drag(6, 0.1)
	if got := o.Selected(); !slices.Equal(got, []int{3, 5}) || !slices.Contains(shownTexts(o.page), "words") {
		t.Errorf("while dragging %v is chosen, shown %v", got, shownTexts(o.page))
	}
	o.page.DragEnd()
	o.page.MouseUp(nil)
	drag(7, 0.5) // refused
	o.page.DragEnd()
	drag(8, 0.5)
	o.page.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	dragTo(o, 200, line(9, 0.5))
	o.page.DragEnd()
	o.Ordered = true
	drag(6, 0.1)
	o.page.DragEnd()
	drag(6, 0.9)
	o.page.DragEnd()
	drag(30, 0.5)
	o.page.DragEnd()
	want := []DropPlace{{6, DropInto}, {6, DropAbove}, {6, DropBelow}, {-1, DropInto}}
	if !slices.Equal(dropped, want) {
		t.Errorf("dropped %v, want %v", dropped, want)
	}
	pressLine(o, 3, 200, 0)
	o.page.MouseUp(nil)
	if got := o.Selected(); !slices.Equal(got, []int{3}) {
		t.Errorf("a press without a drag leaves %v chosen, want the one", got)
	}
}

func TestOutline_EditsInPlace(t *testing.T) {
	o := outlineOf(t, 30)
	for _, c := range []struct {
		name string
		end  func(*Entry)
		keep bool
	}{
		{"Enter", func(e *Entry) { e.OnSubmitted(e.Text) }, true},
		{"Escape", func(e *Entry) { e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) }, false},
		{"leaving", func(e *Entry) { e.FocusLost() }, true},
	} {
		times, got, kept := 0, "", false
		o.Edit(4, "Old", func(text string, keep bool) { times, got, kept = times+1, text, keep })
		if !o.Editing() {
			t.Fatalf("%s: no field", c.name)
		}
		f := o.page.field
		f.SetText("New")
		c.end(f)
		if times != 1 || got != "New" || kept != c.keep || o.Editing() {
			t.Errorf("%s: done ran %d times with %q, %v", c.name, times, got, kept)
		}
	}
}

func TestSplitView_AHiddenSideStaysInTheWindow(t *testing.T) {
	test.NewTempApp(t)
	left, right := NewText("left", Body), NewText("right", Body)
	s := NewSplit(left, NewText("middle", Body), right, 100, 100)
	test.NewTempWindow(t, s).Resize(fyne.NewSize(800, 200))
	s.ShowRight(false)
	if right.Visible() || !left.Visible() || !slices.Contains(test.WidgetRenderer(s).Objects(), fyne.CanvasObject(right)) {
		t.Error("the hidden side has left the window: a change of theme would not reach it")
	}
	s.ShowRight(true)
	if !right.Visible() {
		t.Error("the side does not come back")
	}
}
