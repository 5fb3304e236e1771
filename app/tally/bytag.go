package tally

import (
	"context"
	"math"

	"throughline/app"
	"throughline/synthesis/stat"
)

// ByTag measures how far coders agree on each tag, rolled up, in all studies: Cohen's kappa on sentences, pooled over every pair who
// coded the same interviews. Tags that nobody coded doubly are missing. Pairs with more interviews than most are left out: they would take
// minutes, and the agreement screen measures them when asked.
func (s *Service) ByTag(ctx context.Context, most int) (map[app.TagID]float64, error) {
	pairs, err := s.Pairs(ctx, "")
	if err != nil {
		return nil, err
	}
	pooled := map[app.TagID][]stat.Tally{}
	for _, p := range pairs {
		if len(p.Interviews) > most {
			continue
		}
		d, err := s.desk(ctx, AgreementQuery{A: p.A, B: p.B, Interviews: p.Interviews, RollUp: true, Unit: Sentences}, nil)
		if err != nil {
			return nil, err
		}
		for _, tag := range d.tags() {
			pooled[tag] = append(pooled[tag], stat.SumTallies(d.compare(tag)))
		}
	}
	out := make(map[app.TagID]float64, len(pooled))
	for tag, all := range pooled {
		if k := stat.SumTallies(all).Kappa(); !math.IsNaN(k) {
			out[tag] = k
		}
	}
	return out, nil
}
