package findings

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/ui/kit"
	"throughline/ui/say"
)

// pickTag lets the person choose or make a tag for everything chosen.
func (s *Screen) pickTag(anchor fyne.CanvasObject) {
	m := s.model
	of := s.target()
	if of.Len() == 0 {
		return
	}
	var items []kit.PickItem
	for _, t := range m.Tags {
		items = append(items, kit.PickItem{Text: t.Name, Dot: kit.TagPaint(t.Color), Detail: say.Number(t.Findings), Run: func() { m.Tag(of, t.ID, "") }})
	}
	s.pick(anchor, say.T("Tag %s…", findings(of.Len())), func(q string) []kit.PickItem {
		found := kit.Match(q, items)
		if q = strings.TrimSpace(q); q != "" && !m.hasTag(q) {
			found = append(found, kit.PickItem{Text: say.T("Create tag “%s”", q), Muted: true, Run: func() { m.Tag(of, "", q) }})
		}
		return found
	})
}

// pickUntag lets the person choose which tag to take off. One tag of one finding needs no choice.
func (s *Screen) pickUntag(anchor fyne.CanvasObject) {
	m, of, tags := s.model, s.target(), s.carried()
	switch {
	case of.Len() == 0 || len(tags) == 0:
		return
	case of.Len() == 1 && len(tags) == 1:
		m.Untag(of, tags[0].ID)
		return
	}
	var items []kit.PickItem
	for _, t := range tags {
		items = append(items, kit.PickItem{Text: t.Name, Dot: kit.TagPaint(t.Color), Run: func() { m.Untag(of, t.ID) }})
	}
	s.pick(anchor, say.T("Take which tag off %s?", findings(of.Len())), func(q string) []kit.PickItem { return kit.Match(q, items) })
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

// pickTheme lets the person choose or make the theme everything chosen moves to.
func (s *Screen) pickTheme(anchor fyne.CanvasObject) {
	m := s.model
	of := s.target()
	if of.Len() == 0 {
		return
	}
	items := []kit.PickItem{}
	for _, t := range m.Themes {
		if t.Study == m.Query.Study || m.Query.Study == "" {
			items = append(items, kit.PickItem{Text: t.Name, Detail: say.Number(t.Findings), Run: func() { m.Move(of, t.ID) }})
		}
	}
	items = append(items, kit.PickItem{Text: say.T("In no theme"), Muted: true, Run: func() { m.Move(of, "") }})
	s.pick(anchor, say.T("Move %s to theme…", findings(of.Len())), func(q string) []kit.PickItem {
		found := kit.Match(q, items)
		if q = strings.TrimSpace(q); q != "" && !m.hasTheme(q) {
			found = append(found, kit.PickItem{Text: say.T("New theme “%s”", q), Muted: true, Run: func() { m.MoveToNew(of, q, nil) }})
		}
		return found
	})
}

func (m *Model) hasTheme(name string) bool {
	for _, t := range m.Themes {
		if strings.EqualFold(t.Name, name) {
			return true
		}
	}
	return false
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

// askNote edits the note of what is chosen. The words stay in the form when they could not be saved.
func (s *Screen) askNote() {
	of := s.target()
	if of.Len() == 0 {
		return
	}
	text := kit.NewTextArea(say.T("What do you make of it?"), 4)
	title := say.T("Note")
	if f := s.one(); f != nil {
		text.SetText(f.Note)
	} else {
		title = say.T("Note on %s", findings(of.Len()))
	}
	wrong := kit.VStack(0)
	d := kit.NewDialog(title, 480, 300)
	save := func() {
		s.model.Note(of, strings.TrimSpace(text.Text), func(err error) {
			if err == nil {
				d.Hide()
				return
			}
			wrong.Objects = []fyne.CanvasObject{kit.ErrorBar(err)}
			wrong.Refresh()
		})
		if of.Len() > longAct {
			d.Hide() // it goes on as a job
		}
	}
	hint := kit.VStack(0)
	if of.Len() > 1 {
		hint.Add(kit.NewParagraph(say.T("It takes the place of the notes they have."), kit.Small))
	}
	d.SetContent(kit.VStack(kit.Space2, wrong, text, hint))
	d.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), kit.NewButton(say.T("Save note"), kit.Primary, save))
	d.Show(kit.CanvasOf(s.root))
	text.Focus()
}

// askName asks for a name in a small dialog. give hears it and, through done, says how it went.
func (s *Screen) askName(title, name, verb string, more fyne.CanvasObject, give func(name string, done func(error))) {
	entry := kit.NewEntry(say.T("Name"))
	entry.SetText(name)
	wrong := kit.VStack(0)
	d := kit.NewDialog(title, 420, 220)
	save := func() {
		give(entry.Text, func(err error) {
			if err == nil {
				d.Hide()
				return
			}
			wrong.Objects = []fyne.CanvasObject{kit.ErrorBar(err)}
			wrong.Refresh()
		})
	}
	entry.OnSubmitted = func(string) { save() }
	box := kit.VStack(kit.Space3, wrong, entry)
	if more != nil {
		box.Add(more)
	}
	d.SetContent(box)
	d.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), kit.NewButton(verb, kit.Primary, save))
	d.Show(kit.CanvasOf(s.root))
	entry.FocusAll()
}
