package kit

import (
	"strings"

	"fyne.io/fyne/v2"
)

// overhang is the spaces that stand behind the cursor of a wrapped field though they were typed before it. Fyne gives a space that
// ends a line no place for the cursor: what is typed next would stand before the space, and so the space would move to the end of
// the text. The field remembers such a space and puts the next letter behind it. (Of two spaces at the end of a line the second
// still goes astray.)
type overhang struct {
	spaces   int
	row, col int // where the cursor was left
	length   int // of the text then, bytes
}

// holds reports whether the cursor stands where it was left, with the spaces behind it.
func (e *Entry) holds() bool {
	return e.over.spaces > 0 && e.CursorRow == e.over.row && e.CursorColumn == e.over.col && len(e.Text) == e.over.length
}

// TypedRune implements fyne.Focusable.
func (e *Entry) TypedRune(r rune) {
	if !e.MultiLine {
		e.Entry.TypedRune(r)
		return
	}
	held := 0
	if e.holds() {
		held = e.over.spaces
	}
	if held > 0 && r != ' ' {
		e.behind(string(r))
		return
	}
	want := e.CursorTextOffset() + held + 1
	if s := e.SelectedText(); s != "" {
		want = -1 // the letter takes the place of what is selected
	}
	e.Entry.TypedRune(r)
	e.over = overhang{}
	if at := e.CursorTextOffset(); r == ' ' && at < want {
		e.over = overhang{want - at, e.CursorRow, e.CursorColumn, len(e.Text)}
	}
}

// behind types text behind the spaces that hang over.
func (e *Entry) behind(text string) {
	spaces := e.over.spaces
	e.over = overhang{}
	for range spaces {
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	}
	e.Entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: words(strings.Repeat(" ", spaces) + text)})
}

// overKey handles a key while spaces hang over; false leaves it to the field.
func (e *Entry) overKey(name fyne.KeyName) bool {
	if !e.holds() {
		return false
	}
	switch name {
	case fyne.KeyReturn, fyne.KeyEnter:
		e.behind("\n")
	case fyne.KeyBackspace:
		left := e.over.spaces - 1
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
		e.over = overhang{left, e.CursorRow, e.CursorColumn, len(e.Text)}
	default:
		return false
	}
	return true
}

// words is a clipboard that holds one text.
type words string

// Content implements fyne.Clipboard.
func (w words) Content() string { return string(w) }

// SetContent implements fyne.Clipboard; nothing is kept.
func (w words) SetContent(string) {}
