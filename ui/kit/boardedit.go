package kit

import (
	"fyne.io/fyne/v2"

	"throughline/ui/say"
)

// boardEdit is a heading that is being written.
type boardEdit struct {
	column int // NewColumn for a column that would be made
	field  *Entry
}

// Edit puts a field over the name of a column, or where a new one would stand for NewColumn. done gets the words, and keep false when
// Escape was pressed; it runs once.
func (b *Board) Edit(column int, text string, done func(text string, keep bool)) {
	b.endEdit()
	if column == NewColumn {
		b.x = max(0, b.width()-b.Size().Width)
	} else {
		b.show(BoardAt{column, -1})
	}
	f := NewEntry(say.T("What do these say?"))
	f.SetText(text)
	e := &boardEdit{column: column, field: f}
	b.editing = e
	ended := false
	end := func(keep bool) {
		if ended {
			return
		}
		ended = true
		had := f.focused
		if b.editing == e {
			b.editing = nil
			b.Refresh()
		}
		if had {
			b.Focus()
		}
		done(f.Text, keep)
	}
	f.OnSubmitted = func(string) { end(true) }
	f.OnKey = func(k *fyne.KeyEvent) bool {
		if k.Name == fyne.KeyEscape {
			end(false)
			return true
		}
		return false
	}
	f.OnFocus = func(on bool) {
		if !on {
			end(column != NewColumn)
		}
	}
	b.Refresh()
	f.Focus()
	f.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// Editing reports whether a heading is being written.
func (b *Board) Editing() bool { return b.editing != nil }

// endEdit finishes the edit that is under way and keeps its words.
func (b *Board) endEdit() {
	if e := b.editing; e != nil {
		e.field.OnFocus(false)
	}
}

func (b *Board) placeEdit(s fyne.Size) {
	e := b.editing
	x, wide := float32(0), b.px(b.colWide())
	if e.column == NewColumn {
		x, wide = b.xs[len(b.cols)]-b.x, max(b.px(boardNewWide)-8, 160)
		x = min(x, s.Width-wide-8)
	} else if e.column < len(b.cols) {
		x = b.xs[e.column] - b.x
	}
	place(e.field, x-6, boardTop-6, wide+12, ControlHigh)
}
