package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"throughline/ui/say"
)

// boardOver draws what lies above the columns: the room for a new one, where a drag would go and what is on the way, the bar below.
type boardOver struct {
	widget.BaseWidget
	b     *Board
	paint boardPainter
	out   []fyne.CanvasObject
}

// draw shows it as it is now.
func (o *boardOver) draw() {
	o.paint.begin()
	o.newColumn()
	o.bar()
	o.out = o.paint.all(o.out)
	if o.b.hand.dragging() { // above the words of the rest
		o.out = append(o.out, o.target()...)
	}
}

// newColumn draws the room for another column.
func (o *boardOver) newColumn() {
	b := o.b
	if b.OnNew == nil {
		return
	}
	x := b.xs[len(b.cols)] - b.x
	if x >= b.Size().Width {
		return
	}
	wide := b.px(boardNewWide) - 8
	g := b.hand.drag
	over := b.hand.dragging() && g.cards != nil && g.ok && g.spot.Column == NewColumn
	edge, ink := Line, Muted
	if over || b.hover == (BoardAt{-1, -2}) {
		edge, ink = Accent, Accent
	}
	if over {
		o.paint.rect(Alpha(Color(Accent), 0.12), Color(Accent), Radius, x, boardTop-6, wide, b.px(44))
	} else {
		o.paint.rect(Color(Clear), Color(edge), Radius, x, boardTop-6, wide, b.px(44))
	}
	if b.editing != nil && b.editing.column == NewColumn {
		return
	}
	st := b.style(Control).In(ink)
	text := advancesIn(st).fit(say.T("+ New theme"), wide-16)
	o.paint.words(text, st, x+b.px(12), boardTop-6, wide, b.px(44))
}

// thumb is where the bar below stands.
func (o *boardOver) thumb() (x, wide float32, ok bool) {
	b := o.b
	room, all := b.Size().Width, b.width()
	if all <= room || room <= 0 {
		return 0, 0, false
	}
	wide = max(32, room*room/all)
	return b.x / (all - room) * (room - wide), wide, true
}

func (o *boardOver) bar() {
	b := o.b
	x, wide, ok := o.thumb()
	if !ok {
		return
	}
	y := b.Size().Height - boardBar
	o.paint.rect(Color(Background), nil, 0, 0, y, b.Size().Width, boardBar)
	o.paint.rect(Alpha(Color(Faint), 0.6), nil, 3, x+2, y+4, wide-4, 6)
}

// target draws where what is on the way would go, and that itself under the pointer.
func (o *boardOver) target() []fyne.CanvasObject {
	b := o.b
	g := b.hand.drag
	above := &b.overAbove
	above.begin()
	if g.ok {
		o.mark(above, g)
	}
	x, y := g.at.X+10, g.at.Y+8
	if g.cards == nil {
		c := b.cols[g.column]
		st := b.style(Strong)
		wide := min(b.px(b.colWide()), advancesIn(st).width(c.Name)+28)
		above.rect(Color(Surface), Color(Accent), Radius, x, y, wide, b.px(34))
		above.words(advancesIn(st).fit(c.Name, wide-24), st, x+12, y, wide, b.px(34))
		y += b.px(34) + 6
	} else {
		y = b.ghost(above, g, x, y) + 6
	}
	if g.words != "" {
		wide := min(advancesIn(Small).width(g.words)+22, max(80, b.Size().Width-16))
		x = max(8, min(x, b.Size().Width-wide-8))
		y = min(y, b.Size().Height-34)
		above.rect(Color(Toasted), nil, 4, x, y, wide, 26)
		above.words(advancesIn(Small).fit(g.words, wide-18), Small.In(OnToast), x+10, y, wide, 26)
	}
	b.aboveOut = above.all(b.aboveOut)
	return b.aboveOut
}

// ghost draws the cards on the way and returns where that ends.
func (b *Board) ghost(d *boardPainter, g *boardDrag, x, y float32) float32 {
	st := b.style(Control)
	wide := b.px(b.colWide()) * 0.9
	lines := advancesIn(st).lines(g.first.Text, wide-2*b.px(boardCardPad), 2)
	high := 2*b.px(boardCardPad) + float32(len(lines))*b.lineHigh(st)
	for i := min(len(g.cards), 3) - 1; i > 0; i-- {
		d.rect(Color(Surface), Color(Accent), Radius, x+float32(4*i), y+float32(4*i), wide, high)
	}
	d.rect(Color(Surface), Color(Accent), Radius, x, y, wide, high)
	for i, l := range lines {
		d.words(l, st, x+b.px(boardCardPad), y+b.px(boardCardPad)+float32(i)*b.lineHigh(st), wide, b.lineHigh(st))
	}
	if n := len(g.cards); n > 1 {
		text := say.T("%d cards", n)
		count := Small.In(OnAccent).B()
		w := advancesIn(count).width(text) + 16
		d.rect(Color(Accent), nil, 10, x+wide-w/2, y-10, w, 20)
		d.words(text, count, x+wide-w/2+8, y-10, w, 20)
	}
	return y + high + float32(4*(min(len(g.cards), 3)-1))
}

// mark draws the line where cards, or a column, would go.
func (o *boardOver) mark(d *boardPainter, g *boardDrag) {
	b := o.b
	if g.cards == nil {
		if !g.merge {
			x := b.xs[g.into] - b.x - b.px(boardColGap)/2 - 1
			d.rect(Color(Accent), nil, 1, x, boardTop, 2, b.Size().Height-boardTop-boardBar)
		}
		return
	}
	v := b.view(g.spot.Column)
	if v == nil || g.spot.Head {
		return
	}
	y := bodyRoom
	for _, c := range v.body.drawn {
		if c.card < g.spot.Before {
			y = c.y + c.high + b.px(boardCardGap)/2
		} else if c.card == g.spot.Before {
			y = c.y - b.px(boardCardGap)/2
		}
	}
	y = max(1, min(y, v.body.Size().Height-3)) + v.head
	x := b.xs[g.spot.Column] - b.x
	d.rect(Color(Accent), nil, 1, x, y-1, b.px(b.colWide()), 2)
	d.circle(Color(Accent), x-4, y-4, 8)
}

// CreateRenderer implements fyne.Widget.
func (o *boardOver) CreateRenderer() fyne.WidgetRenderer {
	return &boardRenderer{objects: func() []fyne.CanvasObject { return o.out }}
}
