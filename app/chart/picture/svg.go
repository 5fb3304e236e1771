package picture

import (
	"encoding/xml"
	"fmt"
	"image/color"
	"io"
	"math"
	"strconv"
	"strings"

	"throughline/app/chart"
)

// SVG writes a chart as SVG 1.1 with a margin of 16 units: shapes as shapes, text as text, so that both can be edited. title is told to those
// who cannot see it. Equal arguments give equal bytes. It returns the error of w.
func SVG(w io.Writer, l *chart.Layout, ground color.NRGBA, title string) error {
	s := &svg{}
	fmt.Fprintf(&s.b, `<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %[1]s %[2]s" role="img" font-family="'Noto Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif">`,
		num(l.W+2*margin), num(l.H+2*margin))
	fmt.Fprintf(&s.b, "\n<title>%s</title>\n", escaped(title))
	s.Rect(chart.Rect{W: l.W + 2*margin, H: l.H + 2*margin}, ground, 0)
	l.Draw(s, chart.Point{X: margin, Y: margin})
	s.b.WriteString("</svg>\n")
	_, err := io.WriteString(w, s.b.String())
	return err
}

// svg is a Surface of marks on paper.
type svg struct{ b strings.Builder }

// Rect implements chart.Surface.
func (s *svg) Rect(r chart.Rect, c color.NRGBA, radius float64) {
	round := ""
	if radius > 0 {
		round = ` rx="` + num(min(radius, r.W/2, r.H/2)) + `"`
	}
	fmt.Fprintf(&s.b, `<rect x="%s" y="%s" width="%s" height="%s"%s fill="%s"/>`+"\n", num(r.X), num(r.Y), num(r.W), num(r.H), round, paint(c))
}

// Line implements chart.Surface.
func (s *svg) Line(from, to chart.Point, width float64, c color.NRGBA) {
	fmt.Fprintf(&s.b, `<line x1="%s" y1="%s" x2="%s" y2="%s" stroke="%s" stroke-width="%s"/>`+"\n", num(from.X), num(from.Y), num(to.X), num(to.Y), paint(c), num(width))
}

// Area implements chart.Surface.
func (s *svg) Area(corners []chart.Point, c color.NRGBA) {
	at := make([]string, len(corners))
	for i, p := range corners {
		at[i] = num(p.X) + "," + num(p.Y)
	}
	fmt.Fprintf(&s.b, `<polygon points="%s" fill="%s"/>`+"\n", strings.Join(at, " "), paint(c))
}

// Text implements chart.Surface.
func (s *svg) Text(at chart.Point, text string, st chart.Style) {
	weight := ""
	if st.Bold {
		weight = ` font-weight="bold"`
	}
	fmt.Fprintf(&s.b, `<text x="%s" y="%s" font-size="%s"%s fill="%s" xml:space="preserve">%s</text>`+"\n", num(at.X), num(at.Y), num(st.Size), weight, paint(st.Color), escaped(text))
}

// num writes a length to a hundredth.
func num(v float64) string { return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64) }

func paint(c color.NRGBA) string { return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B) }

// escaped makes text safe inside an element; what XML cannot carry becomes U+FFFD.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder never fails
	return b.String()
}
