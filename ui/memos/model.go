// Package memos is the one place where all memos are listed, read, written and linked.
package memos

import (
	"context"
	"slices"

	"throughline/app"
	"throughline/app/memo"
	"throughline/app/search"
	"throughline/ui/task"
)

// pageRows is how many memos the list shows at first: painted within two frames. moreRows is how many more each time.
const (
	pageRows = 40
	moreRows = 100
)

// Filter narrows the list. The zero Filter shows all.
type Filter struct {
	Text   string
	Kind   app.MemoKind
	Author string
	Place  Place
}

// Place is what memos stand on: a kind of record, Free for nothing, "" for anything.
type Place string

// Free is the place of memos that stand on nothing.
const Free Place = "free"

// query is the filter as a question to the workspace.
func (f Filter) query(study app.StudyID) app.MemoQuery {
	q := app.MemoQuery{Study: study, Text: f.Text}
	if f.Kind != "" {
		q.Kinds = []app.MemoKind{f.Kind}
	}
	if f.Author != "" {
		q.Authors = []string{f.Author}
	}
	switch f.Place {
	case "":
	case Free:
		q.Places = []app.Kind{""}
	default:
		q.Places = []app.Kind{app.Kind(f.Place)}
	}
	return q
}

// Model is the state of the memos screen and what can be done on it. It belongs to the UI goroutine.
type Model struct {
	Memos  *memo.Service
	Search *search.Service

	Study  app.StudyID
	Filter Filter
	Rows   []app.MemoRow
	Total  int            // that match the filter
	Facets app.MemoFacets // of the study, under the words of the filter alone
	Loaded bool
	Err    error
	Page   *Page // the memo that is open, nil for none

	OnChange func()      // repaint
	OnError  func(error) // an act failed; the words typed are kept

	list  task.Latest[listed]
	one   task.Latest[opened]
	picks task.Latest[[]app.Hit]
	names task.Latest[[]app.Named]
	work  task.Queue
	limit int
}

type listed struct {
	rows          []app.MemoRow
	facets, total app.MemoFacets
}

// Open shows the memos of a study, and one of them unless id is "".
func (m *Model) Open(study app.StudyID, id app.MemoID) {
	if m.Study != study {
		m.Flush()
		m.Page = nil
	}
	if m.Study != study || !m.Loaded {
		m.Study, m.Filter, m.Rows, m.Loaded, m.limit = study, Filter{}, nil, false, pageRows
	}
	if id != "" {
		m.Select(id)
	}
	m.reload()
}

// Retry loads again what failed to load.
func (m *Model) Retry() {
	m.Err = nil
	m.reload()
}

// SetFilter narrows the list.
func (m *Model) SetFilter(f Filter) {
	if f == m.Filter {
		return
	}
	m.Filter, m.limit = f, pageRows
	m.reload()
}

// More lists more memos.
func (m *Model) More() {
	m.limit += moreRows
	m.reload()
}

// Changed reloads what a committed step may have changed.
func (m *Model) Changed(cs *app.ChangeSet) {
	if !cs.Touches(append(app.MemoPlaces(), app.KindMemo)...) {
		return
	}
	m.reload()
	if m.Page != nil {
		m.load(m.Page)
	}
}

func (m *Model) reload() {
	m.limit = max(m.limit, pageRows)
	q := m.Filter.query(m.Study)
	q.Page.Limit = m.limit
	words := app.MemoQuery{Study: m.Study, Text: q.Text}
	m.list.Load(func(ctx context.Context) (l listed, err error) {
		if l.rows, l.total, err = m.Memos.List(ctx, q); err != nil {
			return l, err
		}
		l.facets, err = m.Memos.Store.MemoFacets(ctx, words)
		return l, err
	}, func(l listed, err error) {
		m.Loaded, m.Err = true, err
		if err == nil {
			m.Rows, m.Facets, m.Total = l.rows, l.facets, l.total.Total
			if m.Page == nil && len(m.Rows) > 0 {
				m.Select(m.Rows[0].ID)
			}
		}
		m.changed()
	})
}

// at is the place of the open memo in the list, -1 when it is not there.
func (m *Model) at() int {
	if m.Page == nil || m.Page.Memo.ID == "" {
		return -1
	}
	return slices.IndexFunc(m.Rows, func(r app.MemoRow) bool { return r.ID == m.Page.Memo.ID })
}

// Step opens the memo by places below the open one, or above for a negative number.
func (m *Model) Step(by int) {
	if n := len(m.Rows); n > 0 {
		m.Select(m.Rows[max(0, min(m.at()+by, n-1))].ID)
	}
}

// Delete removes the open memo; the one that stands in its place is opened. Undo brings it back.
func (m *Model) Delete() {
	p := m.Page
	if p == nil {
		return
	}
	p.drop()
	next := app.MemoID("")
	if i := m.at(); i >= 0 && len(m.Rows) > 1 {
		if i++; i == len(m.Rows) {
			i -= 2
		}
		next = m.Rows[i].ID
	}
	m.Page = nil
	if next != "" {
		m.Select(next)
	}
	m.work.Do(func(ctx context.Context) error {
		if p.id == "" {
			return nil // it was never stored
		}
		return m.Memos.Delete(ctx, p.id)
	}, m.told)
	m.changed()
}

// told says that an act failed.
func (m *Model) told(err error) {
	if err != nil && m.OnError != nil {
		m.OnError(err)
	}
}

// Names gives what can be linked to from the open memo, then again with what the words typed find in passages.
func (m *Model) Names(then func([]app.Named, error)) {
	study := m.Study
	m.names.Load(func(ctx context.Context) ([]app.Named, error) { return m.Memos.Store.Names(ctx, study) }, then)
}

// passages is how many passages the picker of links offers.
const passages = 12

// Passages finds findings to link to by their words.
func (m *Model) Passages(text string, then func([]app.Hit)) {
	study := m.Study
	m.picks.Load(func(ctx context.Context) ([]app.Hit, error) {
		groups, err := m.Search.Search(ctx, text, study, passages)
		for _, g := range groups {
			if g.Kind == app.KindFinding {
				return g.Hits, err
			}
		}
		return nil, err
	}, func(hits []app.Hit, err error) {
		if err == nil {
			then(hits)
		}
	})
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
