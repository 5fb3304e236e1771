// Package coded writes coded data for other programs and for reading: passages with their tags as a table, as lines of JSON, as Markdown, as a web page
// of the transcripts with their highlights, and as a graph of tags and documents.
package coded

import (
	"cmp"
	"context"
	"io"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/format/tagpath"
)

// Format is what coded data is written as.
type Format string

// The formats. The value is the ending of a file.
const (
	CSV      Format = "csv"   // a row a passage and tag
	JSON     Format = "jsonl" // a line a passage
	Markdown Format = "md"
	Web      Format = "html" // the transcripts, with highlights
	Graph    Format = "gexf" // tags and documents, for Gephi
)

// Formats lists them in the order offered.
func Formats() []Format { return []Format{CSV, JSON, Markdown, Web, Graph} }

// FormatOf finds the format of a name or a file's ending. Returns EInvalid for another.
func FormatOf(name string) (Format, error) {
	f := Format(strings.TrimPrefix(strings.ToLower(strings.TrimSpace(name)), "."))
	switch f {
	case "json", "ndjson":
		f = JSON
	case "htm":
		f = Web
	case "markdown":
		f = Markdown
	}
	if !slices.Contains(Formats(), f) {
		return "", app.Invalid("Coded data is not written as “"+name+"”.", "Choose csv, jsonl, md, html or gexf.")
	}
	return f, nil
}

// Store is what coded data is made of. Everything is read through the door of those who will read it.
type Store interface {
	Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error)
	Tags(ctx context.Context, study app.StudyID) ([]app.TagRow, error)
	Studies(ctx context.Context) ([]app.Study, error)
	Interviews(ctx context.Context, study app.StudyID, page app.Page) ([]app.InterviewRow, error)
	Transcript(ctx context.Context, id app.InterviewID) (*app.Transcript, error)
	Counts(ctx context.Context, study app.StudyID) (app.Counts, error)
}

// Spec says what is written. The order of Find is that of the texts, whatever it says.
type Spec struct {
	Find     app.FindingQuery
	Format   Format
	Title    string // "" for the study's name
	Author   string // who writes it; may be empty
	Date     app.Date
	Progress app.Progress
}

// Result says what was written, and what of the study is not in it.
type Result struct {
	Findings  int        `json:"findings"`
	Documents int        `json:"documents"`
	Tags      int        `json:"tags"`
	Lost      []app.Loss `json:"lost,omitempty"`

	Elements []app.Element `json:"elements"` // what became of each kind of thing of the study that the file is of
}

// Report is the loss report of a file.
func (r Result) Report(file string, f Format) app.LossReport {
	return app.LossReport{What: "export", File: file, Format: string(f), Elements: r.Elements, Losses: r.Lost}
}

// page is how many findings or interviews are read at once.
const page = 2000

// Write writes the findings that match, in the order of the interviews and their texts. Any number passes through; only a graph holds what it counts. Returns
// ENotFound when nothing matches, the store's errors and those of out.
func Write(ctx context.Context, out io.Writer, store Store, spec Spec) (Result, error) {
	w, err := open(ctx, store, spec)
	if err != nil {
		return Result{}, err
	}
	run := map[Format]func(context.Context, io.Writer) error{CSV: w.csv, JSON: w.json, Markdown: w.markdown, Web: w.web, Graph: w.graph}[spec.Format]
	if run == nil {
		_, err := FormatOf(string(spec.Format))
		return Result{}, err
	}
	if err := run(ctx, out); err != nil {
		return Result{}, err
	}
	if w.done.Findings == 0 {
		return Result{}, &app.Error{Code: app.ENotFound, Message: "There is no finding to export.", Hint: "Tag passages first, or choose other findings."}
	}
	w.done.Documents, w.done.Tags = len(w.documents), len(w.met)
	c, err := store.Counts(ctx, spec.Find.Study)
	if err != nil {
		return Result{}, err
	}
	w.done.Lost, w.done.Elements = w.lost(c), w.elements(c)
	return w.done, nil
}

// writer reads findings and knows the names of what they refer to.
type writer struct {
	store     Store
	spec      Spec
	tags      map[app.TagID]*app.Tag
	studies   map[app.StudyID]string
	sessions  map[app.InterviewID]*app.InterviewRow
	done      Result
	documents map[app.InterviewID]bool
	met       map[app.TagID]bool
	covered   int
	notes     int // findings without a passage
}

func open(ctx context.Context, store Store, spec Spec) (*writer, error) {
	w := &writer{store: store, spec: spec, tags: map[app.TagID]*app.Tag{}, studies: map[app.StudyID]string{}, sessions: map[app.InterviewID]*app.InterviewRow{},
		documents: map[app.InterviewID]bool{}, met: map[app.TagID]bool{}}
	w.spec.Find.Order = app.ByPlace
	tags, err := store.Tags(ctx, spec.Find.Study)
	if err != nil {
		return nil, err
	}
	for i := range tags {
		w.tags[tags[i].ID] = &tags[i].Tag
	}
	studies, err := store.Studies(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range studies {
		w.studies[s.ID] = s.Name
	}
	w.spec.Title = cmp.Or(spec.Title, w.studies[spec.Find.Study], "All studies")
	for at := 0; ; at += page {
		rows, err := store.Interviews(ctx, spec.Find.Study, app.Page{Offset: at, Limit: page})
		if err != nil {
			return nil, err
		}
		for i := range rows {
			w.sessions[rows[i].ID] = &rows[i]
		}
		if len(rows) < page {
			return w, nil
		}
	}
}

// each calls f with every finding that matches, in order.
func (w *writer) each(ctx context.Context, f func(*app.FindingRow) error) error {
	q := w.spec.Find
	for at := 0; ; at += page {
		if err := ctx.Err(); err != nil {
			return err
		}
		q.Page = app.Page{Offset: at, Limit: page}
		rows, err := w.store.Findings(ctx, q)
		if err != nil {
			return err
		}
		for i := range rows {
			w.count(&rows[i])
			if err := f(&rows[i]); err != nil {
				return err
			}
		}
		w.spec.Progress.Report(int64(at+len(rows)), 0, "Writing findings")
		if len(rows) < page {
			return nil
		}
	}
}

// count notes what a finding adds to the result.
func (w *writer) count(f *app.FindingRow) {
	w.done.Findings++
	if f.Interview != "" {
		w.documents[f.Interview] = true
	}
	for _, id := range f.TagIDs() {
		w.met[id] = true
	}
	if f.Withheld != "" {
		w.covered++
	}
	if f.Quote == "" && f.Withheld == "" {
		w.notes++
	}
}

// path is the names of a tag from the top down.
func (w *writer) path(id app.TagID) []string {
	var names []string
	for t := w.tags[id]; t != nil && len(names) < 32; t = w.tags[t.Parent] {
		names = append(names, t.Name)
	}
	slices.Reverse(names)
	return names
}

// name is a tag as one text: "Pay run / Parallel run".
func (w *writer) name(id app.TagID) string { return tagpath.Join(w.path(id)) }

// speaker is who says something.
func (w *writer) speaker(iv *app.InterviewRow, label string) string {
	if iv == nil {
		return ""
	}
	return iv.Nameless(label)
}
