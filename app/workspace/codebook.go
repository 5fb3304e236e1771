package workspace

import (
	"context"
	"io"

	"throughline/app"
	"throughline/app/exchange"
	"throughline/app/format"
	"throughline/app/report"
)

// WriteCodebook writes the codebook of a study ("" for the workspace-wide one) to a file, whole or not at all, and returns how
// many tags it holds. Returns EInvalid for a codebook without tags, EConflict if the file exists and may not be replaced; see
// also report.WriteFile.
func (w *Workspace) WriteCodebook(ctx context.Context, study app.StudyID, path string, f format.CodebookFormat, file report.FileOptions) (tags int, err error) {
	door := w.Door(file.Audience)
	defer tell(door, file)
	door.CountExamples()
	book, err := (&exchange.Service{Store: door, Hand: w.Hand}).Codebook(ctx, study)
	if err != nil {
		return 0, err
	}
	return len(book.Codes), report.WriteFile(path, file, func(out io.Writer) error {
		return format.WriteCodebook(out, &book, f, "Throughline")
	})
}
