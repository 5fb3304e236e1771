// Package insights is the screen where claims are written and read with their evidence and how sure one can be of them, and where
// what to do about them is weighed.
package insights

import (
	"context"
	"slices"
	"time"

	"throughline/app"
	"throughline/app/chart"
	"throughline/app/insight"
	"throughline/ui/task"
)

// Store is what the screen reads.
type Store interface {
	Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error)
	FindingsByID(ctx context.Context, ids []app.FindingID) ([]app.FindingRow, error)
	Themes(ctx context.Context, study app.StudyID) ([]app.ThemeRow, error)
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
}

// Face is a way to look at the insights.
type Face string

// The faces.
const (
	Claims Face = ""       // the list, one insight and its confidence
	Advice Face = "advice" // every recommendation by its score
)

// Model is the state of the insights screen and what can be done on it. It belongs to the UI goroutine.
type Model struct {
	Store    Store
	Insights *insight.Service
	Now      func() time.Time
	// Seek finds findings and themes by words and meaning, the best first; nil leaves it to the words alone.
	Seek func(ctx context.Context, study app.StudyID, text string, limit int) ([]app.Ref, error)
	// Draw draws the metrics that figures are made of; nil draws none.
	Draw func(ctx context.Context, figures []app.Figure) (map[app.FigureID]*chart.Chart, error)

	Study    app.StudyID
	Face     Face
	Filter   string
	Where    Where
	Sort     Sort
	All      []insight.Judged
	Rows     []insight.Judged // All under Filter and Where, in the order of Sort
	Lines    []Line           // what the list shows: Rows with headings between
	Selected app.InsightID
	Page     *insight.Page                 // of the selected insight, or of the one before while it is on the way
	Drawn    map[app.FigureID]*chart.Chart // of Page, once they are drawn
	At       int                           // the piece of evidence that keys act on
	Play     *Play                         // the passage shown in its context; nil while the page is shown
	Advised  []insight.Scored
	Loaded   bool
	Err      error

	Candidates []Candidate // offered as evidence, by the search in the form

	OnChange     func() // repaint
	OnCandidates func() // repaint the form

	list    task.Latest[listing]
	page    task.Latest[*insight.Page]
	drawing task.Latest[map[app.FigureID]*chart.Chart]
	play    task.Latest[*Play]
	picker  task.Latest[[]Candidate]
	work    task.Queue
	failed  bool // the last load failed with Err
	waiting app.InsightID
	at      int // place of the selected one in Rows
}

// listing is what the list and the table of recommendations are made of.
type listing struct {
	rows   []insight.Judged
	advice []insight.Scored
}

// Open shows a study's insights and, if given, one of them.
func (m *Model) Open(study app.StudyID, id app.InsightID, filter string) {
	switch {
	case m.Study != study:
		m.All, m.Rows, m.Lines, m.Page, m.Selected, m.Loaded, m.Filter, m.Where, m.Play = nil, nil, nil, nil, "", false, "", Where{}, nil
	case m.Loaded && !m.failed && filter == "" && (id == "" || m.row(id) != nil):
		if id != "" && id != m.Selected {
			m.Filter, m.Where = "", Where{}
			m.Select(id)
			m.choose()
		}
		m.changed() // nothing happened since, or Changed would have told
		return
	}
	if id != "" || filter != "" {
		m.Filter = filter
	}
	m.Study, m.waiting = study, id
	m.reload()
}

// Retry loads again what failed to load.
func (m *Model) Retry() {
	m.Err = nil
	m.reload()
}

// Dismiss takes the error away.
func (m *Model) Dismiss() {
	m.Err = nil
	m.changed()
}

// Changed reloads what a committed step may have changed.
func (m *Model) Changed(cs *app.ChangeSet) {
	if cs.Touches(app.KindInsight, app.KindFinding, app.KindTheme, app.KindPlacement, app.KindParticipant, app.KindInterview,
		app.KindRecommendation, app.KindDecision, app.KindPublication, app.KindStandards, app.KindConsent, app.KindFigure) {
		m.reload()
	}
}

func (m *Model) reload() {
	study, face := m.Study, m.Face
	m.list.Load(func(ctx context.Context) (l listing, err error) {
		if l.rows, err = m.Insights.List(ctx, study); err == nil && face == Advice {
			l.advice, err = m.Insights.Advice(ctx, study)
		}
		return l, err
	}, func(l listing, err error) {
		m.Loaded = true
		m.loaded(err)
		if err == nil {
			m.All = l.rows
			if face == Advice {
				m.Advised = l.advice
			}
			m.choose()
		}
		m.changed()
	})
}

// loaded keeps the error of a load; one that works takes only a load's error away, never an act's.
func (m *Model) loaded(err error) {
	if err != nil || m.failed {
		m.Err = err
	}
	m.failed = err != nil
}

// Show turns to another face.
func (m *Model) Show(f Face) {
	if m.Face != f {
		m.Face = f
		m.reload()
		m.changed()
	}
}

// Current returns the selected insight, or nil.
func (m *Model) Current() *insight.Judged { return m.row(m.Selected) }

func (m *Model) row(id app.InsightID) *insight.Judged {
	i := slices.IndexFunc(m.All, func(r insight.Judged) bool { return r.ID == id })
	if i < 0 {
		return nil
	}
	return &m.All[i]
}

// Select shows an insight.
func (m *Model) Select(id app.InsightID) {
	if id == m.Selected {
		return
	}
	m.Selected, m.At, m.Play = id, 0, nil
	m.at = slices.IndexFunc(m.Rows, func(r insight.Judged) bool { return r.ID == id })
	m.loadPage()
	m.changed()
}

// Step selects the insight by places below the selected one, or above for a negative number.
func (m *Model) Step(by int) {
	if n := len(m.Rows); n > 0 {
		m.Select(m.Rows[max(0, min(m.at+by, n-1))].ID)
	}
}

// Ready reports whether the page is that of the selected insight.
func (m *Model) Ready() bool { return m.Page != nil && m.Page.ID == m.Selected }

func (m *Model) loadPage() {
	cur := m.Current()
	if cur == nil {
		m.Page = nil
		return
	}
	row := *cur
	m.page.Load(func(ctx context.Context) (*insight.Page, error) { return m.Insights.OpenRow(ctx, row) },
		func(p *insight.Page, err error) {
			if err != nil {
				m.Err, m.failed = err, true
			} else {
				m.Page = p
				m.At = max(0, min(m.At, len(p.Proofs)-1))
				m.draw(p.Figures)
			}
			m.changed()
		})
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
