package preferences

import (
	"maps"
	"strings"

	"throughline/app/settings"
	"throughline/ui/say"
)

// Binding is a command and its keys, as the settings write them ("Ctrl+Shift+K") and as they are shown ("Ctrl Shift K").
type Binding struct {
	ID    string
	Group string
	Title string
	Keys  string // "" for none
	Shown string
	Usual string // as they come, "" for none
	Own   bool   // the person chose them
}

// Keyboard is the commands whose keys can be chosen.
type Keyboard interface {
	Bindings() []Binding
	// KeptBy says what keeps keys that are no command's to choose, "" for nothing.
	KeptBy(keys string) string
	// Listen has the keys of commands go to heard instead; stop ends that.
	Listen(heard func(keys string)) (stop func())
}

// Clash is what stands in the way of keys that were pressed. Other is the command that has them, nil where they cannot be had at all.
type Clash struct {
	Says  string
	Keys  string
	Other *Binding
}

// Bindings are the commands that match what was typed; with nothing typed, those that have keys or whose keys the person chose.
func (m *Model) Bindings(find string) []Binding {
	if m.Keyboard == nil {
		return nil
	}
	words := strings.Fields(strings.ToLower(find))
	var out []Binding
	for _, b := range m.Keyboard.Bindings() {
		text := strings.ToLower(b.Group + " " + b.Title + " " + b.Shown)
		fits := len(words) > 0 || b.Keys != "" || b.Own || b.ID == m.Asks
		for _, w := range words {
			fits = fits && strings.Contains(text, w)
		}
		if fits {
			out = append(out, b)
		}
	}
	return out
}

// Ask begins to choose the keys of a command, "" ends it.
func (m *Model) Ask(id string) {
	if m.Asks != id || m.Clash != (Clash{}) {
		m.Asks, m.Clash = id, Clash{}
		m.changed()
	}
}

// Press gives keys to the command that asks, unless something stands in the way: then Clash says what. shown is how the keys are read. It reports whether the command has them.
func (m *Model) Press(keys, shown string) bool {
	id := m.Asks
	if id == "" || keys == "" {
		return false
	}
	if !strings.HasPrefix(keys, "Ctrl+") && !strings.HasPrefix(keys, "Alt+") {
		m.Clash = Clash{Says: say.T("Hold Ctrl or Alt as well: a key alone belongs to what you type into, and to the screen you are on.")}
		m.changed()
		return false
	}
	for _, b := range m.Keyboard.Bindings() {
		if b.Keys == keys && b.ID != id {
			m.Clash = Clash{Says: say.T("“%s” has %s.", b.Title, shown), Keys: keys, Other: &b}
			m.changed()
			return false
		}
	}
	if by := m.Keyboard.KeptBy(keys); by != "" {
		m.Clash = Clash{Says: say.T("%s is taken: %s. Press other keys.", shown, by)}
		m.changed()
		return false
	}
	m.bind(map[string]string{id: keys})
	return true
}

// Take gives the keys of a clash to the command that asked; the one that had them has none until others are chosen.
func (m *Model) Take() {
	if m.Clash.Other == nil {
		return
	}
	m.bind(map[string]string{m.Asks: m.Clash.Keys, m.Clash.Other.ID: ""})
}

// Free takes the keys from a command.
func (m *Model) Free(id string) { m.bind(map[string]string{id: ""}) }

// bind keeps keys by the names of commands. Those that come with a command are not kept.
func (m *Model) bind(keys map[string]string) {
	usual := map[string]string{}
	for _, b := range m.Keyboard.Bindings() {
		usual[b.ID] = b.Usual
	}
	m.Asks, m.Clash = "", Clash{}
	m.Set(func(s *settings.Settings) {
		next := maps.Clone(s.Shortcuts)
		if next == nil {
			next = map[string]string{}
		}
		for id, k := range keys {
			if next[id] = k; k == usual[id] {
				delete(next, id)
			}
		}
		s.Shortcuts = next
	})
}

// Usual gives a command the keys that come with it. Where another has them by choice, that one is asked for first.
func (m *Model) Usual(b Binding) {
	m.Asks, m.Clash = b.ID, Clash{}
	if b.Usual == "" {
		m.bind(map[string]string{b.ID: ""})
		return
	}
	for _, o := range m.Keyboard.Bindings() {
		if o.ID != b.ID && o.Keys == b.Usual {
			m.Clash = Clash{Says: say.T("“%s” has %s.", o.Title, o.Shown), Keys: b.Usual, Other: &o}
			m.changed()
			return
		}
	}
	m.bind(map[string]string{b.ID: b.Usual})
}

// OwnKeys is how many commands have keys that the person chose.
func (m *Model) OwnKeys() int { return len(m.Choices().Shortcuts) }

// UsualKeys gives every command the keys that come with it, and offers the way back.
func (m *Model) UsualKeys() {
	before := m.Choices().Shortcuts
	if len(before) == 0 {
		return
	}
	m.Asks, m.Clash = "", Clash{}
	m.Set(func(s *settings.Settings) { s.Shortcuts = nil })
	m.tell(say.T("Every command has its usual keys"), say.T("Undo"), func() { m.Set(func(s *settings.Settings) { s.Shortcuts = before }) })
}

// Shown is how the keys of a command are shown, "" for none.
func (m *Model) Shown(id string) string {
	if m.Keyboard != nil {
		for _, b := range m.Keyboard.Bindings() {
			if b.ID == id && b.Keys != "" {
				return b.Shown
			}
		}
	}
	return ""
}
