package codebook

import (
	"fyne.io/fyne/v2"

	"throughline/ui/kit"
)

// headMenu is what can be done on the whole codebook.
func (s *Screen) headMenu() []kit.MenuItem {
	m := s.model
	items := []kit.MenuItem{{Text: "Expand all", Run: func() { m.ToggleAll(true) }}, {Text: "Collapse all", Run: func() { m.ToggleAll(false) }}}
	for _, more := range s.acts {
		items = append(append(items, kit.Separator), more(m.Study)...)
	}
	return items
}

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "Up, Down", Does: "Go through the tags; Shift selects"}, {Keys: "Left, Right", Does: "Close or open a tag, go to its parent"},
		{Keys: "Enter", Does: "Open the findings that carry the tag"}, {Keys: "/", Does: "Find a tag"}, {Keys: "Ctrl A", Does: "Select all"}}
}

// Key acts on what is chosen.
func (s *Screen) Key(*fyne.KeyEvent) {}

// Rune acts on what is chosen, or begins to search.
func (s *Screen) Rune(r rune) {
	if r == '/' {
		s.search.Focus()
	}
}
