// Package format reads files of many formats into Bundles. It is the one door to the readers in the folders below.
package format

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"throughline/app"
	"throughline/app/format/docx"
	"throughline/app/format/epub"
	"throughline/app/format/html"
	"throughline/app/format/language"
	"throughline/app/format/md"
	"throughline/app/format/odt"
	"throughline/app/format/pdf"
	"throughline/app/format/rtf"
	"throughline/app/format/source"
	"throughline/app/format/srt"
	"throughline/app/format/table"
	"throughline/app/format/txt"
	"throughline/app/format/vtt"
)

// What a table file looks like and what its columns mean, see package table.
type (
	Mapping = table.Mapping
	Coded   = table.Coded
	Table   = table.Table
	Column  = table.Column
)

// GuessMapping says what the columns of t seem to mean.
func GuessMapping(t Table) Mapping { return table.GuessMapping(t) }

// GuessSurvey is GuessMapping of a table in which one row is one respondent, whatever its columns are called.
func GuessSurvey(t Table) Mapping { return table.GuessSurvey(t) }

// GuessCoded says which columns of t hold coded passages; ok is false unless there are passages, tags and documents.
func GuessCoded(t Table) (c Coded, ok bool) { return table.GuessCoded(t) }

// Preview reads the beginning of a table file: columns, their kinds and the first rows. opt.Mapping chooses the
// sheet and says whether the first row is a header; nil guesses both. Returns the errors of Read, and EInvalid for
// a file that is no table.
func Preview(ctx context.Context, name string, r io.ReaderAt, size int64, opt Options) (Table, error) {
	f := opt.file(name, r, size)
	if err := f.Check(); err != nil {
		return Table{}, err
	}
	head, err := f.Head(headBytes)
	if err != nil {
		return Table{}, err
	}
	switch kind := Sniff(name, head); kind {
	case "csv", "tsv", "xlsx":
		return table.Open(ctx, f, opt.Mapping)
	default:
		if readers[kind] == nil {
			return Table{}, refuse(f, kind)
		}
		return Table{}, f.Fail(app.EInvalid, "is not a table.", "Export the survey as CSV or Excel.", nil)
	}
}

func (o Options) file(name string, r io.ReaderAt, size int64) source.File {
	return source.File{Name: name, R: r, Size: size, Encoding: o.Encoding, MaxBytes: o.MaxBytes, Progress: o.Progress, Cache: o.Cache}
}

// Options says how a file is read. The zero value detects everything.
type Options struct {
	Mapping  *Mapping     // of table files; nil guesses
	Encoding string       // of text files; "" detects. Names as in the WHATWG encoding standard, in any case
	MaxBytes int64        // 0 is 256 MiB
	Progress app.Progress // bytes read of the file's size
	Cache    string       // folder for what a reader compiles, kept between runs; "" keeps nothing
}

// reader reads one format.
type reader func(context.Context, source.File, Options) (app.Bundle, error)

func plain(read func(context.Context, source.File) (app.Bundle, error)) reader {
	return func(ctx context.Context, f source.File, _ Options) (app.Bundle, error) { return read(ctx, f) }
}

// readers by format, as Sniff names them.
var readers = map[string]reader{
	"txt": plain(txt.Read), "md": plain(md.Read), "html": plain(html.Read), "rtf": plain(rtf.Read),
	"pdf": plain(pdf.Read), "docx": plain(docx.Read), "odt": plain(odt.Read), "epub": plain(epub.Read),
	"vtt": plain(vtt.Read),
	"srt": plain(srt.Read),
	"sbv": plain(srt.ReadSBV),
	"csv": tables, "tsv": tables, "xlsx": tables,
}

func tables(ctx context.Context, f source.File, opt Options) (app.Bundle, error) {
	return table.Read(ctx, f, opt.Mapping)
}

// Read reads one file: it tells the format by content and name and calls the format's reader. name is the file's
// name, with or without folders. r need not stay open after Read returns. Returns app.Error with EInvalid (empty,
// binary, broken), EUnsupported (a format not read here), ETooLarge (beyond a limit), EIO, or the context's error.
// A file that breaks a reader gives EInvalid, never a panic.
func Read(ctx context.Context, name string, r io.ReaderAt, size int64, opt Options) (b app.Bundle, err error) {
	f := opt.file(name, r, size)
	defer func() {
		if p := recover(); p != nil {
			b, err = app.Bundle{}, f.Fail(app.EInvalid, "could not be read: it is built in a way no reader expects.",
				"Open it in the program it comes from and save it again.", fmt.Errorf("%v", p))
		}
	}()
	if err := f.Check(); err != nil {
		return app.Bundle{}, err
	}
	if err := ctx.Err(); err != nil {
		return app.Bundle{}, err
	}
	head, err := f.Head(headBytes)
	if err != nil {
		return app.Bundle{}, err
	}
	kind := Sniff(name, head)
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		kind = insideZip(ctx, f, kind)
	}
	read, ok := readers[kind]
	if !ok {
		return app.Bundle{}, refuse(f, kind)
	}
	if b, err = read(ctx, f, opt); err != nil {
		return app.Bundle{}, err
	}
	finish(&b, f)
	return b, nil
}

// finish fills in what every format shares: the language, a date in the file's name, and a word about a name that
// says another format.
func finish(b *app.Bundle, f source.File) {
	for i := range b.Documents {
		d := &b.Documents[i]
		if d.Language == "" && i < 200 {
			d.Language = language.Guess(speech(d))
		}
	}
	if len(b.Documents) == 1 && b.Documents[0].Date == "" {
		b.Documents[0].Date = dateInName(f.Short())
	}
	if ext := extension(f.Name); knownName[ext] && !sameFamily(ext, b.Format) {
		b.Warnings = append(b.Warnings, fmt.Sprintf("%s is named .%s but holds %s; it was read as that.", f.Short(), ext, families[b.Format]))
	}
}

// speech gathers a document's words for the language guess.
func speech(d *app.Document) string {
	var s strings.Builder
	for i := range d.Utterances {
		s.WriteString(d.Utterances[i].Text)
		s.WriteByte('\n')
		if s.Len() > 40_000 {
			break
		}
	}
	return s.String()
}
