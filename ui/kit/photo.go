package kit

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Photo is a picture as wide as its room, but never wider than it is, with a line round it. It keeps its room while it is still read.
type Photo struct {
	widget.BaseWidget
	wide, high float32 // of the picture, in pixels
	print      *canvas.Image
}

// NewPhoto makes the room for a picture of so many pixels; Set puts it there.
func NewPhoto(wide, high int) *Photo {
	p := &Photo{wide: float32(max(wide, 1)), high: float32(high), print: &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleSmooth}}
	p.ExtendBaseWidget(p)
	return p
}

// Set shows the picture.
func (p *Photo) Set(img image.Image) {
	p.print.Image = img
	p.print.Refresh()
}

// HeightForWidth implements HeightForWidther.
func (p *Photo) HeightForWidth(width float32) float32 { return p.high * min(width, p.wide) / p.wide }

// CreateRenderer implements fyne.Widget.
func (p *Photo) CreateRenderer() fyne.WidgetRenderer {
	edge := NewBox(Rail, Line)
	r := &painter{objects: []fyne.CanvasObject{edge, p.print}}
	r.min = func() fyne.Size { return fyne.NewSize(40, p.HeightForWidth(max(p.Size().Width, 40))) }
	r.layout = func(s fyne.Size) {
		w := min(s.Width, p.wide)
		h := p.HeightForWidth(w)
		place(edge, 0, 0, w, h)
		place(p.print, 1, 1, w-2, h-2)
	}
	r.attach(p)
	return r
}
