package findings

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// showViews lets the person choose a view: saved ones, pinned before the others, and those that are always there.
func (s *Screen) showViews(anchor fyne.CanvasObject) {
	m := s.model
	item := func(v app.View, group string) kit.PickItem {
		it := kit.PickItem{Text: v.Name, Group: group, Run: func() { m.ShowView(v) }}
		switch {
		case v.ID == m.at.id:
			it.Icon = icons.Check
		case v.Pinned:
			it.Icon = icons.Star
		}
		if v.Author != "" && v.Study == "" {
			it.Detail = say.T("all studies")
		}
		return it
	}
	var items []kit.PickItem
	for _, v := range m.Saved {
		items = append(items, item(v, say.T("Saved views")))
	}
	for _, v := range m.Standing() {
		items = append(items, item(v, say.T("Always there")))
	}
	p := kit.NewPicker(say.T("Find a view…"), 320, func(q string) []kit.PickItem {
		found := kit.Match(q, items)
		if v, ok := m.View(); ok && m.SavedView() && q == "" {
			found = append(found, kit.PickItem{Text: say.T("Rename, pin or move “%s”…", shortWords(v.Name, 22)), Group: say.T("This view"), Muted: true,
				Run: func() { kit.ShowMenu(anchor, s.viewMenu(v)...) }})
		}
		if m.Filtered() && q == "" {
			found = append(found, kit.PickItem{Text: say.T("Save as a new view…"), Group: say.T("This view"), Muted: true, Run: s.askSaveAs})
		}
		return found
	})
	p.ShowBelow(anchor)
}

// viewMenu is what can be done with a saved view.
func (s *Screen) viewMenu(v app.View) []kit.MenuItem {
	m := s.model
	pin := kit.MenuItem{Text: say.T("Pin beside the table"), Icon: icons.Star, Run: func() { m.PinView(v.ID, true) }}
	if v.Pinned {
		pin = kit.MenuItem{Text: say.T("Unpin"), Icon: icons.StarFull, Run: func() { m.PinView(v.ID, false) }}
	}
	return []kit.MenuItem{
		pin,
		{Text: say.T("Rename…"), Icon: icons.Edit, Run: func() {
			s.askName(say.T("Rename view"), v.Name, say.T("Rename"), nil, func(name string, done func(error)) { m.RenameView(v.ID, name, done) })
		}},
		{Text: say.T("Move up"), Icon: icons.Up, Run: func() { m.MoveView(v.ID, false) }},
		{Text: say.T("Move down"), Icon: icons.Down, Run: func() { m.MoveView(v.ID, true) }},
		kit.Separator,
		{Text: say.T("Delete view"), Icon: icons.Trash, Danger: true, Run: func() { m.DeleteView(v.ID) }},
	}
}

// showSave keeps what the table shows: in the view it was opened from, or as a new one.
func (s *Screen) showSave(anchor fyne.CanvasObject) {
	m := s.model
	v, ok := m.View()
	if !ok || !m.SavedView() {
		s.askSaveAs()
		return
	}
	kit.ShowMenu(anchor,
		kit.MenuItem{Text: say.T("Save in “%s”", shortWords(v.Name, 28)), Icon: icons.Check, Run: func() { m.SaveView(nil) }},
		kit.MenuItem{Text: say.T("Save as a new view…"), Icon: icons.Plus, Run: s.askSaveAs},
		kit.MenuItem{Text: say.T("Back to the view as saved"), Icon: icons.Undo, Run: func() { m.ShowView(v) }})
}

// askSaveAs asks for the name of a new view.
func (s *Screen) askSaveAs() {
	m := s.model
	all := kit.NewCheck(say.T("In all studies"), false, nil)
	var more fyne.CanvasObject
	if m.Query.Study != "" {
		more = all
	}
	s.askName(say.T("Save as a view"), m.SuggestedName(), say.T("Save view"), more, func(name string, done func(error)) { m.SaveViewAs(name, all.On(), done) })
}
