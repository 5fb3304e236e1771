package codebook

import (
	"fmt"
	"strconv"
	"strings"

	"throughline/app"
)

// colorNames are the words for colours that programs and people write in tables.
var colorNames = map[string]uint32{"red": 0xFF0000, "orange": 0xFFA500, "yellow": 0xFFFF00, "green": 0x008000, "lime": 0x00FF00, "teal": 0x008080,
	"cyan": 0x00FFFF, "aqua": 0x00FFFF, "blue": 0x0000FF, "navy": 0x000080, "purple": 0x800080, "violet": 0x8A2BE2, "magenta": 0xFF00FF,
	"pink": 0xFFC0CB, "brown": 0x8B4513, "grey": 0x808080, "gray": 0x808080, "black": 0x000000, "white": 0xFFFFFF}

// parseColor reads "#RGB", "#RRGGBB", "#AARRGGBB" (as some programs write; how opaque it is does not matter), with or
// without the sign, or a word such as "red".
func parseColor(s string) (rgb uint32, ok bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if rgb, ok := colorNames[s]; ok {
		return rgb, true
	}
	s = strings.TrimPrefix(s, "#")
	if len(s) == 3 {
		s = string([]byte{s[0], s[0], s[1], s[1], s[2], s[2]})
	}
	if len(s) != 6 && len(s) != 8 {
		return 0, false
	}
	v, err := strconv.ParseUint(s, 16, 32)
	return uint32(v) & 0xFFFFFF, err == nil
}

// color gives a code the hue nearest to what the file says.
func (t *tree) color(c *app.CodeEntry, said string) {
	if strings.TrimSpace(said) == "" {
		return
	}
	rgb, ok := parseColor(said)
	if !ok {
		t.lost.add(lostBadColors, said)
		return
	}
	c.Tag.Color, c.Colored = app.NearestHue(rgb), true
	if app.Hues[c.Tag.Color] != rgb {
		t.lost.add(lostColors, "")
	}
}

// RGB reads a colour as programs and people write it, as 0xRRGGBB; false for what is none.
func RGB(said string) (uint32, bool) { return parseColor(said) }

// Hex writes a colour as "#RRGGBB", whatever form it comes in; false for what is none.
func Hex(said string) (string, bool) {
	rgb, ok := parseColor(said)
	return fmt.Sprintf("#%06X", rgb), ok
}
