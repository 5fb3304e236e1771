package chart

import "math"

// frame is the plotting area of an upright chart with its axes.
type frame struct {
	box  Rect
	y    scale
	x    scale   // Scatter only
	step float64 // width of one category
}

// upright draws grid, axis and names, and returns where the marks go. Natural height: 14 lines of text.
func (p *plan) upright(lo, hi float64) frame {
	if p.out.H <= 0 {
		p.out.H = p.px(16)
	}
	top := math.Max(p.legend(), p.px(0.6)) + p.px(0.6)
	f := frame{y: newScale(lo, hi, 4)}
	st, left := p.muted(), 0.0
	for _, v := range f.y.ticks() {
		left = math.Max(left, p.m.Width(p.tick(v), st))
	}
	left += p.px(0.6)
	foot := p.px(1.6)
	if p.c.Kind != Scatter {
		f.step = (p.out.W - left) / float64(max(1, len(p.c.Categories)))
		foot = p.footHeight(f.step)
	}
	if p.c.XTitle != "" {
		foot += p.px(1.3)
	}
	f.box = Rect{left, top, math.Max(p.out.W-left, 1), math.Max(p.out.H-top-foot, p.px(2))}
	for _, v := range f.y.ticks() {
		y := f.box.Y + f.box.H*(1-f.y.at(v))
		p.line(Point{left, y}, Point{p.out.W, y}, p.px(0.06), p.t.Grid)
		p.textRight(Point{left - p.px(0.6), y + st.Size*capRatio}, p.tick(v), st)
	}
	if p.c.XTitle != "" {
		p.textMiddle(Point{left + f.box.W/2, p.out.H - p.px(0.2)}, p.c.XTitle, st)
	}
	return f
}

func (p *plan) tick(v float64) string {
	if p.c.Unit == "%" {
		return Format(v) + " %"
	}
	return Format(v)
}

// footHeight is the room for the category names below the axis.
func (p *plan) footHeight(step float64) float64 {
	lines := 1
	if p.every(step) == 1 {
		for _, n := range p.c.Categories {
			lines = max(lines, len(wrap(n, step-p.px(0.4), 2, p.m, p.muted())))
		}
	}
	return p.px(0.5) + float64(lines)*p.muted().Size*lineRatio
}

// every says which names are written: each, each second, … so that they stay legible on narrow places.
func (p *plan) every(step float64) int {
	least := p.px(3.2) // about six letters
	n := 1
	for step*float64(n) < least && n < len(p.c.Categories) {
		n++
	}
	return n
}

func (p *plan) categoryNames(f frame) {
	st, n := p.muted(), p.every(f.step)
	for j := 0; j < len(p.c.Categories); j += n {
		for k, s := range wrap(p.c.Categories[j], f.step*float64(n)-p.px(0.4), 2, p.m, st) {
			if n > 1 && k > 0 {
				break
			}
			y := f.box.Y + f.box.H + p.px(0.5) + st.Size + float64(k)*st.Size*lineRatio
			p.textMiddle(Point{f.box.X + (float64(j)+0.5)*f.step, y}, s, st)
		}
	}
}

// columns lays out standing bars, the series side by side, values on top when they fit.
func (p *plan) columns() {
	c := p.c
	lo, hi, _ := c.extent()
	f := p.upright(math.Min(0, lo), math.Max(0, math.Max(hi, c.Full)))
	p.categoryNames(f)
	zero := f.box.Y + f.box.H*(1-f.y.at(0))
	n := float64(len(c.Series))
	w := math.Min(f.step*0.72/n, p.px(3))
	for i, s := range c.Series {
		for j, v := range s.Values {
			if !finite(v) {
				continue
			}
			mid := f.box.X + (float64(j)+0.5)*f.step + (float64(i)-(n-1)/2)*w
			end := f.box.Y + f.box.H*(1-f.y.at(v))
			r := Rect{mid - w/2, math.Min(zero, end), w * 0.94, math.Abs(zero - end)}
			p.rect(r, p.t.seriesColor(c, i), math.Min(p.px(0.15), r.H/2))
			st := Style{Size: p.t.Size * 0.9, Color: p.t.Ink}
			if l := c.label(i, j); p.m.Width(l, st) <= math.Max(w, f.step/n-p.px(0.2)) {
				p.textMiddle(Point{mid, r.Y - p.px(0.3)}, l, st)
			}
			p.mark(r, Rect{mid - w/2, f.box.Y, w, f.box.H}, i, j)
		}
	}
}

// lines lays out one polyline a series; a missing value leaves a gap.
func (p *plan) lines() {
	c := p.c
	lo, hi, _ := c.extent()
	if lo > 0 {
		lo = 0
	}
	f := p.upright(lo, math.Max(hi, c.Full))
	p.categoryNames(f)
	dot := p.px(0.45)
	for i, s := range c.Series {
		col := p.t.seriesColor(c, i)
		var last Point
		open := false
		for j, v := range s.Values {
			if !finite(v) {
				open = false
				continue
			}
			at := Point{f.box.X + (float64(j)+0.5)*f.step, f.box.Y + f.box.H*(1-f.y.at(v))}
			if open {
				p.line(last, at, p.px(0.15), col)
			}
			last, open = at, true
			r := Rect{at.X - dot/2, at.Y - dot/2, dot, dot}
			p.rect(r, col, dot/2)
			p.mark(r, Rect{at.X - f.step/2, f.box.Y, f.step, f.box.H}, i, j)
		}
	}
}

// dots lays out a scatter chart.
func (p *plan) dots() {
	c := p.c
	lo, hi, _ := c.extent()
	f := p.upright(math.Min(0, lo), hi)
	dot := p.px(0.6)
	f.box.W -= dot / 2
	xlo, xhi := math.Inf(1), math.Inf(-1)
	for _, s := range c.Series {
		for _, x := range s.X {
			if finite(x) {
				xlo, xhi = math.Min(xlo, x), math.Max(xhi, x)
			}
		}
	}
	if math.IsInf(xlo, 1) {
		return
	}
	f.x = newScale(math.Min(0, xlo), xhi, 6)
	st := p.muted()
	for _, v := range f.x.ticks() {
		x := f.box.X + f.box.W*f.x.at(v)
		w := p.m.Width(Format(v), st)
		p.text(Point{math.Min(math.Max(x-w/2, 0), p.out.W-w), f.box.Y + f.box.H + p.px(0.5) + st.Size}, Format(v), st)
	}
	for i, s := range c.Series {
		for j, v := range s.Values {
			if !finite(v) || !finite(s.X[j]) {
				continue
			}
			at := Point{f.box.X + f.box.W*f.x.at(s.X[j]), f.box.Y + f.box.H*(1-f.y.at(v))}
			r := Rect{at.X - dot/2, at.Y - dot/2, dot, dot}
			p.rect(r, p.t.seriesColor(c, i), dot/2)
			p.mark(r, Rect{at.X - dot, at.Y - dot, 2 * dot, 2 * dot}, i, j)
		}
	}
}
