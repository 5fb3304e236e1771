package docx

import (
	"slices"
	"strings"

	"throughline/app/format/speech"
	"throughline/app/format/when"
)

// grid is a table being read: rows of cells of lines.
type grid struct {
	rows [][][]speech.Line
}

func (g *grid) start(name string) {
	switch name {
	case "tr":
		g.rows = append(g.rows, nil)
	case "tc":
		if n := len(g.rows); n > 0 {
			g.rows[n-1] = append(g.rows[n-1], nil)
		}
	}
}

func (g *grid) add(lines []speech.Line) {
	if len(g.rows) == 0 {
		g.rows = append(g.rows, nil)
	}
	row := &g.rows[len(g.rows)-1]
	if len(*row) == 0 {
		*row = append(*row, nil)
	}
	(*row)[len(*row)-1] = append((*row)[len(*row)-1], lines...)
}

// lines flattens the table. A transcript set as a table, with a column of names and perhaps one of times, becomes
// lines that say so, without its header; a table of one column or row, which is there for layout, gives its paragraphs; any other gives
// a line a row with bars between cells.
func (g *grid) lines() []speech.Line {
	width := 0
	for _, r := range g.rows {
		width = max(width, len(r))
	}
	if width < 2 || len(g.rows) < 2 {
		var out []speech.Line
		for _, r := range g.rows {
			for _, c := range r {
				out = append(out, c...)
			}
		}
		return out
	}
	headed := slices.ContainsFunc(g.rows[0], func(c []speech.Line) bool { return isHeading(cellText([][]speech.Line{c}, 0, " ")) })
	body := g.rows
	if headed {
		body = g.rows[1:]
	}
	name, clock := column(body, width, isName, true), column(body, width, isClock, false)
	if name >= 0 {
		g.rows = body
	}
	var out []speech.Line
	for _, r := range g.rows {
		if name >= 0 {
			out = append(out, speakerRow(r, name, clock)...)
		} else {
			out = append(out, plainRow(r), speech.Line{})
		}
	}
	return out
}

// column returns the first of the first three columns whose cells nearly all satisfy is, or -1. With again, its
// values must recur.
func column(rows [][][]speech.Line, width int, is func(string) bool, again bool) int {
	for c := range min(width, 3) {
		filled, good := 0, 0
		different := map[string]bool{}
		for _, r := range rows {
			if v := cellText(r, c, " "); v != "" {
				filled++
				if is(v) {
					good++
				}
				different[v] = true
			}
		}
		if filled >= 2 && good*5 >= filled*4 && filled*2 >= len(rows) && (!again || filled >= 3 && len(different)*2 <= filled+1) {
			return c
		}
	}
	return -1
}

func isName(s string) bool { return speech.Nameable(strings.TrimSuffix(s, ":")) }

func isClock(s string) bool {
	_, rest, ok := when.Clock(strings.Trim(s, "[]() "))
	return ok && strings.Trim(rest, " -–—0123456789:.,") == ""
}

// speakerRow gives a row of a transcript.
func speakerRow(r [][]speech.Line, name, clock int) []speech.Line {
	who := strings.TrimSuffix(cellText(r, name, " "), ":")
	at := cellText(r, clock, " ")
	if !isClock(at) {
		at = ""
	}
	var text []string
	for c := range r {
		if t := cellText(r, c, "\n"); t != "" && c != name && c != clock {
			text = append(text, t)
		}
	}
	var out []speech.Line
	first := true
	for l := range strings.SplitSeq(strings.Join(text, "\n"), "\n") {
		switch {
		case first && at != "" && who != "":
			l = strings.Trim(at, "[]() ") + "\t" + who + "\t" + l
		case first && who != "":
			l = who + ": " + l
		}
		first = false
		out = append(out, speech.Line{Text: l})
	}
	return out
}

func isHeading(s string) bool {
	switch strings.ToLower(s) {
	case "speaker", "name", "who", "person", "sprecher", "sprecherin", "wer":
		return true
	}
	return false
}

func plainRow(r [][]speech.Line) speech.Line {
	var cells []string
	for c := range r {
		if t := cellText(r, c, " "); t != "" {
			cells = append(cells, t)
		}
	}
	return speech.Line{Text: strings.Join(cells, " | "), Heading: true} // said by nobody
}

// cellText joins the lines of a cell that are not blank.
func cellText(r [][]speech.Line, c int, sep string) string {
	if c < 0 || c >= len(r) {
		return ""
	}
	var out []string
	for _, l := range r[c] {
		if t := strings.TrimSpace(l.Text); t != "" {
			out = append(out, l.Prefix+strings.ReplaceAll(t, "\t", " "))
		}
	}
	return strings.Join(out, sep)
}
