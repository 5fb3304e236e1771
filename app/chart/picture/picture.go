// Package picture draws a chart that was laid out as a picture: pixels for pasting into a document, or SVG for editing and printing.
// Both take the typeface of reports, so that a chart looks the same wherever it goes.
package picture

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"throughline/app/chart"
	"throughline/assets/fonts"
)

// face returns the typeface at a size in pixels. Faces are not safe for use from several goroutines at once: each Type has its own.
func face(bold bool, size float64) font.Face {
	f, err := opentype.NewFace(parsed()[bold], &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		panic(err) // the options are ours
	}
	return f
}

// parsed reads the cuts once.
var parsed = sync.OnceValue(func() map[bool]*opentype.Font {
	out := map[bool]*opentype.Font{}
	for bold, data := range map[bool][]byte{false: fonts.Regular, true: fonts.Bold} {
		f, err := opentype.Parse(data)
		if err != nil {
			panic(err) // the bytes are ours
		}
		out[bold] = f
	}
	return out
})

// Type measures text in the typeface of pictures. The zero value is ready; it serves one goroutine.
type Type struct {
	faces map[chart.Style]font.Face
}

// Width implements chart.Measurer.
func (t *Type) Width(s string, st chart.Style) float64 {
	return float64(font.MeasureString(t.face(st, 1), s)) / 64
}

func (t *Type) face(st chart.Style, scale float64) font.Face {
	key := chart.Style{Size: st.Size * scale, Bold: st.Bold}
	f, ok := t.faces[key]
	if !ok {
		if t.faces == nil {
			t.faces = map[chart.Style]font.Face{}
		}
		f = face(key.Bold, key.Size)
		t.faces[key] = f
	}
	return f
}

// margin is left free round a chart, in units of the layout.
const margin = 16

// Pixels draws a chart on a ground of one colour, with a margin of 16 units; scale is pixels a unit (2 for sharp screens), > 0.
// Equal arguments give equal pixels.
func Pixels(l *chart.Layout, ground color.NRGBA, scale float64) *image.NRGBA {
	return pixelsBelow(l, 0, ground, scale).img.(*image.NRGBA)
}

// Titled is Pixels with the chart's title above it, for where no words stand beside a picture.
func Titled(l *chart.Layout, title string, st chart.Style, ground color.NRGBA, scale float64) *image.NRGBA {
	s := pixelsBelow(l, 2*st.Size, ground, scale)
	s.Text(chart.Point{X: margin, Y: margin + st.Size}, title, st)
	return s.img.(*image.NRGBA)
}

// pixelsBelow leaves room above the chart.
func pixelsBelow(l *chart.Layout, above float64, ground color.NRGBA, scale float64) *pixels {
	w, h := int(math.Ceil((l.W+2*margin)*scale)), int(math.Ceil((l.H+above+2*margin)*scale))
	s := &pixels{img: image.NewNRGBA(image.Rect(0, 0, max(w, 1), max(h, 1))), scale: scale}
	draw.Draw(s.img, s.img.Bounds(), image.NewUniform(ground), image.Point{}, draw.Src)
	l.Draw(s, chart.Point{X: margin, Y: margin + above})
	return s
}

// Sheet is a Surface of dots to draw anything on, such as a page with charts among words.
type Sheet struct{ pixels }

// NewSheet is a sheet of w by h units on a ground of one colour; scale is pixels a unit, > 0.
func NewSheet(w, h float64, ground color.NRGBA, scale float64) *Sheet {
	s := &Sheet{pixels{scale: scale}}
	s.img = image.NewRGBA(image.Rect(0, 0, max(1, int(math.Round(w*scale))), max(1, int(math.Round(h*scale))))) // the kind that is drawn on fastest
	draw.Draw(s.img, s.img.Bounds(), image.NewUniform(ground), image.Point{}, draw.Src)
	return s
}

// Image is what was drawn. It is the sheet's own: what is drawn later is seen in it.
func (s *Sheet) Image() *image.RGBA { return s.img.(*image.RGBA) }

// pixels is a Surface of dots.
type pixels struct {
	img   draw.Image
	scale float64
	typo  Type
}

// fill paints the inside of a path, smooth at its edges. The path's bounds, in pixels, keep the work small.
func (s *pixels) fill(x0, y0, x1, y1 float64, c color.NRGBA, path func(z *vector.Rasterizer, ox, oy float32)) {
	r := image.Rect(int(math.Floor(x0)), int(math.Floor(y0)), int(math.Ceil(x1))+1, int(math.Ceil(y1))+1).Intersect(s.img.Bounds())
	if r.Empty() {
		return
	}
	z := vector.NewRasterizer(r.Dx(), r.Dy())
	path(z, float32(r.Min.X), float32(r.Min.Y))
	z.Draw(s.img, r, image.NewUniform(c), image.Point{})
}

// Rect implements chart.Surface.
func (s *pixels) Rect(r chart.Rect, c color.NRGBA, radius float64) {
	x0, y0, x1, y1 := r.X*s.scale, r.Y*s.scale, (r.X+r.W)*s.scale, (r.Y+r.H)*s.scale
	round := math.Min(radius*s.scale, math.Min(x1-x0, y1-y0)/2)
	s.fill(x0, y0, x1, y1, c, func(z *vector.Rasterizer, ox, oy float32) {
		rounded(z, float32(x0)-ox, float32(y0)-oy, float32(x1)-ox, float32(y1)-oy, float32(round))
	})
}

// rounded draws a rectangle with round corners, each a cubic that stays within 0.03 % of the circle.
func rounded(z *vector.Rasterizer, x0, y0, x1, y1, r float32) {
	k := r * (1 - 0.5522848)
	z.MoveTo(x0+r, y0)
	z.LineTo(x1-r, y0)
	z.CubeTo(x1-k, y0, x1, y0+k, x1, y0+r)
	z.LineTo(x1, y1-r)
	z.CubeTo(x1, y1-k, x1-k, y1, x1-r, y1)
	z.LineTo(x0+r, y1)
	z.CubeTo(x0+k, y1, x0, y1-k, x0, y1-r)
	z.LineTo(x0, y0+r)
	z.CubeTo(x0, y0+k, x0+k, y0, x0+r, y0)
	z.ClosePath()
}

// Line implements chart.Surface. Level and upright lines fall on whole pixels.
func (s *pixels) Line(from, to chart.Point, width float64, c color.NRGBA) {
	w := math.Max(width*s.scale, 1)
	dx, dy := to.X-from.X, to.Y-from.Y
	long := math.Hypot(dx, dy)
	if long == 0 {
		return
	}
	nx, ny := -dy/long*w/2/s.scale, dx/long*w/2/s.scale
	if dx == 0 || dy == 0 {
		snap := func(p chart.Point) chart.Point {
			half := w / 2 / s.scale
			if dx == 0 {
				p.X = math.Round((p.X-half)*s.scale)/s.scale + half
			} else {
				p.Y = math.Round((p.Y-half)*s.scale)/s.scale + half
			}
			return p
		}
		from, to = snap(from), snap(to)
	}
	s.Area([]chart.Point{{X: from.X + nx, Y: from.Y + ny}, {X: to.X + nx, Y: to.Y + ny}, {X: to.X - nx, Y: to.Y - ny}, {X: from.X - nx, Y: from.Y - ny}}, c)
}

// Area implements chart.Surface.
func (s *pixels) Area(corners []chart.Point, c color.NRGBA) {
	scaled := make([]chart.Point, len(corners))
	for i, p := range corners {
		scaled[i] = chart.Point{X: p.X * s.scale, Y: p.Y * s.scale}
	}
	b := chart.Bounds(scaled)
	s.fill(b.X, b.Y, b.X+b.W, b.Y+b.H, c, func(z *vector.Rasterizer, ox, oy float32) { polygon(z, scaled, ox, oy) })
}

// polygon draws a path round corners, moved so that (ox, oy) becomes the origin.
func polygon(z *vector.Rasterizer, corners []chart.Point, ox, oy float32) {
	for i, p := range corners {
		if i == 0 {
			z.MoveTo(float32(p.X)-ox, float32(p.Y)-oy)
			continue
		}
		z.LineTo(float32(p.X)-ox, float32(p.Y)-oy)
	}
	z.ClosePath()
}

// Area draws a polygon alone on a clear ground of w times h pixels, over which its bounds are stretched.
func Area(corners []chart.Point, w, h int, c color.NRGBA) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
	b := chart.Bounds(corners)
	if b.W <= 0 || b.H <= 0 {
		return img
	}
	sx, sy := float64(w)/b.W, float64(h)/b.H
	scaled := make([]chart.Point, len(corners))
	for i, p := range corners {
		scaled[i] = chart.Point{X: (p.X - b.X) * sx, Y: (p.Y - b.Y) * sy}
	}
	z := vector.NewRasterizer(img.Rect.Dx(), img.Rect.Dy())
	polygon(z, scaled, 0, 0)
	z.Draw(img, img.Rect, image.NewUniform(c), image.Point{})
	return img
}

// Text implements chart.Surface.
func (s *pixels) Text(at chart.Point, text string, st chart.Style) {
	d := font.Drawer{Dst: s.img, Src: image.NewUniform(st.Color), Face: s.typo.face(st, s.scale),
		Dot: fixed.Point26_6{X: fixed.Int26_6(at.X * s.scale * 64), Y: fixed.Int26_6(math.Round(at.Y*s.scale) * 64)}}
	d.DrawString(text)
}
