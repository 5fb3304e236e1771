package tally

import (
	"context"
	"math"
	"slices"

	"throughline/app"
	"throughline/synthesis/stat"
)

// Reliability is how far people who coded the same interviews agree on some tags, for what rests on those tags.
type Reliability struct {
	Known      bool    // two people coded the same interview and one of them gave one of the tags; without it all else is zero
	Kappa      float64 // Cohen's, on sentences, pooled over tags and pairs of coders
	F1         float64 // of what either marked
	Range      stat.Interval
	Coders     int
	Interviews int // coded by two or more, each once
	Sentences  int
}

// Reliability measures how far coders agree on tags, rolled up, in a study or in all for "": every pair who coded the same interviews. Insights
// ask it about the tags of their evidence.
func (s *Service) Reliability(ctx context.Context, study app.StudyID, tags []app.TagID) (Reliability, error) {
	pairs, err := s.Pairs(ctx, study)
	if err != nil || len(pairs) == 0 || len(tags) == 0 {
		return Reliability{}, err
	}
	var r Reliability
	var sums []stat.Tally
	var blocks []stat.Tally
	var coders []string
	var interviews []app.InterviewID
	for _, p := range pairs {
		d, err := s.desk(ctx, AgreementQuery{Study: study, A: p.A, B: p.B, Interviews: p.Interviews, Tags: tags, RollUp: true, Unit: Sentences}, nil)
		if err != nil {
			return Reliability{}, err
		}
		given := d.tags()
		if len(given) == 0 {
			continue
		}
		for _, tag := range given {
			own := d.compare(tag)
			sums, blocks = append(sums, stat.SumTallies(own)), append(blocks, own...)
		}
		coders = append(coders, p.A, p.B)
		for _, t := range d.texts {
			if !slices.Contains(interviews, t.interview) {
				interviews = append(interviews, t.interview)
				r.Sentences += len(t.units)
			}
		}
	}
	if len(sums) == 0 {
		return Reliability{}, nil
	}
	slices.Sort(coders)
	r.Known, r.Coders, r.Interviews = true, len(slices.Compact(coders)), len(interviews)
	r.Kappa, r.F1 = stat.PooledKappa(sums), stat.SumTallies(sums).F1()
	r.Range = stat.Interval{Low: math.NaN(), High: math.NaN()}
	if len(blocks) <= maxBlocks {
		r.Range = interval(blocks, 1, stat.Tally.Kappa)
	}
	return r, nil
}
