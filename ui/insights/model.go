// Package insights is the screen where claims are written and read with their evidence and how sure one can be of them.
package insights

import (
	"context"
	"slices"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/evidence"
	"throughline/app/insight"
	"throughline/ui/task"
)

// Store is what the screen reads.
type Store interface {
	Insights(ctx context.Context, study app.StudyID) ([]app.InsightRow, error)
	Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error)
	FindingsByID(ctx context.Context, ids []app.FindingID) ([]app.FindingRow, error)
	Themes(ctx context.Context, study app.StudyID) ([]app.ThemeRow, error)
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
}

// Proof is one piece of evidence as shown: a finding, or a theme with its weight.
type Proof struct {
	app.Evidence
	Finding *app.FindingRow // nil for a theme
	Theme   *app.ThemeRow   // nil for a finding
}

// Model is the state of the insights screen and what can be done on it. It belongs to the UI goroutine.
type Model struct {
	Store    Store
	Insights *insight.Service
	Now      func() time.Time

	Study    app.StudyID
	Filter   string
	All      []app.InsightRow
	Rows     []app.InsightRow // All under Filter
	Selected app.InsightID
	Proofs   []Proof       // evidence of the selected insight, in its order
	ProofsOf app.InsightID // whose evidence Proofs is; the selected one's may be on the way
	Loaded   bool
	Err      error

	Candidates []Candidate // offered as evidence, by the search in the form

	OnChange     func() // repaint
	OnCandidates func() // repaint the form

	list    task.Latest[[]app.InsightRow]
	proofs  task.Latest[[]Proof]
	picker  task.Latest[[]Candidate]
	work    task.Queue
	failed  bool // the last load failed with Err
	waiting app.InsightID
	at      int // place of the selected one in Rows
}

// Open shows a study's insights and, if given, one of them.
func (m *Model) Open(study app.StudyID, id app.InsightID, filter string) {
	switch {
	case m.Study != study:
		m.All, m.Rows, m.Proofs, m.Selected, m.Loaded, m.Filter = nil, nil, nil, "", false, ""
	case m.Loaded && !m.failed && filter == "" && (id == "" || m.row(id) != nil):
		if id != "" && id != m.Selected {
			m.Filter = ""
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
	if cs.Touches(app.KindInsight, app.KindFinding, app.KindTheme, app.KindPlacement, app.KindParticipant, app.KindInterview) {
		m.reload()
	}
}

func (m *Model) reload() {
	study := m.Study
	m.list.Load(func(ctx context.Context) ([]app.InsightRow, error) { return m.Store.Insights(ctx, study) },
		func(rows []app.InsightRow, err error) {
			m.Loaded = true
			m.loaded(err)
			if err == nil {
				m.All = rows
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

// choose applies the filter and keeps a sensible selection.
func (m *Model) choose() {
	m.Rows = nil
	needle := strings.ToLower(strings.TrimSpace(m.Filter))
	for _, r := range m.All {
		if needle == "" || strings.Contains(strings.ToLower(r.Title+" "+r.Body), needle) {
			m.Rows = append(m.Rows, r)
		}
	}
	if m.waiting != "" {
		m.Selected, m.waiting = m.waiting, ""
	}
	if m.Current() == nil { // gone: the one that stands in its place now
		m.Selected = ""
		if n := len(m.Rows); n > 0 {
			m.Selected = m.Rows[max(0, min(m.at, n-1))].ID
		}
	}
	m.at = slices.IndexFunc(m.Rows, func(r app.InsightRow) bool { return r.ID == m.Selected })
	m.loadProofs()
}

// SetFilter shows only insights that contain the words.
func (m *Model) SetFilter(s string) {
	m.Filter = s
	m.choose()
	m.changed()
}

// Current returns the selected insight, or nil.
func (m *Model) Current() *app.InsightRow { return m.row(m.Selected) }

func (m *Model) row(id app.InsightID) *app.InsightRow {
	i := slices.IndexFunc(m.All, func(r app.InsightRow) bool { return r.ID == id })
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
	m.Selected = id
	m.at = slices.IndexFunc(m.Rows, func(r app.InsightRow) bool { return r.ID == id })
	m.loadProofs()
	m.changed()
}

// Step selects the insight by places below the selected one, or above for a negative number.
func (m *Model) Step(by int) {
	if n := len(m.Rows); n > 0 {
		m.Select(m.Rows[max(0, min(m.at+by, n-1))].ID)
	}
}

func (m *Model) loadProofs() {
	cur := m.Current()
	if cur == nil {
		m.Proofs = nil
		return
	}
	ev, of := slices.Clone(cur.Evidence), cur.ID
	m.proofs.Load(func(ctx context.Context) ([]Proof, error) { return m.readProofs(ctx, ev) },
		func(p []Proof, err error) {
			if err != nil {
				m.Err, m.failed = err, true
			} else {
				m.Proofs, m.ProofsOf = p, of
			}
			m.changed()
		})
}

func (m *Model) readProofs(ctx context.Context, ev []app.Evidence) ([]Proof, error) {
	var ids []app.FindingID
	themes := map[app.ThemeID]app.ThemeRow{}
	for _, e := range ev {
		if e.Finding != "" {
			ids = append(ids, e.Finding)
		} else if len(themes) == 0 {
			all, err := m.Store.Themes(ctx, "")
			if err != nil {
				return nil, err
			}
			for _, t := range all {
				themes[t.ID] = t
			}
		}
	}
	rows, err := m.Store.FindingsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	byID := make(map[app.FindingID]*app.FindingRow, len(rows))
	for i := range rows {
		byID[rows[i].ID] = &rows[i]
	}
	var out []Proof
	for _, e := range ev {
		p := Proof{Evidence: e, Finding: byID[e.Finding]}
		if t, ok := themes[e.Theme]; ok {
			p.Theme = &t
		}
		out = append(out, p)
	}
	return out, nil
}

// Confidence judges the selected insight by its evidence: a level, its reasons, and what would change it.
func (m *Model) Confidence() (level string, reasons []string, change string) {
	cur := m.Current()
	if cur == nil {
		return "", nil, ""
	}
	return evidence.Confidence(cur.Support, app.DateOf(m.Now()))
}
