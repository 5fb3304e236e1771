package chart

import (
	"testing"

	"throughline/app"
)

// TestHues_AreThoseOfTags says that a bar of a tag has the colour that the tag has everywhere else.
func TestHues_AreThoseOfTags(t *testing.T) {
	theme := Theme{Palette: lightPalette, Accent: hex(0x4355D6)}
	for i, rgb := range app.Hues {
		c := &Chart{Categories: []string{"a"}, Hues: []int{app.HueOf(i)}, Series: []Series{{}}}
		if got := theme.categoryColor(c, 0, 0); got != hex(rgb) {
			t.Errorf("entry %d of the palette is drawn as %v, want %v", i, got, hex(rgb))
		}
	}
	if got := theme.categoryColor(&Chart{Categories: []string{"a"}, Hues: []int{0}, Series: []Series{{}}}, 0, 0); got != theme.Accent {
		t.Errorf("without a colour of its own: %v, want %v", got, theme.Accent)
	}
}
