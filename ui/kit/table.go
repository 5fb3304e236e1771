package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"throughline/assets/icons"
)

// Column is one column of a DataTable.
type Column struct {
	ID       string
	Title    string
	Width    float32 // least width in pixels
	Grow     float32 // share of the width that is left over; 0 for none
	Trailing bool    // numbers: aligned at the end
	Sortable bool
	From     float32 // left out where the table is narrower than this many pixels
}

// Cell is what one cell shows. Only the fields that are set are drawn: dots, then text; or chips.
type Cell struct {
	Text    string
	Style   Style // zero for the table's usual style
	Dots    []Paint
	Icon    icons.Name // before the text
	IconInk Token
	Mark    icons.Name // behind the text
	MarkInk Token
	Chips   []CellChip
	Struck  bool // shown faint: withdrawn, done
	Lines   int  // how many lines the text may take, if the row is tall enough; 0 for one
}

// CellChip is a small pill in a cell.
type CellChip struct {
	Text string
	Dot  Paint
}

// DataTable shows many rows: only those in sight are drawn. Click selects, Ctrl+click adds, Shift+click extends,
// a double click or Enter opens; the arrow keys, PageUp, PageDown, Home, End, Ctrl+A and Escape work while it has the
// keyboard; a click on a heading sorts. It holds no data: Cell is asked for what is in sight. Ten million rows are as cheap as ten.
// Columns can be resized and moved by their headings where OnColumns is set.
type DataTable struct {
	widget.BaseWidget
	// Cell returns what a cell shows; it must be quick and is called for the rows in sight only.
	Cell func(row, col int) Cell
	// OnSelect runs when the selection changes, with the chosen rows in ascending order.
	OnSelect func(rows []int)
	// OnChoose runs when the selection changes, without its rows: for tables of which all can be chosen.
	OnChoose func()
	// OnColumns runs after a person gave columns other widths or another order, with the columns as they are now.
	OnColumns func([]Column)
	// OnHeadMenu runs on a right click on the headings, with the pointer's place on the canvas.
	OnHeadMenu func(at fyne.Position)
	// OnOpen runs on a double click or Enter.
	OnOpen func(row int)
	// OnCell runs on a plain click on a cell once its row is chosen, with the column's place.
	OnCell func(row, col int)
	// OnSort runs on a click on a sortable heading, with its id and direction; the caller sorts and refreshes.
	OnSort func(column string, descending bool)
	// OnMenu runs on a right click on a row, which is selected first, with the pointer's place on the canvas.
	OnMenu func(row int, at fyne.Position)
	// OnEscape sees Escape first; false leaves it to the table, which lets go of what is chosen.
	OnEscape func() bool
	// OnKey sees keys the table does not use itself: Delete, letters go to OnRune.
	OnKey func(*fyne.KeyEvent)
	// OnRune sees typed letters.
	OnRune func(rune)
	// Tip returns what is said of a cell on which the pointer rests, "" for nothing; nil says nothing of any.
	Tip func(row, col int) string
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
	clip    *container.Clip // the headings, as far as they are over the columns in sight
	widths  []float32
	first   int
	last    int
	reveal  int     // row to bring into sight once there is a view, -1 for none
	top     float64 // of a tall table: how far it is scrolled, in pixels
	gather  bool    // the keyboard moves without choosing, see ToggleCursor
}

// NewDataTable makes an empty table.
func NewDataTable(columns []Column, cell func(row, col int) Cell) *DataTable {
	t := &DataTable{Cell: cell, columns: columns, rowHigh: RowHigh, reveal: -1}
	t.head = &tableHead{table: t, hover: -1, edge: -1}
	t.head.ExtendBaseWidget(t.head)
	t.page = &tablePage{table: t, hover: -1}
	t.page.ExtendBaseWidget(t.page)
	t.scroll = container.NewScroll(t.page)
	t.clip = container.NewClip(t.head)
	t.scroll.OnScrolled = t.scrolled
	t.ExtendBaseWidget(t)
	return t
}

// SetColumns shows other columns; Cell is asked by their new places.
func (t *DataTable) SetColumns(columns []Column) {
	t.columns = columns
	t.Refresh()
}

// Columns returns the columns shown.
func (t *DataTable) Columns() []Column { return t.columns }

// SetRowHeight changes the height of every row.
func (t *DataTable) SetRowHeight(h float32) {
	if h == t.rowHigh {
		return
	}
	row := t.at() / float64(t.rowHigh)
	t.rowHigh = h
	t.Refresh()
	if t.view() > 0 {
		t.scrollTo(row * float64(h))
	}
}

// SetRows says how many rows there are and draws those in sight anew. The selection keeps its row numbers.
func (t *DataTable) SetRows(n int) {
	t.rows = n
	t.sel.Limit(n)
	t.page.hover = -1
	t.Refresh()
	t.settle()
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

// SelectedLen is how many rows are chosen.
func (t *DataTable) SelectedLen() int { return t.sel.Len() }

// SelectedRanges returns the chosen rows as ranges, ascending.
func (t *DataTable) SelectedRanges() []Range { return t.sel.Ranges() }

// SelectAll chooses every row and calls OnSelect and OnChoose.
func (t *DataTable) SelectAll() {
	t.sel.All(t.rows)
	t.changed()
}

// ToggleCursor chooses the row the keyboard stands on, or lets it go. From then on moving leaves what is chosen, until a click, Escape or
// Select begins anew.
func (t *DataTable) ToggleCursor() {
	at := t.sel.Cursor()
	if at < 0 {
		return
	}
	if t.gather || !t.sel.Has(at) {
		t.sel.Toggle(at)
	}
	t.gather = true
	t.changed()
}

// MoveBy takes the keyboard n rows down, up for negative ones, as the arrow keys do.
func (t *DataTable) MoveBy(n int) {
	if at := t.sel.Cursor(); at < 0 {
		t.move(0, false)
	} else {
		t.move(at+n, false)
	}
}

// Select chooses rows without calling OnSelect and brings the first into sight.
func (t *DataTable) Select(rows ...int) {
	t.sel.Set(rows)
	t.gather = false
	if len(rows) > 0 {
		t.Reveal(rows[0])
	}
	t.page.Refresh()
}

// Cursor returns the row the keyboard stands on, or -1.
func (t *DataTable) Cursor() int { return t.sel.Cursor() }

// Reveal scrolls just so far that a row is in sight.
func (t *DataTable) Reveal(row int) {
	top, high, view := float64(row)*float64(t.rowHigh), float64(t.rowHigh), t.view()
	if view <= 0 {
		t.reveal = row
		return
	}
	switch y := t.at(); {
	case top < y:
		t.scrollTo(top)
	case top+high > y+view:
		t.scrollTo(top + high - view)
	}
}

// Rewind lets go of what is chosen, without calling OnSelect or OnChoose, and goes to the first row: other rows have come.
func (t *DataTable) Rewind() {
	t.sel.Clear()
	t.gather = false
	t.scrollTo(0)
}

// Focus gives the table the keyboard.
func (t *DataTable) Focus() {
	if c := CanvasOf(t.page); c != nil {
		c.Focus(t.page)
	}
}

// Offset is how far the rows are scrolled, in pixels.
func (t *DataTable) Offset() float32 { return float32(t.at()) }

// Visible rows are [first, last).
func (t *DataTable) visibleRows() (first, last int) {
	y, h := t.at(), t.view()
	first = max(0, int(y/float64(t.rowHigh)))
	last = min(t.rows, int((y+h)/float64(t.rowHigh))+1)
	return min(first, last), last
}

// changed tells the outside about the selection.
func (t *DataTable) changed() {
	t.page.Refresh()
	if t.OnSelect != nil {
		t.OnSelect(t.sel.Rows())
	}
	if t.OnChoose != nil {
		t.OnChoose()
	}
}

// pick is a click on a row with the modifiers held.
func (t *DataTable) pick(row int, m fyne.KeyModifier) {
	t.gather = false
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
	switch {
	case extend:
		t.sel.Extend(to)
	case t.gather:
		t.sel.Move(to)
	default:
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
	case fyne.KeyLeft, fyne.KeyRight:
		return t.stepAside(name == fyne.KeyRight)
	case fyne.KeyHome:
		t.move(0, extend)
	case fyne.KeyEnd:
		t.move(t.rows-1, extend)
	case fyne.KeyReturn, fyne.KeyEnter:
		t.open(at)
	case fyne.KeyEscape:
		if t.sel.Len() == 0 {
			return false
		}
		t.sel.Clear()
		t.gather = false
		t.changed()
	default:
		return false
	}
	return true
}

// open opens a row; of none, the first in sight, which is the one that is marked while the keyboard stands nowhere yet.
func (t *DataTable) open(row int) {
	if t.OnOpen == nil || t.rows == 0 {
		return
	}
	if row < 0 {
		row = max(0, min(t.first, t.rows-1))
		t.move(row, false)
	}
	t.OnOpen(row)
}

// columnAt is the column at a place, -1 for none.
func (t *DataTable) columnAt(x float32) int {
	for i, w := range t.widths {
		if x < w {
			return i
		}
		x -= w
	}
	return -1
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

// CreateRenderer implements fyne.Widget.
func (t *DataTable) CreateRenderer() fyne.WidgetRenderer {
	r := &painter{objects: []fyne.CanvasObject{t.clip, t.scroll}}
	r.min = func() fyne.Size { return fyne.NewSize(200, headHigh+3*t.rowHigh) }
	r.layout = func(s fyne.Size) {
		t.place(s.Width)
		place(t.clip, 0, 0, s.Width, headHigh)
		place(t.scroll, 0, headHigh, s.Width, max(0, s.Height-headHigh))
		t.scroll.Refresh()
		t.aside()
		t.settle()
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
