// Package sheet writes a report.Book as an Excel workbook.
//
// Rows are streamed, so that a hundred thousand findings need little memory. Texts are typed as text: what begins
// with = is shown, never run.
package sheet

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"throughline/app"
	"throughline/app/report"
)

// Options are how Write works; its zero value is fine.
type Options struct {
	Progress app.Progress // may be nil
}

// Result says what was written.
type Result struct {
	Sheets int // with those added for long texts and many rows
	Rows   int // without headers
	Split  int // texts longer than a cell holds, kept whole on the sheet "Long texts"
}

// The limits of the format.
const (
	maxRows  = 1048576
	maxChars = 32767 // of a cell, in UTF-16 units; excelize cuts longer texts without a word
)

// epoch dates the file of a book without a date.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// Write writes b as .xlsx: typed cells, frozen headers, filters, native charts. Equal books give equal bytes. Sheets with
// more rows than Excel holds go on on a second sheet. Returns ctx's error when stopped and EInternal if the library
// fails; w's errors pass through.
func Write(ctx context.Context, w io.Writer, b *report.Book, opt Options) (res Result, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = broken(fmt.Errorf("panic: %v", r))
		}
	}()
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // removes temporary files; the book is written by then
	f.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return newSortedZip(w) })
	x := &writer{f: f, ctx: ctx, progress: opt.Progress}
	for _, s := range b.Sheets {
		x.total += int64(len(s.Rows))
	}
	if err := x.write(b); err != nil {
		var known *app.Error
		if errors.As(err, &known) || app.CodeOf(err) == app.ECanceled {
			return x.res, err
		}
		return x.res, broken(err)
	}
	out := &remember{w: w}
	if err := f.Write(out); err != nil {
		if out.err != nil {
			return x.res, out.err
		}
		return x.res, broken(err)
	}
	return x.res, nil
}

func broken(err error) error {
	return &app.Error{Code: app.EInternal, Op: "write sheet", Message: "The workbook could not be written.",
		Hint: "Export the PDF instead and report this fault.", Err: err}
}

// remember keeps the error of the writer below, which the library wraps beyond recognition.
type remember struct {
	w   io.Writer
	err error
}

func (r *remember) Write(p []byte) (int, error) {
	n, err := r.w.Write(p)
	if err != nil {
		r.err = err
	}
	return n, err
}

// writer writes one book.
type writer struct {
	f        *excelize.File
	ctx      context.Context
	progress app.Progress
	styles   styles
	long     [][]report.Value // parts of texts that no cell holds
	done     int64
	total    int64
	res      Result
}

func (x *writer) write(b *report.Book) error {
	if err := x.properties(b); err != nil {
		return err
	}
	var err error
	if x.styles, err = newStyles(x.f); err != nil {
		return err
	}
	var all []report.Sheet
	for _, s := range b.Sheets {
		all = append(all, chunks(s)...)
	}
	for i, s := range all { // all sheets must be there before links and charts name them
		if i == 0 {
			err = x.f.SetSheetName("Sheet1", s.Name)
		} else {
			_, err = x.f.NewSheet(s.Name)
		}
		if err != nil {
			return err
		}
	}
	for _, s := range all {
		if err := x.sheet(s); err != nil {
			return err
		}
	}
	if len(x.long) > 0 {
		s := longTexts(x.long)
		if _, err := x.f.NewSheet(s.Name); err != nil {
			return err
		}
		if err := x.sheet(s); err != nil {
			return err
		}
	}
	x.f.SetActiveSheet(0)
	return nil
}

// chunks parts a sheet with more rows than the format holds into several.
func chunks(s report.Sheet) []report.Sheet { return chunked(s, maxRows-1) }

func chunked(s report.Sheet, most int) []report.Sheet {
	if len(s.Rows) <= most {
		return []report.Sheet{s}
	}
	var out []report.Sheet
	for i := 0; i*most < len(s.Rows); i++ {
		part := s
		part.Rows = s.Rows[i*most : min((i+1)*most, len(s.Rows))]
		if i > 0 {
			part.Name, part.Charts = fmt.Sprintf("%s (%d)", s.Name, i+1), nil
		}
		out = append(out, part)
	}
	return out
}

func (x *writer) properties(b *report.Book) error {
	date := b.Date.Time()
	if date.IsZero() {
		date = epoch
	}
	stamp := date.UTC().Format(time.RFC3339)
	keywords := ""
	for i, k := range b.Keywords {
		if i > 0 {
			keywords += ", "
		}
		keywords += clean(k)
	}
	if err := x.f.SetDocProps(&excelize.DocProperties{Title: clean(b.Title), Subject: clean(b.Subject), Creator: clean(b.Author),
		LastModifiedBy: clean(b.Author), Keywords: keywords, Description: "Data " + b.Hash, Created: stamp, Modified: stamp}); err != nil {
		return err
	}
	return x.f.SetAppProps(&excelize.AppProperties{Application: "Throughline"})
}
