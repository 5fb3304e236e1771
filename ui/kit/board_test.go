package kit

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// deck is a board in memory.
type deck struct {
	cols  []BoardColumn
	cards [][]string
	text  map[string]string
	asked int // cards asked for
}

func (d *deck) Columns() int                    { return len(d.cols) }
func (d *deck) CardKey(column, card int) string { return d.cards[column][card] }
func (d *deck) Column(i int) BoardColumn {
	c := d.cols[i]
	c.Cards = len(d.cards[i])
	return c
}
func (d *deck) Card(column, card int) BoardCard {
	d.asked++
	k := d.cards[column][card]
	return BoardCard{Key: k, Text: d.text[k], Who: "P07 · Admin", Dots: []Paint{TagPaint(1)}, Ready: true}
}

// newDeck has columns of some cards each, of different heights.
func newDeck(counts ...int) *deck {
	d := &deck{text: map[string]string{}}
	for c, n := range counts {
		d.cols = append(d.cols, BoardColumn{Key: fmt.Sprint("c", c), Name: fmt.Sprint("Theme ", c), Line: "some findings", Share: 0.5})
		var keys []string
		for i := range n {
			k := fmt.Sprintf("%d.%d", c, i)
			keys = append(keys, k)
			d.text[k] = fmt.Sprintf("Card %s %s.", k, strings.Repeat("says what people said ", (c*7+i*5)%9))
		}
		d.cards = append(d.cards, keys)
	}
	return d
}

// boardOf shows a deck in a window.
func boardOf(t testing.TB, d *deck, size fyne.Size) *Board {
	t.Helper()
	test.NewTempApp(t)
	b := NewBoard(d)
	b.mods = func() fyne.KeyModifier { return 0 }
	b.CanDrop = func(cards []string, to BoardSpot) (string, bool) {
		return fmt.Sprintf("%d to %d before %d", len(cards), to.Column, to.Before), true
	}
	b.Reload()
	w := test.NewTempWindow(t, NewStage(b))
	w.SetPadded(false)
	w.Resize(size)
	return b
}

var boardWindow = fyne.NewSize(1096, 640)

func (b *Board) shownTexts() []string {
	var out []string
	for _, o := range test.LaidOutObjects(b) {
		if t, ok := o.(*canvas.Text); ok {
			out = append(out, t.Text)
		}
	}
	return out
}

// spotOf is the middle of a card in sight.
func (b *Board) spotOf(t testing.TB, at BoardAt) fyne.Position {
	t.Helper()
	v := b.view(at.Column)
	if v == nil {
		t.Fatalf("column %d is out of sight", at.Column)
	}
	x := b.xs[at.Column] - b.x + 60
	if at.Card < 0 {
		return fyne.NewPos(x, boardTop+8)
	}
	for _, d := range v.body.drawn {
		if d.card == at.Card {
			return fyne.NewPos(x, v.head+d.y+d.high/2)
		}
	}
	t.Fatalf("card %v is out of sight", at)
	return fyne.Position{}
}

func (b *Board) press(p fyne.Position, m fyne.KeyModifier) {
	b.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}, Button: desktop.MouseButtonPrimary, Modifier: m})
}

func (b *Board) click(p fyne.Position, m fyne.KeyModifier) {
	b.press(p, m)
	b.MouseUp(nil)
	b.hand.lastClick = time.Time{}
}

func (b *Board) dragFrom(from, to fyne.Position) {
	b.press(from, 0)
	b.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: from.AddXY(3, 3)}, Dragged: fyne.NewDelta(3, 3)})
	b.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}, Dragged: fyne.Delta{}})
}

func TestBoard_DrawsOnlyWhatIsInSight(t *testing.T) {
	counts := make([]int, 200)
	for i := range counts {
		counts[i] = 100
	}
	counts[1] = 20_000
	d := newDeck(counts...)
	b := boardOf(t, d, boardWindow)
	if len(b.views) > 6 || len(b.shape) > 60 {
		t.Errorf("%d columns and %d cards are drawn", len(b.views), len(b.shape))
	}
	d.asked = 0
	b.Go(BoardAt{1, 0})
	b.key(fyne.KeyEnd, false)
	if d.asked > 400 {
		t.Errorf("going to the last of 20,000 cards asked for %d", d.asked)
	}
	if b.cursor != (BoardAt{1, 19_999}) || !slices.ContainsFunc(b.shownTexts(), func(s string) bool { return strings.HasPrefix(s, "Card 1.19999") }) {
		t.Errorf("End is at %v, shown %v", b.cursor, b.shownTexts())
	}
	b.slideTo(1e9)
	if b.view(199) == nil {
		t.Error("the last column cannot be scrolled to")
	}
}

func TestBoard_ScrollsEachColumnApartAndWithoutAJump(t *testing.T) {
	b := boardOf(t, newDeck(50, 50), boardWindow)
	at := b.spotOf(t, BoardAt{0, 2})
	before := b.view(0).body.drawn[2].y
	b.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: at}, Scrolled: fyne.NewDelta(0, -20)})
	for _, c := range b.view(0).body.drawn {
		if c.card == 2 && c.y != before-40 {
			t.Errorf("the card moved from %v to %v, want 40 up", before, c.y)
		}
	}
	if b.cols[1].into != 0 || b.cols[1].top != 0 {
		t.Error("the other column scrolled too")
	}
	for range 400 {
		b.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: at}, Scrolled: fyne.NewDelta(0, -20)})
	}
	body := b.view(0).body
	if last := body.drawn[len(body.drawn)-1]; last.card != 49 || last.y+last.high > body.Size().Height+1 || last.y+last.high < body.Size().Height-20 {
		t.Errorf("at the end the last card stands at %v of %v", last, body.Size().Height)
	}
	for range 400 {
		b.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: at}, Scrolled: fyne.NewDelta(0, 20)})
	}
	if b.cols[0].top != 0 || b.cols[0].into != 0 {
		t.Errorf("back at the top it stands at %d, %v", b.cols[0].top, b.cols[0].into)
	}
}

func TestBoard_ShiftScrollsSidewaysAndCtrlZooms(t *testing.T) {
	b := boardOf(t, newDeck(9, 9, 9, 9, 9, 9, 9, 9), boardWindow)
	wheel := func(m fyne.KeyModifier, dy float32) {
		b.mods = func() fyne.KeyModifier { return m }
		b.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(100, 200)}, Scrolled: fyne.NewDelta(0, dy)})
	}
	wheel(fyne.KeyModifierShift, -25)
	if b.x != 50 || b.cols[0].into != 0 {
		t.Errorf("Shift and wheel scrolled to %v, the column by %v", b.x, b.cols[0].into)
	}
	zoomed := float32(0)
	b.OnZoom = func(z float32) { zoomed = z }
	for range 20 {
		wheel(fyne.KeyModifierControl, -25)
	}
	if b.Zoom() != leastZoom || zoomed != leastZoom {
		t.Errorf("zoomed out to %v, told %v", b.Zoom(), zoomed)
	}
	for range 20 {
		b.TypedRune('+')
	}
	if b.Zoom() != mostZoom {
		t.Errorf("zoomed in to %v", b.Zoom())
	}
	if b.TypedRune('0'); b.Zoom() != 1 {
		t.Errorf("0 gives %v", b.Zoom())
	}
}

func TestBoard_ChoosesWithMouseAndKeys(t *testing.T) {
	b := boardOf(t, newDeck(9, 9), boardWindow)
	b.click(b.spotOf(t, BoardAt{0, 1}), 0)
	b.click(b.spotOf(t, BoardAt{0, 3}), fyne.KeyModifierShift)
	b.click(b.spotOf(t, BoardAt{1, 0}), fyne.KeyModifierControl)
	if got := b.Selected(); !slices.Equal(got, []string{"0.1", "0.2", "0.3", "1.0"}) {
		t.Errorf("chosen %v", got)
	}
	b.Go(BoardAt{0, 0})
	b.escape()
	for _, c := range []struct {
		name   string
		key    fyne.KeyName
		extend bool
		at     BoardAt
		chosen []string
	}{
		{"down", fyne.KeyDown, false, BoardAt{0, 1}, []string{"0.1"}},
		{"shift down", fyne.KeyDown, true, BoardAt{0, 2}, []string{"0.1", "0.2"}},
		{"right", fyne.KeyRight, false, BoardAt{1, 2}, []string{"0.1", "0.2"}},
		{"space", fyne.KeySpace, false, BoardAt{1, 2}, []string{"0.1", "0.2", "1.2"}},
		{"home", fyne.KeyHome, false, BoardAt{1, 0}, []string{"0.1", "0.2", "1.2"}},
		{"up to the heading", fyne.KeyUp, false, BoardAt{1, -1}, []string{"0.1", "0.2", "1.2"}},
		{"left on headings", fyne.KeyLeft, false, BoardAt{0, -1}, []string{"0.1", "0.2", "1.2"}},
		{"up stays", fyne.KeyUp, false, BoardAt{0, -1}, []string{"0.1", "0.2", "1.2"}},
		{"end", fyne.KeyEnd, false, BoardAt{0, 8}, []string{"0.1", "0.2", "1.2"}},
	} {
		b.key(c.key, c.extend)
		if c.name == "right" { // its height depends on the cards
			if b.cursor.Column != 1 {
				t.Errorf("right: at %v", b.cursor)
			}
			b.Go(BoardAt{1, 2})
			continue
		}
		if got := b.Selected(); b.cursor != c.at || !slices.Equal(got, c.chosen) {
			t.Errorf("%s: at %v with %v, want %v with %v", c.name, b.cursor, got, c.at, c.chosen)
		}
	}
	b.TypedShortcut(&fyne.ShortcutSelectAll{})
	if b.Picked() != 9 {
		t.Errorf("Ctrl+A chose %d", b.Picked())
	}
}

func TestBoard_DragsOneAndMany(t *testing.T) {
	b := boardOf(t, newDeck(9, 9), boardWindow)
	type move struct {
		cards string
		to    BoardSpot
	}
	var moves []move
	b.OnMove = func(cards []string, to BoardSpot) { moves = append(moves, move{strings.Join(cards, " "), to}) }
	b.OnNew = func() {}
	b.Reload()
	between := func(at BoardAt) fyne.Position { return b.spotOf(t, at).AddXY(0, 10) }
	b.dragFrom(b.spotOf(t, BoardAt{0, 1}), between(BoardAt{1, 2}))
	if !slices.Contains(b.shownTexts(), "1 to 1 before 3") {
		t.Errorf("while dragging is shown %v", b.shownTexts())
	}
	b.DragEnd()
	b.click(b.spotOf(t, BoardAt{0, 1}), 0)
	b.click(b.spotOf(t, BoardAt{0, 4}), fyne.KeyModifierControl)
	b.dragFrom(b.spotOf(t, BoardAt{0, 4}), b.spotOf(t, BoardAt{1, -1}))
	if !slices.Contains(b.shownTexts(), "2 cards") {
		t.Errorf("the count is not shown: %v", b.shownTexts())
	}
	b.DragEnd()
	b.dragFrom(b.spotOf(t, BoardAt{0, 4}), fyne.NewPos(b.xs[2]+40, 300))
	b.DragEnd()
	b.dragFrom(b.spotOf(t, BoardAt{0, 4}), b.spotOf(t, BoardAt{1, 0}))
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	b.DragEnd()
	b.MouseUp(nil)
	want := []move{{"0.1", BoardSpot{1, 3, false}}, {"0.1 0.4", BoardSpot{1, 0, true}}, {"0.1 0.4", BoardSpot{NewColumn, 0, false}}}
	if !slices.Equal(moves, want) {
		t.Errorf("moves %v, want %v", moves, want)
	}
	b.press(b.spotOf(t, BoardAt{0, 4}), 0)
	b.MouseUp(nil)
	if got := b.Selected(); !slices.Equal(got, []string{"0.4"}) {
		t.Errorf("a press without a drag leaves %v chosen", got)
	}
}

func TestBoard_DragsColumnsAndMerges(t *testing.T) {
	d := newDeck(3, 3, 3, 3)
	d.cols[3].Fixed = true
	b := boardOf(t, d, boardWindow)
	var did []string
	b.OnMoveColumn = func(c, before int) { did = append(did, fmt.Sprint("move ", c, before)) }
	b.OnMerge = func(c, into int) { did = append(did, fmt.Sprint("merge ", c, into)) }
	head := func(c int) fyne.Position { return b.spotOf(t, BoardAt{c, -1}) }
	b.dragFrom(head(0), head(2).AddXY(120, 0))
	b.DragEnd()
	b.dragFrom(head(0), head(3).AddXY(150, 0)) // not behind what is fixed
	b.DragEnd()
	b.dragFrom(head(3), head(0)) // what is fixed stays
	b.DragEnd()
	b.mods = func() fyne.KeyModifier { return fyne.KeyModifierShift }
	b.dragFrom(head(0), head(2))
	b.DragEnd()
	b.dragFrom(head(0), head(3))
	b.DragEnd()
	if want := []string{"move 0 3", "move 0 3", "merge 0 2"}; !slices.Equal(did, want) {
		t.Errorf("did %v, want %v", did, want)
	}
}

func TestBoard_ADragGoesByTheColumnsAsTheyAre(t *testing.T) {
	for _, c := range []struct {
		name string
		take int // column whose heading is taken, of four
		gone int // column that goes meanwhile
		want string
	}{{"the column on the way goes", 3, 3, ""}, {"one before it goes", 3, 0, "move 2 0"}, {"the last goes", 1, 3, "move 1 0"}} {
		t.Run(c.name, func(t *testing.T) {
			d := newDeck(3, 3, 3, 3)
			b := boardOf(t, d, boardWindow)
			did := ""
			b.OnMoveColumn = func(c, before int) { did = fmt.Sprint("move ", c, before) }
			last := b.spotOf(t, BoardAt{3, -1}).AddXY(150, 0)
			b.dragFrom(b.spotOf(t, BoardAt{c.take, -1}), last)
			d.cols, d.cards = slices.Delete(d.cols, c.gone, c.gone+1), slices.Delete(d.cards, c.gone, c.gone+1)
			b.Reload()
			b.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: b.spotOf(t, BoardAt{0, -1}).AddXY(-50, 0)}})
			b.DragEnd()
			if did != c.want {
				t.Errorf("did %q, want %q", did, c.want)
			}
		})
	}
}

func TestBoard_CardsGoNowhereWhereTheirColumnIsGone(t *testing.T) {
	d := newDeck(3, 3)
	b := boardOf(t, d, boardWindow)
	var to []int
	b.OnMove = func(_ []string, spot BoardSpot) { to = append(to, spot.Column) }
	drag := func() { b.dragFrom(b.spotOf(t, BoardAt{0, 0}), b.spotOf(t, BoardAt{len(b.cols) - 1, 1})) }
	drag()
	d.cols, d.cards = d.cols[:1], d.cards[:1]
	b.Reload()
	b.DragEnd()
	drag()
	CanvasOf(b).Unfocus() // another page comes
	b.DragEnd()
	if len(to) > 0 && slices.Max(to) > 0 {
		t.Errorf("cards went to the columns %v, of one", to)
	}
	if len(to) > 1 {
		t.Error("cards were moved after the board had lost the keyboard")
	}
}

func TestBoard_MovesByKeyboard(t *testing.T) {
	b := boardOf(t, newDeck(4, 4), boardWindow)
	var did []string
	b.OnMove = func(cards []string, to BoardSpot) { did = append(did, fmt.Sprint(cards, to)) }
	b.OnMoveColumn = func(c, before int) { did = append(did, fmt.Sprint("column ", c, before)) }
	ctrl := func(k fyne.KeyName) {
		b.TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierControl})
	}
	b.Go(BoardAt{0, 1})
	ctrl(fyne.KeyDown)
	ctrl(fyne.KeyUp)
	ctrl(fyne.KeyRight)
	ctrl(fyne.KeyLeft) // there is no column
	b.TypedShortcut(&fyne.ShortcutCut{})
	b.Go(BoardAt{1, 2})
	b.TypedShortcut(&fyne.ShortcutPaste{})
	b.TypedShortcut(&fyne.ShortcutPaste{}) // once
	b.Go(BoardAt{0, -1})
	ctrl(fyne.KeyRight)
	want := []string{"[0.1] {0 3 false}", "[0.1] {0 0 false}", "[0.1] {1 0 true}", "[0.1] {1 3 false}", "column 0 2"}
	if !slices.Equal(did, want) {
		t.Errorf("did %q, want %q", did, want)
	}
}

func TestBoard_ScrollsWhileADragRestsAtAnEdge(t *testing.T) {
	b := boardOf(t, newDeck(60, 60, 9, 9, 9, 9, 9), boardWindow)
	b.dragFrom(b.spotOf(t, BoardAt{0, 0}), fyne.NewPos(b.xs[1]+50, 620))
	for range 30 {
		b.pullStep()
	}
	if b.cols[1].top == 0 {
		t.Error("the column does not scroll")
	}
	to := b.hand.drag.spot
	b.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(1090, 300)}})
	for range 40 {
		b.pullStep()
	}
	if b.x == 0 || b.hand.drag.spot.Column <= to.Column {
		t.Errorf("the board stands at %v, aimed at %v", b.x, b.hand.drag.spot)
	}
	b.cancelDrag()
	b.DragEnd()
}

func TestBoard_KeepsItsPlaceWhenItIsReloaded(t *testing.T) {
	d := newDeck(30, 30, 30)
	b := boardOf(t, d, boardWindow)
	b.Go(BoardAt{1, 20})
	top, into := b.cols[1].top, b.cols[1].into
	d.cols, d.cards = slices.Delete(d.cols, 0, 1), slices.Delete(d.cards, 0, 1)
	b.Reload()
	if b.cursor != (BoardAt{0, 20}) || b.cols[0].top != top || b.cols[0].into != into {
		t.Errorf("stands at %v, scrolled to %d %v; want the card of before", b.cursor, b.cols[0].top, b.cols[0].into)
	}
	b.Pick("0.3", "2.4") // the first has gone
	b.KeepThere()
	if got := b.Selected(); !slices.Equal(got, []string{"2.4"}) {
		t.Errorf("chosen %v", got)
	}
}

func TestBoard_WritesHeadingsInPlace(t *testing.T) {
	b := boardOf(t, newDeck(3, 3), boardWindow)
	for _, c := range []struct {
		name   string
		column int
		end    func(*Entry)
		keep   bool
	}{
		{"Enter", 1, func(e *Entry) { e.OnSubmitted(e.Text) }, true},
		{"Escape", 1, func(e *Entry) { e.OnKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) }, false},
		{"leaving", 1, func(e *Entry) { e.OnFocus(false) }, true},
		{"leaving a new one", NewColumn, func(e *Entry) { e.OnFocus(false) }, false},
	} {
		times, kept, got := 0, false, ""
		b.Edit(c.column, "Old", func(text string, keep bool) { times, got, kept = times+1, text, keep })
		b.editing.field.SetText("New")
		c.end(b.editing.field)
		if times != 1 || kept != c.keep || got != "New" || b.Editing() {
			t.Errorf("%s: done ran %d times with %q, %v", c.name, times, got, kept)
		}
	}
}

func TestAdvances_BreakLinesThatFit(t *testing.T) {
	test.NewTempApp(t)
	a := advancesIn(Control)
	for _, c := range []struct{ name, text string }{
		{"words", strings.Repeat("Nobody told us until the invoice came. ", 9)},
		{"one long word", strings.Repeat("quit", 60)},
		{"line feeds", "one\ntwo\n\nthree " + strings.Repeat("four ", 40)},
		{"another script", strings.Repeat("这个功能很好用", 20)},
		{"spaces", "  a   b  "},
		{"nothing", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines := a.lines(c.text, 204, 0)
			for _, l := range lines {
				if w := Measure(l, Control).Width; w > 204 {
					t.Errorf("%q is %v wide", l, w)
				}
			}
			squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
			if squeeze(strings.Join(lines, "")) != squeeze(c.text) {
				t.Errorf("%q became %q", c.text, lines)
			}
			short := a.lines(c.text, 204, 3)
			if len(short) > 3 || len(lines) > 3 && !strings.HasSuffix(short[2], "…") {
				t.Errorf("cut to %q", short)
			}
		})
	}
}
