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

	Query  app.FindingQuery // Page unused
	Facets app.FindingFacets
	All    app.FindingFacets // without filters, so that choices do not vanish
	Tags   []app.TagRow
	Themes []app.ThemeRow
	Loaded bool
	Err    error

	OnChange func() // repaint; called on the UI goroutine

	pages   map[int][]app.FindingRow // loaded pages by number
	loading map[int]bool
	gen     int // counts reloads; pages of an older one are dropped
	head    task.Latest[headState]
	work    task.Queue
	failed  bool // the last load failed with Err
}

type headState struct {
	facets, all app.FindingFacets
	tags        []app.TagRow
	themes      []app.ThemeRow
	first       []app.FindingRow
}

// Open shows the findings of a study under a text filter.
func (m *Model) Open(study app.StudyID, text string) {
	if m.Query.Study != study {
		m.Query = app.FindingQuery{Study: study, Order: m.Query.Order}
		m.pages, m.Loaded = nil, false
	}
	if text != "" {
		m.Query.Text = text
	}
	m.reload()
}

// Changed reloads what a committed step may have changed.
func (m *Model) Changed(cs *app.ChangeSet) {
	if cs.Touches(app.KindFinding, app.KindTag, app.KindTheme, app.KindPlacement, app.KindInterview, app.KindParticipant) {
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

func (m *Model) reload() {
	q := m.Query
	m.head.Load(func(ctx context.Context) (s headState, err error) {
		first := q
		first.Page = app.Page{Limit: pageSize}
		if s.first, err = m.Store.Findings(ctx, first); err != nil {
			return s, err
		}
		if s.facets, err = m.Store.FindingFacets(ctx, q); err != nil {
			return s, err
		}
		if s.all, err = m.Store.FindingFacets(ctx, app.FindingQuery{Study: q.Study}); err != nil {
			return s, err
		}
		if s.tags, err = m.Store.Tags(ctx, q.Study); err != nil {
			return s, err
		}
		s.themes, err = m.Store.Themes(ctx, q.Study)
		return s, err
	}, func(s headState, err error) {
		m.Loaded = true
		m.loaded(err)
		m.gen++
		m.loading = nil
		if err == nil {
			m.Facets, m.All, m.Tags, m.Themes = s.facets, s.all, s.tags, s.themes
			m.pages = map[int][]app.FindingRow{0: s.first}
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

// SetText filters by words.
func (m *Model) SetText(s string) {
	if s != m.Query.Text {
		m.Query.Text = s
		m.reload()
	}
}

// SetOrder sorts.
func (m *Model) SetOrder(o app.FindingOrder) {
	m.Query.Order = o
	m.reload()
}

// Facet names one list of choices.
type Facet int

// The facets, in the order shown.
const (
	ByTag Facet = iota
	ByTheme
	BySegment
	ByPerson
	ByInterview
	ByStance
	ByAuthor
)

// Choices returns the values of a facet over the whole study, each with its count under the present filter.
func (m *Model) Choices(f Facet) []app.Facet {
	all, now := pick(&m.All, f), pick(&m.Facets, f)
	out := slices.Clone(all)
	for i := range out {
		n := slices.IndexFunc(now, func(x app.Facet) bool { return x.Value == out[i].Value })
		out[i].Count = 0
		if n >= 0 {
			out[i].Count = now[n].Count
		}
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
		q.Tags = ids[app.TagID](vs)
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
	case ByAuthor:
		q.Authors = vs
	}
	m.reload()
}

// Special filters: without tag, in no theme, starred.
func (m *Model) SetUntagged(on bool) { m.Query.Untagged = on; m.reload() }

// SetUnsorted shows only findings in no theme.
func (m *Model) SetUnsorted(on bool) { m.Query.Unsorted = on; m.reload() }

// SetStarred shows only starred findings.
func (m *Model) SetStarred(on bool) { m.Query.Starred = on; m.reload() }

// Filtered reports whether anything narrows the table.
func (m *Model) Filtered() bool {
	q := m.Query
	return q.Text != "" || len(q.Tags)+len(q.Themes)+len(q.Segments)+len(q.Participants)+len(q.Interviews)+len(q.Stances)+len(q.Authors) > 0 ||
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

// TagNamed returns the row of a tag, or nil.
func (m *Model) TagNamed(id app.TagID) *app.TagRow {
	i := slices.IndexFunc(m.Tags, func(t app.TagRow) bool { return t.ID == id })
	if i < 0 {
		return nil
	}
	return &m.Tags[i]
}

// Tag puts a tag on findings; a name without a tag makes one first.
func (m *Model) Tag(of []app.FindingID, tag app.TagID, name string) {
	study := m.Query.Study
	m.act(func(ctx context.Context) error {
		if tag == "" {
			made, err := m.Coding.CreateTag(ctx, study, name, "")
			if err != nil {
				return err
			}
			tag = made.ID
		}
		return m.Coding.Tag(ctx, of, tag)
	})
}

// Untag takes a tag off findings.
func (m *Model) Untag(of []app.FindingID, tag app.TagID) {
	m.act(func(ctx context.Context) error { return m.Coding.Untag(ctx, of, tag) })
}

// Star stars findings or takes the star away.
func (m *Model) Star(of []app.FindingID, on bool) {
	m.act(func(ctx context.Context) error { return m.Coding.Star(ctx, of, on) })
}

// SetStance says what findings do to the question at hand.
func (m *Model) SetStance(of []app.FindingID, st app.Stance) {
	m.act(func(ctx context.Context) error { return m.Coding.SetStance(ctx, of, st) })
}

// Note sets a finding's note.
func (m *Model) Note(of app.FindingID, text string) {
	m.act(func(ctx context.Context) error { return m.Coding.Note(ctx, of, text) })
}

// Move puts findings into a theme of the board.
func (m *Model) Move(of []app.FindingID, to app.ThemeID) {
	study := m.Query.Study
	m.act(func(ctx context.Context) error { return m.Analysis.Move(ctx, study, of, to) })
}

// Delete removes findings. Undo brings them back.
func (m *Model) Delete(of []app.FindingID) {
	m.act(func(ctx context.Context) error { return m.Coding.Delete(ctx, of) })
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
