package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// doubleClick is how close in time two clicks on a row open it.
const doubleClick = 400 * time.Millisecond

// tablePage is the rows: as tall as all of them, drawing those in sight.
type tablePage struct {
	widget.BaseWidget
	table     *DataTable
	hover     int
	focused   bool
	lastClick time.Time
	lastRow   int
	mods      fyne.KeyModifier
	draw      *rowPainter
	tipped    [2]int // row and column of which something is said
	hideTip   func()
}

func (p *tablePage) rowAt(y float32) int { return p.table.rowAt(y) }

// MouseDown implements desktop.Mouseable.
func (p *tablePage) MouseDown(e *desktop.MouseEvent) {
	p.unsay()
	p.table.Focus()
	row := p.rowAt(e.Position.Y)
	if row < 0 {
		return
	}
	t := p.table
	if e.Button == desktop.MouseButtonSecondary {
		if !t.sel.Has(row) {
			t.pick(row, 0)
		}
		return
	}
	twice := row == p.lastRow && time.Since(p.lastClick) < doubleClick && e.Modifier == 0
	p.lastRow, p.lastClick = row, time.Now()
	if twice {
		p.lastClick = time.Time{}
		if t.OnOpen != nil {
			t.OnOpen(row)
		}
		return
	}
	t.pick(row, e.Modifier)
	if col := t.columnAt(e.Position.X); t.OnCell != nil && e.Modifier == 0 && col >= 0 {
		t.OnCell(row, col)
	}
}

// MouseUp implements desktop.Mouseable.
func (p *tablePage) MouseUp(*desktop.MouseEvent) {}

// Tapped implements fyne.Tappable. The work is done in MouseDown, which knows the modifiers; without it (touch) a tap
// selects.
func (p *tablePage) Tapped(e *fyne.PointEvent) {
	if row := p.rowAt(e.Position.Y); row >= 0 && row != p.table.sel.Cursor() {
		p.table.pick(row, 0)
	}
}

// TappedSecondary implements fyne.SecondaryTappable.
func (p *tablePage) TappedSecondary(e *fyne.PointEvent) {
	if row := p.rowAt(e.Position.Y); row >= 0 && p.table.OnMenu != nil {
		p.table.OnMenu(row, e.AbsolutePosition)
	}
}

// MouseIn implements desktop.Hoverable.
func (p *tablePage) MouseIn(e *desktop.MouseEvent) { p.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (p *tablePage) MouseMoved(e *desktop.MouseEvent) {
	if row := p.rowAt(e.Position.Y); row != p.hover {
		p.hover = row
		p.Refresh()
	}
	p.say(e.Position)
}

// say has the words of the cell under the pointer said, once for each cell.
func (p *tablePage) say(at fyne.Position) {
	t := p.table
	if t.Tip == nil {
		return
	}
	cell := [2]int{p.rowAt(at.Y), t.columnAt(at.X)}
	if cell == p.tipped && p.hideTip != nil {
		return
	}
	p.unsay()
	p.tipped, p.hideTip = cell, func() {}
	s := StageOf(p)
	if s == nil || cell[0] < 0 || cell[1] < 0 {
		return
	}
	if words := t.Tip(cell[0], cell[1]); words != "" {
		x, w := t.columnSpan(cell[1])
		p.hideTip = s.tipAt(words, func() (fyne.Position, fyne.Size) {
			base := fyne.CurrentApp().Driver().AbsolutePositionForObject(p)
			return base.AddXY(x, t.rowTop(cell[0])), fyne.NewSize(w, t.rowHigh)
		})
	}
}

func (p *tablePage) unsay() {
	if p.hideTip != nil {
		p.hideTip()
		p.hideTip = nil
	}
}

// MouseOut implements desktop.Hoverable.
func (p *tablePage) MouseOut() {
	p.unsay()
	p.hover = -1
	p.Refresh()
}

// FocusGained implements fyne.Focusable.
func (p *tablePage) FocusGained() {
	p.focused = true
	p.Refresh()
	Announce(p)
}

// FocusLost implements fyne.Focusable.
func (p *tablePage) FocusLost() {
	p.focused, p.mods = false, 0
	p.Refresh()
}

// KeyDown implements desktop.Keyable: key events carry no modifiers, so Shift is followed here.
func (p *tablePage) KeyDown(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		p.mods |= fyne.KeyModifierShift
	}
}

// KeyUp implements desktop.Keyable.
func (p *tablePage) KeyUp(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		p.mods &^= fyne.KeyModifierShift
	}
}

// TypedKey implements fyne.Focusable.
func (p *tablePage) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyEscape && dismissTop(p): // the table stands in a dialog
	case k.Name == fyne.KeyEscape && p.table.OnEscape != nil && p.table.OnEscape():
	case WantsMenu(k) && p.menu():
	case p.table.key(k.Name, p.mods&fyne.KeyModifierShift != 0):
	case p.table.OnKey != nil && !functionKey(k.Name):
		p.table.OnKey(k)
	default:
		unwantedKey(p, k)
	}
}

// menu opens the menu of the row that has the keyboard. Returns false where there is none.
func (p *tablePage) menu() bool {
	t := p.table
	at := t.sel.Cursor()
	if t.OnMenu == nil || at < 0 {
		return false
	}
	if !t.sel.Has(at) {
		t.pick(at, 0)
	}
	t.OnMenu(at, fyne.CurrentApp().Driver().AbsolutePositionForObject(p).AddXY(Space4, t.rowTop(at)+t.rowHigh))
	return true
}

// TypedRune implements fyne.Focusable.
func (p *tablePage) TypedRune(r rune) {
	if p.table.OnRune != nil && r != '?' {
		p.table.OnRune(r)
		return
	}
	unwantedRune(p, r)
}

// TypedShortcut implements fyne.Shortcutable: Ctrl+A chooses all.
func (p *tablePage) TypedShortcut(s fyne.Shortcut) {
	if _, ok := s.(*fyne.ShortcutSelectAll); ok {
		p.table.SelectAll()
	}
}

// focusBar is what an empty list shows while it has the keyboard.
func focusBar(high float32) *canvas.Rectangle {
	bar := canvas.NewRectangle(Color(Accent))
	place(bar, 0, 0, 3, max(RowHigh, high))
	return bar
}

// CreateRenderer implements fyne.Widget.
func (p *tablePage) CreateRenderer() fyne.WidgetRenderer {
	p.draw = &rowPainter{}
	r := &painter{}
	r.min = func() fyne.Size { return fyne.NewSize(p.table.wide(), p.table.pageHigh()) }
	r.layout = func(size fyne.Size) {
		r.objects = p.draw.rows(p, size.Width)
		if p.focused && p.table.rows == 0 {
			r.objects = append(r.objects, focusBar(size.Height))
		}
	}
	r.attach(p)
	return r
}
