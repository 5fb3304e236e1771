package reader

import (
	"fmt"

	"throughline/ui/kit"
	"throughline/ui/say"
)

// chooseTag opens the menu of the tags in this interview.
func (h *header) chooseTag() {
	m := h.s.model
	items := []kit.MenuItem{{Text: say.T("All tags"), Checked: m.ShownTag() == "", Run: func() { m.ShowTag("") }}, kit.Separator}
	for _, u := range m.Used() {
		items = append(items, kit.MenuItem{Text: u.Path, Dot: kit.TagPaint(u.Color), Detail: fmt.Sprint(u.Findings),
			Checked: m.ShownTag() == u.ID, Run: func() { m.ShowTag(u.ID) }})
	}
	kit.ShowMenu(h.tags, items...)
}

// chooseShown opens the menu of speakers and coders.
func (h *header) chooseShown() {
	m := h.s.model
	label, voiced := m.ShownSpeaker()
	items := []kit.MenuItem{{Text: say.T("Speaker"), Head: true}, {Text: say.T("All speakers"), Checked: !voiced, Run: func() { m.ShowSpeaker("", true) }}}
	for _, sp := range m.Interview.Speakers {
		items = append(items, kit.MenuItem{Text: sp.Name, Checked: voiced && label == sp.Label, Run: func() { m.ShowSpeaker(sp.Label, false) }})
	}
	whose := func(text, detail string, w Whose) kit.MenuItem {
		return kit.MenuItem{Text: text, Detail: detail, Checked: m.Whose() == w, Run: func() { m.ShowWhose(w) }}
	}
	items = append(items, kit.Separator, kit.MenuItem{Text: say.T("Coder"), Head: true}, whose(say.T("Everybody"), "", Everybody), whose(say.T("Only mine"), "", Mine))
	if m.Whose() != Blind {
		for _, name := range m.Coders() {
			items = append(items, whose(say.T("Only %s", name), "", Whose(name)))
		}
	}
	kit.ShowMenu(h.shown, append(items, whose(say.T("Blind"), say.T("hides all that others did"), Blind))...)
}

// shownWords names what is shown, for the chip; "" for all.
func (m *Model) shownWords() string {
	who := ""
	switch w := m.Whose(); w {
	case Everybody:
	case Mine:
		who = say.T("mine")
	case Blind:
		who = say.T("blind")
	default:
		who = string(w)
	}
	if label, ok := m.ShownSpeaker(); ok {
		name := m.Interview.Speaker(label).Name
		if who != "" {
			return name + ", " + who
		}
		return name
	}
	return who
}
