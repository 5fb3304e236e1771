package chart

import (
	"fmt"
	"math"
	"strings"
)

// heat lays out a grid: one row a series, one column a category, the tint by the value and the value in the cell.
func (p *plan) heat() {
	c := p.c
	names := make([]string, len(c.Series))
	for i, s := range c.Series {
		names[i] = s.Name
	}
	gap := p.px(gapRatio)
	nameW := p.nameWidth(names, 0.35)
	x0 := nameW + gap
	cols := len(c.Categories)
	cellW := (p.out.W - x0) / float64(cols)
	cellH := p.px(rowRatio)
	st := p.muted()
	st.Size *= p.headScale(cellW-p.px(0.3), st)
	headLines, head := make([][]string, cols), 0
	for j, n := range c.Categories {
		headLines[j] = wrap(n, cellW-p.px(0.3), 3, p.m, st)
		head = max(head, len(headLines[j]))
	}
	top := float64(head)*st.Size*lineRatio + p.px(0.4)
	shown := p.heatRows(top, cellH)
	for j, lines := range headLines {
		for k, s := range lines {
			y := top - p.px(0.6) - float64(len(lines)-1-k)*st.Size*lineRatio
			p.textMiddle(Point{x0 + (float64(j)+0.5)*cellW, y}, s, st)
		}
	}
	lo, hi, _ := c.extent()
	lo = math.Min(lo, 0)
	for i := range c.Series[:shown] {
		y := top + float64(i)*cellH
		p.text(Point{0, y + cellH/2 + p.px(capRatio)}, fit(names[i], nameW, p.m, p.ink()), p.ink())
		for j := range c.Categories {
			p.cell(Rect{x0 + float64(j)*cellW, y, cellW, cellH}, i, j, lo, hi)
		}
	}
	p.sayLeft(top+float64(shown)*cellH, len(c.Series)-shown)
}

// leastHead is how far headings of columns are made smaller for the sake of long words.
const leastHead = 0.82

// headScale is how much smaller headings are written so that no word of them is wider than its column, leastHead to 1. Longer words break.
func (p *plan) headScale(width float64, st Style) float64 {
	widest := 0.0
	for _, c := range p.c.Categories {
		for _, word := range strings.Fields(c) {
			widest = max(widest, p.m.Width(word, st))
		}
	}
	if widest <= width {
		return 1
	}
	return max(leastHead, 0.99*width/widest)
}

// heatRows settles the height and how many rows fit into it.
func (p *plan) heatRows(top, cellH float64) int {
	n := len(p.c.Series)
	if p.out.H <= 0 {
		p.out.H = top + float64(n)*cellH
		return n
	}
	if fits := int((p.out.H - top + 1e-6) / cellH); fits < n {
		return max(1, int((p.out.H-top-p.px(1.5))/cellH))
	}
	return n
}

func (p *plan) cell(r Rect, i, j int, lo, hi float64) {
	line := p.px(0.08)
	box := Rect{r.X + line, r.Y + line, r.W - 2*line, r.H - 2*line}
	v := p.c.Series[i].Values[j]
	if !finite(v) {
		return
	}
	share := 0.0
	if hi > lo {
		share = (v - lo) / (hi - lo)
	}
	fill := blend(p.t.Track, p.t.Accent, share)
	p.rect(box, fill, p.px(0.15))
	st := Style{Size: p.t.Size * 0.9, Color: readable(fill, p.t.Surface, p.t.Ink)}
	if l := p.c.label(i, j); p.m.Width(l, st) <= box.W {
		p.textMiddle(Point{r.X + r.W/2, r.Y + r.H/2 + st.Size*capRatio}, l, st)
	}
	p.mark(box, r, i, j)
	m := &p.out.Marks[len(p.out.Marks)-1]
	m.Text = fmt.Sprintf("%s, %s: %s", p.c.Series[i].Name, p.c.Categories[j], p.c.label(i, j))
}
