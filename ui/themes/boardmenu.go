package themes

import (
	"context"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// menu opens what can be done with a card or a column.
func (p *boardPane) menu(at kit.BoardAt, pos fyne.Position) {
	c := p.column(at.Column)
	items := p.columnMenu(at.Column, c)
	if at.Card >= 0 {
		items = p.cardMenu(at, c)
	}
	kit.ShowMenuAt(kit.CanvasOf(p.root), pos, items...)
}

func (p *boardPane) cardMenu(at kit.BoardAt, c *Column) []kit.MenuItem {
	id := p.id(at.Column, at.Card)
	f := p.deck().rows[id]
	open := kit.MenuItem{Text: say.T("Open in the interview"), Icon: icons.Interviews, Key: "Enter", Disabled: f == nil || f.Interview == "", Run: func() { p.s.openFinding(f) }}
	if p.proposing() {
		return []kit.MenuItem{open, {Text: say.T("Accept this"), Icon: icons.Check, Key: "A", Disabled: !c.comes(id), Run: func() { p.acceptHere(c) }}}
	}
	ids := p.chosen()
	words := kit.MenuItem{Text: say.T("Copy the quote"), Icon: icons.Copy, Disabled: f == nil, Run: func() { kit.CopyQuote(p.s.root, kit.QuotationOf(f), f.Consent, p.s.goTo) }}
	return []kit.MenuItem{open, words,
		{Text: say.T("Move to…"), Icon: icons.Move, Key: "M", Run: func() { p.askTarget(nil) }},
		{Text: say.T("Add to insight…"), Icon: icons.Insights, Key: "I", Run: func() { p.s.addFindings(ids) }},
		{Text: say.T("New theme of %s", say.Count(len(ids), "finding")), Icon: icons.Plus, Run: func() { p.askNew(ids) }},
		{Text: say.T("Split off beside %s", p.deck().Name(c)), Icon: icons.Split, Disabled: c.Theme == nil, Run: func() { p.askSplitOff(c, ids) }},
		kit.Separator,
		{Text: say.T("Out of all themes"), Icon: icons.Minus, Key: "Del", Disabled: c.Theme == nil, Run: func() { p.remove(at) }}}
}

func (p *boardPane) columnMenu(i int, c *Column) []kit.MenuItem {
	m := p.s.model
	fold := kit.MenuItem{Text: say.T("Collapse"), Icon: icons.Minus, Key: "C", Run: func() { p.deck().Fold(c.Key) }}
	if p.proposing() {
		if c.Group == nil {
			return []kit.MenuItem{fold}
		}
		leave := kit.MenuItem{Text: say.T("Leave out"), Icon: icons.Minus, Key: "U", Run: func() { m.Leave(c.Group.Key, true) }}
		if c.Group.Left {
			leave = kit.MenuItem{Text: say.T("Take in"), Icon: icons.Check, Key: "U", Run: func() { m.Leave(c.Group.Key, false) }}
		}
		return []kit.MenuItem{{Text: say.T("Accept this theme"), Icon: icons.Check, Key: "A", Disabled: c.Group.Left, Run: func() { p.deck().AcceptColumn(c.Key) }}, leave, fold}
	}
	sorts := p.sortMenu(c)
	if c.Theme == nil {
		return append(sorts, kit.Separator, fold)
	}
	m.Selected = c.Theme.ID
	acts := []kit.MenuItem{
		{Text: say.T("Rename"), Icon: icons.Edit, Key: "F2", Run: func() { p.rename(i) }},
		{Text: say.T("Open its page"), Icon: icons.Forward, Run: func() { m.Show(Pages) }},
		{Text: say.T("Write insight"), Icon: icons.Edit, Run: p.s.writeInsight},
		{Text: say.T("Add to insight…"), Icon: icons.Insights, Key: "I", Run: func() { p.s.addTheme(&c.Theme.Theme) }},
		{Text: say.T("Note…"), Icon: icons.Note, Run: p.s.askNote},
		{Text: say.T("Color…"), Dot: kit.TagPaint(c.Theme.Color), Run: func() { p.askColor(c) }},
		p.lockItem(c),
		{Text: say.T("Merge into…"), Icon: icons.Merge, Key: "G", Disabled: len(m.Board.Themes) < 2, Run: p.s.askMerge},
		{Text: say.T("Split into two or three…"), Icon: icons.Split, Key: "X", Disabled: c.All < 6, Run: p.askSplit},
		kit.Separator}
	acts = append(append(acts, sorts...), kit.Separator, fold)
	return append(acts, kit.MenuItem{Text: say.T("Delete theme"), Icon: icons.Trash, Key: "Del", Danger: true, Run: m.Delete})
}

func (p *boardPane) lockItem(c *Column) kit.MenuItem {
	m := p.s.model
	if c.Theme.Locked {
		return kit.MenuItem{Text: say.T("Unlock"), Icon: icons.Unlock, Key: "L", Run: func() { m.Lock(false) }}
	}
	return kit.MenuItem{Text: say.T("Lock"), Icon: icons.Lock, Key: "L", Run: func() { m.Lock(true) }}
}

// sortMenu offers the orders of a column, and to keep the one it is shown in.
func (p *boardPane) sortMenu(c *Column) []kit.MenuItem {
	d := p.deck()
	items := []kit.MenuItem{{Text: say.T("Sort cards"), Head: true}}
	orders := []app.CardOrder{app.CardsAsPut, app.CardsByPlace, app.CardsByParticipant, app.CardsByNewest, app.CardsByTypical}
	if c.Theme == nil {
		orders = orders[:4]
	}
	for _, by := range orders {
		word := OrderWord(by)
		items = append(items, kit.MenuItem{Text: app.Capital(word), Checked: c.Order == by, Run: func() { d.Sort(c.Key, by) }})
	}
	if c.Theme != nil && c.Order != app.CardsAsPut {
		by := c.Order
		items = append(items, kit.MenuItem{Text: say.T("Keep this order for good"), Icon: icons.Check, Run: func() { d.SortForGood(c.Key, by) }})
	}
	return items
}

// askColor lets the person choose a colour of the palette.
func (p *boardPane) askColor(c *Column) {
	id := c.Theme.ID
	var items []kit.PickItem
	for i := range kit.TagColors {
		name := kit.TagColorName(i)
		items = append(items, kit.PickItem{Text: app.Capital(name), Dot: kit.TagPaint(i), Run: func() { p.deck().Color(id, i) }})
	}
	kit.NewPicker(say.T("Color of “%s”", c.Theme.Name), 320, func(q string) []kit.PickItem { return kit.Match(q, items) }).ShowTop(kit.CanvasOf(p.root))
}

// askSplitOff asks for the name of a theme beside another one, made of some of its cards.
func (p *boardPane) askSplitOff(c *Column, ids []app.FindingID) {
	id := c.Theme.ID
	e := kit.NewEntry(say.T("What do these say?"))
	p.s.ask(say.T("Split off %s", say.Count(len(ids), "finding")), say.T("Split off"), &e.Entry.Text, e, func(text string, done func(error)) {
		if text == "" {
			done(app.Invalid(say.T("A theme needs a name."), say.T("Type a name for the theme.")))
			return
		}
		p.board.Pick()
		p.deck().Split(id, ids, text)
		done(nil)
	})
}

// splitting is a dialog that shows how a theme could be split.
type splitting struct {
	p     *boardPane
	id    app.ThemeID
	name  string
	dlg   *kit.Dialog
	parts *kit.Segments
	body  *fyne.Container
	load  task.Latest[splitState]
	split *analysis.ThemeSplit
	take  *kit.Button
}

// splitState is how a theme could be split, with the findings closest to the middle of each part.
type splitState struct {
	split *analysis.ThemeSplit
	quote map[app.FindingID]string
}

// splitQuotes is how many findings of a part are shown.
const splitQuotes = 2

func (m *Model) splitOf(ctx context.Context, id app.ThemeID, parts int) (s splitState, err error) {
	if s.split, err = m.Analysis.ProposeSplit(ctx, id, parts, 1); err != nil {
		return s, err
	}
	var ids []app.FindingID
	for _, p := range s.split.Parts {
		ids = append(ids, p.Findings[:min(splitQuotes, len(p.Findings))]...)
	}
	rows, err := m.Store.FindingsByID(ctx, ids)
	s.quote = make(map[app.FindingID]string, len(rows))
	for i := range rows {
		s.quote[rows[i].ID] = rows[i].Text()
	}
	return s, err
}

// askSplit shows how the theme could be split into two or three parts.
func (p *boardPane) askSplit() {
	t := p.s.model.Theme()
	if t == nil || p.proposing() {
		return
	}
	sp := &splitting{p: p, id: t.ID, name: t.Name, body: kit.VStack(kit.Space3)}
	sp.dlg = kit.NewDialog(say.T("Split “%s”", t.Name), 560, 520)
	sp.parts = kit.NewSegments([]kit.Option{{ID: "2", Text: say.T("Two parts")}, {ID: "3", Text: say.T("Three parts")}}, func(string) { sp.ask() })
	sp.take = kit.NewButton(say.T("Split"), kit.Primary, sp.accept)
	sp.dlg.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, sp.close), sp.take)
	sp.dlg.SetContent(kit.Dock(kit.Inset(sp.parts, 0, 0, kit.Space2, 0), nil, nil, nil, kit.Scroll(sp.body)))
	sp.dlg.Show(kit.CanvasOf(p.root))
	sp.ask()
}

func (sp *splitting) close() {
	sp.load.Cancel()
	sp.dlg.Hide()
}

// ask has the engine group the findings of the theme.
func (sp *splitting) ask() {
	n := int(sp.parts.Selected()[0] - '0')
	sp.take.Disable()
	sp.body.Objects = []fyne.CanvasObject{kit.Fixed(kit.NewSkeleton(), 0, 200)}
	sp.body.Refresh()
	m := sp.p.s.model
	sp.load.Load(func(ctx context.Context) (splitState, error) { return m.splitOf(ctx, sp.id, n) }, sp.show)
}

func (sp *splitting) show(state splitState, err error) {
	s := state.split
	sp.split = s
	sp.body.Objects = nil
	if err != nil {
		message, hint := say.Explain(err)
		sp.body.Add(kit.NewParagraph(message+" "+hint, kit.Body.In(kit.BadInk)))
		sp.body.Refresh()
		return
	}
	sp.take.Enable()
	for i, part := range s.Parts {
		name, note := part.Name, say.T("new theme beside it")
		if i == 0 {
			name, note = sp.name, say.T("stays, with its note and evidence · about “%s”", part.Name)
		}
		rows := []fyne.CanvasObject{kit.NewParagraph(name, kit.Strong), kit.NewElastic(say.Count(len(part.Findings), "finding")+" · "+note, kit.Small)}
		for _, id := range part.Findings[:min(splitQuotes, len(part.Findings))] {
			rows = append(rows, kit.Barred(kit.PaintOf(kit.Line), kit.NewParagraph(state.quote[id], kit.Control).Limit(2)))
		}
		sp.body.Add(kit.VStack(kit.Space1, rows...))
	}
	if n := len(s.Rest); n > 0 {
		sp.body.Add(kit.NewParagraph(say.T("%s fit no part and stay where they are.", say.Count(n, "finding")), kit.Small))
	}
	sp.body.Refresh()
}

func (sp *splitting) accept() {
	s, m := sp.split, sp.p.s.model
	if s == nil {
		return
	}
	sp.close()
	m.act(func(ctx context.Context) error { return m.Analysis.AcceptSplit(ctx, s) }, nil)
}
