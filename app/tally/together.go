package tally

import (
	"cmp"
	"context"
	"slices"

	"throughline/app"
	"throughline/synthesis/stat"
)

// Couple is two tags that meet.
type Couple struct {
	A, B         app.CrossKey
	Both         app.CrossCount // findings that carry both
	Near         app.CrossCount // findings with one that carry or overlap the other
	N            int            // of Both, by the measure asked for
	stat.Meeting                // of findings
	Told         bool           // more often than by chance, with at most 5 % false ones among those told
}

// Together is which tags come together.
type Together struct {
	Ask     Ask
	Tags    []app.CrossKey // used most first by the measure, then by name
	Uses    []app.CrossCount
	Couples []Couple // together most first by the measure, then by lift and names
	Total   app.CrossCount
}

// Together counts which tags stand on the same findings. Jaccard, lift and chance are of findings whatever the measure.
func (s *Service) Together(ctx context.Context, ask Ask) (*Together, error) {
	t, err := s.Store.TagPairs(ctx, ask.Find)
	if err != nil {
		return nil, err
	}
	return newTogether(ask, t), nil
}

func newTogether(ask Ask, t app.TagPairs) *Together {
	x := &Together{Ask: ask, Total: t.All}
	at := make(map[app.TagID]int, len(t.Tags))
	order := make([]int, len(t.Tags))
	for i, key := range t.Tags {
		at[app.TagID(key.Value)] = i
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(ask.by().Of(t.Uses[b]), ask.by().Of(t.Uses[a])), cmp.Compare(t.Tags[a].Label, t.Tags[b].Label))
	})
	for _, i := range order {
		x.Tags, x.Uses = append(x.Tags, t.Tags[i]), append(x.Uses, t.Uses[i])
	}
	var p []float64
	for _, pair := range t.Pairs {
		i, j := at[pair.A], at[pair.B]
		c := Couple{A: t.Tags[i], B: t.Tags[j], Both: pair.Together, Near: pair.Near, N: ask.by().Of(pair.Together),
			Meeting: stat.Meet(t.Uses[i].Findings, t.Uses[j].Findings, pair.Together.Findings, t.All.Findings)}
		x.Couples, p = append(x.Couples, c), append(p, c.P)
	}
	for i, told := range stat.FalseDiscovery(p, 0.05) {
		x.Couples[i].Told = told && x.Couples[i].Both.Findings > 0
	}
	slices.SortStableFunc(x.Couples, func(a, b Couple) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(b.Lift, a.Lift), cmp.Compare(a.A.Label, b.A.Label), cmp.Compare(a.B.Label, b.B.Label))
	})
	return x
}
