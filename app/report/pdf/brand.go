package pdf

import (
	"bytes"
	"image/color"

	"github.com/jung-kurt/gofpdf"

	"throughline/app/report"
)

// tint is a colour of the usual look in the look of a document.
func tint(look report.HouseStyle, c color.NRGBA) color.NRGBA {
	switch c {
	case accent:
		return look.MainOr(c)
	case supports:
		return look.SecondOr(c)
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

// band is the colour of the band above the cover; transparent for none.
func band(d *report.Document) color.NRGBA { return d.Look.SecondOr(d.Look.Main) }

// logoAt is where the logo stands on a cover; empty for none.
func logoAt(d *report.Document, pageW float64) (x, y, w, h float64) {
	pic := d.Look.Logo
	if len(pic.PNG) == 0 {
		return 0, 0, 0, 0
	}
	scale := min(logoHigh/float64(pic.H), logoWide/float64(pic.W))
	w, h = float64(pic.W)*scale, float64(pic.H)*scale
	return pageW - side - w, logoTop, w, h
}

// brand paints band and logo of the cover.
func (p *pen) brand(d *report.Document, l *layout) {
	if c := band(d); c.A > 0 {
		p.rect(0, 0, l.w, bandHigh, 0, c)
	}
	x, y, w, h := logoAt(d, l.w)
	if w == 0 {
		return
	}
	kind := gofpdf.ImageOptions{ImageType: "PNG"}
	p.f.RegisterImageOptionsReader("logo", kind, bytes.NewReader(d.Look.Logo.PNG))
	p.f.ImageOptions("logo", x, y, w, h, false, kind, 0, "")
}
