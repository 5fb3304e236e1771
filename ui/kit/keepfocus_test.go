package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestDialog_StepShownAnewKeepsTheKeyboard(t *testing.T) {
	test.NewTempApp(t)
	step := func() (box fyne.CanvasObject, check *Check, pick *Segments) {
		check, pick = NewCheck("Also that", false, nil), NewSegments([]Option{{ID: "a", Text: "A"}, {ID: "b", Text: "B"}}, nil)
		return Scroll(VStack(Space2, NewText("Title", Body), check, HStack(Space2, pick))), check, pick
	}
	for _, c := range []struct {
		name string
		next func() (o fyne.CanvasObject, want fyne.Focusable) // nil for the dialog itself
	}{
		{"in the same place", func() (fyne.CanvasObject, fyne.Focusable) {
			o, _, pick := step()
			return o, pick
		}},
		{"something else there", func() (fyne.CanvasObject, fyne.Focusable) {
			return VStack(Space2, NewCheck("One", false, nil), NewCheck("Two", false, nil)), nil
		}},
		{"nothing there", func() (fyne.CanvasObject, fyne.Focusable) { return NewText("Done", Body), nil }},
	} {
		w := test.NewTempWindow(t, NewStage(NewText("", Body)))
		w.Resize(fyne.NewSize(700, 500))
		d := NewDialog("Dialog", 600, 400)
		first, _, pick := step()
		d.SetContent(first)
		d.Show(w.Canvas())
		w.Canvas().Focus(pick)
		next, want := c.next()
		d.SetContent(next)
		if want == nil {
			want = d.pop
		}
		if got := w.Canvas().Focused(); got != want {
			t.Errorf("%s: %T has the keyboard, want %T", c.name, got, want)
		}
	}
}

func TestDialog_ButtonsShownAnewKeepTheKeyboard(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, NewStage(NewText("", Body)))
	w.Resize(fyne.NewSize(700, 500))
	d := NewDialog("Dialog", 600, 400)
	again := func() *Check { return NewCheck("Again", false, nil) }
	old, fresh := again(), again()
	d.SetActions([]fyne.CanvasObject{old}, NewButton("Cancel", Quiet, d.Hide))
	d.Show(w.Canvas())
	w.Canvas().Focus(old)
	d.SetActions([]fyne.CanvasObject{fresh}, NewButton("Cancel", Quiet, d.Hide))
	if got := w.Canvas().Focused(); got != fyne.Focusable(fresh) {
		t.Errorf("%T has the keyboard, want the box that stands in the place of the old one", got)
	}
}

func TestDialog_PageKeysScrollWhatHasNoWidget(t *testing.T) {
	test.NewTempApp(t)
	for _, c := range []struct {
		name  string
		focus func(d *Dialog, b *Button, e *Entry) fyne.Focusable
	}{
		{"from a button", func(_ *Dialog, b *Button, _ *Entry) fyne.Focusable { return b }},
		{"from a field", func(_ *Dialog, _ *Button, e *Entry) fyne.Focusable { return e }},
		{"from the dialog", func(d *Dialog, _ *Button, _ *Entry) fyne.Focusable { return d.pop }},
	} {
		w := test.NewTempWindow(t, NewStage(NewText("", Body)))
		w.Resize(fyne.NewSize(700, 500))
		rows := VStack(Space2)
		for range 100 {
			rows.Add(NewText("A line", Body))
		}
		view, field := Scroll(rows), NewEntry("Name")
		d := NewDialog("Dialog", 600, 400)
		d.SetContent(Dock(field, nil, nil, nil, view))
		done := NewButton("Done", Primary, d.Hide)
		d.SetActions(nil, done)
		d.Show(w.Canvas())
		has := c.focus(d, done, field)
		w.Canvas().Focus(has)
		has.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
		down := view.Offset()
		has.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageUp})
		if down < 100 || view.Offset() != 0 {
			t.Errorf("%s: PageDown leads to %g, PageUp to %g", c.name, down, view.Offset())
		}
	}
}

func TestDialog_TabGoesRoundWithoutStoppingAtTheDialog(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, NewStage(NewText("", Body)))
	w.Resize(fyne.NewSize(700, 500))
	d := NewDialog("Open elsewhere", 500, 240)
	cancel, read := NewButton("Cancel", Secondary, nil), NewButton("Read only", Primary, nil)
	d.SetActions(nil, cancel, read)
	d.Show(w.Canvas())
	if got := w.Canvas().Focused(); got != fyne.Focusable(d.pop) {
		t.Fatalf("%T has the keyboard at first, want the dialog", got)
	}
	w.Canvas().Focus(read)
	for i, next := range []struct {
		step func()
		want string
	}{{w.Canvas().FocusNext, "Close (Esc)"}, {w.Canvas().FocusNext, "Cancel"}, {w.Canvas().FocusNext, "Read only"}, {w.Canvas().FocusNext, "Close (Esc)"}, {w.Canvas().FocusPrevious, "Read only"}} {
		next.step()
		o, _ := w.Canvas().Focused().(fyne.CanvasObject)
		if o == nil || NameOf(o) != next.want {
			t.Fatalf("step %d: %T has the keyboard, want %q", i, o, next.want)
		}
	}
	empty := NewPopover(NewText("Words", Body))
	empty.ShowModal(w.Canvas())
	w.Canvas().FocusNext()
	if got := w.Canvas().Focused(); got != fyne.Focusable(empty) {
		t.Errorf("%T has the keyboard, want the popover that holds nothing else", got)
	}
}
