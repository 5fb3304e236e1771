package storage

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"throughline/app"
)

// word is a run of letters and digits in a text, as the full-text index sees it.
type word struct {
	app.Span
	folded string // lower case, without diacritics
}

// words cuts a text the way the index does (SQLite FTS5, unicode61 with remove_diacritics=2, after indexed).
func words(text string) []word {
	var all []word
	start := -1
	end := func(at int) {
		if start >= 0 {
			all = append(all, word{app.Span{Start: start, End: at}, fold(text[start:at])})
			start = -1
		}
	}
	for i, r := range text {
		switch {
		case unspaced(r):
			end(i)
			start = i
			end(i + utf8.RuneLen(r))
		case wordRune(r), start >= 0 && unicode.Is(unicode.Mn, r):
			if start < 0 {
				start = i
			}
		default:
			end(i)
		}
	}
	end(len(text))
	return all
}

// wordRune says which signs make words: letters, digits and private use.
func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Co, r))
}

// unspacedScripts are written without spaces between words.
var unspacedScripts = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

// unspaced reports whether r is a sign of a script without spaces, and a word of its own in the index.
func unspaced(r rune) bool {
	return r >= 0x0e00 && unicode.IsLetter(r) && unicode.In(r, unspacedScripts...)
}

func hasUnspaced(text string) bool {
	for _, r := range text {
		if unspaced(r) {
			return true
		}
	}
	return false
}

// fold makes words comparable: lower case, without diacritics.
func fold(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return foldUnicode(s)
		}
	}
	return strings.ToLower(s)
}

func foldUnicode(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}
