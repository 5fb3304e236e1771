package table

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"

	"throughline/app"
	"throughline/app/format/source"
)

// Named is a whole table file whose first row names the columns.
type Named struct {
	Format   string // "csv", "tsv", "xlsx"
	Columns  []string
	Rows     [][]string // below the names, all as wide as Columns
	Lines    []int      // of Rows: their number in the file, counted from 1
	Warnings []string
	Sheets   []string // of a workbook, in its order
	Sheet    string   // of them, that was read
}

// ReadNamed reads a table file whose first row names the columns; of a workbook the sheet that the file names, otherwise the first of those with rows below their
// first, percentages of cells that show fewer with all their digits. what is what a row is, in the hint of the error. Returns EInvalid for a file without rows below the names, ETooLarge for more than
// limit of them, and the other errors of Rows.
func ReadNamed(ctx context.Context, f source.File, limit int, what string) (*Named, error) {
	g, err := sheetRows(ctx, f, f.Sheet, limit+1, true)
	if err != nil {
		return nil, err
	}
	if len(g.Rows) < 2 && f.Sheet == "" { // a title page
		for _, other := range g.Sheets {
			if next, err := sheetRows(ctx, f, other, limit+1, true); err == nil && len(next.Rows) > 1 {
				g = next
				break
			}
		}
	}
	if len(g.Rows) < 2 {
		return nil, f.Fail(app.EInvalid, "has nothing below its first row.", "The first row names the columns, each row below is one "+what+".", nil)
	}
	return NameColumns(g), nil
}

// NameColumns takes the first row of a grid for the names of its columns. Columns without a name are called by their number, and of several
// with one name, whatever its case, the later ones get a number: "Score (2)".
func NameColumns(g Grid) *Named {
	n := &Named{Format: g.Format, Warnings: g.Warnings, Lines: g.Lines[1:], Sheets: g.Sheets, Sheet: g.Sheet}
	wide := 0
	for _, r := range g.Rows {
		wide = max(wide, len(r))
	}
	seen := map[string]int{}
	for i := range wide {
		name := ""
		if i < len(g.Rows[0]) {
			name = strings.Join(strings.Fields(g.Rows[0][i]), " ")
		}
		name = cmp.Or(name, fmt.Sprintf("Column %d", i+1))
		key := app.FoldName(name)
		seen[key]++
		if k := seen[key]; k > 1 {
			name = fmt.Sprintf("%s (%d)", name, k)
		}
		n.Columns = append(n.Columns, name)
	}
	for _, r := range g.Rows[1:] {
		for len(r) < wide {
			r = append(r, "")
		}
		n.Rows = append(n.Rows, r)
	}
	return n
}

// Column is the place of a column by its name, whatever its case; -1 for none.
func (n *Named) Column(name string) int {
	key := app.FoldName(name)
	for i, c := range n.Columns {
		if app.FoldName(c) == key {
			return i
		}
	}
	return -1
}

// Decimal reads a number as people write it in a table: "1,234.5", "1.234,5", "12,5", "12 %". A single comma is a decimal sign unless three
// digits follow it and one to three stand before, as in 1,234. ok is false for anything else.
func Decimal(text string) (v float64, ok bool) {
	t := strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "", "’", "").Replace(strings.TrimSpace(text))
	t = strings.TrimSuffix(strings.Replace(t, "−", "-", 1), "%")
	if !isPlain(t) {
		return 0, false
	}
	comma, point := strings.LastIndexByte(t, ','), strings.LastIndexByte(t, '.')
	switch {
	case comma >= 0 && point >= 0 && comma > point:
		t = strings.Replace(strings.ReplaceAll(t, ".", ""), ",", ".", 1)
	case comma >= 0 && point >= 0:
		t = strings.ReplaceAll(t, ",", "")
	case strings.Count(t, ",") == 1 && !groups(t, ','):
		t = strings.Replace(t, ",", ".", 1)
	case comma >= 0:
		if !groups(t, ',') {
			return 0, false
		}
		t = strings.ReplaceAll(t, ",", "")
	case strings.Count(t, ".") > 1:
		if !groups(t, '.') {
			return 0, false
		}
		t = strings.ReplaceAll(t, ".", "")
	}
	v, err := strconv.ParseFloat(t, 64)
	return v, err == nil
}

// isPlain reports whether only digits, signs at the start and separators stand in a text.
func isPlain(t string) bool {
	digits := 0
	for i, r := range t {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '-' || r == '+':
			if i > 0 {
				return false
			}
		case r != '.' && r != ',':
			return false
		}
	}
	return digits > 0 && len(t) <= 32
}

// groups reports whether a sign parts a number into threes, as in 1,234,567.
func groups(t string, sign byte) bool {
	parts := strings.Split(strings.TrimLeft(t, "+-"), string(sign))
	if len(parts[0]) < 1 || len(parts[0]) > 3 || parts[0] == "0" {
		return false
	}
	for _, p := range parts[1:] {
		if len(p) != 3 || strings.ContainsAny(p, ".,") {
			return false
		}
	}
	return true
}
