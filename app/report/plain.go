package report

import (
	"strings"
	"unicode/utf8"

	"throughline/app"
)

// Quoted is what a quote says, in quotation marks unless it is a note.
func (q Quote) Quoted() string {
	if q.Note {
		return q.Text
	}
	return "“" + q.Text + "”"
}

// Origin says whence a quote comes, without its number: "Contradicts · P07, Admin · 00:12:02 · Strong evidence".
func (q Quote) Origin() string { return dotted(q.Word, q.Source, q.Strength) }

// StanceWord is the word beside quotes that do not simply support; "" for those that do.
func StanceWord(s app.Stance) string {
	switch s {
	case app.Contradicts:
		return "Contradicts"
	case app.Nuances:
		return "Nuances"
	}
	return ""
}

// Entries are the headings of a table of contents, in order.
func (d *Document) Entries() []Heading {
	var out []Heading
	for _, b := range d.Blocks {
		if h, ok := b.(Heading); ok && h.Level == 1 && h.ID != "" {
			out = append(out, h)
		}
	}
	return out
}

// Printable takes out of a text what files of markup may not hold: control characters and bytes that are no UTF-8. Line breaks become blanks.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case r < ' ' || r == 0x7F || r == 0xFFFE || r == 0xFFFF:
			return -1
		case r == utf8.RuneError:
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(s, string(utf8.RuneError)))
}
