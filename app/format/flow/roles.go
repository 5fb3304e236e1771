package flow

import (
	"slices"
	"strings"

	"throughline/app/format/speech"
	"throughline/app/format/when"
)

// roles says what the columns of a transcript are; -1 for one that it does not have.
type roles struct {
	name, from, to int
	text           []bool // by column: it is said
}

// roles finds the columns of a transcript, and takes its header away. Row numbers, lengths and notes beside what is said are left out, unless
// nothing else is there.
func (g *grid) roles(width int) roles {
	headed := slices.ContainsFunc(g.rows[0], func(c []line) bool { return isHeading(cellText([][]line{c}, 0, " ")) })
	body := g.rows
	if headed {
		body = g.rows[1:]
	}
	out := roles{name: -1, from: -1, to: -1, text: make([]bool, width)}
	others := out.times(body)
	for _, c := range others[:min(len(others), 3)] {
		filled, names, different := census(body, c, isName)
		if filled >= 3 && names*5 >= filled*4 && filled*2 >= len(body) && different*2 <= filled+1 {
			out.name = c
			break
		}
	}
	if out.name < 0 {
		return out
	}
	others = slices.DeleteFunc(others, func(c int) bool { return c == out.name })
	said := slices.DeleteFunc(slices.Clone(others), func(c int) bool {
		filled, numbers, _ := census(body, c, isNumber)
		return filled > 0 && numbers == filled || headed && isAside(cellText(g.rows[0], c, " "))
	})
	if len(said) == 0 {
		said = others
	}
	for _, c := range said {
		out.text[c] = true
	}
	g.rows, g.left = body, len(others)-len(said)
	return out
}

// times takes the first two columns that hold times, and returns those that hold something else.
func (o *roles) times(body [][][]line) (others []int) {
	for c := range o.text {
		switch filled, clocks, _ := census(body, c, isClock); {
		case filled < 2 || clocks*5 < filled*4 || filled*2 < len(body):
			others = append(others, c)
		case o.from < 0:
			o.from = c
		case o.to < 0:
			o.to = c
		}
	}
	return others
}

// census counts the cells of a column that hold something, those that satisfy is, and how many of all differ.
func census(rows [][][]line, c int, is func(string) bool) (filled, good, different int) {
	seen := map[string]bool{}
	for _, r := range rows {
		if v := cellText(r, c, " "); v != "" {
			filled++
			if is(v) {
				good++
			}
			seen[v] = true
		}
	}
	return filled, good, len(seen)
}

func isName(s string) bool { return speech.Nameable(strings.TrimSuffix(s, ":")) }

func isNumber(s string) bool {
	return strings.Trim(s, "0123456789.# ") == "" && strings.ContainsAny(s, "0123456789")
}

func isClock(s string) bool {
	_, rest, ok := when.Clock(clock(s))
	return ok && strings.Trim(rest, " -–—0123456789:.,") == ""
}

// clock is a time without what stands round it.
func clock(s string) string { return strings.Trim(s, "[]() ") }

// span gives the times of a row, "0:01" or "0:01 - 0:05"; "" without any. An end before the beginning is a length.
func (o roles) span(r [][]line) string {
	from, to := clock(cellText(r, o.from, " ")), clock(cellText(r, o.to, " "))
	if !isClock(from) {
		return ""
	}
	start, rest, _ := when.Clock(from)
	if end, _, ok := when.Clock(to); ok && isClock(to) && rest == "" && end >= start {
		return from + " - " + to
	}
	return from
}

// speakerRow gives a row of a transcript.
func speakerRow(r [][]line, o roles) []line {
	who := strings.TrimSuffix(cellText(r, o.name, " "), ":")
	at := o.span(r)
	var out []line
	for c := range r {
		if o.text[c] {
			out = append(out, filled(r[c])...)
		}
	}
	if len(out) == 0 {
		out = []line{{}} // somebody is named and says nothing
	}
	switch {
	case at != "" && who != "":
		out[0].lead(at + "\t" + who + "\t")
	case who != "":
		out[0].lead(who + ": ")
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

// isAside reports the head of a column that researchers fill.
func isAside(s string) bool {
	switch strings.ToLower(s) {
	case "note", "notes", "code", "codes", "coding", "comment", "comments", "memo", "memos", "tag", "tags", "theme", "themes",
		"notiz", "notizen", "anmerkung", "anmerkungen", "kommentar", "kommentare", "kodierung", "thema", "themen",
		"nota", "notas", "código", "códigos", "comentario", "comentarios", "remarque", "remarques", "commentaire", "commentaires":
		return true
	}
	return false
}
