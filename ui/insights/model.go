// Package insights is the screen where claims are written and read with their evidence and how sure one can be of them.
package insights

import (
	"context"
	"slices"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/insight"
	"throughline/app/report"
	"throughline/ui/task"
)

// Store is what the screen reads.
type Store interface {
	Insights(ctx context.Context, study app.StudyID) ([]app.InsightRow, error)
	Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error)
	FindingsByID(ctx context.Context, ids []app.FindingID) ([]app.FindingRow, error)
	Themes(ctx context.Context, study app.StudyID) ([]app.ThemeRow, error)
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
	Proofs   []Proof // evidence of the selected insight, in its order
	Loaded   bool
	Err      error

	Candidates []app.FindingRow // passages offered as evidence, by the search in the picker

	OnChange     func() // repaint
	OnCandidates func() // repaint the picker

	list    task.Latest[[]app.InsightRow]
	proofs  task.Latest[[]Proof]
	picker  task.Latest[[]app.FindingRow]
	work    task.Queue
	failed  bool // the last load failed with Err
	waiting app.InsightID
}

// Open shows a study's insights and, if given, one of them.
func (m *Model) Open(study app.StudyID, id app.InsightID, filter string) {
	if m.Study != study {
		m.All, m.Rows, m.Proofs, m.Selected, m.Loaded = nil, nil, nil, "", false
	}
	m.Study, m.waiting, m.Filter = study, id, filter
	m.reload()
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
	if m.Current() == nil {
		m.Selected = ""
		if len(m.Rows) > 0 {
			m.Selected = m.Rows[0].ID
		}
	}
	m.loadProofs()
}

// SetFilter shows only insights that contain the words.
func (m *Model) SetFilter(s string) {
	m.Filter = s
	m.choose()
	m.changed()
}

// Current returns the selected insight, or nil.
func (m *Model) Current() *app.InsightRow {
	i := slices.IndexFunc(m.All, func(r app.InsightRow) bool { return r.ID == m.Selected })
	if i < 0 {
		return nil
	}
	return &m.All[i]
}

// Select shows an insight.
func (m *Model) Select(id app.InsightID) {
	m.Selected = id
	m.Proofs = nil
	m.loadProofs()
	m.changed()
}

func (m *Model) loadProofs() {
	cur := m.Current()
	if cur == nil {
		m.Proofs = nil
		return
	}
	ev := slices.Clone(cur.Evidence)
	m.proofs.Load(func(ctx context.Context) ([]Proof, error) { return m.readProofs(ctx, ev) },
		func(p []Proof, err error) {
			m.Proofs = p
			if err != nil {
				m.Err = err
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
	return report.Confidence(cur.Support, app.DateOf(m.Now()))
}

// Create writes a new insight in the present study and shows it.
func (m *Model) Create(in app.Insight) {
	in.Study = m.Study
	m.act(func(ctx context.Context) error {
		made, err := m.Insights.Save(ctx, in)
		if err == nil {
			task.Post(func() { m.waiting = made.ID })
		}
		return err
	})
}

// Edit changes the selected insight by change and saves it. An insight that stays as it was is not saved.
func (m *Model) Edit(change func(*app.Insight)) {
	cur := m.Current()
	if cur == nil {
		return
	}
	in := cur.Insight
	in.Evidence = slices.Clone(in.Evidence)
	change(&in)
	if in.Equal(&cur.Insight) {
		return
	}
	m.act(func(ctx context.Context) error {
		_, err := m.Insights.Save(ctx, in)
		return err
	})
}

// SetStance says what a piece of evidence does to the claim.
func (m *Model) SetStance(of app.Evidence, st app.Stance) {
	m.Edit(func(in *app.Insight) {
		for i := range in.Evidence {
			if in.Evidence[i].Ref() == of.Ref() {
				in.Evidence[i].Stance = st
			}
		}
	})
}

// Remove takes a piece of evidence away.
func (m *Model) Remove(of app.Evidence) {
	m.Edit(func(in *app.Insight) {
		*in = *in.Without(map[app.Ref]bool{of.Ref(): true})
	})
}

// Add adds a finding as evidence.
func (m *Model) Add(id app.FindingID, st app.Stance) {
	m.Edit(func(in *app.Insight) { in.Evidence = append(in.Evidence, app.Evidence{Finding: id, Stance: st}) })
}

// candidates is how many passages the picker offers.
const candidates = 40

// FindCandidates searches passages of the study to add, those already used left out.
func (m *Model) FindCandidates(text string) {
	study := m.Study
	used := map[app.FindingID]bool{}
	if cur := m.Current(); cur != nil {
		if cur.Study != "" {
			study = cur.Study
		}
		for _, e := range cur.Evidence {
			used[e.Finding] = true
		}
	}
	m.picker.Load(func(ctx context.Context) ([]app.FindingRow, error) {
		rows, err := m.Store.Findings(ctx, app.FindingQuery{Study: study, Text: text, Page: app.Page{Limit: candidates + len(used)}})
		rows = slices.DeleteFunc(rows, func(r app.FindingRow) bool { return used[r.ID] })
		return rows[:min(len(rows), candidates)], err
	}, func(rows []app.FindingRow, err error) {
		m.Candidates = rows
		if err != nil {
			m.Err = err
		}
		if m.OnCandidates != nil {
			m.OnCandidates()
		}
	})
}

// Delete removes the selected insight. Undo brings it back.
func (m *Model) Delete() {
	if cur := m.Current(); cur != nil {
		id := cur.ID
		m.act(func(ctx context.Context) error { return m.Insights.Delete(ctx, id) })
	}
}

func (m *Model) act(do func(context.Context) error) {
	m.work.Do(do, func(err error) {
		m.Err = err
		m.changed()
	})
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
