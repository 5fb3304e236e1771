// Package pdf reads PDF documents: their text in the order of reading, without running heads, with the page each place stands on,
// and what readers highlighted and noted.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/klippa-app/go-pdfium"
	failures "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/format/speech"
)

const (
	// maxPages bounds a document. A book has some hundreds.
	maxPages = 5_000
	// maxMarks bounds the highlights and comments of a page.
	maxMarks = 5_000
)

// Read reads one file into one document, with its pages. Highlights, underlined passages and comments become marks. Returns EInvalid for a file that is no PDF, is
// broken, locked or a scan without text, ETooLarge beyond 5,000 pages, EIO, and the context's error.
func Read(ctx context.Context, f source.File) (app.Bundle, error) {
	if err := f.Check(); err != nil {
		return app.Bundle{}, err
	}
	data := make([]byte, f.Size)
	if _, err := io.ReadFull(f.Reader(), data); err != nil {
		return app.Bundle{}, f.Fail(app.EIO, "could not be read.", "Check that the disk or drive is still connected.", err)
	}
	if !bytes.Contains(data, []byte(" obj")) { // all of a PDF stands in objects
		return app.Bundle{}, damaged(f, nil)
	}
	pool, err := start(ctx, f.Cache)
	if err != nil {
		if ctx.Err() != nil {
			return app.Bundle{}, ctx.Err()
		}
		return app.Bundle{}, f.Fail(app.EUnsupported, "could not be read: the reader of PDF does not start on this computer.", "Save it as text or .docx and import that.", err)
	}
	d := document{file: f}
	if err := guarded(ctx, pool, func(lib pdfium.Pdfium) error { return d.read(ctx, lib, data) }); err != nil {
		if ctx.Err() != nil {
			return app.Bundle{}, ctx.Err()
		}
		var known *app.Error
		if errors.As(err, &known) {
			return app.Bundle{}, known
		}
		return app.Bundle{}, damaged(f, err)
	}
	return d.bundle(ctx)
}

// guarded gives do an instance of the library and takes it away when ctx ends.
func guarded(ctx context.Context, pool pdfium.Pool, do func(pdfium.Pdfium) error) error {
	lib, err := pool.GetInstance(patience)
	if err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() { done <- do(lib) }()
	select {
	case err = <-done:
		if cerr := lib.Close(); err == nil && cerr != nil {
			return cerr
		}
		return err
	case <-ctx.Done():
		_ = lib.Kill() // what it was about is of no use any more
		<-done
		return ctx.Err()
	}
}

func damaged(f source.File, err error) *app.Error {
	return f.Fail(app.EInvalid, "is damaged or incomplete.", "Open it in a PDF reader and print it to a new PDF, or copy it once more.", err)
}

// document is a file being read.
type document struct {
	file  source.File
	title string
	pages []page
}

// read takes all pages apart. The library answers one call at a time.
func (d *document) read(ctx context.Context, lib pdfium.Pdfium, data []byte) error {
	open, err := lib.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		if errors.Is(err, failures.ErrPassword) {
			return d.file.Fail(app.EInvalid, "is protected by a password.", "Open it, print or save a copy without a password and import the copy.", nil)
		}
		return damaged(d.file, err)
	}
	count, err := lib.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: open.Document})
	switch {
	case err != nil:
		return damaged(d.file, err)
	case count.PageCount > maxPages:
		return d.file.Fail(app.ETooLarge, "has more than 5,000 pages.", "Import only the part you need.", nil)
	}
	if about, err := lib.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: open.Document, Tag: "Title"}); err == nil {
		d.title = usableTitle(about.Value)
	}
	for i := range count.PageCount {
		if err := ctx.Err(); err != nil {
			return err
		}
		p, err := readPage(lib, open.Document, i)
		if err != nil {
			return damaged(d.file, err)
		}
		d.pages = append(d.pages, p)
		d.file.Progress.Report(d.file.Size*int64(i+1)/int64(count.PageCount), d.file.Size, d.file.Short())
	}
	return nil
}

// readPage takes one page apart.
func readPage(lib pdfium.Pdfium, doc references.FPDF_DOCUMENT, i int) (page, error) {
	at := requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: i}}
	text, err := lib.GetPageTextStructured(&requests.GetPageTextStructured{Page: at, Mode: requests.GetPageTextStructuredModeChars})
	if err != nil {
		return page{}, err
	}
	p := page{number: i + 1, lines: linesOf(text.Chars)}
	p.remarks, err = remarksOf(lib, at)
	return p, err
}

// usableTitle leaves out titles that programs make of file names.
func usableTitle(s string) string {
	s = strings.Join(strings.Fields(source.Clean(s)), " ")
	if strings.HasPrefix(s, "Microsoft Word - ") || strings.EqualFold(s, "untitled") || len(path.Ext(s)) > 3 && !strings.Contains(path.Ext(s), " ") {
		return ""
	}
	return s
}

// bundle makes of the pages what they say.
func (d *document) bundle(ctx context.Context) (app.Bundle, error) {
	blank := 0
	for i := range d.pages {
		if len(d.pages[i].lines) == 0 {
			blank++
		}
	}
	if blank == len(d.pages) {
		return app.Bundle{}, d.file.Fail(app.EInvalid, "has no text: its pages are pictures, as of a scan.",
			"Make it searchable first (“recognise text” or OCR in a PDF program), or ask for the file it was made from.", nil)
	}
	edges := takeEdges(d.pages)
	ordered := putInOrder(d.pages)
	c, err := compose(ctx, d.pages)
	if err != nil {
		return app.Bundle{}, err
	}
	s, err := speech.ReadMarked(ctx, c.lines, c.beside)
	if err != nil {
		return app.Bundle{}, err
	}
	if len(s.Utterances) == 0 {
		return app.Bundle{}, d.file.Fail(app.EInvalid, "has no text but headings and page numbers.", "Ask for the file it was made from.", nil)
	}
	for i := range s.Utterances {
		u := &s.Utterances[i]
		u.Speaker, u.Text = source.Clean(u.Speaker), source.Clean(u.Text)
	}
	if d.title != "" {
		s.Title = d.title
	}
	b := s.Bundle("pdf")
	if ordered > 0 {
		b.Warnings = append(b.Warnings, "The text of "+app.Count(ordered, "page")+" was stored out of order; it was put in order by its place on the page. Read it over.")
	}
	b.Lost = lost(edges, blank, c.unplaced+len(c.beside.Marks)-len(s.Marks))
	return b, nil
}

// lost tells what is left out.
func lost(edges, blank, unplaced int) []app.Loss {
	return source.Losses(
		source.Left{N: edges, Kind: "heads", Noun: "line", Text: " of running heads, feet and page numbers left out."},
		source.Left{N: blank, Kind: "pages", Noun: "page", Text: " without text left out: blank, or a picture."},
		source.Left{N: unplaced, Kind: "comments", Noun: "comment", Text: " without text to stand at left out."},
	)
}
