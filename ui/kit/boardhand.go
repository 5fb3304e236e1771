package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// boardHand is what the pointer is doing.
type boardHand struct {
	lastClick time.Time
	lastAt    BoardAt
	later     string     // card to choose alone when the button is let go without a drag
	drag      *boardDrag // what is on the way, nil for none
	slide     *boardSlide
	down      fyne.Position // where the button went down
}

func (h *boardHand) dragging() bool { return h.drag != nil && !h.drag.stopped }

// carries reports whether a card is on the way.
func (h *boardHand) carries(key string) bool { return h.dragging() && h.drag.set[key] }

// takesColumn reports whether a column is on the way.
func (h *boardHand) takesColumn(col int) bool {
	return h.dragging() && h.drag.cards == nil && h.drag.column == col
}

// onHead reports whether letting go now would act on the heading of a column.
func (h *boardHand) onHead(col int) bool {
	g := h.drag
	if !h.dragging() || !g.ok {
		return false
	}
	return g.cards != nil && g.spot.Head && g.spot.Column == col || g.cards == nil && g.merge && g.into == col
}

// modifiers asks the driver: pointer events while dragging, keys and the wheel carry none.
func modifiers() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// hit is what lies at a place of the board. In the room between cards and below the last it is the column with no card.
type boardHit struct {
	at    BoardAt // Card -1 on the heading as well
	head  bool
	icon  boardIcon
	body  bool // among the cards
	bar   bool // on the bar of a column
	fresh bool // on the room for a new column
}

func (b *Board) hit(p fyne.Position) boardHit {
	col := b.columnAt(p.X)
	none := boardHit{at: BoardAt{-1, -1}}
	if col < 0 {
		return none
	}
	if col >= len(b.cols) {
		none.fresh = b.OnNew != nil && p.X+b.x < b.xs[len(b.cols)]+b.px(boardNewWide)
		return none
	}
	v := b.view(col)
	if v == nil {
		return none
	}
	x := p.X + b.x - b.xs[col]
	h := boardHit{at: BoardAt{col, -1}}
	if p.Y < v.head {
		h.head = x <= b.wide(b.cols[col])+6
		if x > b.wide(b.cols[col])-b.px(headIcon)-8 && p.Y < boardTop+b.px(headLine)+4 && !b.cols[col].Collapsed {
			h.icon = moreIcon
		}
		c := b.cols[col]
		top := boardTop + float32(len(b.nameLines(c)))*b.px(headLine) + b.px(18)
		if at, w := b.actAt(c); w > 0 && x >= at && p.Y >= top && p.Y < top+b.px(boardBadge) {
			h.icon = actIcon
		}
		return h
	}
	h.body = true
	if x > b.wide(b.cols[col]) {
		_, _, h.bar = v.body.thumb(b.cols[col], v.body.Size().Height)
		return h
	}
	for _, d := range v.body.drawn {
		if y := p.Y - v.head - d.y; y >= 0 && y < d.high {
			h.at.Card = d.card
		}
	}
	return h
}

// MouseDown implements desktop.Mouseable.
func (b *Board) MouseDown(e *desktop.MouseEvent) {
	b.endEdit()
	b.Focus()
	b.hand.later, b.hand.down = "", e.Position
	h := b.hit(e.Position)
	if h.at.Column < 0 || h.bar {
		return
	}
	if h.head {
		b.pressHead(h, e)
		return
	}
	if h.at.Card < 0 {
		if e.Modifier == 0 && e.Button == desktop.MouseButtonPrimary {
			b.picked = map[string]bool{}
			b.moveTo(BoardAt{h.at.Column, b.cols[h.at.Column].Cards - 1}, false)
		}
		return
	}
	key := b.data.CardKey(h.at.Column, h.at.Card)
	if e.Button == desktop.MouseButtonSecondary {
		if !b.picked[key] {
			b.pick(h.at, 0)
		}
		return
	}
	twice := h.at == b.hand.lastAt && time.Since(b.hand.lastClick) < doubleClick && e.Modifier == 0
	b.hand.lastAt, b.hand.lastClick = h.at, time.Now()
	switch {
	case twice:
		b.hand.lastClick = time.Time{}
		if b.OnOpen != nil {
			b.OnOpen(h.at)
		}
	case e.Modifier == 0 && b.picked[key] && len(b.picked) > 1:
		b.hand.later = key // perhaps all of them are about to be dragged
		b.cursor = h.at
		b.changed()
	default:
		b.pick(h.at, e.Modifier)
	}
}

func (b *Board) pressHead(h boardHit, e *desktop.MouseEvent) {
	twice := h.at == b.hand.lastAt && time.Since(b.hand.lastClick) < doubleClick
	b.hand.lastAt, b.hand.lastClick = h.at, time.Now()
	b.picked = map[string]bool{}
	b.cursor, b.anchor = h.at, h.at
	b.changed()
	switch {
	case e.Button == desktop.MouseButtonSecondary:
	case h.icon == actIcon && b.OnAct != nil:
		b.OnAct(h.at.Column)
	case h.icon == moreIcon && b.OnMenu != nil:
		v := b.view(h.at.Column)
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(v)
		b.OnMenu(h.at, at.AddXY(b.wide(b.cols[h.at.Column])-b.px(headIcon), boardTop+b.px(headLine)+4))
	case b.cols[h.at.Column].Collapsed && b.OnToggle != nil:
		b.OnToggle(h.at.Column)
	case twice && b.OnRename != nil && !b.cols[h.at.Column].Fixed:
		b.OnRename(h.at.Column)
	}
}

// pick is a click on a card with the modifiers held.
func (b *Board) pick(at BoardAt, m fyne.KeyModifier) {
	key := b.data.CardKey(at.Column, at.Card)
	switch {
	case m&fyne.KeyModifierShift != 0 && b.anchor.Column == at.Column && b.anchor.Card >= 0:
		b.picked = map[string]bool{}
		for i := min(b.anchor.Card, at.Card); i <= max(b.anchor.Card, at.Card); i++ {
			b.picked[b.data.CardKey(at.Column, i)] = true
		}
		b.cursor = at
	case m&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0:
		if b.picked[key] {
			delete(b.picked, key)
		} else {
			b.picked[key] = true
		}
		b.cursor, b.anchor = at, at
	default:
		b.picked = map[string]bool{key: true}
		b.cursor, b.anchor = at, at
	}
	b.changed()
}

func (b *Board) changed() {
	b.Refresh()
	if b.OnSelect != nil {
		b.OnSelect()
	}
}

// MouseUp implements desktop.Mouseable.
func (b *Board) MouseUp(*desktop.MouseEvent) {
	if b.hand.later != "" && b.hand.drag == nil {
		b.picked = map[string]bool{b.hand.later: true}
		b.anchor = b.cursor
		b.changed()
	}
	b.hand.later, b.hand.slide = "", nil
}

// Tapped implements fyne.Tappable. The work is done in MouseDown, which knows the modifiers.
func (b *Board) Tapped(e *fyne.PointEvent) {
	if b.hit(e.Position).fresh && b.OnNew != nil {
		b.OnNew()
	}
}

// TappedSecondary implements fyne.SecondaryTappable.
func (b *Board) TappedSecondary(e *fyne.PointEvent) {
	if h := b.hit(e.Position); b.OnMenu != nil && h.at.Column >= 0 && (h.head || h.at.Card >= 0) {
		b.OnMenu(h.at, e.AbsolutePosition)
	}
}

// MouseIn implements desktop.Hoverable.
func (b *Board) MouseIn(e *desktop.MouseEvent) { b.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (b *Board) MouseMoved(e *desktop.MouseEvent) {
	h := b.hit(e.Position)
	at := h.at
	if !h.head && at.Card < 0 && at.Column >= 0 {
		at.Card = -2 // among the cards, on none
	}
	if h.fresh {
		at = BoardAt{-1, -2}
	}
	if at != b.hover || h.icon != b.icon {
		b.hover, b.icon = at, h.icon
		b.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (b *Board) MouseOut() {
	b.hover, b.icon = BoardAt{-1, -1}, noIcon
	b.Refresh()
}

// wheelStep is how many pixels of the wheel make a step of zoom.
const wheelStep float32 = 10

// Scrolled implements fyne.Scrollable: the column under the pointer, with Shift the board sideways, with Ctrl the zoom.
func (b *Board) Scrolled(e *fyne.ScrollEvent) {
	dx, dy := e.Scrolled.DX, e.Scrolled.DY
	m := b.mods()
	switch {
	case m&fyne.KeyModifierControl != 0:
		if dy >= wheelStep {
			b.zoomBy(zoomStep)
		} else if dy <= -wheelStep {
			b.zoomBy(-zoomStep)
		}
		return
	case m&fyne.KeyModifierShift != 0 && dx == 0:
		dx, dy = dy, 0
	}
	if dx != 0 {
		b.slideTo(b.x - dx*2)
	}
	if dy == 0 {
		return
	}
	if col := b.columnAt(e.Position.X); col >= 0 && col < len(b.cols) && !b.cols[col].Collapsed {
		b.scrollColumn(col, -dy*2)
	}
	if b.hand.dragging() {
		b.aim()
	}
	b.Refresh()
}

func (b *Board) slideTo(x float32) {
	x = max(0, min(x, b.width()-b.Size().Width))
	if x != b.x {
		b.x = x
		b.Refresh()
	}
}

// boardSlide is a drag of a bar.
type boardSlide struct {
	column int // NewColumn for the bar below
}

// slides reports whether a place is on a bar, and begins to drag it.
func (b *Board) slides(p fyne.Position) bool {
	if _, _, ok := b.over.thumb(); ok && p.Y >= b.Size().Height-boardBar {
		b.hand.slide = &boardSlide{NewColumn}
		return true
	}
	if h := b.hit(p); h.bar {
		b.hand.slide = &boardSlide{h.at.Column}
		return true
	}
	return false
}

// drag moves a bar by pixels.
func (s *boardSlide) drag(b *Board, dx, dy float32) {
	if s.column == NewColumn {
		_, wide, _ := b.over.thumb()
		if room := b.Size().Width - wide; room > 0 {
			b.slideTo(b.x + dx*(b.width()-b.Size().Width)/room)
		}
		return
	}
	v := b.view(s.column)
	if v == nil {
		return
	}
	c, room := b.cols[s.column], v.body.Size().Height
	_, high, ok := v.body.thumb(c, room)
	if !ok || room <= high {
		return
	}
	at := float32(c.top)
	if n := len(v.body.drawn); n > 0 {
		at += c.into / (v.body.drawn[0].high + 1)
		at += dy / (room - high) * float32(max(1, c.Cards-n+1))
	}
	at = max(0, min(at, float32(c.Cards-1)))
	c.top = int(at)
	c.into = (at - float32(c.top)) * b.high(s.column, c.top)
	b.Refresh()
}
