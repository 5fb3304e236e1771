package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// GrowingField is a text area as tall as its words: one paragraph of a longer text, edited in place. For up to some 200
// words: Fyne's wrapping costs too much beyond.
type GrowingField struct {
	Entry
	// OnGrow runs when the field needs another height; lay out what surrounds it.
	OnGrow func()

	rows int
}

// NewGrowingField makes a field for words that are width wide.
func NewGrowingField(placeholder, text string, width float32) *GrowingField {
	g := &GrowingField{}
	g.PlaceHolder, g.MultiLine, g.Wrapping = placeholder, true, fyne.TextWrapWord
	g.ExtendBaseWidget(g)
	g.SetText(text)
	g.Resize(fyne.NewSize(width, 10))
	g.Fit()
	return g
}

// Fit gives the field the height of its words.
func (g *GrowingField) Fit() {
	room := g.Size().Width - 2*Space2 - 2*Hairline
	n := len(wrap([]Run{{Text: g.Text, Style: Body}}, room, 0, func(t string, s Style) float32 { return Measure(t, s).Width }))
	if n == g.rows {
		return
	}
	g.rows = n
	g.SetMinRowsVisible(n)
	if g.OnGrow != nil {
		g.OnGrow()
	}
}

// PutCaretAt puts the caret where a click at a place in the field would.
func (g *GrowingField) PutCaretAt(at fyne.Position) {
	e := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary}
	g.MouseDown(e)
	g.MouseUp(e)
}

// Moves lets the field take an arrow key and reports whether the caret stayed on its line, so that it may go on elsewhere.
func (g *GrowingField) Moves(k *fyne.KeyEvent) (stayed bool) {
	row := g.CursorRow
	g.Entry.Entry.TypedKey(k)
	return g.CursorRow == row
}

// Focus puts the keyboard into the field.
func (g *GrowingField) Focus() {
	if c := CanvasOf(g); c != nil {
		c.Focus(g)
	}
}
