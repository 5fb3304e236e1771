package column

import (
	"cmp"
	"math"
	"slices"

	"throughline/app"
)

// Column returns the ids of the findings of one column of a board, in its order, at most Limit of them.
func (t *Table) Column(q *app.ColumnQuery, given Given) []int64 {
	find := q.Find
	find.Study, find.Themes, find.Unsorted, find.Order = q.Board, nil, false, app.ByPlace
	b := t.choose(&find, given).all
	theme := t.themes.find(string(q.Theme))
	switch {
	case q.Theme != "":
		b.and(t.inTheme([]app.ThemeID{q.Theme}))
	case q.Board == "":
		b.without(t.by(t.wide, t.themes.flags(false, func(*Theme) bool { return true })))
	default:
		b.without(t.sorted(t.studies.find(string(q.Board))))
	}
	limit := q.Limit
	if limit <= 0 {
		limit = math.MaxInt
	}
	var slots []int32
	switch {
	case q.Order == app.CardsByParticipant, q.Order == app.CardsByNewest:
		find.Order = app.FindingOrder(q.Order)
		slots = t.page(b, &find, t.flags, 0, limit)
	case q.Order == app.CardsByPlace || q.Theme == "" && q.Board != "":
		slots = t.placed(b, 0, limit)
	case q.Theme == "":
		b.each(func(i int32) { slots = append(slots, i) })
	default:
		slots = t.placed(b, 0, math.MaxInt)
		at := func(i int32) float64 { return t.place[i] }
		if t.themes.all[theme].Study == 0 {
			at = func(i int32) float64 { return t.widePlace[i] }
		}
		slices.SortStableFunc(slots, func(a, b int32) int { return cmp.Compare(at(a), at(b)) })
	}
	return t.idsOf(slots[:min(len(slots), limit)])
}

func (t *Table) idsOf(slots []int32) []int64 {
	ids := make([]int64, len(slots))
	for k, i := range slots {
		ids[k] = t.id[i]
	}
	return ids
}
