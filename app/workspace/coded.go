package workspace

import (
	"context"
	"io"

	"throughline/app/report"
	"throughline/app/report/coded"
)

// WriteCoded writes the findings that spec asks for as coded data, whole or not at all, for the readers of file. See coded.Write and report.WriteFile.
func (w *Workspace) WriteCoded(ctx context.Context, spec coded.Spec, path string, file report.FileOptions) (res coded.Result, err error) {
	door := w.Door(file.Audience)
	defer tell(door, file)
	err = report.WriteFile(path, file, func(out io.Writer) (err error) {
		res, err = coded.Write(ctx, out, door, spec)
		return err
	})
	return res, err
}
