package ui

import (
	"throughline/assets/icons"
	"throughline/docs"
	"throughline/ui/help"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/shell"
)

// helpPage is the user guide. It stands under no entry of the rail: F1, the Help menu and the palette lead to it.
func (d *desktop) helpPage(sh func() *shell.Shell) *shell.Page {
	m := &help.Model{Files: docs.Files, Language: say.Language()}
	d.leave = append(d.leave, m.Close)
	s := help.New(m, help.Doors{
		GoTo:      func(r kit.Route) { sh().Go(r) },
		Back:      func() { sh().Back() },
		Shortcuts: func() { sh().ShowShortcuts() },
	})
	return &shell.Page{ID: kit.Help, Title: say.T("Help"), Icon: icons.Help, Under: kit.Help, Content: s.Content(), Open: s.Open,
		Shown: s.Shown, Key: s.Key, Rune: s.Rune, Keys: s.Keys()}
}

// guideChapters are the chapters of the guide for the palette.
func guideChapters(goTo func(kit.Route)) []kit.PickItem {
	chapters, err := help.Contents(docs.Files, say.Language())
	if err != nil {
		return nil // the help itself says what is wrong
	}
	items := make([]kit.PickItem, len(chapters))
	for i, c := range chapters {
		items[i] = kit.PickItem{Text: c.Title, Detail: c.About, Run: func() { goTo(kit.HelpPage(c.File, "")) }}
	}
	return items
}

// showHelp opens the user guide over the ways in.
func (d *desktop) showHelp() {
	c := d.win.Canvas()
	if c.Overlays().Top() != nil {
		return
	}
	m := &help.Model{Files: docs.Files, Language: say.Language()}
	size := c.Size()
	sheet := kit.NewDialog(say.T("User guide"), min(1080, size.Width-80), min(700, size.Height-60))
	var s *help.Screen
	s = help.New(m, help.Doors{Back: sheet.Hide, GoTo: func(r kit.Route) {
		if r.Screen == kit.Help { // other places need a workspace
			s.Open(r)
		}
	}})
	sheet.SetContent(s.Content())
	sheet.SetActions(nil, kit.NewButton(say.T("Close"), kit.Secondary, sheet.Hide))
	sheet.OnClose = m.Close
	sheet.Show(c)
	s.Open(kit.Route{Screen: kit.Help})
	s.Shown()
}
