package report

import (
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"throughline/app"
)

// ListStore is what a list of findings is made of.
type ListStore interface {
	Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error)
	Tags(ctx context.Context, study app.StudyID) ([]app.TagRow, error)
	Studies(ctx context.Context) ([]app.Study, error)
	Named(ctx context.Context, refs []app.Ref) ([]app.Named, error)
}

// ListSpec says which findings are listed, and what of them.
type ListSpec struct {
	Find     app.FindingQuery
	Columns  []string // ids of ListColumns, in order; unknown ones are left out, none means all
	Title    string   // "" for the study's name
	Author   string
	Date     app.Date
	Progress app.Progress
}

// listColumn is one column of a list of findings.
type listColumn struct {
	id string
	SheetColumn
	value func(l *lister, f *app.FindingRow) Value
}

// listColumns are in the order in which they stand when none is chosen.
var listColumns = []listColumn{
	{"quote", SheetColumn{Title: "Passage", Width: 70, Wrap: true, Meaning: "The words as in the transcript, or the note of a finding without a passage"}, func(_ *lister, f *app.FindingRow) Value { return text(f.Text()) }},
	{"tags", SheetColumn{Title: "Tags", Width: 30, Wrap: true, Meaning: "Tags of the codebook, parted by semicolons"}, func(l *lister, f *app.FindingRow) Value { return text(l.tagNames(f)) }},
	{"theme", SheetColumn{Title: "Theme", Width: 36, Wrap: true, Meaning: "Group on the board of the study; empty when unsorted"}, func(_ *lister, f *app.FindingRow) Value { return text(f.ThemeName) }},
	{"sound", SheetColumn{Title: "Sentiment", Width: 14, Meaning: "As people said; with ≈ as estimated from words"}, func(_ *lister, f *app.FindingRow) Value { return text(soundWords(f)) }},
	{"stance", SheetColumn{Title: "Stance", Width: 12, Meaning: "supports, contradicts or nuances; empty when undecided"}, func(_ *lister, f *app.FindingRow) Value { return text(string(f.Stance)) }},
	{"severity", SheetColumn{Title: "Severity", Width: 10, Meaning: "Nielsen's scale: 0 not set, 1 cosmetic to 4 catastrophe"}, func(_ *lister, f *app.FindingRow) Value { return whole(f.Severity) }},
	{"note", SheetColumn{Title: "Note", Width: 36, Wrap: true, Meaning: "What the researcher noted on the passage"}, func(_ *lister, f *app.FindingRow) Value { return text(noteOf(f)) }},
	{"person", SheetColumn{Title: "Person", Width: 12, Meaning: "Code of the person who said it; empty when unknown"}, func(_ *lister, f *app.FindingRow) Value { return text(f.Code) }},
	{"segment", SheetColumn{Title: "Segment", Width: 14, Meaning: "Segment of the person"}, func(_ *lister, f *app.FindingRow) Value { return text(f.Segment) }},
	{"interview", SheetColumn{Title: "Interview", Width: 26, Meaning: "Title of the session"}, func(_ *lister, f *app.FindingRow) Value { return text(f.InterviewTitle) }},
	{"time", SheetColumn{Title: "Time", Width: 10, Meaning: "Where in the recording the passage begins; empty when unknown"}, func(_ *lister, f *app.FindingRow) Value { return clockOf(f) }},
	{"study", SheetColumn{Title: "Study", Width: 26, Meaning: "Study the finding belongs to"}, func(l *lister, f *app.FindingRow) Value { return text(l.studies[f.Study]) }},
	{"consent", SheetColumn{Title: "Consent", Width: 16, Meaning: "Where the consent to be quoted outside the team stands of all who are heard; empty where nobody is asked"}, func(_ *lister, f *app.FindingRow) Value { return text(string(f.Consent.For(app.ScopeOutside))) }},
	{"author", SheetColumn{Title: "Coder", Width: 18, Meaning: "Who made the finding"}, func(_ *lister, f *app.FindingRow) Value { return text(f.Author) }},
	{"made", SheetColumn{Title: "Made on", Width: 12, Meaning: "Day the finding was made (UTC)"}, func(_ *lister, f *app.FindingRow) Value { return date(app.DateOf(f.Created)) }},
	{"id", SheetColumn{Title: "Finding", Width: 38, Meaning: "Identifier of the finding, the same in every export"}, func(_ *lister, f *app.FindingRow) Value { return text(string(f.ID)) }},
}

// ListColumns are the ids of the columns that a list of findings can have, in their usual order.
func ListColumns() []string {
	var ids []string
	for _, c := range listColumns {
		ids = append(ids, c.id)
	}
	return ids
}

// noteOf is the note beside a passage; a note that stands alone is the passage already.
func noteOf(f *app.FindingRow) string {
	if f.Quote == "" {
		return ""
	}
	return f.Note
}

func clockOf(f *app.FindingRow) Value {
	if f.Quote == "" {
		return Value{}
	}
	return duration(f.At)
}

// soundWords says how a finding sounds: as people said, otherwise as estimated.
func soundWords(f *app.FindingRow) string {
	if said := app.SoundOf(f.Sentiment); said != "" {
		return string(said)
	}
	if f.Estimate.Sound != "" {
		return "≈ " + string(f.Estimate.Sound)
	}
	return ""
}

// lister reads a list of findings page by page.
type lister struct {
	store   ListStore
	spec    ListSpec
	columns []listColumn
	tags    map[app.TagID]string
	studies map[app.StudyID]string
	words   []string // the filter, in plain words
}

func newLister(ctx context.Context, store ListStore, spec ListSpec) (*lister, error) {
	l := &lister{store: store, spec: spec, tags: map[app.TagID]string{}, studies: map[app.StudyID]string{}}
	for _, id := range spec.Columns {
		if i := slices.IndexFunc(listColumns, func(c listColumn) bool { return c.id == id }); i >= 0 {
			l.columns = append(l.columns, listColumns[i])
		}
	}
	if len(l.columns) == 0 {
		l.columns = listColumns
	}
	tags, err := store.Tags(ctx, spec.Find.Study)
	if err != nil {
		return nil, err
	}
	for _, t := range tags {
		l.tags[t.ID] = oneLine(t.Name)
	}
	studies, err := store.Studies(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range studies {
		l.studies[s.ID] = s.Name
	}
	if l.spec.Title == "" {
		l.spec.Title = cmp.Or(l.studies[spec.Find.Study], "All studies")
	}
	named, err := store.Named(ctx, spec.Find.Refs())
	if err != nil {
		return nil, err
	}
	names := make(map[app.Ref]string, len(named))
	for _, n := range named {
		names[n.Ref] = n.Name
	}
	l.words = spec.Find.Describe(func(r app.Ref) string { return names[r] })
	return l, nil
}

func (l *lister) tagNames(f *app.FindingRow) string {
	var names []string
	for _, id := range f.TagIDs() {
		names = append(names, cmp.Or(l.tags[id], "(tag of another study)"))
	}
	slices.Sort(names)
	return strings.Join(names, "; ")
}

// each hands on the rows, in the order of the query, and returns how many there were.
func (l *lister) each(ctx context.Context, do func([]Value) error) (n int, err error) {
	q := l.spec.Find
	for {
		l.spec.Progress.Report(int64(n), 0, "Writing findings")
		q.Page = app.Page{Offset: n, Limit: findingsPage}
		rows, err := l.store.Findings(ctx, q)
		if err != nil {
			return n, fmt.Errorf("report: read findings: %w", err)
		}
		for i := range rows {
			cells := make([]Value, len(l.columns))
			for c := range l.columns {
				cells[c] = l.columns[c].value(l, &rows[i])
			}
			if err := do(cells); err != nil {
				return n, err
			}
		}
		n += len(rows)
		if len(rows) < findingsPage {
			return n, nil
		}
		if err := ctx.Err(); err != nil {
			return n, err
		}
	}
}

// maxListed is how many findings a workbook lists: its rows are held in memory while it is made.
const maxListed = 250_000

// ComposeList makes a workbook of the findings that match a query: the list, and what it is a list of. Returns ETooLarge for more than
// 250,000 findings, and the store's errors.
func ComposeList(ctx context.Context, store ListStore, spec ListSpec) (*Book, error) {
	l, err := newLister(ctx, store, spec)
	if err != nil {
		return nil, err
	}
	s := Sheet{Name: sheetFindings, Freeze: 1}
	for _, c := range l.columns {
		s.Columns = append(s.Columns, c.SheetColumn)
	}
	n, err := l.each(ctx, func(cells []Value) error {
		if len(s.Rows) == maxListed {
			return &app.Error{Code: app.ETooLarge, Message: "A workbook lists up to " + app.Number(maxListed) + " findings.", Hint: "Filter them, or export as CSV."}
		}
		s.Rows = append(s.Rows, cells)
		return nil
	})
	if err != nil {
		return nil, err
	}
	about := Sheet{Name: "About", Plain: true, Columns: []SheetColumn{{Title: "What", Width: 22}, {Title: "", Width: 80, Wrap: true}}}
	say := func(what string, v Value) { about.Rows = append(about.Rows, []Value{text(what), v}) }
	say("Findings of", text(l.spec.Title))
	say("Findings", whole(n))
	say("That are", text(cmp.Or(strings.Join(l.words, "; "), "all")))
	say("Written on", date(l.spec.Date))
	say("Written by", text(l.spec.Author))
	return &Book{Title: l.spec.Title, Author: spec.Author, Subject: "Findings: " + l.spec.Title, Date: spec.Date, Sheets: []Sheet{s, about, dictionary([]Sheet{s}, tongue{})}}, nil
}

// WriteListCSV writes the findings that match a query as a table, a finding a row: UTF-8 with a byte order mark, commas, a header. A cell
// that a spreadsheet would run as a formula gets an apostrophe before it. Any number of findings passes through; returns how many.
func WriteListCSV(ctx context.Context, out io.Writer, store ListStore, spec ListSpec) (n int, err error) {
	l, err := newLister(ctx, store, spec)
	if err != nil {
		return 0, err
	}
	if _, err := io.WriteString(out, "\ufeff"); err != nil {
		return 0, err
	}
	w := csv.NewWriter(out)
	cells := make([]string, len(l.columns))
	for i, c := range l.columns {
		cells[i] = c.Title
	}
	if err := w.Write(cells); err != nil {
		return 0, err
	}
	n, err = l.each(ctx, func(row []Value) error {
		for i, v := range row {
			cells[i] = plainCell(v)
		}
		return w.Write(cells)
	})
	if err != nil {
		return n, err
	}
	w.Flush()
	return n, w.Error()
}

// plainCell writes a value as text that no spreadsheet runs.
func plainCell(v Value) string {
	switch v.Kind {
	case Text:
		return inert(v.Text)
	case Whole:
		return strconv.Itoa(int(v.Number))
	case Day:
		return string(app.DateOf(excelEpoch.AddDate(0, 0, int(v.Number))))
	case Clock:
		return app.Clock(spanOf(v.Number))
	case Number, Share:
		return strconv.FormatFloat(v.Number, 'f', -1, 64)
	}
	return ""
}

// inert keeps a spreadsheet from taking words for a formula. Numbers stay.
func inert(cell string) string {
	if _, err := strconv.ParseFloat(cell, 64); err != nil && cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// spanOf is a number of days as a duration, to the second.
func spanOf(n float64) time.Duration {
	return time.Duration(math.Round(n*24*60*60)) * time.Second
}
