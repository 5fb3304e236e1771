package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"throughline/ui/say"
)

// BoardColumn is what a Board shows of a column.
type BoardColumn struct {
	Key       string  // names the column from one Reload to the next
	Name      string  // its heading
	Line      string  // below it: "14 findings · 8 of 12 people"
	Share     float64 // how far the bar below is filled, 0 to 1; negative for no bar
	Paint     Paint   // of the bar
	Badge     string  // a word in the heading, "" for none
	Tone      Tone    // of the badge
	Act       string  // a button beside the badge, "" for none
	Locked    bool    // shows a lock
	Fixed     bool    // cannot be renamed, moved or merged: where what is in no column stands
	Collapsed bool    // only the heading is shown, in a narrow column
	Faint     bool    // stands back
	Loading   bool    // its cards are on the way
	Cards     int     // how many there are
	Empty     string  // said where there are no cards
}

// BoardCard is what a Board shows of a card.
type BoardCard struct {
	Key   string // names the card on the whole board
	Text  string // what it says, up to eight lines
	Note  string // below it, up to two lines
	Who   string // at the foot
	Mark  string // a line above the foot that stands out: where the card comes from
	Dots  []Paint
	Sign  string // a sign before the dots, such as + or −
	Tone  Tone   // of the sign
	Star  bool
	Says  *ConsentSign // how the consent of those who are heard stands; nil where nobody is asked
	Faint bool         // does not answer what is looked for
	Ready bool         // false while the card is on the way
}

// BoardData is what a Board asks. Its methods run on the UI goroutine for what is in sight, and must be quick.
type BoardData interface {
	// Columns is how many columns there are, from left to right.
	Columns() int
	Column(i int) BoardColumn
	// CardKey is the key of a card, known before the card is there.
	CardKey(column, card int) string
	Card(column, card int) BoardCard
}

// BoardAt is a place of a board: a card, or with Card -1 the heading of a column. Column -1 is none.
type BoardAt struct{ Column, Card int }

// BoardSpot is where cards are let go.
type BoardSpot struct {
	Column int  // NewColumn for the room after the last
	Before int  // they come to stand before this card; as many as there are cards for the end
	Head   bool // they were let go on the heading: they come first
}

// NewColumn stands for the column that would be made.
const NewColumn = -1

// Board shows columns of cards, of which only those in sight are drawn. Click chooses, Ctrl+click adds, Shift+click extends, a
// double click or Enter opens; arrow keys go among cards and columns; cards and columns can be dragged, also with Ctrl and the arrow keys, or
// be cut and pasted. The wheel scrolls the column under the pointer, with Shift the board, with Ctrl it zooms. It holds no cards: it asks
// BoardData for what is in sight. Hundreds of columns and millions of cards are well.
type Board struct {
	widget.BaseWidget
	// OnSelect runs when other cards are chosen or the keyboard goes elsewhere.
	OnSelect func()
	// OnOpen runs on a double click or Enter on a card.
	OnOpen func(at BoardAt)
	// OnRename runs on F2, or a double click on a heading.
	OnRename func(column int)
	// OnMenu runs on a right click or on a heading's button, with the place on the canvas.
	OnMenu func(at BoardAt, pos fyne.Position)
	// OnAct runs when the button of a heading is pressed.
	OnAct func(column int)
	// OnToggle runs when a column is to be collapsed or opened.
	OnToggle func(column int)
	// CanDrop says in words what letting cards go would do, and whether it can be done. nil lets no card be moved.
	CanDrop func(cards []string, to BoardSpot) (words string, ok bool)
	// OnMove runs when cards were let go, pasted or moved by key, in the order of the board.
	OnMove func(cards []string, to BoardSpot)
	// OnMoveColumn runs when a column was moved before another; as many as there are columns for the end. nil lets no column be moved.
	OnMoveColumn func(column, before int)
	// OnMerge runs when a column was let go on the heading of another with Shift.
	OnMerge func(column, into int)
	// OnNew runs when the button after the last column is pressed; nil for no such button.
	OnNew func()
	// OnZoom runs when another zoom was chosen.
	OnZoom func(zoom float32)
	// OnDrawn runs after the board was drawn: what was asked for then is in sight.
	OnDrawn func()
	// OnKey sees keys the board does not use itself, OnRune typed letters. Both return whether they used it.
	OnKey  func(*fyne.KeyEvent) bool
	OnRune func(rune) bool

	// ColumnWide is how wide columns are at zoom 1, in pixels; 0 for as they come. Set it before the board is shown.
	ColumnWide float32

	data  BoardData
	cols  []*boardCol
	xs    []float32 // left edge of each column, one more for the end
	x     float32   // how far it is scrolled sideways
	zoom  float32
	shape map[string]*cardShape
	views []*boardView // those in sight, reused
	over  *boardOver   // what lies above the columns

	overAbove boardPainter // what is on the way
	aboveOut  []fyne.CanvasObject

	start int // first column in sight

	picked  map[string]bool
	cut     map[string]bool
	cursor  BoardAt
	anchor  BoardAt
	hover   BoardAt
	icon    boardIcon // under the pointer, in the heading hovered over
	focused bool
	mods    func() fyne.KeyModifier
	hand    boardHand
	reveal  bool // the cursor is to be brought into sight once there is room
	editing *boardEdit
}

// boardCol is what a board remembers of a column.
type boardCol struct {
	BoardColumn
	top  int     // first card in sight
	into float32 // how much of it is above the view
}

// NewBoard makes a board over data.
func NewBoard(data BoardData) *Board {
	b := &Board{data: data, zoom: 1, shape: map[string]*cardShape{}, picked: map[string]bool{}, cursor: BoardAt{-1, -1},
		anchor: BoardAt{-1, -1}, hover: BoardAt{-1, -1}, mods: modifiers}
	b.over = &boardOver{b: b}
	b.over.ExtendBaseWidget(b.over)
	b.ExtendBaseWidget(b)
	return b
}

// Reload asks for the columns anew. Columns that stay keep their place, chosen cards that stay remain chosen, and what is on the way with the pointer
// is aimed anew, unless it is a column that is gone.
func (b *Board) Reload() {
	old := make(map[string]*boardCol, len(b.cols))
	for _, c := range b.cols {
		old[c.Key] = c
	}
	under, taken := b.keyOf(b.cursor.Column), ""
	if g := b.hand.drag; g != nil {
		taken = b.keyOf(g.column)
	}
	b.cols = b.cols[:0:0]
	for i := range b.data.Columns() {
		c := &boardCol{BoardColumn: b.data.Column(i)}
		if was := old[c.Key]; was != nil {
			c.top, c.into = was.top, was.into
		}
		if c.top >= c.Cards {
			c.top, c.into = max(0, c.Cards-1), 0
		}
		b.cols = append(b.cols, c)
	}
	b.keepCursor(under)
	b.keepDrag(taken)
	b.spread()
	b.Refresh()
	if b.hand.dragging() {
		b.aim()
	}
}

// keyOf is the key of a column, "" for none.
func (b *Board) keyOf(column int) string {
	if column < 0 || column >= len(b.cols) {
		return ""
	}
	return b.cols[column].Key
}

// keepCursor leaves the keyboard where it was, as far as that is there.
func (b *Board) keepCursor(under string) {
	for i, c := range b.cols {
		if c.Key == under {
			b.cursor.Column = i
		}
	}
	b.cursor = b.bounded(b.cursor)
	b.anchor, b.hover = b.cursor, BoardAt{-1, -1}
}

// bounded is the place nearest to one that may be gone.
func (b *Board) bounded(at BoardAt) BoardAt {
	if len(b.cols) == 0 || at.Column < 0 {
		return BoardAt{-1, -1}
	}
	at.Column = min(at.Column, len(b.cols)-1)
	c := b.cols[at.Column]
	if c.Collapsed {
		return BoardAt{at.Column, -1}
	}
	at.Card = min(at.Card, c.Cards-1)
	return at
}

// KeepThere forgets chosen and cut cards that are in no column any more.
func (b *Board) KeepThere() {
	for _, set := range []map[string]bool{b.picked, b.cut} {
		if len(set) == 0 {
			continue
		}
		there := b.ordered(set)
		if len(there) == len(set) {
			continue
		}
		clear(set)
		for _, k := range there {
			set[k] = true
		}
	}
}

// Selected returns the keys of the chosen cards in the order of the board, or of the one the keyboard stands on.
func (b *Board) Selected() []string {
	if len(b.picked) == 0 {
		if b.cursor.Card >= 0 && b.cursor.Column < len(b.cols) {
			return []string{b.data.CardKey(b.cursor.Column, b.cursor.Card)}
		}
		return nil
	}
	return b.ordered(b.picked)
}

// Picked is how many cards are chosen.
func (b *Board) Picked() int { return len(b.picked) }

// ordered lists keys in the order of the board.
func (b *Board) ordered(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for c := range b.cols {
		for i := 0; i < b.cols[c].Cards && len(out) < len(set); i++ {
			if k := b.data.CardKey(c, i); set[k] {
				out = append(out, k)
			}
		}
	}
	return out
}

// Pick chooses exactly some cards without calling OnSelect.
func (b *Board) Pick(keys ...string) {
	b.picked = make(map[string]bool, len(keys))
	for _, k := range keys {
		b.picked[k] = true
	}
	b.Refresh()
}

// InSight lists the columns that are drawn, from left to right.
func (b *Board) InSight() []int {
	out := make([]int, len(b.views))
	for i, v := range b.views {
		out[i] = v.col
	}
	return out
}

// Cursor is where the keyboard stands.
func (b *Board) Cursor() BoardAt { return b.cursor }

// Go takes the keyboard to a place and brings it into sight.
func (b *Board) Go(at BoardAt) {
	b.cursor = b.bounded(at)
	b.anchor = b.cursor
	b.show(b.cursor)
	b.Refresh()
}

// Zoom is how large the board is drawn, 0.5 to 1.5.
func (b *Board) Zoom() float32 { return b.zoom }

// The least and greatest zoom, and a step.
const leastZoom, mostZoom, zoomStep float32 = 0.5, 1.5, 0.1

// SetZoom draws the board larger or smaller without calling OnZoom.
func (b *Board) SetZoom(z float32) {
	z = max(leastZoom, min(mostZoom, float32(int(z*10+0.5))/10))
	if z == b.zoom {
		return
	}
	b.x *= z / b.zoom
	for _, c := range b.cols {
		c.into *= z / b.zoom
	}
	b.zoom = z
	clear(b.shape)
	b.spread()
	b.Refresh()
}

func (b *Board) zoomBy(step float32) {
	was := b.zoom
	b.SetZoom(b.zoom + step)
	if b.zoom != was && b.OnZoom != nil {
		b.OnZoom(b.zoom)
	}
}

// Focus gives the board the keyboard.
func (b *Board) Focus() {
	if c := CanvasOf(b); c != nil {
		c.Focus(b)
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (b *Board) AccessibilityLabel() string {
	at := b.cursor
	if at.Column < 0 || at.Column >= len(b.cols) {
		return say.T("Board")
	}
	return b.nameAt(at)
}

// AccessibilityRole implements fyne.Accessible.
func (b *Board) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// clipPainter is a painter that shows nothing outside its widget.
type clipPainter struct{ painter }

// IsClip tells the driver so.
func (*clipPainter) IsClip() {}

// CreateRenderer implements fyne.Widget.
func (b *Board) CreateRenderer() fyne.WidgetRenderer {
	r := &clipPainter{}
	r.min = func() fyne.Size { return fyne.NewSize(240, 160) }
	r.layout = func(s fyne.Size) {
		b.layout(s)
		r.objects = r.objects[:0]
		for _, v := range b.views {
			r.objects = append(r.objects, v)
		}
		r.objects = append(r.objects, b.over)
		if e := b.editing; e != nil {
			b.placeEdit(s)
			r.objects = append(r.objects, e.field)
		}
	}
	r.attach(b)
	return r
}
