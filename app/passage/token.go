package passage

import (
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"throughline/app"
)

// kind is what a sign is to the comparison of texts.
type kind int

const (
	space  kind = iota
	letter      // joins others of its kind to a word
	single      // stands for itself: punctuation, an emoji, a sign of a script without spaces
)

// scripts are written without spaces between words: each of their signs is compared by itself.
var scripts = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

// nextSign returns how many bytes the first sign (grapheme cluster) of s has, and its kind. s begins between two signs.
func nextSign(s string) (size int, k kind) {
	if s[0] < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		switch c := s[0]; {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9':
			return 1, letter
		case c == ' ' || c == '\n' || c == '\t':
			return 1, space
		}
		return 1, single
	}
	c, _, _, _ := uniseg.FirstGraphemeClusterInString(s, -1)
	r, _ := utf8.DecodeRuneInString(c)
	switch {
	case unicode.IsSpace(r):
		return len(c), space
	case unicode.In(r, scripts...):
		return len(c), single
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		return len(c), letter
	}
	return len(c), single
}

// tokens cuts a stretch of text, which begins between two signs, into words and single signs; white space is left out.
func tokens(text string, in app.Span) []app.Span {
	var out []app.Span
	word := -1 // where the word that is being read begins
	end := func(at int) {
		if word >= 0 {
			out = append(out, app.Span{Start: word, End: at})
			word = -1
		}
	}
	for at := in.Start; at < in.End; {
		n, k := nextSign(text[at:in.End])
		switch k {
		case letter:
			if word < 0 {
				word = at
			}
		case single:
			end(at)
			out = append(out, app.Span{Start: at, End: at + n})
		default:
			end(at)
		}
		at += n
	}
	end(in.End)
	return out
}

// lines cuts text at its line feeds, which belong to no line.
func lines(text string) []app.Span {
	var out []app.Span
	start := 0
	for i := range len(text) {
		if text[i] == '\n' {
			out = append(out, app.Span{Start: start, End: i})
			start = i + 1
		}
	}
	return append(out, app.Span{Start: start, End: len(text)})
}

// numbers gives equal pieces of text equal numbers.
type numbers map[string]int32

func (n numbers) of(text string, pieces []app.Span) []int32 {
	out := make([]int32, len(pieces))
	for i, p := range pieces {
		id, ok := n[text[p.Start:p.End]]
		if !ok {
			id = int32(len(n))
			n[text[p.Start:p.End]] = id
		}
		out[i] = id
	}
	return out
}
