// Package history is the screen with every step of the workspace: who did what and when, with the ways back and forth.
package history

import (
	"context"
	"slices"
	"time"

	"throughline/app"
	"throughline/app/history"
	"throughline/app/job"
	"throughline/ui/task"
)

// Log is the history as the screen reads and walks it. *history.Log is one.
type Log interface {
	Marks(ctx context.Context, q app.HistoryQuery) ([]app.Mark, error)
	Steps(ctx context.Context, marks []app.Mark) ([]app.Step, error)
	Authors(ctx context.Context) ([]string, error)
	Details(ctx context.Context, m app.Mark, of app.Ref, page app.Page) ([]history.Detail, int, error)
	Plan(ctx context.Context, seq int64) (history.Walk, error)
	UndoTo(ctx context.Context, seq int64, p app.Progress) (int, error)
	RedoTo(ctx context.Context, seq int64, p app.Progress) (int, error)
	UndoOnly(ctx context.Context, m app.Mark, hand app.Hand) (app.Entry, error)
}

// Finder tells names and places of records.
type Finder interface {
	Named(ctx context.Context, refs []app.Ref) ([]app.Named, error)
}

// pageSize is how many steps one query brings, keepPages how many pages are held.
const (
	pageSize  = 100
	keepPages = 40
)

// Model is the state of the screen and what can be done on it. It belongs to the UI goroutine.
type Model struct {
	Log      Log
	Store    Finder
	Jobs     *job.Runner
	Hand     app.Hand
	Now      func() time.Time
	ReadOnly bool
	Quiet    func() (end func())                   // tells the frame that many steps come, until end is called; nil for nobody to tell
	OnTell   func(text, action string, run func()) // a short message; action "" for none
	OnFound  func(n app.Named)                     // the record asked for by Locate
	OnChange func()                                // repaint; called on the UI goroutine
	OnFail   func(error)                           // an act was refused
	Query    app.HistoryQuery                      // what is listed
	Subject  string                                // what Query.Record is called
	Rows     []Row                                 // what the table shows, newest first
	Total    int                                   // steps that match
	Everyone []string                              // who made steps
	Loaded   bool
	Busy     bool  // steps are being walked
	Err      error // why the list could not be read

	Chosen Choice

	marks   []app.Mark
	pages   map[int][]app.Step // by number
	loading map[int]bool
	near    [2]int // marks in sight
	gen     int    // counts reloads; pages of an older one are dropped
	head    task.Latest[list]
	detail  task.Latest[Choice]
	place   task.Latest[[]app.Named]
	work    task.Queue
}

// RowKind says what a row of the table is.
type RowKind int

// The kinds of rows.
const (
	StepRow  RowKind = iota
	DayRow           // the heading of a day
	HereRow          // between what was taken back and what is in force
	BeginRow         // before the first step
)

// Row is one row of the table.
type Row struct {
	Kind RowKind
	Mark int       // for StepRow: its number
	Day  time.Time // for DayRow: a time of that day
}

// list is what one load of the head brings.
type list struct {
	marks    []app.Mark
	rows     []Row
	pages    map[int][]app.Step
	everyone []string
}

// Choice is the step looked at and what is known of it.
type Choice struct {
	Row     RowKind // StepRow or BeginRow
	Mark    app.Mark
	Some    bool // something is chosen
	Ready   bool // what follows is loaded
	Step    app.Step
	Last    bool         // the last step in force
	Plan    history.Walk // what going there takes
	PlanErr error        // why one cannot go there
	Details []history.Detail
	Total   int   // changes of the step
	Err     error // why there are no details

	shown int // details asked for
}

// Open shows the history as it was left, or that of a record.
func (m *Model) Open(record app.Ref) {
	if record != m.Query.Record || !m.Loaded {
		m.Query = app.HistoryQuery{Record: record}
		m.Subject, m.Chosen = "", Choice{}
		m.name()
	}
	m.reload()
}

// name finds out what the record asked for is called.
func (m *Model) name() {
	ref := m.Query.Record
	if ref == (app.Ref{}) {
		return
	}
	m.place.Load(func(ctx context.Context) ([]app.Named, error) { return m.Store.Named(ctx, []app.Ref{ref}) }, func(found []app.Named, _ error) {
		if len(found) > 0 && ref == m.Query.Record {
			m.Subject = found[0].Name
			m.changed()
		}
	})
}

// Changed reloads after a step was committed, taken back or brought again.
func (m *Model) Changed(*app.ChangeSet) { m.reload() }

// Retry loads again what failed to load.
func (m *Model) Retry() {
	m.Err = nil
	m.reload()
}

// Filter lists other steps.
func (m *Model) Filter(set func(q *app.HistoryQuery)) {
	old := m.Query
	set(&m.Query)
	if m.Query != old {
		m.reload()
	}
}

// Filtered reports whether not all steps are listed.
func (m *Model) Filtered() bool { return m.Query != app.HistoryQuery{} }

// ClearFilter lists all steps.
func (m *Model) ClearFilter() {
	m.Query, m.Subject = app.HistoryQuery{}, ""
	m.reload()
}

func (m *Model) reload() {
	q, near, now := m.Query, m.near, m.Now()
	m.head.Load(func(ctx context.Context) (list, error) { return m.read(ctx, q, near, now) }, func(l list, err error) {
		m.Loaded, m.Err = true, err
		m.gen++
		m.loading = nil
		if err == nil {
			m.marks, m.Rows, m.pages, m.Everyone, m.Total = l.marks, l.rows, l.pages, l.everyone, len(l.marks)
		}
		m.follow()
		m.changed()
	})
}

func (m *Model) read(ctx context.Context, q app.HistoryQuery, near [2]int, now time.Time) (l list, err error) {
	if l.marks, err = m.Log.Marks(ctx, q); err != nil {
		return l, err
	}
	l.rows = rowsOf(l.marks, q == app.HistoryQuery{}, now)
	if l.everyone, err = m.Log.Authors(ctx); err != nil {
		return l, err
	}
	l.pages = map[int][]app.Step{}
	for _, n := range []int{0, near[0] / pageSize, near[1] / pageSize} {
		part := pageOf(l.marks, n)
		if _, have := l.pages[n]; have || len(part) == 0 {
			continue
		}
		if l.pages[n], err = m.Log.Steps(ctx, part); err != nil {
			return l, err
		}
	}
	return l, nil
}

func pageOf(marks []app.Mark, n int) []app.Mark {
	return marks[min(n*pageSize, len(marks)):min((n+1)*pageSize, len(marks))]
}

// rowsOf puts headings of days between steps, a line where the present is when something was taken back, and, under a whole
// list, the beginning. Below that line stand only those steps taken back that are of a batch with others between.
func rowsOf(marks []app.Mark, whole bool, now time.Time) []Row {
	rows := make([]Row, 0, len(marks)+len(marks)/8+2)
	year, month, day := 0, time.Month(0), 0
	here := slices.IndexFunc(marks, func(m app.Mark) bool { return m.State != app.EntryUndone })
	for i, mk := range marks {
		if i > 0 && i == here {
			rows = append(rows, Row{Kind: HereRow})
		}
		at := mk.At.In(now.Location())
		if y, mo, d := at.Date(); y != year || mo != month || d != day {
			year, month, day = y, mo, d
			rows = append(rows, Row{Kind: DayRow, Day: at})
		}
		rows = append(rows, Row{Kind: StepRow, Mark: i})
	}
	if here < 0 && len(marks) > 0 {
		rows = append(rows, Row{Kind: HereRow})
	}
	if whole && len(marks) > 0 {
		rows = append(rows, Row{Kind: BeginRow})
	}
	return rows
}

// Step returns the step of a row, or nil for other rows and while its page is on the way.
func (m *Model) Step(row int) *app.Step {
	if row < 0 || row >= len(m.Rows) || m.Rows[row].Kind != StepRow {
		return nil
	}
	i := m.Rows[row].Mark
	if page, ok := m.pages[i/pageSize]; ok {
		return &page[i%pageSize]
	}
	m.load(i / pageSize)
	return nil
}

func (m *Model) load(n int) {
	if m.loading[n] || !m.Loaded {
		return
	}
	if m.loading == nil {
		m.loading = map[int]bool{}
	}
	m.loading[n] = true
	gen, part := m.gen, pageOf(m.marks, n)
	task.Fetch(func() ([]app.Step, error) { return m.Log.Steps(context.Background(), part) }, func(steps []app.Step, err error) {
		if gen != m.gen {
			return
		}
		delete(m.loading, n)
		if err != nil {
			m.Err = err
		} else {
			if len(m.pages) >= keepPages {
				clear(m.pages)
			}
			m.pages[n] = steps
		}
		m.changed()
	})
}

// InSight says which rows are on screen, so that a reload brings them at once. to is exclusive.
func (m *Model) InSight(from, to int) {
	at := func(row int) int {
		for ; row >= 0; row-- {
			if row < len(m.Rows) && m.Rows[row].Kind == StepRow {
				return m.Rows[row].Mark
			}
		}
		return 0
	}
	m.near = [2]int{at(from), at(to - 1)}
}

// RowOf returns the row of what is chosen, or -1.
func (m *Model) RowOf() int {
	for i, r := range m.Rows {
		if m.Chosen.Some && r.Kind == m.Chosen.Row && (r.Kind == BeginRow || r.Kind == StepRow && m.marks[r.Mark].Seq == m.Chosen.Mark.Seq) {
			return i
		}
	}
	return -1
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
