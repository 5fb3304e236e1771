package kit

import (
	"image/color"
	"math"
)

// Contrast returns the contrast ratio of two opaque colours, 1 to 21. Source: WCAG 2.2, "contrast ratio" and
// "relative luminance".
func Contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.NRGBA) float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// linear takes an sRGB channel to linear light, 0 to 1.
func linear(v uint8) float64 {
	x := float64(v) / 255
	if x <= 0.04045 {
		return x / 12.92
	}
	return math.Pow((x+0.055)/1.055, 2.4)
}

// Over returns the opaque colour that top gives when laid over bottom.
func Over(top, bottom color.NRGBA) color.NRGBA {
	a := float64(top.A) / 255
	mix := func(t, b uint8) uint8 { return uint8(math.Round(float64(t)*a + float64(b)*(1-a))) }
	return color.NRGBA{R: mix(top.R, bottom.R), G: mix(top.G, bottom.G), B: mix(top.B, bottom.B), A: 255}
}

// Mix returns the colour share of the way from a to b; share is 0 to 1.
func Mix(a, b color.NRGBA, share float64) color.NRGBA {
	b.A = uint8(math.Round(255 * min(1, max(0, share))))
	return Over(b, a)
}

// Alpha returns c with an opacity of 0 to 1.
func Alpha(c color.NRGBA, opacity float64) color.NRGBA {
	c.A = uint8(math.Round(255 * min(1, max(0, opacity))))
	return c
}

// solid is c as an opaque colour; nothing becomes the background.
func solid(c color.Color) color.NRGBA {
	n, _ := c.(color.NRGBA)
	return Over(n, Color(Background))
}
