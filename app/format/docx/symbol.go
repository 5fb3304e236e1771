package docx

import (
	"strconv"
	"strings"
)

// symbols are the signs of symbol fonts that carry a meaning in an interview, by font and place: what is ticked, and what Word makes of
// arrows and faces as they are typed.
var symbols = map[string]map[rune]string{
	"wingdings": {0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0xA8: "☐", 0xDF: "←", 0xE0: "→", 0xE7: "←", 0xE8: "→",
		0xF3: "↔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
	"wingdings2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"},
	"symbol":     {0xAC: "←", 0xAE: "→", 0xB7: "•"},
}

// symbol is the text of a sign that is set in a font of its own, by the place there in hexadecimal digits; "" for one that means nothing outside
// its font. Such fonts begin at F000, in the private area.
func symbol(font, char string) string {
	v, err := strconv.ParseUint(char, 16, 32)
	if err != nil {
		return ""
	}
	if known, ok := symbols[strings.ToLower(strings.ReplaceAll(font, " ", ""))]; ok && (v < 0x100 || v >= 0xF000 && v < 0xF100) {
		return known[rune(v&0xFF)]
	}
	if v >= 0x20 && v < 0xD800 {
		return string(rune(v))
	}
	return ""
}
