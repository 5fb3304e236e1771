package themes

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// key handles a key while a proposal is looked at; false if it is not the proposal's.
func (p *preview) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyF2:
		p.askName(p.s.model.Offer.Looked())
		return true
	case fyne.KeyUp, fyne.KeyDown, fyne.KeySpace, fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd:
		return p.groups.Key(k)
	case fyne.KeyDelete:
		if g := p.s.model.Offer.Looked(); g != nil {
			p.s.model.Leave(g.Key, !g.Left)
		}
		return true
	}
	return false
}

// rune handles a letter while a proposal is looked at.
func (p *preview) rune(r rune) bool {
	m := p.s.model
	o := m.Offer
	switch r {
	case '+', '=':
		m.CutAt(o.K + 1)
	case '-':
		m.CutAt(o.K - 1)
	case '0':
		m.CutAt(o.Suggested)
	case 'r', 'R':
		p.askName(o.Looked())
	case 'g', 'G':
		p.askMerge(o.Looked())
	case 'a', 'A':
		m.Accept()
	case 'l', 'L', 'i', 'I', 'm', 'M', 'o', 'O': // acts on the board's theme, which is out of sight
	default:
		return false
	}
	return true
}

// menu is what can be done with a proposed theme.
func (p *preview) menu(g *analysis.ProposedTheme) []kit.MenuItem {
	m := p.s.model
	if g == nil {
		return nil
	}
	key := g.Key
	take := kit.MenuItem{Text: say.T("Leave out"), Icon: icons.Minus, Key: "Space", Disabled: g.Locked && len(g.Joins) == 0, Run: func() { m.Leave(key, true) }}
	if g.Left {
		take = kit.MenuItem{Text: say.T("Take in"), Icon: icons.Check, Key: "Space", Run: func() { m.Leave(key, false) }}
	}
	items := []kit.MenuItem{
		{Text: say.T("Rename…"), Icon: icons.Edit, Key: "R", Disabled: g.Locked, Run: func() { p.askName(g) }},
		{Text: say.T("Make part of…"), Icon: icons.Merge, Key: "G", Disabled: len(m.Offer.Themes) < 2, Run: func() { p.askMerge(g) }},
	}
	if m.Offer.IsMerged(key) {
		items = append(items, kit.MenuItem{Text: say.T("Take apart"), Icon: icons.Split, Run: func() { m.TakeApart(key) }})
	}
	if g.Named {
		items = append(items, kit.MenuItem{Text: say.T("Use the machine's name"), Icon: icons.Wand, Run: func() { m.NameOffered(key, "") }})
	}
	return append(items, kit.Separator, take,
		kit.MenuItem{Text: say.T("Take all themes in"), Icon: icons.Check, Run: func() { m.LeaveAll(false) }},
		kit.MenuItem{Text: say.T("Leave all out"), Icon: icons.Minus, Run: func() { m.LeaveAll(true) }})
}

// askName asks for a name of the person's own for a proposed theme.
func (p *preview) askName(g *analysis.ProposedTheme) {
	if g == nil {
		return
	}
	if g.Locked {
		p.s.model.refuse(app.Invalid(say.T("“%s” is locked and keeps its name.", g.Name), say.T("Unlock it on the board to rename it.")))
		return
	}
	key := g.Key
	e := kit.NewEntry(say.T("What do these findings say?"))
	e.SetText(g.Name)
	p.s.ask(say.T("Name this theme"), say.T("Use this name"), &e.Entry.Text, e, func(text string, done func(error)) {
		p.s.model.NameOffered(key, text)
		done(nil)
	})
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// askMerge lets the person choose the proposed theme that this one becomes part of.
func (p *preview) askMerge(g *analysis.ProposedTheme) {
	m := p.s.model
	if g == nil || len(m.Offer.Themes) < 2 {
		return
	}
	var items []kit.PickItem
	key := g.Key
	for i := range m.Offer.Themes {
		into := &m.Offer.Themes[i]
		if into.Key == key || g.Locked && into.Locked {
			continue
		}
		to := into.Key
		items = append(items, kit.PickItem{Text: into.Name, Detail: say.Count(len(into.Findings), "finding"), Dot: kit.TagPaint(into.Color), Run: func() { m.MergeOffered(key, to) }})
	}
	kit.NewPicker(say.T("Make “%s” part of…", g.Name), 420, func(q string) []kit.PickItem { return kit.Match(q, items) }).ShowTop(kit.CanvasOf(p.root))
}

// paintDots shows the proposal as a map.
func (p *preview) paintDots() {
	o := p.s.model.Offer
	if o.Places != nil && p.spread != o.Proposal {
		p.spread = o.Proposal
		p.dots.set(o.Places, o.Of, groupsOf(o))
	}
	p.dots.show(litGroup(p.s.model.Lit, unsortedKey, o.find(p.s.model.Lit)), nil)
}

func groupsOf(o *Offer) []kit.DotGroup {
	groups := make([]kit.DotGroup, len(o.Themes))
	for i := range o.Themes {
		g := &o.Themes[i]
		groups[i] = kit.DotGroup{Name: g.Name, Paint: kit.TagPaint(g.Color), Faint: g.Left}
	}
	return groups
}

// tapped looks at the theme of a dot.
func (p *preview) tapped(dot int) {
	o := p.s.model.Offer
	if dot < 0 || o == nil || dot >= len(o.Of) {
		return
	}
	key := unsortedKey
	if t := o.Of[dot]; t >= 0 {
		key = o.Themes[t].Key
	}
	p.s.model.LookAt(key)
}

// hovered tells the finding of a dot.
func (p *preview) hovered(dot int, at fyne.Position) {
	m := p.s.model
	o := m.Offer
	if o == nil || dot >= len(o.Of) {
		return
	}
	var id app.FindingID
	name := say.T("Unsorted")
	if dot >= 0 {
		id = o.Draft.Findings()[dot]
		if t := o.Of[dot]; t >= 0 {
			name = o.Themes[t].Name
		}
	}
	m.GlanceAt(dot, id, func(g Glance) { p.dots.tell(g, name, at) })
}

// litGroup is the group of dots that stands out, of which one has a key, found at a place.
func litGroup(lit, unsorted string, at int) int {
	switch {
	case lit != "" && lit == unsorted:
		return kit.DotsOfNone
	case lit == "" || at < 0:
		return kit.NoDots
	}
	return at
}
