package kit

import (
	"slices"

	"fyne.io/fyne/v2"
)

// dotGrid says where dots stand, in cells of a few pixels, so that names find free room.
type dotGrid struct {
	wide, high int
	dots       []int // of each cell, row by row
}

// gridCell is the side of a cell.
const gridCell float32 = 8

// dotReachIn is how far dots reach beyond their middle.
const dotReachIn float32 = 4

// grid counts the dots in sight.
func (r *dotRequest) grid() *dotGrid {
	g := &dotGrid{wide: int(r.size.Width/gridCell) + 1, high: int(r.size.Height/gridCell) + 1}
	g.dots = make([]int, g.wide*g.high)
	for i, x := range r.dots.X {
		p := r.view.spot(x, r.dots.Y[i], r.size)
		if cx, cy := int(p.X/gridCell), int(p.Y/gridCell); p.X >= 0 && p.Y >= 0 && cx < g.wide && cy < g.high {
			g.dots[cy*g.wide+cx]++
		}
	}
	return g
}

// under counts the dots under a box, or so near that they reach into it.
func (g *dotGrid) under(b nameBox) (n int) {
	b.x, b.y, b.w = b.x-dotReachIn, b.y-dotReachIn, b.w+2*dotReachIn
	for cy := max(0, int(b.y/gridCell)); cy <= min(g.high-1, int((b.y+nameHigh+2*dotReachIn)/gridCell)); cy++ {
		for cx := max(0, int(b.x/gridCell)); cx <= min(g.wide-1, int((b.x+b.w)/gridCell)); cx++ {
			n += g.dots[cy*g.wide+cx]
		}
	}
	return n
}

// Sizes of names on a map.
const (
	nameHigh float32 = 20
	nameWide float32 = 200
)

// nameBox is where a name stands.
type nameBox struct{ x, y, w float32 }

func (b nameBox) meets(o nameBox) bool {
	return b.x < o.x+o.w+4 && o.x < b.x+b.w+4 && b.y < o.y+nameHigh+2 && o.y < b.y+nameHigh+2
}

// nameSteps are how far from the middle of its dots a name is tried, nearest first.
var nameSteps = nameRing()

func nameRing() []fyne.Position {
	var out []fyne.Position
	for dy := float32(-108); dy <= 108; dy += 12 {
		for dx := float32(-120); dx <= 120; dx += 20 {
			out = append(out, fyne.NewPos(dx, dy))
		}
	}
	slices.SortStableFunc(out, func(a, b fyne.Position) int {
		da, db := a.X*a.X+4*a.Y*a.Y, b.X*b.X+4*b.Y*b.Y
		switch {
		case da < db:
			return -1
		case da > db:
			return 1
		}
		return 0
	})
	return out
}

// dotCost is how many steps further a name goes to spare one dot.
const dotCost = 60

// settle finds the place of a name of a width near the middle of its dots: over as few dots as can be, as near as can be, and over no other
// name. ok is false where there is no such place.
func settle(middle fyne.Position, w float32, size fyne.Size, busy *dotGrid, taken []nameBox) (best nameBox, ok bool) {
	least := 0
	for n, step := range nameSteps {
		b := nameBox{middle.X + step.X - w/2, middle.Y + step.Y - nameHigh/2, w}
		b.x, b.y = max(2, min(b.x, size.Width-w-2)), max(2, min(b.y, size.Height-nameHigh-2))
		if slices.ContainsFunc(taken, b.meets) {
			continue
		}
		if cost := n + dotCost*busy.under(b); !ok || cost < least {
			best, least, ok = b, cost, true
		}
		if ok && least <= n {
			break // nothing further away can be better
		}
	}
	return best, ok
}

// names draws the names of groups where they lie over no dots, or over few with a ground of their own, the most important first.
func (m *DotMap) names(d *rowPainter) []fyne.CanvasObject {
	d.nRect, d.nCircle, d.nText = 0, 0, 0
	if m.shown == nil || m.asked.dots != m.dots {
		return nil
	}
	var taken []nameBox
	for _, n := range m.shown.names {
		if n.group >= len(m.dots.Groups) {
			continue
		}
		g := m.dots.Groups[n.group]
		st := Small.In(Ink)
		words := Fit(g.Name, st, nameWide)
		b, ok := settle(n.at, roundUp(Measure(words, st).Width)+28, m.Size(), m.shown.busy, taken)
		if !ok {
			continue
		}
		taken = append(taken, b)
		if m.focus != NoDots && n.group != m.focus {
			st = Small
		}
		d.rect(Alpha(Color(Surface), 0.8), nil, 4, b.x, b.y, b.w, nameHigh)
		d.circle(g.Paint.Color(), b.x+6, b.y+nameHigh/2-4, 8)
		d.text(words, st, fyne.TextAlignLeading, b.x+19, b.y, b.w-20, nameHigh)
	}
	return d.objects()
}
