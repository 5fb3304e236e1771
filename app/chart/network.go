package chart

import (
	"cmp"
	"math"
	"slices"
)

// network lays out nodes and ties: wide ties are heavy, large nodes have much, names stand where they hide nothing.
func (p *plan) network() {
	c := p.c
	if p.out.H <= 0 {
		p.out.H = math.Min(p.out.W*0.62, p.px(40))
	}
	places := c.Places
	if places == nil {
		places = Arrange(c)
	}
	edge := p.px(2)
	box := Rect{edge, edge, math.Max(p.out.W-2*edge, 1), math.Max(p.out.H-2*edge, 1)}
	at := make([]Point, len(places))
	for j, q := range places {
		at[j] = Point{box.X + q.X*box.W, box.Y + q.Y*box.H}
	}
	heaviest, largest := 0.0, 0.0
	for _, t := range c.Ties {
		heaviest = math.Max(heaviest, t.Weight)
	}
	for _, v := range c.Series[0].Values {
		largest = math.Max(largest, v)
	}
	lines := make([][2]Point, 0, len(c.Ties))
	for k, t := range c.Ties {
		share := t.Weight / heaviest
		a, b := at[t.From], at[t.To]
		lines = append(lines, [2]Point{a, b})
		p.line(a, b, p.px(0.08+0.4*share), blend(p.t.Surface, p.t.Muted, 0.25+0.5*share))
		mid := Point{(a.X + b.X) / 2, (a.Y + b.Y) / 2}
		grip := p.px(1.4)
		m := Mark{Rect: Rect{mid.X, mid.Y, 0, 0}, Hit: Rect{mid.X - grip/2, mid.Y - grip/2, grip, grip}, Tie: k + 1, Value: t.Weight}
		m.Text = c.Categories[t.From] + " and " + c.Categories[t.To] + ": " + cmp.Or(t.Label, Format(t.Weight))
		p.out.Marks = append(p.out.Marks, m)
	}
	order := make([]int, 0, len(at)) // large nodes are named first
	for j, v := range c.Series[0].Values {
		if finite(v) {
			order = append(order, j)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(c.Series[0].Values[b], c.Series[0].Values[a]) })
	first := len(p.out.Marks)
	for _, j := range order {
		share := 0.0
		if largest > 0 {
			share = math.Max(c.Series[0].Values[j], 0) / largest
		}
		d := p.px(0.7 + 1.5*math.Sqrt(share))
		r := Rect{at[j].X - d/2, at[j].Y - d/2, d, d}
		p.rect(r, p.t.categoryColor(c, 0, j), d/2)
		reach := math.Max(d, p.px(1.4))
		p.mark(r, Rect{at[j].X - reach/2, at[j].Y - reach/2, reach, reach}, 0, j)
	}
	p.nameMarks(p.out.Marks[first:], nil, lines, Rect{0, 0, p.out.W, p.out.H}, func(m Mark) string { return c.Categories[m.Category] })
}

// Arrange returns a place in the unit square for each node of a network: tied nodes lie close, the others apart. It pulls and pushes
// as Fruchterman & Reingold (1991), from a circle in the order of the nodes, and depends on nothing else: equal charts give equal
// places. It costs about 4 million steps at most, some 20 ms; call it beside the window for many nodes and keep it in Chart.Places.
func Arrange(c *Chart) []Point {
	n := len(c.Categories)
	at := make([]Point, n)
	for j := range at {
		turn := 2 * math.Pi * float64(j) / float64(max(n, 1))
		at[j] = Point{math.Cos(turn), math.Sin(turn)}
	}
	heaviest := 0.0
	for _, t := range c.Ties {
		heaviest = math.Max(heaviest, t.Weight)
	}
	rounds := min(300, 4_000_000/max(1, n*n))
	k := 1.6 / math.Sqrt(float64(max(n, 1))) // the distance at which two tied nodes rest
	push := make([]Point, n)
	for round := range rounds {
		clear(push)
		for i := range at {
			for j := range i {
				dx, dy := at[i].X-at[j].X, at[i].Y-at[j].Y
				d2 := math.Max(dx*dx+dy*dy, 1e-6)
				f := k * k / d2
				push[i].X, push[i].Y = push[i].X+dx*f, push[i].Y+dy*f
				push[j].X, push[j].Y = push[j].X-dx*f, push[j].Y-dy*f
			}
			push[i].X, push[i].Y = push[i].X-0.3*at[i].X, push[i].Y-0.3*at[i].Y // nothing drifts away
		}
		for _, t := range c.Ties {
			if t.From == t.To {
				continue
			}
			dx, dy := at[t.From].X-at[t.To].X, at[t.From].Y-at[t.To].Y
			f := math.Hypot(dx, dy) / k * (0.3 + 0.7*t.Weight/heaviest)
			push[t.From].X, push[t.From].Y = push[t.From].X-dx*f, push[t.From].Y-dy*f
			push[t.To].X, push[t.To].Y = push[t.To].X+dx*f, push[t.To].Y+dy*f
		}
		most := 0.2 * (1 - float64(round)/float64(rounds)) // cools down
		for i := range at {
			long := math.Hypot(push[i].X, push[i].Y)
			if long > 0 {
				step := math.Min(long, most) / long
				at[i].X, at[i].Y = at[i].X+push[i].X*step, at[i].Y+push[i].Y*step
			}
		}
	}
	return unit(at)
}

// unit stretches places over the unit square; what has no extent stands in the middle.
func unit(at []Point) []Point {
	lo, hi := Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, p := range at {
		lo = Point{math.Min(lo.X, p.X), math.Min(lo.Y, p.Y)}
		hi = Point{math.Max(hi.X, p.X), math.Max(hi.Y, p.Y)}
	}
	over := func(v, lo, hi float64) float64 {
		if hi-lo < 1e-9 {
			return 0.5
		}
		return (v - lo) / (hi - lo)
	}
	for i, p := range at {
		at[i] = Point{over(p.X, lo.X, hi.X), over(p.Y, lo.Y, hi.Y)}
	}
	return at
}
