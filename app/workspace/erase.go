package workspace

import (
	"context"
	"encoding/json"
	"io"
	"strings"

	"throughline/app"
	"throughline/app/erase"
	"throughline/app/report"
)

// WriteCertificate writes the certificate of an erasure to a file, whole or not at all: as JSON where its name ends in .json, else as
// text. Returns EConflict if the file exists and may not be replaced; see also report.WriteFile.
func (w *Workspace) WriteCertificate(ctx context.Context, e *app.Erasure, path string, file report.FileOptions) (c erase.Certificate, err error) {
	if c, err = w.Erase.Certificate(ctx, e, w.Store.Path()); err != nil {
		return c, err
	}
	return c, report.WriteFile(path, file, func(out io.Writer) error {
		if !strings.HasSuffix(strings.ToLower(path), ".json") {
			return c.Write(out)
		}
		enc := json.NewEncoder(out)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(c)
	})
}

// resume carries through an erasure that a program which was stopped had begun. What still cannot be done, such as a backup that
// cannot be read, is noted in it and does not keep anybody from working.
func (w *Workspace) resume(ctx context.Context) error {
	if w.Store.ReadOnly() {
		return nil
	}
	_, err := w.Erase.Resume(ctx, nil)
	if code := app.CodeOf(err); code == app.ECanceled || code == app.EDamaged {
		return err
	}
	return nil
}
