package themes

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return append(boardKeys(), []kit.KeyHelp{{Keys: "Up, Down", Does: say.T("In the list: go through the themes")}, {Keys: "N", Does: say.T("New theme")}, {Keys: "R", Does: say.T("Rename the theme")},
		{Keys: "L", Does: say.T("Lock or unlock it")}, {Keys: "I", Does: say.T("Add the chosen cards, or the theme, to an insight")}, {Keys: "Delete", Does: say.T("Delete it; its findings become unsorted")},
		{Keys: "Space", Does: say.T("Choose the card that has the keyboard")}, {Keys: "M", Does: say.T("Move the chosen cards")}, {Keys: "O", Does: say.T("Open the card in its interview")},
		{Keys: "V", Does: say.T("Next way to look: board, list, map, table")}, {Keys: "P", Does: say.T("Propose themes")}, {Keys: "+, -", Does: say.T("In a proposal: more, fewer themes")},
		{Keys: "0", Does: say.T("In a proposal: the suggested number")}, {Keys: "Space", Does: say.T("In a proposal: take the theme, or leave it out")},
		{Keys: "R, G", Does: say.T("In a proposal: rename, make part of another")}, {Keys: "A", Does: say.T("Accept the proposal")},
		{Keys: "Arrows, Enter, Space", Does: say.T("On a map: next dot, open it, choose it")},
		{Keys: "A, T", Does: say.T("On a map: choose all of a theme, tag what is chosen")}, {Keys: "+, -, 0", Does: say.T("On a map: closer, further, all of it")},
		{Keys: "Enter, Shift Up, Shift Down", Does: say.T("In the table: the page of the theme, choose several to merge")},
		{Keys: "Esc", Does: say.T("Choose none, leave the proposal")}}...)
}

// boardKeys are the keys of the board.
func boardKeys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "Arrows", Does: say.T("On the board: next card, heading or column")}, {Keys: "Shift Up, Shift Down", Does: say.T("Choose several cards")},
		{Keys: "Ctrl arrows", Does: say.T("Move the chosen cards, or on a heading the theme")}, {Keys: "Ctrl X, Ctrl V", Does: say.T("Take cards out, put them in here")},
		{Keys: "Enter, F2", Does: say.T("Open the card, rename the theme")}, {Keys: "X, G", Does: say.T("Split the theme, merge it into another")}, {Keys: "/, F", Does: say.T("Find on the board, filter it")},
		{Keys: "C", Does: say.T("Collapse or open the column")}, {Keys: "+, -, 0", Does: say.T("Larger, smaller, as it was")}, {Keys: "A, U", Does: say.T("In a proposal on the board: accept this, leave it out")},
		{Keys: ", .", Does: say.T("In a proposal on the board: fewer, more themes")}}
}

// Key acts on the selected theme.
func (s *Screen) Key(k *fyne.KeyEvent) {
	m := s.model
	if s.keyTaken(k) {
		return
	}
	switch k.Name {
	case fyne.KeyUp:
		m.Step(-1)
	case fyne.KeyDown:
		m.Step(1)
	case fyne.KeyDelete:
		m.Delete()
	case fyne.KeyF2:
		s.askRename()
	case fyne.KeyEscape:
		switch {
		case m.Err != nil:
			m.DismissErr()
		case len(m.Picked) > 0:
			m.DropPicks()
		case m.MapOn && !m.Viewing:
			m.Unlight()
		default:
			m.View(false)
		}
	}
}

// Rune acts on the selected theme or the chosen cards.
func (s *Screen) Rune(r rune) {
	m := s.model
	if s.runeTaken(r) {
		return
	}
	switch r {
	case 'n', 'N':
		s.askName()
	case 'r', 'R':
		s.askRename()
	case 'l', 'L':
		if t := m.Theme(); t != nil {
			m.Lock(!t.Locked)
		}
	case 'i', 'I':
		s.addActing()
	case 'm', 'M':
		s.pickTarget(nil, s.acting())
	case 'o', 'O':
		s.openActing()
	case 'v', 'V':
		s.nextFace()
	case 'p', 'P':
		if m.Total > 0 && !m.Proposing {
			m.Propose()
		}
	}
}

// pickTarget lets the person choose the theme findings move to, under what was pressed or in the upper middle.
func (s *Screen) pickTarget(anchor fyne.CanvasObject, ids []app.FindingID) {
	m := s.model
	if len(ids) == 0 {
		return
	}
	var items []kit.PickItem
	for _, t := range m.Themes {
		if t.ID != m.Selected {
			items = append(items, kit.PickItem{Text: t.Name, Detail: say.Count(t.Findings, "finding"), Run: func() { m.Move(ids, t.ID) }})
		}
	}
	if m.Selected != Unsorted {
		items = append(items, kit.PickItem{Text: say.T("Unsorted"), Muted: true, Run: func() { m.Move(ids, Unsorted) }})
	}
	p := kit.NewPicker(say.T("Move %s to…", say.Count(len(ids), "finding")), 360, func(q string) []kit.PickItem {
		found := kit.Match(q, items)
		if q = strings.TrimSpace(q); q != "" && !m.hasTheme(q) {
			found = append(found, kit.PickItem{Text: say.T("New theme “%s”", q), Muted: true, Run: func() { m.MoveToNew(ids, q) }})
		}
		return found
	})
	if anchor == nil {
		p.ShowTop(kit.CanvasOf(s.root))
		return
	}
	p.ShowBelow(anchor)
}

func (s *Screen) themeMenu() []kit.MenuItem {
	m := s.model
	t := m.Theme()
	if t == nil {
		return nil
	}
	lock := kit.MenuItem{Text: say.T("Lock"), Icon: icons.Lock, Key: "L", Run: func() { m.Lock(true) }}
	if t.Locked {
		lock = kit.MenuItem{Text: say.T("Unlock"), Icon: icons.Unlock, Key: "L", Run: func() { m.Lock(false) }}
	}
	return []kit.MenuItem{
		{Text: say.T("Rename…"), Icon: icons.Edit, Key: "R", Run: s.askRename},
		{Text: say.T("Note…"), Icon: icons.Note, Run: s.askNote},
		lock,
		{Text: say.T("Merge into…"), Icon: icons.Merge, Disabled: len(m.Themes) < 2, Run: s.askMerge},
		{Text: say.T("Write insight"), Icon: icons.Edit, Run: s.writeInsight},
		{Text: say.T("Add to insight…"), Icon: icons.Insights, Key: "I", Run: func() { s.addTheme(&t.Theme) }},
		kit.Separator,
		{Text: say.T("Delete theme"), Icon: icons.Trash, Key: "Del", Danger: true, Run: m.Delete},
	}
}

// askMerge lets the person choose the theme that takes this one in.
func (s *Screen) askMerge() {
	m := s.model
	var items []kit.PickItem
	for _, t := range m.Themes {
		if t.ID != m.Selected {
			items = append(items, kit.PickItem{Text: t.Name, Detail: say.Count(t.Findings, "finding"), Run: func() { m.Merge(t.ID) }})
		}
	}
	kit.NewPicker(say.T("Merge into theme…"), 360, func(q string) []kit.PickItem { return kit.Match(q, items) }).ShowTop(kit.CanvasOf(s.root))
}

func (s *Screen) askName() {
	e := kit.NewEntry(say.T("What do these findings say?"))
	s.ask(say.T("New theme"), say.T("Create theme"), &e.Entry.Text, e, func(text string, done func(error)) { s.model.Create(text, done) })
}

func (s *Screen) askRename() {
	if t := s.model.Theme(); t != nil {
		e := kit.NewEntry(say.T("Name"))
		e.SetText(t.Name)
		s.ask(say.T("Rename theme"), say.T("Rename"), &e.Entry.Text, e, func(text string, done func(error)) { s.model.Rename(text, done) })
	}
}

func (s *Screen) askNote() {
	if t := s.model.Theme(); t != nil {
		e := kit.NewTextArea(say.T("What holds these findings together?"), 4)
		e.SetText(t.Note)
		s.ask(say.T("Note on the theme"), say.T("Save note"), &e.Entry.Text, e, func(text string, done func(error)) { s.model.Note(text, done) })
	}
}

// ask opens a form with one field. It closes when what it asks for is done; what went wrong is said above the words, which
// stay.
func (s *Screen) ask(title, act string, text *string, field *kit.Entry, do func(string, func(error))) {
	wrong := kit.VStack(0)
	d := kit.NewDialog(title, 480, 200+field.MinSize().Height-kit.ControlHigh)
	save := func() {
		do(strings.TrimSpace(*text), func(err error) {
			if err == nil {
				d.Hide()
				return
			}
			message, hint := say.Explain(err)
			wrong.Objects = []fyne.CanvasObject{kit.NewParagraph(message+" "+hint, kit.Small.In(kit.BadInk))}
			wrong.Refresh()
			d.SetContent(kit.VStack(kit.Space2, field, wrong))
			field.Focus()
		})
	}
	if !field.MultiLine {
		field.OnSubmitted = func(string) { save() }
	}
	d.SetContent(kit.VStack(kit.Space2, field, wrong))
	d.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), kit.NewButton(act, kit.Primary, save))
	d.Show(kit.CanvasOf(s.root))
	field.Focus()
}
