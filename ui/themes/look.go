package themes

import (
	"context"
	"slices"

	"throughline/app"
)

// listed is how many findings of a proposed theme are shown first; MoreOf shows as many again.
const listed = 30

// LookAt shows the findings of a proposed theme by its key, or those left unsorted.
func (m *Model) LookAt(key string) {
	o := m.Offer
	if o == nil {
		return
	}
	m.light(key)
	if o.At == key {
		m.changed()
		return
	}
	o.At, o.Limit = key, listed
	m.lookAt()
	m.changed()
}

// MoreOf shows further findings of the proposed theme.
func (m *Model) MoreOf() {
	m.Offer.Limit += listed
	m.lookAt()
}

// ByPerson shows findings by who said them, or by how well they fit.
func (m *Model) ByPerson(on bool) {
	m.Offer.ByPerson, m.Offer.Limit = on, listed
	m.lookAt()
	m.changed()
}

// maxByPerson bounds the findings that are read to be sorted by who said them.
const maxByPerson = 5_000

// lookAt loads the findings of the theme looked at.
func (m *Model) lookAt() {
	o := m.Offer
	key, byPerson, limit := o.At, o.ByPerson, o.Limit
	ids := o.best()
	if byPerson {
		ids = ids[:min(maxByPerson, len(ids))]
	} else {
		ids = ids[:min(limit, len(ids))]
	}
	m.look.Load(func(ctx context.Context) ([]app.FindingRow, error) {
		rows, err := m.Store.FindingsByID(ctx, ids)
		if byPerson {
			slices.SortStableFunc(rows, func(a, b app.FindingRow) int { return comparePeople(&a, &b) })
			rows = rows[:min(limit, len(rows))]
		}
		return rows, err
	}, func(rows []app.FindingRow, err error) {
		if err != nil {
			m.Err = err
		}
		o.Shown, o.ShownOf = rows, key
		m.changed()
	})
}

// comparePeople sorts by code; those nobody is known for come last.
func comparePeople(a, b *app.FindingRow) int {
	switch {
	case a.Code == b.Code:
		return 0
	case a.Code == "":
		return 1
	case b.Code == "" || a.Code < b.Code:
		return -1
	}
	return 1
}

// best lists the findings of the theme looked at: first those that stand for it, then the closest.
func (o *Offer) best() []app.FindingID {
	g := o.Looked()
	if g == nil {
		return o.Unsorted
	}
	quoted := make(map[app.FindingID]bool, len(g.Quotes))
	ids := slices.Clone(g.Quotes)
	for _, id := range ids {
		quoted[id] = true
	}
	order := make([]int, len(g.Findings))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case g.Score[a] > g.Score[b]:
			return -1
		case g.Score[a] < g.Score[b]:
			return 1
		}
		return 0
	})
	for _, i := range order {
		if !quoted[g.Findings[i]] {
			ids = append(ids, g.Findings[i])
		}
	}
	return ids
}

// All is how many findings the theme looked at has.
func (o *Offer) All() int {
	if g := o.Looked(); g != nil {
		return len(g.Findings)
	}
	return len(o.Unsorted)
}
