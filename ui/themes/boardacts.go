package themes

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

func findingIDs(keys []string) []app.FindingID {
	out := make([]app.FindingID, len(keys))
	for i, k := range keys {
		out[i] = app.FindingID(k)
	}
	return out
}

// chosen are the chosen cards in the order of the board, or the one the keyboard stands on.
func (p *boardPane) chosen() []app.FindingID { return findingIDs(p.board.Selected()) }

// at is the column the keyboard stands in, or nil.
func (p *boardPane) at() *Column {
	i := p.board.Cursor().Column
	if i < 0 || i >= len(p.deck().Columns) {
		return nil
	}
	return p.column(i)
}

// selected notes that other cards are chosen, or the keyboard went to another column.
func (p *boardPane) selected() {
	if c := p.at(); c != nil && c.Theme != nil {
		p.s.model.Selected, p.goTo = c.Theme.ID, c.Theme.ID
	} else if c != nil && c.Key == string(Unsorted) {
		p.s.model.Selected, p.goTo = Unsorted, Unsorted
	}
	p.paintFoot()
}

// moved puts cards where they were let go.
func (p *boardPane) moved(cards []string, to kit.BoardSpot) {
	ids := findingIDs(cards)
	if to.Column == kit.NewColumn {
		p.askNew(ids)
		return
	}
	d := p.deck()
	d.Put(ids, place(to))
	if i := indexOf(d.Columns[to.Column].IDs, ids[0]); i >= 0 {
		p.board.Go(kit.BoardAt{Column: to.Column, Card: i})
	}
}

func indexOf(ids []app.FindingID, id app.FindingID) int {
	for i := range ids {
		if ids[i] == id {
			return i
		}
	}
	return -1
}

// askNew asks for the name of a new theme where it will stand; with cards they go into it.
func (p *boardPane) askNew(ids []app.FindingID) {
	p.board.Edit(kit.NewColumn, "", func(name string, keep bool) {
		name = strings.TrimSpace(name)
		switch {
		case !keep || name == "":
		case len(ids) > 0:
			p.board.Pick()
			p.deck().PutNew(ids, name)
		default:
			p.s.model.Create(name, func(err error) { p.s.model.Err = err })
		}
	})
}

// rename asks for another name of a theme over its heading.
func (p *boardPane) rename(column int) {
	c := p.column(column)
	if c.Theme == nil || p.proposing() {
		return
	}
	id, was := c.Theme.ID, c.Theme.Name
	p.board.Edit(column, was, func(name string, keep bool) {
		if name = strings.TrimSpace(name); keep && name != "" && name != was {
			p.deck().RenameColumn(id, name)
		}
	})
}

// open shows a card in its interview.
func (p *boardPane) open(at kit.BoardAt) {
	if f := p.deck().rows[p.id(at.Column, at.Card)]; f != nil {
		p.s.openFinding(f)
	}
}

// askTarget lets the person choose the theme the chosen cards go to.
func (p *boardPane) askTarget(anchor fyne.CanvasObject) {
	ids := p.chosen()
	if len(ids) == 0 || p.proposing() {
		return
	}
	d := p.deck()
	var items []kit.PickItem
	for i, c := range d.Columns {
		name, detail, dot := d.Name(c), say.Count(c.All, "finding"), kit.PaintOf(kit.Faint)
		if c.Theme != nil {
			dot = kit.TagPaint(c.Theme.Color)
		}
		items = append(items, kit.PickItem{Text: name, Detail: detail, Dot: dot, Muted: c.Theme == nil, Run: func() {
			d.Put(ids, Place{Column: i, First: true})
		}})
	}
	pick := kit.NewPicker(say.T("Move %s to…", say.Count(len(ids), "finding")), 380, func(q string) []kit.PickItem {
		found := kit.Match(q, items)
		if q = strings.TrimSpace(q); q != "" && !p.s.model.hasTheme(q) {
			found = append(found, kit.PickItem{Text: say.T("New theme “%s”", q), Muted: true, Run: func() { d.PutNew(ids, q) }})
		}
		return found
	})
	if anchor == nil {
		pick.ShowTop(kit.CanvasOf(p.root))
		return
	}
	pick.ShowBelow(anchor)
}

// key implements pane: keys while nothing on the board has the keyboard.
func (p *boardPane) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight:
		p.board.Focus()
		return true
	}
	return p.typedKey(k)
}

// rune implements pane.
func (p *boardPane) rune(r rune) bool { return p.typedRune(r) }

// typedKey takes keys the board does not use itself.
func (p *boardPane) typedKey(k *fyne.KeyEvent) bool {
	m := p.s.model
	at := p.board.Cursor()
	switch {
	case k.Name == fyne.KeyEscape && m.Err != nil:
		m.DismissErr()
	case k.Name == fyne.KeyEscape && p.proposing():
		m.View(false)
	case k.Name == fyne.KeyEscape && p.deck().Looks():
		p.tools.clear()
	case k.Name == fyne.KeyDelete && !p.proposing():
		p.remove(at)
	default:
		return false
	}
	return true
}

// remove takes the chosen cards out of their themes, or on a heading deletes the theme.
func (p *boardPane) remove(at kit.BoardAt) {
	d := p.deck()
	if at.Card < 0 && p.board.Picked() == 0 {
		if c := p.at(); c != nil && c.Theme != nil {
			p.s.model.Selected = c.Theme.ID
			p.s.model.Delete()
		}
		return
	}
	d.Put(p.chosen(), Place{Column: d.at(string(Unsorted))})
}

// typedRune takes letters.
func (p *boardPane) typedRune(r rune) bool {
	r = unicode.ToLower(r)
	act := map[rune]func(){'/': p.tools.search.Focus, 'f': p.tools.choose, 'c': p.fold, 'o': func() { p.open(p.board.Cursor()) }}[r]
	if act == nil && p.proposing() {
		return p.offerRune(r)
	}
	if act == nil {
		act = map[rune]func(){'m': func() { p.askTarget(nil) }, 'i': p.addHere, 'n': func() { p.askNew(nil) }, 'x': p.askSplit, 'g': p.askMerge, 'r': p.renameHere}[r]
	}
	if act != nil {
		act()
	}
	return act != nil
}

func (p *boardPane) fold() {
	if c := p.at(); c != nil {
		p.deck().Fold(c.Key)
	}
}

func (p *boardPane) renameHere() {
	if at := p.board.Cursor(); at.Column >= 0 {
		p.rename(at.Column)
	}
}

func (p *boardPane) askMerge() {
	if p.s.model.Theme() != nil {
		p.s.askMerge()
	}
}

// offerRune takes letters while a proposal is shown on the board.
func (p *boardPane) offerRune(r rune) bool {
	m := p.s.model
	c := p.at()
	switch {
	case r == 'a':
		p.acceptHere(c)
	case r == 'u':
		if c != nil && c.Group != nil {
			m.Leave(c.Group.Key, !c.Group.Left)
		}
	case r == '>' || r == '.':
		m.CutAt(m.Offer.K + 1)
	case r == '<' || r == ',':
		m.CutAt(m.Offer.K - 1)
	case strings.ContainsRune("mnrligx", r): // acts on the board as it is, which is out of sight
	default:
		return false
	}
	return true
}

// acceptHere accepts the chosen cards, or on a heading the whole theme.
func (p *boardPane) acceptHere(c *Column) {
	switch {
	case c == nil || c.Group == nil:
	case p.board.Cursor().Card < 0 && p.board.Picked() == 0:
		p.deck().AcceptColumn(c.Key)
	default:
		var ids []app.FindingID
		for _, id := range p.chosen() {
			if c.comes(id) {
				ids = append(ids, id)
			}
		}
		p.deck().AcceptCards(c.Key, ids)
	}
}

// paintFoot shows how many cards are chosen and what can be done with them.
func (p *boardPane) paintFoot() {
	n := p.board.Picked()
	had := len(p.foot.Objects) > 0
	p.foot.Objects = nil
	if n > 1 || n == 1 && p.proposing() {
		p.foot.Objects = []fyne.CanvasObject{p.footBar(n)}
	}
	if had || n > 1 {
		p.root.Refresh()
	}
}

func (p *boardPane) footBar(n int) fyne.CanvasObject {
	row := kit.HStack(kit.Space2, kit.NewText(say.T("%s chosen", say.Number(n)), kit.Strong), kit.Spacer(),
		kit.NewButton(say.T("Choose none"), kit.Quiet, func() {
			p.board.Pick()
			p.paintFoot()
		}))
	if p.proposing() {
		row.Add(kit.NewButton(say.T("Accept these"), kit.Primary, func() { p.acceptHere(p.at()) }))
	} else {
		var move *kit.Button
		move = kit.NewIconTextButton(icons.Move, say.T("Move to…"), kit.Primary, func() { p.askTarget(move) })
		move.SetTip(say.T("To a theme, or to a new one: type its name (M)"))
		row.Add(kit.NewButton(say.T("Add to insight…"), kit.Secondary, func() { p.s.addFindings(p.chosen()) }))
		row.Add(kit.NewButton(say.T("New theme"), kit.Secondary, func() { p.askNew(p.chosen()) }))
		row.Add(move)
	}
	return kit.Stack(kit.NewFill(kit.AccentSoft), kit.PadXY(row, kit.Space5, kit.Space2))
}
