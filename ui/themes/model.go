// Package themes is the screen where findings become themes: the board as a list, the proposal beside it, and the acts on both.
package themes

import (
	"context"
	"slices"

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
	Tags(ctx context.Context, study app.StudyID) ([]app.TagRow, error)
	Placements(ctx context.Context, study app.StudyID) ([]app.Placement, error)
	Citations(ctx context.Context, study app.StudyID) ([]app.Citation, error)
	Board(ctx context.Context, study app.StudyID) (app.Board, error)
	Column(ctx context.Context, c app.ColumnQuery) ([]app.FindingID, error)
	Studies(ctx context.Context) ([]app.Study, error)
}

// Unsorted stands for the findings in no theme, as the last entry of the list.
const Unsorted app.ThemeID = "unsorted"

// shown is how many findings of a theme are shown first; More shows as many again.
const shown = 40

// Model is the state of the themes screen and what can be done on it. It belongs to the UI goroutine; work runs elsewhere.
type Model struct {
	// LeftOut says what of a study the machine does not read; nil says nothing.
	LeftOut func(ctx context.Context, study app.StudyID) (app.LeftOut, error)

	Store    Store
	Analysis *analysis.Service
	Jobs     *job.Runner
	Cross    Crosser // who says a theme when; nil leaves that out
	Asker    Asker   // who was asked about it; nil leaves that out
	Tagger   Tagger  // nil where findings cannot be tagged

	Study    app.StudyID
	Themes   []app.ThemeRow
	Unsorted int       // findings in no theme
	Total    int       // findings of the study
	People   int       // participants of the study
	Board    app.Board // this board alone: for all studies the one across them
	Selected app.ThemeID
	Cards    []app.FindingRow // of the selected theme, the first Limit
	CardsAll int              // how many the selected theme has
	CardsOf  app.ThemeID      // the theme whose cards these are; "" while the selected one's are on the way
	Limit    int
	Picked   map[app.FindingID]bool
	Tags     map[app.TagID]app.TagRow
	Digest   *analysis.Digest // of the selected theme; nil while it is on the way
	Portrait *Portrait        // of the selected theme, likewise
	Loaded   bool

	Offer     *Offer // the proposal, nil for none
	Viewing   bool   // the proposal is shown in place of the selected theme
	Proposing bool

	MapOn bool         // findings are shown as dots; Show sets it
	Lit   string       // the theme that stands out on the map, by its id or the key it is proposed under; "" for none
	Plane *Plane       // the map of the board, nil until it is drawn
	Dots  map[int]bool // chosen dots of Plane

	Chosen Chosen // the findings of Dots
	Table  Table  // the board as rows

	Tight map[app.ThemeID]float64 // how alike the findings of each theme are, 0 to 1; nil until measured

	Err error // of the last load or act

	OnChange func() // repaint; called on the UI goroutine

	board     task.Latest[boardState]
	cards     task.Latest[cardState]
	digest    task.Latest[*analysis.Digest]
	portrait  task.Latest[*Portrait]
	choosing  task.Latest[[]app.FindingRow]
	tabling   task.Latest[map[app.ThemeID]*TableRow]
	look      task.Latest[[]app.FindingRow]
	cut       task.Latest[*analysis.Proposal]
	glance    task.Latest[[]app.FindingRow]
	places    task.Latest[[]analysis.Place]
	sorting   task.Latest[planeState]
	work      task.Queue
	rebasing  task.Latest[*Offer]
	deck      *Deck
	lean      bool // what the board does not show was left out by the last reading
	tagging   task.Latest[[]app.TagRow]
	reads     int         // how often the board was read
	face      Face        // "" for the board
	before    Face        // shown before face
	run       *job.Job    // the engine at work
	runs      int         // counts proposals asked for; the answer to an older one is dropped
	mapping   *job.Job    // the map being drawn
	maps      int         // counts maps asked for, likewise
	measuring *job.Job    // how tight themes are
	measures  int         // counts measurements asked for, likewise
	cutting   bool        // a cut is being made
	accepting bool        // the proposal is being accepted
	failed    bool        // the last load failed with Err
	few       error       // why nothing was proposed the last time
	waiting   app.ThemeID // theme to select once it is loaded
}

type boardState struct {
	board    app.Board
	themes   []app.ThemeRow
	unsorted int  // in no theme; of all studies in none of any board, unless lean
	lean     bool // what the board does not show was left out
	counts   app.Counts
	tags     []app.TagRow
	names    map[app.StudyID]string // of studies, for the board across them
}

type cardState struct {
	rows []app.FindingRow
	all  int
}

// Open shows a study's board and, if given, one theme of it.
func (m *Model) Open(study app.StudyID, theme app.ThemeID) {
	switch {
	case m.Study != study:
		m.Themes, m.Cards, m.Selected, m.Loaded = nil, nil, "", false
		m.withdraw()
		m.dropMap()
		m.loosen()
	case m.Loaded && !m.failed && (theme == "" || m.at(theme) >= 0):
		if theme != "" && theme != m.Selected {
			m.Select(theme)
		}
		m.changed() // nothing happened since, or Changed would have told
		return
	}
	m.Study, m.waiting = study, theme
	m.changed() // nothing is asked any more for what has gone
	m.reload()
}

// Retry loads again what failed to load.
func (m *Model) Retry() {
	m.Err = nil
	m.reload()
}

// DismissErr takes the error away.
func (m *Model) DismissErr() {
	m.Err = nil
	m.changed()
}

// Changed reloads what a committed step may have changed.
func (m *Model) Changed(cs *app.ChangeSet) {
	if m.Offer != nil && cs.Touches(app.KindFinding) {
		m.Offer.Stale = true
	}
	if m.Offer != nil && cs.Touches(app.KindTheme, app.KindPlacement) {
		m.rebase()
	}
	m.Deck().changed(cs)
	if cs.Touches(app.KindPlacement, app.KindFinding) {
		m.loosen()
	}
	if m.Plane != nil && cs.Touches(app.KindTheme, app.KindPlacement, app.KindFinding) {
		m.Plane.Stale = m.Plane.Stale || cs.Touches(app.KindFinding)
		m.sortPlane()
		m.readDots()
	}
	if cs.Touches(app.KindTheme, app.KindPlacement, app.KindFinding, app.KindTag, app.KindStudy, app.KindParticipant, app.KindConsent, app.KindStandards) {
		m.reload()
	} else if cs.Touches(app.KindGuideLink, app.KindGuideTopic) {
		m.loadPortrait()
	}
}

func (m *Model) showBoard(s boardState, err error) {
	m.loaded(err)
	m.Loaded = true
	if err == nil {
		m.takeTags(s.tags, s.lean)
		m.Board, m.lean = s.board, s.lean
		m.reads++
		m.Themes, m.Unsorted, m.Total, m.People = s.themes, s.unsorted, s.board.Total, s.counts.Participants
		if m.waiting != "" {
			m.Selected, m.waiting, m.Limit, m.Picked, m.Viewing = m.waiting, "", shown, nil, false
		}
		if m.at(m.Selected) < 0 && (m.Selected != Unsorted || m.Unsorted == 0) {
			m.Selected = Unsorted
			if len(m.Themes) > 0 {
				m.Selected = m.Themes[0].ID
			}
		}
		if m.CardsOf != m.Selected {
			m.dropCards()
		}
		m.loadCards()
		m.needMap()
		m.Table.old = true
		m.needTable()
		m.Deck().names = s.names
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

// Select shows the findings of a theme, or of Unsorted. A proposal stays at hand.
func (m *Model) Select(id app.ThemeID) {
	m.light(string(id))
	if id == m.Selected && !m.Viewing {
		m.changed()
		return
	}
	if id != m.Selected {
		m.dropCards()
	}
	m.Selected, m.Picked, m.Limit, m.Viewing = id, nil, shown, false
	m.loadCards()
	m.changed()
}

// Step selects the theme by places below the selected one, or above for a negative number.
func (m *Model) Step(by int) {
	all := make([]app.ThemeID, 0, len(m.Themes)+1)
	for i := range m.Themes {
		all = append(all, m.Themes[i].ID)
	}
	all = append(all, Unsorted)
	at := slices.Index(all, m.Selected) + by
	m.Select(all[max(0, min(at, len(all)-1))])
}

// dropCards takes the cards away, so that none stands under another theme's name while that one's are on their way.
func (m *Model) dropCards() { m.Cards, m.CardsAll, m.CardsOf = nil, 0, "" }

// More shows further findings of the selected theme.
func (m *Model) More() {
	m.Limit += shown
	m.loadCards()
}

func (m *Model) loadCards() {
	if m.Face() == BoardFace {
		m.dropCards()
		return
	}
	m.loadDigest()
	m.loadPortrait()
	m.Limit = max(m.Limit, shown)
	of := m.Selected
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
		if err != nil {
			m.Err, m.failed = err, true
		} else {
			m.Cards, m.CardsAll, m.CardsOf = s.rows, s.all, of
			m.keepPicks()
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

// keepPicks forgets chosen cards that have gone.
func (m *Model) keepPicks() {
	there := make(map[app.FindingID]bool, len(m.Cards))
	for i := range m.Cards {
		there[m.Cards[i].ID] = true
	}
	for id := range m.Picked {
		if !there[id] {
			delete(m.Picked, id)
		}
	}
}

// DropPicks chooses no card.
func (m *Model) DropPicks() {
	m.Picked = nil
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
