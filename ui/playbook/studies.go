package playbook

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// studyRow is a study in the list of those that use templates.
func (s *Screen) studyRow(i int) kit.GroupRow {
	all := s.model.Uses.Studies
	if i >= len(all) {
		return kit.GroupRow{}
	}
	u := &all[i]
	row := kit.GroupRow{Title: u.Name, Icon: icons.Studies, Line: say.Count(len(u.Templates), "template")}
	if done, of := u.Done(); of > 0 {
		row.Line += say.T(" · %d of %d ticked", done, of)
	}
	if u.Older > 0 {
		row.Badge, row.Tone = say.T("%d older", u.Older), kit.Caution
	}
	return row
}

// paintStudy shows what the chosen study uses, with its checklists.
func (s *Screen) paintStudy() {
	m := s.model
	s.editor = nil
	u := m.StudyAt()
	switch {
	case m.Err != nil && !m.Loaded:
		s.alone(kit.ErrorState(m.Err, kit.NewButton(say.T("Try again"), kit.Secondary, m.Retry)))
		return
	case !m.Loaded:
		s.put([]fyne.CanvasObject{kit.Fixed(kit.NewSkeleton(), 0, 300)}, nil)
		return
	case u == nil:
		acts := []fyne.CanvasObject{kit.NewButton(say.T("New study from templates"), kit.Primary, func() { s.StartWith(false) })}
		if m.ReadOnly {
			acts = nil
		}
		s.alone(kit.EmptyState(icons.Studies, say.T("No study uses a template yet"), say.T("Studies that start from the playbook stand here, with the versions they use and their checklists."), acts...))
		return
	}
	var rows []fyne.CanvasObject
	if bar := kit.ErrorBar(m.Err, kit.NewIconButton(icons.Close, say.T("Dismiss"), m.Dismiss)); bar != nil {
		rows = append(rows, bar)
	}
	line := say.Count(len(u.Templates), "template")
	if u.Status != "" {
		line += " · " + u.Status
	}
	rows = append(rows, kit.NewElastic(line, kit.Small), kit.NewParagraph(u.Name, kit.Display))
	rows = append(rows, s.usedTemplates(u)...)
	for i := range u.Lists {
		rows = append(rows, s.checklist(&u.Lists[i])...)
	}
	rows = append(rows, s.health(u)...)
	s.put([]fyne.CanvasObject{column(kit.VStack(kit.Space3, rows...))}, nil)
	if c := kit.CanvasOf(s.root); c != nil && s.refocus != nil {
		c.Focus(s.refocus)
	}
	s.refocus = nil
}

// ticking is the box that was ticked last.
type ticking struct {
	list app.ChecklistID
	item int
}

// usedTemplates lists the templates of a study with their versions.
func (s *Screen) usedTemplates(u *StudyUse) []fyne.CanvasObject {
	m := s.model
	box := kit.VStack(0)
	for i, t := range u.Templates {
		if i > 0 {
			box.Add(kit.HLine())
		}
		words := say.T("version %d", t.Version)
		right := []fyne.CanvasObject{kit.NewText(words, kit.Small)}
		if t.Version < t.Last {
			right = []fyne.CanvasObject{kit.NewText(say.T("version %d of %d", t.Version, t.Last), kit.Small.In(kit.WarnInk))}
			if !m.ReadOnly {
				right = append(right, kit.NewButton(say.T("Move to version %d", t.Last), kit.Secondary, func() { m.Move(t.ID, u.ID) }))
			}
		}
		row := kit.HStack(kit.Space3, append([]fyne.CanvasObject{kit.NewIconSized(kindIcon(t.Kind), kit.Muted, 18),
			kit.Grow(kit.VStack(0, kit.NewElastic(t.Name, kit.Body), kit.NewElastic(say.Sentence(t.Kind.Word()), kit.Small)))}, right...)...)
		card := kit.NewCompactEntry(kit.PadXY(row, kit.Space1, kit.Space1), func() {
			m.Select(string(t.ID))
			m.Show(Templates)
		})
		card.SetTip(say.T("Open the template"))
		box.Add(card)
	}
	return []fyne.CanvasObject{kit.NewCard(box)}
}

// checklist shows a checklist with its ticks.
func (s *Screen) checklist(c *app.Checklist) []fyne.CanvasObject {
	m := s.model
	done := c.Done()
	meter := kit.NewMeter(float64(done)/float64(max(1, len(c.Items))), kit.PaintOf(kit.Good), 120)
	rows := []fyne.CanvasObject{kit.Inset(kit.HStack(kit.Space3, kit.Grow(kit.NewElastic(c.Name, kit.Strong.Sized(kit.SizeReading))), meter,
		kit.NewText(say.T("%d of %d", done, len(c.Items)), kit.Small)), kit.Space4, 0, 0, 0)}
	section := ""
	for i, it := range c.Items {
		if it.Section != section {
			section = it.Section
			rows = append(rows, kit.Inset(kit.NewText(section, kit.Label), kit.Space2, 0, 0, 0))
		}
		box := kit.NewCheck(it.Text, it.Done, func(on bool) {
			s.ticking = ticking{c.ID, i}
			m.Tick(c.ID, i, on)
		})
		if s.ticking == (ticking{c.ID, i}) { // painted anew because of it: the keyboard stays
			s.ticking = ticking{}
			s.refocus = box
		}
		if m.ReadOnly {
			box.Disable()
		}
		row := kit.HStackTop(kit.Space2, kit.Grow(box))
		if it.Done {
			who := it.By
			if !it.At.IsZero() {
				who += ", " + say.Date(it.At.Local(), "2 Jan")
			}
			row.Add(kit.Inset(kit.NewText(who, kit.Small), 6, 0, 0, 0))
		}
		rows = append(rows, row)
	}
	return []fyne.CanvasObject{kit.VStack(kit.Space1, rows...)}
}

// health says what is seen of the study's codebook, and leads to where it is mended.
func (s *Screen) health(u *StudyUse) []fyne.CanvasObject {
	h := s.model.Uses.Health
	if s.model.Checkup == nil {
		return nil
	}
	head := kit.Inset(kit.NewElastic(say.T("Codebook"), kit.Strong.Sized(kit.SizeReading)), kit.Space4, 0, 0, 0)
	if h == nil {
		return []fyne.CanvasObject{head, kit.NewText(say.T("Looking it over…"), kit.Small)}
	}
	box := kit.HStack(kit.Space4)
	for i, f := range []struct {
		n    int
		word string
	}{{h.Tags, say.T("tags")}, {h.Unused, say.T("unused")}, {h.Near, say.T("near-duplicates")}, {h.Undefined, say.T("undefined")}, {h.Other, say.T("other hints")}} {
		style := kit.Title
		if f.n > 0 && i > 0 {
			style = style.In(kit.WarnInk)
		}
		box.Add(kit.VStack(0, kit.NewText(say.Number(f.n), style), kit.NewText(f.word, kit.Small)))
	}
	box.Add(kit.Spacer())
	box.Add(kit.NewButton(say.T("See its health"), kit.Secondary, func() { s.goTo(kit.CodebookHealth(u.ID)) }))
	return []fyne.CanvasObject{head, kit.NewCard(kit.Pad(box, kit.Space2))}
}
