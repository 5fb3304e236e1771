package chart

import "math"

// dots lays out a scatter chart: guides under dots, names beside the dots where they hide nothing.
func (p *plan) dots() {
	c := p.c
	xlo, xhi, ok := c.xExtent()
	if !ok {
		p.nothing()
		return
	}
	lo, hi, _ := c.extent()
	f := p.upright(math.Min(0, lo), math.Max(hi, c.Full))
	largest := 0.0
	for _, s := range c.Series {
		for _, size := range s.Sizes {
			largest = math.Max(largest, size)
		}
	}
	widest := p.px(0.6)
	if largest > 0 {
		widest = p.px(3)
	}
	f.box = Rect{f.box.X, f.box.Y + widest/2, f.box.W - widest/2, f.box.H - widest/2}
	f.x = newScale(math.Min(0, xlo), math.Max(xhi, c.XFull), 6)
	p.xTicks(f)
	written := p.crossGuides(f)
	first := len(p.out.Marks)
	for i, s := range c.Series {
		for j, v := range s.Values {
			if !finite(v) || !finite(s.X[j]) {
				continue
			}
			dot := p.px(0.6)
			if j < len(s.Sizes) && largest > 0 {
				dot = math.Max(p.px(0.5), widest*math.Sqrt(math.Max(s.Sizes[j], 0)/largest))
			}
			at := f.cross(s.X[j], v)
			r := Rect{at.X - dot/2, at.Y - dot/2, dot, dot}
			fill := p.t.seriesColor(c, i)
			if s.Sizes != nil { // bubbles may lie over each other: an edge tells them apart
				p.rect(Rect{r.X - p.px(0.1), r.Y - p.px(0.1), dot + p.px(0.2), dot + p.px(0.2)}, p.t.Surface, dot/2+p.px(0.1))
				fill = blend(p.t.Surface, fill, 0.8)
			}
			p.rect(r, fill, dot/2)
			reach := math.Max(dot, p.px(1.2))
			p.mark(r, Rect{at.X - reach/2, at.Y - reach/2, reach, reach}, i, j)
		}
	}
	p.nameMarks(p.out.Marks[first:], written, nil, f.box, func(m Mark) string { return c.Series[m.Series].called(m.Category) })
}

// xExtent returns the lowest and highest X, stretches included; ok is false if there is none.
func (c *Chart) xExtent() (lo, hi float64, ok bool) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, s := range c.Series {
		for _, xs := range [][]float64{s.X, s.To} {
			for _, x := range xs {
				if finite(x) {
					lo, hi, ok = math.Min(lo, x), math.Max(hi, x), true
				}
			}
		}
	}
	return lo, hi, ok
}

// cross is where the numbers x and y meet.
func (f frame) cross(x, y float64) Point {
	return Point{f.box.X + f.box.W*f.x.at(x), f.box.Y + f.box.H*(1-f.y.at(y))}
}

// xTicks writes the numbers of the lower axis.
func (p *plan) xTicks(f frame) {
	st := p.muted()
	free := 0.0
	for _, v := range f.x.ticks() {
		x := f.box.X + f.box.W*f.x.at(v)
		w := p.m.Width(Format(v), st)
		if left := math.Min(math.Max(x-w/2, 0), p.out.W-w); left >= free {
			p.text(Point{left, f.box.Y + f.box.H + p.px(0.5) + st.Size}, Format(v), st)
			free = left + w + p.px(0.5)
		}
	}
}

// crossGuides draws the guides of a scatter chart, cut to the box, each name at the upper end inside of it, and returns where the names stand.
func (p *plan) crossGuides(f frame) (written []Rect) {
	st := p.muted()
	for _, g := range p.c.Guides {
		from, to, ok := clip(f.cross(g.X1, g.Y1), f.cross(g.X2, g.Y2), f.box)
		if !ok {
			continue
		}
		p.dashed(from, to)
		end := from
		if to.Y < from.Y || to.Y == from.Y && to.X > from.X {
			end = to
		}
		name := fit(g.Name, f.box.W/2, p.m, st)
		w := p.m.Width(name, st)
		at := Point{math.Min(end.X+p.px(0.3), f.box.X+f.box.W-w), math.Max(end.Y-p.px(0.3), f.box.Y+st.Size)}
		place := func() Rect { return Rect{at.X, at.Y - st.Size, w, st.Size * 1.2} }
		if place().meetsAny(written) { // lines that end in one place: this name stands over the middle of its line, where the line goes down
			at = Point{(from.X + to.X) / 2, (from.Y+to.Y)/2 - p.px(0.3)}
			if end.X > at.X {
				at.X -= w
			}
			at.X = math.Min(math.Max(at.X, f.box.X), f.box.X+f.box.W-w)
		}
		p.text(at, name, st)
		written = append(written, place())
	}
	return written
}

// clip cuts a line to a box (Liang and Barsky 1984); ok is false if nothing is left.
func clip(from, to Point, box Rect) (a, b Point, ok bool) {
	dx, dy := to.X-from.X, to.Y-from.Y
	t0, t1 := 0.0, 1.0
	for _, e := range [4][2]float64{{-dx, from.X - box.X}, {dx, box.X + box.W - from.X}, {-dy, from.Y - box.Y}, {dy, box.Y + box.H - from.Y}} {
		switch step, room := e[0], e[1]; {
		case step == 0 && room < 0:
			return a, b, false
		case step < 0:
			t0 = math.Max(t0, room/step)
		case step > 0:
			t1 = math.Min(t1, room/step)
		}
	}
	if !(t0 <= t1) {
		return a, b, false
	}
	return Point{from.X + t0*dx, from.Y + t0*dy}, Point{from.X + t1*dx, from.Y + t1*dy}, true
}
