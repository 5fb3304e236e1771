// Package reports is the screen that says what a report will hold and writes it: a PDF to read, a sheet to count with.
package reports

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/job"
	"throughline/app/report"
	"throughline/app/report/pdf"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Kind is what is written.
type Kind string

// The kinds of files.
const (
	PDF      Kind = "pdf"
	Web      Kind = "html"
	Word     Kind = "docx"
	Markdown Kind = "md"
	Sheet    Kind = "xlsx"
	HandOff  Kind = "zip" // workspace without secrets, report and sheet, signed
)

// Door is a store as an audience may read it, which counts what it keeps back.
type Door interface {
	report.Store
	Withheld() app.Withheld
	Readers() app.Audience
}

// Model is the state of the reports screen and what can be done on it. It belongs to the UI goroutine.
type Model struct {
	Store  report.Store
	Door   func(app.Audience) Door                                                // the store as an audience may read it
	Save   func(ctx context.Context, k Kind, spec report.Spec, path string) error // writes a file, replacing an old one
	Jobs   *job.Runner
	Author string
	Now    func() time.Time

	Making

	ViewsOf func(ctx context.Context, study app.StudyID) ([]app.View, error)               // views of findings
	Parse   func(ctx context.Context, study app.StudyID, line string) (*app.Clause, error) // a line of conditions

	// Furnish adds what a study knows of its report: the order of its outline, and who was asked; nil adds nothing.
	Furnish func(ctx context.Context, spec report.Spec) (report.Spec, error)

	Outline string           // the report outline whose order the report has, "" for none
	Order   []report.Section // of the outline

	Scope  Scope      // what the report is about
	Filter string     // of Filtered
	Views  []app.View // that can be its scope

	Study    app.StudyID
	Name     string       // of the study, for the title and the file name
	Title    string       // typed by the person; "" takes the study's name
	Audience string       // in words, for the cover
	Readers  app.Audience // inside or outside: what consent lets them read; "" for outside
	Withheld app.Withheld // of the preview
	Paper    report.Paper
	Format   Kind                    // of the report's file; "" for PDF
	Left     map[report.Section]bool // sections left out
	Without  map[app.InsightID]bool  // insights left out
	Insights []app.InsightRow        // that can be ticked: all, or in a large workspace the strongest
	Of       int                     // insights there are, superseded ones left out

	Doc     *report.Document // the preview
	Pages   *pdf.View        // its pages as the PDF has them: of a long report the first ones, until all are set
	Loaded  bool
	Reading string // what is being read for the preview, "" when nothing is
	Err     error
	Written []string                // files written since the screen was opened, newest first
	Saving  int                     // files being written
	Reveal  func(path string) error // opens a file or folder in its own program

	OnChange func() // repaint

	preview task.Latest[previewState]
	setting task.Latest[*pdf.View]
	keeping task.Latest[bool]
	day     app.Date // of the last preview
	failed  bool     // the last preview failed with Err
	reads   int      // previews begun
}

// Open shows the report of a study, or of all studies.
func (m *Model) Open(study app.StudyID) {
	switch {
	case m.Study != study || m.day == "":
		m.Title, m.Audience, m.Left, m.Without, m.Insights, m.Doc, m.Loaded, m.Of = "", "", nil, nil, nil, nil, false, 0
		m.Pages = nil
		m.setting.Cancel()
		m.Scope, m.Filter, m.Views = Everything, "", nil
		m.Outline, m.Order, m.Own, m.Some, m.Known = "", nil, nil, nil, nil
		m.recall()
	case m.Loaded && m.Doc != nil && m.day == app.DateOf(m.Now()):
		m.changed() // nothing happened since, or Changed would have told
		return
	}
	m.Study = study
	m.reload()
}

// Retry composes again what failed.
func (m *Model) Retry() {
	m.Err = nil
	m.reload()
}

// Dismiss takes the error away.
func (m *Model) Dismiss() {
	m.Err = nil
	m.changed()
}

// Show opens a file or folder in its own program.
func (m *Model) Show(path string) {
	if err := m.Reveal(path); err != nil {
		m.Err = &app.Error{Code: app.EIO, Op: "open", Message: say.T("This computer could not open %s.", filepath.Base(path)), Hint: say.T("It is in %s.", filepath.Dir(path)), Err: err}
		m.changed()
	}
}

// Changed composes the preview anew.
func (m *Model) Changed(*app.ChangeSet) { m.reload() }

// Spec is the report as chosen.
func (m *Model) Spec() report.Spec {
	s := report.Spec{Study: m.Study, Studies: m.Some, Depth: m.Depth, Naming: m.Naming, Language: m.Language, Brand: m.Brand, MaxQuotes: m.MaxQuotes, Title: strings.TrimSpace(m.Title), Author: m.Author, Date: app.DateOf(m.Now()),
		Audience: strings.TrimSpace(m.Audience), Readers: m.Readers, Paper: m.Paper}
	if !m.usual() {
		s.Sections, s.Order = slices.DeleteFunc(m.Sections(), func(x report.Section) bool { return m.Left[x] }), m.Own
	}
	if len(m.Without) > 0 {
		s.Insights = []app.InsightID{}
		for _, in := range m.Insights {
			if !m.Without[in.ID] {
				s.Insights = append(s.Insights, in.ID)
			}
		}
	}
	return s
}

// SetTitle sets the report's headline.
func (m *Model) SetTitle(s string) {
	if s != m.Title {
		m.Title = s
		m.reload()
	}
}

// SetAudience says whom the report is for.
func (m *Model) SetAudience(s string) {
	if s != m.Audience {
		m.Audience = s
		m.remade()
	}
}

// SetReaders says whether it stays inside the team.
func (m *Model) SetReaders(a app.Audience) {
	if a != m.Readers {
		m.Readers = a
		m.remade()
	}
}

// SetPaper chooses the size of page.
func (m *Model) SetPaper(p report.Paper) {
	m.Paper = p
	m.remade()
}

// Include takes a section in or leaves it out.
func (m *Model) Include(s report.Section, on bool) {
	if m.Left == nil {
		m.Left = map[report.Section]bool{}
	}
	m.Left[s] = !on
	if on {
		delete(m.Left, s)
	}
	m.remade()
}

// IncludeInsight takes an insight in or leaves it out.
func (m *Model) IncludeInsight(id app.InsightID, on bool) {
	if m.Without == nil {
		m.Without = map[app.InsightID]bool{}
	}
	m.Without[id] = true
	if on {
		delete(m.Without, id)
	}
	m.reload()
}

// FileName proposes a name for a file of a kind: the study's name, without what file systems refuse.
func (m *Model) FileName(k Kind) string {
	what := say.T(" report")
	switch k {
	case Sheet:
		what = say.T(" metrics")
	case HandOff:
		what = say.T(" hand-off")
	}
	return app.FileName(app.FileName(m.Name, say.T("Throughline"))+what+"."+string(k), "")
}

// Write writes the report or the sheet to path, as a job that can be cancelled. The person has agreed to replace an existing
// file in the file dialog.
func (m *Model) Write(k Kind, path string) {
	if filepath.Ext(path) == "" {
		path += "." + string(k)
	}
	spec, ask := m.Spec(), m.question()
	m.Saving++
	m.Err, m.failed = nil, false
	m.changed()
	m.Jobs.Start(say.T("Write %s", filepath.Base(path)), func(ctx context.Context, p app.Progress) error {
		spec.Progress = p
		return task.Told(func() (struct{}, error) {
			_, err := ask.put(ctx, &spec)
			if err == nil {
				err = m.Save(ctx, k, spec, path)
			}
			return struct{}{}, err
		}, func(_ struct{}, err error) {
			m.Saving--
			m.Err = err
			if app.CodeOf(err) == app.ECanceled {
				m.Err = nil
			}
			if err == nil {
				m.Written = append([]string{path}, m.Written...)
			}
			m.changed()
		})
	})
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
