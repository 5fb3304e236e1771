package word

import (
	"fmt"
	"image/color"
	"strings"

	"throughline/app/chart"
	"throughline/app/report"
)

// accent is the colour of links where no brand has another.
var accent = chart.Light(11).Accent

// rgb is a colour as Word writes it.
func rgb(c color.NRGBA) string { return fmt.Sprintf("%02X%02X%02X", c.R, c.G, c.B) }

// linkColor is the colour of text as Word writes it. No text of a report holds its markup.
func linkColor(c color.NRGBA) string { return `<w:color w:val="` + rgb(c) + `"/>` }

// tinted is a part of the document with links in the colour of its look.
func tinted(d *report.Document, part string) string {
	return strings.ReplaceAll(part, linkColor(accent), linkColor(d.Look.MainOr(accent)))
}

// stylesOf are the styles in the look and the language of the document.
func stylesOf(d *report.Document) string {
	s := bothSizes(tinted(d, styles))
	if tag := d.Language.Tag(); tag != "en" {
		s = strings.Replace(s, `<w:lang w:val="en-GB"/>`, `<w:lang w:val="`+tag+"-"+strings.ToUpper(tag)+`"/>`, 1)
	}
	return s
}

// logo stands at the right above the title.
func (b *body) logo() {
	pic := b.look.Logo
	if len(pic.PNG) == 0 {
		return
	}
	const point = 12700
	scale := min(44/float64(pic.H), 150/float64(pic.W))
	b.picture(image{pic.PNG, nil}, int(float64(pic.W)*scale*point), int(float64(pic.H)*scale*point), "", `<w:jc w:val="right"/>`)
}
