package table

import (
	"context"
	"strings"
)

// delimiters are tried in this order; an earlier one wins a tie.
var delimiters = []byte{',', ';', '\t', '|'}

// csvReader parts text into rows. It is tolerant: quotes count at the start of a field only, a stray quote is a
// letter, and a quote that is never closed reaches to its line's end.
type csvReader struct {
	text  string
	at    int
	delim byte // 0: each line is one field
	loose bool // quotes are letters from here on: one was never closed
	row   []string
}

// next returns the next row, or nil at the end. The slice is used again.
func (c *csvReader) next() []string {
	if c.at >= len(c.text) {
		return nil
	}
	c.row = c.row[:0]
	for {
		field, more := c.field()
		c.row = append(c.row, field)
		if !more || len(c.row) > maxColumns {
			return c.row
		}
	}
}

// field reads one field and reports whether another follows in the row.
func (c *csvReader) field() (string, bool) {
	rest := c.text[c.at:]
	if !c.loose {
		if lead := strings.TrimLeft(rest, " "); strings.HasPrefix(lead, `"`) {
			field, n, end := c.quoted(lead)
			if end == closed {
				c.at += len(rest) - len(lead) + n
				return field, c.step()
			}
			c.loose = end == open
		}
	}
	n := strings.IndexByte(rest, '\n')
	if n < 0 {
		n = len(rest)
	}
	if c.delim != 0 {
		if d := strings.IndexByte(rest[:n], c.delim); d >= 0 {
			n = d
		}
	}
	c.at += n
	return rest[:n], c.step()
}

// ending says how a field in quotes ends.
type ending int

const (
	closed ending = iota
	open          // never: no quote after it ends a field
	stray         // a quote stands inside it and the line ends before it is closed: its quotes are letters
)

// quoted reads a field in quotes at the start of s and returns its length with them. A quote inside that is neither
// doubled nor at the end of the field is a letter, if the field ends on the same line.
func (c *csvReader) quoted(s string) (field string, n int, end ending) {
	var b strings.Builder
	from, loose := 1, false
	for i := 1; ; {
		q := strings.IndexByte(s[i:], '"')
		if loose {
			if eol := strings.IndexByte(s[i:], '\n'); eol >= 0 && (q < 0 || eol < q) {
				return "", 0, stray
			}
		}
		if q < 0 {
			return "", 0, open
		}
		i += q + 1
		if i < len(s) && s[i] == '"' {
			b.WriteString(s[from:i])
			i++
			from = i
			continue
		}
		last := i
		for last < len(s) && s[last] == ' ' {
			last++
		}
		if last == len(s) || s[last] == '\n' || c.delim != 0 && s[last] == c.delim {
			if b.Len() == 0 {
				return s[from : i-1], last, closed
			}
			b.WriteString(s[from : i-1])
			return b.String(), last, closed
		}
		loose = true
	}
}

// step passes over what ended a field and reports whether it was the delimiter.
func (c *csvReader) step() bool {
	if c.at >= len(c.text) {
		return false
	}
	c.at++
	return c.text[c.at-1] != '\n'
}

// sniffDelimiter returns the delimiter under which the first rows are most alike, and where the rows begin: after
// a line "sep=;" as spreadsheets write. prefer wins ties; 0 means that no delimiter parts the lines.
func sniffDelimiter(text string, prefer byte) (delim byte, start int) {
	if rest, ok := strings.CutPrefix(strings.ToLower(text[:min(len(text), 6)]), "sep="); ok && len(rest) > 0 {
		if n := strings.IndexByte(text, '\n'); n == 5 {
			return text[4], 6
		}
	}
	best := 0
	for _, d := range delimiters {
		score := likeness(text, d)
		if score > 0 && d == prefer {
			score++
		}
		if score > best {
			best, delim = score, d
		}
	}
	return delim, 0
}

// likeness scores how well a delimiter parts the first rows: how many of up to 50 share the commonest number of
// fields, in percent, plus a little for more fields. 0 if that number is 1, or if rows differ and the delimiter
// mostly stands before a blank, as a comma does in a sentence.
func likeness(text string, d byte) int {
	c := csvReader{text: text[:min(len(text), 256<<10)], delim: d}
	counts := map[int]int{}
	rows, all, blanks := 0, 0, 0
	for rows < 50 {
		row := c.next()
		if row == nil {
			break
		}
		if len(row) == 1 && row[0] == "" {
			continue
		}
		rows++
		counts[len(row)]++
		for _, field := range row[1:] {
			all++
			if strings.HasPrefix(field, " ") {
				blanks++
			}
		}
	}
	fields, n := 0, 0
	for f, k := range counts {
		if k > n || k == n && f > fields {
			fields, n = f, k
		}
	}
	if fields < 2 || n*2 < rows || n < rows && blanks*5 >= all*4 {
		return 0
	}
	return n*100/rows*4 + min(fields, 40)
}

// each calls f with every row that is not blank; n counts rows of the file from 1, blank ones too.
func (c *csvReader) each(ctx context.Context, f func(n int, row []string) error) error {
	for n := 1; ; n++ {
		if n%512 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		row := c.next()
		if row == nil {
			return nil
		}
		if isBlankRow(row) {
			continue
		}
		if err := f(n, row); err != nil {
			return err
		}
	}
}

func isBlankRow(row []string) bool {
	for _, c := range row {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
