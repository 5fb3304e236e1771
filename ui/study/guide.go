package study

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// paintGuide shows the questions of the guide. Rows are kept while their questions stay in place, so that typing goes on.
func (s *Screen) paintGuide() {
	m := s.model
	same := len(s.rows) == len(m.Lines) && len(s.guide.Objects) > 0
	for i := range s.rows {
		same = same && s.rows[i].line == m.Lines[i] && (s.rows[i].entry == nil) == m.Lines[i].Gone
	}
	if !same {
		s.rows, s.guide.Objects = nil, nil
		n := 0
		for i, l := range m.Lines {
			if l.Gone {
				s.guide.Add(s.goneRow(i, l))
				continue
			}
			n++
			s.guide.Add(s.row(i, n, l))
		}
		if len(m.Lines) == 0 {
			s.guide.Add(kit.NewParagraph(say.T("No question yet. Write what every interview should ask, or start the study from a template in the playbook."), kit.Body.In(kit.Muted)))
		}
	}
	for _, r := range s.rows {
		words := m.Says(r.line)
		r.says.SetText(words)
		r.says.Hidden = words == ""
	}
	s.guide.Refresh()
}

// row is one question, with what hangs on it below.
func (s *Screen) row(i, n int, l *Line) fyne.CanvasObject {
	m := s.model
	r := &row{line: l, entry: kit.NewEntry(say.T("Tell me about the last time you …")), says: kit.NewText("", kit.Small)}
	s.rows = append(s.rows, r)
	r.entry.SetText(l.Text)
	r.entry.OnChanged = func(text string) {
		l.Text = text
		m.Edited()
	}
	r.entry.OnSubmitted = func(string) { s.focus(m.Add(i)) }
	r.entry.OnShortcut = func(k fyne.Shortcut) bool {
		if c, ok := k.(*desktop.CustomShortcut); ok && c.Modifier == fyne.KeyModifierAlt && (c.KeyName == fyne.KeyUp || c.KeyName == fyne.KeyDown) {
			by := 1
			if c.KeyName == fyne.KeyUp {
				by = -1
			}
			s.focus(m.Move(i, by))
			return true
		}
		return s.shortcut(k)
	}
	number := kit.Fixed(kit.NewTextAt(fmt.Sprint(n), kit.Small, fyne.TextAlignTrailing), 22, 0)
	line := kit.HStack(kit.Space2, number, kit.Grow(kit.WheelPast(r.entry, s.scroll)))
	if m.ReadOnly {
		r.entry.Disable()
	} else {
		up := kit.NewIconButton(icons.Up, say.T("Move up (Alt Up)"), func() { m.Move(i, -1) })
		down := kit.NewIconButton(icons.Down, say.T("Move down (Alt Down)"), func() { m.Move(i, 1) })
		if i == 0 {
			up.Disable()
		}
		if i == len(m.Lines)-1 {
			down.Disable()
		}
		line.Add(up)
		line.Add(down)
		line.Add(kit.NewIconButton(icons.Trash, say.T("Remove the question"), func() { m.Drop(i) }))
	}
	return kit.VStack(2, line, kit.Inset(r.says, 0, 0, 0, 30))
}

// goneRow is a question that goes when the study is saved.
func (s *Screen) goneRow(i int, l *Line) fyne.CanvasObject {
	m := s.model
	r := &row{line: l, says: kit.NewText("", kit.Small.In(kit.Warn))}
	s.rows = append(s.rows, r)
	line := kit.HStack(kit.Space2, kit.Fixed(kit.NewText("", kit.Small), 22, 0), kit.Grow(kit.NewElastic(say.T("Removed: %s", l.Was), kit.Body.In(kit.Muted))),
		kit.NewButton(say.T("Keep"), kit.Quiet, func() { m.Keep(i) }))
	return kit.VStack(2, line, kit.Inset(r.says, 0, 0, 0, 30))
}

// focus gives a question the keyboard.
func (s *Screen) focus(at int) {
	if at < 0 || at >= len(s.rows) || s.rows[at].entry == nil {
		return
	}
	if c := kit.CanvasOf(s.rows[at].entry); c != nil {
		c.Focus(s.rows[at].entry)
	}
}
