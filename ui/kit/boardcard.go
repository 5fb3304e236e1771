package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"throughline/assets/icons"
)

// Lines of a card that are shown at most.
const boardTextLines, boardNoteLines, boardWhoLines = 8, 2, 3

// cardShape is how a card was broken into lines, kept while it says the same.
type cardShape struct {
	text, note, mark, who string
	dots                  int
	ready, says           bool
	lines, notes, whos    []string
	markLine              string
	high                  float32
}

// maxShapes bounds the cards remembered, some 500 bytes each.
const maxShapes = 20_000

// boardStyles are the styles of a board at its zoom.
func (b *Board) style(s Style) Style {
	s.Size = max(6, float32(int(s.Px()*b.zoom*2+0.5))/2)
	return s
}

func (b *Board) lineHigh(s Style) float32 { return float32(int(s.Px()*1.46 + 0.5)) }

// shapeOf breaks a card into lines, unless it was done before.
func (b *Board) shapeOf(c BoardCard) *cardShape {
	s := b.shape[c.Key]
	if s != nil && s.ready == c.Ready && s.text == c.Text && s.note == c.Note && s.mark == c.Mark && s.who == c.Who && s.dots == len(c.Dots) && s.says == (c.Says != nil) {
		return s
	}
	if len(b.shape) >= maxShapes {
		clear(b.shape)
	}
	s = b.newShape(c)
	b.shape[c.Key] = s
	return s
}

func (b *Board) newShape(c BoardCard) *cardShape {
	s := &cardShape{text: c.Text, note: c.Note, mark: c.Mark, who: c.Who, dots: len(c.Dots), ready: c.Ready, says: c.Says != nil}
	room := b.px(b.colWide() - 2*boardCardPad)
	text, small := b.style(Control), b.style(Small)
	lines := 2
	if c.Ready {
		s.lines = advancesIn(text).lines(c.Text, room, boardTextLines)
		lines = len(s.lines)
		if c.Note != "" {
			s.notes = advancesIn(small).lines(c.Note, room, boardNoteLines)
		}
	}
	s.high = 2*b.px(boardCardPad-2) + float32(lines)*b.lineHigh(text) + float32(len(s.notes))*b.lineHigh(small) + b.px(6) + b.lineHigh(small)
	if len(s.notes) > 0 {
		s.high += b.px(4)
	}
	if c.Mark != "" {
		s.markLine = advancesIn(small).fit(c.Mark, room)
		s.high += b.lineHigh(small) + b.px(4)
	}
	used := float32(min(len(c.Dots), boardDots))*b.px(14) + b.px(34)
	if c.Says != nil {
		used += b.px(18)
	}
	s.whos = advancesIn(small).lines(c.Who, max(b.px(20), room-used), boardWhoLines)
	s.high += float32(len(s.whos)-1) * b.lineHigh(small)
	return s
}

// boardDots is how many dots a card shows; that there are more is said by a plus.
const boardDots = 5

// boardPainter draws with pooled primitives: shapes, then words, then icons.
type boardPainter struct{ rowPainter }

// words draws a line that is known to fit.
func (d *boardPainter) words(s string, st Style, x, y, w, h float32) {
	if s == "" {
		return
	}
	if d.nText == len(d.texts) {
		d.texts = append(d.texts, &canvas.Text{})
	}
	t := d.texts[d.nText]
	d.nText++
	t.Text, t.Alignment = s, fyne.TextAlignLeading
	st.apply(t)
	place(t, x, y, w, h)
}

// all lists what was drawn since begin, into a slice that is used again.
func (d *boardPainter) all(out []fyne.CanvasObject) []fyne.CanvasObject {
	out = out[:0]
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

// cardLook is how a card stands out.
type cardLook struct{ picked, cursor, hover, away bool }

// card draws a card at a place.
func (b *Board) card(d *boardPainter, c BoardCard, look cardLook, x, y float32) {
	s := b.shapeOf(c)
	wide := b.px(b.colWide())
	ground, edge, ink := Color(Surface), Color(Line), Ink
	switch {
	case look.picked:
		ground, edge = Color(AccentSoft), Color(Accent)
	case look.hover:
		edge = Color(Edge)
	}
	if c.Faint || look.away {
		ink = Faint
		if !look.picked {
			ground = Color(Background)
		}
	}
	if look.cursor {
		d.rect(Color(Accent), nil, Radius+2, x-2, y-2, wide+4, s.high+4)
		d.rect(Color(Background), nil, Radius, x-0.5, y-0.5, wide+1, s.high+1)
	}
	d.rect(ground, edge, Radius, x, y, wide, s.high)
	pad := b.px(boardCardPad)
	x, y, wide = x+pad, y+b.px(boardCardPad-2), wide-2*pad
	text, small := b.style(Control).In(ink), b.style(Small)
	if !c.Ready {
		d.rect(Color(Track), nil, 3, x, y+b.px(5), wide, b.px(8))
		d.rect(Color(Track), nil, 3, x, y+b.px(24), wide*0.6, b.px(8))
		return
	}
	for _, l := range s.lines {
		d.words(l, text, x, y, wide, b.lineHigh(text))
		y += b.lineHigh(text)
	}
	if len(s.notes) > 0 {
		y += b.px(4)
		note := small
		if ink == Faint {
			note = small.In(Muted)
		}
		for _, l := range s.notes {
			d.words(l, note, x, y, wide, b.lineHigh(small))
			y += b.lineHigh(small)
		}
	}
	if s.markLine != "" {
		y += b.px(4)
		d.words(s.markLine, small.In(Accent), x, y, wide, b.lineHigh(small))
		y += b.lineHigh(small)
	}
	if ink == Faint {
		small = small.In(Muted)
	}
	b.foot(d, c, s, small, x, y+b.px(6), wide)
}

// foot draws the last lines of a card: who said it, a sign, dots and a star.
func (b *Board) foot(d *boardPainter, c BoardCard, s *cardShape, small Style, x, y, wide float32) {
	high := b.lineHigh(small)
	for i, l := range s.whos {
		d.words(l, small, x, y+float32(i)*high, wide, high)
	}
	right := x + wide
	if c.Star {
		size := b.px(12)
		right -= size
		d.icon(icons.StarFull, Muted, right, y+(high-size)/2, size)
		right -= b.px(6)
	}
	if c.Says != nil {
		size := b.px(12)
		right -= size
		d.icon(c.Says.Icon, c.Says.quiet(), right, y+(high-size)/2, size)
		right -= b.px(6)
	}
	size := b.px(8)
	for i := min(len(c.Dots), boardDots) - 1; i >= 0; i-- {
		right -= size
		d.circle(c.Dots[i].Color(), right, y+(high-size)/2, size)
		right -= b.px(6)
	}
	if c.Sign != "" {
		_, ink := c.Tone.tokens()
		st := small.In(ink).B()
		w := advancesIn(st).width(c.Sign)
		d.words(c.Sign, st, right-w, y, w, high)
	}
}
