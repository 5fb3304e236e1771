package findings

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/sentiment"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

func lower(s string) string { return strings.ToLower(s) }

func (s *Screen) menu() []kit.MenuItem {
	m := s.model
	of := s.target()
	stance := func(word string, st app.Stance) kit.MenuItem {
		return kit.MenuItem{Text: word, Run: func() { m.SetStance(of, st) }}
	}
	sound := func(to app.Sound) kit.MenuItem {
		word := "Sentiment: " + lower(sentiment.Word(to))
		if to == "" {
			word = "Sentiment as estimated"
		}
		return kit.MenuItem{Text: word, Run: func() { m.SetSentiment(of, to.Sentiment()) }}
	}
	words := "Delete"
	if of.Len() > 1 {
		words = "Delete " + findings(of.Len())
	}
	return []kit.MenuItem{
		{Text: "Open in the interview", Icon: icons.Interviews, Key: "Enter", Disabled: of.Len() != 1, Run: s.openChosen},
		{Text: "Tag…", Icon: icons.Tag, Key: "T", Run: func() { s.pickTag(s.table) }},
		{Text: "Replace a tag…", Icon: icons.Split, Key: "R", Disabled: len(s.carried()) == 0, Run: func() { s.pickRetag(s.table) }},
		{Text: "Move to theme…", Icon: icons.Move, Key: "M", Run: func() { s.pickTheme(s.table) }},
		{Text: "Note…", Icon: icons.Note, Key: "N", Disabled: of.Len() != 1, Run: s.askNote},
		{Text: "Star", Icon: icons.Star, Key: "S", Run: func() { m.Star(of, true) }},
		{Text: "Remove star", Icon: icons.StarFull, Run: func() { m.Star(of, false) }},
		kit.Separator,
		stance("Supports", app.Supports), stance("Contradicts", app.Contradicts), stance("Nuances", app.Nuances), stance("No stance", ""),
		kit.Separator,
		sound(app.Positive), sound(app.Negative), sound(app.Neutral), sound(app.Mixed), sound(""),
		kit.Separator,
		{Text: words, Icon: icons.Trash, Key: "Del", Danger: true, Run: func() { m.Delete(of) }},
	}
}

func (s *Screen) openChosen() {
	if rows := s.table.Selected(); len(rows) == 1 {
		s.openRow(rows[0])
	}
}

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "T", Does: "Tag what is selected"}, {Keys: "R", Does: "Replace a tag it carries"}, {Keys: "M", Does: "Move it to a theme"}, {Keys: "S", Does: "Star it, or not"},
		{Keys: "N", Does: "Note on a finding"}, {Keys: "H", Does: "Its history"}, {Keys: "+  −  =", Does: "Supports, contradicts, nuances; again takes it back"},
		{Keys: "Enter", Does: "Open in the interview"}, {Keys: "Delete", Does: "Delete"}, {Keys: "D", Does: "Find duplicates; Escape goes back"}, {Keys: "/", Does: "Search in passages and notes"},
		{Keys: "Up, Down", Does: "Go through the table; Shift selects"}, {Keys: "Ctrl A", Does: "Select all"}}
}

// Key acts on what is chosen.
func (s *Screen) Key(k *fyne.KeyEvent) {
	if s.model.Pairing {
		if k.Name == fyne.KeyEscape {
			s.endPairs()
		}
		return
	}
	if of := s.target(); k.Name == fyne.KeyDelete && of.Len() > 0 {
		s.model.Delete(of)
	}
}

// Rune acts on what is chosen, or begins to search.
func (s *Screen) Rune(r rune) {
	switch r {
	case '/':
		s.search.Focus()
		return
	case 'd', 'D':
		s.ShowDuplicates()
		return
	}
	if len(s.table.Selected()) == 0 {
		return
	}
	switch r {
	case 't', 'T':
		s.pickTag(s.table)
	case 'r', 'R':
		s.pickRetag(s.table)
	case 'm', 'M':
		s.pickTheme(s.table)
	case 'n', 'N':
		s.askNote()
	case 'h', 'H':
		s.showPast()
	case 's', 'S':
		on := false
		for _, f := range s.rows() {
			on = on || !f.Star
		}
		s.model.Star(s.target(), on)
	case '+':
		s.stance(app.Supports)
	case '-':
		s.stance(app.Contradicts)
	case '=':
		s.stance(app.Nuances)
	}
}

// stance gives what is chosen a stance, or takes it away when all have it.
func (s *Screen) stance(st app.Stance) {
	all := true
	for _, f := range s.rows() {
		all = all && f.Stance == st
	}
	if all {
		st = ""
	}
	s.model.SetStance(s.target(), st)
}

// pickTag lets the person choose or make a tag for everything chosen.
func (s *Screen) pickTag(anchor fyne.CanvasObject) {
	m := s.model
	of := s.target()
	if of.Len() == 0 {
		return
	}
	var items []kit.PickItem
	for _, t := range m.Tags {
		items = append(items, kit.PickItem{Text: t.Name, Dot: kit.TagPaint(t.Color), Detail: app.Number(t.Findings), Run: func() { m.Tag(of, t.ID, "") }})
	}
	s.pick(anchor, "Tag "+findings(of.Len())+"…", func(q string) []kit.PickItem {
		found := kit.Match(q, items)
		if q = strings.TrimSpace(q); q != "" && !m.hasTag(q) {
			found = append(found, kit.PickItem{Text: "Create tag “" + q + "”", Muted: true, Run: func() { m.Tag(of, "", q) }})
		}
		return found
	})
}

// hasTag reports whether a tag has the name, upper and lower case alike.
func (m *Model) hasTag(name string) bool {
	for _, t := range m.Tags {
		if strings.EqualFold(t.Name, name) {
			return true
		}
	}
	return false
}

// pickTheme lets the person choose the theme everything chosen moves to.
func (s *Screen) pickTheme(anchor fyne.CanvasObject) {
	m := s.model
	of := s.target()
	if of.Len() == 0 {
		return
	}
	items := []kit.PickItem{}
	for _, t := range m.Themes {
		if t.Study == m.Query.Study || m.Query.Study == "" {
			items = append(items, kit.PickItem{Text: t.Name, Detail: app.Number(t.Findings), Run: func() { m.Move(of, t.ID) }})
		}
	}
	items = append(items, kit.PickItem{Text: "In no theme", Muted: true, Run: func() { m.Move(of, "") }})
	s.pick(anchor, "Move "+findings(of.Len())+" to theme…", func(q string) []kit.PickItem { return kit.Match(q, items) })
}

// pick opens a picker under what was pressed, or in the upper middle when it was a key.
func (s *Screen) pick(anchor fyne.CanvasObject, words string, find func(string) []kit.PickItem) {
	p := kit.NewPicker(words, 340, find)
	if anchor == fyne.CanvasObject(s.table) {
		p.ShowTop(kit.CanvasOf(s.root))
		return
	}
	p.ShowBelow(anchor)
}

// askNote edits the note of the chosen finding. The words stay in the form when they could not be saved.
func (s *Screen) askNote() {
	rows := s.rows()
	if len(rows) != 1 {
		return
	}
	id := rows[0].ID
	text := kit.NewTextArea("What do you make of it?", 4)
	text.SetText(rows[0].Note)
	wrong := kit.VStack(0)
	d := kit.NewDialog("Note", 480, 300)
	save := func() {
		s.model.Note(id, strings.TrimSpace(text.Text), func(err error) {
			if err == nil {
				d.Hide()
				return
			}
			wrong.Objects = []fyne.CanvasObject{kit.ErrorBar(err)}
			wrong.Refresh()
		})
	}
	d.SetContent(kit.VStack(kit.Space2, wrong, text))
	d.SetActions(nil, kit.NewButton("Cancel", kit.Quiet, d.Hide), kit.NewButton("Save note", kit.Primary, save))
	d.Show(kit.CanvasOf(s.root))
	text.Focus()
}
