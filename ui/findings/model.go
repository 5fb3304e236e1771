// Package findings is the screen with every finding in one table: filtered by facets, sorted, tagged in bulk.
package findings

import (
	"context"
	"slices"

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

// SetText filters by words.
func (m *Model) SetText(s string) {
	if s != m.Query.Text {
		m.Query.Text = s
		m.reload()
	}
}

// SetOrder sorts.
func (m *Model) SetOrder(o app.FindingOrder) {
	if o != m.Query.Order {
		m.Query.Order = o
		m.reload()
	}
}

// Facet names one list of choices.
type Facet int

// The facets, in the order shown.
const (
	ByTag Facet = iota
	ByTheme
	BySound // how findings sound, as said or estimated
	ByKind  // what they do, as estimated
	BySegment
	ByPerson
	ByInterview
	ByStance
	ByAuthor
)

// Choices returns the values of a facet over the whole study, each with its count under the present filter.
func (m *Model) Choices(f Facet) []app.Facet {
	counts := map[string]app.Facet{}
	for _, c := range pick(&m.Facets, f) {
		counts[c.Value] = c
	}
	out := slices.Clone(pick(&m.All, f))
	for i := range out {
		c := counts[out[i].Value]
		out[i].Count, out[i].Estimated = c.Count, c.Estimated
	}
	return out
}

func pick(f *app.FindingFacets, which Facet) []app.Facet {
	switch which {
	case ByTag:
		return f.Tags
	case ByTheme:
		return f.Themes
	case BySegment:
		return f.Segments
	case ByPerson:
		return f.Participants
	case ByInterview:
		return f.Interviews
	case ByStance:
		return f.Stances
	case BySound:
		return f.Sounds
	case ByKind:
		return f.Kinds
	}
	return f.Authors
}

// Chosen reports whether the filter asks for a value of a facet.
func (m *Model) Chosen(f Facet, value string) bool { return slices.Contains(m.chosen(f), value) }

func (m *Model) chosen(f Facet) []string {
	q := &m.Query
	switch f {
	case ByTag:
		return texts(q.Tags)
	case ByTheme:
		return texts(q.Themes)
	case BySegment:
		return q.Segments
	case ByPerson:
		return texts(q.Participants)
	case ByInterview:
		return texts(q.Interviews)
	case ByStance:
		return texts(q.Stances)
	case BySound:
		return texts(q.Sounds)
	case ByKind:
		return texts(q.Kinds)
	}
	return q.Authors
}

// Toggle adds a value of a facet to the filter, or takes it out.
func (m *Model) Toggle(f Facet, value string) {
	vs := slices.Clone(m.chosen(f))
	if i := slices.Index(vs, value); i >= 0 {
		vs = slices.Delete(vs, i, i+1)
	} else {
		vs = append(vs, value)
	}
	q := &m.Query
	switch f {
	case ByTag:
		q.Tags, q.SubTags = ids[app.TagID](vs), false
	case ByTheme:
		q.Themes = ids[app.ThemeID](vs)
	case BySegment:
		q.Segments = vs
	case ByPerson:
		q.Participants = ids[app.ParticipantID](vs)
	case ByInterview:
		q.Interviews = ids[app.InterviewID](vs)
	case ByStance:
		q.Stances = ids[app.Stance](vs)
	case BySound:
		q.Sounds = ids[app.Sound](vs)
	case ByKind:
		q.Kinds = ids[app.StatementKind](vs)
	case ByAuthor:
		q.Authors = vs
	}
	m.reload()
}

// SetUntagged shows only findings without a tag.
func (m *Model) SetUntagged(on bool) { m.Query.Untagged = on; m.reload() }

// SetUnsorted shows only findings in no theme.
func (m *Model) SetUnsorted(on bool) { m.Query.Unsorted = on; m.reload() }

// SetStarred shows only starred findings.
func (m *Model) SetStarred(on bool) { m.Query.Starred = on; m.reload() }

// Filtered reports whether anything narrows the table.
func (m *Model) Filtered() bool { return filters(&m.Query) }

func filters(q *app.FindingQuery) bool {
	return q.Text != "" || len(q.Tags)+len(q.Themes)+len(q.Segments)+len(q.Participants)+len(q.Interviews)+len(q.Stances)+len(q.Sounds)+len(q.Kinds)+len(q.Authors) > 0 ||
		q.Untagged || q.Unsorted || q.Starred
}

// ClearFilter shows all findings of the study.
func (m *Model) ClearFilter() {
	m.Query = app.FindingQuery{Study: m.Query.Study, Order: m.Query.Order}
	m.reload()
}

func texts[T ~string](in []T) []string {
	out := make([]string, len(in))
	for i, v := range in {
		out[i] = string(v)
	}
	return out
}

func ids[T ~string](in []string) []T {
	out := make([]T, len(in))
	for i, v := range in {
		out[i] = T(v)
	}
	return out
}
