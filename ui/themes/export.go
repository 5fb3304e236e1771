package themes

import (
	"throughline/app"
	"throughline/app/report/board"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

// UseExport offers to write the board to a file of the person's choice. Call it once, before the screen is used.
func (s *Screen) UseExport(write func(study app.StudyID, name string, kind board.Kind)) {
	s.export = write
}

// UseAcross offers to compare studies. Call it once, before the screen is used.
func (s *Screen) UseAcross(show func()) { s.compare = show }

// boardMenu is what can be done with the board as a whole.
func (s *Screen) boardMenu() []kit.MenuItem {
	m := s.model
	var items []kit.MenuItem
	if s.compare != nil {
		items = append(items, kit.MenuItem{Text: "Compare studies…", Icon: icons.Merge, Run: s.compare}, kit.Separator)
	}
	none := s.export == nil || !m.Loaded || len(m.Themes) == 0
	for _, x := range []struct {
		kind board.Kind
		text string
	}{{board.PNG, "Export board as picture (PNG)…"}, {board.SVG, "Export board as drawing (SVG)…"}, {board.CSV, "Export themes and findings (CSV)…"}} {
		icon := icons.Export
		if x.kind == board.CSV {
			icon = icons.Table
		}
		items = append(items, kit.MenuItem{Text: x.text, Icon: icon, Disabled: none, Run: func() { s.export(m.Study, m.boardName(), x.kind) }})
	}
	return items
}

// boardName is what the file of the board is called.
func (m *Model) boardName() string {
	if m.Study == "" {
		return "Themes across studies"
	}
	return "Themes"
}
