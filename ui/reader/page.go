package reader

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"throughline/ui/reader/layout"
)

// page is the window on the text: it has objects only for the lines in sight and takes mouse and keys. Being
// fyne.Scrollable makes Fyne clip it.
type page struct {
	widget.BaseWidget
	v       *TextView
	pool    pool
	objects []fyne.CanvasObject
	rows    []layout.Row
	spots   []spot
	ready   bool // has a renderer
	focused bool
	mouse   mouse
	mods    func() fyne.KeyModifier // keys held down
}

var (
	_ fyne.Scrollable    = (*page)(nil)
	_ desktop.Mouseable  = (*page)(nil)
	_ desktop.Hoverable  = (*page)(nil)
	_ desktop.Cursorable = (*page)(nil)
	_ fyne.Draggable     = (*page)(nil)
	_ fyne.Focusable     = (*page)(nil)
	_ fyne.Tabbable      = (*page)(nil)
	_ fyne.Shortcutable  = (*page)(nil)
)

func newPage(v *TextView) *page {
	p := &page{v: v, mods: heldKeys}
	p.ExtendBaseWidget(p)
	return p
}

// heldKeys asks the driver; key events carry no modifiers.
func heldKeys() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// MinSize implements fyne.CanvasObject.
func (p *page) MinSize() fyne.Size { return fyne.NewSize(200, 60) }

// CreateRenderer implements fyne.Widget.
func (p *page) CreateRenderer() fyne.WidgetRenderer {
	p.ready = true
	return (*pageRenderer)(p)
}

type pageRenderer page

func (r *pageRenderer) Destroy()                     { r.ready = false }
func (r *pageRenderer) Layout(fyne.Size)             {}
func (r *pageRenderer) MinSize() fyne.Size           { return (*page)(r).MinSize() }
func (r *pageRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *pageRenderer) Refresh()                     { (*page)(r).sync() }

// Scrolled implements fyne.Scrollable.
func (p *page) Scrolled(e *fyne.ScrollEvent) { p.v.scrollTo(p.v.top - e.Scrolled.DY) }

// sync paints what shows now. It is the only place that makes objects; it costs by the lines in sight.
func (p *page) sync() {
	v := p.v
	if !p.ready || v.high() <= 0 || v.frame.textWidth <= 0 {
		return
	}
	p.settle()
	p.rows = v.doc.Rows(v.top, v.top+v.high(), p.rows[:0])
	if n := len(p.rows); n > 0 {
		v.at.Start, v.at.End = p.rows[0].Start, p.rows[n-1].End
	}
	p.paint(v.top, v.top+v.high())
	canvas.Refresh(p)
	v.mini.place()
	if v.OnMoved != nil {
		v.OnMoved()
	}
}

// settle measures what shows. When that moves lines that were in sight before, the view follows them.
func (p *page) settle() {
	v := p.v
	keep := v.at.Start
	y := v.doc.YOf(keep)
	dy := v.doc.Ensure(v.top, v.top+v.high(), keep)
	if dy != 0 && y >= v.top && y < v.top+v.high() {
		v.top = max(0, v.top+dy)
		v.doc.Ensure(v.top, v.top+v.high(), keep)
	}
}

// shift follows text that moved down the page as a whole.
func (p *page) shift(dy float32) {
	for i := range p.rows {
		p.rows[i].Y += dy
	}
	for i := range p.spots {
		p.spots[i].y += dy
	}
}
