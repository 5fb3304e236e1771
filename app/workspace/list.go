package workspace

import (
	"context"
	"io"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/report/sheet"
)

// WriteList writes the findings that spec asks for to a file, "csv" or "xlsx", whole or not at all, and returns how many. See
// report.WriteListCSV, report.ComposeList and report.WriteFile.
func (w *Workspace) WriteList(ctx context.Context, spec report.ListSpec, format, path string, file report.FileOptions) (n int, err error) {
	door := w.Door(file.Audience)
	defer tell(door, file)
	if format == "csv" {
		err = report.WriteFile(path, file, func(out io.Writer) (err error) {
			n, err = report.WriteListCSV(ctx, out, door, spec)
			return err
		})
		return n, err
	}
	if format != "xlsx" {
		return 0, app.Invalid("Lists are not written as “"+format+"”.", "Choose csv or xlsx.")
	}
	book, err := report.ComposeList(ctx, door, spec)
	if err != nil {
		return 0, err
	}
	err = report.WriteFile(path, file, func(out io.Writer) error {
		_, err := sheet.Write(ctx, out, book, sheet.Options{Progress: spec.Progress})
		return err
	})
	return len(book.Sheets[0].Rows), err
}
