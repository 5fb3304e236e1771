package pdf

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"math"
	"strings"
	"sync"

	"golang.org/x/image/draw"

	"throughline/app/chart"
	"throughline/app/chart/picture"
	"throughline/app/report"
)

// View is a document on the pages that Write gives it, to be looked at on a screen. It is safe for concurrent use.
type View struct {
	d *report.Document
	l *layout

	mu    sync.Mutex // of glyphs
	masks glyphMasks
}

// Lay sets d on its pages as Write does. With most > 0 it ends after as many pages, which is quick in a long document: the pages stand as they will, only
// the numbers of pages that follow are not known and stand as dots. Returns ctx's error when stopped.
func Lay(ctx context.Context, d *report.Document, most int) (*View, error) {
	if most <= 0 {
		d, l, err := settled(ctx, d, nil)
		return &View{d: d, l: l}, err
	}
	all := sections(d.Blocks)
	l, err := onePass(ctx, d, nil, all, most, nil)
	if err == nil && !l.more {
		return Lay(ctx, d, 0)
	}
	return &View{d: d, l: l}, err
}

// Pages is how many pages there are.
func (v *View) Pages() int { return len(v.l.pages) }

// More reports whether the document goes on after the last page.
func (v *View) More() bool { return v.l.more }

// Size is that of the paper, in points.
func (v *View) Size() (w, h float64) { return v.l.w, v.l.h }

// Words are the words of page i (from 0) in the order they are printed, lines parted by spaces.
func (v *View) Words(i int) string {
	var b strings.Builder
	for _, o := range v.ops(i) {
		if o.kind == opText {
			b.WriteString(o.text + " ")
		}
	}
	return b.String()
}

// ops are what is painted on page i, its frame included.
func (v *View) ops(i int) []op {
	f := frame(v.d, v.l, i)
	return append(append(make([]op, 0, len(v.l.pages[i].ops)+len(f)), v.l.pages[i].ops...), f...)
}

// Draw draws page i (from 0), scale pixels a point. Equal arguments give equal pixels.
func (v *View) Draw(i int, scale float64) image.Image {
	v.mu.Lock()
	defer v.mu.Unlock()
	s := picture.NewSheet(v.l.w, v.l.h, color.NRGBA{R: 255, G: 255, B: 255, A: 255}, scale)
	if i == 0 {
		v.brand(s, scale)
	}
	for _, o := range v.ops(i) {
		c := tint(v.d.Look, o.color)
		switch o.kind {
		case opText:
			v.masks.text(s.Image(), o, tint(v.d.Look, o.typo.color), scale)
		case opRect:
			s.Rect(whole(o, scale), c, o.size)
		case opLine:
			s.Line(chart.Point{X: o.x, Y: o.y}, chart.Point{X: o.w, Y: o.h}, o.size, c)
		case opArea:
			corners := make([]chart.Point, len(o.corners))
			for k, p := range o.corners {
				corners[k] = chart.Point{X: o.x + p[0], Y: o.y + p[1]}
			}
			s.Area(corners, c)
		}
	}
	return s.Image()
}

// whole is a rectangle with its edges on whole pixels, so that those of lines below each other meet without a seam.
func whole(o op, scale float64) chart.Rect {
	at := func(p float64) float64 { return math.Round(p*scale) / scale }
	r := chart.Rect{X: o.x, Y: at(o.y), W: o.w}
	r.H = at(o.y+o.h) - r.Y
	return r
}

// brand draws band and logo of the cover.
func (v *View) brand(s *picture.Sheet, scale float64) {
	if c := band(v.d); c.A > 0 {
		s.Rect(chart.Rect{W: v.l.w, H: bandHigh}, c, 0)
	}
	x, y, w, h := logoAt(v.d, v.l.w)
	if w == 0 {
		return
	}
	logo, err := png.Decode(bytes.NewReader(v.d.Look.Logo.PNG))
	if err != nil {
		return // the file shows none either, and says so when it is written
	}
	at := func(p float64) int { return int(p*scale + 0.5) }
	draw.CatmullRom.Scale(s.Image(), image.Rect(at(x), at(y), at(x+w), at(y+h)), logo, logo.Bounds(), draw.Over, nil)
}
