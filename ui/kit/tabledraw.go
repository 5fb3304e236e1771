package kit

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"throughline/assets/icons"
)

// rowPainter draws the rows in sight with pooled primitives: shapes first, then words, so that both pools are reused
// from one scroll step to the next.
type rowPainter struct {
	rects   []*canvas.Rectangle
	circles []*canvas.Circle
	texts   []*canvas.Text
	icons   []*canvas.Image
	nRect   int
	nCircle int
	nText   int
	nIcon   int
}

// begin starts to draw anew.
func (d *rowPainter) begin() { d.nRect, d.nCircle, d.nText, d.nIcon = 0, 0, 0, 0 }

func (d *rowPainter) rect(fill, stroke color.Color, radius, x, y, w, h float32) {
	if d.nRect == len(d.rects) {
		d.rects = append(d.rects, &canvas.Rectangle{})
	}
	r := d.rects[d.nRect]
	d.nRect++
	r.FillColor, r.StrokeColor, r.CornerRadius, r.StrokeWidth = fill, stroke, radius, 0
	if stroke != nil {
		r.StrokeWidth = Hairline
	}
	place(r, x, y, w, h)
}

func (d *rowPainter) circle(fill color.Color, x, y, size float32) {
	if d.nCircle == len(d.circles) {
		d.circles = append(d.circles, &canvas.Circle{})
	}
	c := d.circles[d.nCircle]
	d.nCircle++
	c.FillColor = fill
	place(c, x, y, size, size)
}

func (d *rowPainter) text(s string, st Style, a fyne.TextAlign, x, y, w, h float32) {
	if s == "" || w <= 0 {
		return
	}
	if d.nText == len(d.texts) {
		d.texts = append(d.texts, &canvas.Text{})
	}
	t := d.texts[d.nText]
	d.nText++
	t.Text, t.Alignment = Fit(s, st, w), a
	st.apply(t)
	place(t, x, y, w, h)
}

func (d *rowPainter) icon(name icons.Name, ink Token, x, y, size float32) {
	if d.nIcon == len(d.icons) {
		d.icons = append(d.icons, newIconImage())
	}
	img := d.icons[d.nIcon]
	d.nIcon++
	place(img, x, y, size, size)
	setIcon(img, name, Color(ink))
}

// objects lists what was drawn since begin, shapes below words below icons.
func (d *rowPainter) objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, 0, d.nRect+d.nCircle+d.nText+d.nIcon)
	for _, r := range d.rects[:d.nRect] {
		out = append(out, r)
	}
	for _, c := range d.circles[:d.nCircle] {
		out = append(out, c)
	}
	for _, t := range d.texts[:d.nText] {
		out = append(out, t)
	}
	for _, i := range d.icons[:d.nIcon] {
		out = append(out, i)
	}
	return out
}

// rows draws the rows in sight of a page.
func (d *rowPainter) rows(p *tablePage, width float32) []fyne.CanvasObject {
	d.begin()
	t := p.table
	first, last := t.visibleRows()
	for row := first; row < last; row++ {
		y := t.rowTop(row)
		d.ground(p, row, y, width)
		x := float32(0)
		for col, w := range t.widths {
			if w == 0 {
				continue
			}
			d.cell(t.Cell(row, col), t.columns[col], x+cellPad, y, w-2*cellPad, t.rowHigh)
			x += w
		}
	}
	if first != t.first || last != t.last {
		t.first, t.last = first, last
		if t.OnRange != nil {
			t.OnRange(first, last)
		}
	}
	return d.objects()
}

// ground draws what lies behind a row: selection, hover, the keyboard's place and the hairline below.
func (d *rowPainter) ground(p *tablePage, row int, y, width float32) {
	t := p.table
	switch {
	case t.sel.Has(row):
		d.rect(Color(AccentSoft), nil, 0, 0, y, width, t.rowHigh)
	case row == p.hover:
		d.rect(Color(HoverTint), nil, 0, 0, y, width, t.rowHigh)
	}
	if at := t.sel.Cursor(); p.focused && (row == at || at < 0 && row == t.first) {
		d.rect(Color(Accent), nil, 0, 0, y, 3, t.rowHigh)
	}
	d.rect(Color(Line), nil, 0, 0, y+t.rowHigh-Hairline, width, Hairline)
}

// cellIcon is the side of an icon in a cell.
const cellIcon float32 = 14

// cell draws one cell.
func (d *rowPainter) cell(c Cell, col Column, x, y, w, h float32) {
	st := c.Style
	if st == (Style{}) {
		st = Control
	}
	if c.Struck {
		st = st.In(Muted)
	}
	for _, p := range c.Dots {
		if w < 8 {
			return
		}
		d.circle(p.Color(), x, y+(h-8)/2, 8)
		x, w = x+12, w-12
	}
	if c.Icon != "" && w >= cellIcon {
		d.icon(c.Icon, c.IconInk, x, y+(h-cellIcon)/2, cellIcon)
		x, w = x+cellIcon+5, w-cellIcon-5
	}
	if len(c.Chips) > 0 {
		d.chips(c.Chips, x, y, w, h)
		return
	}
	if c.Mark != "" && w >= 2*cellIcon {
		w -= cellIcon + 5
		d.icon(c.Mark, c.MarkInk, x+min(w, Measure(c.Text, st).Width)+5, y+(h-cellIcon)/2, cellIcon)
	}
	a := fyne.TextAlignLeading
	if col.Trailing {
		a = fyne.TextAlignTrailing
	}
	if c.Lines > 1 && h >= 2*st.LineHeight() {
		d.wrapped(c.Text, st, c.Lines, x, y, w, h)
		return
	}
	d.text(c.Text, st, a, x, y, w, h)
}

// wrapped draws text in several lines, in the middle of the cell.
func (d *rowPainter) wrapped(s string, st Style, n int, x, y, w, h float32) {
	high := st.LineHeight()
	n = min(n, int(h/high))
	lines := wrap([]Run{{Text: s, Style: st}}, w, n, func(t string, s Style) float32 { return Measure(t, s).Width })
	y += (h - float32(len(lines))*high) / 2
	for _, l := range lines {
		words := ""
		for _, pc := range l.pieces {
			words += pc.text
		}
		d.text(words, st, fyne.TextAlignLeading, x, y, w+1, high)
		y += high
	}
}

// chipGap is what parts pills in a cell, leastChip the width below which a pill says nothing.
const chipGap, leastChip float32 = 5, 40

// chips draws pills as far as they fit, the first one cut if it must be, and how many more there are.
func (d *rowPainter) chips(chips []CellChip, x, y, room, h float32) {
	for i, c := range chips {
		rest := ""
		if n := len(chips) - i - 1; n > 0 {
			rest = fmt.Sprintf("+%d", n)
		}
		w, left := chipWidth(c), room
		if rest != "" {
			left -= Measure(rest, Small).Width + chipGap
		}
		switch {
		case w <= left || i == 0 && left >= leastChip:
			w = min(w, left)
			d.chip(c, x, y, w, h)
			x, room = x+w+chipGap, room-w-chipGap
		default:
			d.text(fmt.Sprintf("+%d", len(chips)-i), Small, fyne.TextAlignLeading, x, y, room, h)
			return
		}
	}
}

// chipWidth is how wide a pill is that shows all its words.
func chipWidth(c CellChip) float32 {
	w := Measure(c.Text, Small).Width + 16
	if !c.Dot.IsZero() {
		w += 12
	}
	return w
}

// chip draws a pill of a width in a cell.
func (d *rowPainter) chip(c CellChip, x, y, w, h float32) {
	const high = 22
	d.rect(Color(Surface), Color(Line), high/2, x, y+(h-high)/2, w, high)
	tx := x + 8
	if !c.Dot.IsZero() {
		d.circle(c.Dot.Color(), tx, y+(h-7)/2, 7)
		tx += 12
	}
	d.text(c.Text, Small.In(Ink), fyne.TextAlignLeading, tx, y, x+w-8-tx, h)
}
