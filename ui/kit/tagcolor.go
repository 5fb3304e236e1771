package kit

import "image/color"

// TagColors is how many hues the palette has; colour indexes wrap round.
const TagColors = 12

// hue is one entry of the tag palette: its marks and inks for light and dark ground.
type hue struct {
	name                             string
	mark, darkMark, inkLit, inkNight color.NRGBA
}

// tagHues starts from Okabe-Ito and Tableau 10, moved until every pair stays at least 18 CIELAB units apart under
// protanopia and deuteranopia and every mark keeps 3:1 on each ground; see TestTagPalette.
var tagHues = [TagColors]hue{
	newHue("orange", 0xD17204, 0xFDB437), newHue("blue", 0x2E5184, 0x5869A8), newHue("teal", 0x01757C, 0x0097A1),
	newHue("green", 0x15944E, 0x7DDD88), newHue("red", 0xE24143, 0xFF6C50), newHue("mauve", 0xA977B8, 0xECB9E4),
	newHue("olive", 0x6F5100, 0x796E14), newHue("violet", 0x313FB3, 0x607FFD), newHue("magenta", 0x9C0951, 0xB63C72),
	newHue("sky", 0x0090E7, 0x04B8FF), newHue("grey", 0x8F8B7F, 0xB1B3A2), newHue("brown", 0x742720, 0x995948),
}

func newHue(name string, mark, darkMark uint32) hue {
	m, d := rgb(mark), rgb(darkMark)
	return hue{name, m, d, readable(m, &light), readable(d, &dark)}
}

// readable moves c towards the ink of p until it reads at 4.5:1 on each of its grounds.
func readable(c color.NRGBA, p *palette) color.NRGBA {
	for share := 0.0; ; share += 0.02 {
		m := Mix(c, p.colors[Ink], share)
		worst := 21.0
		for _, g := range []Token{Background, Rail, Surface, AccentSoft} {
			worst = min(worst, Contrast(m, p.colors[g]))
		}
		if worst >= 4.5 || share >= 1 {
			return m
		}
	}
}

// TagColor returns the colour for stripes, dots and bars of palette entry i, in the theme in force.
func TagColor(i int) color.NRGBA {
	h := tagHues[wrapIndex(i)]
	if IsDark() {
		return h.darkMark
	}
	return h.mark
}

// TagInk returns the colour for words in the hue of palette entry i, at least 4.5:1 on every ground.
func TagInk(i int) color.NRGBA {
	h := tagHues[wrapIndex(i)]
	if IsDark() {
		return h.inkNight
	}
	return h.inkLit
}

// TagTint returns the translucent colour laid behind text of palette entry i (22 %).
func TagTint(i int) color.NRGBA { return Alpha(TagColor(i), 0.22) }

// TagColorName returns the plain word for palette entry i, such as "teal", for menus and assistive text.
func TagColorName(i int) string { return tagHues[wrapIndex(i)].name }

func wrapIndex(i int) int {
	i %= TagColors
	if i < 0 {
		i += TagColors
	}
	return i
}
