package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Column is one column of a DataTable.
type Column struct {
	ID       string
	Title    string
	Width    float32 // least width in pixels
	Grow     float32 // share of the width that is left over; 0 for none
	Trailing bool    // numbers: aligned at the end
	Sortable bool
}

// Cell is what one cell shows. Only the fields that are set are drawn: dots, then text; or chips.
type Cell struct {
	Text   string
	Style  Style // zero for the table's usual style
	Dots   []Paint
	Chips  []CellChip
	Struck bool // shown faint: withdrawn, done
}

// CellChip is a small pill in a cell.
type CellChip struct {
	Text string
	Dot  Paint
}

// DataTable shows many rows: only those in sight are drawn. Click selects, Ctrl+click adds, Shift+click extends,
// a double click or Enter opens; the arrow keys, PageUp, PageDown, Home, End, Ctrl+A and Escape work while it has the
// keyboard; a click on a heading sorts. It holds no data: Cell is asked for what is in sight. Up to 400,000 rows.
type DataTable struct {
	widget.BaseWidget
	// Cell returns what a cell shows; it must be quick and is called for the rows in sight only.
	Cell func(row, col int) Cell
	// OnSelect runs when the selection changes, with the chosen rows in ascending order.
	OnSelect func(rows []int)
	// OnOpen runs on a double click or Enter.
	OnOpen func(row int)
	// OnSort runs on a click on a sortable heading, with its id and direction; the caller sorts and refreshes.
	OnSort func(column string, descending bool)
	// OnMenu runs on a right click on a row, which is selected first, with the pointer's place on the canvas.
	OnMenu func(row int, at fyne.Position)
	// OnKey sees keys the table does not use itself: Delete, letters go to OnRune.
	OnKey func(*fyne.KeyEvent)
	// OnRune sees typed letters.
	OnRune func(rune)
	// OnRange runs when other rows come into sight, so that pages can be fetched. last is exclusive.
	OnRange func(first, last int)

	columns []Column
	rows    int
	rowHigh float32
	sortBy  string
	desc    bool
	sel     Selection
	head    *tableHead
	page    *tablePage
	scroll  *container.Scroll
	widths  []float32
	first   int
	last    int
	reveal  int // row to bring into sight once there is a view, -1 for none
}

// NewDataTable makes an empty table.
func NewDataTable(columns []Column, cell func(row, col int) Cell) *DataTable {
	t := &DataTable{Cell: cell, columns: columns, rowHigh: RowHigh, reveal: -1}
	t.head = &tableHead{table: t, hover: -1}
	t.head.ExtendBaseWidget(t.head)
	t.page = &tablePage{table: t, hover: -1}
	t.page.ExtendBaseWidget(t.page)
	t.scroll = container.NewVScroll(t.page)
	t.scroll.OnScrolled = func(fyne.Position) { t.page.Refresh() }
	t.ExtendBaseWidget(t)
	return t
}

// SetRowHeight changes the height of every row.
func (t *DataTable) SetRowHeight(h float32) {
	t.rowHigh = h
	t.Refresh()
}

// SetRows says how many rows there are and draws those in sight anew. The selection keeps its row numbers.
func (t *DataTable) SetRows(n int) {
	t.rows = n
	t.sel.Limit(n)
	t.page.hover = -1
	t.Refresh()
}

// Rows returns how many rows there are.
func (t *DataTable) Rows() int { return t.rows }

// SetSort shows the arrow at a column's heading without calling OnSort.
func (t *DataTable) SetSort(column string, descending bool) {
	t.sortBy, t.desc = column, descending
	t.head.Refresh()
}

// Selected returns the chosen rows, ascending.
func (t *DataTable) Selected() []int { return t.sel.Rows() }

// Select chooses rows without calling OnSelect and brings the first into sight.
func (t *DataTable) Select(rows ...int) {
	t.sel.Set(rows)
	if len(rows) > 0 {
		t.Reveal(rows[0])
	}
	t.page.Refresh()
}

// Cursor returns the row the keyboard stands on, or -1.
func (t *DataTable) Cursor() int { return t.sel.Cursor() }

// Reveal scrolls just so far that a row is in sight.
func (t *DataTable) Reveal(row int) {
	top, view := float32(row)*t.rowHigh, t.scroll.Size().Height
	if view <= 0 {
		t.reveal = row
		return
	}
	y := t.scroll.Offset.Y
	switch {
	case top < y:
		y = top
	case top+t.rowHigh > y+view:
		y = top + t.rowHigh - view
	default:
		return
	}
	t.scroll.ScrollToOffset(fyne.NewPos(0, max(0, y)))
}

// Focus gives the table the keyboard.
func (t *DataTable) Focus() {
	if c := CanvasOf(t.page); c != nil {
		c.Focus(t.page)
	}
}

// Offset is how far the rows are scrolled, in pixels.
func (t *DataTable) Offset() float32 { return t.scroll.Offset.Y }

// Visible rows are [first, last).
func (t *DataTable) visibleRows() (first, last int) {
	y, h := t.scroll.Offset.Y, t.scroll.Size().Height
	first = max(0, int(y/t.rowHigh))
	last = min(t.rows, int((y+h)/t.rowHigh)+1)
	return min(first, last), last
}

// changed tells the outside about the selection.
func (t *DataTable) changed() {
	t.page.Refresh()
	if t.OnSelect != nil {
		t.OnSelect(t.sel.Rows())
	}
}

// pick is a click on a row with the modifiers held.
func (t *DataTable) pick(row int, m fyne.KeyModifier) {
	switch {
	case m&fyne.KeyModifierShift != 0:
		t.sel.Extend(row)
	case m&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0:
		t.sel.Toggle(row)
	default:
		t.sel.Only(row)
	}
	t.changed()
}

// move takes the keyboard by rows, extending with Shift.
func (t *DataTable) move(to int, extend bool) {
	if t.rows == 0 {
		return
	}
	to = max(0, min(t.rows-1, to))
	if extend {
		t.sel.Extend(to)
	} else {
		t.sel.Only(to)
	}
	t.Reveal(to)
	t.changed()
}

// key handles a key; false if it is not the table's.
func (t *DataTable) key(name fyne.KeyName, extend bool) bool {
	at := t.sel.Cursor()
	perPage := max(1, int(t.scroll.Size().Height/t.rowHigh)-1)
	switch name {
	case fyne.KeyDown:
		t.move(at+1, extend)
	case fyne.KeyUp:
		t.move(max(at-1, 0), extend)
	case fyne.KeyPageDown:
		t.move(at+perPage, extend)
	case fyne.KeyPageUp:
		t.move(at-perPage, extend)
	case fyne.KeyHome:
		t.move(0, extend)
	case fyne.KeyEnd:
		t.move(t.rows-1, extend)
	case fyne.KeyReturn, fyne.KeyEnter:
		if at >= 0 && t.OnOpen != nil {
			t.OnOpen(at)
		}
	case fyne.KeyEscape:
		if t.sel.Len() == 0 {
			return false
		}
		t.sel.Clear()
		t.changed()
	default:
		return false
	}
	return true
}

// sort is a click on a heading.
func (t *DataTable) sort(col int) {
	c := t.columns[col]
	if !c.Sortable || t.OnSort == nil {
		return
	}
	desc := c.ID == t.sortBy && !t.desc
	t.SetSort(c.ID, desc)
	t.OnSort(c.ID, desc)
}

const cellPad float32 = 12

// place works out the widths of the columns.
func (t *DataTable) place(width float32) {
	t.widths = t.widths[:0]
	used, grow := float32(0), float32(0)
	for _, c := range t.columns {
		t.widths = append(t.widths, c.Width)
		used += c.Width
		grow += c.Grow
	}
	if spare := width - used; spare > 0 && grow > 0 {
		for i, c := range t.columns {
			t.widths[i] += spare * c.Grow / grow
		}
	}
}

// CreateRenderer implements fyne.Widget.
func (t *DataTable) CreateRenderer() fyne.WidgetRenderer {
	r := &painter{objects: []fyne.CanvasObject{t.head, t.scroll}}
	r.min = func() fyne.Size { return fyne.NewSize(200, headHigh+3*t.rowHigh) }
	r.layout = func(s fyne.Size) {
		t.place(s.Width)
		place(t.head, 0, 0, s.Width, headHigh)
		place(t.scroll, 0, headHigh, s.Width, max(0, s.Height-headHigh))
		t.scroll.Refresh()
		if t.reveal >= 0 && s.Height > headHigh {
			t.Reveal(t.reveal)
			t.reveal = -1
		}
		t.head.Refresh()
		t.page.Refresh()
	}
	r.attach(t)
	return r
}

const headHigh float32 = 32

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
}

func (p *tablePage) rowAt(y float32) int {
	row := int(y / p.table.rowHigh)
	if y < 0 || row >= p.table.rows {
		return -1
	}
	return row
}

// MouseDown implements desktop.Mouseable.
func (p *tablePage) MouseDown(e *desktop.MouseEvent) {
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
}

// MouseOut implements desktop.Hoverable.
func (p *tablePage) MouseOut() {
	p.hover = -1
	p.Refresh()
}

// FocusGained implements fyne.Focusable.
func (p *tablePage) FocusGained() {
	p.focused = true
	p.Refresh()
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
	case p.table.key(k.Name, p.mods&fyne.KeyModifierShift != 0):
	case p.table.OnKey != nil && !functionKey(k.Name):
		p.table.OnKey(k)
	default:
		unwantedKey(p, k)
	}
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
		p.table.sel.All(p.table.rows)
		p.table.changed()
	}
}

// CreateRenderer implements fyne.Widget.
func (p *tablePage) CreateRenderer() fyne.WidgetRenderer {
	p.draw = &rowPainter{}
	r := &painter{}
	r.min = func() fyne.Size { return fyne.NewSize(0, float32(p.table.rows)*p.table.rowHigh) }
	r.layout = func(size fyne.Size) { r.objects = p.draw.rows(p, size.Width) }
	r.attach(p)
	return r
}
