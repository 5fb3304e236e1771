package shell

import (
	"strings"

	"throughline/ui/kit"
	"throughline/ui/say"
)

// Binding is a command and its keys.
type Binding struct {
	ID    string
	Group string
	Title string
	Keys  Shortcut // zero for none
	Usual Shortcut // as they come
	Own   bool     // the person chose them
}

// chosen puts the keys that a person chose in place of those that come. Keys that were chosen for one command are no other's.
func (s *Shell) chosen(list []Command) []Command {
	own := s.p.Settings.Choices().Shortcuts
	taken := map[Shortcut]bool{}
	for i := range list {
		c := &list[i]
		c.Usual = c.Shortcut
		if text, ok := own[c.ID]; ok && bindable(c) {
			c.Shortcut = kit.ReadShortcut(text)
			taken[c.Shortcut] = c.Shortcut != Shortcut{}
		}
	}
	for i := range list {
		c := &list[i]
		if _, ok := own[c.ID]; !(ok && bindable(c)) && taken[c.Shortcut] {
			c.Shortcut = Shortcut{}
		}
	}
	return list
}

// bindable reports whether the keys of a command can be chosen: F1 and ? are the way to the help, from wherever somebody is lost.
func bindable(c *Command) bool {
	return c.ID != "" && !c.Hidden && (c.Usual == Shortcut{} || c.Usual.Ctrl || c.Usual.Alt)
}

// Bindings are the commands whose keys can be chosen, in the order of the menu.
func (s *Shell) Bindings() []Binding {
	own := s.p.Settings.Choices().Shortcuts
	var all []Binding
	list := s.commands()
	for _, g := range groups {
		for i := range list {
			if c := &list[i]; c.Group == g && bindable(c) {
				_, mine := own[c.ID]
				all = append(all, Binding{ID: c.ID, Group: g, Title: plainTitle(c.Title), Keys: c.Shortcut, Usual: c.Usual, Own: mine})
			}
		}
	}
	return all
}

// plainTitle is the name of a command without the step it would take back and without the dots that promise a dialog.
func plainTitle(title string) string {
	if before, _, ok := strings.Cut(title, ": "); ok && (before == say.T("Undo") || before == say.T("Redo")) {
		title = before
	}
	return strings.TrimSuffix(title, "…")
}

// KeptBy says what keeps keys that are no command's to choose: the text fields, or a screen by its own table. "" is nothing.
func (s *Shell) KeptBy(keys Shortcut) string {
	if keys.Ctrl && !keys.Alt && !keys.Shift && strings.Contains("ACVX", string(keys.Key)) && len(keys.Key) == 1 {
		return say.T("copying and pasting in every field")
	}
	shown := keys.String()
	for _, c := range s.commands() {
		if c.Hidden && c.Shortcut == keys {
			return plainTitle(c.Title)
		}
	}
	for _, p := range s.pages {
		for _, k := range p.Keys {
			for _, one := range strings.Split(k.Keys, ", ") {
				if one == shown && !s.isCommand(keys) {
					return say.T("%s: %s", p.Title, k.Does)
				}
			}
		}
	}
	return ""
}

// isCommand reports whether a command has keys that can be chosen.
func (s *Shell) isCommand(keys Shortcut) bool {
	for _, b := range s.Bindings() {
		if b.Keys == keys || b.Usual == keys {
			return true
		}
	}
	return false
}

// Listen has keys go to heard in place of the commands they belong to. Returns how to end that.
func (s *Shell) Listen(heard func(Shortcut)) (stop func()) {
	s.listen = heard
	return func() { s.listen = nil }
}

// KeysOf is how the keys of a command are shown, "" where it has none.
func (s *Shell) KeysOf(id string) string {
	for _, c := range s.commands() {
		if c.ID == id && !c.Hidden {
			return keyText(c)
		}
	}
	return ""
}

// keysNow are the keys that the command has now which comes with these; "" for none. Keys of no command stay as they are.
func (s *Shell) keysNow(usual string) string {
	if len(s.p.Settings.Choices().Shortcuts) == 0 {
		return usual
	}
	for _, c := range s.commands() {
		if !c.Hidden && c.Usual != (Shortcut{}) && c.Usual.String() == usual {
			return keyText(c)
		}
	}
	return usual
}

// asChosen is a table of keys with those of commands as the person chose them. Lines of a command that has none are left out.
func (s *Shell) asChosen(keys []kit.KeyHelp) []kit.KeyHelp {
	if len(s.p.Settings.Choices().Shortcuts) == 0 {
		return keys
	}
	now := map[string]string{}
	for _, c := range s.commands() {
		if c.Usual != (Shortcut{}) && c.Usual != c.Shortcut {
			now[c.Usual.String()] = keyText(c)
		}
	}
	var all []kit.KeyHelp
	for _, k := range keys {
		if other, changed := now[k.Keys]; changed {
			if k.Keys = other; other == "" {
				continue
			}
		}
		all = append(all, k)
	}
	return all
}

// LayKeys shows the keys as they are chosen, wherever they stand.
func (s *Shell) LayKeys() {
	s.refreshMenu()
	s.status.layKeys()
	s.top.build()
	s.top.paint()
}

// Title is what a screen is called, "" for one that is not here.
func (s *Shell) Title(id kit.Screen) string {
	if p := s.find(id); p != nil {
		return p.Title
	}
	return ""
}
