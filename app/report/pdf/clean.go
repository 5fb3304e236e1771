package pdf

import (
	"strings"
	"unicode"
)

// box stands for what cannot be printed: the page shows the box of .notdef.
const box = '\u25A1'

// spelled are signs that people type and all fonts lack, written with signs they have.
var spelled = map[rune]string{'→': "->", '←': "<-", '↔': "<->", '⇒': "=>", '≥': ">=", '≤': "<=", '≈': "~", '≠': "/=", '−': "–",
	'●': "•", '■': "•", '▪': "•", '‑': "-", '☐': "[ ]", '☑': "[x]", '✓': "[x]", '✔': "[x]"}

// Clean makes s safe for the PDF library and honest on paper: valid UTF-8 of one line; controls and invisible format characters go; each cluster beyond U+FFFF that no font has
// becomes one box. Other runes without a glyph stay, so that they can be searched and copied; they print as boxes too.
// Clean(Clean(s)) is Clean(s).
func Clean(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	joins := false // the last rune asked to be joined with the next
	inBox := false // the last thing written is a box for a cluster
	for _, r := range s {
		if r == '\u200D' {
			joins = inBox
			continue
		}
		if !inBox || !joins && !modifies(r) {
			printed := written(r)
			b.WriteString(printed)
			inBox = printed == string(box) || inBox && printed == ""
		}
		joins = false
	}
	return b.String()
}

// written is how one rune is printed, "" for what has no picture of its own.
func written(r rune) string {
	switch {
	case r == '\n' || r == '\t' || unicode.IsSpace(r) && !has(r):
		return " "
	case invisible(r) || modifies(r):
		return ""
	case r > 0xFFFF && !has(r):
		return string(box)
	}
	if w, ok := spelled[r]; ok && !has(r) {
		return w
	}
	return string(r)
}

// basic is cleaned text for outlines and properties, where the PDF library writes no rune above U+FFFF: those become boxes.
func basic(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xFFFF {
			return box
		}
		return r
	}, Clean(s))
}

// isPlain reports whether s is printable ASCII, which most text is.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// modifies reports whether r changes the emoji before it: skin tones, tags, keycap and variation selectors.
func modifies(r rune) bool {
	return (r >= 0x1F3FB && r <= 0x1F3FF) || (r >= 0xE0020 && r <= 0xE007F) || r == 0x20E3 || (r >= 0xFE00 && r <= 0xFE0F)
}

// invisible reports whether r has no picture of its own: controls, joiners, direction marks, soft hyphens, byte order
// marks, surrogates.
func invisible(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || (r >= 0xFE00 && r <= 0xFE0F) || unicode.Is(unicode.Cs, r)
}
