package insights

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/insight"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// stances and strengths in the order of their keys.
var (
	stances   = []app.Stance{app.Supports, app.Contradicts, app.Nuances}
	strengths = []app.Strength{app.Weak, app.Medium, app.Strong}
)

// proofRow is one piece of evidence as shown.
type proofRow struct {
	card *kit.TapCard
	all  fyne.CanvasObject
}

func (s *Screen) evidence(p *insight.Page) fyne.CanvasObject {
	play := kit.NewIconTextButton(icons.Play, say.T("Play through"), kit.Quiet, func() { s.model.StartPlay(0) })
	play.SetTip(say.T("Read each passage in its context (P)"))
	head := kit.HStack(kit.Space2, kit.NewText(say.T("Evidence"), kit.Strong), kit.NewText(weight(&p.InsightRow), kit.Small), kit.Spacer())
	if len(p.Proofs) > 0 {
		head.Add(play)
	}
	against := kit.NewIconButton(icons.Search, say.T("Look for what speaks against it (C)"), func() { s.addEvidence(true) })
	head.Add(against)
	head.Add(kit.NewIconTextButton(icons.Plus, say.T("Add evidence"), kit.Quiet, func() { s.addEvidence(false) }))
	rows := []fyne.CanvasObject{kit.Inset(head, kit.Space2, 0, 0, 0), kit.HLine()}
	for i := range p.Proofs {
		row := s.proof(i, &p.Proofs[i])
		s.rows = append(s.rows, row)
		rows = append(rows, row.all, kit.HLine())
	}
	if len(p.Proofs) == 0 {
		rows = append(rows, kit.Inset(kit.NewParagraph(say.T("Nothing supports this claim yet. Add passages, also those that speak against it."), kit.Body.In(kit.Muted)), kit.Space2, 0, kit.Space2, 0))
	}
	return kit.VStack(kit.Space1, append(rows, s.figures(p)...)...)
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
		return say.Count(passages, "passage")
	case passages == 0:
		return say.Count(themes, "theme")
	}
	return say.Count(passages, "passage") + ", " + say.Count(themes, "theme")
}

// wordsOf are what a piece of evidence says and who said it where.
func wordsOf(p *insight.Proof) (words, where string) {
	switch {
	case p.Finding != nil:
		if p.Finding.Quote == "" {
			return p.Finding.Note, place(p.Finding)
		}
		return "“" + p.Finding.Text() + "”", place(p.Finding)
	case p.Theme != nil:
		return say.T("Theme: %s", p.Theme.Name), say.Count(p.Theme.Findings, "finding")
	}
	return say.T("This passage is gone."), ""
}

func (s *Screen) proof(i int, p *insight.Proof) *proofRow {
	m := s.model
	words, where := wordsOf(p)
	text := kit.VStack(kit.Space1, kit.NewParagraph(words, kit.Body))
	if p.Note != "" {
		text.Add(kit.NewParagraph(p.Note, kit.Small))
	}
	ev := p.Evidence
	var stance *kit.TextButton
	stance = kit.NewTextButton(stanceWord(p.Stance), kit.Control.B().In(stanceInk(p.Stance)), func() { m.At = i; kit.ShowMenu(stance, s.stanceMenu(ev)...) })
	stance.SetTip(say.T("What it does to the claim, and how much it weighs (1-6)"))
	left := kit.VStack(0, stance)
	if ev.Strength != "" {
		left.Add(kit.NewText(say.Sentence(string(ev.Strength)), kit.Small))
	}
	right := kit.VStack(0, kit.NewTextAt(where, kit.Small, fyne.TextAlignTrailing))
	if mark := s.consentMark(p.Finding, false); mark != nil {
		right.Add(kit.HStack(0, kit.Spacer(), mark))
	}
	card := kit.NewListEntry(kit.HStackTop(kit.Space3, kit.Fixed(left, stanceWide, 0), kit.Grow(text), kit.Fixed(right, placeWide, 0)), func() { m.StartPlay(i) })
	card.SetTip(say.T("Read it in its context"))
	card.OnMenu = func(at fyne.Position) { kit.ShowMenuAt(kit.CanvasOf(s.root), at, s.proofMenu(i, ev)...) }
	var more *kit.IconButton
	more = kit.NewIconButton(icons.More, say.T("Stance, strength, note, open, remove"), func() { kit.ShowMenu(more, s.proofMenu(i, ev)...) })
	grip := newGrip(func(dy float32) { s.dropProof(i, dy) })
	tail := kit.HStack(0, grip, more)
	return &proofRow{card: card, all: kit.Inset(kit.HStackTop(0, kit.Grow(card), kit.Inset(tail, kit.Space1, 0, 0, 0)), 0, 0, 0, -entryPad)}
}

// dropProof moves a piece of evidence that was dragged by dy pixels: past every row whose middle it crossed.
func (s *Screen) dropProof(i int, dy float32) {
	m := s.model
	if !m.Ready() || i >= len(m.Page.Proofs) || i >= len(s.rows) {
		return
	}
	mid := func(r *proofRow) float32 { return r.all.Position().Y + r.all.Size().Height/2 }
	at, to := mid(s.rows[i])+dy, i
	for to+1 < len(s.rows) && at > mid(s.rows[to+1]) {
		to++
	}
	for to > 0 && at < mid(s.rows[to-1]) {
		to--
	}
	if to != i {
		m.Move(m.Page.Proofs[i].Evidence, to)
	}
}

// markProof shows which piece of evidence the keys act on.
func (s *Screen) markProof() {
	for i, r := range s.rows {
		r.card.SetSelected(i == s.model.At && len(s.rows) > 1)
	}
}

// revealProof brings that piece into sight.
func (s *Screen) revealProof() {
	if i := s.model.At; i < len(s.rows) {
		o := s.rows[i].all
		top := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y - fyne.CurrentApp().Driver().AbsolutePositionForObject(s.page).Y
		s.body.Reveal(top, o.Size().Height+40)
	}
}

// openProof shows a piece of evidence where it was said, or its theme.
func (s *Screen) openProof(i int) {
	m := s.model
	if !m.Ready() || i >= len(m.Page.Proofs) {
		return
	}
	switch p := m.Page.Proofs[i]; {
	case p.Finding != nil && p.Finding.Interview != "":
		s.goTo(kit.Route{Screen: kit.Reader, ID: string(p.Finding.Interview), Span: p.Finding.Span})
	case p.Finding != nil:
		s.goTo(kit.Route{Screen: kit.Findings, ID: string(p.Finding.ID)})
	case p.Theme != nil:
		s.goTo(kit.Route{Screen: kit.Themes, ID: string(p.Theme.ID)})
	}
}

// stanceMenu sets stance and strength in place.
func (s *Screen) stanceMenu(ev app.Evidence) []kit.MenuItem {
	m := s.model
	var items []kit.MenuItem
	for i, st := range stances {
		items = append(items, kit.MenuItem{Text: stanceWord(st), Key: string(rune('1' + i)), Checked: ev.Stance == st, Run: func() { m.SetStance(ev, st) }})
	}
	items = append(items, kit.Separator)
	for i, st := range strengths {
		items = append(items, kit.MenuItem{Text: say.T("%s evidence", capital(say.Sentence(string(st)))), Key: string(rune('4' + i)), Checked: ev.Strength == st, Run: func() { m.SetStrength(ev, st) }})
	}
	return items
}

func (s *Screen) proofMenu(i int, ev app.Evidence) []kit.MenuItem {
	m := s.model
	m.At = i
	return append(s.stanceMenu(ev), kit.Separator, kit.MenuItem{Text: say.T("Note…"), Icon: icons.Note, Run: func() { s.askComment(ev) }},
		kit.MenuItem{Text: say.T("Read in its context"), Icon: icons.Play, Key: "P", Run: func() { m.StartPlay(i) }},
		kit.MenuItem{Text: say.T("Open where it was said"), Icon: icons.Interviews, Key: "Enter", Run: func() { s.openProof(i) }},
		kit.MenuItem{Text: say.T("Copy the quote"), Icon: icons.Copy, Disabled: s.proofAt(i) == nil, Run: func() { s.copyProof(i) }},
		kit.MenuItem{Text: say.T("Move up"), Icon: icons.Up, Key: "[", Disabled: i == 0, Run: func() { m.Move(ev, i-1) }},
		kit.MenuItem{Text: say.T("Move down"), Icon: icons.Down, Key: "]", Run: func() { m.Move(ev, i+1) }},
		kit.MenuItem{Text: say.T("Remove from this insight"), Icon: icons.Trash, Run: func() { m.Remove(ev) }})
}

func stanceWord(st app.Stance) string {
	switch st {
	case app.Contradicts:
		return say.T("Contradicts")
	case app.Nuances:
		return say.T("Nuances")
	}
	return say.T("Supports")
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
	if at := say.Sentence(f.Locator()); at != "" {
		who += " · " + at
	}
	return who
}
