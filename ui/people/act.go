package people

import (
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/people"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// menu is what can be done with the people chosen.
func (s *Screen) menu() []kit.MenuItem {
	m := s.model
	n, off := len(m.Chosen), m.ReadOnly || len(m.Chosen) == 0
	blocked, _ := m.every(func(r *app.ParticipantRow) bool { return r.Panel.Blocked != "" })
	block := kit.MenuItem{Text: say.T("Block…"), Icon: icons.Lock, Key: "B", Disabled: off, Run: s.askBlock}
	if blocked {
		block = kit.MenuItem{Text: say.T("Unblock"), Icon: icons.Unlock, Key: "B", Disabled: off, Run: m.Unblock}
	}
	return []kit.MenuItem{
		{Text: say.T("Show interviews"), Icon: icons.Interviews, Key: "Enter", Disabled: n != 1, Run: func() { s.interviews(m.Current()) }},
		{Text: say.T("Set a field…"), Icon: icons.Edit, Key: "E", Disabled: off, Run: func() { s.pickField(s.table) }},
		{Text: say.T("Label…"), Icon: icons.Tag, Key: "L", Disabled: off, Run: func() { s.pickLabels(s.table) }},
		{Text: say.T("Assign segment…"), Icon: icons.People, Key: "G", Disabled: off, Run: func() { s.pickPlace(s.table) }},
		{Text: say.T("Panel status…"), Icon: icons.Done, Key: "P", Disabled: off, Run: func() { s.pickStatus(s.table) }},
		block,
		{Text: say.T("Note…"), Icon: icons.Note, Key: "N", Disabled: off || n != 1, Run: s.askNote},
		{Text: say.T("Change code…"), Icon: icons.Edit, Disabled: off || n != 1, Run: func() { s.askCode(s.table) }},
		kit.Separator,
		{Text: say.T("Merge into one…"), Icon: icons.Merge, Key: "M", Disabled: off || n < 2, Run: func() { s.twins.merge(m.Chosen) }},
	}
}

// allMenu is what can be done with people in general.
func (s *Screen) allMenu() []kit.MenuItem {
	m := s.model
	return []kit.MenuItem{
		{Text: say.T("Import people…"), Icon: icons.Import, Key: "I", Disabled: m.ReadOnly, Run: s.Import},
		{Text: say.T("Add a person…"), Icon: icons.Plus, Key: "A", Disabled: m.ReadOnly, Run: s.askNew},
		kit.Separator,
		{Text: say.T("Fields…"), Icon: icons.Table, Key: "T", Disabled: m.Roster == nil, Run: s.fields.show},
		{Text: say.T("Find duplicates…"), Icon: icons.Merge, Key: "D", Disabled: m.Roster == nil, Run: s.twins.find},
		{Text: say.T("Rules of the programme…"), Icon: icons.Settings, Key: "R", Run: s.ShowRules},
	}
}

// Keys lists the keys of this screen.
func (s *Screen) Keys() []kit.KeyHelp {
	return []kit.KeyHelp{{Keys: "Up, Down, J, K", Does: say.T("Go through the people; Shift selects")}, {Keys: "X", Does: say.T("Select this one too, and go on")}, {Keys: "Ctrl A", Does: say.T("Select all that match")},
		{Keys: "Enter", Does: say.T("Show somebody's interviews")}, {Keys: "E", Does: say.T("Set a field of who is selected")}, {Keys: "L", Does: say.T("Label them")}, {Keys: "G", Does: say.T("Assign a segment")},
		{Keys: "P", Does: say.T("Panel status")}, {Keys: "B", Does: say.T("Block or unblock")}, {Keys: "N", Does: say.T("Note on the person")}, {Keys: "M", Does: say.T("Merge who is selected into one")},
		{Keys: "1, 2, 3", Does: say.T("Profile, timeline, what they said")}, {Keys: "/", Does: say.T("Search in all fields")}, {Keys: "F", Does: say.T("Filter by a field")}, {Keys: "V", Does: say.T("Show a segment")},
		{Keys: "C", Does: say.T("Choose columns")}, {Keys: "A", Does: say.T("Add a person")}, {Keys: "I", Does: say.T("Import people")}, {Keys: "T", Does: say.T("Fields")}, {Keys: "D", Does: say.T("Find duplicates")}, {Keys: "R", Does: say.T("Rules of the programme")}}
}

// Key acts on keys that the table leaves over.
func (s *Screen) Key(*fyne.KeyEvent) {}

// Rune acts on who is chosen, or on the table.
func (s *Screen) Rune(r rune) {
	if s.runeAnywhere(r) {
		return
	}
	if s.model.ReadOnly && strings.ContainsRune("elgpbnmia", unicode.ToLower(r)) {
		s.model.refuse()
		return
	}
	if act := s.general(r); act != nil {
		act()
		return
	}
	if len(s.model.Chosen) == 0 {
		return
	}
	switch r {
	case 'e', 'E':
		s.pickField(s.table)
	case 'l', 'L':
		s.pickLabels(s.table)
	case 'g', 'G':
		s.pickPlace(s.table)
	case 'p', 'P':
		s.pickStatus(s.table)
	case 'b', 'B':
		if all, _ := s.model.every(func(r *app.ParticipantRow) bool { return r.Panel.Blocked != "" }); all {
			s.model.Unblock()
			return
		}
		s.askBlock()
	case 'n', 'N':
		s.askNote()
	case 'm', 'M':
		if len(s.model.Chosen) > 1 {
			s.twins.merge(s.model.Chosen)
		}
	}
}

// general is what a letter does without anybody chosen, nil for nothing.
func (s *Screen) general(r rune) func() {
	switch r {
	case 'i', 'I':
		return s.Import
	case 'a', 'A':
		return s.askNew
	case 't', 'T':
		return s.fields.show
	case 'd', 'D':
		return s.twins.find
	}
	return nil
}

// runeAnywhere acts on letters that change nothing.
func (s *Screen) runeAnywhere(r rune) bool {
	switch r {
	case '/':
		s.head.search.Focus()
	case 'f', 'F':
		s.pickColumn(s.head.filter, NewWhere)
	case 'v', 'V':
		s.pickSegment(s.head.search)
	case 'c', 'C':
		s.pickColumns(s.head.show)
	case 'r', 'R':
		s.ShowRules()
	case 'j', 'J':
		s.table.MoveBy(1)
	case 'k', 'K':
		s.table.MoveBy(-1)
	case 'x', 'X':
		s.table.ToggleCursor()
	case '1', '2', '3':
		s.showPart(parts[r-'1'])
	default:
		return false
	}
	return true
}

// pickField chooses which field of the people chosen to set.
func (s *Screen) pickField(anchor fyne.CanvasObject) {
	m := s.model
	if m.Roster == nil || len(m.Chosen) == 0 {
		return
	}
	s.show(anchor, kit.NewPicker(say.T("Set which field of %s?", s.who()), 320, func(q string) []kit.PickItem {
		var items []kit.PickItem
		for _, f := range m.Roster.Fields {
			detail := typeName(f.Type)
			if r := m.Current(); r != nil {
				detail = r.Attribute(f.Name)
			}
			items = append(items, kit.PickItem{Text: f.Name, Detail: detail, Run: func() { s.editField(anchor, f) }})
		}
		found := kit.Match(q, items)
		if q = strings.TrimSpace(q); q != "" && len(found) == 0 {
			found = append(found, kit.PickItem{Text: say.T("New field “%s”…", q), Muted: true, Run: func() { s.fields.edit(app.Field{Name: q, Type: app.FieldText}, "") }})
		}
		return found
	}))
}

// who is who is chosen, in words.
func (s *Screen) who() string {
	if r := s.model.Current(); r != nil {
		return r.Code
	}
	return say.Count(len(s.model.Chosen), "person")
}

// pickLabels puts labels on the people chosen and takes them off, one press each.
func (s *Screen) pickLabels(anchor fyne.CanvasObject) {
	m := s.model
	if m.Roster == nil || len(m.Chosen) == 0 {
		return
	}
	p := kit.NewPicker(say.T("Label %s", s.who()), 300, func(q string) []kit.PickItem {
		var items []kit.PickItem
		for _, v := range m.Roster.Values(people.ColLabels, manyValues) {
			on, sure := m.every(func(r *app.ParticipantRow) bool {
				return slices.ContainsFunc(r.Panel.Labels, func(l string) bool { return strings.EqualFold(l, v.Text) })
			})
			it := kit.PickItem{Text: v.Text, Detail: say.Number(v.Count), Run: func() { m.Label(v.Text, !on, nil) }}
			switch {
			case on:
				it.Icon = icons.Check
			case !sure:
				it.Icon = icons.Minus
			}
			items = append(items, it)
		}
		found := kit.Match(q, items)
		if q = strings.TrimSpace(q); q != "" && !slices.ContainsFunc(items, func(i kit.PickItem) bool { return strings.EqualFold(i.Text, q) }) {
			found = append(found, kit.PickItem{Text: say.T("New label “%s”", q), Muted: true, Run: func() { m.Label(q, true, nil) }})
		}
		return found
	})
	s.show(anchor, p)
}

// pickPlace files the people chosen under a segment: one that others are in, or one that is saved.
func (s *Screen) pickPlace(anchor fyne.CanvasObject) {
	m := s.model
	if m.Roster == nil || len(m.Chosen) == 0 {
		return
	}
	all := []string{}
	for _, v := range m.Roster.Values(people.ColSegment, manyValues) {
		all = append(all, v.Text)
	}
	for _, v := range m.Saved {
		if !slices.ContainsFunc(all, func(o string) bool { return strings.EqualFold(o, v.Name) }) {
			all = append(all, v.Name)
		}
	}
	have := ""
	if r := m.Current(); r != nil {
		have = r.Segment
	}
	s.pickOne(anchor, say.T("Put %s into which segment?", s.who()), all, have, true, func(v string) { m.SetSegment(v, nil) })
}

// pickStatus says how the people chosen stand in the panel.
func (s *Screen) pickStatus(anchor fyne.CanvasObject) {
	m := s.model
	if len(m.Chosen) == 0 {
		return
	}
	s.show(anchor, kit.NewPicker(say.T("Panel status of %s", s.who()), 280, func(q string) []kit.PickItem {
		var items []kit.PickItem
		for _, st := range []app.PanelStatus{app.PanelActive, app.PanelPaused, app.PanelLeft, ""} {
			it := kit.PickItem{Text: say.Sentence(people.StatusWord(st)), Run: func() { m.SetStatus(st, nil) }}
			if on, _ := m.every(func(r *app.ParticipantRow) bool { return r.Panel.Status == st }); on {
				it.Icon = icons.Check
			}
			items = append(items, it)
		}
		return kit.Match(q, items)
	}))
}

// askBlock asks why the people chosen must not be contacted, and until when.
func (s *Screen) askBlock() {
	m := s.model
	if len(m.Chosen) == 0 {
		return
	}
	reason, until := kit.NewEntry(say.T("Asked us to stop, on leave, …")), kit.NewEntry(say.T("2026-12-31, or nothing for good"))
	if r := m.Current(); r != nil {
		reason.SetText(r.Panel.Blocked)
		until.SetText(string(r.Panel.Until))
	}
	form := kit.VStack(kit.Space3, kit.FormRow(say.T("Why must they not be contacted?"), reason), kit.FormRow(say.T("Until (included)"), until))
	s.ask(say.T("Block %s", s.who()), 460, 300, say.T("Block"), form, reason.FocusAll, func(done func(error)) {
		day := app.Date("")
		if strings.TrimSpace(until.Text) != "" {
			v, err := people.Reading{}.Value(&app.Field{Name: say.T("the end of the block"), Type: app.FieldDate}, until.Text)
			if err != nil {
				done(err)
				return
			}
			day = app.Date(v)
		}
		m.Block(reason.Text, day, done)
	}, reason, until)
}

// askNote edits the note on the one chosen.
func (s *Screen) askNote() {
	r := s.model.Current()
	if r == nil {
		return
	}
	text := kit.NewTextArea(say.T("What should others know about them?"), 5)
	text.SetText(r.Note)
	s.ask(say.T("Note on %s", r.Code), 480, 320, say.T("Save note"), kit.VStack(0, text), text.Focus, func(done func(error)) { s.model.SetNote(text.Text, done) })
}

// askCode gives the one chosen another code.
func (s *Screen) askCode(anchor fyne.CanvasObject) {
	if r := s.model.Current(); r != nil {
		s.typeText(anchor, say.T("Code"), say.T("Such as P07"), r.Code, "", s.model.SetCode)
	}
}
