package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"throughline/assets/icons"
)

// tableHead is the headings of a table.
type tableHead struct {
	widget.BaseWidget
	table *DataTable
	hover int
	edge  int // the column whose end the pointer is on, -1 for none
	drag  headDrag
	focus bool
	at    int // the heading that has the keyboard
}

func (h *tableHead) columnAt(x float32) int {
	for i, w := range h.table.widths {
		if x < w {
			return i
		}
		x -= w
	}
	return -1
}

// Tapped implements fyne.Tappable.
func (h *tableHead) Tapped(e *fyne.PointEvent) {
	if i := h.columnAt(e.Position.X); i >= 0 {
		h.table.sort(i)
	}
}

// MouseIn implements desktop.Hoverable.
func (h *tableHead) MouseIn(e *desktop.MouseEvent) { h.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (h *tableHead) MouseMoved(e *desktop.MouseEvent) {
	i, edge := h.columnAt(e.Position.X), h.edgeAt(e.Position.X)
	if i != h.hover || edge != h.edge {
		h.hover, h.edge = i, edge
		h.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (h *tableHead) MouseOut() {
	h.hover, h.edge = -1, -1
	h.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (h *tableHead) CreateRenderer() fyne.WidgetRenderer {
	line, mark, arrow := &canvas.Rectangle{}, &canvas.Rectangle{}, newIconImage()
	var words []*canvas.Text
	r := &painter{}
	r.min = func() fyne.Size { return fyne.NewSize(h.table.wide(), headHigh) }
	r.layout = func(s fyne.Size) {
		line.FillColor = Color(Line)
		place(line, 0, s.Height-Hairline, s.Width, Hairline)
		arrow.Hide()
		h.paintMark(mark, s.Height)
		r.objects = append(r.objects[:0], line, mark, arrow)
		x := float32(0)
		for i, w := range h.table.widths {
			if i == len(words) {
				words = append(words, &canvas.Text{})
			}
			if w == 0 {
				continue
			}
			h.heading(i, words[i], arrow, x, w, s.Height)
			r.objects = append(r.objects, words[i])
			if h.focus && i == h.at {
				r.objects = append(r.objects, ringInside(x, w, s.Height))
			}
			x += w
		}
	}
	r.attach(h)
	return r
}

// heading draws one heading, with the arrow if the table is sorted by it.
func (h *tableHead) heading(i int, word *canvas.Text, arrow *canvas.Image, x, w, high float32) {
	c := h.table.columns[i]
	st := Small
	sorted := c.ID == h.table.sortBy && c.Sortable
	if sorted || i == h.hover && c.Sortable {
		st = Small.In(Ink)
	}
	room := w - 2*cellPad
	if sorted {
		room -= 14
	}
	word.Text = Fit(c.Title, st, max(0, room))
	st.apply(word)
	tw := Measure(word.Text, st).Width
	tx := x + cellPad
	if c.Trailing {
		tx = x + w - cellPad - tw
	}
	if sorted {
		ax := tx + tw + 2
		if c.Trailing {
			ax = tx - 14
		}
		name := icons.Up
		if h.table.desc {
			name = icons.Down
		}
		arrow.Show()
		place(arrow, ax, (high-12)/2, 12, 12)
		setIcon(arrow, name, Color(Ink))
	}
	place(word, tx, 0, tw, high)
}
