package pdf

import (
	"bytes"
	"image/color"

	"github.com/jung-kurt/gofpdf"

	"throughline/app/report"
)

// tint is a colour of the usual look in the look of the document.
func (p *pen) tint(c color.NRGBA) color.NRGBA {
	switch c {
	case accent:
		return p.look.MainOr(c)
	case supports:
		return p.look.SecondOr(c)
	}
	return c
}

// The logo stands at the upper right of the cover, on the height of its first line.
const (
	logoTop  = 34.0
	logoHigh = 44.0 // at most, in points
	logoWide = 150.0
	bandHigh = 6.0
)

// brand paints band and logo of the cover.
func (p *pen) brand(d *report.Document, l *layout) {
	if c := p.look.SecondOr(p.look.Main); c.A > 0 {
		p.rect(0, 0, l.w, bandHigh, 0, c)
	}
	pic := d.Look.Logo
	if len(pic.PNG) == 0 {
		return
	}
	scale := min(logoHigh/float64(pic.H), logoWide/float64(pic.W))
	w, h := float64(pic.W)*scale, float64(pic.H)*scale
	kind := gofpdf.ImageOptions{ImageType: "PNG"}
	p.f.RegisterImageOptionsReader("logo", kind, bytes.NewReader(pic.PNG))
	p.f.ImageOptions("logo", l.w-side-w, logoTop, w, h, false, kind, 0, "")
}
