package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// bar is the stripe at the left of a quote.
type bar struct {
	widget.BaseWidget
	paint Paint
}

// CreateRenderer implements fyne.Widget.
func (b *bar) CreateRenderer() fyne.WidgetRenderer {
	rect := &canvas.Rectangle{}
	r := &painter{objects: []fyne.CanvasObject{rect}}
	r.min = func() fyne.Size { return fyne.NewSize(3, 3) }
	r.layout = func(s fyne.Size) { rect.Resize(s) }
	r.paint = func() { rect.FillColor = b.paint.Color() }
	r.attach(b)
	return r
}

// Barred puts a coloured stripe of three pixels at the left of an object: a quote.
func Barred(p Paint, o fyne.CanvasObject) *fyne.Container {
	b := &bar{paint: p}
	b.ExtendBaseWidget(b)
	return HStackTop(Space3, b, Grow(o))
}
