package report

import (
	"context"
	"fmt"
	"slices"
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
	Hash     string   // SHA-256 of the data used, lower-case hex; told by Late
	Sheets   []Sheet

	// Late completes the hash and the sheets that count what the streams gave. It is called once, after all streams were read.
	Late func() error

	Manifest *Manifest // travels inside the file; nil for a list
	Language Language  // of its fixed words, see Translate

	say func(string) string // of the naming; nil where everything is told
}

// Gather reads the streams of a book into its rows. A book that is written does without.
func (b *Book) Gather(ctx context.Context) error {
	for i := range b.Sheets {
		s := &b.Sheets[i]
		if s.Stream == nil {
			continue
		}
		err := s.Stream(ctx, func(row []Value) error {
			s.Rows = append(s.Rows, slices.Clone(row))
			return nil
		})
		if err != nil {
			return err
		}
		s.Stream = nil
	}
	late := b.Late
	if b.Late = nil; late == nil {
		return nil
	}
	return late()
}

// Sheet is one table of a book.
type Sheet struct {
	Name    string // unique, at most 31 characters, none of []:*?/\
	Columns []SheetColumn
	Rows    [][]Value // each as long as Columns or shorter

	// Stream, when not nil, gives rows after Rows as they are written, so that a million of them need no memory: about Most of them. It ends with
	// the first error of row, which keeps nothing of what it is given: the next row may come in the same slice.
	Stream func(ctx context.Context, row func([]Value) error) error
	Most   int

	Freeze int    // columns that stay in view; the header always does
	Note   string // what the overview says of it: why there are no rows, or of how many they are
	Plain  bool   // a page to read: no filter
	Charts []SheetChart

	key  string // its English name, once Name is in another language
	said int    // rows whose words are in the language of the book
}

// SheetColumn is a column of a sheet.
type SheetColumn struct {
	Title   string
	Width   float64 // in characters
	Wrap    bool    // long texts
	Meaning string  // for the data dictionary: what it holds
	Unit    string  // for the data dictionary; "" lets the first value tell
	How     string  // for the data dictionary: how it is computed; "" for what was recorded, and for live formulas, which stand there themselves
	Look    Look
	Own     bool // Title is somebody's own word: it stays in every language
	Words   bool // the cells are fixed words or sentences, which every language has its own for

	key string // its English title, once Title is in another language
}

// Look is how the cells of a column, or of some beside each other, show what they hold besides the number itself.
type Look string

// The looks. The zero Look shows the number alone.
const (
	LookBar      Look = "bar"      // a bar as long as the number, in each column for itself
	LookHeat     Look = "heat"     // the darker the more, over all columns beside each other that look so
	LookResidual Look = "residual" // adjusted residuals: marked beyond 2, either way
	LookLevel    Look = "level"    // words of confidence: High, Moderate, Low, Very low
)

// SheetChart draws cells of another sheet.
type SheetChart struct {
	*chart.Chart        // kind, titles and unit; the numbers are those of the cells
	Sheet        string // whose cells it draws
	Names        int    // column of the categories, or of X for a Scatter, from 0
	Values       int    // column of the values, from 0
	Beside       []int  // more columns of values, each a series: lines of a Line
	From         int    // the first row, from 0
	Rows         int    // how many rows from there, at least 1
	FromZero     bool   // the axis of a Line begins at 0
	Along        bool   // the categories of a Line are numbers or days: it runs along an axis of them, which says some
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
	Fine   // with four, for chances
	Share  // 0-1, shown as percent
	Day    // a date; Number holds days since 1899-12-30
	Clock  // a duration; Number holds days
)

// Value is a typed cell.
type Value struct {
	Kind    ValueKind
	Text    string
	Number  float64
	Formula string // what gives the Number, without the equals sign, so that a reader's sheet computes it anew; # stands for the row of the cell
}

// By is the value with the formula that gives it; see Value.Formula. A blank stays blank.
func (v Value) By(formula string) Value {
	if v.Kind != Blank {
		v.Formula = formula
	}
	return v
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

// ComposeBook reads the store and writes the workbook of spec: all findings, the tags alone and by participant, themes, insights
// with their evidence, recommendations, people, interviews and a data dictionary. Spec's sections do not matter. The findings are read when they are written. An empty
// study gives a book with empty tables. Returns ENotFound if the study is gone, and the store's errors.
func ComposeBook(ctx context.Context, store Store, spec Spec) (*Book, error) {
	spec = spec.Normal()
	spec.Sections, spec.Depth, spec.Order = nil, Full, nil
	hidden, err := masked(ctx, store, spec)
	if err != nil {
		return nil, err
	}
	if hidden != nil {
		store = hidden
	}
	m, err := load(ctx, store, spec)
	if err != nil {
		return nil, err
	}
	w := &bookMaker{material: m, people: map[app.ParticipantID]int32{}, marked: map[app.TagID]int32{}, tagged: map[mark]int32{},
		silent: map[app.ParticipantID]int{}, voiced: map[app.ParticipantID]int{}, reasons: map[app.ConsentState]int{}, print: newFingerprint(), streamed: map[string]int{}}
	for i, p := range m.participants {
		w.people[p.ID] = int32(i)
	}
	for i, t := range m.tags {
		w.marked[t.ID] = int32(i)
	}
	b := &Book{Language: spec.Language, Title: m.topic(), Author: spec.Author, Subject: m.t("Research data: ") + m.topic(), Keywords: m.themeNames(8), Date: spec.Date}
	b.Add(Sheet{Name: sheetOverview, Plain: true, Columns: overviewColumns(b)}, w.findings(store), w.tagList(), w.tagColumns(), w.themes(), w.insights(store), w.advice(), w.persons(), w.sessions(),
		dictionary(nil, m.tongue))
	b.Late = func() error {
		if err := w.print.add("rest", m.hash); err != nil {
			return err
		}
		if err := w.print.add("beside", b.beside()); err != nil {
			return err
		}
		b.Hash = w.print.sum()
		w.countedTags(b)
		*b.sheet(sheetOverview) = w.overview(b)
		*b.sheet(sheetDictionary) = dictionary(b.Sheets, m.tongue)
		return nil
	}
	parts, err := m.parts()
	if err != nil {
		return nil, err
	}
	b.Manifest = &Manifest{Version: 1, Recipe: m.order.recipe(), Hash: m.hash, Parts: parts}
	if hidden != nil {
		b.say = hidden.text
		b.Manifest.rewrite(hidden.text)
	}
	return b, ctx.Err()
}

// mark is a tag and a person by their places among all; who is unknown has the place -1.
type mark struct{ tag, person int32 }

// bookMaker makes the sheets from the material of a report and all findings.
type bookMaker struct {
	*material
	people  map[app.ParticipantID]int32
	marked  map[app.TagID]int32
	tagged  map[mark]int32            // findings by tag and person
	silent  map[app.ParticipantID]int // passages that may not be quoted, by person
	voiced  map[app.ParticipantID]int // those that may
	reasons map[app.ConsentState]int  // why, by passages
	print   *fingerprint

	streamed map[string]int // rows that were given, by sheet
}

// findings gives all findings page by page; tags are counted on the way.
func (w *bookMaker) findings(store Store) Sheet {
	s := Sheet{Name: sheetFindings, Freeze: 1, Columns: findingColumns, Most: w.counts.Findings}
	if w.study != nil {
		s.Columns = s.Columns[:len(s.Columns)-1] // the study is the same for all
	}
	names := map[app.TagID]string{}
	for _, t := range w.material.tags {
		names[t.ID] = w.tagPath(t)
	}
	s.Stream = func(ctx context.Context, row func([]Value) error) error {
		cells := make([]Value, 0, len(findingColumns))
		err := ahead(ctx, store, w.page, func(rows []app.FindingRow) error {
			for i := range rows {
				w.countTags(&rows[i])
				cells = w.findingRow(cells[:0], &rows[i], names)[:len(s.Columns)]
				w.print.addRow(cells)
				w.streamed[sheetFindings]++
				if err := row(cells); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("report: findings: %w", err)
		}
		return nil
	}
	return s
}

// page is the query for the findings from a place on.
func (w *bookMaker) page(at int) app.FindingQuery {
	q := w.spec.find()
	q.Page = app.Page{Offset: at, Limit: findingsPage}
	return q
}

func (w *bookMaker) countTags(f *app.FindingRow) {
	person, ok := w.people[f.Participant]
	if !ok {
		person = -1
	}
	for _, t := range f.TagIDs() {
		if tag, ok := w.marked[t]; ok {
			w.tagged[mark{tag, person}]++
		}
	}
}
