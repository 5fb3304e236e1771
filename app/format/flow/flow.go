// Package flow gathers what stands in a document, whatever its format: paragraphs, tables and passages that somebody
// marked. It hands them on as lines in which speakers are found.
package flow

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/format/speech"
)

// Note is what a document says of a marked passage.
type Note struct {
	ID      string // ties the note to the ends of its passage
	Text    string
	Author  string
	Created time.Time // zero when unknown
	Tags    [][]string
}

// Flow is a document being gathered. The zero value is empty.
type Flow struct {
	Title string // set by the first paragraph that is a title, or by the reader
	Notes []Note

	lines  []line
	tables []*grid
	due    []point // ends of passages met where no text is
	left   int     // columns of transcripts left out
}

// line is a line with the ends of passages in it.
type line struct {
	speech.Line
	points []point
}

// point is an end of a marked passage.
type point struct {
	id  string
	end bool
	at  int // byte of the line's text
}

// Point notes that a passage begins or ends after all that was gathered, where no paragraph is.
func (f *Flow) Point(id string, end bool) { f.due = append(f.due, point{id: id, end: end}) }

// Heading adds lines that stand apart and are said by nobody: a note below the text.
func (f *Flow) Heading(text string) {
	f.lines = append(f.lines, line{}, line{Line: speech.Line{Text: text, Heading: true}})
}

// Empty reports whether no text was gathered.
func (f *Flow) Empty() bool { return len(f.lines) == 0 }

// Emit adds a paragraph to the cell at hand, or to the document, and empties it. A blank one only hands its points on.
func (f *Flow) Emit(p *Para) {
	text := p.text.String()
	for i := range f.due {
		f.due[i].at = 0
	}
	p.points = append(f.due, p.points...)
	f.due = nil
	if strings.TrimSpace(text) == "" {
		f.due = p.points
		*p = Para{}
		return
	}
	if p.Title && f.Title == "" {
		f.Title = oneLine(text)
	}
	bold := p.bold
	if strings.TrimSpace(text[:bold]) == "" {
		bold = 0
	}
	var lines []line
	from, prefix := 0, p.Prefix
	for s := range strings.SplitSeq(text, "\n") {
		l := line{Line: speech.Line{Text: s, Prefix: prefix, Bold: min(bold, len(s)), Heading: p.Heading || p.Title}}
		last := from+len(s) == len(text)
		for len(p.points) > 0 && (p.points[0].at <= from+len(s) || last) {
			pt := p.points[0]
			pt.at = min(max(0, pt.at-from), len(s))
			l.points, p.points = append(l.points, pt), p.points[1:]
		}
		lines = append(lines, l)
		prefix, bold, from = "", 0, from+len(s)+1
	}
	f.append(append(lines, line{})...)
	*p = Para{}
}

// append adds lines to the cell at hand, or to the document.
func (f *Flow) append(lines ...line) {
	if n := len(f.tables); n > 0 {
		f.tables[n-1].add(lines)
		return
	}
	f.lines = append(f.lines, lines...)
}

// OpenTable begins a table, inside a cell of another or not.
func (f *Flow) OpenTable() { f.tables = append(f.tables, &grid{}) }

// Row begins a row of the table at hand. Without a table it does nothing, as Cell does.
func (f *Flow) Row() {
	if n := len(f.tables); n > 0 {
		f.tables[n-1].row()
	}
}

// Cell begins a cell.
func (f *Flow) Cell() {
	if n := len(f.tables); n > 0 {
		f.tables[n-1].cell()
	}
}

// CloseTable ends the table at hand: its rows become lines.
func (f *Flow) CloseTable() {
	if n := len(f.tables); n > 0 {
		g := f.tables[n-1]
		f.tables = f.tables[:n-1]
		f.append(g.lines()...)
		f.left += g.left
	}
}

// Len is the number of lines.
func (f *Flow) Len() int { return len(f.lines) }

// At returns line i.
func (f *Flow) At(i int) speech.Line { return f.lines[i].Line }

// Read finds who speaks, and where the passages marked went. Tables left open are closed. Returns the context's error.
func (f *Flow) Read(ctx context.Context) (speech.Script, error) {
	for len(f.tables) > 0 {
		f.CloseTable()
	}
	for i := range f.lines {
		f.lines[i].Text = valid(f.lines[i].Text)
	}
	s, err := speech.ReadMarked(ctx, f, speech.Beside{Marks: f.marks()})
	if err != nil {
		return speech.Script{}, err
	}
	for i := range s.Utterances {
		u := &s.Utterances[i]
		u.Speaker, u.Text = source.Clean(u.Speaker), source.Clean(u.Text)
	}
	if f.left > 0 {
		s.Warnings = append(s.Warnings, source.Count(f.left, "column")+" beside what was said left out: numbers, notes or codes.")
	}
	s.Title, s.Moderator = source.Clean(s.Title), source.Clean(s.Moderator)
	if f.Title != "" {
		s.Title = source.Clean(f.Title)
	}
	return s, nil
}

// valid makes text clean without changing its length, so that points stay where they are.
func valid(s string) string {
	if utf8.ValidString(s) && !strings.ContainsAny(s, "\r\x00") {
		return s
	}
	b := []byte(s)
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n <= 1 || r == '\r' || r == 0 {
			b[i] = ' '
		}
		i += max(1, n)
	}
	return string(b)
}

// marks ties the ends of passages together, in the order of notes. A passage without a beginning is its line.
func (f *Flow) marks() []speech.MarkedLines {
	from, to := map[string]speech.Spot{}, map[string]speech.Spot{}
	for i := range f.lines {
		for _, p := range f.lines[i].points {
			at := speech.Spot{Line: i, Byte: p.at}
			if _, known := from[p.id]; !known {
				from[p.id] = at
			}
			to[p.id] = at
		}
	}
	for _, p := range f.due {
		if n := len(f.lines); n > 0 {
			end := speech.Spot{Line: n - 1, Byte: len(f.lines[n-1].Text)}
			if _, known := from[p.id]; known {
				to[p.id] = end
			}
		}
	}
	var out []speech.MarkedLines
	for _, n := range f.Notes {
		start, ok := from[n.ID]
		if !ok {
			continue
		}
		out = append(out, speech.MarkedLines{From: start, To: to[n.ID],
			DocMark: app.DocMark{Note: n.Text, Author: n.Author, Created: n.Created, Tags: n.Tags}})
	}
	slices.SortStableFunc(out, func(a, b speech.MarkedLines) int { return a.From.Line - b.From.Line })
	return out
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
