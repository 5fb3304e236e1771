package analysis

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
)

// Spot is a place on a board where findings come to stand.
type Spot struct {
	Theme  app.ThemeID   // "" for the unsorted, which have no order
	Before app.FindingID // the finding they stand before; "", or one that is not in the theme, for the end
	First  bool          // before all others, whatever Before says
}

// MoveTo puts findings, in the order of ids, at a spot of a study's board ("" for the board across studies), taking them out of the theme
// of that board they were in. Nothing is stored when they stand there already. Returns ENotFound for a theme or finding that is gone, EInvalid
// when a finding of one study would get onto the board of another.
func (s *Service) MoveTo(ctx context.Context, study app.StudyID, ids []app.FindingID, to Spot) error {
	if to.Theme == "" {
		return s.Move(ctx, study, ids, "")
	}
	theme, err := s.theme(ctx, to.Theme)
	if err != nil {
		return err
	}
	ids = distinct(ids)
	if _, err := s.boardFindings(ctx, theme.Study, ids); err != nil {
		return err
	}
	col, err := s.Store.ThemePlacements(ctx, to.Theme)
	if err != nil {
		return err
	}
	were, err := s.Store.PlacementsOf(ctx, theme.Study, ids)
	if err != nil {
		return err
	}
	cs := s.Hand.Begin("")
	came := s.insert(cs, col, were, ids, to)
	switch {
	case len(cs.Changes) == 0:
		return nil
	case came > 0:
		cs.Label = movedLabel(len(ids)) + " to " + theme.Name
	default:
		cs.Label = "Reorder " + findings(len(ids)) + " in " + theme.Name
	}
	return s.Log.Commit(ctx, cs)
}

func distinct(ids []app.FindingID) []app.FindingID {
	seen := make(map[app.FindingID]bool, len(ids))
	out := make([]app.FindingID, 0, len(ids))
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

// insert puts findings into a column, of which col is all and were is where the findings stand now. Returns how many come from elsewhere.
func (s *Service) insert(cs *app.ChangeSet, col, were []app.Placement, ids []app.FindingID, to Spot) (came int) {
	moving := make(map[app.FindingID]*app.Placement, len(ids))
	for _, id := range ids {
		moving[id] = nil
	}
	for i := range were {
		moving[were[i].Finding] = &were[i]
	}
	rest, at := without(col, moving, to)
	want := make([]app.FindingID, 0, len(rest)+len(ids))
	want = append(want, findingsOf(rest[:at])...)
	want = append(want, ids...)
	want = append(want, findingsOf(rest[at:])...)
	if slices.Equal(want, findingsOf(col)) {
		return 0
	}
	orders := make([]float64, len(rest))
	for i := range rest {
		orders[i] = rest[i].Order
	}
	places, renumber := between(orders, at, len(ids))
	if renumber {
		for i := range rest {
			n := float64(i + 1)
			if i >= at {
				n += float64(len(ids))
			}
			s.reorder(cs, &rest[i], n)
		}
	}
	for i, id := range ids {
		was := moving[id]
		if was != nil && was.Theme == to.Theme {
			s.reorder(cs, was, places[i])
			continue
		}
		came++
		if was != nil {
			cs.Delete(was)
		}
		cs.Create(&app.Placement{Theme: to.Theme, Finding: id, Order: places[i], Stamp: s.Hand.Stamp()})
	}
	return came
}

// without is a column without what moves, and the place in it where that goes.
func without(col []app.Placement, moving map[app.FindingID]*app.Placement, to Spot) (rest []app.Placement, at int) {
	at = -1
	for i := range col {
		if col[i].Finding == to.Before {
			at = len(rest)
		}
		if _, goes := moving[col[i].Finding]; !goes {
			rest = append(rest, col[i])
		}
	}
	switch {
	case to.First:
		at = 0
	case at < 0 || to.Before == "":
		at = len(rest)
	}
	return rest, at
}

func findingsOf(placed []app.Placement) []app.FindingID {
	out := make([]app.FindingID, len(placed))
	for i := range placed {
		out[i] = placed[i].Finding
	}
	return out
}

// reorder gives a placement another place in its column.
func (s *Service) reorder(cs *app.ChangeSet, p *app.Placement, order float64) {
	if p.Order == order {
		return
	}
	q := *p
	q.Order, q.Stamp = order, s.Hand.Touch(p.Stamp)
	cs.Update(p, &q)
}

// leastGap is the least distance of two places, relative to their size: far above what a float64 can tell apart, so that halving never
// gives two equal ones.
const leastGap = 1e-9

// between returns n ascending places for what is inserted before places[at]. When there is no room, or the places do not ascend, renumber
// is true: places are to count from 1, and those returned do.
func between(places []float64, at, n int) (out []float64, renumber bool) {
	out = make([]float64, n)
	low, high := 0.0, float64(n+1)
	switch {
	case len(places) == 0:
	case at == 0:
		low, high = places[0]-float64(n+1), places[0]
	case at == len(places):
		low, high = places[at-1], places[at-1]+float64(n+1)
	default:
		low, high = places[at-1], places[at]
	}
	step := (high - low) / float64(n+1)
	if room := leastGap * max(1, low, high, -low, -high); step < room || !ascending(places) {
		for i := range out {
			out[i] = float64(at + i + 1)
		}
		return out, true
	}
	for i := range out {
		out[i] = low + step*float64(i+1)
	}
	return out, false
}

func ascending(places []float64) bool {
	for i := 1; i < len(places); i++ {
		if places[i] <= places[i-1] {
			return false
		}
	}
	return true
}

// NewThemeWith makes a theme beside another one of a study's board ("" for the board across studies), or at the end for beside "", and puts
// findings into it, as one step. Returns ENotFound for a finding that is gone, EInvalid for one of another study and when there is no name or no finding.
func (s *Service) NewThemeWith(ctx context.Context, study app.StudyID, ids []app.FindingID, name string, beside app.ThemeID) (*app.Theme, error) {
	return s.newTheme(ctx, study, ids, name, beside, " to new theme ")
}

// SplitOff makes a theme right after another one and moves findings of that one into it, as one step. Returns as NewThemeWith does.
func (s *Service) SplitOff(ctx context.Context, from app.ThemeID, ids []app.FindingID, name string) (*app.Theme, error) {
	t, err := s.theme(ctx, from)
	if err != nil {
		return nil, err
	}
	return s.newTheme(ctx, t.Study, ids, name, from, " of "+t.Name+" to new theme ")
}

func (s *Service) newTheme(ctx context.Context, study app.StudyID, ids []app.FindingID, name string, beside app.ThemeID, label string) (*app.Theme, error) {
	name, ids = strings.TrimSpace(name), distinct(ids)
	if len(ids) == 0 {
		return nil, app.Invalid("There is nothing to move.", "Choose some findings first.")
	}
	if _, err := s.boardFindings(ctx, study, ids); err != nil {
		return nil, err
	}
	b, err := s.Store.Board(ctx, study)
	if err != nil {
		return nil, err
	}
	were, err := s.Store.PlacementsOf(ctx, study, ids)
	if err != nil {
		return nil, err
	}
	cs := s.Hand.Begin(movedLabel(len(ids)) + label + name)
	t := s.addTheme(cs, b.Themes, study, name, beside)
	s.insert(cs, nil, were, ids, Spot{Theme: t.ID})
	if err := s.Log.Commit(ctx, cs); err != nil {
		return nil, err
	}
	return t, nil
}

// addTheme makes a theme of people's own after another one, or at the end.
func (s *Service) addTheme(cs *app.ChangeSet, rows []app.ThemeRow, study app.StudyID, name string, beside app.ThemeID) *app.Theme {
	t := &app.Theme{ID: app.NewID[app.ThemeID](), Study: study, Name: name, Color: freeHue(rows), Stamp: s.Hand.Stamp()}
	t.Order = s.makeRoom(cs, rows, placeAfter(rows, beside), 1)[0]
	cs.Create(t)
	return t
}

// placeAfter is the place right of a theme, or the end.
func placeAfter(rows []app.ThemeRow, beside app.ThemeID) int {
	if i := slices.IndexFunc(rows, func(t app.ThemeRow) bool { return t.ID == beside }); i >= 0 {
		return i + 1
	}
	return len(rows)
}

// freeHue is the first hue that is used least.
func freeHue(rows []app.ThemeRow) int {
	used := make([]int, len(app.Hues))
	for i := range rows {
		used[(rows[i].Color%len(used)+len(used))%len(used)]++
	}
	return least(used)
}

// makeRoom returns n places for themes before rows[at], numbering the others anew where there is none.
func (s *Service) makeRoom(cs *app.ChangeSet, rows []app.ThemeRow, at, n int) []float64 {
	orders := make([]float64, len(rows))
	for i := range rows {
		orders[i] = rows[i].Order
	}
	places, renumber := between(orders, at, n)
	if renumber {
		for i := range rows {
			to := float64(i + 1)
			if i >= at {
				to += float64(n)
			}
			s.reorderTheme(cs, &rows[i].Theme, to)
		}
	}
	return places
}

func (s *Service) reorderTheme(cs *app.ChangeSet, t *app.Theme, order float64) {
	if t.Order == order {
		return
	}
	u := *t
	u.Order, u.Stamp = order, s.Hand.Touch(t.Stamp)
	cs.Update(t, &u)
}

// MoveTheme puts a theme before another one of its board, or at the end for "". Nothing is stored when it stands there already. Returns
// ENotFound for a theme that is gone, EInvalid when the two stand on two boards.
func (s *Service) MoveTheme(ctx context.Context, id, before app.ThemeID) error {
	t, err := s.theme(ctx, id)
	if err != nil {
		return err
	}
	b, err := s.Store.Board(ctx, t.Study)
	if err != nil {
		return err
	}
	was := slices.IndexFunc(b.Themes, func(r app.ThemeRow) bool { return r.ID == id })
	if was < 0 {
		return app.NotFound("The theme")
	}
	rest := slices.Delete(slices.Clone(b.Themes), was, was+1)
	at := len(rest)
	if before != "" && before != id {
		if at = slices.IndexFunc(rest, func(r app.ThemeRow) bool { return r.ID == before }); at < 0 {
			return app.Invalid("The two themes stand on two boards.", "Move themes on one board.")
		}
	}
	if at == was || before == id {
		return nil
	}
	cs := s.Hand.Begin("Move theme " + t.Name)
	s.reorderTheme(cs, &b.Themes[was].Theme, s.makeRoom(cs, rest, at, 1)[0])
	return s.Log.Commit(ctx, cs)
}

// ColorTheme gives a theme an entry of the palette.
func (s *Service) ColorTheme(ctx context.Context, id app.ThemeID, color int) error {
	return s.editTheme(ctx, id, "Color theme", func(t *app.Theme) { t.Color = color })
}

// SortTheme sorts the findings of a theme for good, as one step. Nothing is stored when they stand so already. Returns ENotFound for a theme
// that is gone.
func (s *Service) SortTheme(ctx context.Context, id app.ThemeID, by app.CardOrder) error {
	t, err := s.theme(ctx, id)
	if err != nil {
		return err
	}
	var ids []app.FindingID
	if by == app.CardsByTypical {
		ids, err = s.Typical(ctx, id)
	} else {
		ids, err = s.Store.Column(ctx, app.ColumnQuery{Board: t.Study, Theme: id, Order: by})
	}
	if err != nil {
		return err
	}
	col, err := s.Store.ThemePlacements(ctx, id)
	if err != nil {
		return err
	}
	at := make(map[app.FindingID]float64, len(ids))
	for i, f := range ids {
		at[f] = float64(i + 1)
	}
	if slices.Equal(ids, findingsOf(col)) {
		return nil
	}
	cs := s.Hand.Begin(fmt.Sprintf("Sort %s by %s", t.Name, orderWords[by]))
	for i := range col {
		s.reorder(cs, &col[i], at[col[i].Finding])
	}
	return s.Log.Commit(ctx, cs)
}

var orderWords = map[app.CardOrder]string{app.CardsAsPut: "hand", app.CardsByPlace: "place", app.CardsByParticipant: "participant",
	app.CardsByNewest: "newest", app.CardsByTypical: "most typical"}
