package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// painter is the renderer of every kit widget: four functions instead of a type each. layout places the objects,
// paint sets their colours and texts; both run in Refresh, so a change of theme or content repaints everything.
type painter struct {
	objects []fyne.CanvasObject
	min     func() fyne.Size
	layout  func(fyne.Size)
	paint   func()
	gone    func() // when the widget leaves the screen; nil for nothing
	of      fyne.Widget
}

// attach names the widget and paints it once. A widget that was out of sight for a minute is given a new renderer and keeps its
// size, so that nothing would lay it out again: attach does.
func (p *painter) attach(w fyne.Widget) {
	p.of = w
	if p.paint != nil {
		p.paint()
	}
	if size := w.Size(); size.Width > 0 && size.Height > 0 && p.layout != nil {
		p.layout(size)
	}
}

// Destroy implements fyne.WidgetRenderer.
func (p *painter) Destroy() {
	if p.gone != nil {
		p.gone()
	}
}

// Objects implements fyne.WidgetRenderer.
func (p *painter) Objects() []fyne.CanvasObject { return p.objects }

// MinSize implements fyne.WidgetRenderer.
func (p *painter) MinSize() fyne.Size { return p.min() }

// Layout implements fyne.WidgetRenderer.
func (p *painter) Layout(size fyne.Size) {
	if p.layout != nil && !still {
		p.layout(size)
	}
}

// Refresh implements fyne.WidgetRenderer.
func (p *painter) Refresh() {
	if still {
		return
	}
	if p.paint != nil {
		p.paint()
	}
	p.Layout(p.of.Size())
	canvas.Refresh(p.of)
}

// still has widgets stay as they are while the toolkit walks through all of them to no use. Of the UI goroutine.
var still bool

// place moves and resizes an object.
func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
