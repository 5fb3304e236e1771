package report

import (
	"context"
	"fmt"
	"time"

	"throughline/app"
	"throughline/app/chart"
)

// Book is a workbook of typed tables, ready to be written as a spreadsheet.
type Book struct {
	Title    string
	Author   string
	Subject  string
	Keywords []string
	Date     app.Date // decides the file's dates
	Hash     string   // SHA-256 of the data used, lower-case hex
	Sheets   []Sheet
}

// Sheet is one table of a book.
type Sheet struct {
	Name    string // unique, at most 31 characters, none of []:*?/\
	Columns []SheetColumn
	Rows    [][]Value // each as long as Columns or shorter
	Freeze  int       // columns that stay in view; the header always does
	Plain   bool      // a page to read: no filter
	Charts  []SheetChart
}

// SheetColumn is a column of a sheet.
type SheetColumn struct {
	Title   string
	Width   float64 // in characters
	Meaning string  // for the data dictionary: what it holds, in which unit
	Wrap    bool    // long texts
}

// SheetChart draws cells of another sheet.
type SheetChart struct {
	*chart.Chart        // kind, titles and unit; the numbers are those of the cells
	Sheet        string // whose cells it draws
	Names        int    // column of the categories, or of X for a Scatter, from 0
	Values       int    // column of the values, from 0
	Rows         int    // how many rows from the first, at least 1
	Column, Row  int    // where its upper left corner stands, from 0
}

// ValueKind is the type of a cell.
type ValueKind int

// The kinds of values. The zero kind is an empty cell.
const (
	Blank ValueKind = iota
	Text
	Whole  // a count
	Number // with two decimals
	Share  // 0-1, shown as percent
	Day    // a date; Number holds days since 1899-12-30
	Clock  // a duration; Number holds days
)

// Value is a typed cell.
type Value struct {
	Kind   ValueKind
	Text   string
	Number float64
}

func text(s string) Value {
	if s == "" {
		return Value{}
	}
	return Value{Kind: Text, Text: s}
}

func whole(n int) Value      { return Value{Kind: Whole, Number: float64(n)} }
func number(f float64) Value { return Value{Kind: Number, Number: f} }
func share(f float64) Value  { return Value{Kind: Share, Number: f} }

// excelEpoch is day 0 of spreadsheets: the leap year of 1900 that they believe in makes it 30 December 1899.
var excelEpoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

func date(d app.Date) Value {
	t := d.Time()
	if t.Before(excelEpoch) { // unknown, or before what spreadsheets can say
		return text(string(d))
	}
	return Value{Kind: Day, Number: t.Sub(excelEpoch).Hours() / 24}
}

func duration(d time.Duration) Value {
	if d < 0 {
		return Value{}
	}
	return Value{Kind: Clock, Number: d.Hours() / 24}
}

func yes(b bool) Value {
	if b {
		return text("yes")
	}
	return Value{}
}

// The names of the sheets, in their order.
const (
	sheetOverview     = "Overview"
	sheetFindings     = "Findings"
	sheetTags         = "Tags x participants"
	sheetThemes       = "Themes"
	sheetInsights     = "Insights"
	sheetParticipants = "Participants"
	sheetInterviews   = "Interviews"
	sheetDictionary   = "Data dictionary"
)

// ComposeBook reads the store and writes the workbook of spec: all findings, the tags by participant, themes, insights
// with their evidence, people, interviews and a data dictionary. Spec's sections do not matter. An empty study gives a book with
// empty tables. Returns ENotFound if the study is gone, and the store's errors.
func ComposeBook(ctx context.Context, store Store, spec Spec) (*Book, error) {
	spec.Sections = nil
	m, err := load(ctx, store, spec)
	if err != nil {
		return nil, err
	}
	if err := m.loadRest(ctx, store); err != nil {
		return nil, err
	}
	w := &bookMaker{material: m, tagged: map[app.TagID]map[app.ParticipantID]int{},
		silent: map[app.ParticipantID]int{}, reasons: map[app.ConsentState]int{}, print: newFingerprint()}
	findings, err := w.findings(ctx, store)
	if err != nil {
		return nil, err
	}
	if err := w.print.add("rest", m.hash); err != nil {
		return nil, err
	}
	b := &Book{Title: m.name(), Author: spec.Author, Subject: "Research data: " + m.name(), Keywords: m.themeNames(8),
		Date: spec.Date, Hash: w.print.sum()}
	themes, tags := w.themes(), w.tags()
	b.Sheets = []Sheet{w.overview(b, themes, tags), findings, tags, themes, w.insights(), w.people(), w.sessions()}
	b.Sheets = append(b.Sheets, dictionary(b.Sheets))
	return b, ctx.Err()
}

// bookMaker makes the sheets from the material of a report and all findings.
type bookMaker struct {
	*material
	tagged  map[app.TagID]map[app.ParticipantID]int // findings by tag and person
	silent  map[app.ParticipantID]int               // passages that may not be quoted, by person
	reasons map[app.ConsentState]int                // why, by passages
	print   *fingerprint
}

// findingsPage is how many findings are read at once: enough to be quick, few enough to stop soon.
const findingsPage = 5000

// findings reads all findings page by page; tags are counted on the way.
func (w *bookMaker) findings(ctx context.Context, store Store) (Sheet, error) {
	s := Sheet{Name: sheetFindings, Freeze: 1, Columns: findingColumns}
	if w.study != nil {
		s.Columns = s.Columns[:len(s.Columns)-1] // the study is the same for all
	}
	names := map[app.TagID]string{}
	for _, t := range w.material.tags {
		names[t.ID] = w.tagPath(t)
	}
	for at := 0; ; at += findingsPage {
		w.spec.Progress.Report(int64(at), int64(w.counts.Findings), "findings")
		rows, err := store.Findings(ctx, app.FindingQuery{Study: w.spec.Study, Page: app.Page{Offset: at, Limit: findingsPage}})
		if err != nil {
			return s, fmt.Errorf("report: read findings: %w", err)
		}
		if err := w.print.add("findings", rows); err != nil {
			return s, err
		}
		for _, f := range rows {
			w.countTags(f)
			s.Rows = append(s.Rows, w.findingRow(f, names)[:len(s.Columns)])
		}
		if len(rows) < findingsPage {
			return s, nil
		}
		if err := ctx.Err(); err != nil {
			return s, err
		}
	}
}

func (w *bookMaker) countTags(f app.FindingRow) {
	for _, t := range f.TagIDs() {
		if w.tagged[t] == nil {
			w.tagged[t] = map[app.ParticipantID]int{}
		}
		w.tagged[t][f.Participant]++
	}
}
