// Package people is the screen of participants: who took part, from which segment, and what they said.
package people

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/ui/task"
)

// Store is what the screen reads.
type Store interface {
	Participants(ctx context.Context, study app.StudyID) ([]app.ParticipantRow, error)
	Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error)
}

// said is how many findings of a participant are shown.
const said = 30

// Model is the state of the people screen. It belongs to the UI goroutine.
type Model struct {
	Store Store

	Study    app.StudyID
	Filter   string
	Sort     string // column id
	Down     bool   // descending
	All      []app.ParticipantRow
	Rows     []app.ParticipantRow // All under Filter, sorted
	Names    []string             // attribute names in use, most used first
	Selected app.ParticipantID
	Said     []app.FindingRow // what the selected one said, at most 30
	Loaded   bool
	Err      error
	OnChange func()

	list task.Latest[[]app.ParticipantRow]
	said task.Latest[[]app.FindingRow]
}

// Open shows the participants of a study, or all, and one of them if given.
func (m *Model) Open(study app.StudyID, id app.ParticipantID) {
	if id != "" && id != m.Selected {
		m.Selected, m.Said = id, nil
	}
	switch {
	case study != m.Study:
		m.All, m.Rows, m.Said, m.Loaded = nil, nil, nil, false
	case m.Loaded && m.Err == nil:
		if id != "" {
			m.loadSaid()
		}
		m.changed() // nothing happened since, or Changed would have told
		return
	}
	m.Study = study
	m.reload()
}

// Retry loads again what failed to load.
func (m *Model) Retry() { m.reload() }

// Place returns where the selected participant stands in Rows, or -1.
func (m *Model) Place() int {
	return slices.IndexFunc(m.Rows, func(r app.ParticipantRow) bool { return r.ID == m.Selected })
}

// Changed reloads what a committed step may have changed.
func (m *Model) Changed(cs *app.ChangeSet) {
	if cs.Touches(app.KindParticipant, app.KindInterview, app.KindFinding) {
		m.reload()
	}
}

func (m *Model) reload() {
	study := m.Study
	m.list.Load(func(ctx context.Context) ([]app.ParticipantRow, error) { return m.Store.Participants(ctx, study) },
		func(rows []app.ParticipantRow, err error) {
			m.Err, m.Loaded = err, true
			if err == nil {
				m.All, m.Names = rows, attributeNames(rows)
				m.arrange()
				m.loadSaid()
			}
			m.changed()
		})
}

func attributeNames(rows []app.ParticipantRow) []string {
	n := map[string]int{}
	var names []string
	for _, r := range rows {
		for _, a := range r.Attributes {
			if n[a.Name] == 0 {
				names = append(names, a.Name)
			}
			n[a.Name]++
		}
	}
	slices.SortStableFunc(names, func(a, b string) int { return n[b] - n[a] })
	return names
}

func (m *Model) arrange() {
	m.Rows = m.Rows[:0:0]
	needle := strings.ToLower(strings.TrimSpace(m.Filter))
	for _, r := range m.All {
		if needle == "" || strings.Contains(strings.ToLower(words(&r)), needle) {
			m.Rows = append(m.Rows, r)
		}
	}
	if m.Sort == "" {
		return
	}
	slices.SortStableFunc(m.Rows, func(a, b app.ParticipantRow) int {
		c := m.compare(&a, &b)
		if m.Down {
			return -c
		}
		return c
	})
}

func (m *Model) compare(a, b *app.ParticipantRow) int {
	switch m.Sort {
	case "segment":
		return strings.Compare(a.Segment, b.Segment)
	case "interviews":
		return cmp.Compare(a.Interviews, b.Interviews)
	case "findings":
		return cmp.Compare(a.Findings, b.Findings)
	case "last":
		return cmp.Compare(a.Last, b.Last)
	}
	return 0 // the store's order is by code
}

func words(r *app.ParticipantRow) string {
	var b strings.Builder
	b.WriteString(r.Code + " " + r.Segment)
	for _, a := range r.Attributes {
		b.WriteString(" " + a.Value)
	}
	return b.String()
}

// SetFilter shows only people whose code, segment or attributes contain the words.
func (m *Model) SetFilter(s string) {
	m.Filter = s
	m.arrange()
	m.changed()
}

// SetSort sorts by a column.
func (m *Model) SetSort(column string, down bool) {
	m.Sort, m.Down = column, down
	m.arrange()
	m.changed()
}

// Current returns the selected participant, or nil.
func (m *Model) Current() *app.ParticipantRow {
	i := slices.IndexFunc(m.All, func(r app.ParticipantRow) bool { return r.ID == m.Selected })
	if i < 0 {
		return nil
	}
	return &m.All[i]
}

// Select shows what a participant said.
func (m *Model) Select(id app.ParticipantID) {
	if id == m.Selected {
		return
	}
	m.Selected, m.Said = id, nil
	m.loadSaid()
	m.changed()
}

func (m *Model) loadSaid() {
	if m.Selected == "" {
		return
	}
	q := app.FindingQuery{Study: m.Study, Participants: []app.ParticipantID{m.Selected}, Page: app.Page{Limit: said}}
	m.said.Load(func(ctx context.Context) ([]app.FindingRow, error) { return m.Store.Findings(ctx, q) },
		func(rows []app.FindingRow, err error) {
			if err != nil {
				m.Err = err
			} else {
				m.Said = rows
			}
			m.changed()
		})
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
