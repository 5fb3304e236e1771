package format

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"throughline/app"
	"throughline/app/format/codebook"
)

// CodebookFormat is a format that codebooks are written in.
type CodebookFormat string

// The formats that codebooks are written in.
const (
	QDC CodebookFormat = "qdc" // REFI-QDA 1.0, which research programs exchange
	CSV CodebookFormat = "csv" // a table, one tag a row
)

// CodebookFormatOf tells a codebook's format by the name of its file. ok is false for names that end otherwise.
func CodebookFormatOf(name string) (f CodebookFormat, ok bool) {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".qdc", ".xml":
		return QDC, true
	case ".csv":
		return CSV, true
	}
	return "", false
}

// CodebookEndings are how the names of codebooks end that can be read.
func CodebookEndings() []string {
	return []string{".qdc", ".qdpx", ".xml", ".csv", ".tsv", ".xlsx", ".txt"}
}

// ReadCodebook reads one codebook file of any format known here, told by its content; see codebook.Read for errors.
func ReadCodebook(ctx context.Context, name string, r io.ReaderAt, size int64, opt Options) (app.Codebook, error) {
	return codebook.Read(ctx, opt.file(name, r, size))
}

// WriteCodebook writes a codebook; origin names the program where the format says so. Returns EInvalid for a codebook
// without tags and EUnsupported for a format not written here, else w's errors.
func WriteCodebook(w io.Writer, b *app.Codebook, f CodebookFormat, origin string) error {
	switch f {
	case QDC:
		return codebook.WriteQDC(w, b, origin)
	case CSV:
		return codebook.WriteCSV(w, b)
	}
	return &app.Error{Code: app.EUnsupported, Message: "Codebooks are not written as " + string(f) + ".", Hint: "Choose csv or qdc."}
}
