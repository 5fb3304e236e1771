package table

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/format/when"
)

// Labels of the two sides of a survey row.
const (
	question = "Question"
	answer   = "Answer"
)

// Read reads a table file into one document a row that has an open answer, or, where the mapping says so, into the documents whose coded passages it holds. For each open answer it has two
// utterances: the column's name, spoken by "Question", who is the moderator, and the answer, spoken by the row's
// code, or "Answer" if it has none. m nil guesses the mapping. Returns EInvalid for a file without rows or answers, a
// mapping that names columns or a sheet the table does not have, or a broken workbook; ETooLarge beyond 250,000
// rows, 2,000 columns or 8 million cells; the errors of source.File.Text, and the context's error.
func Read(ctx context.Context, f source.File, m *Mapping) (app.Bundle, error) {
	sheet := ""
	if m != nil {
		sheet = m.Sheet
	}
	g, err := openGrid(ctx, f, sheet)
	if err != nil {
		return app.Bundle{}, err
	}
	s, err := g.sample(ctx)
	if err != nil {
		return app.Bundle{}, named(f, err)
	}
	if len(s) == 0 {
		return app.Bundle{}, noRows(f)
	}
	h := headerOf(s)
	if m == nil {
		guess := GuessMapping(g.table(s, h))
		m = &guess
	} else {
		h = h.force(m.Header, s)
	}
	r := rowReader{file: f, m: *m, head: h}
	if err := r.check(); err != nil {
		return app.Bundle{}, err
	}
	if m.Coded != nil {
		c := codedReader{rowReader: r, c: *m.Coded}
		return c.read(ctx, g)
	}
	if err := g.each(ctx, r.row); err != nil {
		return app.Bundle{}, named(f, err)
	}
	if len(r.docs) == 0 {
		return app.Bundle{}, f.Fail(app.EInvalid, "has no answers in the columns chosen.", "Choose the columns that hold what people said.", nil)
	}
	r.date()
	f.Progress.Report(f.Size, f.Size, f.Short())
	return app.Bundle{Format: g.format, Encoding: g.encoding, Documents: r.docs, Warnings: append(g.warnings, r.warnings()...)}, nil
}

// named puts the file's name to an error made where only the table was known.
func named(f source.File, err error) error {
	var e *app.Error
	if errors.As(err, &e) && e.Path == "" {
		e.Path = f.Name
	}
	return err
}

// rowReader turns rows into documents.
type rowReader struct {
	file source.File
	m    Mapping
	head header

	seen   int // rows met, the header's among them
	cells  int
	blank  int // rows without an answer
	beyond int // cells to the right of the last column
	docs   []app.Document
	dates  []string // of docs, as in the file
	us     bool     // a date has AM or PM beside it
	slash  bool     // a date can be read two ways
}

// check refuses a mapping that names columns the table does not have, or no text.
func (r *rowReader) check() error {
	if r.m.Coded != nil {
		return r.checkCoded()
	}
	all := append([]int{r.m.Code, r.m.Title, r.m.Date, r.m.Segment}, r.m.Attributes...)
	for _, c := range append(all, r.m.Text...) {
		if c < None || c >= len(r.head.names) {
			return r.file.Fail(app.EInvalid, fmt.Sprintf("has no column %d.", c+1), "Choose the columns again.", nil)
		}
	}
	if len(r.m.Text) == 0 {
		return r.file.Fail(app.EInvalid, "has no column of open answers.", "Choose the columns that hold what people said.", nil)
	}
	return nil
}

func (r *rowReader) checkCoded() error {
	for _, c := range r.m.Coded.columns() {
		if c < None || c >= len(r.head.names) {
			return r.file.Fail(app.EInvalid, fmt.Sprintf("has no column %d.", c+1), "Choose the columns again.", nil)
		}
	}
	if r.m.Coded.Quote == None {
		return r.file.Fail(app.EInvalid, "has no column of passages.", "Choose the column that holds the highlighted text.", nil)
	}
	return nil
}

func (r *rowReader) row(n int, row []string) error {
	if r.seen++; r.seen <= r.head.rows {
		return nil
	}
	r.cells += len(row)
	if len(r.docs) == maxRows || r.cells > maxCells || len(row) > maxColumns {
		return r.tooLarge(maxRows)
	}
	for i := len(r.head.names); i < len(row); i++ {
		if strings.TrimSpace(row[i]) != "" {
			r.beyond++
		}
	}
	d := app.Document{Code: oneLine(cell(row, r.m.Code)), Segment: oneLine(cell(row, r.m.Segment)), Title: oneLine(cell(row, r.m.Title)), Moderator: question}
	speaker := d.Code
	if speaker == "" || speaker == question {
		speaker = answer
	}
	for _, c := range r.m.Text {
		text := cell(row, c)
		if text == "" {
			continue
		}
		d.Utterances = append(d.Utterances,
			app.Utterance{Speaker: question, Text: r.head.names[c], From: app.NoTime, To: app.NoTime},
			app.Utterance{Speaker: speaker, Text: text, From: app.NoTime, To: app.NoTime})
	}
	if len(d.Utterances) == 0 {
		r.blank++
		return nil
	}
	switch {
	case d.Title != "":
	case d.Code != "":
		d.Title = d.Code
	default:
		d.Title = fmt.Sprintf("Row %d", n)
	}
	for _, c := range r.m.Attributes {
		if v := cell(row, c); v != "" {
			d.Attributes = append(d.Attributes, app.Attribute{Name: oneLine(r.head.names[c]), Value: v})
		}
	}
	r.docs = append(r.docs, d)
	r.dates = append(r.dates, cell(row, r.m.Date))
	return nil
}

func (r *rowReader) tooLarge(rows int) *app.Error {
	return r.file.Fail(app.ETooLarge, fmt.Sprintf("has more than %d rows or %d million cells.", rows, maxCells/1_000_000),
		"Split it, or delete the columns you do not need.", nil)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// date reads the date column. The order of day and month is the one that fits every value; if both do, dates with
// AM or PM are taken to have the month first, others the day.
func (r *rowReader) date() {
	order := when.Unknown
	for _, s := range r.dates {
		low := strings.ToLower(s)
		r.us = r.us || strings.HasSuffix(low, "am") || strings.HasSuffix(low, "pm")
		a, b, ok := when.Numbers(s)
		switch {
		case !ok:
		case a > 12:
			order = when.DayFirst
		case b > 12:
			order = when.MonthFirst
		case a != b:
			r.slash = true
		}
	}
	r.slash = r.slash && order == when.Unknown
	if order == when.Unknown {
		order = when.DayFirst
		if r.us {
			order = when.MonthFirst
		}
	}
	for i, s := range r.dates {
		r.docs[i].Date = when.Date(s, order)
	}
}

func (r *rowReader) warnings() []string {
	var w []string
	if r.blank > 0 {
		w = append(w, source.Count(r.blank, "row")+" without an answer left out.")
	}
	if r.beyond > 0 {
		w = append(w, source.Count(r.beyond, "cell")+" to the right of the last column left out.")
	}
	if r.slash {
		first := "day"
		if r.us {
			first = "month"
		}
		w = append(w, "The dates can be read two ways; the "+first+" is taken to stand first.")
	}
	return w
}
