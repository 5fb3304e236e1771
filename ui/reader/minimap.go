package reader

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"throughline/app"
	"throughline/ui/kit"
)

// minimap shows along the scroll bar where in the text findings are, and which part is in sight. A press goes there.
type minimap struct {
	widget.BaseWidget
	v     *TextView
	edge  *canvas.Rectangle
	band  *canvas.Rectangle
	marks *canvas.Raster
	drawn drawn
}

// drawn is what the picture was made from: it is made again only when that changed.
type drawn struct {
	version int
	marks   *Mark
	n, hits int
	hit     app.Span
	size    fyne.Size
}

func newMinimap(v *TextView) *minimap {
	m := &minimap{v: v, edge: &canvas.Rectangle{}, band: &canvas.Rectangle{}}
	m.marks = canvas.NewRaster(m.draw)
	m.ExtendBaseWidget(m)
	return m
}

// place moves the band to what is in sight and has the picture drawn again if it changed.
func (m *minimap) place() {
	s := m.Size()
	if s.Height <= 0 {
		return
	}
	v := m.v
	total := max(v.doc.Height(), v.high())
	top := v.top / total * s.Height
	high := max(16, v.high()/total*s.Height)
	m.band.Move(fyne.NewPos(1, min(top, s.Height-high)))
	m.band.Resize(fyne.NewSize(s.Width-1, high))
	now := drawn{version: v.doc.Version(), n: len(v.marks), hits: len(v.hits), size: s}
	if len(v.hits) > 0 {
		now.hit = v.hits[0]
	}
	if len(v.marks) > 0 {
		now.marks = &v.marks[0]
	}
	if now != m.drawn {
		m.drawn = now
		m.marks.Refresh()
	}
}

// draw paints one stroke a finding; where several fall on one place the last wins.
func (m *minimap) draw(w, h int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	total := m.v.doc.Height()
	if total <= 0 || w < 4 {
		return img
	}
	px := float32(h) / total
	pad := max(1, w/5)
	least := max(2, 3*h/max(1, int(m.Size().Height)))
	for i := range m.v.marks {
		top, bottom := m.v.doc.Reach(m.v.marks[i].Span)
		y0 := int(top * px)
		y1 := min(h, max(int(bottom*px), y0+least))
		c := m.v.markColor(i)
		for y := y0; y < y1; y++ {
			for x := pad; x < w-pad; x++ {
				img.SetNRGBA(x, y, color.NRGBA{R: c.R, G: c.G, B: c.B, A: 255})
			}
		}
	}
	m.drawHits(img, px, pad)
	return img
}

// drawHits marks the words found at the left edge, so that they differ from findings by place, not by colour alone.
func (m *minimap) drawHits(img *image.NRGBA, px float32, pad int) {
	c := kit.Color(kit.Warn)
	for _, h := range m.v.hits {
		top, _ := m.v.doc.Reach(h)
		for x := range pad + 1 {
			img.SetNRGBA(x, int(top*px), color.NRGBA{R: c.R, G: c.G, B: c.B, A: 255})
			img.SetNRGBA(x, int(top*px)+1, color.NRGBA{R: c.R, G: c.G, B: c.B, A: 255})
		}
	}
}

// CreateRenderer implements fyne.Widget.
func (m *minimap) CreateRenderer() fyne.WidgetRenderer { return &miniRenderer{m} }

type miniRenderer struct{ m *minimap }

func (r *miniRenderer) Destroy() {}
func (r *miniRenderer) Layout(s fyne.Size) {
	r.m.edge.Resize(fyne.NewSize(1, s.Height))
	r.m.marks.Move(fyne.NewPos(1, 0))
	r.m.marks.Resize(fyne.NewSize(s.Width-1, s.Height))
	r.m.place()
}
func (r *miniRenderer) MinSize() fyne.Size { return fyne.NewSize(miniWidth, 20) }
func (r *miniRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.m.band, r.m.marks, r.m.edge}
}

func (r *miniRenderer) Refresh() {
	r.m.edge.FillColor, r.m.band.FillColor = kit.Color(kit.Line), kit.Color(kit.PressTint)
	r.m.drawn = drawn{}
	r.m.place()
	canvas.Refresh(r.m)
}

// ByKey implements kit.Keyed: the text itself is gone through by keys.
func (m *minimap) ByKey() string { return "Page up, Page down, Ctrl Home, Ctrl End" }

// MouseDown implements desktop.Mouseable.
func (m *minimap) MouseDown(e *desktop.MouseEvent) { m.goTo(e.Position.Y) }

// MouseUp implements desktop.Mouseable.
func (m *minimap) MouseUp(*desktop.MouseEvent) {}

// Dragged implements fyne.Draggable.
func (m *minimap) Dragged(e *fyne.DragEvent) { m.goTo(e.Position.Y) }

// DragEnd implements fyne.Draggable.
func (m *minimap) DragEnd() {}

func (m *minimap) goTo(y float32) {
	v := m.v
	v.scrollTo(y/max(1, m.Size().Height)*v.doc.Height() - v.high()/2)
}
