package themes

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/report/board"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// UseExport offers to write the board to a file of the person's choice. Call it once, before the screen is used.
func (s *Screen) UseExport(write func(study app.StudyID, name string, kind board.Kind)) {
	s.export = write
}

// UseAcross offers to compare studies. Call it once, before the screen is used.
func (s *Screen) UseAcross(show func()) { s.compare = show }

// UseStudies offers the list of studies to choose from. Call it once, before the screen is used.
func (s *Screen) UseStudies(choose func()) { s.choose = choose }

// acrossBar says why the board of all studies is empty, and what to do instead.
func (s *Screen) acrossBar() fyne.CanvasObject {
	var acts []fyne.CanvasObject
	if s.compare != nil {
		acts = append(acts, kit.NewButton(say.T("Compare studies"), kit.Quiet, s.compare))
	}
	acts = append(acts, kit.NewButton(say.T("Themes of all studies"), kit.Secondary, func() { s.model.Show(Pages) }))
	if s.choose != nil {
		acts = append(acts, kit.NewButton(say.T("Choose a study"), kit.Secondary, s.choose))
	}
	return kit.NoticeBar("", kit.Calling, kit.NewRuns(kit.Run{Text: say.T("Themes belong to a study. "), Style: kit.Strong},
		kit.Run{Text: say.T("This board is for themes across studies, and there are none yet."), Style: kit.Body}), acts...)
}

// boardMenu is what can be done with the board as a whole.
func (s *Screen) boardMenu() []kit.MenuItem {
	m := s.model
	var items []kit.MenuItem
	if s.compare != nil {
		items = append(items, kit.MenuItem{Text: say.T("Compare studies…"), Icon: icons.Merge, Run: s.compare}, kit.Separator)
	}
	none := s.export == nil || !m.Loaded || len(m.Themes) == 0
	for _, x := range []struct {
		kind board.Kind
		text string
	}{{board.PNG, say.T("Export board as picture (PNG)…")}, {board.SVG, say.T("Export board as drawing (SVG)…")}, {board.CSV, say.T("Export themes and findings (CSV)…")}} {
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
		return say.T("Themes across studies")
	}
	return say.T("Themes")
}
