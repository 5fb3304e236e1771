package kit

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestScrollView_ShowsWhatTheKeyboardReaches(t *testing.T) {
	test.NewTempApp(t)
	col := VStack(Space3)
	var boxes []*Check
	for i := range 40 {
		boxes = append(boxes, NewCheck(fmt.Sprint("Choice ", i), true, nil))
		col.Add(HStack(Space1, Grow(boxes[i])))
	}
	name := NewEntry("Name")
	col.Add(FormRow("Name", name))
	view := Scroll(Pad(col, Space4))
	below := NewButton("Save", Primary, nil)
	w := test.NewWindow(Dock(nil, below, nil, nil, view))
	t.Cleanup(w.Close)
	w.Resize(fyne.NewSize(400, 300))
	seen := func(o fyne.CanvasObject) bool {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y - fyne.CurrentApp().Driver().AbsolutePositionForObject(view).Y
		return at >= 0 && at+o.Size().Height <= view.Size().Height
	}
	for _, i := range []int{0, 9, 25, 39, 3} {
		w.Canvas().Focus(boxes[i])
		if !seen(boxes[i]) {
			t.Errorf("choice %d has the keyboard out of sight, the view is at %.0f", i, view.Offset())
		}
	}
	w.Canvas().Focus(name)
	if !seen(name) {
		t.Errorf("the field has the keyboard out of sight, the view is at %.0f", view.Offset())
	}
	col.Objects[0], col.Objects[40] = col.Objects[40], col.Objects[0]
	col.Refresh()
	if ShowFocused(view); !seen(name) {
		t.Errorf("the field was moved out of sight, the view is at %.0f", view.Offset())
	}
	col.Objects[0], col.Objects[40] = col.Objects[40], col.Objects[0]
	col.Refresh()
	ShowFocused(view)
	at := view.Offset()
	w.Canvas().Focus(below)
	if view.Offset() != at {
		t.Error("what stands outside moves the view")
	}
	view.ScrollTo(at - 20) // the field is cut a little, as when it is pressed with the mouse
	w.Canvas().Focus(name)
	if view.Offset() != at-20 {
		t.Error("a field that is seen moves away below the mouse")
	}
}
