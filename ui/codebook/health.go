package codebook

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/coding"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// healthView paints a Checkup: what was seen, by kind, with what may be done about it. The inspector beside it shows the tag of
// the item looked at.
type healthView struct {
	s     *Screen
	c     *Checkup
	line  *kit.Text
	again *kit.IconButton
	show  *kit.TextButton
	list  *fyne.Container
	view  *kit.ScrollView
	room  *fyne.Container
	root  fyne.CanvasObject
	cards map[string]*kit.TapCard
	drawn string // what list holds
}

// The room for the dots of an item's tags, beside its first line.
const (
	marksWide float32 = 22
	lineHigh  float32 = 21
)

// healthWide is how wide the list gets at most: its sentences are to be read.
const healthWide float32 = 960

// UseHealth shows the health of the codebook behind the heading "Health". Call it once, before the screen is used.
func (s *Screen) UseHealth(c *Checkup) {
	v := &healthView{s: s, c: c, line: kit.NewElastic("", kit.Small), list: kit.VStack(kit.Space1), room: kit.Stack()}
	v.again = kit.NewIconButton(icons.Refresh, say.T("Look again"), c.Again)
	v.show = kit.NewTextButton("", kit.Small.In(kit.Accent), c.ShowHidden)
	v.view = kit.Scroll(kit.Inset(kit.AtMost(v.list, healthWide), 0, kit.Space4, kit.Space6, kit.Space3))
	v.room.Objects = []fyne.CanvasObject{v.view}
	head := kit.Inset(kit.HStack(kit.Space3, kit.Grow(v.line), v.show, v.again), kit.Space2, kit.Space4, 0, 20)
	v.root = kit.Dock(head, nil, nil, nil, v.room)
	c.InSight = func() bool { return s.healthy() && s.root.Visible() }
	c.OnChange = v.paint
	c.OnLook = func(item *analysis.HealthItem) {
		s.freeKeys()
		s.model.Choose(v.there(item))
	}
	v.paint()
	s.checkup = v
	s.SetHealth(&Health{Content: v.root, Open: c.Open})
}

// ShowHealth shows the health of the codebook in place of the tree.
func (s *Screen) ShowHealth() {
	s.parts.Select(healthPart)
	s.showPart()
}

// there are the tags of an item that are still there.
func (v *healthView) there(item *analysis.HealthItem) []app.TagID {
	var ids []app.TagID
	for _, id := range item.Tags {
		if v.s.model.Tags[id] != nil {
			ids = append(ids, id)
		}
	}
	return ids
}

func (v *healthView) paint() {
	c := v.c
	v.line.SetText(c.Says())
	n := c.Hidden()
	v.show.SetText(say.T("Show %d hidden", n))
	v.show.Hidden, v.again.Hidden = n == 0, c.Report == nil
	v.show.Refresh()
	show := v.state()
	if v.room.Objects[0] != show {
		v.room.Objects = []fyne.CanvasObject{show}
		v.room.Refresh()
	}
	if show == fyne.CanvasObject(v.view) {
		v.paintList()
	}
}

// toTags leads from the health of the codebook to its tags.
func (s *Screen) toTags() fyne.CanvasObject {
	return kit.NewButton(say.T("See the tags"), kit.Secondary, func() {
		s.parts.Select(tagsPart)
		s.showPart()
	})
}

func (v *healthView) state() fyne.CanvasObject {
	c := v.c
	switch {
	case c.Err != nil && c.Report == nil:
		return kit.ErrorState(c.Err, kit.NewButton(say.T("Try again"), kit.Secondary, c.Again))
	case c.Report == nil:
		return kit.Pad(kit.NewSkeleton(), kit.Space4)
	case c.Report.Tags == 0:
		return kit.EmptyState(icons.Tag, say.T("No tags to look over"), say.T("Tags are made while you read, or come in from a file by the menu at the top."), v.s.toTags())
	case c.Report.Items() == 0:
		return kit.EmptyState(icons.Done, say.T("Nothing to mend"), say.T("No two tags that mean the same or always come together, none very broad, drifting, undefined, resting on one voice, out of use or unused. Where there is too little to tell, nothing is said."), v.s.toTags())
	case len(c.Lines()) == 0:
		return kit.EmptyState(icons.Done, say.T("Nothing left to mend"), say.T("What is seen is hidden."), kit.NewButton(say.T("Show hidden"), kit.Secondary, c.ShowHidden))
	}
	return v.view
}

// paintList makes the list anew when something in it changed.
func (v *healthView) paintList() {
	c := v.c
	lines := c.Lines()
	at := c.Item()
	var said strings.Builder
	for _, l := range lines {
		if l.Item != nil {
			fmt.Fprint(&said, itemKey(l.Item), say.Sentence(l.Item.Seen), say.Sentence(l.Item.Sure), l.Item == at, "\n")
		} else {
			fmt.Fprint(&said, l.Group.Kind, l.Count, l.Rest, "\n")
		}
	}
	fmt.Fprint(&said, len(c.Looked), kit.Look())
	if v.drawn == said.String() {
		return
	}
	v.drawn = said.String()
	v.cards = map[string]*kit.TapCard{}
	var rows []fyne.CanvasObject
	for _, l := range lines {
		switch {
		case l.Item != nil:
			rows = append(rows, v.item(l.Item, l.Item == at))
		case l.Rest:
			kind := l.Group.Kind
			rows = append(rows, kit.HStack(0, kit.Inset(kit.NewTextButton(say.T("Show %d more", l.Count), kit.Control.In(kit.Accent), func() { c.ShowWhole(kind) }),
				0, 0, kit.Space2, kit.Space2), kit.Spacer()))
		default:
			rows = append(rows, kit.Inset(kit.VStack(2, kit.HStack(kit.Space2, kit.NewText(say.Sentence(l.Group.Title), kit.Strong), kit.NewText(say.Number(l.Count), kit.Small), kit.Spacer()),
				kit.NewParagraph(say.Sentence(l.Group.About), kit.Small)), kit.Space4, kit.Space2, kit.Space1, kit.Space2))
		}
	}
	v.list.Objects = rows
	v.list.Refresh()
	v.view.Refresh()
}

// item is one thing seen; the one looked at shows its passages.
func (v *healthView) item(item *analysis.HealthItem, open bool) fyne.CanvasObject {
	rows := []fyne.CanvasObject{kit.NewParagraph(say.Sentence(item.Seen), kit.Body), kit.NewParagraph(say.Sentence(item.Sure), kit.Small)}
	if open {
		for _, id := range item.Findings {
			if f, ok := v.c.Looked[id]; ok {
				rows = append(rows, v.quote(&f))
			}
		}
	}
	act, run := v.remedy(item)
	side := []fyne.CanvasObject{}
	if act != "" {
		side = append(side, kit.NewButton(act, kit.Secondary, func() {
			v.c.Look(item)
			run()
		}))
	}
	side = append(side, kit.NewIconButton(icons.Close, say.T("Hide this"), func() { v.c.Hide(item) }))
	var dots []fyne.CanvasObject
	for _, id := range item.Tags {
		if t := v.s.model.Tags[id]; t != nil {
			dots = append(dots, kit.NewDot(kit.TagPaint(t.Color)))
		}
	}
	marks := kit.VStack(0, kit.Fixed(kit.HStack(2, dots...), marksWide, lineHigh))
	body := kit.HStackTop(kit.Space2, marks, kit.Grow(kit.VStack(kit.Space1, rows...)), kit.VStack(0, kit.HStack(kit.Space1, side...)))
	card := kit.NewListEntry(body, func() { v.c.Look(item) })
	card.OnMenu = func(at fyne.Position) {
		v.c.Look(item)
		kit.ShowMenuAt(kit.CanvasOf(v.root), at, v.menu(item)...)
	}
	card.SetSelected(open)
	v.cards[itemKey(item)] = card
	return card
}

// quote is one passage, with the way to its place.
func (v *healthView) quote(f *app.FindingRow) fyne.CanvasObject {
	var from []string
	for _, p := range []string{f.Code, f.InterviewTitle} {
		if p != "" {
			from = append(from, p)
		}
	}
	who := kit.NewElastic(strings.Join(from, " · "), kit.Small)
	row := []fyne.CanvasObject{kit.Grow(who)}
	if f.Interview != "" {
		to := kit.Route{Screen: kit.Reader, Study: f.Study, ID: string(f.Interview), Span: f.Span}
		row = []fyne.CanvasObject{kit.NewTextButton(say.T("Open"), kit.Small.In(kit.Accent), func() { v.s.goTo(to) }), kit.Grow(who)}
	}
	return kit.Inset(kit.Barred(kit.PaintOf(kit.Line), kit.VStack(2, kit.NewParagraph(f.Text(), kit.Control).Limit(3), kit.HStack(kit.Space2, row...))), kit.Space1, 0, 0, 0)
}

// remedy is the word on the button of an item, and what it does.
func (v *healthView) remedy(item *analysis.HealthItem) (string, func()) {
	s, m := v.s, v.s.model
	into := m.Tags[item.Into]
	if len(v.there(item)) < len(item.Tags) {
		return "", nil // the codebook has changed; the next look is on its way
	}
	first := item.Tags[0]
	choose := func(act func()) func() {
		return func() {
			m.Choose([]app.TagID{first})
			act()
		}
	}
	switch {
	case item.Remedy == analysis.Merge && into != nil:
		return say.T("Merge…"), func() {
			m.Choose(item.Tags)
			s.showMerge(item.Into)
		}
	case item.Remedy == analysis.Map && into != nil:
		return say.T("Map to the taxonomy"), choose(func() { m.Map(item.Into) })
	case item.Remedy == analysis.Define:
		return say.T("Define"), choose(s.panel.focusDefinition)
	case item.Remedy == analysis.Split:
		return say.T("Split…"), choose(s.splitTag)
	case item.Remedy == analysis.Delete:
		return say.T("Delete"), choose(func() {
			m.act(func(ctx context.Context) error { return m.Coding.DeleteTags(ctx, []app.TagID{first}) }, func() { m.Choose(nil) })
		})
	case item.Remedy == analysis.Replace && into != nil:
		return say.T("Move findings"), choose(func() { m.SetStatus(app.TagDeprecated, coding.Retire{ReplacedBy: item.Into, Move: true}) })
	case item.Remedy == analysis.Replace:
		return say.T("Replace…"), choose(s.retire)
	}
	return say.T("Show findings"), func() { s.openTag(first) }
}

// menu is what can be done about an item.
func (v *healthView) menu(item *analysis.HealthItem) []kit.MenuItem {
	var items []kit.MenuItem
	if act, run := v.remedy(item); act != "" {
		items = append(items, kit.MenuItem{Text: act, Key: "Enter", Run: run})
	}
	for _, id := range v.there(item) {
		items = append(items, kit.MenuItem{Text: say.T("Show “%s” in the tree", v.s.model.Tags[id].Name), Icon: icons.Tag, Run: func() { v.s.showTag(id) }})
	}
	return append(items, kit.Separator, kit.MenuItem{Text: say.T("Hide this"), Key: "H", Run: func() { v.c.Hide(item) }})
}

// showTag goes to a tag in the tree.
func (s *Screen) showTag(id app.TagID) {
	s.parts.Select(tagsPart)
	s.showPart()
	s.model.choose(id)
	s.Shown()
}

// freeKeys takes the keyboard from what is out of sight or was pressed, so that the keys of the view work.
func (s *Screen) freeKeys() {
	if c := kit.CanvasOf(s.root); c != nil && c.Overlays().Top() == nil {
		c.Unfocus()
	}
}

// healthKey acts on the item looked at; false when the view is not shown.
func (s *Screen) healthKey(k fyne.KeyName) bool {
	if !s.healthy() || s.checkup == nil {
		return false
	}
	v := s.checkup
	switch k {
	case fyne.KeyUp, fyne.KeyDown:
		by := 1
		if k == fyne.KeyUp {
			by = -1
		}
		v.c.Step(by)
		if item := v.c.Item(); item != nil {
			if card := v.cards[itemKey(item)]; card != nil {
				v.view.Reveal(card.Position().Y, card.Size().Height)
			}
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		if item := v.c.Item(); item != nil {
			if act, run := v.remedy(item); act != "" {
				run()
			}
		}
	}
	return true
}

// healthRune acts on the item looked at; false when the view is not shown.
func (s *Screen) healthRune(r rune) bool {
	if !s.healthy() || s.checkup == nil {
		return false
	}
	if item := s.checkup.c.Item(); item != nil && (r == 'h' || r == 'H') {
		s.checkup.c.Hide(item)
	}
	return true
}
