// Package home is the first screen: what waits, where each study stands, what was done last; and beside it the dashboard, which
// says how the research programme does.
package home

import (
	"context"
	"slices"
	"time"

	"throughline/app"
	"throughline/app/dashboard"
	"throughline/app/metric"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Store is what the screen reads.
type Store interface {
	dashboard.Store
	Counts(ctx context.Context, study app.StudyID) (app.Counts, error)
	ReadingDesk(ctx context.Context, author string) (app.ReadingDesk, error)
	Entries(ctx context.Context, page app.Page) ([]app.Entry, error)
	CrossTab(ctx context.Context, q app.CrossQuery) (app.CrossTab, error)
}

// Tab is a face of the screen.
type Tab string

// The tabs.
const (
	ForMe     Tab = "home"
	Programme Tab = "dashboard"
)

// Model is the state of the home screen. It belongs to the UI goroutine.
type Model struct {
	Store  Store
	Now    func() time.Time
	Author string // the person at the screen, "" for unknown
	// Others say what waits in other rooms, for a study or all; they run beside the window.
	Others   []func(ctx context.Context, study app.StudyID) ([]dashboard.Need, error)
	Recruits func(context.Context) ([]dashboard.Recruiting, error)              // how far candidates of each study got; nil for no funnel
	Tracks   func(ctx context.Context, most int) ([]metric.Tracked, int, error) // metrics of the product at a glance, and how many there are; nil for none

	Study    app.StudyID
	Tab      Tab
	Counts   app.Counts
	Needs    []dashboard.Need
	Studies  []dashboard.Progress // in the order of Studies of app/dashboard; one when it is open
	Left     []app.OpenInterview  // where the person left off: the front of the reader first
	Latest   []app.Standing       // changed last
	Checks   []app.Checklist      // of the study, with something left to do
	Done     []app.Entry          // the last steps, without doubles
	Waiting  int                  // interviews without a finding
	Firm     int                  // insights in review or published
	Unsorted int
	Loaded   bool
	Err      error
	Board    Board
	Tracked  []metric.Tracked // metrics of the product, those with a target first
	Metrics  int              // how many there are
	OnChange func()

	facts  dashboard.Facts // of Needs
	dirty  bool            // the board has not heard of the last change
	load   task.Latest[state]
	board  task.Latest[dashboard.Facts]
	funnel task.Latest[[]dashboard.Recruiting]
	stand  task.Latest[[]app.Standing]
	heat   task.Latest[app.CrossTab]
	trend  task.Latest[app.CrossTab]
	tracks task.Latest[tracked]
}

type state struct {
	facts  dashboard.Facts
	counts app.Counts
	desk   app.ReadingDesk
	done   []app.Entry
	others []dashboard.Need
}

// Open shows a study, or all, on a tab; "" keeps the tab.
func (m *Model) Open(study app.StudyID, tab Tab) {
	if tab != "" {
		m.Tab = tab
	}
	if study != m.Study {
		m.Study, m.Board.Scope, m.dirty = study, dashboard.Scope{Study: study}, true
	} else if m.Loaded && m.Err == nil {
		m.refreshBoard()
		m.changed() // nothing happened since, or Changed would have told
		return
	}
	m.reload()
}

// Retry loads again what failed to load.
func (m *Model) Retry() {
	m.dirty = true
	m.reload()
}

// Close ends what is being read.
func (m *Model) Close() {
	m.load.Cancel()
	m.board.Cancel()
	m.funnel.Cancel()
	m.stand.Cancel()
	m.heat.Cancel()
	m.trend.Cancel()
	m.tracks.Cancel()
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}

// Changed reloads.
func (m *Model) Changed(*app.ChangeSet) {
	m.dirty = true
	m.reload()
}

func (m *Model) today() app.Date { return app.DateOf(m.Now()) }

func (m *Model) reload() {
	study, author := m.Study, m.Author
	m.load.Load(func(ctx context.Context) (s state, err error) {
		if s, err = read(ctx, m.Store, study, author); err != nil {
			return s, err
		}
		for _, ask := range m.Others {
			more, err := ask(ctx, study)
			if err != nil {
				return s, err
			}
			s.others = append(s.others, more...)
		}
		return s, nil
	}, func(s state, err error) {
		m.Err, m.Loaded = err, true
		if err == nil {
			m.show(s)
		}
		m.changed()
	})
	m.track()
	m.refreshBoard()
}

// doneRead is how many steps are read for the list of what was done: batches and doubles stand for one.
const doneRead = 60

func read(ctx context.Context, store Store, study app.StudyID, author string) (s state, err error) {
	if s.facts, err = dashboard.Read(ctx, store); err != nil {
		return s, err
	}
	if s.counts, err = store.Counts(ctx, study); err != nil {
		return s, err
	}
	if s.desk, err = store.ReadingDesk(ctx, author); err != nil {
		return s, err
	}
	s.done, err = store.Entries(ctx, app.Page{Limit: doneRead})
	return s, err
}

// shown is how many insights, steps and interviews to go on with are listed.
const shown = 5

func (m *Model) show(s state) {
	m.facts, m.Counts = s.facts, s.counts
	m.Needs = dashboard.Join(dashboard.Needs(s.facts, m.Author, m.Study, m.today()), s.others)
	f := s.facts.In(dashboard.Scope{Study: m.Study})
	m.Studies = dashboard.Studies(f)
	n := dashboard.Measure(f, m.today())
	m.Waiting, m.Unsorted, m.Firm = n.Waiting.N, n.Unsorted.N, n.Backed.Of
	m.Latest = f.Insights[:min(shown, len(f.Insights))]
	m.Left = leftOff(s.desk, f.Sessions)
	m.Checks = nil
	for _, c := range f.Checks {
		if c.Done() < len(c.Items) {
			m.Checks = append(m.Checks, c)
		}
	}
	m.Done = steps(s.done)
}

// leftOff lists the interviews that are open in the reader, the front one first, without those of other studies.
func leftOff(desk app.ReadingDesk, sessions []app.SessionRow) []app.OpenInterview {
	there := make(map[app.InterviewID]string, len(sessions))
	for _, s := range sessions {
		there[s.ID] = s.Title
	}
	var out []app.OpenInterview
	for _, o := range desk.Open {
		if title, ok := there[o.ID]; ok {
			out = append(out, app.OpenInterview{ID: o.ID, Title: title})
		}
	}
	if i := slices.IndexFunc(out, func(o app.OpenInterview) bool { return o.ID == desk.Front }); i > 0 {
		front := out[i]
		out = slices.Insert(slices.Delete(out, i, i+1), 0, front)
	}
	return out[:min(shown, len(out))]
}

// steps lists the last steps in force: those of a batch, and the same again and again by one person, stand for one.
func steps(all []app.Entry) []app.Entry {
	var out []app.Entry
	for _, e := range all {
		if e.State == app.EntryUndone || e.State == app.EntryDropped {
			continue
		}
		if n := len(out); n > 0 {
			if last := out[n-1]; last.Batch != "" && last.Batch == e.Batch || last.Label == e.Label && last.Author == e.Author {
				continue
			}
		}
		if out = append(out, e); len(out) == shown {
			break
		}
	}
	return out
}

// StudyName names a study, "All studies" for "".
func (m *Model) StudyName(id app.StudyID) string {
	for _, st := range m.facts.Studies {
		if st.ID == id {
			return st.Name
		}
	}
	return say.T("All studies")
}

// Greeting is the headline, by the hour.
func (m *Model) Greeting() string {
	switch h := m.Now().Hour(); {
	case h < 5 || h >= 18:
		return say.T("Good evening")
	case h < 12:
		return say.T("Good morning")
	}
	return say.T("Good afternoon")
}
