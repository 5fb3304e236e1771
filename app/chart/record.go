package chart

import "image/color"

// Record draws onto a layout of w times h that is no chart, so that it can be drawn again wherever charts are: as pixels, SVG or print.
func Record(w, h float64, draw func(Surface)) *Layout {
	r := &recorder{Layout{W: w, H: h}}
	draw(r)
	return &r.l
}

// recorder is a Surface that remembers.
type recorder struct{ l Layout }

// Rect implements Surface.
func (r *recorder) Rect(at Rect, fill color.NRGBA, radius float64) {
	r.l.ops = append(r.l.ops, op{kind: opRect, rect: at, size: radius, style: Style{Color: fill}})
}

// Line implements Surface.
func (r *recorder) Line(from, to Point, width float64, c color.NRGBA) {
	r.l.ops = append(r.l.ops, op{kind: opLine, from: from, to: to, size: width, style: Style{Color: c}})
}

// Area implements Surface.
func (r *recorder) Area(corners []Point, fill color.NRGBA) {
	r.l.ops = append(r.l.ops, op{kind: opArea, corners: corners, style: Style{Color: fill}})
}

// Text implements Surface.
func (r *recorder) Text(at Point, s string, st Style) {
	r.l.ops = append(r.l.ops, op{kind: opText, from: at, text: s, style: st})
}

// Wrap breaks s into at most n lines no wider than width. Words that are too wide are broken, what does not fit any more ends in an
// ellipsis. An empty s gives one empty line.
func Wrap(s string, width float64, n int, m Measurer, st Style) []string {
	return wrap(s, width, n, m, st)
}
