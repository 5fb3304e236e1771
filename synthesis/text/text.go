// Package text cuts texts into sentences, words and phrases, with byte spans into the original.
//
// Every function accepts any string: empty, broken UTF-8, NUL bytes, scripts without spaces, endless words.
// Nothing here panics, waits on a disk or a network, or takes time beyond the order of the text's length.
// English gets most: contractions, stems, phrases. Other languages get what needs no knowledge of English.
package text

import "strings"

// Span is a half-open range of bytes in the text it was cut from. It never splits a valid rune.
type Span struct {
	Start, End int
}

// Of returns the part of s that the span covers. s must be the text the span was made from.
func (p Span) Of(s string) string { return s[p.Start:p.End] }

// trimmed returns p without white space at its ends; an all-white span becomes empty.
func (p Span) trimmed(s string) Span {
	part := p.Of(s)
	left := len(part) - len(strings.TrimLeft(part, whiteSpace))
	if left == len(part) {
		return Span{p.Start, p.Start}
	}
	right := len(part) - len(strings.TrimRight(part, whiteSpace))
	return Span{p.Start + left, p.End - right}
}

// whiteSpace is what may surround a sentence; NUL and the byte order mark count, for they come from broken files.
const whiteSpace = " \t\r\n\v\f\u0085\u00a0\u2028\u2029\u3000\ufeff\x00"
