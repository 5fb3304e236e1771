package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Shortcut is a key with Ctrl (Command on a Mac), Shift or Alt. The zero value is none.
type Shortcut struct {
	Key   fyne.KeyName
	Ctrl  bool
	Shift bool
	Alt   bool
}

// shownKeys are the keys that are shown by a sign or a shorter word.
var shownKeys = map[fyne.KeyName]string{fyne.KeyLeft: "←", fyne.KeyRight: "→", fyne.KeyUp: "↑", fyne.KeyDown: "↓", fyne.KeyEqual: "+", fyne.KeyMinus: "−",
	fyne.KeyPageUp: "Page up", fyne.KeyPageDown: "Page down", fyne.KeyReturn: "Enter", fyne.KeyBackspace: "Backspace"}

// String is the shortcut as tables of keys have it, in English: "Ctrl Shift Z". Keys says it as a keyboard does.
func (s Shortcut) String() string {
	out := ""
	for _, m := range []struct {
		on   bool
		name string
	}{{s.Ctrl, "Ctrl "}, {s.Alt, "Alt "}, {s.Shift, "Shift "}} {
		if m.on {
			out += m.name
		}
	}
	if n, ok := shownKeys[s.Key]; ok {
		return out + n
	}
	return out + string(s.Key)
}

// Text is the shortcut as the settings keep it: "Ctrl+Shift+Z", "" for none.
func (s Shortcut) Text() string {
	if s.Key == "" {
		return ""
	}
	out := ""
	for _, m := range []struct {
		on   bool
		name string
	}{{s.Ctrl, "Ctrl+"}, {s.Alt, "Alt+"}, {s.Shift, "Shift+"}} {
		if m.on {
			out += m.name
		}
	}
	return out + string(s.Key)
}

// ReadShortcut reads what Text wrote. A text that names no key is none.
func ReadShortcut(text string) Shortcut {
	var s Shortcut
	for _, m := range []struct {
		name string
		on   *bool
	}{{"Ctrl+", &s.Ctrl}, {"Alt+", &s.Alt}, {"Shift+", &s.Shift}} {
		text, *m.on = strings.CutPrefix(text, m.name)
	}
	if text == "" {
		return Shortcut{}
	}
	s.Key = fyne.KeyName(text)
	return s
}

// Fyne is the shortcut as the driver reports it: Ctrl+Z and Ctrl+Y have types of their own.
func (s Shortcut) Fyne() fyne.Shortcut {
	if s.Ctrl && !s.Shift && !s.Alt {
		switch s.Key {
		case fyne.KeyZ:
			return &fyne.ShortcutUndo{}
		case fyne.KeyY:
			return &fyne.ShortcutRedo{}
		}
	}
	var m fyne.KeyModifier
	if s.Ctrl {
		m |= fyne.KeyModifierShortcutDefault
	}
	if s.Shift {
		m |= fyne.KeyModifierShift
	}
	if s.Alt {
		m |= fyne.KeyModifierAlt
	}
	return &desktop.CustomShortcut{KeyName: s.Key, Modifier: m}
}

// ShortcutOf is a shortcut that the driver reported.
func ShortcutOf(s fyne.Shortcut) Shortcut {
	switch s := s.(type) {
	case *desktop.CustomShortcut:
		return Shortcut{Key: s.KeyName, Ctrl: s.Modifier&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0, Shift: s.Modifier&fyne.KeyModifierShift != 0,
			Alt: s.Modifier&fyne.KeyModifierAlt != 0}
	case *fyne.ShortcutUndo:
		return Shortcut{Key: fyne.KeyZ, Ctrl: true}
	case *fyne.ShortcutRedo:
		return Shortcut{Key: fyne.KeyY, Ctrl: true}
	case *fyne.ShortcutCopy:
		return Shortcut{Key: fyne.KeyC, Ctrl: true}
	case *fyne.ShortcutCut:
		return Shortcut{Key: fyne.KeyX, Ctrl: true}
	case *fyne.ShortcutPaste:
		return Shortcut{Key: fyne.KeyV, Ctrl: true}
	case *fyne.ShortcutSelectAll:
		return Shortcut{Key: fyne.KeyA, Ctrl: true}
	}
	return Shortcut{}
}

// KeyButton shows keys and hears new ones: a press makes it listen, Escape or leaving it ends that.
type KeyButton struct {
	Button
	// OnListen runs when the button begins to listen, or ends.
	OnListen func(on bool)
	// OnKeys runs with the keys that were pressed while it listened.
	OnKeys func(Shortcut)

	listens bool
}

// NewKeyButton makes a button that shows keys.
func NewKeyButton(keys string) *KeyButton {
	b := &KeyButton{}
	b.text, b.kind = keys, Quiet
	b.extend(b, func() { b.Listen(true) })
	return b
}

// Listens reports whether the next keys are taken.
func (b *KeyButton) Listens() bool { return b.listens }

// Listen has the button take the next keys, or no more.
func (b *KeyButton) Listen(on bool) {
	if b.listens == on {
		return
	}
	b.listens = on
	if on {
		if c := CanvasOf(b); c != nil && c.Focused() != b {
			c.Focus(b)
		}
	}
	if b.OnListen != nil {
		b.OnListen(on)
	}
}

// Hear takes keys, as if they had been pressed on the button.
func (b *KeyButton) Hear(s Shortcut) {
	if b.listens && b.OnKeys != nil {
		b.OnKeys(s)
	}
}

// FocusLost implements fyne.Focusable.
func (b *KeyButton) FocusLost() {
	b.Listen(false)
	b.Button.FocusLost()
}

// TypedKey implements fyne.Focusable.
func (b *KeyButton) TypedKey(k *fyne.KeyEvent) {
	switch {
	case !b.listens:
		b.Button.TypedKey(k)
	case k.Name == fyne.KeyEscape:
		b.Listen(false)
	default:
		b.Hear(Shortcut{Key: k.Name})
	}
}

// TypedRune implements fyne.Focusable: what was heard as a key is not typed as a letter, too.
func (b *KeyButton) TypedRune(r rune) {
	if !b.listens {
		b.Button.TypedRune(r)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (b *KeyButton) TypedShortcut(s fyne.Shortcut) {
	if b.listens {
		b.Hear(ShortcutOf(s))
		return
	}
	unwantedShortcut(b, s)
}
