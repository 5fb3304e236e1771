package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

// How headings are handled by the pointer, in pixels.
const (
	edgeReach   float32 = 5  // how near to a column's end it is resized
	leastColumn float32 = 48 // columns are not made narrower
	headSlip    float32 = 8  // a heading moves once it was dragged that far
)

// headDrag is a heading under way.
type headDrag struct {
	on     bool
	resize int     // the column whose end is dragged, -1 for none
	from   int     // the column that is dragged elsewhere
	x      float32 // where the pointer is
	moved  float32 // how far it came
}

// edgeAt returns the column whose end is at x and can be dragged, or -1. The last column ends with the table.
func (h *tableHead) edgeAt(x float32) int {
	if h.table.OnColumns == nil {
		return -1
	}
	at := float32(0)
	for i, w := range h.table.widths {
		at += w
		if w > 0 && x > at-edgeReach && x < at+edgeReach && h.table.shownAfter(i) >= 0 {
			return i
		}
	}
	return -1
}

// shownAfter returns the next column that is shown, or -1.
func (t *DataTable) shownAfter(col int) int {
	for i := col + 1; i < len(t.widths); i++ {
		if t.widths[i] > 0 {
			return i
		}
	}
	return -1
}

// Cursor implements desktop.Cursorable.
func (h *tableHead) Cursor() desktop.Cursor {
	switch {
	case h.edge >= 0 || h.drag.on && h.drag.resize >= 0:
		return desktop.HResizeCursor
	case h.hover >= 0 && h.table.columns[h.hover].Sortable:
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// TappedSecondary implements fyne.SecondaryTappable.
func (h *tableHead) TappedSecondary(e *fyne.PointEvent) {
	if h.table.OnHeadMenu != nil {
		h.table.OnHeadMenu(e.AbsolutePosition)
	}
}

// Dragged implements fyne.Draggable: the end of a column makes it wider, its middle takes it elsewhere.
func (h *tableHead) Dragged(e *fyne.DragEvent) {
	t := h.table
	if t.OnColumns == nil {
		return
	}
	d := &h.drag
	if !d.on {
		start := e.Position.X - e.Dragged.DX
		*d = headDrag{on: true, resize: h.edgeAt(start), from: h.columnAt(start)}
		if d.from < 0 {
			d.from = len(t.columns) - 1
		}
	}
	d.x = e.Position.X
	d.moved += e.Dragged.DX
	if d.resize >= 0 {
		t.widen(d.resize, e.Dragged.DX)
	}
	h.Refresh()
}

// DragEnd implements fyne.Draggable.
func (h *tableHead) DragEnd() {
	t, d := h.table, h.drag
	h.drag = headDrag{}
	switch {
	case !d.on:
		return
	case d.resize < 0:
		to := h.target(d)
		if to == d.from || to == d.from+1 {
			h.Refresh()
			return
		}
		t.columns = movedTo(t.columns, d.from, to)
	}
	t.Refresh()
	t.OnColumns(slices.Clone(t.columns))
}

// target returns before which column the dragged one goes.
func (h *tableHead) target(d headDrag) int {
	if d.moved > -headSlip && d.moved < headSlip {
		return d.from
	}
	at := float32(0)
	for i, w := range h.table.widths {
		if w > 0 && d.x < at+w/2 {
			return i
		}
		at += w
	}
	return len(h.table.widths)
}

// movedTo returns columns with one moved before the place to.
func movedTo(columns []Column, from, to int) []Column {
	c := columns[from]
	out := slices.Delete(slices.Clone(columns), from, from+1)
	if to > from {
		to--
	}
	return slices.Insert(out, to, c)
}

// paintMark shows where a dragged heading would go, or which column's end is under the pointer.
func (h *tableHead) paintMark(mark *canvas.Rectangle, high float32) {
	col, show := h.edge, h.edge >= 0
	x := float32(0)
	if h.drag.on {
		col, show = h.drag.resize, true
		if col < 0 {
			to := h.target(h.drag)
			col, show = to-1, to != h.drag.from && to != h.drag.from+1
		}
	}
	for i := 0; i <= col && i < len(h.table.widths); i++ {
		x += h.table.widths[i]
	}
	mark.Hidden, mark.FillColor, mark.CornerRadius = !show, Color(Accent), 1
	place(mark, max(0, x-1), 6, 2, high-12)
}

// widen makes a column wider at the cost of the next one. From then on widths are shares: all columns keep theirs when the table is
// resized.
func (t *DataTable) widen(col int, by float32) {
	next := t.shownAfter(col)
	if next < 0 {
		return
	}
	by = max(min(by, t.widths[next]-leastColumn), leastColumn-t.widths[col])
	t.columns = slices.Clone(t.columns)
	for i, w := range t.widths {
		if w > 0 {
			t.columns[i].Width, t.columns[i].Grow = w, w
		}
	}
	a, b := &t.columns[col], &t.columns[next]
	a.Width, b.Width = a.Width+by, b.Width-by
	a.Grow, b.Grow = a.Width, b.Width
	t.Refresh()
}

// columnSpan is where a shown column begins on the page and how wide it is.
func (t *DataTable) columnSpan(col int) (x, w float32) {
	for _, before := range t.widths[:min(col, len(t.widths))] {
		x += before
	}
	if col < len(t.widths) {
		w = t.widths[col]
	}
	return x, w
}
