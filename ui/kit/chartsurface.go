package kit

import (
	"image"
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"throughline/app/chart"
	"throughline/app/chart/picture"
)

// chartSurface draws with pooled canvas primitives, in drawing order.
type chartSurface struct {
	rects []*canvas.Rectangle
	lines []*canvas.Line
	texts []*canvas.Text
	areas []*canvas.Raster
	n     [4]int
	out   []fyne.CanvasObject
}

func (s *chartSurface) begin() {
	s.n = [4]int{}
	s.out = s.out[:0]
}

// Rect implements chart.Surface.
func (s *chartSurface) Rect(r chart.Rect, fill color.NRGBA, radius float64) {
	if s.n[0] == len(s.rects) {
		s.rects = append(s.rects, &canvas.Rectangle{})
	}
	c := s.rects[s.n[0]]
	s.n[0]++
	c.FillColor, c.CornerRadius = fill, float32(radius)
	place(c, float32(r.X), float32(r.Y), float32(r.W), float32(r.H))
	s.out = append(s.out, c)
}

// Line implements chart.Surface.
func (s *chartSurface) Line(from, to chart.Point, width float64, c color.NRGBA) {
	if s.n[1] == len(s.lines) {
		s.lines = append(s.lines, &canvas.Line{})
	}
	l := s.lines[s.n[1]]
	s.n[1]++
	l.StrokeColor, l.StrokeWidth = c, float32(width)
	l.Position1 = fyne.NewPos(float32(from.X), float32(from.Y))
	l.Position2 = fyne.NewPos(float32(to.X), float32(to.Y))
	s.out = append(s.out, l)
}

// Area implements chart.Surface.
func (s *chartSurface) Area(corners []chart.Point, fill color.NRGBA) {
	if s.n[3] == len(s.areas) {
		s.areas = append(s.areas, &canvas.Raster{})
	}
	a := s.areas[s.n[3]]
	s.n[3]++
	box := chart.Bounds(corners)
	corners = slices.Clone(corners)
	a.Generator = func(w, h int) image.Image { return picture.Area(corners, w, h, fill) }
	place(a, float32(box.X), float32(box.Y), float32(box.W), float32(box.H))
	s.out = append(s.out, a)
}

// Text implements chart.Surface.
func (s *chartSurface) Text(at chart.Point, text string, st chart.Style) {
	if s.n[2] == len(s.texts) {
		s.texts = append(s.texts, &canvas.Text{})
	}
	t := s.texts[s.n[2]]
	s.n[2]++
	style := Style{Size: float32(st.Size), Bold: st.Bold}
	style.apply(t)
	t.Text, t.Color = text, st.Color
	size, baseline := fyne.CurrentApp().Driver().RenderedTextSize(text, style.Px(), style.fyne(), nil)
	place(t, float32(at.X), float32(at.Y)-baseline, size.Width, size.Height)
	s.out = append(s.out, t)
}
