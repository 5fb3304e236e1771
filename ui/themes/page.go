package themes

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

// themePage shows the selected theme, or the unsorted findings: name, note, acts, and the quotes as cards.
func (s *Screen) themePage() []fyne.CanvasObject {
	m := s.model
	var rows []fyne.CanvasObject
	if t := m.Theme(); t != nil {
		rows = append(rows, s.themeHead(t)...)
	} else {
		rows = append(rows, kit.NewText("Unsorted", kit.Title),
			kit.NewParagraph("Findings in no theme: not yet sorted, or like nothing else. Pick some and move them, or propose themes.", kit.Body.In(kit.Muted)))
	}
	if len(m.Picked) > 0 {
		rows = append(rows, s.pickedBar())
	}
	var left, right []fyne.CanvasObject
	for i := range m.Cards {
		card := s.card(&m.Cards[i])
		if i%2 == 0 {
			left = append(left, card)
		} else {
			right = append(right, card)
		}
	}
	rows = append(rows, kit.Columns(kit.Space3, []float32{1, 1}, kit.VStack(kit.Space3, left...), kit.VStack(kit.Space3, right...)))
	if n := m.CardsAll - len(m.Cards); n > 0 && len(m.Cards) > 0 {
		rows = append(rows, kit.Centered(kit.NewButton(fmt.Sprintf("Show more (%d left)", n), kit.Secondary, m.More)))
	}
	return rows
}

func (s *Screen) themeHead(t *app.ThemeRow) []fyne.CanvasObject {
	m := s.model
	lock := kit.NewIconButton(icons.Unlock, "Lock: proposals leave this theme alone", func() { m.Lock(true) })
	if t.Locked {
		lock = kit.NewIconButton(icons.Lock, "Unlock: proposals may change this theme", func() { m.Lock(false) })
		lock.SetOn(true)
	}
	var more *kit.IconButton
	more = kit.NewIconButton(icons.More, "More about this theme", func() { kit.ShowMenu(more, s.themeMenu(t)...) })
	rename := kit.NewIconButton(icons.Edit, "Rename", func() { s.askRename(t) })
	insight := kit.NewIconTextButton(icons.Insights, "Write insight", kit.Secondary, func() {
		s.goTo(kit.NewInsight(t.ID))
	})
	rows := []fyne.CanvasObject{
		kit.HStackTop(kit.Space2, kit.Grow(kit.NewParagraph(t.Name, kit.Title)), rename, lock, more, insight),
		kit.NewText(fmt.Sprintf("%s · %d of %s", app.Count(t.Findings, "finding"), t.Participants, app.Count(m.People, "person")), kit.Small),
	}
	if t.Note != "" {
		rows = append(rows, kit.NewParagraph(t.Note, kit.Body))
	}
	if t.Proposed && len(t.Terms) > 0 {
		rows = append(rows, kit.NewParagraph("Named by: "+strings.Join(t.Terms, ", ")+". A name of your own makes the theme yours.", kit.Small))
	}
	return rows
}

func (s *Screen) card(f *app.FindingRow) fyne.CanvasObject {
	m := s.model
	foot := []fyne.CanvasObject{kit.Grow(kit.NewElastic(source(f), kit.Small))}
	if f.Star {
		foot = append(foot, kit.NewIconSized(icons.StarFull, kit.Muted, 14))
	}
	words := []fyne.CanvasObject{kit.NewParagraph(f.Text(), kit.Control.Sized(kit.SizeBody)).Limit(8)}
	if f.Quote != "" && f.Note != "" {
		words = append(words, kit.NewParagraph(f.Note, kit.Small).Limit(3))
	}
	words = append(words, kit.HStack(kit.Space2, foot...))
	id := f.ID
	c := kit.NewTapCard(kit.VStack(kit.Space2, words...), func() { m.Pick(id, !m.Picked[id]) })
	c.SetSelected(m.Picked[id])
	row := *f
	c.OnMenu = func(at fyne.Position) {
		ids := []app.FindingID{id}
		if m.Picked[id] {
			ids = m.PickedIDs()
		}
		items := []kit.MenuItem{{Text: "Open in the interview", Icon: icons.Interviews, Disabled: row.Interview == "", Run: func() {
			s.goTo(kit.Route{Screen: kit.Reader, ID: string(row.Interview), Span: row.Span})
		}}, kit.Separator, {Text: "Move to", Head: true}}
		kit.ShowMenuAt(kit.CanvasOf(s.root), at, append(items, s.moveItems(ids)...)...)
	}
	return c
}

// pickedBar offers what can be done with the chosen cards.
func (s *Screen) pickedBar() fyne.CanvasObject {
	m := s.model
	var move *kit.Button
	move = kit.NewIconTextButton(icons.Move, "Move to…", kit.Secondary, func() { s.pickTarget(move, m.PickedIDs()) })
	open := kit.NewButton("Open in interview", kit.Quiet, func() {
		for _, c := range m.Cards {
			if m.Picked[c.ID] && c.Interview != "" {
				s.goTo(kit.Route{Screen: kit.Reader, ID: string(c.Interview), Span: c.Span})
				return
			}
		}
	})
	return kit.Stack(kit.NewFill(kit.AccentSoft), kit.PadXY(kit.HStack(kit.Space2, kit.NewText(fmt.Sprintf("%d chosen", len(m.Picked)), kit.Strong),
		kit.Spacer(), open, move), kit.Space3, kit.Space1))
}

func (s *Screen) moveItems(ids []app.FindingID) []kit.MenuItem {
	m := s.model
	var items []kit.MenuItem
	for _, t := range m.Themes {
		if t.ID != m.Selected {
			items = append(items, kit.MenuItem{Text: t.Name, Run: func() { m.Move(ids, t.ID) }})
		}
	}
	if m.Selected != Unsorted {
		items = append(items, kit.MenuItem{Text: "Unsorted", Run: func() { m.Move(ids, Unsorted) }})
	}
	return items
}

// pickTarget lets the person choose a theme by typing.
func (s *Screen) pickTarget(anchor fyne.CanvasObject, ids []app.FindingID) {
	var items []kit.PickItem
	for _, it := range s.moveItems(ids) {
		items = append(items, kit.PickItem{Text: it.Text, Run: it.Run})
	}
	kit.NewPicker("Move to theme…", 320, func(q string) []kit.PickItem { return kit.Match(q, items) }).ShowBelow(anchor)
}

func (s *Screen) themeMenu(t *app.ThemeRow) []kit.MenuItem {
	m := s.model
	items := []kit.MenuItem{
		{Text: "Rename…", Icon: icons.Edit, Run: func() { s.askRename(t) }},
		{Text: "Note…", Icon: icons.Note, Run: func() { s.askNote(t) }},
		{Text: "Merge into…", Icon: icons.Merge, Disabled: len(m.Themes) < 2, Run: s.askMerge},
		kit.Separator,
		{Text: "Delete theme", Icon: icons.Trash, Danger: true, Run: m.Delete},
	}
	return items
}

// askMerge lets the person choose the theme that takes this one in.
func (s *Screen) askMerge() {
	m := s.model
	var items []kit.PickItem
	for _, t := range m.Themes {
		if t.ID != m.Selected {
			items = append(items, kit.PickItem{Text: t.Name, Detail: app.Count(t.Findings, "finding"), Run: func() { m.Merge(t.ID) }})
		}
	}
	kit.NewPicker("Merge into theme…", 360, func(q string) []kit.PickItem { return kit.Match(q, items) }).ShowTop(kit.CanvasOf(s.root))
}

func (s *Screen) askName()                  { s.ask("New theme", "What do these findings say?", "", s.model.Create) }
func (s *Screen) askRename(t *app.ThemeRow) { s.ask("Rename theme", "Name", t.Name, s.model.Rename) }
func (s *Screen) askNote(t *app.ThemeRow)   { s.ask("Note on the theme", "Note", t.Note, s.model.Note) }

// ask opens a small form with one field.
func (s *Screen) ask(title, hint, text string, done func(string)) {
	e := kit.NewEntry(hint)
	e.SetText(text)
	var pop *kit.Popover
	save := func() {
		if strings.TrimSpace(e.Text) != "" {
			pop.Hide()
			done(strings.TrimSpace(e.Text))
		}
	}
	e.OnSubmitted = func(string) { save() }
	cancel := kit.NewButton("Cancel", kit.Quiet, func() { pop.Hide() })
	form := kit.VStack(kit.Space3, kit.NewText(title, kit.Strong), kit.Fixed(e, 420, 0), kit.HStack(kit.Space2, kit.Spacer(), cancel, kit.NewButton("Save", kit.Primary, save)))
	pop = kit.NewPopover(kit.Pad(form, kit.Space4))
	pop.ShowModal(kit.CanvasOf(s.root))
	e.Focus()
}
