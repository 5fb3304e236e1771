package insights

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// askNew opens the form for a new insight, with the words of the one that was not finished.
func (s *Screen) askNew() { s.form(say.T("Write an insight"), s.draft, s.model.Create) }

// editText opens the form on the shown insight.
func (s *Screen) editText() {
	cur := s.model.Current()
	if cur == nil {
		return
	}
	s.form(say.T("Edit insight"), cur.Insight, func(in app.Insight, done func(error)) {
		s.model.Edit(say.T("Edit insight"), func(old *app.Insight) { old.Title, old.Body = in.Title, in.Body }, done)
	})
}

// form edits the words of an insight in a dialog. It closes when they are saved; the words of a new insight that was not
// saved stay for the next time.
func (s *Screen) form(title string, in app.Insight, save func(app.Insight, func(error))) {
	claim := kit.NewTextArea(say.T("What did you learn? One sentence"), 2)
	claim.SetText(in.Title)
	body := kit.NewTextArea(say.T("What stands behind it, in two or three sentences"), 5)
	body.SetText(in.Body)
	wrong := kit.NewParagraph("", kit.Small.In(kit.BadInk))
	d := kit.NewDialog(title, 600, 352)
	saved, isNew := false, in.ID == ""
	words := func() app.Insight {
		in.Title, in.Body = claim.Text, body.Text
		return in
	}
	d.OnClose = func() {
		if isNew && !saved {
			s.draft = words()
		}
	}
	do := func() {
		if strings.TrimSpace(claim.Text) == "" {
			wrong.SetText(say.T("Say in one sentence what you learned."))
			claim.Focus()
			return
		}
		save(words(), func(err error) {
			if err == nil {
				saved = true
				if isNew {
					s.draft = app.Insight{}
				}
				d.Hide()
				return
			}
			message, hint := say.Explain(err)
			wrong.SetText(message + " " + hint)
		})
	}
	claim.OnKey = func(k *fyne.KeyEvent) bool { // the claim is one sentence: Enter goes on
		if k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter {
			body.Focus()
			return true
		}
		return false
	}
	d.SetContent(kit.VStack(kit.Space3, kit.FormRow(say.T("Claim"), claim), kit.FormRow(say.T("Text"), body)))
	d.SetActions([]fyne.CanvasObject{kit.Fixed(wrong, 300, 0)}, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), kit.NewButton(say.T("Save insight"), kit.Primary, do))
	d.Show(kit.CanvasOf(s.root))
	claim.Focus()
}

// askComment edits what is said about a piece of evidence.
func (s *Screen) askComment(ev app.Evidence) {
	text := kit.NewTextArea(say.T("Why does it matter to the claim?"), 3)
	text.SetText(ev.Note)
	wrong := kit.NewParagraph("", kit.Small.In(kit.BadInk))
	d := kit.NewDialog(say.T("Note on this evidence"), 480, 270)
	save := func() {
		s.model.Comment(ev, strings.TrimSpace(text.Text), func(err error) {
			if err == nil {
				d.Hide()
				return
			}
			message, hint := say.Explain(err)
			wrong.SetText(message + " " + hint)
		})
	}
	d.SetContent(kit.VStack(kit.Space2, text, wrong))
	d.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), kit.NewButton(say.T("Save note"), kit.Primary, save))
	d.Show(kit.CanvasOf(s.root))
	text.Focus()
}

// finder is the dialog that finds passages and themes and adds several at once.
type finder struct {
	screen  *Screen
	against bool // look for what speaks against the claim
	dialog  *kit.Dialog
	search  *kit.SearchField
	list    *fyne.Container
	view    *kit.ScrollView
	stance  *kit.Dropdown
	add     *kit.Button
	wrong   *kit.Paragraph
	checks  []*kit.Check
	chosen  []app.Evidence // in the order ticked
}

// addEvidence opens the finder on the shown insight; against offers what may speak against it, to be judged.
func (s *Screen) addEvidence(against bool) {
	m := s.model
	cur := m.Current()
	if cur == nil {
		return
	}
	title, about := say.T("Add evidence"), ""
	if against {
		title, about = say.T("What speaks against it"), cur.Title
	}
	f := &finder{screen: s, against: against, dialog: kit.NewDialog(title, 760, 580), list: kit.VStack(0), wrong: kit.NewParagraph("", kit.Small.In(kit.BadInk))}
	f.wrong.Hide()
	hint := say.T("Words or meaning of passages, notes and themes")
	if against {
		hint = say.T("Passages marked as contradicting or nuancing")
	}
	f.search = kit.NewSearchField(hint, 300, func(text string) { m.FindCandidates(text, against) })
	f.search.OnSubmitted = func(string) { f.save() }
	f.search.Entry.OnKey = f.key
	f.view = kit.Scroll(kit.Inset(f.list, 0, kit.Space3, 0, 0))
	f.stance = kit.NewDropdown([]kit.Option{{ID: "", Text: say.T("as marked, else supporting")}, {ID: string(app.Supports), Text: say.T("supporting")},
		{ID: string(app.Contradicts), Text: say.T("contradicting")}, {ID: string(app.Nuances), Text: say.T("nuancing")}}, nil).WithPrefix(say.T("Add as: "))
	f.add = kit.NewButton(say.T("Add"), kit.Primary, f.save)
	f.dialog.SetContent(kit.Dock(kit.Inset(kit.VStack(kit.Space2, f.search, f.wrong), 0, 0, kit.Space2, 0), nil, nil, nil, f.view))
	f.dialog.SetActions([]fyne.CanvasObject{f.stance}, kit.NewButton(say.T("Cancel"), kit.Quiet, f.dialog.Hide), f.add)
	m.Candidates = nil
	m.OnCandidates = f.paint
	f.dialog.OnClose = func() { m.OnCandidates = nil }
	f.count()
	f.dialog.Show(kit.CanvasOf(s.root))
	f.search.Focus()
	m.FindCandidates(about, against)
}

// key goes from the search into the list.
func (f *finder) key(k *fyne.KeyEvent) bool {
	if k.Name == fyne.KeyDown && len(f.checks) > 0 {
		if c := kit.CanvasOf(f.screen.root); c != nil {
			c.Focus(f.checks[0])
		}
		return true
	}
	return false
}

// paint lists what was found. What was ticked before stays ticked, also when it is not found any more.
func (f *finder) paint() {
	m := f.screen.model
	f.list.Objects, f.checks = nil, nil
	for i := range m.Candidates {
		c := &m.Candidates[i]
		ev := c.Evidence()
		text, where := say.T("Theme: "), ""
		if c.Theme != nil {
			text, where = text+c.Theme.Name, say.Count(c.Theme.Findings, "finding")
		} else {
			text, where = short(c.Finding.Text()), place(c.Finding)
			if c.Finding.Stance != "" {
				where = strings.ToLower(stanceWord(c.Finding.Stance)) + " · " + where
			}
		}
		check := kit.NewCheck(text, f.at(ev) >= 0, func(on bool) { f.tick(ev, on) })
		f.checks = append(f.checks, check)
		f.list.Add(kit.HStackTop(kit.Space3, kit.Grow(check), kit.VStack(0, kit.Inset(kit.NewText(where, kit.Small), 6, 0, 0, 0))))
		f.list.Add(kit.HLine())
	}
	if len(m.Candidates) == 0 && f.against {
		f.list.Add(kit.NewParagraph(say.T("Nothing in this study is marked as contradicting or nuancing that is not evidence already. Mark passages with a stance while reading (+ and −)."), kit.Body.In(kit.Muted)))
	} else if len(m.Candidates) == 0 {
		f.list.Add(kit.NewParagraph(say.T("Nothing found that is not evidence already. Search for fewer or other words."), kit.Body.In(kit.Muted)))
	}
	f.list.Refresh()
	f.view.Refresh()
	f.view.ScrollTo(0)
}

func (f *finder) at(ev app.Evidence) int {
	for i := range f.chosen {
		if f.chosen[i].Ref() == ev.Ref() {
			return i
		}
	}
	return -1
}

func (f *finder) tick(ev app.Evidence, on bool) {
	i := f.at(ev)
	switch {
	case on && i < 0:
		f.chosen = append(f.chosen, ev)
	case !on && i >= 0:
		f.chosen = append(f.chosen[:i:i], f.chosen[i+1:]...)
	}
	f.count()
}

func (f *finder) count() {
	f.add.SetText(say.T("Add"))
	f.add.Disable()
	if n := len(f.chosen); n > 0 {
		f.add.SetText(say.T("Add %s to the evidence", say.Number(n)))
		f.add.Enable()
	}
	f.dialog.SetActions([]fyne.CanvasObject{f.stance}, kit.NewButton(say.T("Cancel"), kit.Quiet, f.dialog.Hide), f.add)
}

func (f *finder) save() {
	if len(f.chosen) == 0 {
		return
	}
	ev := append([]app.Evidence{}, f.chosen...)
	if st := app.Stance(f.stance.Selected()); st != "" {
		for i := range ev {
			ev[i].Stance = st
		}
	}
	f.screen.model.Add(ev, func(err error) {
		if err == nil {
			f.dialog.Hide()
			return
		}
		message, hint := say.Explain(err)
		f.wrong.SetText(message + " " + hint)
		f.wrong.Show()
		f.view.Refresh()
	})
}

// shortRunes is how much of a passage the finder shows.
const shortRunes = 240

func short(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > shortRunes {
		return strings.TrimSpace(string(r[:shortRunes])) + "…"
	}
	return text
}
