package report

import (
	"encoding/hex"
	"image/color"
	"strings"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/report/logo"
)

// Brand is the look of the house that a report comes from. Its zero value is the look of Throughline.
type Brand struct {
	Logo   []byte `json:"-"`                // PNG, JPEG or SVG, for the cover; travels as a picture, not with the manifest
	Main   string `json:"main,omitempty"`   // "#RRGGBB": links, numbers, single series; darkened where it would not be read on white
	Second string `json:"second,omitempty"` // "#RRGGBB": the band of the cover and the bars beside quotes; as is
	Cover  string `json:"cover,omitempty"`  // line above the title, in the place of “Research report”
	Footer string `json:"footer,omitempty"` // at the foot of every page, in the place of “Throughline”
}

// IsZero reports whether nothing is asked for.
func (b Brand) IsZero() bool {
	return len(b.Logo) == 0 && b.Main == "" && b.Second == "" && strings.TrimSpace(b.Cover+b.Footer) == ""
}

// HouseStyle is a brand made ready for pages.
type HouseStyle struct {
	Logo   logo.Picture // without PNG for none
	Main   color.NRGBA  // transparent for none
	Second color.NRGBA  // transparent for none
	Cover  string       // line above the title, "" for none
}

// look makes a brand ready. Returns EInvalid for a colour that is none, and the errors of logo.Read.
func (b Brand) look() (l HouseStyle, err error) {
	if l.Main, err = colorOf(b.Main); err != nil {
		return l, err
	}
	if l.Main.A > 0 {
		l.Main = logo.Readable(l.Main)
	}
	if l.Second, err = colorOf(b.Second); err != nil {
		return l, err
	}
	l.Cover = oneLine(b.Cover)
	if len(b.Logo) > 0 {
		l.Logo, err = logo.Read(b.Logo)
	}
	return l, err
}

// colorOf reads "#RRGGBB"; transparent for "".
func colorOf(s string) (color.NRGBA, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return color.NRGBA{}, nil
	}
	rgb, err := hex.DecodeString(strings.TrimPrefix(s, "#"))
	if err != nil || len(rgb) != 3 {
		return color.NRGBA{}, app.Invalid("“"+s+"” is no colour.", "Write it as #1F5FA8.")
	}
	return color.NRGBA{R: rgb[0], G: rgb[1], B: rgb[2], A: 255}, nil
}

// MainOr is the main colour, or another where there is none.
func (l HouseStyle) MainOr(c color.NRGBA) color.NRGBA {
	if l.Main.A > 0 {
		return l.Main
	}
	return c
}

// SecondOr is the second colour, or another where there is none.
func (l HouseStyle) SecondOr(c color.NRGBA) color.NRGBA {
	if l.Second.A > 0 {
		return l.Second
	}
	return c
}

// Kicker is the line above the title.
func (d *Document) Kicker() string {
	if d.Look.Cover != "" {
		return d.Look.Cover
	}
	return d.Language.Say("Research report")
}

// Chart is the look of charts on the document's pages.
func (d *Document) Chart(size float64) chart.Theme {
	t := chart.Light(size)
	t.Accent = d.Look.MainOr(t.Accent)
	return t
}
