package autocode

import (
	"throughline/app"
	"throughline/app/coding/rule"
)

// Row is one line of the list: an interview, or a hit below it.
type Row struct {
	Group int // index into Result.Interviews
	Hit   int // index into Result.Hits, -1 for the line of the interview
}

// Rows are the lines of the list.
func (m *Model) Rows() []Row { return m.rows }

// Hit returns the hit of a row, nil for the line of an interview.
func (m *Model) Hit(r Row) *rule.Hit {
	if r.Hit < 0 {
		return nil
	}
	return &m.Result.Hits[r.Hit]
}

// list makes the rows anew: without what is tagged already unless it is asked for.
func (m *Model) list() {
	m.rows, m.counted, m.already = m.rows[:0:0], false, 0
	if m.Result == nil {
		return
	}
	m.already = len(m.Result.Hits) - m.Result.Count(rule.New)
	for g, iv := range m.Result.Interviews {
		head := false
		for i := iv.From; i < iv.To; i++ {
			if m.Result.Hits[i].State != rule.New && !m.ShowTagged {
				continue
			}
			if !head {
				m.rows = append(m.rows, Row{g, -1})
				head = true
			}
			m.rows = append(m.rows, Row{g, i})
		}
	}
}

// SetShowTagged lists passages that carry the tags already, or not.
func (m *Model) SetShowTagged(on bool) {
	m.ShowTagged = on
	m.list()
	m.changed()
}

// Chosen reports whether a hit will be tagged: as the person ticked it, else if it is new.
func (m *Model) Chosen(i int) bool {
	h := &m.Result.Hits[i]
	if on, said := m.own[h.Place]; said {
		return on && h.State != rule.Tagged
	}
	return h.State == rule.New
}

// Count returns how many hits are chosen, of how many that can be.
func (m *Model) Count() (chosen, all int) {
	if m.Result == nil {
		return 0, 0
	}
	if !m.counted {
		m.chosen, m.all = m.count(0, len(m.Result.Hits))
		m.counted = true
	}
	return m.chosen, m.all
}

// CountIn is Count for one interview.
func (m *Model) CountIn(group int) (chosen, all int) {
	g := m.Result.Interviews[group]
	return m.count(g.From, g.To)
}

func (m *Model) count(from, to int) (chosen, all int) {
	for i := from; i < to; i++ {
		if m.Chosen(i) {
			chosen++
		}
		if m.shown(i) {
			all++
		}
	}
	return chosen, all
}

// shown reports whether a hit is listed and can be ticked.
func (m *Model) shown(i int) bool {
	s := m.Result.Hits[i].State
	return s == rule.New || s == rule.Overlaps && m.ShowTagged
}

// Toggle ticks a row or takes its tick off. The line of an interview stands for all its hits: all are ticked unless all are.
func (m *Model) Toggle(r Row) {
	if r.Hit >= 0 {
		m.choose(r.Hit, r.Hit+1, !m.Chosen(r.Hit))
		return
	}
	g := m.Result.Interviews[r.Group]
	chosen, all := m.CountIn(r.Group)
	m.choose(g.From, g.To, chosen < all)
}

// ChooseAll ticks everything listed, or nothing.
func (m *Model) ChooseAll(on bool) {
	if m.Result != nil {
		m.choose(0, len(m.Result.Hits), on)
	}
}

func (m *Model) choose(from, to int, on bool) {
	if m.own == nil {
		m.own = map[app.Place]bool{}
	}
	for i := from; i < to; i++ {
		if m.shown(i) || !on {
			m.own[m.Result.Hits[i].Place] = on
		}
	}
	m.counted = false
	m.changed()
}
