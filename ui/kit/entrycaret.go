package kit

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// PutCaret puts the caret behind the first n bytes of the text.
func (e *Entry) PutCaret(n int) {
	whole, changed := e.Text, e.OnChanged
	e.OnChanged = nil
	e.SetText(whole[:n])
	e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	missing := utf8.RuneCountInString(whole[:n]) - e.CursorTextOffset() // spaces at the end of a wrapped line
	e.SetText(whole)
	e.over = overhang{max(0, missing), e.CursorRow, e.CursorColumn, len(whole)}
	e.OnChanged = changed
	e.Refresh()
}

// CaretAt returns how many bytes of the text stand before the caret.
func (e *Entry) CaretAt() int {
	n := e.CursorTextOffset()
	if e.holds() {
		n += e.over.spaces
	}
	for i := range e.Text {
		if n == 0 {
			return i
		}
		n--
	}
	return len(e.Text)
}

// ends are the keys that go to an end of a field of several lines with Ctrl, by the keys that Fyne goes there with.
var ends = map[fyne.KeyName]fyne.KeyName{fyne.KeyHome: fyne.KeyPageUp, fyne.KeyEnd: fyne.KeyPageDown}

// toEnd goes to the start or end of a field of several lines with Ctrl+Home and Ctrl+End; with Shift what lies between is selected.
func (e *Entry) toEnd(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok || !e.MultiLine || c.Modifier&^fyne.KeyModifierShift != fyne.KeyModifierShortcutDefault || ends[c.KeyName] == "" {
		return false
	}
	e.Entry.TypedKey(&fyne.KeyEvent{Name: ends[c.KeyName]})
	return true
}
