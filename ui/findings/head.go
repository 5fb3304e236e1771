package findings

import (
	"slices"

	"fyne.io/fyne/v2"

	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// head is the line above the table: which view, how many, search, and what can be done with all of it.
type head struct {
	s      *Screen
	root   *fyne.Container
	view   *kit.Button
	save   *kit.Button
	line   *kit.Text
	search *kit.SearchField
	query  *kit.IconButton
	show   *kit.IconButton
	more   *kit.IconButton
}

func newHead(s *Screen) *head {
	h := &head{s: s, line: kit.NewAside("", kit.Small)}
	m := s.model
	h.search = kit.NewSearchField(say.T("Words in passages and notes"), 240, m.SetText)
	h.search.OnSubmitted = func(string) { s.Shown() }
	h.view = kit.NewDropButton(say.T("All findings"), kit.Paint{}, func() { s.showViews(h.view) })
	h.save = kit.NewButton(say.T("Save…"), kit.Quiet, func() { s.showSave(h.save) })
	h.query = kit.NewIconButton(icons.Filter, say.T("Build a query (Q)"), s.toggleBuilder)
	h.show = kit.NewIconButton(icons.Table, say.T("Columns and rows"), func() { kit.ShowMenu(h.show, s.columnMenu()...) })
	h.more = kit.NewIconButton(icons.More, say.T("With these findings"), func() { kit.ShowMenu(h.more, s.allMenu()...) })
	h.root = kit.Head(kit.Space2, kit.NewText(say.T("Findings"), kit.Title), kit.Fixed(kit.NewFill(kit.Clear), 4, 1), h.view, h.save, kit.Grow(h.line), h.search, h.query, h.show, h.more)
	return h
}

func (h *head) paint() {
	m := h.s.model
	v, ok := m.View()
	name := v.Name
	switch {
	case !ok && m.Title != "":
		name = m.Title
	case !ok:
		name = say.T("Filtered")
	}
	name = shortWords(name, 32)
	if m.Edited() {
		name += say.T(" · edited")
	}
	h.view.SetText(name)
	h.line.SetText(h.words())
	if h.search.Text() != m.Query.Text {
		h.search.SetText(m.Query.Text)
	}
	h.query.SetOn(m.Building() != nil)
	unsaved := m.Edited() || m.at.id == "" && m.Filtered()
	h.save.Hidden = !unsaved || m.Views == nil
	h.root.Refresh()
}

// words say how many findings there are.
func (h *head) words() string {
	m := h.s.model
	if !m.Loaded {
		return ""
	}
	line := say.T("%s in all", say.Number(m.All))
	switch {
	case !m.Counted:
		line = say.T("counting…")
	case m.Filtered():
		line = say.T("%s of %s", say.Number(m.Count()), say.Number(m.All))
	}
	if m.Busy > 0 {
		line += say.T(" · saving…")
	}
	if m.Estimating() {
		line += say.T(" · estimating sentiment…")
	}
	return line
}

// chipBar says in plain words what the table is filtered by; each chip can be taken away.
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
	all := m.Chips()
	if m.Building() != nil { // the panel below says it, and chips that come and go would move it
		all = slices.DeleteFunc(all, func(x FilterChip) bool { return x.Query })
	}
	shown := ""
	for _, x := range all {
		shown += x.Text + "\x00" + x.Tip + "\x01"
	}
	if shown == c.shown {
		return
	}
	c.shown = shown
	c.flow.Objects = nil
	for _, x := range all {
		var chip *kit.Chip
		if x.Query {
			chip = kit.NewChip(x.Text, func() {
				if m.Building() == nil {
					m.OpenBuilder()
				}
			}).WithIcon(icons.Filter)
		} else {
			chip = kit.NewChip(x.Text, nil)
		}
		chip.OnRemove = x.Off
		chip.SetTip(x.Tip)
		c.flow.Add(chip)
	}
	if len(all) > 0 {
		c.flow.Add(kit.NewButton(say.T("Clear all"), kit.Quiet, m.ClearFilter))
	}
	c.root.Hidden = len(all) == 0
	c.root.Refresh()
	c.s.root.Refresh()
}
