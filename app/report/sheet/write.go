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

	most int // rows of a sheet, for tests; 0 for what the format holds
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
	out := &remember{w: w}
	archive := newSortedZip(out)
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return archive }) // the library would hold the whole archive in memory
	defer archive.discard()
	x := &writer{f: f, archive: archive, ctx: ctx, progress: opt.Progress, language: b.Language, most: maxRows - 1, colours: map[string]int{}}
	if opt.most > 0 {
		x.most = opt.most
	}
	for _, s := range b.Sheets {
		x.total += int64(len(s.Rows) + s.Most)
	}
	if err := x.write(b); err != nil {
		var known *app.Error
		if errors.As(err, &known) || app.CodeOf(err) == app.ECanceled {
			return x.res, err
		}
		return x.res, broken(err)
	}
	if b.Manifest != nil {
		made, err := b.Manifest.InProperty()
		if err != nil {
			return x.res, broken(err)
		}
		if err := f.SetCustomProps(excelize.CustomProperty{Name: report.SheetProperty, Value: made}); err != nil {
			return x.res, broken(err)
		}
	}
	if err := f.Write(io.Discard); err != nil {
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
	archive  *sortedZip
	ctx      context.Context
	progress app.Progress
	most     int // rows of a sheet, without its header
	styles   styles
	language report.Language
	colours  map[string]int   // styles of conditional formats, by their colours
	long     [][]report.Value // parts of texts that no cell holds
	done     int64
	total    int64
	res      Result
}

func (x *writer) write(b *report.Book) error {
	var err error
	if x.styles, err = newStyles(x.f); err != nil {
		return err
	}
	if err := x.create(b); err != nil {
		return err
	}
	if err := x.sheets(b, true); err != nil { // what comes as it is written goes first: other sheets count it
		return err
	}
	if b.Late != nil {
		if err := b.Late(); err != nil {
			return err
		}
	}
	if err := x.sheets(b, false); err != nil {
		return err
	}
	if err := x.properties(b); err != nil {
		return err
	}
	if len(x.long) > 0 {
		s := longTexts(x.long, b.Language)
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

// create makes all sheets in their order: they must be there before links and charts name them.
func (x *writer) create(b *report.Book) error {
	n := 0
	for _, s := range b.Sheets {
		for part := range max(1, (len(s.Rows)+s.Most+x.most-1)/x.most) {
			var err error
			if n++; n == 1 {
				err = x.f.SetSheetName("Sheet1", s.Name)
			} else {
				_, err = x.f.NewSheet(chunkName(s.Name, part))
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// sheets writes the sheets whose rows come as they are written, or the others.
func (x *writer) sheets(b *report.Book, streamed bool) error {
	for i := range b.Sheets {
		if s := b.Sheets[i]; (s.Stream != nil) == streamed {
			if err := x.sheet(s); err != nil {
				return err
			}
		}
	}
	return nil
}

// chunkName is the name of a part of a sheet that has more rows than the format holds, counted from 0.
func chunkName(sheet string, part int) string {
	if part == 0 {
		return sheet
	}
	return fmt.Sprintf("%s (%d)", sheet, part+1)
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
		LastModifiedBy: clean(b.Author), Keywords: keywords, Description: b.Language.Say("Data ") + b.Hash, Created: stamp, Modified: stamp}); err != nil {
		return err
	}
	return x.f.SetAppProps(&excelize.AppProperties{Application: "Throughline"})
}
