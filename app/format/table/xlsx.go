package table

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/xuri/excelize/v2"

	"throughline/app"
	"throughline/app/format/pack"
	"throughline/app/format/source"
	"throughline/app/format/when"
)

// maxUnzip bounds a workbook unpacked, in bytes. The library holds all of it in memory.
const maxUnzip = 128 << 20

// openWorkbook opens an .xlsx file. Every part is unpacked once under pack's limits before the library sees it; what
// the library does runs beside, so that a caller who stops need not wait for it.
func openWorkbook(ctx context.Context, f source.File, sheet string) (*grid, error) {
	a, err := pack.Open(ctx, f, "an Excel workbook")
	if err != nil {
		return nil, err
	}
	if !a.Has("xl/workbook.xml") && !hasSheet(a) {
		return nil, f.Fail(app.EInvalid, "is not an Excel workbook.", "Was it renamed? Give it back its own ending.", nil)
	}
	if err := a.Verify(ctx); err != nil {
		return nil, err
	}
	data := make([]byte, f.Size)
	if _, err := io.ReadFull(f.Reader(), data); err != nil {
		return nil, f.Fail(app.EIO, "could not be read.", "Check that the disk or drive is still connected.", err)
	}
	w := workbook{file: f}
	err = guarded(ctx, f, func() error { return w.open(data, sheet) })
	if err != nil {
		return nil, err
	}
	g := &grid{format: "xlsx", sheets: w.sheets, sheet: w.sheet, each: w.each, exactly: func() { w.exact = true }}
	if a.Unsafe > 0 {
		g.warnings = append(g.warnings, source.Count(a.Unsafe, "part")+" with a path that leads outside the file left out.")
	}
	return g, nil
}

func hasSheet(a *pack.Archive) bool {
	for _, n := range a.Names() {
		if strings.HasPrefix(strings.ToLower(n), "xl/worksheets/") {
			return true
		}
	}
	return false
}

// guarded runs do beside, turns a panic into an error and returns early when ctx ends. do must not touch what the
// caller uses after an early return.
func guarded(ctx context.Context, f source.File, do func() error) error {
	done := make(chan error, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				done <- pack.Damaged(f, fmt.Errorf("%v", p))
			}
		}()
		done <- do()
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// workbook is an open Excel file and the sheet chosen.
type workbook struct {
	file   source.File
	book   *excelize.File
	sheets []string
	sheet  string
	base04 bool // dates are counted from 1904
	exact  bool // percentages have all their digits, not those that are shown
}

func (w *workbook) open(data []byte, sheet string) error {
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnzip, UnzipXMLSizeLimit: maxUnzip})
	if err != nil {
		return pack.Damaged(w.file, err)
	}
	w.book = book
	if props, err := book.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		w.base04 = *props.Date1904
	}
	var hidden []string
	for _, s := range book.GetSheetList() {
		if visible, err := book.GetSheetVisible(s); err == nil && !visible {
			hidden = append(hidden, s)
			continue
		}
		w.sheets = append(w.sheets, s)
	}
	w.sheets = append(w.sheets, hidden...)
	return w.choose(sheet)
}

// choose takes the sheet named, or the first with rows.
func (w *workbook) choose(sheet string) error {
	if sheet == "" {
		for _, s := range w.sheets {
			if w.filled(s) {
				sheet = s
				break
			}
		}
		if sheet == "" {
			return noRows(w.file)
		}
	}
	for _, s := range w.sheets {
		if s == sheet {
			w.sheet = s
			return nil
		}
	}
	return w.file.Fail(app.EInvalid, fmt.Sprintf("has no sheet “%s”.", source.Clean(sheet)), "Choose one of its sheets.", nil)
}

// maxGap bounds how many blank rows are passed over in search of one with content.
const maxGap = 1 << 20

// filled reports whether a sheet has a row with content.
func (w *workbook) filled(sheet string) bool {
	rows, err := w.book.Rows(sheet)
	if err != nil {
		return false
	}
	defer func() { _ = rows.Close() }() // nothing is written: closing frees the iterator only
	for gap := 0; gap < maxGap && rows.Next(); gap++ {
		row, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return false
		}
		if !isBlankRow(row) {
			return true
		}
	}
	return false
}

// isSerial reports a number Excel could show as a day between 1900 and 2199.
func isSerial(s string) bool {
	v, err := strconv.ParseFloat(s, 64)
	return err == nil && v >= 1 && v < 110_000
}

func isDay(s string) bool {
	if when.Date(s, when.DayFirst) != "" {
		return true
	}
	_, _, ok := when.Numbers(s)
	return ok
}

// isPartOfDay reports a time, or a day without its year, as Excel shows a number: 10:30, 2:05 PM, 4-Mar, Mar-21.
func isPartOfDay(s string) bool {
	if _, rest, ok := when.Clock(s); ok {
		return strings.Trim(strings.ToLower(rest), " apm.") == ""
	}
	return strings.ContainsFunc(s, unicode.IsLetter) && when.Date("1-"+s+"-2000", when.DayFirst) != ""
}

// each calls f with the rows of the sheet, dates as 2026-03-04 with the time if there is one.
func (w *workbook) each(ctx context.Context, f func(n int, row []string) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = pack.Damaged(w.file, fmt.Errorf("%v", p))
		}
	}()
	raws, err := w.book.Rows(w.sheet)
	if err != nil {
		return pack.Damaged(w.file, err)
	}
	defer func() { _ = raws.Close() }() // nothing is written: closing frees the iterator only
	shows, err := w.book.Rows(w.sheet)
	if err != nil {
		return pack.Damaged(w.file, err)
	}
	defer func() { _ = shows.Close() }()
	for n := 1; raws.Next() && shows.Next(); n++ {
		if n%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		row, err := raws.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return pack.Damaged(w.file, err)
		}
		shown, err := shows.Columns(excelize.Options{RawCellValue: false})
		if err != nil {
			return pack.Damaged(w.file, err)
		}
		if isBlankRow(row) {
			continue
		}
		for c := range row {
			as := row[c]
			if c < len(shown) {
				as = shown[c]
			}
			row[c] = w.value(row[c], as)
		}
		if err := f(n, row); err != nil {
			return err
		}
	}
	if err := raws.Error(); err != nil {
		return pack.Damaged(w.file, err)
	}
	return nil
}

// value gives a cell as text, from what it holds and what is shown: dates as ISO 8601, times, shares and truth as they are shown, numbers
// without the noise of binary fractions, errors as nothing.
func (w *workbook) value(s, shown string) string {
	if strings.HasPrefix(s, "#") {
		switch s {
		case "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!":
			return ""
		}
	}
	switch {
	case s == shown || !isNumber(s):
	case isSerial(s) && isDay(shown):
		return w.date(s)
	case w.exact && strings.HasSuffix(shown, "%"):
		if v, err := strconv.ParseFloat(s, 64); err == nil {
			return strconv.FormatFloat(v*100, 'g', 15, 64) + "%"
		}
		return shown
	case strings.HasSuffix(shown, "%"), shown == "TRUE", shown == "FALSE", isPartOfDay(shown):
		return shown
	}
	if len(s) > 15 && isNumber(s) && strings.Contains(s, ".") {
		if v, err := strconv.ParseFloat(s, 64); err == nil {
			return strconv.FormatFloat(v, 'g', 15, 64)
		}
	}
	return s
}

// date gives a number of Excel as the day and time it stands for.
func (w *workbook) date(s string) string {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	t, err := excelize.ExcelDateToTime(v, w.base04)
	if err != nil {
		return s
	}
	t = t.Round(time.Minute)
	if t.Hour() == 0 && t.Minute() == 0 {
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02 15:04")
}
