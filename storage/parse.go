package storage

import (
	"strings"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/fold"
)

// Longer queries are cut: nobody types them, and the index would take its time.
const (
	maxQueryBytes = 1000
	maxQueryWords = 32
)

// minPrefix is how many signs a last word needs to be taken as a beginning. A single letter begins half of all words, and
// the index knows beginnings of two and three.
const minPrefix = 2

// term is words that must follow one another; a typed word is one word, unless it holds signs that part it (don't).
type term struct {
	words  []string // folded
	prefix bool     // the last word may go on
}

// terms is a parsed query. All must occur.
type terms []term

// parseQuery reads what a person typed. Words may stand anywhere, "words in quotes" next to each other in this order; the
// last word, if it has two signs, is taken as unfinished unless quotes close it. Nothing else has a meaning, and nothing is an error.
func parseQuery(typed string) terms {
	typed = cutRunes(typed, maxQueryBytes)
	var all terms
	left := maxQueryWords
	add := func(text string, prefix bool) {
		var t term
		for _, w := range fold.Words(text) {
			if w.Folded == "" || left == 0 {
				continue
			}
			left--
			t.words = append(t.words, w.Folded)
		}
		if len(t.words) > 0 {
			t.prefix = prefix && utf8.RuneCountInString(t.words[len(t.words)-1]) >= minPrefix
			all = append(all, t)
		}
	}
	parts := strings.Split(typed, `"`)
	for i, part := range parts {
		last := i == len(parts)-1
		if i%2 == 1 {
			add(part, last)
			continue
		}
		fields := strings.Fields(part)
		for n, f := range fields {
			add(f, last && n == len(fields)-1)
		}
	}
	return all
}

// cutRunes cuts s to at most n bytes without splitting a rune.
func cutRunes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// match is the query in the language of FTS5, "" if it has no words. Every word stands in quotes, so that none is an operator.
func (ts terms) match() string {
	var b strings.Builder
	for i, t := range ts {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteByte('"')
		b.WriteString(strings.Join(t.words, " "))
		b.WriteByte('"')
		if t.prefix {
			b.WriteByte('*')
		}
	}
	return b.String()
}

// marks finds where the terms occur in a text: byte spans of whole words, sorted, apart from each other.
func (ts terms) marks(text string) []app.Span {
	ws := fold.Words(text)
	hit := make([]bool, len(ws))
	for _, t := range ts {
		for i := 0; i+len(t.words) <= len(ws); i++ {
			if t.at(ws[i:]) {
				for n := range t.words {
					hit[i+n] = true
				}
			}
		}
	}
	var spans []app.Span
	for i, w := range ws {
		if hit[i] {
			spans = append(spans, w.Span)
		}
	}
	return spans
}

// at reports whether the term stands at the beginning of ws, which has enough words.
func (t term) at(ws []fold.Word) bool {
	for i, w := range t.words {
		if ws[i].Folded != w && !(t.prefix && i == len(t.words)-1 && strings.HasPrefix(ws[i].Folded, w)) {
			return false
		}
	}
	return true
}

// in reports whether all terms occur in a short text such as a name, where a word may also match from its middle.
func (ts terms) in(text string) bool {
	folded := fold.Text(text)
	for _, t := range ts {
		if !strings.Contains(folded, t.words[0]) || len(t.words) > 1 && len((terms{t}).marks(text)) == 0 {
			return false
		}
	}
	return len(ts) > 0
}

// snippetBytes is about how much text a hit shows.
const snippetBytes = 160

// snippet cuts the part of a text round the first match, at spaces where they are near, and marks the matches in it. What
// was cut is shown by an ellipsis. Line feeds become spaces.
func (ts terms) snippet(text string) (string, []app.Span) {
	spans := ts.marks(text)
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
