package chart

import (
	"fmt"
	"math"
)

// rowPlan is one category of lying bars: its name in lines and its height.
type rowPlan struct {
	name   []string
	height float64
}

// rows plans the categories for names of width nameW and rows at least least high, and cuts what does not fit
// below top. The number of categories left out comes back too.
func (p *plan) rows(nameW, least, top float64) (rows []rowPlan, left int) {
	need := top
	for _, c := range p.c.Categories {
		lines := wrap(c, nameW, 2, p.m, p.ink())
		h := math.Max(least, float64(len(lines))*p.px(lineRatio)+p.px(rowRatio-lineRatio))
		rows = append(rows, rowPlan{lines, h})
		need += h
	}
	if p.out.H <= 0 {
		p.out.H = need
		return rows, 0
	}
	for need > p.out.H && len(rows) > 1 {
		if left == 0 {
			need += p.px(1.5) // the line that says so
		}
		left++
		need -= rows[len(rows)-1].height
		rows = rows[:len(rows)-1]
	}
	return rows, left
}

func (p *plan) sayLeft(y float64, left int) {
	if left > 0 {
		p.text(Point{0, y + p.px(0.75+capRatio)}, fmt.Sprintf("and %d more", left), p.muted())
	}
}

// bars lays out lying bars: names on the left, values right of the bars, a track behind each up to Full.
func (p *plan) bars() {
	c := p.c
	top := p.legend()
	valueW, gap := p.labelWidth(), p.px(gapRatio)
	nameW := math.Max(0, math.Min(p.nameWidth(c.Categories, 0.42), p.out.W-valueW-3*gap-p.px(2)))
	x0 := nameW + 2*gap
	if nameW == 0 {
		x0 = 0
	}
	room := math.Max(p.out.W-x0-gap-valueW, p.px(2))
	lo, hi, _ := c.extent()
	axis := scale{lo: math.Min(0, lo), hi: math.Max(math.Max(hi, c.Full), 0)}
	zero := x0 + room*axis.at(0)
	thick := p.px(barRatio)
	pitch := thick * 1.45
	rows, left := p.rows(nameW, float64(len(c.Series))*pitch+p.px(rowRatio-barRatio*1.45), top)
	y := top
	for j, row := range rows {
		mid := y + row.height/2
		p.block(0, mid, row.name, p.ink())
		for i, s := range c.Series {
			v := s.Values[j]
			if !finite(v) {
				continue
			}
			m := mid + (float64(i)-float64(len(c.Series)-1)/2)*pitch
			if c.Full > 0 {
				p.rect(Rect{zero, m - thick/2, room * (axis.at(c.Full) - axis.at(0)), thick}, p.t.Track, p.px(0.15))
			}
			end := x0 + room*axis.at(v)
			r := Rect{math.Min(zero, end), m - thick/2, math.Abs(end - zero), thick}
			p.rect(r, p.t.categoryColor(c, i, j), math.Min(p.px(0.15), r.W/2))
			at := math.Max(end, zero)
			if a, b, ok := s.interval(j); ok {
				p.whisker(Point{x0 + room*axis.at(a), m}, Point{x0 + room*axis.at(b), m}, Point{0, p.px(0.25)})
				at = math.Max(at, x0+room*axis.at(b))
			}
			if c.Full > 0 {
				at = x0 + room
			}
			p.text(Point{at + gap, m + p.px(capRatio)}, c.label(i, j), p.ink())
			share := row.height / float64(len(c.Series))
			p.mark(r, Rect{0, y + float64(i)*share, p.out.W, share}, i, j)
		}
		y += row.height
	}
	p.sayLeft(y, left)
}

// stacked lays out lying bars whose series stand end to end, with the sum at the right. Negative values are left out:
// parts of a whole have none.
func (p *plan) stacked() {
	c := p.c
	top := p.legend()
	sums, high, sumW := make([]float64, len(c.Categories)), c.Full, 0.0
	for j := range c.Categories {
		for _, s := range c.Series {
			if finite(s.Values[j]) && s.Values[j] > 0 {
				sums[j] += s.Values[j]
			}
		}
		high = math.Max(high, sums[j])
		sumW = math.Max(sumW, p.m.Width(Format(sums[j]), p.ink()))
	}
	nameW, gap := p.nameWidth(c.Categories, 0.42), p.px(gapRatio)
	x0 := nameW + 2*gap
	room := math.Max(p.out.W-x0-gap-sumW, p.px(2))
	thick := p.px(1.3)
	rows, left := p.rows(nameW, p.px(rowRatio), top)
	y := top
	for j, row := range rows {
		mid, x := y+row.height/2, x0
		p.block(0, mid, row.name, p.ink())
		for i, s := range c.Series {
			v := s.Values[j]
			if !finite(v) || v <= 0 || high <= 0 {
				continue
			}
			r := Rect{x, mid - thick/2, room * v / high, thick}
			fill := p.t.seriesColor(c, i)
			p.rect(r, fill, 0)
			st := Style{Size: p.t.Size * 0.85, Color: readable(fill, p.t.Surface, p.t.Ink)}
			if l := c.label(i, j); p.m.Width(l, st)+p.px(0.5) <= r.W {
				p.textMiddle(Point{x + r.W/2, mid + st.Size*capRatio}, l, st)
			}
			p.mark(r, Rect{r.X, y, r.W, row.height}, i, j)
			x += r.W
		}
		p.text(Point{x + gap, mid + p.px(capRatio)}, Format(sums[j]), p.ink())
		y += row.height
	}
	p.sayLeft(y, left)
}
