package chart

import "math"

// strip lays out stretches along a common axis: one row a series, its name on the left, a hairline through the row.
func (p *plan) strip() {
	c := p.c
	xlo, xhi, ok := c.xExtent()
	if !ok {
		p.nothing()
		return
	}
	names := make([]string, len(c.Series))
	for i, s := range c.Series {
		names[i] = s.Name
	}
	nameW := p.nameWidth(names, 0.3)
	row, thick := p.px(rowRatio), p.px(1)
	foot := p.px(1.9)
	if c.XTitle != "" {
		foot += p.px(1.3)
	}
	shown := len(c.Series)
	if p.out.H <= 0 {
		p.out.H = float64(shown)*row + foot
	} else if fits := int((p.out.H - foot + 1e-6) / row); fits < shown {
		shown = max(1, int((p.out.H-foot-p.px(1.5))/row))
	}
	f := frame{box: Rect{nameW + 2*p.px(gapRatio), 0, 0, float64(shown) * row}}
	f.box.W = math.Max(p.out.W-f.box.X-p.px(0.3), p.px(2))
	f.x = scale{lo: math.Min(0, xlo), hi: math.Max(xhi, c.XFull)}
	f.x.step = newScale(f.x.lo, f.x.hi, 8).step
	for _, v := range f.x.ticks() {
		x := f.box.X + f.box.W*f.x.at(v)
		p.line(Point{x, 0}, Point{x, f.box.H}, p.px(0.06), p.t.Grid)
	}
	for i, s := range c.Series[:shown] {
		mid := (float64(i) + 0.5) * row
		p.text(Point{0, mid + p.px(capRatio)}, fit(s.Name, nameW, p.m, p.ink()), p.ink())
		p.line(Point{f.box.X, mid}, Point{f.box.X + f.box.W, mid}, p.px(0.06), p.t.Grid)
		for j := range s.X {
			if !finite(s.X[j]) || !finite(s.To[j]) {
				continue
			}
			x := f.box.X + f.box.W*f.x.at(s.X[j])
			w := math.Max(f.box.X+f.box.W*f.x.at(s.To[j])-x, p.px(0.25))
			r := Rect{x, mid - thick/2, w, thick}
			p.rect(r, p.t.seriesColor(c, i), math.Min(p.px(0.12), w/2))
			p.mark(r, Rect{x - p.px(0.1), mid - row/2, w + p.px(0.2), row}, i, j)
		}
	}
	p.xTicks(f)
	if c.XTitle != "" {
		p.textMiddle(Point{f.box.X + f.box.W/2, f.box.H + foot - p.px(0.4)}, c.XTitle, p.muted())
	}
	p.sayLeft(f.box.H+foot, len(c.Series)-shown)
}
