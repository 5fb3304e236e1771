package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// FocusGained implements fyne.Focusable.
func (b *Board) FocusGained() {
	b.focused = true
	if b.cursor.Column < 0 && len(b.cols) > 0 {
		b.cursor = b.bounded(BoardAt{b.start, 0})
		b.anchor = b.cursor
	}
	b.Refresh()
	Announce(b)
}

// FocusLost implements fyne.Focusable. What is on the way stays where it was: the board goes out of sight, or something stands above it.
func (b *Board) FocusLost() {
	b.focused = false
	if g := b.hand.drag; g != nil {
		g.cancel()
	}
	b.Refresh()
}

// TypedKey implements fyne.Focusable.
func (b *Board) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyEscape && b.escape():
	case WantsMenu(k) && b.menu():
	case b.key(k.Name, b.mods()&fyne.KeyModifierShift != 0):
	case b.OnKey != nil && b.OnKey(k):
	default:
		unwantedKey(b, k)
	}
}

// menu opens the menu of the card or heading that has the keyboard. Returns false where there is none.
func (b *Board) menu() bool {
	v := b.view(b.cursor.Column)
	if b.OnMenu == nil || v == nil {
		return false
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(v)
	b.OnMenu(b.cursor, at.AddXY(Space4, boardTop+b.px(headLine)+4))
	return true
}

// escape ends a drag, then what was cut; false when there is neither.
func (b *Board) escape() bool {
	switch {
	case b.hand.drag != nil:
		b.cancelDrag()
	case len(b.cut) > 0:
		b.cut = nil
		b.Refresh()
	case len(b.picked) > 0:
		b.picked = map[string]bool{}
		b.changed()
	default:
		return false
	}
	return true
}

// key handles a key; false if it is not the board's.
func (b *Board) key(name fyne.KeyName, extend bool) bool {
	at := b.cursor
	switch name {
	case fyne.KeyDown:
		at.Card++
	case fyne.KeyUp:
		at.Card = max(-1, at.Card-1)
	case fyne.KeyPageDown:
		at.Card += b.perPage()
	case fyne.KeyPageUp:
		at.Card = max(0, at.Card-b.perPage())
	case fyne.KeyHome:
		at.Card = 0
	case fyne.KeyEnd:
		at.Card = 1 << 30
	case fyne.KeyLeft:
		at = b.beside(-1)
	case fyne.KeyRight:
		at = b.beside(1)
	default:
		return b.act(name)
	}
	b.moveTo(at, extend)
	return true
}

// act handles the keys that do something where the keyboard stands.
func (b *Board) act(name fyne.KeyName) bool {
	at := b.cursor
	switch {
	case at.Column < 0:
		return false
	case name == fyne.KeySpace && at.Card >= 0:
		b.pick(at, fyne.KeyModifierControl)
	case name == fyne.KeySpace || (name == fyne.KeyReturn || name == fyne.KeyEnter) && at.Card < 0:
		if b.OnToggle != nil {
			b.OnToggle(at.Column)
		}
	case (name == fyne.KeyReturn || name == fyne.KeyEnter) && b.OnOpen != nil:
		b.OnOpen(at)
	case name == fyne.KeyF2 && b.OnRename != nil && !b.cols[at.Column].Fixed:
		b.OnRename(at.Column)
	default:
		return false
	}
	return true
}

func (b *Board) perPage() int {
	if v := b.view(b.cursor.Column); v != nil {
		return max(1, len(v.body.drawn)-1)
	}
	return 5
}

// moveTo takes the keyboard to a place. Shift chooses from where that began; else nothing remains chosen that was chosen by going there.
func (b *Board) moveTo(at BoardAt, extend bool) {
	at = b.bounded(at)
	if at.Column < 0 {
		return
	}
	switch {
	case extend && at.Column == b.anchor.Column && at.Card >= 0 && b.anchor.Card >= 0:
		b.pick(at, fyne.KeyModifierShift)
	case !extend:
		b.cursor, b.anchor = at, at
	default:
		b.cursor = at
	}
	b.show(at)
	b.changed()
}

// beside is the place left or right of the keyboard, at about the same height.
func (b *Board) beside(by int) BoardAt {
	at := b.cursor
	col := at.Column + by
	if at.Column < 0 || col < 0 || col >= len(b.cols) {
		return at
	}
	if at.Card < 0 {
		return BoardAt{col, -1}
	}
	y := float32(0)
	if v := b.view(at.Column); v != nil {
		for _, d := range v.body.drawn {
			if d.card == at.Card {
				y = d.y + v.head
			}
		}
	}
	best, least := b.cols[col].top, float32(1e9)
	if v := b.view(col); v != nil {
		for _, d := range v.body.drawn {
			away := d.y + v.head - y
			if away < 0 {
				away = -away
			}
			if away < least {
				best, least = d.card, away
			}
		}
	}
	return BoardAt{col, best}
}

// TypedRune implements fyne.Focusable.
func (b *Board) TypedRune(r rune) {
	switch {
	case r == '+' || r == '=':
		b.zoomBy(zoomStep)
	case r == '-':
		b.zoomBy(-zoomStep)
	case r == '0':
		b.zoomBy(1 - b.zoom)
	case r == ' ' || r != '?' && b.OnRune != nil && b.OnRune(r):
	default:
		unwantedRune(b, r)
	}
}

// TypedShortcut implements fyne.Shortcutable: Ctrl+A, Ctrl+X and Ctrl+V, and Ctrl with arrow keys.
func (b *Board) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutSelectAll:
		b.pickAll()
	case *fyne.ShortcutCut:
		b.takeOut()
	case *fyne.ShortcutPaste:
		b.paste()
	case *desktop.CustomShortcut:
		if s.Modifier == fyne.KeyModifierControl {
			b.carry(s.KeyName)
		}
	}
}

// pickAll chooses the cards of the column the keyboard stands in.
func (b *Board) pickAll() {
	at := b.cursor
	if at.Column < 0 {
		return
	}
	b.picked = make(map[string]bool, b.cols[at.Column].Cards)
	for i := range b.cols[at.Column].Cards {
		b.picked[b.data.CardKey(at.Column, i)] = true
	}
	b.changed()
}

// takeOut marks the chosen cards for paste.
func (b *Board) takeOut() {
	b.cut = map[string]bool{}
	for _, k := range b.Selected() {
		b.cut[k] = true
	}
	b.Refresh()
}

// paste puts what was cut behind the card the keyboard stands on, or first in its column.
func (b *Board) paste() {
	at := b.cursor
	if at.Column < 0 || len(b.cut) == 0 {
		return
	}
	cards := b.ordered(b.cut)
	b.cut = nil
	b.send(cards, BoardSpot{Column: at.Column, Before: at.Card + 1, Head: at.Card < 0})
	b.Refresh()
}

// send moves cards where that can be done.
func (b *Board) send(cards []string, to BoardSpot) {
	if b.CanDrop == nil {
		return
	}
	if _, ok := b.CanDrop(cards, to); ok {
		b.move(cards, to)
	}
}

// carry moves the chosen cards with Ctrl and an arrow key: up, down, or to the column beside; on a heading the column.
func (b *Board) carry(name fyne.KeyName) {
	at := b.cursor
	by := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1}[name]
	switch {
	case at.Column < 0:
	case at.Card < 0 && by != 0:
		b.carryColumn(at.Column, by)
	case by != 0:
		if to := at.Column + by; to >= 0 && to < len(b.cols) {
			b.send(b.Selected(), BoardSpot{Column: to, Head: true})
		}
	case name == fyne.KeyUp && at.Card > 0:
		b.send(b.Selected(), BoardSpot{Column: at.Column, Before: at.Card - 1})
	case name == fyne.KeyDown && at.Card >= 0 && at.Card+1 < b.cols[at.Column].Cards:
		b.send(b.Selected(), BoardSpot{Column: at.Column, Before: at.Card + 2})
	}
}

func (b *Board) carryColumn(col, by int) {
	first, last := b.movable()
	to := col + by
	if b.OnMoveColumn == nil || b.cols[col].Fixed || to < first || to > last {
		return
	}
	if by > 0 {
		to++
	}
	b.OnMoveColumn(col, to)
}
