package table

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"throughline/app"
	"throughline/app/format/when"
)

// header is what the first rows say about the columns.
type header struct {
	rows  int      // how many rows it takes: 0 none, 1 usual, 2 or 3 in exports of survey tools
	names []string // as wide as the widest row of the sample
}

// headerOf finds the columns' names. Survey tools write a second row with questions or answer options and a
// third with import ids; these are taken in.
func headerOf(s []line) header {
	width := 0
	for _, l := range s {
		width = max(width, len(l.cells))
	}
	h := header{names: make([]string, width)}
	if !looksLikeHeader(s) {
		return h.numbered()
	}
	h.rows = 1
	for i := range h.names {
		h.names[i] = cell(s[0].cells, i)
	}
	switch {
	case len(s) > 2 && strings.HasPrefix(cell(s[2].cells, 0), `{"ImportId"`):
		h.rows = 3
		for i := range h.names {
			if q := cell(s[1].cells, i); q != "" {
				h.names[i] = q
			}
		}
	case len(s) > 2 && isOptionRow(s[1].cells):
		h.rows = 2
		last := ""
		for i := range h.names {
			if h.names[i] != "" {
				last = h.names[i]
			}
			option := cell(s[1].cells, i)
			h.names[i] = last
			if option != "" && option != "Response" && option != "Open-Ended Response" {
				h.names[i] = last + " – " + option
			}
		}
	}
	return h.numbered()
}

// numbered names columns without a name by their number.
func (h header) numbered() header {
	for i, n := range h.names {
		if n == "" || h.rows == 0 {
			h.names[i] = fmt.Sprintf("Column %d", i+1)
		}
	}
	return h
}

// force makes the first row of s a header, or not, whatever it looks like.
func (h header) force(on bool, s []line) header {
	switch {
	case on == (h.rows > 0):
		return h
	case !on:
		return header{names: make([]string, len(h.names))}.numbered()
	}
	h.rows = 1
	for i := range h.names {
		h.names[i] = cell(s[0].cells, i)
	}
	return h.numbered()
}

func isOptionRow(row []string) bool {
	for _, c := range row {
		if c = strings.TrimSpace(c); c == "Open-Ended Response" || c == "Response" {
			return true
		}
	}
	return false
}

// looksLikeHeader reports whether the first row names columns: no numbers or dates in it, and either a word known from
// headers, or different names in most columns, or one short line above longer ones.
func looksLikeHeader(s []line) bool {
	first := s[0].cells
	seen := map[string]bool{}
	filled, length := 0, 0
	known := false
	for i := range first {
		c := cell(first, i)
		if c == "" {
			continue
		}
		if isNumber(c) || when.Date(c, when.DayFirst) != "" {
			return false
		}
		seen[strings.ToLower(c)] = true
		filled++
		length += len(c)
		known = known || roleByName(c) != roleNone
	}
	switch {
	case filled == 0 || len(s) < 2:
		return false
	case known || len(seen) == filled && filled > 1 && filled*2 > len(first):
		return true
	}
	return strings.Contains(cell(first, 0), "?") && len(first) == 1 || float64(length)/float64(filled)*2 < meanLength(s[1:])
}

// meanLength is the mean length of the cells that are filled, in bytes.
func meanLength(s []line) float64 {
	length, n := 0, 0
	for _, l := range s {
		for i := range l.cells {
			if c := cell(l.cells, i); c != "" {
				length += len(c)
				n++
			}
		}
	}
	return float64(length) / float64(max(n, 1))
}

// describe tells what each column holds.
func describe(h header, body []line) []Column {
	columns := make([]Column, len(h.names))
	for i, name := range h.names {
		var st stats
		for _, l := range body {
			st.add(cell(l.cells, i))
		}
		columns[i] = Column{Name: name, Kind: st.kind(name), Sample: st.sample}
	}
	return columns
}

// stats gathers what a column's values are like.
type stats struct {
	n, numbers, dates, codes, words, longest int
	different                                map[string]bool
	sample                                   []string
}

func (s *stats) add(v string) {
	if v == "" {
		return
	}
	if s.different == nil {
		s.different = map[string]bool{}
	}
	s.n++
	if !s.different[v] {
		s.different[v] = true
		if len(s.sample) < 3 {
			s.sample = append(s.sample, v)
		}
	}
	w := app.CountWords(v)
	s.words += w
	s.longest = max(s.longest, w)
	switch {
	case isNumber(v):
		s.numbers++
	case when.Date(v, when.DayFirst) != "":
		s.dates++
	}
	if isCode(v) {
		s.codes++
	}
}

// kind weighs the column. Open answers are long and seldom repeat; a question as the name helps.
func (s *stats) kind(name string) Kind {
	unique := len(s.different)
	asks := strings.Contains(name, "?") || app.CountWords(name) >= 5
	switch {
	case s.n == 0:
		return KindEmpty
	case s.dates*5 >= s.n*4, s.dates*2 >= s.n && roleByName(name) == roleDate:
		return KindDate
	case s.codes == s.n && unique == s.n && roleByName(name) == roleCode:
		return KindID
	case s.numbers*10 >= s.n*9:
		return KindNumber
	case s.codes == s.n && unique == s.n && s.n > 1:
		return KindID
	case unique*2 >= s.n && (s.words >= 3*s.n || s.longest >= 8 || asks && s.words > s.n):
		return KindText
	}
	return KindCategory
}

func isNumber(s string) bool {
	s = strings.TrimSuffix(strings.TrimSpace(s), "%")
	if s == "" || len(s) > 32 {
		return false
	}
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return !strings.ContainsAny(s, "xXpPnN_") // no hexadecimal, NaN or Inf
	}
	_, err := strconv.ParseFloat(strings.Replace(strings.ReplaceAll(s, ".", ""), ",", ".", 1), 64)
	return err == nil && strings.Count(s, ",") == 1
}

// isCode reports values such as P07, 1042 or 5f2c-9a: short, one word of letters and digits, with a digit.
func isCode(s string) bool {
	odd := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_.#", r)
	}
	return len(s) <= 40 && strings.IndexFunc(s, odd) < 0 && strings.IndexFunc(s, unicode.IsDigit) >= 0
}
