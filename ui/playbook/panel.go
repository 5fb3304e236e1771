package playbook

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/playbook"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// about is the panel beside a template: who uses it, what it rests on, its versions.
func (s *Screen) about(r *playbook.Row) []fyne.CanvasObject {
	if r.Kit {
		return s.aboutStarter(r)
	}
	rows := s.uses(r)
	rows = append(rows, kit.HLine())
	rows = append(rows, s.restsOn(r)...)
	rows = append(rows, kit.HLine())
	rows = append(rows, s.versions(r)...)
	var details []fyne.CanvasObject
	for _, d := range []struct{ name, text string }{{say.T("Owner"), r.Owner}, {say.T("Language"), say.Tongue(r.Language)}} {
		if d.text != "" {
			details = append(details, kit.Detail(d.name, kit.NewParagraph(d.text, kit.Control)))
		}
	}
	if len(details) > 0 {
		rows = append(append(rows, kit.HLine()), details...)
	}
	return rows
}

func (s *Screen) aboutStarter(r *playbook.Row) []fyne.CanvasObject {
	return append([]fyne.CanvasObject{kit.NewText(say.T("Ready to use"), kit.Strong),
		kit.NewParagraph(say.T("It comes with Throughline and is not in this workspace yet. Starting a study adds what you choose. Add it to change it: your version is kept apart from ours."), kit.Control)},
		s.fills(r)...)
}

// fills says what a study gets from a template.
func (s *Screen) fills(r *playbook.Row) []fyne.CanvasObject {
	var words []string
	o := playbook.ReadOutline(r.Kind, r.Latest().Body)
	if n := len(o.Questions); n > 0 {
		words = append(words, say.Count(n, "research question"))
	}
	if n := len(o.Guide); n > 0 {
		words = append(words, say.Count(n, "guide question"))
	}
	if n := len(o.Items); n == 1 {
		words = append(words, say.T("1 box to tick"))
	} else if n > 1 {
		words = append(words, say.T("%s boxes to tick", say.Number(n)))
	}
	switch r.Kind {
	case app.TemplateScreener:
		if sc, err := playbook.ReadScreener(r.Latest().Body); err == nil {
			words = append(words, say.T("a recruitment with %s", say.Count(len(sc.Questions), "question")))
		}
	case app.TemplateCodebook:
		if c, err := playbook.ReadCodes(r.Latest().Body); err == nil {
			words = append(words, say.Count(len(c.Book().Codes), "tag"))
		}
	case app.TemplateReport:
		words = append(words, say.T("%s of its report", say.Count(len(o.Sections), "section")))
	}
	if o.Goal != "" {
		words = append(words, say.T("goal and method"))
	}
	if len(words) == 0 {
		return nil
	}
	return []fyne.CanvasObject{kit.Detail(say.T("A study gets"), kit.NewParagraph(strings.Join(words, ", "), kit.Control))}
}

// uses lists the studies that use a template, and offers to move those of an older version.
func (s *Screen) uses(r *playbook.Row) []fyne.CanvasObject {
	m := s.model
	head := say.T("Used by no study yet")
	if n := len(r.Uses); n > 0 {
		head = say.T("Used by %s", say.Count(n, "study"))
	}
	rows := []fyne.CanvasObject{kit.NewElastic(head, kit.Strong)}
	rows = append(rows, s.fills(r)...)
	if r.Older > 0 {
		words := say.T("%s on an older version", say.Number(r.Older))
		if r.Older == 1 {
			words = say.T("1 on an older version")
		}
		box := kit.VStack(kit.Space2, kit.NewParagraph(words, kit.Control.In(kit.WarnInk)))
		if !m.ReadOnly {
			move := kit.NewButton(say.T("Move all to version %d", r.Latest().Number), kit.Secondary, func() { m.Move(r.ID, olderOf(r)...) })
			move.SetTip(say.T("What a study still has as the older version wrote it follows; what a person changed stays"))
			box.Add(kit.HStack(0, move, kit.Spacer()))
		}
		rows = append(rows, box)
	}
	for _, u := range r.Uses[:min(len(r.Uses), 12)] {
		style := kit.Control
		word := say.T("version %d", u.Version)
		right := kit.NewText(word, kit.Small)
		if u.Older {
			right = kit.NewText(word, kit.Small.In(kit.WarnInk))
		}
		card := kit.NewCompactEntry(kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(u.Name, style)), right), func() {
			s.model.Uses.At = u.Study
			s.model.Show(Studies)
		})
		card.SetTip(say.T("What this study uses"))
		rows = append(rows, kit.Inset(card, 0, -5, 0, -5))
	}
	if n := len(r.Uses) - 12; n > 0 {
		rows = append(rows, kit.NewText(say.T("and %s more, see In use", say.Number(n)), kit.Small))
	}
	return rows
}

func olderOf(r *playbook.Row) []app.StudyID {
	var ids []app.StudyID
	for _, u := range r.Uses {
		if u.Older {
			ids = append(ids, u.Study)
		}
	}
	return ids
}

// restsOn lists the insights that a template rests on.
func (s *Screen) restsOn(r *playbook.Row) []fyne.CanvasObject {
	m := s.model
	add := kit.NewIconButton(icons.Plus, say.T("Link an insight (I)"), s.askInsight)
	if m.ReadOnly {
		add.Disable()
	}
	rows := []fyne.CanvasObject{kit.HStack(kit.Space2, kit.Grow(kit.NewElastic(say.T("Rests on insights"), kit.Strong)), add)}
	for _, id := range r.Insights {
		name := m.Linked[id]
		if name == "" {
			name = say.T("A deleted insight")
		}
		open := kit.NewCompactEntry(kit.NewParagraph(name, kit.Control).Limit(3), func() { s.goTo(kit.Route{Screen: kit.Insights, ID: string(id), Study: kit.AllStudies}) })
		open.SetTip(say.T("Open the insight"))
		drop := kit.NewIconButton(icons.Close, say.T("Unlink"), func() { m.Link(id, false) })
		if m.ReadOnly {
			drop.Disable()
		}
		rows = append(rows, kit.Inset(kit.HStackTop(0, kit.Grow(open), drop), 0, -5, 0, -5))
	}
	if len(r.Insights) == 0 {
		rows = append(rows, kit.NewParagraph(say.T("Link what you learned that made this rule: the insight then shows what it informed."), kit.Small))
	}
	if r.Kind == app.TemplatePriority || r.Kind == app.TemplateRoadmap {
		rows = append(rows, kit.HStack(0, kit.NewTextButton(say.T("Recommendations and their scores"), kit.Control.In(kit.Accent), func() { s.goTo(kit.WhatToDo()) }), kit.Spacer()))
	}
	return rows
}

// versions lists the versions, the newest first.
func (s *Screen) versions(r *playbook.Row) []fyne.CanvasObject {
	m := s.model
	rows := []fyne.CanvasObject{kit.NewText(say.T("Versions"), kit.Strong)}
	shown := m.Shown().Number
	for i := len(r.Versions) - 1; i >= 0 && i >= len(r.Versions)-20; i-- {
		v := r.Versions[i]
		line := kit.NewElastic(say.T("Version %d", v.Number), kit.Control.B())
		box := kit.VStack(2, kit.HStack(kit.Space2, kit.Grow(line), kit.NewText(say.Date(v.At.Local(), "2 Jan 2006"), kit.Small)), kit.NewElastic(v.Author, kit.Small))
		if v.Note != "" {
			box.Add(kit.NewParagraph(say.Sentence(v.Note), kit.Small.In(kit.Ink)).Limit(3))
		}
		if v.Number > 1 {
			box.Add(kit.HStack(0, kit.NewTextButton(say.T("What changed"), kit.Small.In(kit.Accent), func() { m.ShowVersion(v.Number, v.Number-1) }), kit.Spacer()))
		}
		card := kit.NewCompactEntry(box, func() { m.ShowVersion(v.Number, 0) })
		card.SetSelected(v.Number == shown && len(r.Versions) > 1)
		rows = append(rows, kit.Inset(card, 0, -5, 0, -5))
	}
	return rows
}

// askInsight links an insight to the selected template.
func (s *Screen) askInsight() {
	m := s.model
	cur := m.Current()
	if cur == nil || cur.Kit || m.ReadOnly || m.Draft != nil {
		return
	}
	c := kit.CanvasOf(s.root)
	m.Choices(func(all []app.Named) {
		var items []kit.PickItem
		for _, n := range all {
			items = append(items, kit.PickItem{Text: n.Name, Icon: icons.Insights, Run: func() { m.Link(app.InsightID(n.ID), true) }})
		}
		if c != nil && c.Overlays().Top() == nil {
			kit.NewPicker(say.T("Insight that “%s” rests on", short(cur.Name)), 560, func(q string) []kit.PickItem { return kit.Match(q, items) }).ShowTop(c)
		}
	})
}

// short is a name as it is said in a menu.
func short(name string) string {
	if r := []rune(name); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return name
}
