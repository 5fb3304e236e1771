package table

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"throughline/app"
	"throughline/app/format/source"
)

// Limits on tables. A survey beyond them is no set of interviews.
const (
	maxRows    = 250_000
	maxColumns = 2_000
	maxCells   = 8_000_000
	sampleRows = 300 // looked at to tell columns apart
	shownRows  = 50  // in a Table
)

// Kind says what a column seems to hold.
type Kind string

// The kinds of columns.
const (
	KindText     Kind = "text"     // open answers
	KindCategory Kind = "category" // few different short values
	KindNumber   Kind = "number"
	KindDate     Kind = "date"
	KindID       Kind = "id" // codes and keys, each once
	KindEmpty    Kind = "empty"
)

// Column is one column as a person choosing a mapping sees it.
type Column struct {
	Name   string // from the header, or "Column 3"
	Kind   Kind
	Sample []string // up to 3 different values
}

// Table is the beginning of a table file.
type Table struct {
	Columns   []Column
	Rows      [][]string // the first 50 rows below the header, all as wide as Columns
	Header    bool       // the first row seems to hold names
	Sheets    []string   // of a workbook, visible ones first
	Sheet     string     // the sheet shown
	Delimiter string     // of a text table; "" when lines are not parted
	Encoding  string     // of a text table
	Warnings  []string
}

// Open reads the beginning of a table file. m chooses the sheet of a workbook and says whether the first row
// holds names; nil takes the first sheet with rows and guesses. See Read for errors.
func Open(ctx context.Context, f source.File, m *Mapping) (Table, error) {
	sheet := ""
	if m != nil {
		sheet = m.Sheet
	}
	g, err := openGrid(ctx, f, sheet)
	if err != nil {
		return Table{}, err
	}
	s, err := g.sample(ctx)
	if err != nil {
		return Table{}, named(f, err)
	}
	if len(s) == 0 {
		return Table{}, noRows(f)
	}
	h := headerOf(s)
	if m != nil {
		h = h.force(m.Header, s)
	}
	return g.table(s, h), nil
}

func noRows(f source.File) *app.Error {
	return f.Fail(app.EInvalid, "has no rows.", "Check that the right sheet or file was exported.", nil)
}

// grid is an open table file.
type grid struct {
	format    string
	sheets    []string
	sheet     string
	delimiter string
	encoding  string
	warnings  []string
	each      func(ctx context.Context, f func(n int, row []string) error) error
	exactly   func() // lets a workbook give percentages with all their digits; nil for a text table
}

// openGrid opens a file as a workbook when it begins like a package, else as delimited text.
func openGrid(ctx context.Context, f source.File, sheet string) (*grid, error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	head, err := f.Head(4)
	if err != nil {
		return nil, err
	}
	ext := strings.ToLower(path.Ext(f.Name))
	if string(head) == "PK\x03\x04" || ext == ".xlsx" || ext == ".xlsm" {
		return openWorkbook(ctx, f, sheet)
	}
	return openText(ctx, f)
}

func openText(ctx context.Context, f source.File) (*grid, error) {
	t, err := f.Text(ctx)
	if err != nil {
		return nil, err
	}
	prefer := byte(',')
	if ext := strings.ToLower(path.Ext(f.Name)); ext == ".tsv" || ext == ".tab" {
		prefer = '\t'
	}
	delim, start := sniffDelimiter(t.Text, prefer)
	g := &grid{format: "csv", encoding: t.Encoding, warnings: t.Warnings}
	if delim != 0 {
		g.delimiter = string(rune(delim))
	}
	if delim == '\t' {
		g.format = "tsv"
	}
	g.each = func(ctx context.Context, fn func(int, []string) error) error {
		c := csvReader{text: t.Text[start:], delim: delim}
		return c.each(ctx, fn)
	}
	return g, nil
}

var errEnough = errors.New("enough rows")

// line is one row with its number in the file.
type line struct {
	n     int
	cells []string
}

// sample returns the first rows. Returns ETooLarge for a row beyond maxColumns.
func (g *grid) sample(ctx context.Context) ([]line, error) {
	var out []line
	err := g.each(ctx, func(n int, row []string) error {
		if len(row) > maxColumns {
			return &app.Error{Code: app.ETooLarge, Message: fmt.Sprintf("The table has more than %d columns.", maxColumns), Op: "read",
				Hint: "Delete the columns you do not need and import it again."}
		}
		out = append(out, line{n, append([]string(nil), row...)})
		if len(out) == sampleRows {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, err
	}
	return out, nil
}

// table describes the sample for a person.
func (g *grid) table(s []line, h header) Table {
	t := Table{Header: h.rows > 0, Sheets: g.sheets, Sheet: g.sheet, Delimiter: g.delimiter, Encoding: g.encoding, Warnings: g.warnings}
	body := s[min(h.rows, len(s)):]
	t.Columns = describe(h, body)
	for i, l := range body {
		if i == shownRows {
			break
		}
		row := make([]string, len(t.Columns))
		for c := range min(len(row), len(l.cells)) {
			row[c] = cell(l.cells, c)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// cell returns a row's cell, trimmed and clean, or "".
func cell(row []string, i int) string {
	if i < 0 || i >= len(row) {
		return ""
	}
	return strings.TrimSpace(source.Clean(row[i]))
}
