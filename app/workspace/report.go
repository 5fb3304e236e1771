package workspace

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/report/board"
	"throughline/app/report/page"
	"throughline/app/report/pdf"
	"throughline/app/report/sheet"
	"throughline/app/report/word"
)

// Door is the store as an audience may read it, "" for outside; a curtain that is drawn already stays as it is.
func (w *Workspace) Door(a app.Audience) *Curtain {
	if _, drawn := w.Curtain.Drawn(); drawn {
		return w.Curtain
	}
	if a != app.AudienceInside {
		a = app.AudienceOutside
	}
	return Through(w.Curtain, a)
}

// tell says what a door kept back.
func tell(door *Curtain, file report.FileOptions) {
	if file.OnWithheld != nil {
		file.OnWithheld(door.Withheld())
	}
}

// tellOf says what a report kept back as the report says it; what a door kept back where the report does not count it.
func tellOf(doc *report.Document, door *Curtain, file report.FileOptions) {
	if doc == nil || doc.Withheld == nil || file.OnWithheld == nil {
		tell(door, file)
		return
	}
	file.OnWithheld(*doc.Withheld)
}

// WriteReport composes the report of spec and writes it, whole or not at all: as a web page, for a word processor or as Markdown where path ends in .html,
// .docx or .md, otherwise as PDF. Returns EConflict if the file exists and may not be replaced; see also report.Compose, pdf.Write and report.WriteFile.
func (w *Workspace) WriteReport(ctx context.Context, spec report.Spec, path string, file report.FileOptions) (res pdf.Result, err error) {
	door := w.Door(file.Audience)
	var doc *report.Document
	defer func() { tellOf(doc, door, file) }()
	spec.Readers = door.Readers()
	if spec, err = w.Furnished(ctx, spec); err != nil {
		return res, err
	}
	if doc, err = report.Compose(ctx, door, spec); err != nil {
		return res, err
	}
	err = report.WriteFile(path, file, func(out io.Writer) (err error) {
		switch strings.ToLower(filepath.Ext(path)) {
		case ".html", ".htm":
			return page.WriteHTML(out, doc)
		case ".docx":
			return word.Write(out, doc)
		case ".md", ".markdown":
			return page.WriteMarkdown(out, doc)
		}
		res, err = pdf.Write(ctx, out, doc, pdf.Options{Progress: spec.Progress})
		return err
	})
	return res, err
}

// WriteSheet composes the metric sheet of spec and writes it for Excel, whole or not at all. Errors are as for WriteReport.
func (w *Workspace) WriteSheet(ctx context.Context, spec report.Spec, path string, file report.FileOptions) (res sheet.Result, err error) {
	door := w.Door(file.Audience)
	defer tell(door, file)
	spec.Readers = door.Readers()
	spec.Sections, spec.Depth, spec.Order = nil, report.Full, []report.Section{} // a sheet has none; it is checked with who was asked
	if spec, err = w.Furnished(ctx, spec); err != nil {
		return res, err
	}
	book, err := w.composeBook(ctx, door, spec)
	if err != nil {
		return res, err
	}
	book.Disguise()
	err = report.WriteFile(path, file, func(out io.Writer) (err error) {
		res, err = sheet.Write(ctx, out, book, sheet.Options{Progress: spec.Progress})
		return err
	})
	return res, err
}

// WriteBoard writes the board of a study, for "" the board across studies, as picture or table, whole or not at all. Errors are as for
// WriteReport; see board.Write.
func (w *Workspace) WriteBoard(ctx context.Context, study app.StudyID, kind board.Kind, path string, file report.FileOptions, p app.Progress) error {
	door := w.Door(file.Audience)
	defer tell(door, file)
	return report.WriteFile(path, file, func(out io.Writer) error { return board.Write(ctx, out, door, study, kind, p) })
}

// Clause reads conditions on findings from a line, with the names of a study and of the taxonomy. Returns EInvalid for what it does not understand.
func (w *Workspace) Clause(ctx context.Context, study app.StudyID, line string) (*app.Clause, error) {
	names, err := w.Store.Names(ctx, study)
	if err != nil {
		return nil, err
	}
	return app.ParseClause(line, app.NewNaming(names))
}

// CheckReport reads the report at path and says what in it has drifted since, as its readers may see it; see report.Check. Returns EUnsupported for a file that
// does not say what it was made from.
func (w *Workspace) CheckReport(ctx context.Context, path string, p app.Progress) ([]report.Drift, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, &app.Error{Code: app.ENotFound, Op: "check report", Path: path, Message: "The report " + filepath.Base(path) + " could not be read.", Hint: "Choose a file that is there.", Err: err}
	}
	m, err := report.ReadManifest(data)
	if err != nil {
		return nil, err
	}
	spec, err := w.Furnished(ctx, m.Recipe.Spec())
	if err != nil {
		return nil, err
	}
	spec.Progress = p
	return report.Check(ctx, w.Door(m.Recipe.Readers), m, spec)
}
