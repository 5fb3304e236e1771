package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"throughline/assets/icons"
)

// boardView draws one column in sight: its heading, and below it the cards, which are cut off at its edges.
type boardView struct {
	widget.BaseWidget
	b     *Board
	col   int
	body  *boardBody
	paint boardPainter
	out   []fyne.CanvasObject
	head  float32 // height of the heading
}

// boardBody draws the cards of a column.
type boardBody struct {
	widget.BaseWidget
	v     *boardView
	paint boardPainter
	out   []fyne.CanvasObject
	drawn []drawnCard
}

// drawnCard says where a card was drawn, from the top of the body.
type drawnCard struct {
	card    int
	y, high float32
}

// bodyRoom is the room round the cards of a column in which the mark of the keyboard is drawn.
const bodyRoom float32 = 4

func newBoardView(b *Board) *boardView {
	v := &boardView{b: b}
	v.body = &boardBody{v: v}
	v.body.ExtendBaseWidget(v.body)
	v.ExtendBaseWidget(v)
	return v
}

// draw shows the column as it is now.
func (v *boardView) draw() {
	b := v.b
	c := b.cols[v.col]
	v.head = b.headHigh(c)
	v.paint.begin()
	b.heading(&v.paint, v.col, c)
	v.out = append(v.paint.all(v.out), v.body)
	s := v.Size()
	place(v.body, -bodyRoom, v.head, s.Width+bodyRoom, max(0, s.Height-v.head-boardBar))
	v.body.draw()
}

// draw shows the cards in sight.
func (w *boardBody) draw() {
	b, col := w.v.b, w.v.col
	c := b.cols[col]
	w.paint.begin()
	w.drawn = w.drawn[:0]
	room := w.Size().Height
	if !c.Collapsed && room > 0 {
		b.settle(col, room)
		y := bodyRoom - c.into
		for i := c.top; i < c.Cards && y < room; i++ {
			card := b.data.Card(col, i)
			h := b.shapeOf(card).high
			at := BoardAt{col, i}
			b.card(&w.paint, card, cardLook{picked: b.picked[card.Key], cursor: b.focused && b.cursor == at && b.editing == nil,
				hover: b.hover == at && !b.hand.dragging(), away: b.cut[card.Key] || b.hand.carries(card.Key)}, bodyRoom, y)
			w.drawn = append(w.drawn, drawnCard{i, y, h})
			y += h + b.px(boardCardGap)
		}
		w.rest(c, y)
		w.bar(c, room)
	}
	w.out = w.paint.all(w.out)
}

// rest says what there is in place of cards.
func (w *boardBody) rest(c *boardCol, y float32) {
	b := w.v.b
	if c.Cards > 0 {
		return
	}
	wide := b.px(b.colWide())
	if c.Loading {
		for range 2 {
			w.paint.rect(Color(Rail), nil, Radius, bodyRoom, y, wide, b.px(72))
			y += b.px(72 + boardCardGap)
		}
		return
	}
	if c.Empty == "" {
		return
	}
	st := b.style(Small)
	lines := advancesIn(st).lines(c.Empty, wide-2*b.px(boardCardPad), 4)
	w.paint.rect(Color(Clear), Color(Line), Radius, bodyRoom, y, wide, b.px(2*boardCardPad)+float32(len(lines))*b.lineHigh(st))
	y += b.px(boardCardPad)
	for _, l := range lines {
		w.paint.words(l, st, bodyRoom+b.px(boardCardPad), y, wide, b.lineHigh(st))
		y += b.lineHigh(st)
	}
}

// bar draws the bar at the right of a column that has more cards than fit, while the pointer or a drag of it is there.
func (w *boardBody) bar(c *boardCol, room float32) {
	b := w.v.b
	y, high, ok := w.thumb(c, room)
	if !ok {
		return
	}
	t := Line
	if b.hover.Column == w.v.col {
		t = Faint
	}
	w.paint.rect(Color(t), nil, 2, bodyRoom+b.px(b.colWide())+4, y, 4, high)
}

// thumb is where the bar of a column stands. It goes by the number of cards, whose heights are not known before they were seen.
func (w *boardBody) thumb(c *boardCol, room float32) (y, high float32, ok bool) {
	n := len(w.drawn)
	if n == 0 || n >= c.Cards && c.into == 0 && w.drawn[n-1].y+w.drawn[n-1].high <= room {
		return 0, 0, false
	}
	high = max(24, room*float32(n)/float32(c.Cards))
	part := float32(c.top) / float32(max(1, c.Cards-n+1))
	if c.top < c.Cards && w.drawn[0].high > 0 {
		part = (float32(c.top) + c.into/(w.drawn[0].high+1)) / float32(max(1, c.Cards-n+1))
	}
	return min(1, part) * (room - high), high, true
}

// Parts of a heading.
const (
	headLine   float32 = 20 // of the name
	headIcon   float32 = 16
	headBottom float32 = 10
	boardBadge float32 = 26
)

// nameLines breaks a name for its heading.
func (b *Board) nameLines(c *boardCol) []string {
	st := b.style(Strong)
	if c.Collapsed {
		return advancesIn(st).lines(c.Name, b.px(boardColFolded-6), 6)
	}
	return advancesIn(st).lines(c.Name, b.px(b.colWide())-b.headIcons(c)*b.px(headIcon+6), 2)
}

// headIcons is how many icons a heading has room for.
func (b *Board) headIcons(c *boardCol) float32 {
	if c.Locked {
		return 2
	}
	return 1
}

func (b *Board) headHigh(c *boardCol) float32 {
	h := boardTop + float32(len(b.nameLines(c)))*b.px(headLine) + b.px(18)
	if c.Badge != "" || c.Act != "" {
		h += b.px(boardBadge)
	}
	if c.Share >= 0 {
		h += b.px(8)
	}
	return h + b.px(headBottom) - bodyRoom
}

// heading draws the heading of a column.
func (b *Board) heading(d *boardPainter, col int, c *boardCol) {
	wide := b.wide(c)
	y := boardTop
	at := BoardAt{col, -1}
	high := b.headHigh(c)
	aimed := b.hand.onHead(col)
	switch {
	case aimed:
		d.rect(Alpha(Color(Accent), 0.12), Color(Accent), Radius, -6, y-6, wide+12, high-y+2)
	case b.focused && b.cursor == at && b.editing == nil:
		d.rect(Color(Background), Color(Accent), Radius, -6, y-6, wide+12, high-y+2)
	case c.Collapsed:
		d.rect(Color(Rail), nil, Radius, -6, y-6, wide+12, high-y+2)
	}
	st, small := b.style(Strong), b.style(Small)
	if c.Faint {
		st = st.In(Muted)
	}
	if b.hand.takesColumn(col) {
		st = st.In(Muted)
	}
	if b.editing == nil || b.editing.column != col {
		for i, l := range b.nameLines(c) {
			d.words(l, st, 0, y+float32(i)*b.px(headLine), wide, b.px(headLine))
		}
	}
	b.headSigns(d, col, c, y, wide)
	y += float32(len(b.nameLines(c))) * b.px(headLine)
	d.words(advancesIn(small).fit(c.Line, wide), small, 0, y, wide, b.px(18))
	y += b.px(18)
	if c.Badge != "" || c.Act != "" {
		b.badge(d, col, c, y, wide)
		y += b.px(boardBadge)
	}
	if c.Share >= 0 {
		d.rect(Color(Track), nil, 1.5, 0, y+b.px(4), wide, 3)
		if c.Share > 0 {
			d.rect(c.Paint.Color(), nil, 1.5, 0, y+b.px(4), max(3, wide*float32(min(1, c.Share))), 3)
		}
	}
}

// badge draws the word and the button of a heading.
func (b *Board) badge(d *boardPainter, col int, c *boardCol, y, wide float32) {
	st := b.style(Small)
	a := advancesIn(st)
	y += b.px(3)
	high := b.px(20)
	if at, w := b.actAt(c); w > 0 {
		ground, edge := Surface, Line
		if b.hover.Column == col && b.icon == actIcon {
			ground, edge = AccentSoft, Accent
		}
		d.rect(Color(ground), Color(edge), 4, at, y, w, high)
		d.words(c.Act, st.In(Accent), at+b.px(8), y, w, high)
		wide = at - b.px(6)
	}
	if c.Badge == "" {
		return
	}
	ground, ink := c.Tone.tokens()
	text := a.fit(c.Badge, wide-b.px(14))
	d.rect(Color(ground), nil, 4, 0, y, a.width(text)+b.px(14), high)
	d.words(text, st.In(ink), b.px(7), y, wide, high)
}

// actAt is where the button of a heading stands from the left of its column, and how wide it is; 0 for none.
func (b *Board) actAt(c *boardCol) (x, wide float32) {
	if c.Act == "" || c.Collapsed {
		return 0, 0
	}
	wide = advancesIn(b.style(Small)).width(c.Act) + b.px(16)
	return b.wide(c) - wide, wide
}

// boardIcon is a button in a heading.
type boardIcon int

// The buttons of a heading.
const (
	noIcon boardIcon = iota
	moreIcon
	actIcon
)

// headSigns draws lock and buttons at the right of a heading. The buttons show under the pointer and where the keyboard is.
func (b *Board) headSigns(d *boardPainter, col int, c *boardCol, y, wide float32) {
	size := b.px(headIcon)
	x := wide - size
	near := b.hover == BoardAt{col, -1} || b.cursor == BoardAt{col, -1} && b.focused
	switch {
	case c.Collapsed:
		return
	case near && !b.hand.dragging():
		t := Muted
		if b.hover.Column == col && b.icon == moreIcon {
			t = Ink
			d.rect(Color(HoverTint), nil, 4, x-4, y-2, size+8, size+8)
		}
		d.icon(icons.More, t, x, y+b.px(2), size)
		x -= size + b.px(6)
	}
	if c.Locked {
		d.icon(icons.Lock, Muted, x+b.px(1), y+b.px(3), b.px(14))
	}
}

// CreateRenderer implements fyne.Widget.
func (v *boardView) CreateRenderer() fyne.WidgetRenderer {
	r := &boardRenderer{objects: func() []fyne.CanvasObject { return v.out }}
	return r
}

// CreateRenderer implements fyne.Widget.
func (w *boardBody) CreateRenderer() fyne.WidgetRenderer {
	return &boardClip{boardRenderer{objects: func() []fyne.CanvasObject { return w.out }}}
}

// boardRenderer shows what a part of the board drew; the board says when.
type boardRenderer struct{ objects func() []fyne.CanvasObject }

// Destroy implements fyne.WidgetRenderer.
func (r *boardRenderer) Destroy() {}

// Layout implements fyne.WidgetRenderer.
func (r *boardRenderer) Layout(fyne.Size) {}

// MinSize implements fyne.WidgetRenderer.
func (r *boardRenderer) MinSize() fyne.Size { return fyne.Size{} }

// Objects implements fyne.WidgetRenderer.
func (r *boardRenderer) Objects() []fyne.CanvasObject { return r.objects() }

// Refresh implements fyne.WidgetRenderer.
func (r *boardRenderer) Refresh() {}

// boardClip is a boardRenderer that shows nothing outside its widget.
type boardClip struct{ boardRenderer }

// IsClip tells the driver so.
func (*boardClip) IsClip() {}
