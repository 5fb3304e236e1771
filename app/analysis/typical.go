package analysis

import (
	"context"
	"slices"

	"throughline/app"
	"throughline/synthesis"
)

// Typical lists the findings of a theme, those closest to its middle first. It compares them, which takes some seconds for tens of
// thousands. Deterministic for equal findings. Returns ENotFound for a theme that is gone.
func (s *Service) Typical(ctx context.Context, id app.ThemeID) ([]app.FindingID, error) {
	rows, err := s.themeRows(ctx, id)
	if err != nil || len(rows) < 2 {
		return idsOf(rows), err
	}
	all := make([]int, len(rows))
	for i := range all {
		all[i] = i
	}
	outline, err := synthesis.NewOutline(ctx, passages(rows), synthesis.ThemeOptions{Seed: 1, Embed: s.model().bound(nil),
		Seeds: []synthesis.Seed{{Name: "all", Passages: all}}})
	if err != nil {
		return nil, err
	}
	k, _ := outline.Range()
	res, err := outline.At(ctx, k)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b int) int {
		switch {
		case res.Score[a] > res.Score[b]:
			return -1
		case res.Score[a] < res.Score[b]:
			return 1
		}
		return 0
	})
	out := make([]app.FindingID, len(all))
	for i, at := range all {
		out[i] = rows[at].ID
	}
	return out, nil
}

// themeRows reads the findings of a theme, as they were put.
func (s *Service) themeRows(ctx context.Context, id app.ThemeID) ([]app.FindingRow, error) {
	t, err := s.theme(ctx, id)
	if err != nil {
		return nil, err
	}
	ids, err := s.Store.Column(ctx, app.ColumnQuery{Board: t.Study, Theme: id})
	if err != nil {
		return nil, err
	}
	return s.Store.FindingsByID(ctx, ids)
}

func idsOf(rows []app.FindingRow) []app.FindingID {
	out := make([]app.FindingID, len(rows))
	for i := range rows {
		out[i] = rows[i].ID
	}
	return out
}
