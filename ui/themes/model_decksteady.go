package themes

import (
	"cmp"
	"slices"

	"throughline/app"
	"throughline/app/analysis"
)

// steady keeps columns and cards of a proposal where they are while it is taken piece by piece: what was accepted does not make way for what stands behind it, so
// that the next press meets what it meant. A proposal asked for anew, or cut otherwise, is laid out anew.
type steady struct {
	of     steadyOf
	before map[app.ThemeID]bool  // themes that were on the board when the proposal came
	front  map[app.ThemeID]bool  // themes that stand in front, as something would come to them or came
	ranks  map[app.FindingID]int // places of cards as they were first shown
}

// steadyOf is which proposal.
type steadyOf struct {
	run, k int
}

// begin starts anew with another proposal.
func (s *steady) begin(o *Offer, board []app.ThemeRow) {
	if of := (steadyOf{o.run, o.K}); s.ranks == nil || of != s.of {
		*s = steady{of: of, before: make(map[app.ThemeID]bool, len(board)), front: map[app.ThemeID]bool{}, ranks: map[app.FindingID]int{}}
		for i := range board {
			s.before[board[i].ID] = true
		}
	}
}

// first reports whether a group stands in front: it would be made or change, or did so while the proposal is at hand.
func (s *steady) first(g *analysis.ProposedTheme) bool {
	if g.Existing == "" {
		return true
	}
	if len(g.Joins) > 0 || !s.before[g.Existing] {
		s.front[g.Existing] = true
	}
	return s.front[g.Existing]
}

// sort puts cards where they were first shown; those that come to them stand behind.
func (s *steady) sort(ids []app.FindingID) {
	for _, id := range ids {
		if _, ok := s.ranks[id]; !ok {
			s.ranks[id] = len(s.ranks)
		}
	}
	slices.SortStableFunc(ids, func(a, b app.FindingID) int { return cmp.Compare(s.ranks[a], s.ranks[b]) })
}
