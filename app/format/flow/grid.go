package flow

import (
	"strings"

	"throughline/app/format/speech"
)

// grid is a table being gathered: rows of cells of lines.
type grid struct {
	rows [][][]line
	left int // columns of a transcript left out
}

func (g *grid) row() { g.rows = append(g.rows, nil) }

func (g *grid) cell() {
	if n := len(g.rows); n > 0 {
		g.rows[n-1] = append(g.rows[n-1], nil)
	}
}

func (g *grid) add(lines []line) {
	if len(g.rows) == 0 {
		g.rows = append(g.rows, nil)
	}
	row := &g.rows[len(g.rows)-1]
	if len(*row) == 0 {
		*row = append(*row, nil)
	}
	(*row)[len(*row)-1] = append((*row)[len(*row)-1], lines...)
}

// lines flattens the table. A transcript set as a table, with a column of names and perhaps of times, becomes
// lines that say so, without its header; a table of one column or row, which is there for layout, gives its paragraphs; any other gives
// a line a row with bars between cells.
func (g *grid) lines() []line {
	width := 0
	for _, r := range g.rows {
		width = max(width, len(r))
	}
	if width < 2 || len(g.rows) < 2 {
		var out []line
		for _, r := range g.rows {
			for _, c := range r {
				out = append(out, c...)
			}
		}
		return out
	}
	roles := g.roles(width)
	var out []line
	for _, r := range g.rows {
		if roles.name >= 0 {
			out = append(out, speakerRow(r, roles)...)
		} else {
			out = append(out, plainRow(r), line{})
		}
	}
	return out
}

func plainRow(r [][]line) line {
	out := line{Line: speech.Line{Heading: true}} // said by nobody
	for c := range r {
		for i, l := range filled(r[c]) {
			switch {
			case out.Text == "":
			case i == 0:
				out.Text += " | "
			default:
				out.Text += " "
			}
			at := len(out.Text)
			out.Text += l.Text
			for _, p := range l.points {
				p.at += at
				out.points = append(out.points, p)
			}
		}
	}
	return out
}

// filled are the lines of a cell that are not blank, their white space at the ends left out, their signs in the text.
func filled(cell []line) []line {
	var out []line
	var due []point
	for _, l := range cell {
		t := strings.TrimSpace(l.Text)
		if t == "" {
			due = append(due, l.points...)
			continue
		}
		cut := strings.Index(l.Text, t)
		next := line{Line: speech.Line{Text: strings.ReplaceAll(t, "\t", " ")}}
		for _, p := range due {
			next.points = append(next.points, point{id: p.id, end: p.end})
		}
		due = nil
		for _, p := range l.points {
			p.at = min(max(0, p.at-cut), len(t))
			next.points = append(next.points, p)
		}
		next.lead(l.Prefix)
		out = append(out, next)
	}
	return out
}

// lead puts text before a line.
func (l *line) lead(text string) {
	l.Text = text + l.Text
	for i := range l.points {
		l.points[i].at += len(text)
	}
}

// cellText joins the lines of a cell that are not blank.
func cellText(r [][]line, c int, sep string) string {
	if c < 0 || c >= len(r) {
		return ""
	}
	var out []string
	for _, l := range filled(r[c]) {
		out = append(out, l.Text)
	}
	return strings.Join(out, sep)
}
