package privacy

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/consent"
	sheets "throughline/app/people"
	"throughline/ui/say"
	"throughline/ui/task"
)

// ConsentBringer takes in tables of consents. *consent.Service is one.
type ConsentBringer interface {
	Plan(ctx context.Context, study app.StudyID, t consent.Table, means []consent.Field) (*consent.Plan, error)
	Import(ctx context.Context, p *consent.Plan) error
}

// ConsentImport is an import of consents under way: a file, what its columns mean, and what would become of its rows. It belongs to the UI
// goroutine.
type ConsentImport struct {
	Service ConsentBringer
	Study   app.StudyID // that the consents are for; "" for all

	Sheet    *sheets.Sheet // nil while the file is read
	Means    []consent.Field
	Plan     *consent.Plan // nil while it is made
	Busy     bool          // it is being stored
	Done     bool
	Err      error
	OnChange func()

	path string
	read task.Latest[*sheets.Sheet]
	plan task.Latest[*consent.Plan]
	work task.Queue
}

// Begin reads a file and guesses what its columns mean.
func (m *ConsentImport) Begin(path string) {
	m.path = path
	m.SetTable("")
}

// SetTable reads another sheet of the workbook, "" for the first with rows.
func (m *ConsentImport) SetTable(name string) {
	m.Sheet, m.Plan, m.Err, m.Busy, m.Done = nil, nil, nil, false, false
	path := m.path
	m.read.Load(func(ctx context.Context) (*sheets.Sheet, error) { return sheets.OpenSheet(ctx, path, name) }, func(s *sheets.Sheet, err error) {
		if err != nil {
			m.Err = err
			m.changed()
			return
		}
		m.Sheet, m.Means = s, consent.Guess(s.Columns)
		m.replan()
	})
	m.changed()
}

// SetMeaning says what a column means; what another column meant so far is left out there.
func (m *ConsentImport) SetMeaning(col int, f consent.Field) {
	m.Means = slices.Clone(m.Means)
	for i := range m.Means {
		if m.Means[i] == f {
			m.Means[i] = ""
		}
	}
	m.Means[col] = f
	m.replan()
}

// SetStudy says which study the consents are for, "" for all.
func (m *ConsentImport) SetStudy(id app.StudyID) {
	m.Study = id
	m.replan()
}

// replan works out beside the window what would become of the rows.
func (m *ConsentImport) replan() {
	if m.Sheet == nil {
		return
	}
	m.Plan, m.Err = nil, nil
	service, study, means := m.Service, m.Study, m.Means
	t := consent.Table{Columns: m.Sheet.Columns, Rows: m.Sheet.Rows, Lines: m.Sheet.Lines}
	m.plan.Load(func(ctx context.Context) (*consent.Plan, error) { return service.Plan(ctx, study, t, means) }, func(p *consent.Plan, err error) {
		m.Plan, m.Err = p, err
		m.changed()
	})
	m.changed()
}

// Says is what would become of the rows, in a line.
func (m *ConsentImport) Says() string {
	if m.Plan == nil {
		return ""
	}
	var parts []string
	for _, c := range []struct {
		act  consent.Act
		word string
	}{{consent.ActAdd, say.T("new")}, {consent.ActUpdate, say.T("changed")}, {consent.ActSame, say.T("unchanged")}, {consent.ActSkip, say.T("left out")}} {
		if n := m.Plan.Count(c.act); n > 0 {
			parts = append(parts, say.Number(n)+" "+c.word)
		}
	}
	return strings.Join(parts, " · ")
}

// Act is what the button says; "" when there is nothing to do.
func (m *ConsentImport) Act() string {
	if m.Plan == nil {
		return ""
	}
	add, update := m.Plan.Count(consent.ActAdd), m.Plan.Count(consent.ActUpdate)
	switch {
	case add+update == 0:
		return ""
	case update == 0:
		return say.T("Record %s", say.Count(add, "consent"))
	case add == 0:
		return say.T("Change %s", say.Count(update, "consent"))
	}
	return say.T("Record %s and change %s", say.Number(add), say.Number(update))
}

// Run does what the plan says, as one step.
func (m *ConsentImport) Run() {
	p := m.Plan
	if p == nil || m.Busy || m.Done {
		return
	}
	m.Busy = true
	m.changed()
	m.work.Do(func(ctx context.Context) error { return m.Service.Import(ctx, p) }, func(err error) {
		m.Busy, m.Err, m.Done = false, err, err == nil
		m.changed()
	})
}

// Stop ends what is being read or planned.
func (m *ConsentImport) Stop() {
	m.read.Cancel()
	m.plan.Cancel()
}

func (m *ConsentImport) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
