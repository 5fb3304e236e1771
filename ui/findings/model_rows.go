package findings

import (
	"context"
	"maps"
	"slices"

	"throughline/app"
	"throughline/ui/task"
)

// pageSize is how many rows one query brings, keepPages how many pages are held: far more than a screen, far less than a million.
const (
	pageSize  = 200
	keepPages = 40
	loadsOnce = 2 // pages loaded at the same time
)

// rowPages are the rows loaded, by pages.
type rowPages struct {
	pages map[int][]app.FindingRow
	asked []int  // pages wanted, the newest last
	near  [2]int // rows in sight, from and to
	head  task.Latest[map[int][]app.FindingRow]
	slots [loadsOnce]rowSlot
}

// rowSlot loads one page after another.
type rowSlot struct {
	load task.Latest[[]app.FindingRow]
	busy bool
	page int
}

// forget drops all rows.
func (r *rowPages) forget() {
	r.become(nil)
	r.near = [2]int{}
}

// become holds other rows; what is still on the way belongs to the old ones.
func (r *rowPages) become(pages map[int][]app.FindingRow) {
	r.pages, r.asked = pages, nil
	for i := range r.slots {
		r.slots[i].load.Cancel()
		r.slots[i].busy = false
	}
}

// least is how many rows there are at least.
func (r *rowPages) least() int {
	n := 0
	for page, rows := range r.pages {
		end := page*pageSize + len(rows)
		if len(rows) == pageSize {
			end += pageSize // there may be more
		}
		n = max(n, end)
	}
	return n
}

// Row returns row i, or nil while its page is on the way.
func (m *Model) Row(i int) *app.FindingRow {
	if page, ok := m.rows.pages[i/pageSize]; ok {
		if n := i % pageSize; n < len(page) {
			return &page[n]
		}
		return nil
	}
	m.ask(i / pageSize)
	return nil
}

// Loads reports whether row i is loaded, without asking for it.
func (m *Model) Loads(i int) bool {
	page, ok := m.rows.pages[i/pageSize]
	return ok && i%pageSize < len(page)
}

// Find returns the row where a loaded finding stands, or -1.
func (m *Model) Find(id app.FindingID) int {
	for n, page := range m.rows.pages {
		for i := range page {
			if page[i].ID == id {
				return n*pageSize + i
			}
		}
	}
	return -1
}

// InSight says which rows are on screen, so that a reload brings them at once and nothing blinks. to is exclusive.
func (m *Model) InSight(from, to int) { m.rows.near = [2]int{from, to} }

// ask wants a page. Who drags the scroll bar through a million rows asks for many: those that waited longest are dropped.
func (m *Model) ask(page int) {
	r := &m.rows
	if !m.Loaded || slices.Contains(r.asked, page) {
		return
	}
	for i := range r.slots {
		if r.slots[i].busy && r.slots[i].page == page {
			return
		}
	}
	r.asked = append(r.asked, page)
	if n := len(r.asked) - 2*loadsOnce; n > 0 {
		r.asked = slices.Delete(r.asked, 0, n)
	}
	m.pump()
}

// pump loads pages that were asked for, the newest first.
func (m *Model) pump() {
	r := &m.rows
	for i := range r.slots {
		if n := len(r.asked); n > 0 && !r.slots[i].busy {
			page := r.asked[n-1]
			r.asked = r.asked[:n-1]
			m.loadPage(&r.slots[i], page)
		}
	}
}

func (m *Model) loadPage(s *rowSlot, page int) {
	s.busy, s.page = true, page
	q := m.Query
	q.Page = app.Page{Offset: page * pageSize, Limit: pageSize}
	s.load.Load(func(ctx context.Context) ([]app.FindingRow, error) { return m.Store.Findings(ctx, q) }, func(rows []app.FindingRow, err error) {
		s.busy = false
		if err != nil {
			m.Err = err
		} else {
			m.rows.keep(page, rows)
		}
		m.pump()
		m.changed()
	})
}

// keep holds a page; when there are too many, those farthest from it go.
func (r *rowPages) keep(page int, rows []app.FindingRow) {
	if r.pages == nil {
		r.pages = map[int][]app.FindingRow{} // the first rows could not be read
	}
	r.pages[page] = rows
	if len(r.pages) <= keepPages {
		return
	}
	held := slices.SortedFunc(maps.Keys(r.pages), func(a, b int) int { return apart(a, page) - apart(b, page) })
	for _, far := range held[keepPages/2:] {
		delete(r.pages, far)
	}
}

func apart(a, b int) int { return max(a-b, b-a) }

// loadRows brings the rows in sight, or the first after another filter, in place of all that are held.
func (m *Model) loadRows() {
	q, near := m.Query, m.rows.near
	m.going.rows = true
	m.rows.head.Load(func(ctx context.Context) (map[int][]app.FindingRow, error) { return m.readRows(ctx, q, near) },
		func(pages map[int][]app.FindingRow, err error) {
			m.Loaded, m.going.rows = true, false
			m.loaded(err)
			if err == nil {
				m.replaceRows(pages)
			}
			m.changed()
		})
}

// replaceRows shows other rows.
func (m *Model) replaceRows(pages map[int][]app.FindingRow) {
	m.rows.become(pages)
	m.fresh = false
	if m.early != nil {
		m.count(*m.early)
	}
	m.estimate()
}

func (m *Model) readRows(ctx context.Context, q app.FindingQuery, near [2]int) (map[int][]app.FindingRow, error) {
	pages := map[int][]app.FindingRow{}
	for _, page := range []int{0, near[0] / pageSize, max(0, near[1]-1) / pageSize} {
		if _, ok := pages[page]; ok {
			continue
		}
		q.Page = app.Page{Offset: page * pageSize, Limit: pageSize}
		rows, err := m.Store.Findings(ctx, q)
		if err != nil {
			return nil, err
		}
		pages[page] = rows
	}
	return pages, nil
}
