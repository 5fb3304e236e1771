package ask

import (
	"strings"
	"unicode/utf8"

	"throughline/app"
)

// snippetBytes is about how much text a hit shows.
const snippetBytes = 160

// Snippet cuts the part of a text round the first match, at spaces where they are near, and marks the matches in it. What
// was cut is shown by an ellipsis. Line feeds become spaces.
func (q Query) Snippet(text string) (string, []app.Span) {
	spans := q.Marks(text)
	start, end := 0, len(text)
	if len(text) > snippetBytes {
		if len(spans) > 0 {
			start = max(0, spans[0].Start-snippetBytes/4)
		}
		start = wordStart(text, start, spans)
		end = wordEnd(text, min(len(text), start+snippetBytes))
	}
	head, tail := "", ""
	if start > 0 {
		head = "…"
	}
	if end < len(text) {
		tail = "…"
	}
	var marks []app.Span
	for _, s := range spans {
		if s.Start >= start && s.End <= end {
			marks = append(marks, app.Span{Start: s.Start - start + len(head), End: s.End - start + len(head)})
		}
	}
	return head + strings.ReplaceAll(text[start:end], "\n", " ") + tail, marks
}

// wordStart moves at forward past the next space, unless that is far or past the first match; at least to a rune's start.
func wordStart(text string, at int, spans []app.Span) int {
	if at == 0 {
		return 0
	}
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at++
	}
	stop := min(len(text), at+24)
	if len(spans) > 0 {
		stop = min(stop, spans[0].Start)
	}
	if i := strings.IndexAny(text[at:max(at, stop)], " \n"); i >= 0 {
		return at + i + 1
	}
	return at
}

// wordEnd moves at back to the last space, unless that is far; at least to a rune's start.
func wordEnd(text string, at int) int {
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	if at == len(text) {
		return at
	}
	if i := strings.LastIndexAny(text[at-min(at, 24):at], " \n"); i > 0 {
		return at - min(at, 24) + i
	}
	return at
}
