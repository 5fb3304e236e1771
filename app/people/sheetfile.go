package people

import (
	"context"
	"os"

	"throughline/app"
	"throughline/app/format/source"
)

// OpenSheet reads a table from a file of the disk as ReadSheet does. Returns EIO for a file that cannot be opened.
func OpenSheet(ctx context.Context, path, named string) (*Sheet, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &app.Error{Code: app.EIO, Message: "The file could not be opened.", Hint: "Check that it is still there.", Path: path, Err: err}
	}
	defer func() { _ = f.Close() }() // it is only read
	info, err := f.Stat()
	if err != nil {
		return nil, &app.Error{Code: app.EIO, Message: "The file could not be read.", Hint: "Check that the disk or drive is still connected.", Path: path, Err: err}
	}
	return ReadSheet(ctx, source.File{Name: info.Name(), R: f, Size: info.Size()}, named)
}
