package workspace

import (
	"context"
	"os"
	"path/filepath"

	"throughline/app"
	"throughline/app/format/source"
	"throughline/app/format/table"
)

// ReadTable opens a file and reads it by a use case's reader of tables. Returns EIO when it cannot be opened, and the reader's errors.
func ReadTable(ctx context.Context, path, sheet string, read func(context.Context, source.File) (*table.Named, error)) (*table.Named, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &app.Error{Code: app.EIO, Message: "The file " + filepath.Base(path) + " could not be opened.", Hint: "Check that it is still there.", Err: err}
	}
	defer func() { _ = f.Close() }() // it was only read
	st, err := f.Stat()
	if err != nil {
		return nil, &app.Error{Code: app.EIO, Message: "The file " + filepath.Base(path) + " could not be read.", Err: err}
	}
	return read(ctx, source.File{Name: filepath.Base(path), R: f, Size: st.Size(), Sheet: sheet})
}
