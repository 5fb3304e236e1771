// Package themes is the screen where findings become themes: the board as a list, the proposal beside it, and the acts on both.
package themes

import (
	"context"
	"fmt"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/job"
	"throughline/ui/task"
)

// Store is what the screen reads.
type Store interface {
	Themes(ctx context.Context, study app.StudyID) ([]app.ThemeRow, error)
	Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error)
	FindingsByID(ctx context.Context, ids []app.FindingID) ([]app.FindingRow, error)
	FindingFacets(ctx context.Context, q app.FindingQuery) (app.FindingFacets, error)
	Counts(ctx context.Context, study app.StudyID) (app.Counts, error)
}

// Unsorted stands for the findings in no theme, as the last entry of the list.
const Unsorted app.ThemeID = "unsorted"

// shown is how many findings of a theme are shown first; More shows as many again.
const shown = 40

// sampled is how many quotes stand under a proposed theme.
const sampled = 2

// Model is the state of the themes screen and what can be done on it. It belongs to the UI goroutine; work runs elsewhere.
type Model struct {
	Store    Store
	Analysis *analysis.Service
	Jobs     *job.Runner

	Study    app.StudyID
	Themes   []app.ThemeRow
	Unsorted int // findings in no theme
	Total    int // findings of the study
	People   int // participants of the study
	Selected app.ThemeID
	Cards    []app.FindingRow // of the selected theme, the first Limit
	CardsAll int              // how many the selected theme has
	Limit    int
	Picked   map[app.FindingID]bool

	Proposal    *analysis.Proposal
	Quotes      map[app.FindingID]app.FindingRow // the quotes shown with the proposal
	Granularity float64
	Proposing   bool

	Err error // of the last load or act

	OnChange func() // repaint; called on the UI goroutine

	board   task.Latest[boardState]
	cards   task.Latest[cardState]
	work    task.Queue
	failed  bool        // the last load failed with Err
	waiting app.ThemeID // theme to select once it is loaded
}

type boardState struct {
	themes []app.ThemeRow
	facets app.FindingFacets
	counts app.Counts
}

type cardState struct {
	rows []app.FindingRow
	all  int
}

// Open shows a study's board and, if given, one theme of it.
func (m *Model) Open(study app.StudyID, theme app.ThemeID) {
	if m.Study != study {
		m.Themes, m.Cards, m.Selected, m.Proposal = nil, nil, "", nil
	}
	m.Study, m.waiting = study, theme
	m.reload()
}

// Changed reloads what a committed step may have changed.
func (m *Model) Changed(cs *app.ChangeSet) {
	if cs.Touches(app.KindTheme, app.KindPlacement, app.KindFinding, app.KindTag, app.KindStudy, app.KindParticipant) {
		m.reload()
	}
}

func (m *Model) reload() {
	study := m.Study
	m.board.Load(func(ctx context.Context) (boardState, error) {
		var s boardState
		all, err := m.Store.Themes(ctx, study)
		if err != nil {
			return s, err
		}
		for _, t := range all {
			if t.Study == study || study == "" {
				s.themes = append(s.themes, t)
			}
		}
		if s.facets, err = m.Store.FindingFacets(ctx, app.FindingQuery{Study: study}); err != nil {
			return s, err
		}
		s.counts, err = m.Store.Counts(ctx, study)
		return s, err
	}, m.showBoard)
}

func (m *Model) showBoard(s boardState, err error) {
	m.loaded(err)
	if err == nil {
		m.Themes, m.Unsorted, m.Total, m.People = s.themes, s.facets.Unsorted, s.facets.Total, s.counts.Participants
		if m.waiting != "" {
			m.Selected, m.waiting = m.waiting, ""
		}
		if m.at(m.Selected) < 0 && (m.Selected != Unsorted || m.Unsorted == 0) {
			m.Selected = Unsorted
			if len(m.Themes) > 0 {
				m.Selected = m.Themes[0].ID
			}
		}
		m.loadCards()
	}
	m.changed()
}

// loaded keeps the error of a load; one that works takes only a load's error away, never an act's.
func (m *Model) loaded(err error) {
	if err != nil || m.failed {
		m.Err = err
	}
	m.failed = err != nil
}

func (m *Model) at(id app.ThemeID) int {
	for i := range m.Themes {
		if m.Themes[i].ID == id {
			return i
		}
	}
	return -1
}

// Theme returns the selected theme, or nil for the unsorted findings.
func (m *Model) Theme() *app.ThemeRow {
	if i := m.at(m.Selected); i >= 0 {
		return &m.Themes[i]
	}
	return nil
}

// Select shows the findings of a theme, or of Unsorted.
func (m *Model) Select(id app.ThemeID) {
	m.Selected, m.Picked, m.Limit, m.Proposal = id, nil, shown, nil
	m.loadCards()
	m.changed()
}

// More shows further findings of the selected theme.
func (m *Model) More() {
	m.Limit += shown
	m.loadCards()
}

func (m *Model) loadCards() {
	m.Limit = max(m.Limit, shown)
	q := app.FindingQuery{Study: m.Study, Page: app.Page{Limit: m.Limit}}
	n := m.Unsorted
	if t := m.Theme(); t != nil {
		q.Themes, n = []app.ThemeID{t.ID}, t.Findings
	} else {
		q.Unsorted = true
	}
	m.cards.Load(func(ctx context.Context) (cardState, error) {
		rows, err := m.Store.Findings(ctx, q)
		return cardState{rows, n}, err
	}, func(s cardState, err error) {
		m.Cards, m.CardsAll = s.rows, s.all
		if err != nil {
			m.Err = err
		}
		m.changed()
	})
}

// Pick chooses or drops one card, for Move and for evidence.
func (m *Model) Pick(id app.FindingID, on bool) {
	if m.Picked == nil {
		m.Picked = map[app.FindingID]bool{}
	}
	if on {
		m.Picked[id] = true
	} else {
		delete(m.Picked, id)
	}
	m.changed()
}

// PickedIDs returns the chosen cards in the order shown.
func (m *Model) PickedIDs() []app.FindingID {
	var ids []app.FindingID
	for _, c := range m.Cards {
		if m.Picked[c.ID] {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// Propose asks the engine for themes, as a job that can be cancelled. The answer is shown beside the board; nothing is stored.
func (m *Model) Propose() {
	m.Proposing, m.Err = true, nil
	study, opt := m.Study, analysis.Options{Granularity: m.Granularity, Seed: 1}
	m.Jobs.Start("Propose themes", func(ctx context.Context, p app.Progress) error {
		pr, quotes, err := m.propose(ctx, study, opt, p)
		task.Post(func() {
			m.Proposing = false
			if app.CodeOf(err) != app.ECanceled {
				m.Err = err
			}
			if err == nil && study == m.Study {
				m.Proposal, m.Quotes = pr, quotes
			}
			m.changed()
		})
		return err
	})
	m.changed()
}

func (m *Model) propose(ctx context.Context, study app.StudyID, opt analysis.Options, p app.Progress) (*analysis.Proposal, map[app.FindingID]app.FindingRow, error) {
	pr, err := m.Analysis.Propose(ctx, study, opt, p)
	if err != nil {
		return nil, nil, err
	}
	var ids []app.FindingID
	for _, t := range pr.Themes {
		ids = append(ids, t.Quotes[:min(sampled, len(t.Quotes))]...)
	}
	rows, err := m.Store.FindingsByID(ctx, ids)
	quotes := make(map[app.FindingID]app.FindingRow, len(rows))
	for _, r := range rows {
		quotes[r.ID] = r
	}
	return pr, quotes, err
}

// SetGranularity moves between fewer (-1) and more (1) themes and proposes anew.
func (m *Model) SetGranularity(g float64) {
	m.Granularity = max(-1, min(1, g))
	m.Propose()
}

// Dismiss drops the proposal.
func (m *Model) Dismiss() {
	m.Proposal = nil
	m.changed()
}

// Accept puts the proposal on the board as one step.
func (m *Model) Accept() {
	pr := m.Proposal
	if pr == nil {
		return
	}
	m.act(func(ctx context.Context) error { return m.Analysis.Accept(ctx, pr) }, func() { m.Proposal, m.Selected = nil, "" })
}

// ProposalLine says what the proposal would change.
func (m *Model) ProposalLine() string {
	pr := m.Proposal
	s := fmt.Sprintf("%s from %s, %s.", app.Count(len(pr.Themes), "theme"), app.Count(pr.Total, "finding"), app.Count(pr.New, "new theme"))
	if pr.Moves == 0 && pr.New == 0 {
		return s + " The board would stay as it is."
	}
	s += fmt.Sprintf(" %s would move", app.Count(pr.Moves, "finding"))
	if n := len(pr.Kept); n > 0 {
		s += fmt.Sprintf(", %s you named or locked would stay", app.Count(n, "theme"))
	}
	if n := len(pr.Gone); n > 0 {
		s += fmt.Sprintf(", %s would go", app.Count(n, "earlier proposal"))
	}
	return s + "."
}

// Create makes an empty theme and selects it.
func (m *Model) Create(name string) {
	study := m.Study
	m.act(func(ctx context.Context) error {
		t, err := m.Analysis.CreateTheme(ctx, study, name)
		if err == nil {
			task.Post(func() { m.waiting = t.ID })
		}
		return err
	}, nil)
}

// Rename names the selected theme.
func (m *Model) Rename(name string) {
	if t := m.Theme(); t != nil && name != t.Name {
		id := t.ID
		m.act(func(ctx context.Context) error { return m.Analysis.RenameTheme(ctx, id, name) }, nil)
	}
}

// Note sets the note of the selected theme.
func (m *Model) Note(text string) {
	if t := m.Theme(); t != nil && text != t.Note {
		id := t.ID
		m.act(func(ctx context.Context) error { return m.Analysis.NoteTheme(ctx, id, text) }, nil)
	}
}

// Lock keeps the selected theme from being changed by proposals, or lets it be changed.
func (m *Model) Lock(on bool) {
	if t := m.Theme(); t != nil {
		id := t.ID
		m.act(func(ctx context.Context) error { return m.Analysis.LockTheme(ctx, id, on) }, nil)
	}
}

// Delete removes the selected theme; its findings become unsorted.
func (m *Model) Delete() {
	if t := m.Theme(); t != nil {
		id := t.ID
		m.act(func(ctx context.Context) error { return m.Analysis.DeleteTheme(ctx, id) }, nil)
	}
}

// Merge moves everything of the selected theme into another and shows that one.
func (m *Model) Merge(into app.ThemeID) {
	if t := m.Theme(); t != nil && into != t.ID {
		id := t.ID
		m.act(func(ctx context.Context) error { return m.Analysis.MergeThemes(ctx, into, id) }, func() { m.waiting = into })
	}
}

// Move puts findings into a theme, or into Unsorted.
func (m *Model) Move(ids []app.FindingID, to app.ThemeID) {
	if len(ids) == 0 {
		return
	}
	if to == Unsorted {
		to = ""
	}
	study := m.Study
	m.act(func(ctx context.Context) error { return m.Analysis.Move(ctx, study, ids, to) }, func() { m.Picked = nil })
}

// act runs one short use case off the UI goroutine. The committed step comes back through Changed.
func (m *Model) act(do func(context.Context) error, done func()) {
	m.work.Do(do, func(err error) {
		m.Err = err
		if err == nil && done != nil {
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
