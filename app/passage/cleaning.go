package passage

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"throughline/app"
)

// Cleaning is the way from a text to its canonical form: New is Clean of s, and each place of s is carried exactly. Where letters are
// composed, a place between them goes to the beginning or end of the composed sign.
func Cleaning(s string) *Map {
	c := cleaning{text: s}
	for at := 0; at < len(s); {
		end, next := lineEnd(s, at)
		c.line(at, end)
		at = next
	}
	if c.kept < len(s) {
		c.edits = append(c.edits, Edit{app.Span{Start: c.kept, End: len(s)}, ""})
	}
	m := Replace(s, c.edits)
	if want := Clean(s); m.New != want { // signs compose across what was dropped between them
		m = Diff(s, want)
	}
	return m
}

// cleaning collects the edits that make a text canonical.
type cleaning struct {
	text  string
	edits []Edit
	kept  int  // end of the last line's words
	begun bool // a line with words was met
}

// lineEnd finds the end of the line that begins at byte at, and the beginning of the next.
func lineEnd(s string, at int) (end, next int) {
	for i := at; i < len(s); {
		switch c := s[i]; {
		case c == '\n':
			return i, i + 1
		case c == '\r':
			if strings.HasPrefix(s[i:], "\r\n") {
				return i, i + 2
			}
			return i, i + 1
		case c < utf8.RuneSelf:
			i++
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == '\u2028' || r == '\u2029' || r == '\u0085' {
				return i, i + size
			}
			i += size
		}
	}
	return len(s), len(s)
}

// line adds the edits of one line and of what parts it from the last that had words.
func (c *cleaning) line(at, end int) {
	edits := runes(c.text, at, end)
	first, last, some := words(c.text, at, end, edits)
	if !some {
		return
	}
	gap, with := app.Span{Start: c.kept, End: first}, ""
	if c.begun {
		with = "\n"
	}
	if c.text[gap.Start:gap.End] != with {
		c.edits = append(c.edits, Edit{gap, with})
	}
	for _, e := range edits {
		if e.Start >= first && e.End <= last {
			c.edits = append(c.edits, e)
		}
	}
	c.kept, c.begun = last, true
}

// words are the bounds of a line without the white space and what is dropped at its ends.
func words(s string, at, end int, edits []Edit) (first, last int, some bool) {
	with := make(map[int]*Edit, len(edits))
	for i := range edits {
		with[edits[i].Start] = &edits[i]
	}
	first, last = -1, at
	for i := at; i < end; {
		r, size := utf8.DecodeRuneInString(s[i:end])
		blank := unicode.IsSpace(r)
		if e := with[i]; e != nil {
			size, blank = e.Len(), strings.TrimSpace(e.With) == ""
		}
		if !blank {
			if first < 0 {
				first = i
			}
			last = i + size
		}
		i += size
	}
	return first, last, first >= 0
}

// runes are the edits inside a line: tabs, control characters, bytes that are no text, letters to compose.
func runes(s string, at, end int) []Edit {
	var edits []Edit
	for i := at; i < end; {
		r, size := utf8.DecodeRuneInString(s[i:end])
		switch {
		case r == utf8.RuneError && size == 1:
			n := 1
			for i+n < end {
				if r, size := utf8.DecodeRuneInString(s[i+n : end]); r != utf8.RuneError || size != 1 {
					break
				}
				n++
			}
			edits = append(edits, Edit{app.Span{Start: i, End: i + n}, "\ufffd"})
			size = n
		case r == '\t':
			edits = append(edits, Edit{app.Span{Start: i, End: i + 1}, " "})
		case r == '\ufeff' || unicode.IsControl(r):
			edits = append(edits, Edit{app.Span{Start: i, End: i + size}, ""})
		}
		i += size
	}
	if norm.NFC.IsNormalString(s[at:end]) {
		return edits
	}
	return composed(s, at, end, edits)
}

// composed adds the edits that compose letters to others, in their order.
func composed(s string, at, end int, edits []Edit) []Edit {
	var out []Edit
	for i := at; i < end; {
		n := norm.NFC.NextBoundaryInString(s[i:end], true)
		if n <= 0 {
			n = end - i
		}
		for len(edits) > 0 && edits[0].Start < i {
			edits = edits[1:]
		}
		if len(edits) > 0 && edits[0].Start < i+n {
			out = append(out, edits[0])
			i = edits[0].End
			edits = edits[1:]
			continue
		}
		if part := s[i : i+n]; !norm.NFC.IsNormalString(part) {
			out = append(out, Edit{app.Span{Start: i, End: i + n}, norm.NFC.String(part)})
		}
		i += n
	}
	return out
}

// Inverse is the map back from the new text to the old. A place at the edge of what differs stays at that edge, so that the span of some
// words becomes the span of the words they were, without what was dropped around them.
func (m *Map) Inverse() *Map {
	back := &Map{Old: m.New, New: m.Old, exact: m.exact, runs: make([]run, len(m.runs))}
	for i, r := range m.runs {
		back.runs[i] = run{r.new, r.old, r.size}
	}
	return back
}
