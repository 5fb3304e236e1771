package chart

import (
	"fmt"
	"image/color"
	"math"
)

// Lay lays c out for a width and a height in the units of m and t.Size. Height 0 asks for the natural height, which
// the result's H then tells: bars and heat maps grow with their rows. A chart that needs more than the height given
// shows the first rows and says how many are left. Equal arguments give equal layouts.
func Lay(c *Chart, width, height float64, m Measurer, t Theme) *Layout {
	p := &plan{c: c, m: m, t: t, out: &Layout{W: width, H: height}}
	if c.Validate() != nil || c.Empty() {
		p.nothing()
		return p.out
	}
	switch c.Kind {
	case Bar:
		p.bars()
	case Stacked:
		p.stacked()
	case Heat:
		p.heat()
	case Column:
		p.columns()
	case Line:
		p.lines()
	case Scatter:
		p.dots()
	case Strip:
		p.strip()
	case Network:
		p.network()
	}
	return p.out
}

// plan is a layout in the making.
type plan struct {
	c   *Chart
	m   Measurer
	t   Theme
	out *Layout
}

// Proportions to the text size, as in the mock-up: 12 px text, 9 px bars, 25 px rows.
const (
	lineRatio = 1.4  // line height
	barRatio  = 0.75 // thickness of a bar
	rowRatio  = 2.1  // height of a row with one line
	capRatio  = 0.36 // half of the cap height: from the middle of a row down to its baseline
	gapRatio  = 0.8  // between a name and its bar, a bar and its value
)

func (p *plan) px(ratio float64) float64 { return ratio * p.t.Size }

func (p *plan) ink() Style   { return Style{Size: p.t.Size, Color: p.t.Ink} }
func (p *plan) muted() Style { return Style{Size: p.t.Size * 0.9, Color: p.t.Muted} }

func (p *plan) nothing() {
	if p.out.H <= 0 {
		p.out.H = p.px(rowRatio)
	}
	p.text(Point{0, p.out.H/2 + p.px(capRatio)}, "No numbers to show yet", p.muted())
}

func (p *plan) rect(r Rect, c color.NRGBA, radius float64) {
	if r.W > 0 && r.H > 0 {
		p.out.ops = append(p.out.ops, op{kind: opRect, rect: r, size: radius, style: Style{Color: c}})
	}
}

func (p *plan) line(from, to Point, width float64, c color.NRGBA) {
	p.out.ops = append(p.out.ops, op{kind: opLine, from: from, to: to, size: width, style: Style{Color: c}})
}

func (p *plan) area(corners []Point, c color.NRGBA) {
	if len(corners) > 2 {
		p.out.ops = append(p.out.ops, op{kind: opArea, corners: corners, style: Style{Color: c}})
	}
}

func (p *plan) text(at Point, s string, st Style) {
	if s != "" {
		p.out.ops = append(p.out.ops, op{kind: opText, from: at, text: s, style: st})
	}
}

// textRight writes s so that it ends at at.X.
func (p *plan) textRight(at Point, s string, st Style) {
	p.text(Point{at.X - p.m.Width(s, st), at.Y}, s, st)
}

// textMiddle writes s round at.X.
func (p *plan) textMiddle(at Point, s string, st Style) {
	p.text(Point{at.X - p.m.Width(s, st)/2, at.Y}, s, st)
}

// block writes lines whose block is centred on the height mid, left edge at x.
func (p *plan) block(x, mid float64, lines []string, st Style) {
	lh := st.Size * lineRatio
	y := mid - float64(len(lines)-1)*lh/2 + st.Size*capRatio
	for i, s := range lines {
		p.text(Point{x, y + float64(i)*lh}, s, st)
	}
}

// mark notes where number j of series i is drawn and may be pointed at.
func (p *plan) mark(drawn, hit Rect, i, j int) {
	s := p.c.Series[i]
	name := s.Name
	if j < len(p.c.Categories) && !p.c.placed() {
		name = p.c.Categories[j]
		if s.Name != "" {
			name += ", " + s.Name
		}
	} else if n := s.called(j); n != "" {
		name = n
	}
	text := p.c.label(i, j)
	if lo, hi, ok := s.interval(j); ok {
		text += fmt.Sprintf(" (%s to %s)", p.tick(lo), p.tick(hi))
	}
	if name != "" {
		text = name + ": " + text
	}
	p.out.Marks = append(p.out.Marks, Mark{Rect: drawn, Hit: hit, Series: i, Category: j, Value: s.Values[j], Text: text})
}

// legend writes the names of the series above the chart and returns the height it took; one series needs none.
func (p *plan) legend() float64 {
	if len(p.c.Series) < 2 {
		return 0
	}
	st, dot := p.muted(), p.px(0.7)
	x, y := 0.0, p.px(0.7)
	for i, s := range p.c.Series {
		name := fit(s.Name, p.out.W-2*dot, p.m, st)
		w := 1.6*dot + p.m.Width(name, st) + p.px(1.4)
		if x > 0 && x+w-p.px(1.4) > p.out.W {
			x, y = 0, y+p.px(1.6)
		}
		p.rect(Rect{x, y - dot/2, dot, dot}, p.t.seriesColor(p.c, i), dot*0.25)
		p.text(Point{x + 1.6*dot, y + st.Size*capRatio}, name, st)
		x += w
	}
	return y + p.px(1.2)
}

// nameWidth is the widest category name as it needs to be, at most share of the width.
func (p *plan) nameWidth(names []string, share float64) float64 {
	w := 0.0
	for _, n := range names {
		w = math.Max(w, p.m.Width(n, p.ink()))
	}
	return math.Min(w, p.out.W*share)
}

// labelWidth is the widest value label of all series.
func (p *plan) labelWidth() float64 {
	w := 0.0
	for i, s := range p.c.Series {
		for j := range s.Values {
			w = math.Max(w, p.m.Width(p.c.label(i, j), p.ink()))
		}
	}
	return w
}
