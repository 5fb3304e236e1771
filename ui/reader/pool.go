package reader

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"throughline/ui/kit"
)

// layer says what lies over what on the page.
type layer int

const (
	layerTint layer = iota // highlights
	layerHit               // words found
	layerSelection
	layerOutline // of the active finding
	layerText
	layerMargin
	layerCaret
	layers
)

// pool lends the canvas objects of the page and takes them back all at once: scrolling makes no garbage.
type pool struct {
	rects  []*canvas.Rectangle
	texts  []*canvas.Text
	nr, nt int
	top    float32 // y of the page at the top of the view
	on     [layers][]fyne.CanvasObject
}

// reset takes everything back; from now on y counts from top.
func (p *pool) reset(top float32) {
	p.nr, p.nt, p.top = 0, 0, top
	for i := range p.on {
		p.on[i] = p.on[i][:0]
	}
}

// rect lays a filled rectangle on a layer, at a place of the page.
func (p *pool) rect(l layer, x, y, w, h float32, c color.Color) *canvas.Rectangle {
	if p.nr == len(p.rects) {
		p.rects = append(p.rects, &canvas.Rectangle{})
	}
	r := p.rects[p.nr]
	p.nr++
	r.FillColor, r.StrokeColor, r.StrokeWidth, r.CornerRadius = c, nil, 0, 0
	r.Move(fyne.NewPos(x, y-p.top))
	r.Resize(fyne.NewSize(w, h))
	p.on[l] = append(p.on[l], r)
	return r
}

// frame lays the edge of a rectangle on a layer.
func (p *pool) frame(l layer, x, y, w, h float32, c color.Color) {
	r := p.rect(l, x, y, w, h, color.Transparent)
	r.StrokeColor, r.StrokeWidth, r.CornerRadius = c, 1, 2
}

// text lays one line of text on a layer, centred in the height h.
func (p *pool) text(l layer, x, y, w, h float32, s string, st kit.Style, c color.Color) *canvas.Text {
	if p.nt == len(p.texts) {
		p.texts = append(p.texts, &canvas.Text{})
	}
	t := p.texts[p.nt]
	p.nt++
	t.Text, t.Color, t.TextSize, t.Alignment = s, c, st.Px(), fyne.TextAlignLeading
	t.TextStyle = fyne.TextStyle{Bold: st.Bold, Italic: st.Italic}
	t.Move(fyne.NewPos(x, y-p.top))
	t.Resize(fyne.NewSize(w, h))
	p.on[l] = append(p.on[l], t)
	return t
}

// objects appends everything lent since reset, from the bottom layer up.
func (p *pool) objects(dst []fyne.CanvasObject) []fyne.CanvasObject {
	for _, l := range p.on {
		dst = append(dst, l...)
	}
	return dst
}
