package reader

import (
	"slices"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// Do does what a key, a button or a menu asks for.
func (s *Screen) Do(c Command) {
	m := s.model
	if m.Transcript == nil || m.Err != nil {
		return
	}
	switch c.Act {
	case ActTag:
		s.pickTag()
	case ActRecent:
		m.TagRecent(c.N)
	case ActInVivo:
		m.InVivo()
	case ActNote:
		if m.BeginNote() {
			s.panel.focusNote()
		}
	case ActMemo:
		s.writeMemo()
	case ActStar:
		m.ToggleStar()
	case ActSupports:
		m.SetStance(app.Supports)
	case ActContradicts:
		m.SetStance(app.Contradicts)
	case ActUntag:
		m.UntagNewest()
	case ActDelete:
		m.Delete()
	default:
		if !s.judge(c) {
			s.move(c)
		}
	}
}

// judge does the acts that say more about a finding; false for others.
func (s *Screen) judge(c Command) bool {
	m := s.model
	switch c.Act {
	case ActAgain:
		m.TagAgain()
	case ActWorse:
		m.Feel(-1)
	case ActBetter:
		m.Feel(1)
	case ActSeverity:
		if m.BeginNote() {
			s.tellMaybe(s.OnDetails)
			s.panel.severity.OnTap()
		}
	case ActMerge:
		m.Merge()
	case ActPast:
		s.showPast()
	case ActInsight:
		s.addToInsight()
	default:
		return s.rewrite(c)
	}
	return true
}

// move does the acts that go somewhere or answer something.
func (s *Screen) move(c Command) {
	m := s.model
	switch c.Act {
	case ActStartLeft, ActStartRight, ActEndLeft, ActEndRight:
		s.bound(c.Act == ActEndLeft || c.Act == ActEndRight, c.Act == ActStartRight || c.Act == ActEndRight)
	case ActNext:
		m.Step(1, s.from())
	case ActPrev:
		m.Step(-1, s.from())
	case ActUntagged:
		s.nextUntagged()
	case ActWiden:
		s.text.Widen()
	case ActFind:
		s.head.finder.show(false)
	case ActTime:
		s.head.finder.show(true)
	case ActCopy:
		s.copyQuote()
	case ActAccept:
		m.Accept(s.text.Ghost())
	case ActReject:
		m.Reject(s.text.Ghost())
	case ActWhy:
		s.showWhy()
	case ActEscape:
		s.escape()
	}
}

// rewrite does the acts that change the text, or say what its turns ask; false for others.
func (s *Screen) rewrite(c Command) bool {
	switch c.Act {
	case ActEdit:
		s.edit()
	case ActRedact:
		s.redact()
	case ActAsks:
		s.askWhich()
	default:
		return false
	}
	return true
}

// from is where the next finding is counted from when none is at hand: the caret if it is in sight, else the top.
func (s *Screen) from() int {
	at, shown := s.text.Caret(), s.text.Shown()
	if at < shown.Start || at > shown.End {
		return shown.Start
	}
	return at
}

// bound moves an end of the selection, or of the finding at hand, by a word.
func (s *Screen) bound(end, right bool) {
	m := s.model
	if sel := m.Selection(); sel.Len() > 0 {
		sel = s.text.MoveBound(sel, end, right)
		s.text.Select(sel)
		m.Select(sel)
		return
	}
	if f := m.Active(); f != nil {
		span := s.text.MoveBound(f.Span, end, right)
		m.Resize(span)
		s.text.Reveal(span)
	}
}

// nextUntagged goes to the next turn that nobody has tagged, with the caret at its start.
func (s *Screen) nextUntagged() {
	m := s.model
	turn, ok := m.NextUntagged(s.from())
	if !ok {
		s.toast(kit.Toast{Text: say.T("Every turn of more than a few words has a tag"), Icon: icons.Done})
		return
	}
	m.Activate("")
	m.Select(app.Span{})
	s.bar.hide()
	s.text.PutCaret(turn.Start)
	s.text.Reveal(turn)
}

func (s *Screen) copyQuote() {
	if words, span := s.model.Citation(); words != "" {
		s.copyGated(words, span)
	}
}

// escape lets go of one thing after another: the words found, the selection, the finding at hand.
func (s *Screen) escape() {
	m := s.model
	switch {
	case s.head.finder.open:
		s.head.finder.close()
	case m.Selection().Len() > 0:
		s.text.PutCaret(m.Selection().End)
		m.Select(app.Span{})
		s.bar.hide()
	case s.why != nil:
		s.showWhy()
	case m.LookingForPersonal():
		m.ClosePersonal()
	default:
		m.Activate("")
	}
}

// MoveBound moves the start or the end of a span by a word; the span stays as it is when nothing would be left.
func (v *TextView) MoveBound(s app.Span, end, right bool) app.Span {
	to := s
	at := &to.Start
	if end {
		at = &to.End
	}
	if right {
		*at = v.doc.NextWord(*at)
	} else {
		*at = v.doc.PrevWord(*at)
	}
	if to.Len() <= 0 {
		return s
	}
	if to = v.doc.Trim(to); to.Len() <= 0 {
		return s
	}
	return to
}

// many offers the findings that a count in the margin stands for.
func (s *Screen) many(ids []app.FindingID, at fyne.Position) {
	c := kit.CanvasOf(s.text)
	if c == nil {
		return
	}
	var items []kit.MenuItem
	for _, mk := range s.text.marks {
		if !slices.Contains(ids, mk.ID) {
			continue
		}
		it := kit.MenuItem{Text: mk.Label + "  “" + s.text.doc.Text()[mk.Start:mk.End] + "”", Checked: mk.ID == s.model.active,
			Run: func() { s.model.Activate(mk.ID) }}
		if len(mk.Colors) > 0 {
			it.Dot = kit.TagPaint(mk.Colors[0])
		}
		items = append(items, it)
	}
	kit.ShowMenuAt(c, at, items...)
}

// turnMenu is what can be done with the turn under the caret.
func (s *Screen) turnMenu(item func(icons.Name, string, string, Act) kit.MenuItem) (items []kit.MenuItem) {
	if s.model.Guide != nil {
		items = append(items, item(icons.Help, say.T("Asks a question of the guide…"), "Q", ActAsks))
	}
	if s.model.Revise != nil {
		items = append(items, item(icons.Edit, say.T("Edit this turn"), "Ctrl E", ActEdit))
	}
	return items
}

// menu offers what the keys do with the selection or the finding at hand.
func (s *Screen) menu(at fyne.Position) {
	m := s.model
	f := m.Active()
	c := kit.CanvasOf(s.text)
	if c == nil {
		return
	}
	item := func(icon icons.Name, word, key string, a Act) kit.MenuItem {
		return kit.MenuItem{Icon: icon, Text: word, Key: key, Run: func() { s.Do(Command{Act: a}) }}
	}
	if m.Selection().Len() == 0 && f == nil { // only a turn is at hand
		if items := s.turnMenu(item); len(items) > 0 {
			kit.ShowMenuAt(c, at, items...)
		}
		return
	}
	items := []kit.MenuItem{item(icons.Tag, say.T("Tag…"), "T", ActTag)}
	if last := m.LastTag(); last != "" {
		items = append(items, item("", say.T("Tag with %s again", last), ".", ActAgain))
	}
	items = append(items, item(icons.Quote, say.T("Tag with the words themselves"), "V", ActInVivo),
		item(icons.Note, say.T("Write a note"), "N", ActNote), item(icons.Star, say.T("Star"), "S", ActStar))
	if m.Selection().Len() == 0 {
		items = append(items, item(icons.Insights, say.T("Add to insight…"), "I", ActInsight))
	}
	items = append(items, kit.Separator,
		item("", say.T("Supports"), "+", ActSupports), item("", say.T("Contradicts"), "-", ActContradicts), item("", say.T("Sentiment worse"), "<", ActWorse),
		item("", say.T("Sentiment better"), ">", ActBetter), item("", say.T("Severity…"), "P", ActSeverity), kit.Separator,
		item(icons.Copy, say.T("Copy with where it comes from"), "Ctrl C", ActCopy),
		kit.MenuItem{Icon: icons.Wand, Text: say.T("Find and tag…"), Key: kit.KeysNow("Ctrl Shift F"), Run: func() { s.goTo(s.FindRoute()) }})
	if m.Guide != nil {
		items = append(items, item(icons.Help, say.T("Asks a question of the guide…"), "Q", ActAsks))
	}
	if m.Revise != nil {
		items = append(items, kit.Separator, item(icons.Edit, say.T("Edit this turn"), "Ctrl E", ActEdit), item(icons.Lock, say.T("Redact…"), "R", ActRedact))
	}
	if m.Selection().Len() == 0 {
		items = append(items, kit.Separator, item(icons.Merge, say.T("Merge with the finding that touches it"), "M", ActMerge), item(icons.Trash, say.T("Delete the finding"), say.T("Del"), ActDelete))
	}
	kit.ShowMenuAt(c, at, items...)
}
