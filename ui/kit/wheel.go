package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// wheelPast lies over an object and hands the wheel to the scroller round it: a text field would keep it to itself. Everything else
// goes through to the object.
type wheelPast struct {
	widget.BaseWidget
	to *ScrollView
}

// WheelPast lets the wheel over an object scroll a view instead of the object.
func WheelPast(o fyne.CanvasObject, to *ScrollView) *fyne.Container {
	w := &wheelPast{to: to}
	w.ExtendBaseWidget(w)
	return Stack(o, w)
}

// Scrolled implements fyne.Scrollable.
func (w *wheelPast) Scrolled(e *fyne.ScrollEvent) { w.to.scroll.Scrolled(e) }

// CreateRenderer implements fyne.Widget.
func (w *wheelPast) CreateRenderer() fyne.WidgetRenderer {
	r := &painter{}
	r.min = func() fyne.Size { return fyne.Size{} }
	r.attach(w)
	return r
}
