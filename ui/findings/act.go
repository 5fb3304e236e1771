package findings

import (
	"fmt"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

// rows returns the chosen findings that are loaded.
func (s *Screen) rows() []*app.FindingRow {
	var out []*app.FindingRow
	for _, i := range s.table.Selected() {
		if f := s.model.Row(i); f != nil {
			out = append(out, f)
		}
	}
	return out
}

// chose shows what is selected in the inspector.
func (s *Screen) chose() {
	rows := s.rows()
	s.chosen = s.chosen[:0]
	for _, f := range rows {
		s.chosen = append(s.chosen, f.ID)
	}
	s.panel.SetHints(kit.Hint("T", "tag"), kit.Hint("S", "star"), kit.Hint("Enter", "open"), kit.Hint("Del", "delete"))
	switch len(rows) {
	case 0:
		s.panel.Set("Finding", "", kit.NewParagraph("Select a finding to see it in full. Select several to tag, star or move them together.", kit.Small))
	case 1:
		s.inspect(rows[0])
	default:
		s.panel.Set(fmt.Sprintf("%d findings", len(rows)), "", s.bulk())
	}
}

func (s *Screen) inspect(f *app.FindingRow) {
	m := s.model
	line := f.InterviewTitle
	if f.At != app.NoTime && f.Quote != "" {
		line += " · " + app.Clock(f.At)
	}
	var details []fyne.CanvasObject
	if f.Quote != "" {
		details = append(details, kit.Barred(s.stripe(f), kit.NewParagraph("“"+f.Quote+"”", kit.Body)))
	}
	var chips []fyne.CanvasObject
	for _, id := range f.TagIDs() {
		if t := m.TagNamed(id); t != nil {
			c := kit.NewTagChip(t.Name, kit.TagPaint(t.Color), nil)
			one := []app.FindingID{f.ID}
			c.OnRemove = func() { m.Untag(one, id) }
			chips = append(chips, c)
		}
	}
	var add *kit.Chip
	add = kit.NewChip("+ tag", func() { s.pickTag(add) }).Faintly()
	details = append(details, kit.Flow(kit.Space1, append(chips, add)...))
	if f.Note != "" {
		details = append(details, kit.Detail("Note", kit.NewParagraph(f.Note, kit.Body)))
	}
	if f.Stance != "" {
		details = append(details, kit.Detail("Stance", kit.NewText(string(f.Stance), kit.Body)))
	}
	theme := "In no theme"
	if f.ThemeName != "" {
		theme = f.ThemeName
	}
	who := f.Code
	if f.Segment != "" {
		who += " · " + f.Segment
	}
	if who == "" {
		who = "Unknown"
	}
	details = append(details, kit.Detail("Person", kit.NewParagraph(who, kit.Body)), kit.Detail("Theme", kit.NewParagraph(theme, kit.Body)),
		kit.Detail("Made by", kit.NewParagraph(f.Author+", "+f.Created.Local().Format("2 Jan 2006"), kit.Body)), s.bulk())
	s.panel.Set("Finding", line, details...)
}

func (s *Screen) stripe(f *app.FindingRow) kit.Paint {
	for _, id := range f.TagIDs() {
		if t := s.model.TagNamed(id); t != nil {
			return kit.TagPaint(t.Color)
		}
	}
	return kit.PaintOf(kit.Line)
}

// bulk is the row of acts on everything chosen.
func (s *Screen) bulk() fyne.CanvasObject {
	var tag, move, more *kit.Button
	tag = kit.NewIconTextButton(icons.Tag, "Tag…", kit.Secondary, func() { s.pickTag(tag) })
	move = kit.NewIconTextButton(icons.Move, "Move to theme…", kit.Secondary, func() { s.pickTheme(move) })
	more = kit.NewButton("More…", kit.Quiet, func() { kit.ShowMenu(more, s.menu()...) })
	return kit.Flow(kit.Space2, tag, move, more)
}

func (s *Screen) menu() []kit.MenuItem {
	m := s.model
	ids := append([]app.FindingID{}, s.chosen...)
	stance := func(word string, st app.Stance) kit.MenuItem {
		return kit.MenuItem{Text: word, Run: func() { m.SetStance(ids, st) }}
	}
	return []kit.MenuItem{
		{Text: "Open in the interview", Icon: icons.Interviews, Key: "Enter", Disabled: len(ids) != 1, Run: s.openChosen},
		{Text: "Tag…", Icon: icons.Tag, Key: "T", Run: func() { s.pickTag(s.table) }},
		{Text: "Move to theme…", Icon: icons.Move, Run: func() { s.pickTheme(s.table) }},
		{Text: "Star", Icon: icons.Star, Key: "S", Run: func() { m.Star(ids, true) }},
		{Text: "Remove star", Icon: icons.StarFull, Run: func() { m.Star(ids, false) }},
		kit.Separator,
		stance("Supports", app.Supports), stance("Contradicts", app.Contradicts), stance("Nuances", app.Nuances), stance("No stance", ""),
		kit.Separator,
		{Text: "Delete", Icon: icons.Trash, Key: "Del", Danger: true, Run: func() { m.Delete(ids) }},
	}
}

func (s *Screen) openChosen() {
	if rows := s.table.Selected(); len(rows) == 1 {
		s.openRow(rows[0])
	}
}

func (s *Screen) openRow(row int) {
	if f := s.model.Row(row); f != nil && f.Interview != "" {
		s.goTo(kit.Route{Screen: kit.Reader, ID: string(f.Interview), Span: f.Span})
	}
}

func (s *Screen) key(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyDelete && len(s.chosen) > 0 {
		s.model.Delete(append([]app.FindingID{}, s.chosen...))
	}
}

func (s *Screen) rune(r rune) {
	if len(s.chosen) == 0 {
		return
	}
	switch r {
	case 't', 'T':
		s.pickTag(s.table)
	case 's', 'S':
		on := false
		for _, f := range s.rows() {
			on = on || !f.Star
		}
		s.model.Star(append([]app.FindingID{}, s.chosen...), on)
	}
}

// pickTag lets the person choose or make a tag for everything chosen.
func (s *Screen) pickTag(anchor fyne.CanvasObject) {
	m := s.model
	ids := append([]app.FindingID{}, s.chosen...)
	if len(ids) == 0 {
		return
	}
	var items []kit.PickItem
	for _, t := range m.Tags {
		items = append(items, kit.PickItem{Text: t.Name, Dot: kit.TagPaint(t.Color), Detail: fmt.Sprint(t.Findings), Run: func() { m.Tag(ids, t.ID, "") }})
	}
	p := kit.NewPicker("Tag…", 320, func(q string) []kit.PickItem {
		found := kit.Match(q, items)
		if q != "" {
			found = append(found, kit.PickItem{Text: "Create tag “" + q + "”", Muted: true, Run: func() { m.Tag(ids, "", q) }})
		}
		return found
	})
	if anchor == fyne.CanvasObject(s.table) {
		p.ShowTop(kit.CanvasOf(s.root))
		return
	}
	p.ShowBelow(anchor)
}

// pickTheme lets the person choose the theme everything chosen moves to.
func (s *Screen) pickTheme(anchor fyne.CanvasObject) {
	m := s.model
	ids := append([]app.FindingID{}, s.chosen...)
	if len(ids) == 0 {
		return
	}
	items := []kit.PickItem{}
	for _, t := range m.Themes {
		if t.Study == m.Query.Study || m.Query.Study == "" {
			items = append(items, kit.PickItem{Text: t.Name, Detail: fmt.Sprint(t.Findings), Run: func() { m.Move(ids, t.ID) }})
		}
	}
	items = append(items, kit.PickItem{Text: "In no theme", Muted: true, Run: func() { m.Move(ids, "") }})
	p := kit.NewPicker("Move to theme…", 320, func(q string) []kit.PickItem { return kit.Match(q, items) })
	if anchor == fyne.CanvasObject(s.table) {
		p.ShowTop(kit.CanvasOf(s.root))
		return
	}
	p.ShowBelow(anchor)
}
