// Package fold makes words comparable and says where they begin and end. The full-text index, what people search for and what
// rules look for are all cut and folded here, and nowhere else.
package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"throughline/app"
)

// Word is one word of a text: a run of letters, digits and the marks on them.
type Word struct {
	app.Span
	Folded string // for comparing; see Text
}

// Words cuts a text into words, in order. Scripts that are written without spaces give one word a sign, so that a passage is
// found by any part of it.
func Words(text string) []Word {
	var all []Word
	EachWord(text, func(start, end int) {
		all = append(all, Word{app.Span{Start: start, End: end}, Text(text[start:end])})
	})
	return all
}

// EachWord calls do with the bounds of each word, in bytes, half-open, in order.
func EachWord(text string, do func(start, end int)) {
	start, alone := -1, false // alone: the word is one sign, which only marks may follow
	end := func(at int) {
		if start >= 0 {
			do(start, at)
			start = -1
		}
	}
	for i, r := range text {
		switch {
		case IsWord(r):
			if start >= 0 && (alone || Unspaced(r)) {
				end(i)
			}
			if start < 0 {
				start, alone = i, Unspaced(r)
			}
		case r >= utf8.RuneSelf && start >= 0 && unicode.IsMark(r):
		default:
			end(i)
		}
	}
	end(len(text))
}

// IsWord says which signs make words: letters, digits and private use.
func IsWord(r rune) bool {
	if r < utf8.RuneSelf {
		return asciiWord(r)
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Co, r))
}

func asciiWord(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
}

// Unspaced reports whether r is of a script that is written without spaces between words.
func Unspaced(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unspacedScripts...)
}

var unspacedScripts = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

// Text makes words comparable: lower case, wide and joined letters as plain ones, without accents and vowel points. The marks
// of Indic and other scripts, which make different words, stay.
func Text(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return foldUnicode(s)
		}
	}
	return strings.ToLower(s)
}

func foldUnicode(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		r = unicode.ToLower(r)
		if plain, ok := plainLetters[r]; ok {
			b.WriteString(plain)
		} else if !accent(r) && (r >= utf8.RuneSelf || asciiWord(r)) { // ⑴ comes apart into signs and digits
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

// accent says which marks people leave out when they type: those on Latin, Greek and Cyrillic letters, and the points of
// Hebrew and Arabic.
func accent(r rune) bool {
	return 0x0300 <= r && r <= 0x036f || 0x0591 <= r && r <= 0x05c7 && unicode.Is(unicode.Mn, r) || 0x064b <= r && r <= 0x065f || r == 0x0670
}

// plainLetters are letters that Unicode does not take apart, as people type them without their keyboard.
var plainLetters = map[rune]string{'ß': "ss", 'ł': "l", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'æ': "ae", 'œ': "oe", 'ı': "i", 'ς': "σ"}
