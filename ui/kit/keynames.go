package kit

import (
	"regexp"

	"throughline/ui/say"
)

// keyNames are the keys with words on them, as keyboards of the language have them.
var keyNames = map[string]string{
	"Ctrl": say.As("Ctrl", "key"), "Shift": say.As("Shift", "key"), "Alt": say.As("Alt", "key"), "Tab": say.As("Tab", "key"),
	"Enter": say.As("Enter", "key"), "Space": say.As("Space", "key"), "Backspace": say.As("Backspace", "key"),
	"Delete": say.As("Delete", "key"), "Del": say.As("Del", "key"), "Esc": say.As("Esc", "key"), "Escape": say.As("Escape", "key"),
	"Home": say.As("Home", "key"), "End": say.As("End", "key"), "Page up": say.As("Page up", "key"), "Page down": say.As("Page down", "key"),
	"Up": say.As("Up", "key"), "Down": say.As("Down", "key"), "Left": say.As("Left", "key"), "Right": say.As("Right", "key"),
	"Arrows": say.As("Arrows", "key"), "arrows": say.As("arrows", "key"), "to": say.As("to", "key"), "click": say.As("click", "key"),
}

var keyWord = regexp.MustCompile(`Page (up|down)|[A-Za-z]+`)

// chosen says by which keys the command is called that comes with these; "" where a person left it none. The frame says so, see SetChosen.
var chosen = func(usual string) string { return usual }

// SetChosen has KeysNow ask f, which gets the keys a command comes with, as Shortcut.String writes them, and returns those it has now.
func SetChosen(f func(usual string) string) { chosen = f }

// KeysNow is by which keys the command is called that comes with these: those of its own that a person chose, "" for none.
func KeysNow(usual string) string { return chosen(usual) }

// WithKeys is an act with the keys of its command, where it has some: "Undo (Ctrl Z)".
func WithKeys(act, keys string) string {
	if keys == "" {
		return act
	}
	return act + " (" + Keys(keys) + ")"
}

// Keys writes keys that are named in English, such as "Ctrl Enter" or "1 to 4", in the language of the window.
func Keys(keys string) string {
	return keyWord.ReplaceAllStringFunc(keys, func(word string) string {
		if name, ok := keyNames[word]; ok {
			return name
		}
		return word
	})
}
