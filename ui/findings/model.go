// Package findings is the screen with every finding in one table: filtered by facets, sorted, tagged in bulk.
package findings

import (
	"context"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/coding"
	"throughline/ui/task"
)

// Store is what the screen reads.
type Store interface {
	Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error)
	FindingFacets(ctx context.Context, q app.FindingQuery) (app.FindingFacets, error)
	Tags(ctx context.Context, study app.StudyID) ([]app.TagRow, error)
	Themes(ctx context.Context, study app.StudyID) ([]app.ThemeRow, error)
}

// pageSize is how many rows one query brings.
const pageSize = 200

// Model is the state of the findings screen and what can be done on it. It belongs to the UI goroutine.
type Model struct {
	Store    Store
	Coding   *coding.Service
	Analysis *analysis.Service
	Sounds   Estimator // nil shows no estimates

	Query  app.FindingQuery // Page unused
	Facets app.FindingFacets
	All    app.FindingFacets // without filters, so that choices do not vanish
	Tags   []app.TagRow
	Themes []app.ThemeRow
	Loaded bool
	Busy   int // acts under way
	Err    error

	Pairing    bool             // findings that may be one are shown in place of the table
	Pairs      []analysis.Twins // of the study
	PairsReady bool
	Opinions   Opinions

	OnChange func() // repaint; called on the UI goroutine

	pages   map[int][]app.FindingRow // loaded pages by number
	loading map[int]bool
	near    [2]int // rows in sight, from and to; a reload brings them with it
	gen     int    // counts reloads; pages of an older one are dropped
	head    task.Latest[headState]
	work    task.Queue
	failed  bool // the last load failed with Err
	sounds  sounds

	likes      likes
	like       task.Latest[[]analysis.LikeFinding]
	words      []analysis.Word // of the filter
	wordsAsked bool
	wordsReady bool
	standing   task.Latest[[]analysis.Word]
	pairs      task.Latest[[]analysis.Twins]
	apart      map[[2]app.FindingID]bool // pairs a person keeps
}

type headState struct {
	facets, all app.FindingFacets
	tags        []app.TagRow
	themes      []app.ThemeRow
	pages       map[int][]app.FindingRow
}

// Open shows the findings of a study: as they were left, or under a text filter, or those with a tag or one beneath it.
func (m *Model) Open(study app.StudyID, text string, tag app.TagID) {
	switch {
	case m.Query.Study != study:
		m.Query = app.FindingQuery{Study: study, Order: m.Query.Order}
		m.pages, m.Loaded, m.near, m.Pairing = nil, false, [2]int{}, false
	case m.Loaded && !m.failed && text == "" && tag == "":
		m.changed() // nothing happened since, or Changed would have told
		return
	}
	if tag != "" {
		m.Query = app.FindingQuery{Study: study, Order: m.Query.Order, Tags: []app.TagID{tag}, SubTags: true}
	} else if text != "" {
		m.Query = app.FindingQuery{Study: study, Order: m.Query.Order, Text: text}
	}
	m.reload()
}

// OpenTheme shows the findings of a theme of a study, by who said them or in the order in force.
func (m *Model) OpenTheme(study app.StudyID, theme app.ThemeID, people bool) {
	if m.Query.Study != study {
		m.pages, m.Loaded, m.near = nil, false, [2]int{}
	}
	order := m.Query.Order
	if people {
		order = app.ByParticipant
	}
	m.Query = app.FindingQuery{Study: study, Order: order, Themes: []app.ThemeID{theme}}
	m.reload()
}

// OpenQuery shows what matches a query, in its order, in a study.
func (m *Model) OpenQuery(study app.StudyID, q app.FindingQuery) {
	m.pages, m.Loaded, m.near, m.Pairing = nil, false, [2]int{}, false
	q.Study, q.Page = study, app.Page{}
	m.Query = q
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
	words := m.heard(cs)
	if cs.Touches(app.KindFinding, app.KindTag, app.KindTheme, app.KindPlacement, app.KindInterview, app.KindParticipant) {
		m.likes = likes{}
		if m.Pairing {
			m.dropPairs(cs)
			m.loadPairs()
		}
		m.reload()
	} else if words {
		m.reload()
	}
}

// Count is how many findings match.
func (m *Model) Count() int { return m.Facets.Total }

// Row returns row i, or nil while its page is on the way.
func (m *Model) Row(i int) *app.FindingRow {
	if page, ok := m.pages[i/pageSize]; ok {
		if n := i % pageSize; n < len(page) {
			return &page[n]
		}
		return nil
	}
	m.load(i / pageSize)
	return nil
}

// keepPages bounds the rows held: far more than a screen, far less than a million.
const keepPages = 40

func (m *Model) load(page int) {
	if m.loading[page] || !m.Loaded {
		return
	}
	if m.loading == nil {
		m.loading = map[int]bool{}
	}
	m.loading[page] = true
	gen, q := m.gen, m.Query
	q.Page = app.Page{Offset: page * pageSize, Limit: pageSize}
	go func() {
		rows, err := m.Store.Findings(context.Background(), q)
		task.Post(func() {
			if gen != m.gen {
				return
			}
			delete(m.loading, page)
			if err != nil {
				m.Err = err
			} else {
				if len(m.pages) >= keepPages {
					clear(m.pages)
				}
				m.pages[page] = rows
			}
			m.changed()
		})
	}()
}

// InSight says which rows are on screen, so that a reload brings them at once and nothing blinks. to is exclusive.
func (m *Model) InSight(from, to int) { m.near = [2]int{from, to} }

func (m *Model) reload() {
	q, near := m.Query, m.near
	m.forgetWords()
	m.head.Load(func(ctx context.Context) (headState, error) { return m.readHead(ctx, q, near) }, func(s headState, err error) {
		m.Loaded = true
		m.loaded(err)
		m.gen++
		m.loading = nil
		if err == nil {
			m.Facets, m.All, m.Tags, m.Themes, m.pages = s.facets, s.all, s.tags, s.themes, s.pages
			m.estimate()
		}
		m.changed()
	})
}

func (m *Model) readHead(ctx context.Context, q app.FindingQuery, near [2]int) (s headState, err error) {
	s.pages = map[int][]app.FindingRow{}
	for _, page := range []int{0, near[0] / pageSize, max(0, near[1]-1) / pageSize} {
		if _, ok := s.pages[page]; ok {
			continue
		}
		q.Page = app.Page{Offset: page * pageSize, Limit: pageSize}
		if s.pages[page], err = m.Store.Findings(ctx, q); err != nil {
			return s, err
		}
	}
	q.Page = app.Page{}
	if s.all, err = m.Store.FindingFacets(ctx, app.FindingQuery{Study: q.Study}); err != nil {
		return s, err
	}
	if s.facets = s.all; filters(&q) {
		if s.facets, err = m.Store.FindingFacets(ctx, q); err != nil {
			return s, err
		}
	}
	if s.tags, err = m.Store.Tags(ctx, q.Study); err != nil {
		return s, err
	}
	s.themes, err = m.Store.Themes(ctx, q.Study)
	return s, err
}

// loaded keeps the error of a load; one that works takes only a load's error away, never an act's.
func (m *Model) loaded(err error) {
	if err != nil || m.failed {
		m.Err = err
	}
	m.failed = err != nil
}
