package qda

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Ruler turns places as a file counts them into bytes of the text as people read it, and back. Make it with NewRuler.
type Ruler struct {
	Text   string // as people read it: line feeds, no byte order mark
	counts Counts
	lines  []mark // where lines begin, ascending
	end    int64  // the place after the last
}

// mark is the beginning of a line.
type mark struct {
	at  int   // byte of Text
	pos int64 // as the file counts
}

// byteOrderMark stands at the beginning of files of some programs.
const byteOrderMark = "\ufeff"

// Plain is a text as people read it: without byte order mark, with line feeds.
func Plain(raw string) string {
	raw = strings.TrimPrefix(raw, byteOrderMark)
	if !strings.Contains(raw, "\r") {
		return raw
	}
	return strings.ReplaceAll(strings.ReplaceAll(raw, "\r\n", "\n"), "\r", "\n")
}

// NewRuler measures a text as it stands in the file, decoded.
func NewRuler(raw string, c Counts) *Ruler {
	r := &Ruler{counts: c}
	body := strings.TrimPrefix(raw, byteOrderMark)
	pos := int64(0)
	if c.Mark && len(body) < len(raw) {
		pos = r.width(byteOrderMark)
	}
	r.Text = Plain(raw)
	r.lines = append(r.lines, mark{0, pos})
	at := 0
	for len(body) > 0 {
		i := strings.IndexAny(body, "\r\n")
		if i < 0 {
			pos += r.width(body)
			break
		}
		pos += r.width(body[:i]) + 1
		at += i + 1
		if strings.HasPrefix(body[i:], "\r\n") {
			i++
			if c.CRLF {
				pos++
			}
		}
		body = body[i+1:]
		r.lines = append(r.lines, mark{at, pos})
	}
	r.end = pos
	return r
}

// width is how much some text counts.
func (r *Ruler) width(s string) int64 {
	switch r.counts.Unit {
	case "bytes":
		return int64(len(s))
	case "utf16":
		n := utf8.RuneCountInString(s)
		for i := 0; i < len(s); i++ {
			if s[i] >= 0xF0 {
				n++
			}
		}
		return int64(n)
	}
	return int64(utf8.RuneCountInString(s))
}

// Len is the place after the last.
func (r *Ruler) Len() int64 { return r.end }

// Byte is where a place lies in Text; inside a sign or line end it is the beginning of it. ok is false outside the text.
func (r *Ruler) Byte(pos int64) (at int, ok bool) {
	if pos < 0 || pos > r.end {
		return 0, false
	}
	i := max(0, sort.Search(len(r.lines), func(i int) bool { return r.lines[i].pos > pos })-1)
	left := pos - r.lines[i].pos
	at = r.lines[i].at
	for left > 0 && at < len(r.Text) && r.Text[at] != '\n' {
		_, size := utf8.DecodeRuneInString(r.Text[at:])
		if left -= r.width(r.Text[at : at+size]); left < 0 {
			break
		}
		at += size
	}
	return at, true
}

// Pos is how the file counts a byte of Text.
func (r *Ruler) Pos(at int) int64 {
	i := max(0, sort.Search(len(r.lines), func(i int) bool { return r.lines[i].at > at })-1)
	return r.lines[i].pos + r.width(r.Text[r.lines[i].at:min(at, len(r.Text))])
}

// Span is the passage that a selection from one place to another covers, half-open; ok is false when it does not lie in the text.
func (r *Ruler) Span(from, to int64) (start, end int, ok bool) {
	if r.counts.LastIn {
		to++
	}
	if to < from {
		return -1, -1, false
	}
	start, ok = r.Byte(from)
	if !ok {
		return -1, -1, false
	}
	end, ok = r.Byte(to)
	if !ok {
		return -1, -1, false
	}
	return start, end, true
}

// Places are how the file counts a passage, the reverse of Span.
func (r *Ruler) Places(start, end int) (from, to int64) {
	from, to = r.Pos(start), r.Pos(end)
	if r.counts.LastIn {
		to--
	}
	return from, to
}
