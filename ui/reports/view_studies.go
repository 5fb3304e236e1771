package reports

import (
	"slices"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// chooser lets a person choose some of all studies: a searchable list, and a chip for each that was chosen.
type chooser struct {
	s     *Screen
	row   *fyne.Container // in the panel; hidden where there is nothing to choose
	chips *fyne.Container
	open  *kit.Button
	shown []app.StudyID // whose chips stand there
	known int
}

// mostChips is how many chips stand in the panel; one more leads to the rest.
const mostChips = 8

func newChooser(s *Screen) *chooser {
	c := &chooser{s: s, chips: kit.Flow(kit.Space1)}
	c.open = kit.NewIconTextButton(icons.Search, "", kit.Secondary, c.pick)
	c.row = kit.FormRow(say.T("Studies"), kit.VStack(kit.Space2, c.chips, kit.HStack(0, c.open, kit.Spacer())))
	c.row.Hide()
	return c
}

// says is what the button offers.
func (c *chooser) says() string {
	if len(c.s.model.Some) == 0 {
		return say.T("All %s", say.Count(len(c.s.model.Known), "study"))
	}
	return say.T("Add or take out…")
}

// paint shows what is chosen; true when the panel has another height.
func (c *chooser) paint() bool {
	m := c.s.model
	some := m.Some
	if len(m.Known) < 2 {
		some = nil
	}
	if c.known == len(m.Known) && slices.Equal(c.shown, some) && c.row.Visible() == (len(m.Known) > 1) {
		return false
	}
	c.shown, c.known = append([]app.StudyID(nil), some...), len(m.Known)
	c.open.SetText(c.says())
	c.chips.Objects = nil
	const wide = panelWidth - 2*kit.Space4
	for i, id := range some {
		if i == mostChips {
			c.chips.Add(kit.NewChip(say.T("+ %s more", say.Number(len(some)-i)), c.pick).Faintly())
			break
		}
		name := nameOf(m.Known, id)
		chip := kit.NewChip(kit.Fit(name, kit.Control, wide-44), nil)
		chip.SetTip(name)
		chip.OnRemove = func() {
			m.Choose(id, false)
			c.focus() // the chip that had the keyboard is gone
		}
		c.chips.Add(chip)
	}
	c.chips.Hidden = len(c.chips.Objects) == 0
	show(c.row, len(m.Known) > 1)
	return true
}

// pick opens the list of studies. It stays for several choices; Escape closes it.
func (c *chooser) pick() {
	m := c.s.model
	p := kit.NewPicker(say.T("Find studies, Enter chooses"), 420, func(q string) []kit.PickItem {
		all := kit.PickItem{Text: say.T("All studies"), Icon: mark(len(m.Some) == 0), Detail: say.Number(len(m.Known)), Run: m.ChooseAll}
		items := []kit.PickItem{all}
		for i := range m.Known {
			st := &m.Known[i]
			on := m.Chosen(st.ID)
			items = append(items, kit.PickItem{Text: st.Name, Icon: mark(on), Detail: say.Sentence(st.Status), Also: st.Product + " " + st.Region, Run: func() { m.Choose(st.ID, !on) }})
		}
		return kit.Match(q, items)
	})
	p.Keep = true
	p.OnClose = c.focus
	p.ShowBelow(c.open)
}

// focus gives the keyboard to the button.
func (c *chooser) focus() {
	if canvas := kit.CanvasOf(c.open); canvas != nil {
		canvas.Focus(c.open)
	}
}

// mark is the sign before what is chosen.
func mark(on bool) icons.Name {
	if on {
		return icons.Check
	}
	return icons.Studies
}
