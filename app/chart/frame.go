package chart

import (
	"math"
	"slices"
)

// frame is the plotting area of an upright chart with its axes.
type frame struct {
	box  Rect
	y    scale
	x    scale   // Scatter only
	step float64 // width of one category
}

// upright draws grid, axis and names, and returns where the marks go.
func (p *plan) upright(lo, hi float64) frame {
	if p.out.H <= 0 {
		p.out.H = p.px(16)
		if p.c.Kind == Scatter { // both ways count alike
			p.out.H = math.Max(p.px(16), math.Min(p.out.W*0.6, p.px(34)))
		}
	}
	top := math.Max(p.legend(), p.px(0.6)) + p.px(0.6)
	f := frame{y: newScale(lo, hi, 4)}
	if p.c.Log {
		f.y = newLogScale(lo, hi)
	}
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
	if p.c.Kind == Scatter && p.c.YTitle != "" {
		p.text(Point{0, top + st.Size*capRatio}, fit(p.c.YTitle, p.out.W, p.m, st), st)
		top += p.px(1.5)
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
	f := p.upright(math.Min(0, lo), p.above(math.Max(0, math.Max(hi, c.Full))))
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
			top := r.Y
			if a, b, ok := s.interval(j); ok {
				top = min(top, f.place(j, b).Y)
				p.whisker(Point{mid, f.place(j, a).Y}, Point{mid, f.place(j, b).Y}, Point{p.px(0.25), 0})
			}
			if l := c.label(i, j); p.m.Width(l, st) <= math.Max(w, f.step/n-p.px(0.2)) {
				p.textMiddle(Point{mid, top - p.px(0.3)}, l, st)
			}
			p.mark(r, Rect{mid - w/2, f.box.Y, w, f.box.H}, i, j)
		}
	}
	p.levelGuides(f)
}

// noteRoom is how much of a line chart's height is left free for the names of what happened along it; apart is how many dots' widths values must be apart for
// dots on the line: closer ones would hide it.
const (
	noteRoom = 0.2
	apart    = 1.6
)

// lines lays out one polyline a series, over the band of its intervals; a missing value leaves a gap.
func (p *plan) lines() {
	c := p.c
	lo, hi, _ := c.extent()
	top := max(hi, c.Full)
	if len(c.Notes) > 0 {
		top += noteRoom * (top - min(0, lo))
	}
	if !c.Log {
		lo = min(0, lo)
	}
	f := p.upright(lo, p.above(top))
	p.categoryNames(f)
	p.levelGuides(f)
	p.notes(f)
	for i := range c.Series {
		p.band(f, i)
	}
	dot := p.px(0.45)
	for i, s := range c.Series {
		col := p.t.seriesColor(c, i)
		var last Point
		open := false
		for j, v := range s.Values {
			if !c.shows(v) {
				open = false
				continue
			}
			at := f.place(j, v)
			if open {
				p.line(last, at, p.px(0.15), col)
			}
			last, open = at, true
			r := Rect{at.X - dot/2, at.Y - dot/2, dot, dot}
			if f.step >= apart*dot || len(s.Values) == 1 || j > 0 && j+1 < len(s.Values) && !c.shows(s.Values[j-1]) && !c.shows(s.Values[j+1]) { // or it stands alone, without a line
				p.rect(r, col, dot/2)
			}
			p.mark(r, Rect{at.X - f.step/2, f.box.Y, f.step, f.box.H}, i, j)
		}
	}
}

// place is where value v of category j stands.
func (f frame) place(j int, v float64) Point {
	return Point{f.box.X + (float64(j)+0.5)*f.step, f.box.Y + f.box.H*(1-f.y.at(v))}
}

// band tints the ground between the ends of the intervals, one piece between two gaps.
func (p *plan) band(f frame, i int) {
	s := p.c.Series[i]
	col := blend(p.t.Surface, p.t.seriesColor(p.c, i), 0.16)
	var low, high []Point
	flush := func() {
		slices.Reverse(low)
		p.area(append(high, low...), col)
		low, high = nil, nil
	}
	for j := range s.Values {
		a, b, ok := s.interval(j)
		if !ok || !p.c.shows(a) {
			flush()
			continue
		}
		low, high = append(low, f.place(j, a)), append(high, f.place(j, b))
	}
	flush()
}

// above is hi, or the highest level guide if that is higher.
func (p *plan) above(hi float64) float64 {
	for _, g := range p.c.Guides {
		hi = max(hi, g.Y1)
	}
	return hi
}

// levelGuides draws the guides of a chart over categories, each name above its right end.
func (p *plan) levelGuides(f frame) {
	for _, g := range p.c.Guides {
		if !p.c.shows(g.Y1) {
			continue
		}
		y := f.box.Y + f.box.H*(1-f.y.at(g.Y1))
		p.dashed(Point{f.box.X, y}, Point{f.box.X + f.box.W, y})
		st := p.muted()
		p.textRight(Point{f.box.X + f.box.W, y - p.px(0.35)}, fit(g.Name, f.box.W, p.m, st), st)
	}
}

// dashed draws a line in dashes, which tell a guide from the numbers.
func (p *plan) dashed(from, to Point) {
	dx, dy := to.X-from.X, to.Y-from.Y
	long := math.Hypot(dx, dy)
	dash, gap := p.px(0.5), p.px(0.35)
	for at := 0.0; at < long; at += dash + gap {
		a, b := at/long, min(at+dash, long)/long
		p.line(Point{from.X + dx*a, from.Y + dy*a}, Point{from.X + dx*b, from.Y + dy*b}, p.px(0.08), p.t.Muted)
	}
}

// whisker draws an interval as a line with two ends: from and to are its ends, across is the direction of the end strokes.
func (p *plan) whisker(from, to, across Point) {
	w := p.px(0.1)
	p.line(from, to, w, p.t.Ink)
	for _, e := range []Point{from, to} {
		p.line(Point{e.X - across.X, e.Y - across.Y}, Point{e.X + across.X, e.Y + across.Y}, w, p.t.Ink)
	}
}
