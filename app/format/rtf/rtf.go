// Package rtf reads rich text (.rtf) as word processors write it: what a reader of the page sees, with its tables, lists and
// comments.
package rtf

import (
	"context"
	"io"

	"throughline/app"
	"throughline/app/format/source"
)

// maxSize bounds a file, in bytes. Pictures are written as digits, so that files are large; all of it is held in memory.
const maxSize = 128 << 20

// Read reads one file into one document. Comments become marks. Returns EInvalid for a file that is no rich text, is nested too deeply or has no
// text, ETooLarge beyond 128 MB, EIO, and the context's error. A file that ends too early is read as far as it goes.
func Read(ctx context.Context, f source.File) (app.Bundle, error) {
	if err := f.Check(); err != nil {
		return app.Bundle{}, err
	}
	if f.Size > maxSize {
		return app.Bundle{}, f.Fail(app.ETooLarge, "is larger than 128 MB.", "Save it without its pictures, or as .docx.", nil)
	}
	data := make([]byte, f.Size)
	if _, err := io.ReadFull(f.Reader(), data); err != nil {
		return app.Bundle{}, f.Fail(app.EIO, "could not be read.", "Check that the disk or drive is still connected.", err)
	}
	if len(data) < 5 || string(data[:5]) != `{\rtf` {
		return app.Bundle{}, f.Fail(app.EInvalid, "is not rich text: its content is something else.", "Was it renamed? Give it back its own ending.", nil)
	}
	r := newReader(data)
	if err := r.run(ctx); err != nil {
		return app.Bundle{}, err
	}
	if r.tooDeep {
		return app.Bundle{}, f.Fail(app.EInvalid, "is nested too deeply to be a document.", "Save it again in the program it comes from.", nil)
	}
	s, err := r.doc.Read(ctx)
	if err != nil {
		return app.Bundle{}, err
	}
	if len(s.Utterances) == 0 {
		return app.Bundle{}, f.Fail(app.EInvalid, "has no text. Was it scanned?", "Export or type the text and import that file.", nil)
	}
	b := s.Bundle("rtf")
	b.Lost = r.lost(len(r.doc.Notes) - len(s.Marks))
	f.Progress.Report(f.Size, f.Size, f.Short())
	return b, nil
}

// lost tells what is left out.
func (r *reader) lost(unplaced int) []app.Loss {
	return source.Losses(
		source.Left{N: r.gone.deletions, Kind: "deletions", Noun: "tracked deletion", Text: " left out; tracked insertions are kept."},
		source.Left{N: r.gone.hidden, Kind: "hidden", Noun: "hidden word", Text: " left out."},
		source.Left{N: r.gone.pictures, Kind: "pictures", Noun: "picture", Text: " left out."},
		source.Left{N: unplaced, Kind: "comments", Noun: "comment", Text: " without text to stand at left out."},
		source.Left{N: r.gone.embedded, Kind: "embedded", Noun: "embedded object", Text: " left out."},
	)
}
