package reader

import (
	"image/color"
	"sort"
	"strconv"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/reader/layout"
)

// marginSizes are the sizes of the margin but for its width.
var marginSizes = layout.Margin{Pitch: 7, Tight: 5, Least: 40, Indent: 9, Gap: 10, Row: 17, More: 26}

// lanes is what stands in the margin, computed again when findings or lines change: the findings, then the suggestions.
type lanes struct {
	fresh    bool
	version  int
	items    []layout.Item
	clusters []layout.Cluster
	placed   map[int]placed
}

type placed struct {
	stripes []layout.Stripe
	more    []layout.Surplus
}

func (l *lanes) stale() { l.fresh = false }

// spot is a place in the margin that can be clicked.
type spot struct {
	x, y, w, h float32
	marks      []int // indexes, several for "+3"
	more       bool  // a "+3"
	ghost      int   // index, -1 for none
}

var nameStyle = kit.Small.B()

// setLanes brings the lanes up to date.
func (v *TextView) setLanes() {
	l := &v.lanes
	if l.fresh && l.version == v.doc.Version() {
		return
	}
	l.fresh, l.version, l.placed = true, v.doc.Version(), map[int]placed{}
	l.items = l.items[:0]
	spans := make([]app.Span, 0, len(v.marks)+len(v.ghosts))
	for i := range v.marks {
		l.items = append(l.items, layout.Item{Span: v.marks[i].Span, Label: nameWide(markName(&v.marks[i]))})
		spans = append(spans, v.doc.WholeLines(v.marks[i].Span))
	}
	for i := range v.ghosts {
		l.items = append(l.items, layout.Item{Span: v.ghosts[i].Span, Label: nameWide(ghostName(&v.ghosts[i]))})
		spans = append(spans, v.doc.WholeLines(v.ghosts[i].Span))
	}
	l.clusters = layout.Lanes(spans)
}

func markName(m *Mark) string {
	if m.Star {
		return "★ " + m.Label
	}
	return m.Label
}

func ghostName(g *Ghost) string { return g.Label + "?" }

func nameWide(s string) float32 {
	if s == "" {
		return 0
	}
	return kit.Measure(s, nameStyle).Width
}

// paintMargin draws the stripes and names of what is in sight.
func (p *page) paintMargin(top, bottom float32) {
	v := p.v
	v.setLanes()
	l := &v.lanes
	sizes := marginSizes
	sizes.Width = v.frame.marginWidth
	first := sort.Search(len(l.clusters), func(i int) bool { return l.clusters[i].End > v.at.Start })
	for c := first; c < len(l.clusters) && l.clusters[c].Start <= v.at.End; c++ {
		pl, ok := l.placed[c]
		if !ok {
			pl.stripes, pl.more = sizes.Place(v.doc, l.items, l.clusters[c])
			l.placed[c] = pl
		}
		for i := range pl.stripes {
			if s := &pl.stripes[i]; s.Y < bottom && s.Y+s.Height > top {
				p.paintStripe(s)
			}
		}
		for i := range pl.more {
			if m := &pl.more[i]; m.Y < bottom && m.Y+sizes.Row > top {
				p.paintSurplus(m)
			}
		}
	}
	v.placeGhost()
	p.paintGhost()
}

// paintGhost underlines the passage of the suggestion that shows its reason, in dashes.
func (p *page) paintGhost() {
	v := p.v
	if v.ghost < 0 {
		return
	}
	g := &v.ghosts[v.ghost]
	c, high := kit.TagColor(g.Color), v.doc.Metrics().Line
	for i := range p.rows {
		x0, x1, ok := v.doc.Cover(p.rows[i], g.Span)
		if !ok {
			continue
		}
		for x := x0; x < x1; x += 9 {
			p.pool.rect(layerOutline, v.frame.text+x, p.rows[i].Y+high-2, min(5, x1-x), 1.5, c)
		}
	}
}

func (p *page) paintStripe(s *layout.Stripe) {
	v := p.v
	x := v.frame.margin + s.X
	at := spot{x: x - 2, y: s.Y, w: stripeWide + 4, h: s.Height, ghost: -1}
	var ink color.Color
	name := ""
	if g := s.Item - len(v.marks); g >= 0 {
		at.ghost = g
		c := kit.TagColor(v.ghosts[g].Color)
		for y := s.Y + 2; y < s.Y+s.Height-2; y += 6 {
			p.pool.rect(layerMargin, x, y, stripeWide, 3, c)
		}
		ink, name = kit.Color(kit.Muted), ghostName(&v.ghosts[g])
	} else {
		m := &v.marks[s.Item]
		at.marks = []int{s.Item}
		p.pool.rect(layerMargin, x, s.Y+1, stripeWide, s.Height-2, v.markColor(s.Item)).CornerRadius = 1.5
		ink, name = kit.Color(kit.Muted), markName(m)
		if len(m.Colors) > 0 {
			ink = kit.TagInk(m.Colors[0])
		}
	}
	p.spots = append(p.spots, at)
	if s.LabelWidth <= 8 {
		return
	}
	name = kit.Fit(name, nameStyle, s.LabelWidth+0.5)
	lx := v.frame.margin + s.LabelX
	p.pool.text(layerMargin, lx, s.LabelY, s.LabelWidth, marginSizes.Row, name, nameStyle, ink)
	at.x, at.y, at.w, at.h = lx, s.LabelY, s.LabelWidth, marginSizes.Row
	p.spots = append(p.spots, at)
}

func (p *page) paintSurplus(m *layout.Surplus) {
	v := p.v
	at := spot{x: v.frame.margin + m.X - 3, y: m.Y, w: marginSizes.More + 6, h: marginSizes.Row, ghost: -1, more: true}
	for _, i := range m.Items {
		if i < len(v.marks) {
			at.marks = append(at.marks, i)
		}
	}
	p.pool.text(layerMargin, at.x+3, at.y, at.w, at.h, "+"+strconv.Itoa(len(m.Items)), kit.Small, kit.Color(kit.Muted))
	p.spots = append(p.spots, at)
}

// stripesEnd is how far from the margin's left edge the stripes between two heights reach, as far as most.
func (p *page) stripesEnd(top, bottom, most float32) float32 {
	var end float32
	for _, s := range p.spots {
		x := s.x + s.w + 2 - p.v.frame.margin
		if s.ghost < 0 && s.w < 2*stripeWide+2 && s.y < bottom && s.y+s.h > top && x <= most {
			end = max(end, x)
		}
	}
	return end
}

// spotAt returns the place in the margin under a point of the view.
func (p *page) spotAt(x, y float32) (spot, bool) {
	y += p.v.top
	for _, s := range p.spots {
		if x >= s.x && x < s.x+s.w && y >= s.y && y < s.y+s.h {
			return s, true
		}
	}
	return spot{}, false
}

// placeGhost chooses the suggestion that shows its reason: the one at the caret, else the first in sight.
func (v *TextView) placeGhost() {
	v.ghost = -1
	for i := range v.ghosts {
		g := &v.ghosts[i]
		if g.End <= v.at.Start || g.Start > v.at.End {
			continue
		}
		if v.ghost < 0 && g.Start >= v.at.Start || g.Start <= v.caret.at && v.caret.at <= g.End {
			v.ghost = i
			if g.Start <= v.caret.at && v.caret.at <= g.End {
				break
			}
		}
	}
	v.card.show(v.ghost)
}
