package preferences

import (
	"strings"

	"fyne.io/fyne/v2"

	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// shortcuts lists the commands with their keys; a press on the keys chooses others.
func (s *Screen) shortcuts() part {
	m := s.model
	list, line := kit.VStack(2), kit.NewText("", kit.Small)
	all := kit.NewButton(say.T("Usual keys for all"), kit.Quiet, m.UsualKeys)
	painted := ""
	var find *kit.SearchField
	show := func() {
		bindings := m.Bindings(find.Text())
		now := m.Asks + m.Clash.Says
		for _, b := range bindings {
			now += b.ID + b.Keys
		}
		all.Disable()
		if m.OwnKeys() > 0 {
			all.Enable()
		}
		line.SetText(m.keysLine(len(bindings), find.Text()))
		if now == painted {
			return
		}
		painted = now
		list.Objects = s.keyLines(bindings)
		list.Refresh()
	}
	find = kit.NewSearchField(say.T("Find a command or its keys"), 260, func(string) {
		show()
		s.page.Refresh()
		s.view.Refresh()
	})
	s.mark(show)
	return card("shortcuts", say.T("Shortcuts"), say.T("Keys of commands"),
		row(say.T("Choose your own"), say.T("Press on the keys of a command, then press those you want. Esc leaves it as it is."), kit.HStack(kit.Space2, find, all)), line, list)
}

// keysLine says what the list holds.
func (m *Model) keysLine(n int, find string) string {
	switch {
	case strings.TrimSpace(find) != "" && n == 0:
		return say.T("No command of that name.")
	case strings.TrimSpace(find) != "":
		return say.T("%s found", say.Count(n, "command"))
	case m.OwnKeys() > 0:
		return say.T("Commands that have keys; those of %s are your own. Type to find any other.", say.Count(m.OwnKeys(), "command"))
	}
	return say.T("Commands that have keys. Type to find any other.")
}

// keyLines makes the list. A line that was listening goes on to have the keyboard.
func (s *Screen) keyLines(bindings []Binding) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	s.keyOf = map[string]*kit.KeyButton{}
	group := ""
	for _, b := range bindings {
		if b.Group != group {
			group = b.Group
			rows = append(rows, kit.Inset(kit.NewText(group, kit.Small.B()), kit.Space2, 0, 0, 0))
		}
		rows = append(rows, s.keyLine(b))
	}
	return rows
}

func (s *Screen) keyLine(b Binding) fyne.CanvasObject {
	m := s.model
	words := b.Shown
	if b.Keys == "" {
		words = say.T("Choose keys")
	}
	key := s.keyButton(b, words)
	row := []fyne.CanvasObject{kit.Grow(kit.NewElastic(b.Title, kit.Body))}
	if b.Own {
		back := kit.NewIconButton(icons.Undo, say.T("Usual keys"), func() { m.Usual(b) })
		row = append(row, back)
	}
	if b.Keys != "" {
		row = append(row, kit.NewIconButton(icons.Close, say.T("No keys for “%s”", b.Title), func() { m.Free(b.ID) }))
	}
	line := kit.HStack(kit.Space2, append(row, kit.Fixed(key, keyWide, 0))...)
	if m.Asks != b.ID || m.Clash == (Clash{}) {
		return line
	}
	says := []fyne.CanvasObject{kit.NewIconSized(icons.Warning, kit.WarnInk, 16), kit.Grow(kit.NewParagraph(m.Clash.Says, kit.Small.In(kit.WarnInk)))}
	if m.Clash.Other != nil {
		says = append(says, kit.NewButton(say.T("Leave it there"), kit.Quiet, func() { m.Ask("") }), kit.NewButton(say.T("Use it here"), kit.Secondary, m.Take))
	}
	return kit.VStack(kit.Space1, line, kit.HStack(kit.Space2, says...))
}

// keyWide is how wide the keys of a command stand.
const keyWide float32 = 170

// keyButton shows the keys of a command and hears others.
func (s *Screen) keyButton(b Binding, words string) *kit.KeyButton {
	m := s.model
	key := kit.NewKeyButton(words)
	s.keyOf[b.ID] = key
	key.SetTip(say.T("Press to choose other keys for “%s”", b.Title))
	key.SetKind(kit.Secondary)
	stop := func() {}
	key.OnListen = func(on bool) {
		stop()
		stop = func() {}
		key.SetText(words)
		if !on {
			return
		}
		m.Asks, m.Clash = b.ID, Clash{}
		key.SetText(say.T("Press keys…"))
		stop = m.Keyboard.Listen(func(keys string) { key.Hear(kit.ReadShortcut(keys)) })
	}
	key.OnKeys = func(k kit.Shortcut) {
		if modifier(k.Key) {
			return
		}
		key.Listen(false)
		m.Asks = b.ID
		m.Press(k.Text(), kit.Keys(k.String()))
		s.refocus(b.ID)
	}
	return key
}

// modifier reports whether a key is one that is held while another is pressed.
func modifier(k fyne.KeyName) bool {
	return k == "" || strings.HasPrefix(string(k), "Left") && len(k) > 4 || strings.HasPrefix(string(k), "Right") && len(k) > 5
}

// refocus gives the keyboard back to the keys of a command after the list was made anew.
func (s *Screen) refocus(id string) {
	if c := kit.CanvasOf(s.view); c != nil && s.keyOf[id] != nil {
		c.Focus(s.keyOf[id])
	}
}

// fromAnywhere is the line that says by which keys something is changed on every screen; nothing where it has none.
func (s *Screen) fromAnywhere(ids ...string) fyne.CanvasObject {
	line := kit.NewParagraph("", kit.Small)
	s.mark(func() {
		var keys []string
		for _, id := range ids {
			if k := s.model.Shown(id); k != "" {
				keys = append(keys, k)
			}
		}
		line.Hidden = len(keys) == 0
		line.SetText(say.T("By keys from anywhere: %s", strings.Join(keys, ", ")))
	})
	return line
}
