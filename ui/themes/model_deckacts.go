package themes

import (
	"context"
	"slices"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/ui/say"
)

// Place is where cards are let go on the board.
type Place struct {
	Column int // into Deck.Columns, -1 for a theme that is to be made
	Before int // the card they come to stand before
	First  bool
}

// CanPut says in words what putting cards at a place would do, and whether it can be done.
func (d *Deck) CanPut(n int, to Place) (words string, ok bool) {
	switch {
	case to.Column < 0:
		return say.T("New theme with %s", say.Count(n, "finding")), true
	case to.Column >= len(d.Columns):
		return "", false
	}
	c := d.Columns[to.Column]
	name := d.Name(c)
	switch {
	case c.Group != nil:
		return say.T("Accept the proposal first, or go back to the board"), false
	case c.Key == string(Unsorted):
		return say.T("Out of all themes"), true
	case to.First:
		return say.T("To the top of %s", name), true
	case c.Order != app.CardsAsPut:
		return say.T("%s · sorted %s", name, OrderWord(c.Order)), true
	}
	return name, true
}

// OrderWord is an order of cards in words.
func OrderWord(by app.CardOrder) string {
	return map[app.CardOrder]string{app.CardsAsPut: say.T("own order"), app.CardsByPlace: say.T("by place"), app.CardsByParticipant: say.T("by participant"),
		app.CardsByNewest: say.T("newest first"), app.CardsByTypical: say.T("most typical first")}[by]
}

// Name is what a column is called.
func (d *Deck) Name(c *Column) string {
	switch {
	case c.Group != nil:
		return c.Group.Name
	case c.Theme != nil:
		return c.Theme.Name
	}
	return say.T("Unsorted")
}

// Put moves cards to a place. They are shown there at once; what is stored follows.
func (d *Deck) Put(ids []app.FindingID, to Place) {
	if to.Column < 0 || to.Column >= len(d.Columns) || len(ids) == 0 || d.Columns[to.Column].Group != nil {
		return
	}
	c := d.Columns[to.Column]
	spot := analysis.Spot{First: to.First}
	if c.Theme != nil {
		spot.Theme = c.Theme.ID
	}
	if !to.First && to.Before < len(c.IDs) {
		spot.Before = c.IDs[to.Before]
	}
	if c.Order != app.CardsAsPut || d.Hide && d.Looks() {
		spot.Before = "" // where it would stand cannot be shown
	}
	d.move(ids, c, spot)
	m, study := d.m, d.m.Study
	d.act(func(ctx context.Context) error { return m.Analysis.MoveTo(ctx, study, ids, spot) }, nil)
	m.changed()
}

// act runs a use case; when it fails the board is read again, since cards were shown where they would have been.
func (d *Deck) act(do func(context.Context) error, done func()) {
	m := d.m
	m.work.Do(do, func(err error) {
		m.Err, m.failed = err, false
		switch {
		case err != nil:
			d.again()
			m.reload()
		case done != nil:
			done()
		}
		m.changed()
	})
}

// move shows cards where they are going to be.
func (d *Deck) move(ids []app.FindingID, to *Column, spot analysis.Spot) {
	goes := make(map[app.FindingID]bool, len(ids))
	for _, id := range ids {
		goes[id] = true
	}
	at := len(to.IDs)
	if spot.First {
		at = 0
	} else if i := slices.Index(to.IDs, spot.Before); i >= 0 {
		at = i
	}
	for _, c := range d.Columns {
		if c.Group != nil {
			continue
		}
		n, kept := 0, make([]app.FindingID, 0, len(c.IDs))
		for i, id := range c.IDs {
			if !goes[id] {
				kept = append(kept, id)
			} else if n++; c == to && i < at {
				at--
			}
		}
		if n > 0 {
			c.IDs = kept
			if c != to {
				c.All -= n
				count(c, -n)
			}
		}
		if c == to {
			to.All += len(ids) - n
			count(to, len(ids)-n)
		}
	}
	if to.State == ColumnThere || to.State == ColumnStale {
		to.IDs = slices.Insert(to.IDs, at, ids...)
	}
}

// count makes the number of a theme what it is going to be.
func count(c *Column, by int) {
	if c.Theme != nil {
		c.Theme.Findings += by
	}
}

// PutNew makes a theme at the end of the board with cards in it.
func (d *Deck) PutNew(ids []app.FindingID, name string) {
	d.m.MoveToNew(ids, name)
}

// Split makes a theme beside another one with some of its cards.
func (d *Deck) Split(from app.ThemeID, ids []app.FindingID, name string) {
	m := d.m
	d.act(func(ctx context.Context) error {
		_, err := m.Analysis.SplitOff(ctx, from, ids, name)
		return err
	}, nil)
}

// MoveColumn puts a theme before the column at a place; behind all for the number of columns.
func (d *Deck) MoveColumn(column, before int) {
	c := d.Columns[column]
	if c.Theme == nil || c.Group != nil {
		return
	}
	var to app.ThemeID
	for _, n := range d.Columns[min(before, len(d.Columns)):] {
		if n.Theme != nil {
			to = n.Theme.ID
			break
		}
	}
	id, m := c.Theme.ID, d.m
	d.act(func(ctx context.Context) error { return m.Analysis.MoveTheme(ctx, id, to) }, nil)
}

// Merge moves everything of one theme into another, which keeps its name.
func (d *Deck) Merge(column, into int) {
	a, b := d.Columns[column].Theme, d.Columns[into].Theme
	if a == nil || b == nil {
		return
	}
	from, to, m := a.ID, b.ID, d.m
	d.act(func(ctx context.Context) error { return m.Analysis.MergeThemes(ctx, to, from) }, func() { m.await(to) })
}

// SortForGood makes the order in which a theme is shown its own.
func (d *Deck) SortForGood(key string, by app.CardOrder) {
	m, id := d.m, app.ThemeID(key)
	d.act(func(ctx context.Context) error { return m.Analysis.SortTheme(ctx, id, by) }, func() { delete(d.Orders, key) })
}

// Color gives a theme a colour of the palette.
func (d *Deck) Color(id app.ThemeID, color int) {
	m := d.m
	d.act(func(ctx context.Context) error { return m.Analysis.ColorTheme(ctx, id, color) }, nil)
}

// RenameColumn gives a theme a name of the person's own.
func (d *Deck) RenameColumn(id app.ThemeID, name string) {
	m := d.m
	d.act(func(ctx context.Context) error { return m.Analysis.RenameTheme(ctx, id, name) }, nil)
}

// Line says what a column weighs: "14 findings · 8 of 12 people".
func (d *Deck) Line(c *Column) string {
	m := d.m
	line := say.Count(c.All, "finding")
	if d.Looks() && d.Hide && c.State != ColumnAway && c.Group == nil {
		line = say.T("%s of %s", say.Number(len(c.IDs)), say.Count(c.All, "finding"))
	}
	switch {
	case c.Group != nil && m.Offer.People > 0:
		line += say.T(" · %d of %s", c.Group.People, say.Count(m.people(), "person"))
	case c.Theme != nil && m.People > 0:
		line += say.T(" · %d of %s", c.Theme.Participants, say.Count(m.People, "person"))
	}
	return line
}
