package workspace

import (
	"context"
	"io"

	"throughline/app"
	"throughline/app/memo"
	"throughline/app/report"
)

// WriteMemos writes the memos that q chooses to a file, whole or not at all, and returns how many. See memo.Service.Export and
// report.WriteFile.
func (w *Workspace) WriteMemos(ctx context.Context, q app.MemoQuery, format memo.Format, path string, file report.FileOptions) (n int, err error) {
	door := w.Door(file.Audience)
	defer tell(door, file)
	err = report.WriteFile(path, file, func(out io.Writer) (err error) {
		n, err = (&memo.Service{Store: door, Hand: w.Hand}).Export(ctx, q, format, out)
		return err
	})
	return n, err
}
