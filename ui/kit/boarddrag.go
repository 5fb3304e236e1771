package kit

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"throughline/ui/say"
)

// boardDrag is cards, or a column, on the way with the pointer.
type boardDrag struct {
	cards   []string // in the order of the board; nil for a column
	set     map[string]bool
	first   BoardCard // shown under the pointer
	column  int       // on the way
	at      fyne.Position
	spot    BoardSpot // where cards would go
	into    int       // before which column, or with merge into which
	merge   bool
	words   string
	ok      bool
	stopped bool // by Escape: letting go does nothing
	stop    func()
}

// boardTick is the time between two steps of a drag that rests at an edge.
const boardTick = 16 * time.Millisecond

// Dragged implements fyne.Draggable.
func (b *Board) Dragged(e *fyne.DragEvent) {
	if s := b.hand.slide; s != nil {
		s.drag(b, e.Dragged.DX, e.Dragged.DY)
		return
	}
	if b.hand.drag == nil {
		from := e.Position.SubtractXY(e.Dragged.DX, e.Dragged.DY)
		if b.slides(from) {
			return
		}
		if !b.lift(from) {
			return
		}
	}
	g := b.hand.drag
	if g.stopped {
		return
	}
	g.at = e.Position
	b.aim()
	b.pullOn()
}

// lift takes up what lies where the button went down: the chosen cards, or a column.
func (b *Board) lift(from fyne.Position) bool {
	h := b.hit(from)
	switch {
	case h.at.Card >= 0 && b.CanDrop != nil:
		key := b.data.CardKey(h.at.Column, h.at.Card)
		cards := []string{key}
		if b.picked[key] && len(b.picked) > 1 {
			cards = b.ordered(b.picked)
		}
		g := &boardDrag{cards: cards, first: b.data.Card(h.at.Column, h.at.Card), set: make(map[string]bool, len(cards))}
		for _, k := range cards {
			g.set[k] = true
		}
		b.hand.drag = g
	case h.head && h.icon == noIcon && b.OnMoveColumn != nil && !b.cols[h.at.Column].Fixed:
		b.hand.drag = &boardDrag{column: h.at.Column}
	default:
		return false
	}
	b.hand.later, b.hand.lastClick = "", time.Time{}
	return true
}

// aim works out where what is on the way would go.
func (b *Board) aim() {
	g := b.hand.drag
	if g.cards == nil {
		b.aimColumn(g)
	} else {
		b.aimCards(g)
	}
	b.Refresh()
}

func (b *Board) aimCards(g *boardDrag) {
	col := b.columnAt(g.at.X)
	g.ok, g.words = false, ""
	if col < 0 {
		return
	}
	if col >= len(b.cols) {
		g.spot = BoardSpot{Column: NewColumn}
		g.words, g.ok = b.CanDrop(g.cards, g.spot)
		return
	}
	v := b.view(col)
	if v == nil {
		return
	}
	g.spot = BoardSpot{Column: col, Before: b.cols[col].Cards}
	switch y := g.at.Y - v.head; {
	case y < 0 || b.cols[col].Collapsed:
		g.spot.Head, g.spot.Before = true, 0
	default:
		for _, d := range v.body.drawn {
			if y < d.y+d.high/2 {
				g.spot.Before = d.card
				break
			}
			g.spot.Before = d.card + 1
		}
	}
	g.words, g.ok = b.CanDrop(g.cards, g.spot)
}

func (b *Board) aimColumn(g *boardDrag) {
	g.ok, g.merge, g.words = false, false, ""
	x := g.at.X + b.x
	g.into = len(b.cols)
	for i, c := range b.cols {
		if x < b.xs[i]+b.wide(c)/2 {
			g.into = i
			break
		}
	}
	if over := b.columnAt(g.at.X); b.OnMerge != nil && b.mods()&fyne.KeyModifierShift != 0 && over >= 0 && over < len(b.cols) && over != g.column {
		if b.cols[over].Fixed {
			return
		}
		g.into, g.merge, g.ok = over, true, true
		g.words = say.T("Merge into “%s”", b.cols[over].Name)
		return
	}
	first, last := b.movable()
	g.into = max(first, min(g.into, last+1))
	g.ok = g.into != g.column && g.into != g.column+1
	if over := b.columnAt(g.at.X); b.OnMerge != nil && over >= 0 && over < len(b.cols) && over != g.column && !b.cols[over].Fixed {
		g.words = say.T("Hold Shift to merge into “%s”", b.cols[over].Name)
	}
}

// movable is the first and the last column that is not fixed.
func (b *Board) movable() (first, last int) {
	last = len(b.cols) - 1
	for first < len(b.cols) && b.cols[first].Fixed {
		first++
	}
	for last >= 0 && b.cols[last].Fixed {
		last--
	}
	return first, last
}

// pull is how far one step scrolls while the pointer rests at an edge: faster the nearer it is or beyond.
func (b *Board) pull() (dx, dy float32) {
	g, s := b.hand.drag, b.Size()
	dx = pullAt(g.at.X, 0, s.Width)
	if g.cards == nil {
		return dx, 0
	}
	if v := b.view(b.columnAt(g.at.X)); v != nil && g.at.Y > v.head-8 && !b.cols[v.col].Collapsed {
		dy = pullAt(g.at.Y, v.head-8, s.Height-boardBar)
	}
	return dx, dy
}

// pullAt is the pull at a place between two edges.
func pullAt(at, from, to float32) float32 {
	switch {
	case at < from+dragEdge:
		return max(-24, (at-from-dragEdge)/2)
	case at > to-dragEdge:
		return min(24, (at-to+dragEdge)/2)
	}
	return 0
}

// pullOn scrolls while the pointer rests at an edge; no events come then.
func (b *Board) pullOn() {
	g, stage := b.hand.drag, StageOf(b)
	if dx, dy := b.pull(); g.stop != nil || stage == nil || stage.After == nil || dx == 0 && dy == 0 {
		return
	}
	g.stop = stage.After(boardTick, func() {
		g.stop = nil
		if b.hand.drag != g || g.stopped {
			return
		}
		b.pullStep()
		b.pullOn()
	})
}

// pullStep is one step of scrolling at an edge.
func (b *Board) pullStep() {
	dx, dy := b.pull()
	b.x = max(0, min(b.x+dx, b.width()-b.Size().Width))
	if col := b.columnAt(b.hand.drag.at.X); dy != 0 && col >= 0 && col < len(b.cols) {
		b.scrollColumn(col, dy)
	}
	b.layout(b.Size()) // what lies under the pointer now
	b.aim()
}

// DragEnd implements fyne.Draggable: what is on the way is let go.
func (b *Board) DragEnd() {
	if b.hand.slide != nil {
		b.hand.slide = nil
		return
	}
	g := b.hand.drag
	if g == nil {
		return
	}
	b.hand.drag = nil
	if g.stop != nil {
		g.stop()
	}
	b.Refresh()
	switch {
	case !g.ok || g.stopped:
	case g.cards != nil:
		b.move(g.cards, g.spot)
	case g.merge:
		b.OnMerge(g.column, g.into)
	default:
		b.OnMoveColumn(g.column, g.into)
	}
}

func (b *Board) move(cards []string, to BoardSpot) {
	if b.OnMove != nil && len(cards) > 0 {
		b.OnMove(slices.Clone(cards), to)
	}
}

// cancelDrag is Escape while something is on the way: it stays where it is, whatever the button does.
func (b *Board) cancelDrag() {
	b.hand.drag.cancel()
	b.Refresh()
}

func (g *boardDrag) cancel() {
	g.stopped, g.ok, g.words = true, false, ""
	if g.stop != nil {
		g.stop()
	}
}

// keepDrag finds the column that is on the way among others than it was taken from, or ends its way. Where anything would go is not known until it is
// aimed anew.
func (b *Board) keepDrag(taken string) {
	g := b.hand.drag
	if g == nil {
		return
	}
	g.ok = false
	if g.cards != nil {
		return
	}
	if g.column = slices.IndexFunc(b.cols, func(c *boardCol) bool { return c.Key == taken }); g.column < 0 {
		g.cancel()
	}
}
