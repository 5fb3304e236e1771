package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"throughline/assets/icons"
)

// outlinePainter draws the lines in sight, with pooled primitives as a table does, and the arrows that open them.
type outlinePainter struct {
	rowPainter
	arrows []*canvas.Image
	nArrow int
}

// outlinePad is the room before the first arrow and after the last column.
const outlinePad float32 = 12

func (d *outlinePainter) rows(p *outlinePage, width float32) []fyne.CanvasObject {
	d.nRect, d.nCircle, d.nText, d.nArrow = 0, 0, 0, 0
	o := p.outline
	first, last := o.visibleRows()
	for i := first; i < last; i++ {
		d.line(p, i, o.Row(i), float32(i)*outlineRow, width)
	}
	d.target(p, width)
	out := d.objects()
	for _, a := range d.arrows[:d.nArrow] {
		out = append(out, a)
	}
	return out
}

func (d *outlinePainter) arrow(open bool, x, y float32) {
	if d.nArrow == len(d.arrows) {
		d.arrows = append(d.arrows, newIconImage())
	}
	img := d.arrows[d.nArrow]
	d.nArrow++
	name := icons.Right
	if open {
		name = icons.Down
	}
	place(img, x, y+(outlineRow-14)/2, 14, 14)
	setIcon(img, name, Color(Muted))
}

// wordsAt is where the words of a line begin.
func wordsAt(r OutlineRow) float32 {
	x := outlinePad + float32(r.Depth)*outlineIndent
	if r.Head {
		return x
	}
	x += 20
	if !r.Dot.IsZero() {
		x += 16
	}
	return x
}

func (d *outlinePainter) line(p *outlinePage, i int, r OutlineRow, y, width float32) {
	o := p.outline
	switch {
	case r.Head:
	case o.sel.Has(i):
		d.rect(Color(AccentSoft), nil, 0, 0, y, width, outlineRow)
	case i == p.hover && p.drag == nil:
		d.rect(Color(HoverTint), nil, 0, 0, y, width, outlineRow)
	}
	if at := o.sel.Cursor(); p.focused && (!r.Head && i == at || at < 0 && i == p.first()) {
		d.rect(Color(Accent), nil, 0, 0, y, 3, outlineRow)
	}
	d.rect(Color(Line), nil, 0, 0, y+outlineRow-Hairline, width, Hairline)
	x := outlinePad + float32(r.Depth)*outlineIndent
	if r.Parent && !r.Head {
		d.arrow(r.Open, x, y)
	}
	if !r.Dot.IsZero() {
		d.circle(r.Dot.Color(), x+20, y+(outlineRow-8)/2, 8)
	}
	end := d.cells(r, y, width)
	if p.editing == i {
		return
	}
	d.words(r, wordsAt(r), y, end)
}

// outlineName is the room that the words of a line keep at least.
const outlineName float32 = 150

// outlineCells is how many of n columns a width has room for; the first stays.
func outlineCells(width float32, n int) int {
	for n > 1 && width-2*outlinePad-outlineCell*float32(n) < outlineName {
		n--
	}
	return n
}

// cells draws the columns at the end of a line and returns where they begin.
func (d *outlinePainter) cells(r OutlineRow, y, width float32) float32 {
	cells := r.Cells[:min(len(r.Cells), outlineCells(width, len(r.Cells)))]
	x := width - outlinePad - outlineCell*float32(len(cells))
	for i, c := range cells {
		st := Control.In(Muted)
		if i == 0 && !r.Faint {
			st = Control
		}
		d.text(c, st, fyne.TextAlignTrailing, x+float32(i)*outlineCell, y, outlineCell, outlineRow)
	}
	return x
}

// words draws the words of a line and what follows them, up to end.
func (d *outlinePainter) words(r OutlineRow, x, y, end float32) {
	st := Control.Sized(SizeBody)
	switch {
	case r.Head:
		st = Small.B()
	case r.Faint:
		st = st.In(Muted)
	}
	x = d.marked(r, st, x, y, end)
	if r.Key != "" && end-x > 40 {
		w := max(18, Measure(r.Key, Small).Width+10)
		d.rect(Color(Background), Color(Line), 4, x+Space2, y+(outlineRow-18)/2, w, 18)
		d.text(r.Key, Small, fyne.TextAlignCenter, x+Space2, y, w, outlineRow)
		x += w + Space2
	}
	for _, b := range r.Badges {
		x = d.badge(b, x+Space2, y, end)
	}
}

// marked draws the words with the marked bytes in bold and returns where they end.
func (d *outlinePainter) marked(r OutlineRow, st Style, x, y, end float32) float32 {
	put := func(s string, st Style) {
		if s == "" || end-x < 12 {
			return
		}
		w := min(Measure(s, st).Width, end-x)
		d.text(s, st, fyne.TextAlignLeading, x, y, w+1, outlineRow)
		x += w
	}
	at := 0
	for _, m := range r.Marks {
		if m.Start < at || m.End > len(r.Text) {
			continue
		}
		put(r.Text[at:m.Start], st)
		put(r.Text[m.Start:m.End], st.B())
		at = m.End
	}
	put(r.Text[at:], st)
	return x
}

func (d *outlinePainter) badge(b OutlineBadge, x, y, end float32) float32 {
	ground, ink := b.Tone.tokens()
	w := Measure(b.Text, Small).Width + 14
	dot := float32(0)
	if !b.Dot.IsZero() {
		dot = 12
	}
	w = min(w+dot, end-x-Space2)
	if w < 40 {
		return x
	}
	d.rect(Color(ground), nil, 4, x, y+(outlineRow-20)/2, w, 20)
	if dot > 0 {
		d.circle(b.Dot.Color(), x+7, y+(outlineRow-7)/2, 7)
	}
	d.text(b.Text, Small.In(ink), fyne.TextAlignLeading, x+7+dot, y, w-14-dot+1, outlineRow)
	return x + w
}

// target draws where dragged lines would go, and beside the pointer what that would do.
func (d *outlinePainter) target(p *outlinePage, width float32) {
	g := p.drag
	if g == nil || !g.moved {
		return
	}
	if g.ok {
		y := float32(g.to.Row) * outlineRow
		switch {
		case g.to.Row < 0:
			y = float32(p.outline.rows) * outlineRow
			d.rect(Color(Accent), nil, 1, outlinePad, y-1, width-2*outlinePad, 2)
		case g.to.Where == DropInto:
			d.rect(Alpha(Color(Accent), 0.12), Color(Accent), Radius, 2, y+1, width-4, outlineRow-2)
		default:
			x := outlinePad + float32(p.outline.Row(g.to.Row).Depth)*outlineIndent
			if g.to.Where == DropBelow {
				y += outlineRow
			}
			d.rect(Color(Accent), nil, 1, x, y-1, width-outlinePad-x, 2)
			d.circle(Color(Accent), x-4, y-4, 8)
		}
	}
	if g.words == "" {
		return
	}
	w := min(Measure(g.words, Small).Width+20, max(80, width-2*outlinePad))
	x := max(outlinePad, min(g.at.X+14, width-outlinePad-w))
	y := g.at.Y + 14
	if bottom := p.outline.scroll.Offset.Y + p.outline.scroll.Size().Height; y+26 > bottom {
		y = g.at.Y - 34
	}
	d.rect(Color(Toasted), nil, 4, x, y, w, 26)
	d.text(g.words, Small.In(OnToast), fyne.TextAlignLeading, x+10, y, w-18, 26)
}

// outlineHead is the headings of an outline.
type outlineHead struct {
	widget.BaseWidget
	outline *Outline
}

// CreateRenderer implements fyne.Widget.
func (h *outlineHead) CreateRenderer() fyne.WidgetRenderer {
	o := h.outline
	line, title := &canvas.Rectangle{}, &canvas.Text{Text: o.title}
	r := &painter{objects: []fyne.CanvasObject{line, title}}
	words := make([]*canvas.Text, len(o.columns))
	for i, c := range o.columns {
		words[i] = &canvas.Text{Text: c, Alignment: fyne.TextAlignTrailing}
		r.objects = append(r.objects, words[i])
	}
	r.min = func() fyne.Size { return fyne.NewSize(0, headHigh) }
	r.layout = func(s fyne.Size) {
		place(line, 0, s.Height-Hairline, s.Width, Hairline)
		n := outlineCells(s.Width, len(words))
		x := s.Width - outlinePad - outlineCell*float32(n)
		place(title, outlinePad, 0, max(0, x-outlinePad), s.Height)
		for i, w := range words {
			w.Hidden = i >= n
			place(w, x+float32(i)*outlineCell, 0, outlineCell, s.Height)
		}
	}
	r.paint = func() {
		line.FillColor = Color(Line)
		Small.apply(title)
		for _, w := range words {
			Small.apply(w)
		}
	}
	r.attach(h)
	return r
}
