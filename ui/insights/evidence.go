package insights

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
)

func (s *Screen) evidence(in *app.InsightRow) fyne.CanvasObject {
	m := s.model
	head := kit.HStack(kit.Space2, kit.NewText("Evidence", kit.Strong), kit.NewText(weight(in), kit.Small), kit.Spacer(),
		kit.NewIconTextButton(icons.Plus, "Add evidence", kit.Quiet, s.addEvidence))
	rows := []fyne.CanvasObject{kit.Inset(head, kit.Space2, 0, 0, 0), kit.HLine()}
	if m.ProofsOf == in.ID {
		for i := range m.Proofs {
			rows = append(rows, s.proof(&m.Proofs[i]), kit.HLine())
		}
	}
	if len(in.Evidence) == 0 {
		rows = append(rows, kit.Inset(kit.NewParagraph("Nothing supports this claim yet. Add passages, also those that speak against it.", kit.Body.In(kit.Muted)), kit.Space2, 0, kit.Space2, 0))
	}
	return kit.VStack(kit.Space1, rows...)
}

// weight counts the evidence: "12 passages", "3 passages, 1 theme".
func weight(in *app.InsightRow) string {
	passages, themes := 0, 0
	for _, e := range in.Evidence {
		if e.Theme != "" {
			themes++
		} else {
			passages++
		}
	}
	switch {
	case themes == 0:
		return app.Count(passages, "passage")
	case passages == 0:
		return app.Count(themes, "theme")
	}
	return app.Count(passages, "passage") + ", " + app.Count(themes, "theme")
}

func (s *Screen) proof(p *Proof) fyne.CanvasObject {
	words, where := "This passage is gone.", ""
	var open func()
	switch {
	case p.Finding != nil:
		f := p.Finding
		words, where = "“"+f.Text()+"”", place(f)
		if f.Quote == "" {
			words = f.Note
		}
		if f.Interview != "" {
			open = func() { s.goTo(kit.Route{Screen: kit.Reader, ID: string(f.Interview), Span: f.Span}) }
		}
	case p.Theme != nil:
		t := p.Theme
		words, where = "Theme: "+t.Name, app.Count(t.Findings, "finding")
		open = func() { s.goTo(kit.Route{Screen: kit.Themes, ID: string(t.ID)}) }
	}
	quote := kit.NewParagraph(words, kit.Body)
	text := kit.VStack(kit.Space1, quote)
	if p.Note != "" {
		text.Add(kit.NewParagraph(p.Note, kit.Small))
	}
	ev := p.Evidence
	stance := kit.NewText(stanceWord(p.Stance), kit.Control.B().In(stanceInk(p.Stance)))
	row := kit.NewListEntry(kit.HStackTop(kit.Space3, kit.Fixed(kit.VStack(0, stance), stanceWide, 0), kit.Grow(text),
		kit.Fixed(kit.VStack(0, kit.NewTextAt(where, kit.Small, fyne.TextAlignTrailing)), placeWide, 0)), open)
	if open != nil {
		row.SetTip("Open in context")
	}
	row.OnMenu = func(at fyne.Position) { kit.ShowMenuAt(kit.CanvasOf(s.root), at, s.proofMenu(ev, open)...) }
	var more *kit.IconButton
	more = kit.NewIconButton(icons.More, "Stance, open, remove", func() { kit.ShowMenu(more, s.proofMenu(ev, open)...) })
	return kit.Inset(kit.HStackTop(0, kit.Grow(row), kit.Inset(kit.VStack(0, more), kit.Space1, 0, 0, 0)), 0, 0, 0, -entryPad)
}

func (s *Screen) proofMenu(ev app.Evidence, open func()) []kit.MenuItem {
	m := s.model
	var items []kit.MenuItem
	for _, st := range []app.Stance{app.Supports, app.Contradicts, app.Nuances} {
		items = append(items, kit.MenuItem{Text: stanceWord(st), Checked: ev.Stance == st, Run: func() { m.SetStance(ev, st) }})
	}
	return append(items, kit.Separator, kit.MenuItem{Text: "Note…", Icon: icons.Note, Run: func() { s.askComment(ev) }},
		kit.MenuItem{Text: "Open in context", Icon: icons.Interviews, Disabled: open == nil, Run: open},
		kit.MenuItem{Text: "Remove from this insight", Icon: icons.Trash, Run: func() { m.Remove(ev) }})
}

func stanceWord(st app.Stance) string {
	switch st {
	case app.Contradicts:
		return "Contradicts"
	case app.Nuances:
		return "Nuances"
	}
	return "Supports"
}

func stanceInk(st app.Stance) kit.Token {
	switch st {
	case app.Contradicts:
		return kit.BadInk
	case app.Nuances:
		return kit.WarnInk
	}
	return kit.GoodInk
}

// place says who said it, and when in the recording.
func place(f *app.FindingRow) string {
	who := f.Code
	if who == "" {
		who = f.InterviewTitle
	}
	if f.At != app.NoTime {
		who += " · " + app.Clock(f.At)
	}
	return who
}
