package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"throughline/app"
)

// OutlineRow is one line of an Outline.
type OutlineRow struct {
	Depth  int        // steps from the left edge
	Parent bool       // there are lines beneath it, shown or not
	Open   bool       // those lines are shown
	Head   bool       // the heading of a group: it takes drops but cannot be chosen
	Dot    Paint      // before the words; zero for none
	Text   string     // the words
	Marks  []app.Span // bytes of Text to show bold
	Faint  bool       // stands there for what is beneath it, or is out of use
	Key    string     // a key cap after the words
	Badges []OutlineBadge
	Cells  []string // at the end, one for each column
}

// OutlineBadge is a word on a soft ground after the words of a line.
type OutlineBadge struct {
	Text string
	Tone Tone
	Dot  Paint // before the word; zero for none
}

// DropPlace is where dragged lines are let go.
type DropPlace struct {
	Row   int // -1 is the room below all lines
	Where DropWhere
}

// DropWhere says how dragged lines come to stand to the line under the pointer.
type DropWhere int

// The ways to let go.
const (
	DropInto  DropWhere = iota // beneath it
	DropAbove                  // beside it, before
	DropBelow                  // beside it, after
)

// Outline shows a tree as lines, of which only those in sight are drawn. Click selects, Ctrl+click adds, Shift+click extends, a
// double click or Enter opens; arrow keys move, Left closes or goes to the parent, Right opens; lines can be dragged onto
// others. It holds no data: Row is asked for what is in sight. Up to 400,000 lines.
type Outline struct {
	widget.BaseWidget
	// Row returns what a line shows; it must be quick and is called for the lines in sight only.
	Row func(i int) OutlineRow
	// OnSelect runs when the selection changes, with the chosen lines in ascending order.
	OnSelect func(rows []int)
	// OnOpen runs on a double click or Enter.
	OnOpen func(row int)
	// OnToggle runs when a line is to show what is beneath it, or no longer.
	OnToggle func(row int, open bool)
	// OnMenu runs on a right click on a line, which is selected first, with the pointer's place on the canvas.
	OnMenu func(row int, at fyne.Position)
	// OnKey sees keys the outline does not use itself, OnRune typed letters, OnShortcut cut, copy and paste.
	OnKey      func(*fyne.KeyEvent)
	OnRune     func(rune)
	OnShortcut func(fyne.Shortcut)
	// CanDrop says in words what letting go here would do, and whether it can be done. nil lets nothing be dragged.
	CanDrop func(to DropPlace) (words string, ok bool)
	// OnDrop runs when the chosen lines were let go where CanDrop allowed it.
	OnDrop func(to DropPlace)
	// Ordered lets lines be dropped between others, not only onto them.
	Ordered bool

	title   string
	columns []string
	rows    int
	sel     Selection
	page    *outlinePage
	head    *outlineHead
	scroll  *container.Scroll
	reveal  int // line to bring into sight once there is a view, -1 for none
}

// outlineRow is the height of a line: a little less than in tables, so that more of a tree is seen.
const outlineRow float32 = 32

// outlineIndent is the step to the right from a line to those beneath it, outlineCell the width of a column.
const (
	outlineIndent float32 = 20
	outlineCell   float32 = 88
)

// NewOutline makes an empty outline with a heading for the lines and one for each column at the end.
func NewOutline(title string, columns []string, row func(i int) OutlineRow) *Outline {
	o := &Outline{Row: row, title: title, columns: columns, reveal: -1}
	o.page = &outlinePage{outline: o, hover: -1, editing: -1}
	o.page.ExtendBaseWidget(o.page)
	o.head = &outlineHead{outline: o}
	o.head.ExtendBaseWidget(o.head)
	o.scroll = container.NewVScroll(o.page)
	o.scroll.OnScrolled = func(fyne.Position) { o.page.Refresh() }
	o.ExtendBaseWidget(o)
	return o
}

// SetRows says how many lines there are and draws those in sight anew. The selection keeps its line numbers.
func (o *Outline) SetRows(n int) {
	o.rows = n
	o.sel.Limit(n)
	o.page.hover = -1
	o.Refresh()
}

// Rows returns how many lines there are.
func (o *Outline) Rows() int { return o.rows }

// Selected returns the chosen lines, ascending.
func (o *Outline) Selected() []int {
	var out []int
	for _, i := range o.sel.Rows() {
		if i < o.rows && !o.Row(i).Head {
			out = append(out, i)
		}
	}
	return out
}

// Select chooses lines without calling OnSelect; the keyboard stands on the one at cursor if it is among them, else on the first.
func (o *Outline) Select(cursor int, rows ...int) {
	o.sel.Set(rows)
	if o.sel.Has(cursor) {
		o.sel.cursor, o.sel.anchor = cursor, cursor
	}
	o.page.Refresh()
}

// Cursor returns the line the keyboard stands on, or -1.
func (o *Outline) Cursor() int { return o.sel.Cursor() }

// Reveal scrolls just so far that a line is in sight.
func (o *Outline) Reveal(row int) {
	top, view := float32(row)*outlineRow, o.scroll.Size().Height
	if view <= 0 {
		o.reveal = row
		return
	}
	y := o.scroll.Offset.Y
	switch {
	case top < y:
		y = top
	case top+outlineRow > y+view:
		y = top + outlineRow - view
	default:
		return
	}
	o.scroll.ScrollToOffset(fyne.NewPos(0, max(0, y)))
}

// Focus gives the outline the keyboard.
func (o *Outline) Focus() {
	if c := CanvasOf(o.page); c != nil {
		c.Focus(o.page)
	}
}

// Edit puts a field over the words of a line. done gets the words, and keep false when Escape was pressed; it runs once.
func (o *Outline) Edit(row int, text string, done func(text string, keep bool)) {
	o.Reveal(row)
	o.page.edit(row, text, done)
}

// EditAt says at which line the words that are being edited stand now, after lines were added or taken away.
func (o *Outline) EditAt(row int) {
	if o.page.editing >= 0 && row >= 0 {
		o.page.editing = row
	}
}

// Editing reports whether a line is being edited.
func (o *Outline) Editing() bool { return o.page.editing >= 0 }

func (o *Outline) visibleRows() (first, last int) {
	y, h := o.scroll.Offset.Y, o.scroll.Size().Height
	first = max(0, int(y/outlineRow))
	last = min(o.rows, int((y+h)/outlineRow)+1)
	return min(first, last), last
}

func (o *Outline) changed() {
	o.page.Refresh()
	if o.OnSelect != nil {
		o.OnSelect(o.Selected())
	}
}

// pick is a click on a line with the modifiers held.
func (o *Outline) pick(row int, m fyne.KeyModifier) {
	switch {
	case m&fyne.KeyModifierShift != 0:
		o.sel.Extend(row)
	case m&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0:
		o.sel.Toggle(row)
	default:
		o.sel.Only(row)
	}
	o.changed()
}

// move takes the keyboard to a line, past headings in the direction of the move, extending with Shift.
func (o *Outline) move(to int, extend bool) {
	to = max(0, min(o.rows-1, to))
	by := 1
	if to < o.sel.Cursor() {
		by = -1
	}
	if to = o.choosable(to, by); to < 0 {
		return
	}
	if extend {
		o.sel.Extend(to)
	} else {
		o.sel.Only(to)
	}
	o.Reveal(to)
	o.changed()
}

// choosable returns the line nearest to row that is no heading: first in the direction by, then in the other. -1 for none.
func (o *Outline) choosable(row, by int) int {
	for _, step := range []int{by, -by} {
		for i := row; i >= 0 && i < o.rows; i += step {
			if !o.Row(i).Head {
				return i
			}
		}
	}
	return -1
}

// key handles a key; false if it is not the outline's.
func (o *Outline) key(name fyne.KeyName, extend bool) bool {
	at := o.sel.Cursor()
	perPage := max(1, int(o.scroll.Size().Height/outlineRow)-1)
	switch name {
	case fyne.KeyDown:
		o.move(at+1, extend)
	case fyne.KeyUp:
		o.move(max(at-1, 0), extend)
	case fyne.KeyPageDown:
		o.move(at+perPage, extend)
	case fyne.KeyPageUp:
		o.move(at-perPage, extend)
	case fyne.KeyHome:
		o.move(0, extend)
	case fyne.KeyEnd:
		o.move(o.rows-1, extend)
	case fyne.KeyLeft, fyne.KeyRight:
		o.sideways(at, name == fyne.KeyRight)
	case fyne.KeyReturn, fyne.KeyEnter:
		if at >= 0 && o.OnOpen != nil {
			o.OnOpen(at)
		}
	default:
		return false
	}
	return true
}

// sideways is Right, which opens a line or goes to the first beneath it, and Left, which closes it or goes to its parent.
func (o *Outline) sideways(at int, right bool) {
	if at < 0 || at >= o.rows {
		return
	}
	row := o.Row(at)
	switch {
	case row.Parent && row.Open != right:
		o.toggle(at)
	case right && row.Parent:
		o.move(at+1, false)
	case !right:
		for up := at - 1; up >= 0; up-- {
			if r := o.Row(up); r.Depth < row.Depth && !r.Head {
				o.move(up, false)
				return
			}
		}
	}
}

func (o *Outline) toggle(row int) {
	if o.OnToggle != nil {
		o.OnToggle(row, !o.Row(row).Open)
	}
}

// CreateRenderer implements fyne.Widget.
func (o *Outline) CreateRenderer() fyne.WidgetRenderer {
	r := &painter{objects: []fyne.CanvasObject{o.head, o.scroll}}
	r.min = func() fyne.Size { return fyne.NewSize(200, headHigh+3*outlineRow) }
	r.layout = func(s fyne.Size) {
		place(o.head, 0, 0, s.Width, headHigh)
		place(o.scroll, 0, headHigh, s.Width, max(0, s.Height-headHigh))
		o.head.Refresh()
		o.scroll.Refresh()
		if o.reveal >= 0 && s.Height > headHigh {
			at := o.reveal
			o.reveal = -1
			o.Reveal(at)
		}
		o.page.Refresh()
	}
	r.attach(o)
	return r
}
