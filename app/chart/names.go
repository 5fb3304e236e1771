package chart

import "slices"

// nameMarks writes a name beside each mark that has one, in the order of the marks: right of it, left, above or below, wherever it
// covers neither a mark nor what is written and stays in the box; best where it covers none of the lines either, given by two
// points each. A name without such a place is left to the pointer.
func (p *plan) nameMarks(marks []Mark, written []Rect, lines [][2]Point, box Rect, name func(Mark) string) {
	st := p.muted()
	taken := slices.Clone(written)
	for _, m := range marks {
		taken = append(taken, m.Rect)
	}
	gap, high := p.px(0.3), st.Size*1.1
	for _, m := range marks {
		s := fit(name(m), p.px(16), p.m, st)
		if s == "" {
			continue
		}
		w := p.m.Width(s, st)
		r := m.Rect
		midX, midY := r.X+r.W/2, r.Y+r.H/2
		best := Rect{}
		for _, at := range []Rect{{r.X + r.W + gap, midY - high/2, w, high}, {r.X - gap - w, midY - high/2, w, high},
			{midX - w/2, r.Y - gap - high, w, high}, {midX - w/2, r.Y + r.H + gap, w, high}} {
			if !at.within(box) || at.meetsAny(taken) {
				continue
			}
			if free := !at.crossedBy(lines); free || best.W == 0 {
				best = at
				if free {
					break
				}
			}
		}
		if best.W > 0 {
			p.text(Point{best.X, best.Y + high/2 + st.Size*capRatio}, s, st)
			taken = append(taken, best)
		}
	}
}

// crossedBy reports whether one of the lines runs through r.
func (r Rect) crossedBy(lines [][2]Point) bool {
	for _, l := range lines {
		if _, _, ok := clip(l[0], l[1], r); ok {
			return true
		}
	}
	return false
}

// within reports whether r lies inside o.
func (r Rect) within(o Rect) bool {
	return r.X >= o.X && r.Y >= o.Y && r.X+r.W <= o.X+o.W && r.Y+r.H <= o.Y+o.H
}

// meetsAny reports whether r shares ground with one of the others.
func (r Rect) meetsAny(others []Rect) bool {
	for _, o := range others {
		if r.X < o.X+o.W && o.X < r.X+r.W && r.Y < o.Y+o.H && o.Y < r.Y+r.H {
			return true
		}
	}
	return false
}
