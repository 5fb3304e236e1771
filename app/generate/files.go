package generate

import (
	"context"
	"os"
	"path/filepath"

	"throughline/app"
)

// Format is how an interview is written to a file.
type Format string

// The formats of Write.
const (
	Plain  Format = "txt"
	WebVTT Format = "vtt"
)

// Write makes n interviews and writes each into a file of folder dir, which is made if it is missing. It returns the
// paths in order. Returns EInvalid for an unknown format, EIO if the disk refuses; ctx ends it between two files.
func Write(ctx context.Context, dir string, opt Options, n int, format Format, progress app.Progress) ([]string, error) {
	if format != Plain && format != WebVTT {
		return nil, app.Invalid("There is no format "+string(format)+" for generated interviews.", "Use txt or vtt.")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, ioError(dir, err)
	}
	g := New(opt)
	paths := make([]string, 0, n)
	for i := range n {
		if err := ctx.Err(); err != nil {
			return paths, err
		}
		iv := g.Interview(i)
		body := iv.Plain
		if format == WebVTT {
			body = iv.VTT
		}
		path := filepath.Join(dir, iv.Name+"."+string(format))
		if err := os.WriteFile(path, body(), 0o644); err != nil { // #nosec G306 -- of people who do not exist
			return paths, ioError(path, err)
		}
		paths = append(paths, path)
		progress.Report(int64(i+1), int64(n), iv.Name)
	}
	return paths, nil
}

func ioError(path string, err error) error {
	return &app.Error{Code: app.EIO, Op: "generate", Path: path, Err: err,
		Message: "The file " + path + " could not be written.", Hint: "Check the folder and the free space."}
}
