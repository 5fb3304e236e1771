package chart

import (
	"image/color"

	"throughline/app"
)

// Theme is the look of a chart: the tokens of the window and the page, and the text size in units of the surface.
type Theme struct {
	Ink     color.NRGBA // names and values
	Muted   color.NRGBA // axes and legends
	Grid    color.NRGBA // hairlines
	Track   color.NRGBA // the part of the whole that a bar leaves free
	Accent  color.NRGBA // a single series
	Surface color.NRGBA // what the chart stands on
	Palette [12]color.NRGBA
	Size    float64 // of text; every distance follows from it
}

// Light is the look on paper and in the light window.
func Light(size float64) Theme {
	return Theme{Ink: hex(0x1F1D1A), Muted: hex(0x6B665E), Grid: hex(0xE6E2DC), Track: hex(0xF4F1EC),
		Accent: hex(0x4557D6), Surface: hex(0xFFFFFF), Palette: lightPalette, Size: size}
}

// Dark is the look in the dark window.
func Dark(size float64) Theme {
	return Theme{Ink: hex(0xECEAE6), Muted: hex(0x9C97A0), Grid: hex(0x33313A), Track: hex(0x2A2930),
		Accent: hex(0x8C9BFF), Surface: hex(0x1F1E23), Palette: darkPalette, Size: size}
}

// The twelve hues of series and tags, the same hue at the same index in both. They were found by annealing over hue,
// chroma and lightness: every pair stays apart by OKLab distance 0.08 or more, also as seen with protanopia and
// deuteranopia (Machado, Oliveira & Fernandes 2009, severity 1), and each has contrast 3:1 on its surface and wherever the window puts it. See
// TestPalette.
var (
	lightPalette = hues()
	darkPalette  = [12]color.NRGBA{hex(0x63A0ED), hex(0xB36939), hex(0x66A676), hex(0xD3A9AE), hex(0xA093B5),
		hex(0x48E8E2), hex(0xAA698B), hex(0xAC9722), hex(0xDFAD48), hex(0x2AC6EA), hex(0xBADA9F), hex(0x8773CA)}
)

// hues are the hues of tags, app.Hues, as colours.
func hues() (p [12]color.NRGBA) {
	for i, rgb := range app.Hues {
		p[i] = hex(rgb)
	}
	return p
}

func hex(rgb uint32) color.NRGBA {
	return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 255}
}

// seriesColor is the colour of series i.
func (t Theme) seriesColor(c *Chart, i int) color.NRGBA {
	if h := c.Series[i].Hue; h >= 1 && h <= len(t.Palette) {
		return t.Palette[h-1]
	}
	if len(c.Series) == 1 {
		return t.Accent
	}
	return t.Palette[i%len(t.Palette)]
}

// categoryColor is the colour of category j in series i of a Bar or Network.
func (t Theme) categoryColor(c *Chart, i, j int) color.NRGBA {
	if j < len(c.Hues) && c.Hues[j] >= 1 && c.Hues[j] <= len(t.Palette) {
		return t.Palette[c.Hues[j]-1]
	}
	return t.seriesColor(c, i)
}

// blend mixes share (0-1) of b into a.
func blend(a, b color.NRGBA, share float64) color.NRGBA {
	mix := func(x, y uint8) uint8 { return uint8(float64(x) + (float64(y)-float64(x))*share + 0.5) }
	return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255}
}

// readable picks the one of a and b that stands out more from back (luma difference, ITU-R BT.601).
func readable(back, a, b color.NRGBA) color.NRGBA {
	luma := func(c color.NRGBA) float64 { return 0.299*float64(c.R) + 0.587*float64(c.G) + 0.114*float64(c.B) }
	da, db := luma(a)-luma(back), luma(b)-luma(back)
	if da*da >= db*db {
		return a
	}
	return b
}
