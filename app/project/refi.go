package project

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"throughline/app"
	"throughline/app/format/refi"
	"throughline/app/format/source"
	"throughline/app/qda"
)

// REFI reads projects of the REFI-QDA standard: .qdpx, or a bare .qde.
func REFI() Reader {
	return Reader{
		Name: "REFI-QDA project",
		Knows: func(path string) bool {
			switch strings.ToLower(filepath.Ext(path)) {
			case ".qdpx", ".qde":
				info, err := os.Stat(path)
				return err != nil || !info.IsDir() // what is missing is said by Read
			}
			return false
		},
		Read: readREFI,
	}
}

func readREFI(ctx context.Context, path string, p app.Progress) (*qda.Project, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, openError(path, err)
	}
	defer func() { _ = f.Close() }() // only read
	info, err := f.Stat()
	if err != nil {
		return nil, openError(path, err)
	}
	return refi.Read(ctx, source.File{Name: filepath.Base(path), R: f, Size: info.Size(), Progress: p, MaxBytes: maxProject})
}

// maxProject is the largest file that is read, in bytes.
const maxProject = 1 << 30

// openError says why a file could not be opened.
func openError(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &app.Error{Code: app.ENotFound, Op: "open project", Path: path, Message: "There is no file " + path + ".", Hint: "Look at the name and the folder again.", Err: err}
	}
	return &app.Error{Code: app.EIO, Op: "open project", Path: path, Message: filepath.Base(path) + " could not be read.", Hint: "Check that the disk or drive is still connected.", Err: err}
}
