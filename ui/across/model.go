// Package across is the screen where studies are read side by side: themes and tags that mean the same, a matrix of who says what where,
// contradictions, and what was asked before.
package across

import (
	"context"

	"throughline/app"
	"throughline/app/across"
	"throughline/app/job"
	"throughline/app/search"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Store is what the screen reads.
type Store interface {
	CrossTab(ctx context.Context, q app.CrossQuery) (app.CrossTab, error)
	Studies(ctx context.Context) ([]app.Study, error)
}

// Asker says what studies have on a question already.
type Asker interface {
	Asked(ctx context.Context, question string, from app.StudyID) (search.Before, error)
}

// Part is one part of the screen.
type Part string

// The parts, in the order in which they are offered.
const (
	Matrix         Part = "matrix"
	Themes         Part = "themes"
	Tags           Part = "tags"
	Contradictions Part = "contradictions"
	Asked          Part = "asked"
)

// Model is the state of the screen and what can be done on it. It belongs to the UI goroutine; work runs elsewhere.
type Model struct {
	Store    Store
	Across   *across.Service
	Asker    Asker
	Jobs     *job.Runner
	ReadOnly bool
	// LeftOut says what the machine does not read; nil says nothing.
	LeftOut func(ctx context.Context, study app.StudyID) (app.LeftOut, error)
	Unread  app.LeftOut // what it said last

	Part    Part
	Loaded  bool
	Studies []app.Study

	Metas    []across.Meta
	MetaErr  error
	Left     map[string]bool   // proposals by key that are not to be accepted
	Names    map[string]string // by key, where a person gave another
	Finding  bool              // themes are being compared
	Compared bool              // Metas were found, however many
	Stale    bool              // themes or findings changed since

	Maps    across.Mappings
	MapErr  error
	Mapping bool // codebooks are being compared
	Mapped  bool
	MapOld  bool
	listed  []across.Mapping // proposals of mappings as they stand on the page, with those that were answered

	Clashes    []across.Contradiction
	ClashErr   error
	ClashKnown bool

	Grid  app.CrossTab
	Cross Cross
	GrErr error
	Known bool // Grid is there

	Question string
	From     app.StudyID // the study that asks, "" for none
	Before   *search.Before
	AskErr   error
	Asking   bool

	Err error // of the last act

	OnChange func() // repaint; called on the UI goroutine

	studies task.Latest[[]app.Study]
	clashes task.Latest[clashing]
	grid    task.Latest[app.CrossTab]
	asked   task.Latest[search.Before]
	told    task.Latest[[]app.Apart]
	work    task.Queue
	finding *job.Job
	finds   int
	mapping *job.Job
	mapRuns int
}

// Cross says how the matrix is counted.
type Cross struct {
	Rows    app.Axis
	Columns app.Axis
	Share   bool // shares of the people asked, instead of numbers
}

// Open shows the screen; a question is asked at once.
func (m *Model) Open(question string, from app.StudyID) {
	if m.Part == "" {
		m.Part = Matrix
	}
	if m.Cross.Rows == "" {
		m.Cross = Cross{Rows: app.AxisWideTheme, Columns: app.AxisStudy}
	}
	m.studies.Load(func(ctx context.Context) ([]app.Study, error) { return m.Store.Studies(ctx) }, func(all []app.Study, err error) {
		m.Loaded = true
		if err != nil {
			m.Err = err
		} else {
			m.Studies = all
		}
		m.changed()
	})
	if question != "" {
		m.Part = Asked
		m.Ask(question, from)
	}
	m.need()
	m.changed()
}

// Show turns to a part.
func (m *Model) Show(p Part) {
	m.Part = p
	m.need()
	m.changed()
}

// need loads what the part shown lacks.
func (m *Model) need() {
	switch {
	case m.Part == Matrix && !m.Known:
		m.loadGrid()
	case m.Part == Contradictions && !m.ClashKnown:
		m.loadClashes()
	}
}

// Changed marks what a committed step may have changed, and reads again what is shown.
func (m *Model) Changed(cs *app.ChangeSet) {
	if m.Mapped && cs.Touches(app.KindApart) {
		m.partMaps()
	}
	if !cs.Touches(app.KindTheme, app.KindPlacement, app.KindFinding, app.KindTag, app.KindStudy, app.KindParticipant, app.KindInterview, app.KindConsent, app.KindStandards) {
		return
	}
	m.Stale = m.Stale || m.Compared && cs.Touches(app.KindTheme, app.KindPlacement, app.KindFinding)
	m.MapOld = m.MapOld || m.Mapped && cs.Touches(app.KindTag, app.KindFinding)
	m.Known, m.ClashKnown = false, false
	m.need()
	m.changed()
}

// FindMetas compares the themes of all studies, as a job that can be cancelled.
func (m *Model) FindMetas() {
	if m.finding != nil {
		return
	}
	m.finds++
	run := m.finds
	m.Finding, m.MetaErr = true, nil
	m.finding = m.Jobs.Start(say.T("Compare themes of studies"), func(ctx context.Context, p app.Progress) error {
		var unread app.LeftOut
		return task.Told(func() (found []across.Meta, err error) {
			found, err = m.Across.MetaThemes(ctx, p)
			unread, err = m.unread(ctx, err)
			return found, err
		}, func(found []across.Meta, err error) {
			m.Unread = unread
			m.foundMetas(run, found, err)
		})
	})
	m.changed()
}

func (m *Model) foundMetas(run int, found []across.Meta, err error) {
	if run != m.finds {
		return
	}
	m.finding, m.Finding = nil, false
	switch {
	case err == nil:
		m.Metas, m.Compared, m.Stale = found, true, false
		m.leaveNamesakes()
	case app.CodeOf(err) != app.ECanceled:
		m.MetaErr = err
	}
	m.changed()
}

// leaveNamesakes leaves out proposals that only the names speak for, unless a person decided about them before.
func (m *Model) leaveNamesakes() {
	if m.Left == nil {
		m.Left = map[string]bool{}
	}
	for i := range m.Metas {
		if _, decided := m.Left[m.Metas[i].Key]; !decided && m.Metas[i].ByName() {
			m.Left[m.Metas[i].Key] = true
		}
	}
}

// Leave takes a proposal out of what will be accepted, or in again.
func (m *Model) Leave(key string, out bool) {
	if m.Left == nil {
		m.Left = map[string]bool{}
	}
	m.Left[key] = out
	m.changed()
}

// Name gives a proposal a person's name; "" gives it back the one proposed.
func (m *Model) Name(key, name string) {
	if m.Names == nil {
		m.Names = map[string]string{}
	}
	if m.Names[key] = name; name == "" {
		delete(m.Names, key)
	}
	m.changed()
}

// NameOf is the name under which a proposal would be accepted.
func (m *Model) NameOf(key, proposed string) string {
	if n := m.Names[key]; n != "" {
		return n
	}
	return proposed
}

// Chosen counts the proposals of themes that would be accepted.
func (m *Model) Chosen() (n int) {
	for i := range m.Metas {
		if !m.Left[m.Metas[i].Key] {
			n++
		}
	}
	return n
}

// AcceptMetas makes the themes across studies that were not left out, as one step; those left out stay listed.
func (m *Model) AcceptMetas() {
	var take, rest []across.Meta
	for _, p := range m.Metas {
		if m.Left[p.Key] {
			rest = append(rest, p)
			continue
		}
		p.Name = m.NameOf(p.Key, p.Name)
		take = append(take, p)
	}
	if len(take) == 0 {
		return
	}
	m.act(func(ctx context.Context) error { return m.Across.AcceptMetas(ctx, take) }, func() { m.Metas, m.Stale = rest, false })
}

// clashing is where studies contradict each other, and what was left out of that.
type clashing struct {
	all    []across.Contradiction
	unread app.LeftOut
}

func (m *Model) loadClashes() {
	m.clashes.Load(func(ctx context.Context) (f clashing, err error) {
		f.all, err = m.Across.Contradictions(ctx)
		f.unread, err = m.unread(ctx, err)
		return f, err
	}, func(f clashing, err error) {
		m.Clashes, m.Unread, m.ClashErr, m.ClashKnown = f.all, f.unread, err, true
		m.changed()
	})
}

// Ask looks for what studies have on a question; an empty one shows nothing.
func (m *Model) Ask(question string, from app.StudyID) {
	m.Question, m.From, m.AskErr = question, from, nil
	if m.Asker == nil || question == "" {
		m.asked.Cancel()
		m.Before, m.Asking = nil, false
		m.changed()
		return
	}
	m.Asking = true
	m.asked.Load(func(ctx context.Context) (search.Before, error) { return ask(ctx, m.Asker, question, from) }, func(b search.Before, err error) {
		m.Asking = false
		if m.AskErr = err; err == nil {
			m.Before = &b
		}
		m.changed()
	})
	m.changed()
}

// ask asks a question and, where nothing has all of its words, for any of those that carry its meaning.
func ask(ctx context.Context, asker Asker, question string, from app.StudyID) (search.Before, error) {
	b, err := asker.Asked(ctx, question, from)
	if loose := across.Loosen(question); err == nil && b.Empty() && loose != question {
		return asker.Asked(ctx, loose, from)
	}
	return b, err
}

// DismissErr takes the error away.
func (m *Model) DismissErr() {
	m.Err = nil
	m.changed()
}

// Close stops what runs.
func (m *Model) Close() {
	for _, j := range []*job.Job{m.finding, m.mapping} {
		if j != nil {
			j.Cancel()
		}
	}
	m.finds++
	m.mapRuns++
}

// act runs one short use case off the UI goroutine. The committed step comes back through Changed.
func (m *Model) act(do func(context.Context) error, done func()) {
	m.work.Do(do, func(err error) {
		if m.Err = err; err == nil && done != nil {
			done()
		}
		m.changed()
	})
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}

// unread asks what the machine did not read, unless something failed before.
func (m *Model) unread(ctx context.Context, err error) (app.LeftOut, error) {
	if m.LeftOut == nil || err != nil {
		return app.LeftOut{}, err
	}
	return m.LeftOut(ctx, "")
}
