// Package measures is the screen of numbers beside words: what was measured of people in tasks and questionnaires, as scores with intervals,
// and what analytics count of the product over time.
package measures

import (
	"cmp"
	"context"
	"slices"

	"throughline/app"
	"throughline/app/format/table"
	"throughline/app/metric"
	"throughline/app/score"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Part is one of the parts of the screen.
type Part string

// The parts, in the order of their tabs.
const (
	Scores  Part = "scores"
	Entry   Part = "entry"
	Compare Part = "compare"
	Metrics Part = "metrics"
)

// Parts lists the parts in the order of their tabs.
func Parts() []Part { return []Part{Scores, Entry, Compare, Metrics} }

// Title names a part on its tab.
func (p Part) Title() string {
	switch p {
	case Entry:
		return say.As("Enter", "put in")
	case Compare:
		return say.T("Compare")
	case Metrics:
		return say.T("Product metrics")
	}
	return say.T("Scores")
}

// Scorer keeps measures. score.Service is one.
type Scorer interface {
	List(ctx context.Context, study app.StudyID) ([]app.Measure, error)
	Enter(ctx context.Context, m app.Measure) error
	Clear(ctx context.Context, ids []app.MeasureID) error
	PlanImport(ctx context.Context, sheet *table.Named, spec score.Spec) (*score.Plan, error)
	Import(ctx context.Context, p *score.Plan, from string) error
}

// Counter keeps metrics. metric.Service is one.
type Counter interface {
	List(ctx context.Context) ([]app.Metric, error)
	Marks(ctx context.Context) ([]metric.Mark, error)
	Define(ctx context.Context, m app.Metric) (*app.Metric, error)
	Delete(ctx context.Context, id app.MetricID) error
	Annotate(ctx context.Context, a app.Annotation) (*app.Annotation, error)
	Unmark(ctx context.Context, id app.AnnotationID) error
	PlanImport(ctx context.Context, sheet *table.Named, spec metric.Spec) (*metric.Plan, error)
	Import(ctx context.Context, p *metric.Plan, from string) error
}

// Reader is what the screen reads besides.
type Reader interface {
	Studies(ctx context.Context) ([]app.Study, error)
	Interviews(ctx context.Context, study app.StudyID, page app.Page) ([]app.InterviewRow, error)
	Participants(ctx context.Context, study app.StudyID) ([]app.ParticipantRow, error)
}

// By is what scores are grouped by.
type By string

// The groupings.
const (
	ByNone    By = "none"
	ByRelease By = "release"
	BySegment By = "segment"
	ByStudy   By = "study"
)

// Data is what the screen has read.
type Data struct {
	Measures []app.Measure
	Sessions []app.InterviewRow // of the study, in the order of the list of interviews
	Rows     []Row              // of the grid
	Metrics  []app.Metric       // by name
	Marks    []metric.Mark      // by day
	studies  map[app.StudyID]string
	segments map[app.ParticipantID]string
	codes    map[app.ParticipantID]string
}

// Model is the state of the screen and what can be done on it. It belongs to the UI goroutine.
type Model struct {
	Scorer   Scorer
	Counter  Counter
	Store    Reader
	ReadOnly bool
	OnTell   func(string) // says what was done
	OnFail   func(error)

	Study app.StudyID // "" for all
	Part  Part
	By    By
	Kind  app.MeasureKind // whose scores the chart shows, "" for the first there is
	A, B  string          // groups that are compared, "" for the last two

	Release string   // of what is entered
	Task    string   // whose columns the grid shows, "" for those of whole sessions
	Columns []Column // of Task
	Row     int      // of the grid
	Col     int      // of Columns

	Metric  app.MetricID // shown, "" for the first
	Segment string
	Mark    string // key of a mark: see MarkKey; "" for the latest
	Days    int    // looked at on each side of the mark

	Data *Data // nil before the first
	Page *Page // nil before the first
	Err  error

	OnChange func() // repaint

	data  task.Latest[*Data]
	page  task.Latest[*Page]
	acts  task.Queue
	every []Column // of all tasks
	open  bool
}

// Open shows a part of a study, or of all studies for "". part "" stays with the present one.
func (m *Model) Open(study app.StudyID, part Part) {
	moved := m.Study != study || !m.open
	m.Part = cmp.Or(part, m.Part, Scores)
	m.By, m.Days = cmp.Or(m.By, ByNone), cmp.Or(m.Days, 28)
	m.Study, m.open = study, true
	if moved {
		m.Data, m.Page, m.every, m.Row, m.Col, m.A, m.B, m.Task = nil, nil, nil, 0, 0, "", "", ""
		m.page.Cancel()
		m.changed() // nothing is asked any more for what has gone
		m.reload()
		return
	}
	m.count()
}

// Changed reads again after a step that may matter.
func (m *Model) Changed(cs *app.ChangeSet) {
	if m.open && cs.Touches(app.KindMeasure, app.KindMetric, app.KindAnnotation, app.KindInterview, app.KindParticipant, app.KindStudy) {
		m.reload()
	}
}

// Retry reads again what failed.
func (m *Model) Retry() { m.reload() }

// Close stops what is being read.
func (m *Model) Close() {
	m.data.Cancel()
	m.page.Cancel()
}

func (m *Model) reload() {
	study, scorer, counter, store := m.Study, m.Scorer, m.Counter, m.Store
	m.data.Load(func(ctx context.Context) (*Data, error) { return read(ctx, study, scorer, counter, store) }, func(d *Data, err error) {
		m.Err = err
		if err != nil {
			m.changed()
			return
		}
		m.Data = d
		m.columns()
		m.count()
	})
}

// read asks for all the screen shows.
func read(ctx context.Context, study app.StudyID, scorer Scorer, counter Counter, store Reader) (*Data, error) {
	d := &Data{studies: map[app.StudyID]string{}, segments: map[app.ParticipantID]string{}, codes: map[app.ParticipantID]string{}}
	var err error
	if d.Measures, err = scorer.List(ctx, study); err != nil {
		return nil, err
	}
	if d.Sessions, err = store.Interviews(ctx, study, app.Page{}); err != nil {
		return nil, err
	}
	if d.Metrics, err = counter.List(ctx); err != nil {
		return nil, err
	}
	if d.Marks, err = counter.Marks(ctx); err != nil {
		return nil, err
	}
	people, err := store.Participants(ctx, "")
	if err != nil {
		return nil, err
	}
	for i := range people {
		d.segments[people[i].ID], d.codes[people[i].ID] = people[i].Segment, people[i].Code
	}
	d.Rows = rows(d)
	studies, err := store.Studies(ctx)
	for i := range studies {
		d.studies[studies[i].ID] = studies[i].Name
	}
	return d, err
}

// count makes the page anew, beside the window.
func (m *Model) count() {
	if m.Data == nil {
		m.changed()
		return
	}
	ask := m.asking()
	m.changed()
	m.page.Load(func(context.Context) (*Page, error) { return ask.page(), nil }, func(p *Page, _ error) {
		m.Page = p
		m.changed()
	})
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}

// Choose turns to another part.
func (m *Model) Choose(p Part) {
	m.Part = p
	m.count()
}

// Step turns to the part that many further right.
func (m *Model) Step(by int) {
	if i := slices.Index(Parts(), m.Part) + by; i >= 0 && i < len(Parts()) {
		m.Choose(Parts()[i])
	}
}

// SetBy groups by something else.
func (m *Model) SetBy(by By) {
	m.By, m.A, m.B = by, "", ""
	m.count()
}

// SetKind shows the scores of another measure in the chart.
func (m *Model) SetKind(k app.MeasureKind) { m.Kind = k; m.count() }

// SetGroups compares two groups.
func (m *Model) SetGroups(a, b string) { m.A, m.B = a, b; m.count() }

// SetMetric shows another metric, of everybody or its first segment.
func (m *Model) SetMetric(id app.MetricID) { m.Metric, m.Segment = id, ""; m.count() }

// SetSegment shows another segment of the metric.
func (m *Model) SetSegment(s string) { m.Segment = s; m.count() }

// SetMark compares around another mark.
func (m *Model) SetMark(key string) { m.Mark = key; m.count() }

// SetDays looks at so many days on each side of the mark.
func (m *Model) SetDays(n int) { m.Days = n; m.count() }

// do changes something beside the window. done runs once it is stored, with the keyboard where it was.
func (m *Model) do(tell string, work func(context.Context) error, done func(error)) {
	if m.ReadOnly {
		return
	}
	m.acts.Do(work, func(err error) {
		switch {
		case done != nil:
			done(err)
		case err != nil && m.OnFail != nil:
			m.OnFail(err)
		}
		if err == nil && tell != "" && m.OnTell != nil {
			m.OnTell(tell)
		}
	})
}
