package people

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// head is the line above the table: how many, search, and what can be done with all of it.
type head struct {
	s      *Screen
	root   *fyne.Container
	line   *kit.Text
	search *kit.SearchField
	filter *kit.IconButton
	show   *kit.IconButton
	more   *kit.IconButton
}

func newHead(s *Screen) *head {
	h := &head{s: s, line: kit.NewAside("", kit.Small)}
	m := s.model
	h.search = kit.NewSearchField(say.T("Words in any field"), 220, m.SetText)
	h.search.OnSubmitted = func(string) { s.Shown() }
	h.filter = kit.NewIconButton(icons.Filter, say.T("Filter by a field (F)"), func() { s.pickColumn(h.filter, NewWhere) })
	h.show = kit.NewIconButton(icons.Table, say.T("Columns"), func() { s.pickColumns(h.show) })
	h.more = kit.NewIconButton(icons.More, say.T("With people"), func() { kit.ShowMenu(h.more, s.allMenu()...) })
	h.root = kit.Head(kit.Space2, kit.NewText(say.T("People"), kit.Title), kit.Fixed(kit.NewFill(kit.Clear), 4, 1), kit.PeopleTabs(kit.People, s.goTo),
		kit.Fixed(kit.NewFill(kit.Clear), 2, 1), kit.Grow(h.line), h.search, h.filter, h.show, h.more)
	return h
}

func (h *head) paint() {
	m := h.s.model
	h.line.SetText(h.words())
	if h.search.Text() != m.Filter.Text {
		h.search.SetText(m.Filter.Text)
	}
	h.filter.SetOn(len(m.Filter.All) > 0)
	h.root.Refresh()
}

// words say how many people there are.
func (h *head) words() string {
	m := h.s.model
	if !m.Loaded || m.Roster == nil {
		return ""
	}
	line := say.Count(m.All(), "person")
	if m.Filtered() {
		line = say.T("%s of %s", say.Number(len(m.Rows)), line)
	}
	if n := len(m.Chosen); n > 1 {
		line += say.T(" · %s selected", say.Number(n))
	}
	if m.Busy > 0 {
		line += say.T(" · saving…")
	}
	return line
}

// chipBar is the line of segments and of the conditions that the table is filtered by.
type chipBar struct {
	s     *Screen
	flow  *fyne.Container
	root  *fyne.Container
	shown string
}

func newChipBar(s *Screen) *chipBar {
	c := &chipBar{s: s, flow: kit.Flow(kit.Space1)}
	c.root = kit.Stack(c.flow)
	c.root.Hide()
	return c
}

func (c *chipBar) paint() {
	m := c.s.model
	if shown := c.state(); shown == c.shown {
		return
	} else {
		c.shown = shown
	}
	c.flow.Objects = nil
	if m.Roster != nil && len(m.Roster.Rows) > 0 {
		c.segments()
		c.conditions()
	}
	c.root.Hidden = len(c.flow.Objects) == 0
	c.root.Refresh()
	c.s.root.Refresh()
}

// state is all that the chips depend on.
func (c *chipBar) state() string {
	m := c.s.model
	var b strings.Builder
	for _, v := range m.Saved {
		b.WriteString(string(v.ID) + v.Name + "\x00")
	}
	for _, w := range m.Filter.All {
		b.WriteString(m.Words(w) + "\x01")
	}
	b.WriteString(string(m.at.id) + string(m.Study))
	for _, on := range []bool{m.Inside, m.Edited(), m.Filtered(), m.Roster != nil && len(m.Roster.Rows) > 0} {
		if on {
			b.WriteString("1")
		} else {
			b.WriteString("0")
		}
	}
	return b.String()
}

// segments are the people of the study, everyone, and the saved segments.
func (c *chipBar) segments() {
	m := c.s.model
	none := m.at.id == "" && !m.Filtered()
	if m.Study != "" {
		in := kit.NewChip(say.T("This study"), func() { m.SetInside(true) })
		in.SetOn(m.Inside && none)
		in.SetTip(say.T("People interviewed in this study, or on its list of candidates"))
		c.flow.Add(in)
	}
	all := kit.NewChip(say.T("Everyone"), func() {
		m.Inside = false
		m.ShowSegment(app.View{})
	})
	all.SetOn(!m.Inside && none)
	c.flow.Add(all)
	for _, v := range m.Saved {
		text := v.Name
		if v.ID == m.at.id && m.Edited() {
			text += say.T(" · edited")
		}
		chip := kit.NewChip(text, nil)
		chip.OnTap = func() {
			if v.ID == m.at.id {
				kit.ShowMenu(chip, c.s.segmentMenu(v)...)
				return
			}
			m.ShowSegment(v)
		}
		chip.SetOn(v.ID == m.at.id)
		chip.SetTip(say.T("A saved segment: whoever fits it now. Press it again to rename, move or delete it."))
		c.flow.Add(chip)
	}
}

// conditions are what the table is filtered by.
func (c *chipBar) conditions() {
	m := c.s.model
	for i, w := range m.Filter.All {
		chip := kit.NewChip(m.Words(w), nil).WithIcon(icons.Filter)
		chip.OnTap = func() { c.s.editWhere(chip, i, w) }
		chip.OnRemove = func() { m.DropWhere(i) }
		c.flow.Add(chip)
	}
	if !m.Filtered() || m.Views == nil || m.ReadOnly {
		return
	}
	switch _, ok := m.Segment(); {
	case ok && m.Edited():
		c.flow.Add(kit.NewButton(say.T("Save segment"), kit.Quiet, m.SaveSegment))
		c.flow.Add(kit.NewButton(say.T("Save as new…"), kit.Quiet, c.s.askSegment))
	case !ok:
		c.flow.Add(kit.NewButton(say.T("Save as segment…"), kit.Quiet, c.s.askSegment))
	}
	if len(m.Filter.All) > 0 {
		c.flow.Add(kit.NewButton(say.T("Clear"), kit.Quiet, m.ClearFilter))
	}
}

// segmentMenu is what can be done with a saved segment.
func (s *Screen) segmentMenu(v app.View) []kit.MenuItem {
	m := s.model
	return []kit.MenuItem{
		{Text: say.T("Rename…"), Icon: icons.Edit, Disabled: m.ReadOnly, Run: func() {
			s.askWords(say.T("Rename segment"), say.T("Name"), v.Name, say.T("Rename"), "", func(name string, done func(error)) { m.RenameSegment(v.ID, name, done) })
		}},
		{Text: say.T("Save what is shown"), Icon: icons.Check, Disabled: m.ReadOnly || !m.Edited() || v.ID != m.at.id, Run: m.SaveSegment},
		{Text: say.T("Move left"), Icon: icons.Left, Disabled: m.ReadOnly, Run: func() { m.MoveSegment(v.ID, false) }},
		{Text: say.T("Move right"), Icon: icons.Right, Disabled: m.ReadOnly, Run: func() { m.MoveSegment(v.ID, true) }},
		kit.Separator,
		{Text: say.T("Delete segment"), Icon: icons.Trash, Danger: true, Disabled: m.ReadOnly, Run: func() { m.DeleteSegment(v.ID) }},
	}
}

// askSegment keeps what the table is filtered by under a name.
func (s *Screen) askSegment() {
	s.askWords(say.T("Save as a segment"), say.T("Name"), s.model.SuggestedName(), say.T("Save segment"),
		say.T("A segment is a question, not a list: it shows whoever fits it on the day you look."), s.model.SaveSegmentAs)
}
