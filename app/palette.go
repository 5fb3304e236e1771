package app

import (
	"fmt"
	"math"
)

// Hues are the twelve colours of tags and series on light ground, as 0xRRGGBB. Their order is stored with tags and never changes.
var Hues = [12]uint32{0x2953A6, 0xBC7010, 0x558E74, 0x904A55, 0x8059DB, 0x0E7990, 0x761B57, 0x544C00, 0x8C5D00, 0x3D88C3, 0x0D3D22, 0x1B168D}

// HueCode writes palette entry i as "#RRGGBB", as other programs read colours. Indexes wrap round.
func HueCode(i int) string {
	return fmt.Sprintf("#%06X", Hues[HueOf(i)-1])
}

// HueOf is palette entry i as charts name it, 1 to 12, where 0 is no colour of its own. Indexes wrap round.
func HueOf(i int) int {
	n := len(Hues)
	return ((i%n)+n)%n + 1
}

// lightnessWeight is how much lightness counts beside hue and chroma when the nearest hue is sought: other programs colour
// codes in bright and pale tones of one hue, and the hue is what people chose by.
const lightnessWeight = 0.4

// NearestHue returns the palette entry that looks most like a colour given as 0xRRGGBB: the least distance in OKLab
// (Ottosson 2020) with lightness counting less. A colour of the palette gives itself; of two equally near the first.
func NearestHue(rgb uint32) int {
	best, least := 0, math.Inf(1)
	l, a, b := okLab(rgb)
	for i, h := range Hues {
		hl, ha, hb := okLab(h)
		dl, da, db := (l-hl)*lightnessWeight, a-ha, b-hb
		if d := dl*dl + da*da + db*db; d < least {
			best, least = i, d
		}
	}
	return best
}

func okLab(rgb uint32) (l, a, b float64) {
	linear := func(c uint32) float64 {
		v := float64(c&0xFF) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	r, g, bl := linear(rgb>>16), linear(rgb>>8), linear(rgb)
	x := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*bl)
	y := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*bl)
	z := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*bl)
	return 0.2104542553*x + 0.7936177850*y - 0.0040720468*z,
		1.9779984951*x - 2.4285922050*y + 0.4505937099*z,
		0.0259040371*x + 0.7827717662*y - 0.8086757660*z
}
