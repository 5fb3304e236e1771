package codebook

import (
	"strconv"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/coding"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// headMenu is what can be done on the whole codebook.
func (s *Screen) headMenu() []kit.MenuItem {
	m := s.model
	items := []kit.MenuItem{
		{Text: say.T("New tag"), Icon: icons.Plus, Key: "N", Run: func() { m.Begin(false) }},
		{Text: say.T("New tag in the taxonomy"), Icon: icons.Plus, Run: func() { m.BeginIn("") }},
		kit.Separator,
		{Text: say.T("Expand all"), Run: func() { m.ToggleAll(true) }}, {Text: say.T("Collapse all"), Run: func() { m.ToggleAll(false) }},
	}
	for _, more := range s.acts {
		items = append(append(items, kit.Separator), more(m.Study)...)
	}
	return items
}

// menu is what can be done on what is chosen.
func (s *Screen) menu() []kit.MenuItem {
	m := s.model
	n := len(m.Chosen)
	one := n == 1
	mapped := false
	own := n > 0
	for _, id := range m.Chosen {
		if t := m.Tags[id]; t != nil {
			mapped, own = mapped || t.MapsTo != "", own && t.Study != ""
		}
	}
	items := []kit.MenuItem{
		{Text: say.T("Open findings"), Icon: icons.Findings, Key: "Enter", Disabled: !one, Run: func() { s.openTag(m.Chosen[0]) }},
		{Text: say.T("Find passages for it…"), Icon: icons.Wand, Disabled: !one, Run: func() { s.goTo(kit.FindWith(m.Chosen[0])) }},
		{Text: say.T("New tag beneath"), Icon: icons.Plus, Key: "B", Disabled: !one, Run: func() { m.Begin(true) }},
		{Text: say.T("Rename"), Icon: icons.Edit, Key: "F2", Disabled: !one, Run: s.rename},
		kit.Separator,
		{Text: say.T("Move to…"), Icon: icons.Move, Key: "M", Disabled: n == 0, Run: s.pickParent},
		{Text: say.T("Cut"), Key: "Ctrl X", Disabled: n == 0, Run: m.CutOut},
		{Text: say.T("Paste here"), Key: "Ctrl V", Disabled: len(m.Cut) == 0, Run: m.Paste},
		{Text: say.T("Merge…"), Icon: icons.Merge, Key: "G", Disabled: n == 0, Run: s.merge},
		{Text: say.T("Split…"), Icon: icons.Split, Key: "P", Disabled: !one || m.Current().Findings == 0, Run: s.splitTag},
		kit.Separator,
		{Text: say.T("Count for a tag of the taxonomy…"), Icon: icons.Link, Disabled: !own, Run: s.pickMap},
	}
	if mapped {
		items = append(items, kit.MenuItem{Text: say.T("Count for nothing"), Run: func() { m.Map("") }})
	}
	items = append(items, kit.MenuItem{Text: say.T("Promote to the taxonomy"), Icon: icons.Up, Disabled: !own, Run: m.Promote}, kit.Separator)
	items = append(items, s.statusMenu()...)
	words := say.T("Delete")
	if n > 1 {
		words = say.T("Delete %s", say.Count(n, "tag"))
	}
	return append(items, kit.Separator, kit.MenuItem{Text: words, Icon: icons.Trash, Key: "Del", Danger: true, Disabled: n == 0, Run: m.Delete})
}

func (s *Screen) statusMenu() []kit.MenuItem {
	m := s.model
	status := app.TagStatus("")
	if t := m.Current(); t != nil {
		status = t.Status
	}
	none := len(m.Chosen) == 0
	return []kit.MenuItem{
		{Text: say.T("Active"), Checked: status == app.TagActive, Disabled: none, Run: func() { m.SetStatus(app.TagActive, coding.Retire{}) }},
		{Text: say.T("Proposed"), Checked: status == app.TagProposed, Disabled: none, Run: func() { m.SetStatus(app.TagProposed, coding.Retire{}) }},
		{Text: say.T("Deprecated…"), Checked: status == app.TagDeprecated, Disabled: none, Run: s.retire},
	}
}

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "Up, Down", Does: say.T("Go through the tags; Shift selects")}, {Keys: "Left, Right", Does: say.T("Close or open a tag, go to its parent")},
		{Keys: "N", Does: say.T("New tag beside the selected one")}, {Keys: "B", Does: say.T("New tag beneath it")}, {Keys: "F2", Does: say.T("Rename")},
		{Keys: "1 … 9, 0", Does: say.T("Pin the tag to a digit, or to none")}, {Keys: "M", Does: say.T("Move to…")}, {Keys: "Ctrl X, Ctrl V", Does: say.T("Cut, put beneath the selected tag")},
		{Keys: "G", Does: say.T("Merge")}, {Keys: "P", Does: say.T("Split")}, {Keys: "E", Does: say.T("Edit the definition")},
		{Keys: "Enter", Does: say.T("Open the findings that carry the tag")}, {Keys: "Delete", Does: say.T("Delete; findings stay")},
		{Keys: "/", Does: say.T("Find a tag")}, {Keys: "Ctrl A", Does: say.T("Select all")}, {Keys: "Up, Down, Enter, H", Does: say.T("In Health: go through, mend, hide")}}
}

// Key acts on what is chosen.
func (s *Screen) Key(k *fyne.KeyEvent) {
	if s.healthKey(k.Name) {
		return
	}
	m := s.model
	switch k.Name {
	case fyne.KeyDelete:
		m.Delete()
	case fyne.KeyF2:
		s.rename()
	case fyne.KeyEscape:
		if !m.DropCut() && len(m.Chosen) > 0 {
			m.Choose(nil)
		}
	}
}

// Rune acts on what is chosen, or begins to search.
func (s *Screen) Rune(r rune) {
	m := s.model
	if s.healthRune(r) || s.parts.Selected() != tagsPart {
		return
	}
	switch r {
	case '/':
		s.search.Focus()
	case 'n', 'N':
		m.Begin(false)
	case 'b', 'B':
		if m.Current() != nil {
			m.Begin(true)
		}
	case 'm', 'M':
		s.pickParent()
	case 'g', 'G':
		s.merge()
	case 'p', 'P':
		s.splitTag()
	case 'e', 'E':
		s.panel.focusDefinition()
	}
	if r >= '0' && r <= '9' {
		digit, _ := strconv.Atoi(string(r)) // it is a digit
		m.Pin(digit)
	}
}

// shortcut is Ctrl+X and Ctrl+V on the tree.
func (s *Screen) shortcut(sc fyne.Shortcut) {
	switch sc.(type) {
	case *fyne.ShortcutCut:
		if len(s.model.Chosen) > 0 {
			s.model.CutOut()
		}
	case *fyne.ShortcutPaste:
		s.model.Paste()
	}
}

func (s *Screen) openTag(id app.TagID) {
	if t := s.model.Tags[id]; t != nil {
		s.goTo(kit.Route{Screen: kit.Findings, ID: string(t.ID), Filter: t.Name})
	}
}
