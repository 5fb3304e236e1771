package analysis

import (
	"context"
	"slices"

	"throughline/app"
)

// board is what stands on a study's board, or on the board across studies, and on no other.
type board struct {
	rows   []app.ThemeRow
	placed []app.Placement
	of     map[app.FindingID]*app.ThemeRow // those of rows
}

func (s *Service) readBoard(ctx context.Context, study app.StudyID) (*board, error) {
	there, err := s.Store.Board(ctx, study)
	if err != nil {
		return nil, err
	}
	b := &board{rows: there.Themes}
	byID := make(map[app.ThemeID]*app.ThemeRow, len(b.rows))
	for i := range b.rows {
		byID[b.rows[i].ID] = &b.rows[i]
	}
	if b.placed, err = s.Store.BoardPlacements(ctx, study); err != nil {
		return nil, err
	}
	b.of = make(map[app.FindingID]*app.ThemeRow, len(b.placed))
	for _, p := range b.placed {
		t := byID[p.Theme]
		if t == nil {
			t = &app.ThemeRow{} // made since the board was read
		}
		b.of[p.Finding] = t
	}
	return b, nil
}

func keptOf(rows []app.ThemeRow) []app.ThemeRow {
	return slices.DeleteFunc(slices.Clone(rows), func(t app.ThemeRow) bool { return !kept(&t) })
}

func (b *board) movable() []app.ThemeRow {
	return slices.DeleteFunc(slices.Clone(b.rows), func(t app.ThemeRow) bool { return kept(&t) })
}

// last is the place of the last finding in a theme, 0 in an empty one.
func (b *board) last(theme app.ThemeID) float64 {
	order := 0.0
	for _, p := range b.placed {
		if p.Theme == theme {
			order = max(order, p.Order)
		}
	}
	return order
}
