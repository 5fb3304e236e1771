package analysis

import (
	"context"

	"throughline/app"
	"throughline/synthesis"
)

// Tightness says how alike the findings of each theme on a study's board are (on the board across studies for ""): the mean closeness of
// its findings to its middle, 0 to 1, as a proposal tells it. Themes without findings are left out. Takes seconds for many findings.
// Deterministic for equal findings and seeds.
func (s *Service) Tightness(ctx context.Context, study app.StudyID, seed int64, p app.Progress) (map[app.ThemeID]float64, error) {
	p.Report(0, 0, "Reading findings")
	rows, err := s.Store.Findings(ctx, app.FindingQuery{Study: study})
	if err != nil {
		return nil, err
	}
	b, err := s.readBoard(ctx, study)
	if err != nil {
		return nil, err
	}
	seedOf := map[app.ThemeID]int{}
	var seeds []synthesis.Seed
	var of []app.ThemeID // of the seeds
	for i := range rows {
		t, ok := b.of[rows[i].ID]
		if !ok {
			continue
		}
		n, known := seedOf[t.ID]
		if !known {
			n = len(seeds)
			seedOf[t.ID] = n
			seeds, of = append(seeds, synthesis.Seed{Name: t.Name}), append(of, t.ID)
		}
		seeds[n].Passages = append(seeds[n].Passages, i)
	}
	out := make(map[app.ThemeID]float64, len(seeds))
	if len(seeds) == 0 {
		return out, nil
	}
	outline, err := synthesis.NewOutline(ctx, passages(rows), synthesis.ThemeOptions{Seed: seed, Seeds: seeds, Progress: p, Embed: s.model().bound(p)})
	if err != nil {
		return nil, err
	}
	least, _ := outline.Range()
	res, err := outline.At(ctx, least)
	if err != nil {
		return nil, err
	}
	for n := range seeds {
		sum := 0.0
		for _, i := range seeds[n].Passages {
			sum += res.Score[i]
		}
		out[of[n]] = sum / float64(len(seeds[n].Passages))
	}
	return out, nil
}
