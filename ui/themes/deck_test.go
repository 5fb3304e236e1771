package themes_test

import (
	"slices"
	"testing"

	"throughline/app"
	"throughline/ui/themes"
)

// cards has the board shown and waits for the cards of a column.
func (d *desk) cards(key string) *themes.Column {
	d.t.Helper()
	deck := d.m.Deck()
	deck.Sync()
	d.until("the cards of "+key, func() bool {
		deck.Sync()
		i := d.column(key)
		if i >= 0 {
			deck.Need(deck.Columns[i])
		}
		return i >= 0 && deck.Columns[i].State == themes.ColumnThere
	})
	return deck.Columns[d.column(key)]
}

func (d *desk) column(key string) int {
	return slices.IndexFunc(d.m.Deck().Columns, func(c *themes.Column) bool { return c.Key == key })
}

// board opens the face of the board with two themes, ten findings in the first.
func newDeckDesk(t *testing.T) (d *desk, a, b app.ThemeID) {
	t.Helper()
	d = newDesk(t)
	d.m.Show(themes.BoardFace)
	all := d.cards(string(themes.Unsorted)).IDs
	first, err := d.m.Analysis.MoveToNew(t.Context(), d.study, all[:10], "First")
	if err != nil {
		t.Fatal(err)
	}
	second, err := d.m.Analysis.CreateTheme(t.Context(), d.study, "Second")
	if err != nil {
		t.Fatal(err)
	}
	d.until("two themes", func() bool { return len(d.m.Board.Themes) == 2 })
	return d, first.ID, second.ID
}

func TestDeck_CardsAreShownWhereTheyGoBeforeTheyAreStored(t *testing.T) {
	d, a, b := newDeckDesk(t)
	deck := d.m.Deck()
	from, to := d.cards(string(a)), d.cards(string(b))
	moving := slices.Clone(from.IDs[2:5])
	deck.Put(moving, themes.Place{Column: d.column(string(b))})
	if !slices.Equal(to.IDs, moving) || len(from.IDs) != 7 || from.All != 7 || to.All != 3 || from.Theme.Findings != 7 {
		t.Errorf("shown are %d and %d, counted %d and %d", len(from.IDs), len(to.IDs), from.All, to.All)
	}
	d.until("it is stored", func() bool {
		return d.m.Board.Themes[1].Findings == 3 && d.log.State().Undo == "Move 3 findings to Second"
	})
	if got := d.cards(string(b)); !slices.Equal(got.IDs, moving) {
		t.Errorf("stored is %v, want %v", got.IDs, moving)
	}
	deck.Put(moving[2:], themes.Place{Column: d.column(string(b)), First: true})
	deck.Put(moving[:1], themes.Place{Column: d.column(string(themes.Unsorted))})
	d.until("the third step", func() bool { return d.log.State().Undo == "Move finding" })
	if got := d.cards(string(b)); !slices.Equal(got.IDs, []app.FindingID{moving[2], moving[1]}) {
		t.Errorf("the column is %v", got.IDs)
	}
	for range 3 {
		if _, err := d.log.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	d.until("undo", func() bool { return d.m.Board.Themes[0].Findings == 10 && d.m.Board.Themes[1].Findings == 0 })
	if got := d.cards(string(a)); !slices.Equal(got.IDs[2:5], moving) {
		t.Errorf("after undo the first is %v", got.IDs)
	}
}

func TestDeck_WhatCannotBeStoredComesBack(t *testing.T) {
	d, a, b := newDeckDesk(t)
	from := d.cards(string(a))
	if err := d.m.Analysis.DeleteTheme(t.Context(), b); err != nil { // the screen has not heard of it
		t.Fatal(err)
	}
	d.m.Deck().Put(from.IDs[:1], themes.Place{Column: d.column(string(b)), First: true})
	d.until("the error", func() bool { return d.m.Err != nil && len(d.m.Board.Themes) == 1 })
	if got := d.cards(string(a)); len(got.IDs) != 10 {
		t.Errorf("the card did not come back: %d", len(got.IDs))
	}
}

func TestDeck_LooksForCards(t *testing.T) {
	d, a, _ := newDeckDesk(t)
	deck := d.m.Deck()
	rows, err := d.m.Store.FindingsByID(t.Context(), d.cards(string(a)).IDs[:1])
	if err != nil {
		t.Fatal(err)
	}
	deck.Look(app.FindingQuery{Text: rows[0].Note}, false)
	c := d.cards(string(a))
	if len(c.IDs) != 10 || !deck.Hits[rows[0].ID] || len(deck.Hits) != 1 {
		t.Errorf("dimmed: %d cards, %d hits", len(c.IDs), len(deck.Hits))
	}
	deck.Look(app.FindingQuery{Text: rows[0].Note}, true)
	if c = d.cards(string(a)); !slices.Equal(c.IDs, []app.FindingID{rows[0].ID}) || deck.Line(c) != "1 of 10 findings" {
		t.Errorf("hidden: %v, %q", c.IDs, deck.Line(c))
	}
	deck.Look(app.FindingQuery{}, true)
	if c = d.cards(string(a)); len(c.IDs) != 10 || deck.Looks() {
		t.Errorf("looking for nothing shows %d", len(c.IDs))
	}
}

func TestDeck_SortsAColumnForAWhileOrForGood(t *testing.T) {
	d, a, _ := newDeckDesk(t)
	deck := d.m.Deck()
	put := slices.Clone(d.cards(string(a)).IDs)
	deck.Sort(string(a), app.CardsByTypical)
	typical := slices.Clone(d.cards(string(a)).IDs)
	if slices.Equal(typical, put) || len(typical) != 10 {
		t.Errorf("sorted it is %v", typical)
	}
	if words, ok := deck.CanPut(1, themes.Place{Column: d.column(string(a)), Before: 3}); words != "First · sorted most typical first" || !ok {
		t.Errorf("to a sorted column: %q", words)
	}
	deck.SortForGood(string(a), app.CardsByTypical)
	d.until("the step", func() bool { return d.log.State().Undo == "Sort First by most typical" })
	d.until("its own order again", func() bool { deck.Sync(); return deck.Columns[d.column(string(a))].Order == app.CardsAsPut })
	if got := d.cards(string(a)).IDs; !slices.Equal(got, typical) {
		t.Errorf("for good it is %v, want %v", got, typical)
	}
}

func TestDeck_ColumnsMoveAndMerge(t *testing.T) {
	d, a, b := newDeckDesk(t)
	deck := d.m.Deck()
	d.cards(string(a))
	deck.MoveColumn(d.column(string(b)), 0)
	d.until("the other order", func() bool { deck.Sync(); return d.column(string(b)) == 0 })
	deck.PutUnsortedFirst(true)
	deck.Sync()
	if d.column(string(themes.Unsorted)) != 0 || d.column(string(a)) != 2 {
		t.Errorf("the unsorted stand at %d, the first at %d", d.column(string(themes.Unsorted)), d.column(string(a)))
	}
	deck.MoveColumn(d.column(string(a)), 0) // before the unsorted is before the first theme
	d.until("the order of before", func() bool { deck.Sync(); return d.column(string(a)) == 1 })
	deck.Merge(d.column(string(a)), d.column(string(b)))
	d.until("one theme", func() bool {
		return len(d.m.Board.Themes) == 1 && d.m.Board.Themes[0].ID == b && d.m.Board.Themes[0].Findings == 10
	})
	if d.log.State().Undo != "Merge themes into Second" {
		t.Errorf("the step is %q", d.log.State().Undo)
	}
}

func TestDeck_AProposalIsTakenAPieceAtATime(t *testing.T) {
	d, a, _ := newDeckDesk(t)
	m, deck := d.m, d.m.Deck()
	m.Propose()
	d.until("a proposal", func() bool { return m.Offer != nil && m.Viewing })
	deck.Sync()
	groups := len(m.Offer.Themes)
	c := deck.Columns[0]
	if c.Group == nil || c.Theme != nil || len(deck.Columns) != groups+3 || d.column(string(a)) != groups {
		t.Fatalf("%d columns for %d proposed themes and 2 of the board", len(deck.Columns), groups)
	}
	if got := deck.Mark(c, c.IDs[0]); got != "from unsorted" {
		t.Errorf("a card is marked %q", got)
	}
	key, name := c.Key, c.Group.Name
	moves := m.Offer.Moves
	deck.AcceptCards(key, c.IDs[:2])
	d.until("two cards", func() bool { return len(m.Board.Themes) == 3 && m.Offer.Moves == moves-2 && !m.Accepting() })
	deck.Sync()
	i := slices.IndexFunc(deck.Columns, func(c *themes.Column) bool { return c.Theme != nil && c.Theme.Name == name })
	if i < 0 || deck.Columns[i].Group == nil || deck.Columns[i].Theme.Findings != 2 {
		t.Fatal("the new theme does not go on in the proposal")
	}
	all := len(deck.Columns[i].IDs)
	id := deck.Columns[i].Theme.ID
	deck.AcceptColumn(deck.Columns[i].Key)
	d.until("the theme", func() bool {
		return slices.ContainsFunc(m.Board.Themes, func(t app.ThemeRow) bool { return t.ID == id && t.Findings == all })
	})
	d.until("the rest of the proposal", func() bool { return m.Offer != nil && m.Offer.Moves == moves-all && !m.Offer.Stale })
	if !m.Viewing {
		t.Error("the proposal is not shown any more")
	}
}

func TestDeck_WhatWasAcceptedStaysInItsPlace(t *testing.T) {
	d, _, _ := newDeckDesk(t)
	m, deck := d.m, d.m.Deck()
	m.Propose()
	d.until("a proposal", func() bool { return m.Offer != nil && m.Viewing })
	deck.Sync()
	if len(m.Offer.Themes) < 2 {
		t.Fatalf("%d themes are proposed, want two or more", len(m.Offer.Themes))
	}
	cards := func() (out [][]app.FindingID) {
		for i := range m.Offer.Themes {
			out = append(out, slices.Clone(deck.Columns[i].IDs))
		}
		return out
	}
	before, moves := cards(), m.Offer.Moves
	part := before[0][:2]
	deck.AcceptCards(deck.Columns[0].Key, part)
	d.until("two cards", func() bool { return m.Offer.Moves == moves-2 && !m.Accepting() })
	deck.Sync()
	if got := cards(); !slices.EqualFunc(got, before, slices.Equal) {
		t.Errorf("after two cards were accepted there stand\n%v, want\n%v", got, before)
	}
	all := len(before[0])
	deck.AcceptColumn(deck.Columns[0].Key)
	d.until("the theme", func() bool { return m.Offer != nil && m.Offer.Moves == moves-all && !m.Offer.Stale })
	deck.Sync()
	if got := cards(); !slices.EqualFunc(got, before, slices.Equal) {
		t.Errorf("after a theme was accepted there stand\n%v, want\n%v", got, before)
	}
	if c := deck.Columns[0]; c.Theme == nil || len(c.Group.Joins) > 0 {
		t.Errorf("the first column is %+v, want the accepted theme", c)
	}
}
