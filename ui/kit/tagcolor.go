package kit

import (
	"image/color"

	"throughline/app/chart"
	"throughline/ui/say"
)

// TagColors is how many hues the palette has; colour indexes wrap round.
const TagColors = 12

// hue is one entry of the tag palette: its marks and inks for light and dark ground.
type hue struct {
	name                             string
	mark, darkMark, inkLit, inkNight color.NRGBA
}

// tagHues are the hues of charts, so that a tag has one colour on screen, on paper and in the sheet. They are told
// apart under protanopia and deuteranopia; see TestTagPalette.
var tagHues = makeHues(say.As("blue", "colour"), say.As("orange", "colour"), say.As("sage", "colour"), say.As("rose", "colour"), say.As("violet", "colour"), say.As("petrol", "colour"),
	say.As("plum", "colour"), say.As("olive", "colour"), say.As("amber", "colour"), say.As("sky", "colour"), say.As("forest", "colour"), say.As("indigo", "colour"))

func makeHues(names ...string) [TagColors]hue {
	var hues [TagColors]hue
	day, night := chart.Light(1).Palette, chart.Dark(1).Palette
	for i := range hues {
		hues[i] = hue{names[i], day[i], night[i], readable(day[i], &light, &highLight), readable(night[i], &dark, &highDark)}
	}
	return hues
}

// readable moves c towards the ink of the first palette until it reads at 4.5:1 on each ground of all.
func readable(c color.NRGBA, all ...*palette) color.NRGBA {
	for share := 0.0; ; share += 0.02 {
		m := Mix(c, all[0].colors[Ink], share)
		worst := 21.0
		for _, p := range all {
			for _, g := range []Token{Background, Rail, Surface, AccentSoft} {
				worst = min(worst, Contrast(m, p.colors[g]))
			}
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

// TagColorName returns the word of the window for palette entry i, such as "sky", for menus and assistive text.
func TagColorName(i int) string { return tagHues[wrapIndex(i)].name }

func wrapIndex(i int) int {
	i %= TagColors
	if i < 0 {
		i += TagColors
	}
	return i
}
