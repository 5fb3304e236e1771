package kit

import "fyne.io/fyne/v2"

// The sizes of a board at zoom 1, in device-independent pixels.
const (
	boardColWide   float32 = 226
	boardColFolded float32 = 112
	boardColGap    float32 = 16
	boardNewWide   float32 = 168
	boardEdge      float32 = 20 // left of the first column and right of the last
	boardTop       float32 = 12
	boardCardGap   float32 = 8
	boardCardPad   float32 = 11
	boardBar       float32 = 14 // room for the bar that scrolls sideways
)

// colWide is how wide columns are at zoom 1.
func (b *Board) colWide() float32 {
	if b.ColumnWide > 0 {
		return b.ColumnWide
	}
	return boardColWide
}

// px is a length at the zoom in force.
func (b *Board) px(v float32) float32 { return v * b.zoom }

// spread works out where the columns stand.
func (b *Board) spread() {
	b.xs = b.xs[:0]
	x := boardEdge
	for _, c := range b.cols {
		b.xs = append(b.xs, x)
		x += b.wide(c) + b.px(boardColGap)
	}
	b.xs = append(b.xs, x)
	b.x = max(0, min(b.x, b.width()-b.Size().Width))
}

func (b *Board) wide(c *boardCol) float32 {
	if c.Collapsed {
		return b.px(boardColFolded)
	}
	return b.px(b.colWide())
}

// width is how wide all columns are together, with the room for a new one.
func (b *Board) width() float32 {
	w := b.xs[len(b.xs)-1]
	if b.OnNew != nil {
		w += b.px(boardNewWide)
	}
	return w + boardEdge - boardColGap
}

// layout draws the columns in sight.
func (b *Board) layout(s fyne.Size) {
	if len(b.xs) == 0 {
		b.spread()
	}
	b.x = max(0, min(b.x, b.width()-s.Width))
	if b.reveal && s.Width > 0 && s.Height > 0 {
		b.reveal = false
		b.show(b.cursor)
	}
	b.start = 0
	for b.start < len(b.cols) && b.xs[b.start]+b.wide(b.cols[b.start])-b.x <= 0 {
		b.start++
	}
	n := 0
	for i := b.start; i < len(b.cols) && b.xs[i]-b.x < s.Width; i++ {
		if n == len(b.views) {
			b.views = append(b.views, newBoardView(b))
		}
		v := b.views[n]
		v.col = i
		n++
		place(v, b.xs[i]-b.x, 0, b.wide(b.cols[i])+boardColGap-4, s.Height)
		v.draw()
	}
	b.views = b.views[:n]
	place(b.over, 0, 0, s.Width, s.Height)
	b.over.draw()
	if b.OnDrawn != nil {
		b.OnDrawn()
	}
}

// view is the view of a column, nil when it is out of sight.
func (b *Board) view(column int) *boardView {
	if i := column - b.start; column >= 0 && i >= 0 && i < len(b.views) {
		return b.views[i]
	}
	return nil
}

// high is how tall a card is with the gap below it.
func (b *Board) high(column, card int) float32 {
	return b.shapeOf(b.data.Card(column, card)).high + b.px(boardCardGap)
}

// scrollColumn moves the cards of a column up by a number of pixels, down for a negative one, as far as they go.
func (b *Board) scrollColumn(column int, by float32) {
	c := b.cols[column]
	c.into += by
	for c.into < 0 && c.top > 0 {
		c.top--
		c.into += b.high(column, c.top)
	}
	if c.top == 0 {
		c.into = max(0, c.into)
	}
	for c.top < c.Cards-1 {
		h := b.high(column, c.top)
		if c.into < h {
			break
		}
		c.into -= h
		c.top++
	}
}

// settle leaves no room below the last card while there are cards above the view.
func (b *Board) settle(column int, room float32) {
	c := b.cols[column]
	if c.top == 0 && c.into == 0 {
		return
	}
	y := -c.into
	for i := c.top; i < c.Cards; i++ {
		if y += b.high(column, i); y >= room {
			return
		}
	}
	b.scrollColumn(column, y-room)
}

// show scrolls just so far that a place is in sight.
func (b *Board) show(at BoardAt) {
	s := b.Size()
	if at.Column < 0 || at.Column >= len(b.cols) {
		return
	}
	if s.Width <= 0 || len(b.xs) <= at.Column {
		b.reveal = true
		return
	}
	left, right := b.xs[at.Column]-boardEdge, b.xs[at.Column]+b.wide(b.cols[at.Column])+boardEdge
	switch {
	case left < b.x:
		b.x = left
	case right > b.x+s.Width:
		b.x = right - s.Width
	}
	if at.Card >= 0 {
		b.showCard(at, s.Height-b.headHigh(b.cols[at.Column])-boardBar)
	}
}

// showCard scrolls a column just so far that a card is in a room of a height.
func (b *Board) showCard(at BoardAt, room float32) {
	c := b.cols[at.Column]
	if at.Card < c.top || at.Card == c.top && c.into > 0 {
		c.top, c.into = at.Card, 0
		return
	}
	y := -c.into
	for i := c.top; i < at.Card; i++ {
		if y += b.high(at.Column, i); y > room {
			break
		}
	}
	h := b.high(at.Column, at.Card)
	if y+h <= room {
		return
	}
	c.top, c.into = at.Card, 0
	b.scrollColumn(at.Column, min(0, h-room))
}

// columnAt is the column at a place of the board: -1 left of the first and between two, len(cols) right of the last.
func (b *Board) columnAt(x float32) int {
	x += b.x
	for i, c := range b.cols {
		if x < b.xs[i] {
			return -1
		}
		if x < b.xs[i]+b.wide(c)+b.px(boardColGap) {
			return i
		}
	}
	return len(b.cols)
}
