package kit

import (
	"time"

	"fyne.io/fyne/v2"
)

// outlineDrag is the chosen lines on the way with the pointer.
type outlineDrag struct {
	at      fyne.Position // of the pointer, on the page
	view    float32       // of the pointer, below the top of the view
	to      DropPlace
	words   string
	ok      bool
	moved   bool
	stopped bool // by Escape: letting go does nothing
	stop    func()
}

// The room at the edges of the view where a drag scrolls, and the time between two steps.
const (
	dragEdge = float32(36)
	dragTick = 30 * time.Millisecond
)

// Dragged implements fyne.Draggable: the chosen lines follow the pointer.
func (p *outlinePage) Dragged(e *fyne.DragEvent) {
	o := p.outline
	if o.CanDrop == nil || p.editing >= 0 {
		return
	}
	if p.drag == nil {
		row := p.rowAt(e.Position.Y - e.Dragged.DY)
		if len(o.Selected()) == 0 || row < 0 || !o.sel.Has(row) {
			return // the press was on an arrow, a heading or beside the lines
		}
		p.drag = &outlineDrag{}
	}
	g := p.drag
	if g.stopped {
		return
	}
	g.moved, g.at, g.view = true, e.Position, e.Position.Y-o.scroll.Offset.Y
	p.aim()
	p.scrollOn()
}

// aim works out where the lines would go.
func (p *outlinePage) aim() {
	o, g := p.outline, p.drag
	g.to = DropPlace{Row: p.rowAt(g.at.Y)}
	if g.to.Row >= 0 && o.Ordered && !o.Row(g.to.Row).Head {
		switch in := g.at.Y - float32(g.to.Row)*outlineRow; {
		case in < outlineRow/4:
			g.to.Where = DropAbove
		case in > outlineRow*3/4:
			g.to.Where = DropBelow
		}
	}
	g.words, g.ok = o.CanDrop(g.to)
	p.Refresh()
}

// scrollOn scrolls while the pointer rests at the upper or lower edge of the view; no events come then.
func (p *outlinePage) scrollOn() {
	g, stage := p.drag, StageOf(p)
	if g.stop != nil || stage == nil || stage.After == nil || p.pull() == 0 {
		return
	}
	g.stop = stage.After(dragTick, func() {
		g.stop = nil
		by := p.pull()
		if p.drag != g || g.stopped || by == 0 {
			return
		}
		sc := p.outline.scroll
		y := max(0, min(sc.Offset.Y+by, p.Size().Height-sc.Size().Height))
		if y == sc.Offset.Y {
			return
		}
		sc.ScrollToOffset(fyne.NewPos(0, y))
		g.at.Y = g.view + y
		p.aim()
		p.scrollOn()
	})
}

// pull is how far one step scrolls: faster the nearer the pointer is to the edge or beyond it.
func (p *outlinePage) pull() float32 {
	g, high := p.drag, p.outline.scroll.Size().Height
	switch {
	case g == nil:
		return 0
	case g.view < dragEdge:
		return max(-24, (g.view-dragEdge)/2)
	case g.view > high-dragEdge:
		return min(24, (g.view-high+dragEdge)/2)
	}
	return 0
}

// DragEnd implements fyne.Draggable: the lines are let go.
func (p *outlinePage) DragEnd() {
	g := p.drag
	if g == nil {
		return
	}
	p.drag, p.later = nil, -1
	if g.stop != nil {
		g.stop()
	}
	p.Refresh()
	if g.ok && !g.stopped && p.outline.OnDrop != nil {
		p.outline.OnDrop(g.to)
	}
}

// cancelDrag is Escape while lines are on the way: they stay where they are, whatever the button does.
func (p *outlinePage) cancelDrag() {
	g := p.drag
	g.stopped, g.ok, g.words = true, false, ""
	if g.stop != nil {
		g.stop()
	}
	p.later = -1
	p.Refresh()
}
