package analysis

import (
	"context"
	"slices"

	"throughline/app"
)

// Accept makes the board what the proposal says, as one step. Themes that were left out change nothing. Findings made or moved to
// kept themes since the proposal are left where they are. A theme named while looking at the proposal is the person's from then on.
// Returns EConflict if a theme that the proposal changes is gone, or was named or locked by a person since.
func (s *Service) Accept(ctx context.Context, pr *Proposal) error {
	b, err := s.readBoard(ctx, pr.Study)
	if err != nil {
		return err
	}
	if !b.fits(pr) {
		return changedSince()
	}
	a := acceptance{service: s, board: b, proposal: pr, step: s.Hand.Begin("Accept " + count(len(pr.accepted()), "proposed theme"))}
	a.clear()
	a.fill()
	if err := a.removeGone(ctx); err != nil {
		return err
	}
	return s.Log.Commit(ctx, a.step)
}

// accepted are the themes that accepting makes or changes: not those that were left out, nor locked ones that would not grow.
func (pr *Proposal) accepted() []ProposedTheme {
	return slices.DeleteFunc(slices.Clone(pr.Themes), func(g ProposedTheme) bool { return g.Left || g.Locked && len(g.Joins) == 0 })
}

// fits reports whether the themes that a proposal continues or gives up are still there for machines to change.
func (b *board) fits(pr *Proposal) bool {
	free := map[app.ThemeID]bool{"": true} // a new theme
	for _, t := range b.movable() {
		free[t.ID] = true
	}
	there := map[app.ThemeID]bool{}
	for _, t := range b.rows {
		there[t.ID] = true
	}
	for _, g := range pr.accepted() {
		if !free[g.Existing] && !(g.Locked && there[g.Existing]) {
			return false
		}
	}
	return !slices.ContainsFunc(pr.Gone, func(t app.ThemeRow) bool { return !free[t.ID] })
}

// acceptance is the step that makes a board what a proposal says.
type acceptance struct {
	service  *Service
	board    *board
	proposal *Proposal
	step     *app.ChangeSet
	settled  map[app.FindingID]bool // stay where they are
	named    bool                   // themes that are there keep their names
}

// coming are the findings of a group that accepting may place: all of it, or what would join a locked theme, whose own findings a
// person may have moved since.
func (g *ProposedTheme) coming() []app.FindingID {
	if g.Locked {
		return g.Joins
	}
	return g.Findings
}

// clear takes off the board what moves or loses its theme.
func (a *acceptance) clear() {
	a.settled = map[app.FindingID]bool{}
	want := map[app.FindingID]app.ThemeID{} // "" for a new theme, or for none
	for _, g := range a.proposal.accepted() {
		for _, f := range g.coming() {
			want[f] = g.Existing
		}
	}
	for _, f := range a.proposal.Unsorted {
		want[f] = ""
	}
	gone := map[app.ThemeID]bool{}
	for _, t := range a.proposal.Gone {
		gone[t.ID] = true
	}
	for i := range a.board.placed {
		p := &a.board.placed[i]
		t := a.board.of[p.Finding]
		to, known := want[p.Finding]
		switch {
		case kept(t), known && to == p.Theme:
			a.settled[p.Finding] = true
		case known, gone[p.Theme]:
			was := *p // apart from the placements of the whole board
			a.step.Delete(&was)
		}
	}
}

// fill makes and renames the themes of the proposal and puts its findings into them. A new theme for which nothing is left is
// not made.
func (a *acceptance) fill() {
	last := 0.0
	for _, t := range a.board.rows {
		last = max(last, t.Order)
	}
	for _, g := range a.proposal.accepted() {
		left := slices.DeleteFunc(slices.Clone(g.coming()), func(f app.FindingID) bool { return a.settled[f] })
		theme := g.Existing
		switch {
		case g.Locked, theme != "" && a.named:
		case theme != "":
			a.rename(g)
		case len(left) == 0:
			continue
		default:
			last++
			t := &app.Theme{ID: app.NewID[app.ThemeID](), Study: a.proposal.Study, Name: g.Name, Terms: slices.Clone(g.Terms),
				Color: g.Color, Order: last, Proposed: !g.Named, Stamp: a.service.Hand.Stamp()}
			a.step.Create(t)
			theme = t.ID
		}
		order := a.board.last(theme)
		for _, f := range left {
			order++
			a.step.Create(&app.Placement{Theme: theme, Finding: f, Order: order, Stamp: a.service.Hand.Stamp()})
		}
	}
}

// rename gives a theme that goes on the name and terms of its group.
func (a *acceptance) rename(g ProposedTheme) {
	i := slices.IndexFunc(a.board.rows, func(t app.ThemeRow) bool { return t.ID == g.Existing })
	old := &a.board.rows[i].Theme
	t := *old
	t.Name, t.Terms, t.Proposed = g.Name, slices.Clone(g.Terms), !g.Named
	if !old.Equal(&t) {
		t.Stamp = a.service.Hand.Touch(old.Stamp)
		a.step.Update(old, &t)
	}
}

// removeGone removes the themes that the proposal gives up, and what rests on them. Their places are cleared already.
func (a *acceptance) removeGone(ctx context.Context) error {
	var deps, themes []app.Record
	for _, t := range a.board.rows {
		if !slices.ContainsFunc(a.proposal.Gone, func(g app.ThemeRow) bool { return g.ID == t.ID }) {
			continue
		}
		d, err := a.service.Store.Dependants(ctx, t.Ref())
		if err != nil {
			return err
		}
		for _, r := range d {
			if _, place := r.(*app.Placement); !place {
				deps = append(deps, r)
			}
		}
		theme := t.Theme
		themes = append(themes, &theme)
	}
	a.step.DeleteAll(a.service.Hand, deps, themes...)
	return nil
}
