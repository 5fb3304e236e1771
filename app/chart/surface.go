package chart

import "image/color"

// Point is a place on a surface; y grows downwards.
type Point struct{ X, Y float64 }

// Rect is an upright rectangle.
type Rect struct{ X, Y, W, H float64 }

// Contains reports whether p lies in r; the right and lower edges belong to the next rectangle.
func (r Rect) Contains(p Point) bool {
	return p.X >= r.X && p.X < r.X+r.W && p.Y >= r.Y && p.Y < r.Y+r.H
}

// Bounds is the smallest rectangle round points, zero without points.
func Bounds(points []Point) Rect {
	if len(points) == 0 {
		return Rect{}
	}
	lo, hi := points[0], points[0]
	for _, p := range points {
		lo = Point{min(lo.X, p.X), min(lo.Y, p.Y)}
		hi = Point{max(hi.X, p.X), max(hi.Y, p.Y)}
	}
	return Rect{lo.X, lo.Y, hi.X - lo.X, hi.Y - lo.Y}
}

// Style is how a piece of text looks.
type Style struct {
	Size  float64
	Bold  bool
	Color color.NRGBA
}

// Surface is what a chart is drawn on. Units are the caller's: points on paper, device-independent pixels on screen.
type Surface interface {
	// Rect fills r; radius rounds its corners, half of the side makes a dot.
	Rect(r Rect, fill color.NRGBA, radius float64)
	// Line draws a straight line.
	Line(from, to Point, width float64, c color.NRGBA)
	// Area fills a polygon, at least three corners in order round it.
	Area(corners []Point, fill color.NRGBA)
	// Text writes one line; at is the left end of its baseline.
	Text(at Point, s string, st Style)
}

// Measurer says how wide a line of text is, in the units of the surface.
type Measurer interface {
	Width(s string, st Style) float64
}

// op is one thing to draw.
type op struct {
	kind     opKind
	rect     Rect
	from, to Point
	corners  []Point
	size     float64 // radius or line width
	text     string
	style    Style
}

type opKind int

const (
	opRect opKind = iota
	opLine
	opText
	opArea
)

// Layout is a chart laid out for one size: what to draw and where the marks are.
type Layout struct {
	W, H  float64
	Marks []Mark // in drawing order: series, then categories, except for bars, where categories come first
	ops   []op
}

// Mark is one number of the chart as drawn.
type Mark struct {
	Rect     Rect // as drawn
	Hit      Rect // where a pointer finds it, at least as large
	Series   int
	Category int     // or the dot's index
	Tie      int     // number of the tie in Ties plus 1; 0 for a number of a series
	Value    float64 // X of a dot stands in the chart
	Text     string  // "Blocked by permission: 8 of 12"
}

// Draw paints the layout with its upper left corner at origin.
func (l *Layout) Draw(s Surface, origin Point) {
	for _, o := range l.ops {
		switch o.kind {
		case opRect:
			r := o.rect
			r.X, r.Y = r.X+origin.X, r.Y+origin.Y
			s.Rect(r, o.style.Color, o.size)
		case opLine:
			s.Line(Point{o.from.X + origin.X, o.from.Y + origin.Y}, Point{o.to.X + origin.X, o.to.Y + origin.Y},
				o.size, o.style.Color)
		case opArea:
			moved := make([]Point, len(o.corners))
			for i, c := range o.corners {
				moved[i] = Point{c.X + origin.X, c.Y + origin.Y}
			}
			s.Area(moved, o.style.Color)
		case opText:
			s.Text(Point{o.from.X + origin.X, o.from.Y + origin.Y}, o.text, o.style)
		}
	}
}

// Objects is how many things Draw paints; a screen paints large charts as one picture.
func (l *Layout) Objects() int { return len(l.ops) }

// At returns the mark under p, the nearest one drawn last if several lie there.
func (l *Layout) At(p Point) (Mark, bool) {
	best, bestD, found := Mark{}, 0.0, false
	for _, m := range l.Marks {
		if !m.Hit.Contains(p) {
			continue
		}
		dx, dy := m.Rect.X+m.Rect.W/2-p.X, m.Rect.Y+m.Rect.H/2-p.Y
		d := dx*dx + dy*dy
		if m.Rect.Contains(p) {
			d = -1
		}
		if !found || d <= bestD {
			best, bestD, found = m, d, true
		}
	}
	return best, found
}
