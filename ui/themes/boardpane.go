package themes

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// boardPane is the themes as columns of cards.
type boardPane struct {
	s        *Screen
	board    *kit.Board
	tools    *boardTools
	foot     *fyne.Container
	root     *fyne.Container
	goTo     app.ThemeID // selected by the model when the board went there last
	offering bool        // a proposal was shown when the board was painted last
	version  int         // of the cards the board shows
}

func newBoardPane(s *Screen) *boardPane {
	p := &boardPane{s: s, foot: kit.Stack()}
	p.board = kit.NewBoard(p)
	p.tools = newBoardTools(p)
	b := p.board
	b.OnSelect = p.selected
	b.OnOpen = func(at kit.BoardAt) { p.open(at) }
	b.OnRename = p.rename
	b.OnMenu = p.menu
	b.OnAct = func(column int) { p.deck().AcceptColumn(p.column(column).Key) }
	b.OnToggle = func(column int) { p.deck().Fold(p.column(column).Key) }
	b.CanDrop = func(cards []string, to kit.BoardSpot) (string, bool) { return p.deck().CanPut(len(cards), place(to)) }
	b.OnMove = p.moved
	b.OnMoveColumn = func(column, before int) { p.deck().MoveColumn(column, before) }
	b.OnMerge = func(column, into int) { p.deck().Merge(column, into) }
	b.OnNew = func() { p.askNew(nil) }
	b.OnZoom = func(float32) { p.tools.paint() }
	b.OnDrawn = p.inSight
	b.OnKey, b.OnRune = p.typedKey, p.typedRune
	p.root = kit.Dock(p.tools.root, nil, p.foot, nil, kit.Dock(kit.HLine(), nil, nil, nil, b))
	return p
}

func place(to kit.BoardSpot) Place {
	return Place{Column: to.Column, Before: to.Before, First: to.Head}
}

func (p *boardPane) deck() *Deck { return p.s.model.Deck() }

func (p *boardPane) column(i int) *Column { return p.deck().Columns[i] }

// content implements pane.
func (p *boardPane) content() fyne.CanvasObject { return p.root }

// focus implements pane.
func (p *boardPane) focus() { p.board.Focus() }

// paint implements pane.
func (p *boardPane) paint() {
	d := p.deck()
	d.Sync()
	p.board.OnNew = nil
	if !p.proposing() {
		p.board.OnNew = func() { p.askNew(nil) }
	}
	p.board.Reload()
	if d.version != p.version {
		p.version = d.version
		p.board.KeepThere()
	}
	if m := p.s.model; m.Selected != p.goTo {
		if i := d.at(string(m.Selected)); i >= 0 {
			p.goTo = m.Selected
			if at := p.board.Cursor(); at.Column != i {
				p.board.Go(kit.BoardAt{Column: i, Card: -1})
			}
		}
	}
	if on := p.proposing(); on != p.offering {
		if p.offering = on; on {
			p.board.Go(kit.BoardAt{Card: -1})
		}
	}
	p.tools.paint()
	p.paintFoot()
}

// proposing reports whether the board shows what a proposal would make of it.
func (p *boardPane) proposing() bool { return p.s.model.Viewing && p.s.model.Offer != nil }

// Columns implements kit.BoardData.
func (p *boardPane) Columns() int { return len(p.deck().Columns) }

// Column implements kit.BoardData.
func (p *boardPane) Column(i int) kit.BoardColumn {
	d := p.deck()
	c := d.Columns[i]
	out := kit.BoardColumn{Key: c.Key, Name: d.Name(c), Line: d.Line(c), Share: -1, Cards: len(c.IDs), Collapsed: d.Folded[c.Key],
		Loading: c.State == ColumnAway || c.State == ColumnComing, Fixed: c.Theme == nil && c.Group == nil, Faint: c.Theme == nil && c.Group == nil}
	if t := c.Theme; t != nil {
		out.Share, out.Paint, out.Locked = share(t.Participants, p.s.model.People), kit.TagPaint(t.Color), t.Locked
		if t.Proposed && !p.proposing() {
			out.Badge = say.T("proposed")
		}
	}
	if c.Order != app.CardsAsPut && c.Group == nil {
		out.Line += " · " + OrderWord(c.Order)
	}
	if out.Collapsed {
		out.Line = say.Count(c.All, "finding")
	}
	out.Empty = p.empty(c)
	if p.proposing() {
		p.propose(c, &out)
	}
	return out
}

// empty says why a column has no cards.
func (p *boardPane) empty(c *Column) string {
	switch d := p.deck(); {
	case d.Looks() && d.Hide && c.All > 0:
		return say.T("None of them is what you look for.")
	case p.proposing() && c.Theme == nil:
		return say.T("Nothing is left over.")
	case c.Theme == nil:
		return say.T("Everything is in a theme.")
	}
	return say.T("Drop cards here.")
}

// propose adds to a heading what the proposal would do.
func (p *boardPane) propose(c *Column, out *kit.BoardColumn) {
	o := p.s.model.Offer
	out.Fixed = true
	switch g := c.Group; {
	case g != nil:
		out.Share, out.Paint = share(g.People, p.s.model.people()), kit.TagPaint(g.Color)
		out.Badge, out.Faint, out.Locked = Fate(g), g.Left, g.Locked
		if g.Existing == "" {
			out.Tone = kit.Calling
		} else if len(g.Joins) > 0 && !g.Locked {
			out.Badge += fmt.Sprintf(" · +%s", say.Number(len(g.Joins)))
		}
		if n := c.leaves(); n > 0 {
			out.Badge += fmt.Sprintf(" · −%s", say.Number(n))
		}
		if !g.Left && (g.Existing == "" || len(g.Joins) > 0) {
			out.Act = say.T("Accept")
		}
	case c.Theme == nil:
	case o.goes(c.Theme.ID):
		out.Badge, out.Tone, out.Faint = say.T("would go"), kit.Caution, true
	default:
		out.Badge, out.Faint = say.T("stays"), true
	}
}

// CardKey implements kit.BoardData.
func (p *boardPane) CardKey(column, card int) string { return string(p.id(column, card)) }

// id is the finding of a card, "" where none stands any more: the board may be drawn before it has heard of that.
func (p *boardPane) id(column, card int) app.FindingID {
	if all := p.deck().Columns; column < len(all) && card >= 0 && card < len(all[column].IDs) {
		return all[column].IDs[card]
	}
	return ""
}

// Card implements kit.BoardData.
func (p *boardPane) Card(column, card int) kit.BoardCard {
	id := p.id(column, card)
	if id == "" {
		return kit.BoardCard{}
	}
	d := p.deck()
	c := d.Columns[column]
	out := kit.BoardCard{Key: string(id)}
	f := d.Row(id)
	if f == nil {
		return out
	}
	out.Ready, out.Text, out.Who, out.Star = true, f.Text(), p.who(f), f.Star
	if f.Quote != "" && f.Note != "" {
		out.Note = f.Note
	}
	for _, tag := range f.TagIDs() {
		if t, ok := p.s.model.Tags[tag]; ok {
			out.Dots = append(out.Dots, kit.TagPaint(t.Color))
		}
	}
	switch f.Stance {
	case app.Supports:
		out.Sign, out.Tone = "+", kit.Positive
	case app.Contradicts:
		out.Sign, out.Tone = "−", kit.Negative
	case app.Nuances:
		out.Sign, out.Tone = "~", kit.Caution
	}
	if sign, ok := kit.SignOf(f.Consent); ok {
		out.Says = &sign
	}
	out.Faint = d.Looks() && !d.Hide && !d.Hits[id] && c.State == ColumnThere && !c.given
	out.Mark = d.Mark(c, id)
	return out
}

// who says whose words a card has, and of which study where several meet.
func (p *boardPane) who(f *app.FindingRow) string {
	var parts []string
	for _, s := range []string{f.Code, f.Segment} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 && f.InterviewTitle != "" {
		parts = append(parts, f.InterviewTitle)
	}
	if name := p.deck().names[f.Study]; name != "" {
		parts = append(parts, name)
	}
	return strings.Join(parts, " · ")
}

// inSight asks for the cards of the columns in sight; the board tells after it was drawn.
func (p *boardPane) inSight() {
	d := p.deck()
	for _, i := range p.board.InSight() {
		if i < len(d.Columns) && !d.Folded[d.Columns[i].Key] {
			d.Need(d.Columns[i])
		}
	}
	d.Fetch()
}
