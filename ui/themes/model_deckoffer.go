package themes

import (
	"cmp"
	"context"
	"slices"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/ui/say"
)

// offered makes columns of a proposal: first the themes that would be made or change, in the order of the proposal, so that they stay where they are
// while it is taken piece by piece; then those of the board as they stand, with those that would go.
func (d *Deck) offered(o *Offer, old map[string]*Column) {
	d.steady.begin(o, d.m.Board.Themes)
	themes := make(map[app.ThemeID]*app.ThemeRow, len(d.m.Board.Themes))
	for i := range d.m.Board.Themes {
		themes[d.m.Board.Themes[i].ID] = &d.m.Board.Themes[i]
	}
	group := make(map[app.ThemeID]*analysis.ProposedTheme, len(o.Themes))
	for i := range o.Themes {
		g := &o.Themes[i]
		if !d.steady.first(g) {
			group[g.Existing] = g
			continue
		}
		d.add(old, d.groupColumn(o, g, themes[g.Existing]))
		delete(themes, g.Existing)
	}
	for i := range d.m.Board.Themes {
		t := &d.m.Board.Themes[i]
		switch g := group[t.ID]; {
		case themes[t.ID] == nil: // is there already
		case g != nil:
			d.add(old, d.groupColumn(o, g, t))
		default:
			d.add(old, &Column{Key: string(t.ID), Theme: t, All: t.Findings})
		}
	}
}

// groupColumn is what would stand in a proposed theme: what would come to it first, the closest of it before others.
func (d *Deck) groupColumn(o *Offer, g *analysis.ProposedTheme, t *app.ThemeRow) *Column {
	type scored struct {
		id    app.FindingID
		score float64
	}
	come, stay := make([]scored, 0, len(g.Joins)), make([]scored, 0, len(g.Findings)-len(g.Joins))
	for i, f := range g.Findings {
		s := scored{f, g.Score[i]}
		if n := len(come); n < len(g.Joins) && g.Joins[n] == f { // they come in the order of Findings
			come = append(come, s)
		} else {
			stay = append(stay, s)
		}
	}
	ids := make([]app.FindingID, 0, len(g.Findings))
	for _, part := range [][]scored{come, stay} {
		slices.SortStableFunc(part, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
		for _, s := range part {
			ids = append(ids, s.id)
		}
	}
	d.steady.sort(ids)
	return &Column{Key: g.Key, Theme: t, Group: g, IDs: ids, All: len(ids), State: ColumnThere, given: true}
}

// comes reports whether a finding would come to the proposed theme that the column stands for.
func (c *Column) comes(id app.FindingID) bool {
	if c.Group == nil {
		return false
	}
	if c.joins == nil {
		c.joins = make(map[app.FindingID]bool, len(c.Group.Joins))
		for _, f := range c.Group.Joins {
			c.joins[f] = true
		}
	}
	return c.joins[id]
}

// leftUnsorted are the findings that would be in no theme.
func (o *Offer) leftUnsorted() []app.FindingID {
	ids := slices.Clone(o.Unsorted)
	for i := range o.Themes {
		if g := &o.Themes[i]; g.Left {
			for _, f := range g.Findings {
				if theme, _, ok := o.Draft.From(f); ok && theme == "" {
					ids = append(ids, f)
				}
			}
		}
	}
	return ids
}

// leaves counts the findings of a theme that would go elsewhere.
func (c *Column) leaves() int {
	if c.Theme == nil || c.Group == nil || c.Group.Left || c.Group.Locked {
		return 0
	}
	return c.Theme.Findings - (len(c.Group.Findings) - len(c.Group.Joins))
}

// Mark says where a card of a proposal comes from, "" for one that stays.
func (d *Deck) Mark(c *Column, id app.FindingID) string {
	o := d.m.Offer
	if o == nil || !d.m.Viewing {
		return ""
	}
	theme, name, ok := o.Draft.From(id)
	switch {
	case !ok:
		return ""
	case c.Group == nil && c.Key == string(Unsorted) && theme != "":
		return say.T("from %s", name)
	case c.Group == nil || c.Group.Left || !c.comes(id):
		return ""
	case theme == "":
		return say.T("from unsorted")
	}
	return say.T("from %s", name)
}

// AcceptColumn accepts one proposed theme; what is left of the proposal stays at hand.
func (d *Deck) AcceptColumn(key string) { d.accept(key, nil) }

// AcceptCards accepts some cards of a proposed theme.
func (d *Deck) AcceptCards(key string, ids []app.FindingID) {
	if len(ids) > 0 {
		d.accept(key, ids)
	}
}

func (d *Deck) accept(key string, only []app.FindingID) {
	m := d.m
	if m.Offer == nil || m.accepting {
		return
	}
	pr := m.Offer.Proposal
	m.accepting = true
	m.work.Do(func(ctx context.Context) error { return m.Analysis.AcceptPart(ctx, pr, key, only) }, func(err error) {
		m.accepting = false
		m.Err, m.failed = err, false
		m.changed()
	})
	m.changed()
}

// rebase compares the proposal with the board as it is now. What the person decided holds on.
func (m *Model) rebase() {
	o := m.Offer
	k, after, choices := o.K, o.Cut, o.Choices.Clone()
	m.rebasing.Load(func(ctx context.Context) (*Offer, error) {
		d, err := m.Analysis.Redraft(ctx, o.Draft)
		if err != nil {
			return nil, err
		}
		n := *o
		n.Draft, n.Lines, n.Choices = d, nil, choices
		cut, err := d.At(ctx, k, after)
		if err != nil {
			return nil, err
		}
		n.show(cut)
		return &n, nil
	}, func(n *Offer, err error) {
		if m.Offer != o {
			return
		}
		if err != nil {
			m.Err = err
		} else {
			n.Stale, n.Choices = o.Stale, o.Choices
			m.Offer = n
			n.show(n.Cut)
			m.lookAt()
		}
		m.changed()
	})
}
