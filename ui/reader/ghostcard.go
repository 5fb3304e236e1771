package reader

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"throughline/ui/kit"
	"throughline/ui/say"
)

// ghostCard explains one suggestion in the margin, inside a dashed edge, with the two ways to answer it.
type ghostCard struct {
	widget.BaseWidget
	v     *TextView
	shown int
	ghost Ghost
	words *kit.Paragraph
	body  *fyne.Container
}

func newGhostCard(v *TextView) *ghostCard {
	c := &ghostCard{v: v, shown: -1, words: kit.NewParagraph("", kit.Small)}
	accept := newKeyButton("Tab", say.T("accept"), func() { v.command(ActAccept) })
	reject := newKeyButton(say.T("Bksp"), say.T("reject"), func() { v.command(ActReject) })
	why := newKeyButton("W", say.T("why"), func() { v.command(ActWhy) })
	c.body = kit.Inset(kit.VStack(0, c.words, kit.Flow(kit.Space1, accept, reject, why)), 5, 6, 2, 7)
	c.ExtendBaseWidget(c)
	c.Hide()
	return c
}

// show puts the card beside suggestion i, or away when i is -1.
func (c *ghostCard) show(i int) {
	if i < 0 {
		c.shown = -1
		c.Hide()
		return
	}
	g := c.v.ghosts[i]
	f := c.v.frame
	if c.shown < 0 || g != c.ghost {
		c.ghost = g
		c.words.SetRuns(kit.Run{Text: g.Label + "? ", Style: nameStyle.In(kit.Ink)}, kit.Run{Text: g.Reason, Style: kit.Small})
	}
	c.shown = i
	top, _ := c.v.doc.Reach(g.Span)
	high := kit.HeightFor(c.body, f.marginWidth)
	x := c.v.page.stripesEnd(top, top+high, f.marginWidth-cardLeast)
	c.Move(fyne.NewPos(f.margin+x, top-c.v.top))
	c.Resize(fyne.NewSize(f.marginWidth-x, kit.HeightFor(c.body, f.marginWidth-x)))
	c.Show()
}

// cardLeast is the narrowest a card may become to leave the stripes beside it in sight.
const cardLeast float32 = 150

// CreateRenderer implements fyne.Widget.
func (c *ghostCard) CreateRenderer() fyne.WidgetRenderer {
	return &cardRenderer{c: c, ground: &canvas.Rectangle{CornerRadius: 4}}
}

type cardRenderer struct {
	c       *ghostCard
	ground  *canvas.Rectangle
	dashes  []*canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *cardRenderer) Destroy()                     {}
func (r *cardRenderer) MinSize() fyne.Size           { return fyne.NewSize(60, 40) }
func (r *cardRenderer) Objects() []fyne.CanvasObject { return r.objects }

// Layout draws the dashed edge: Fyne has no dashed lines.
func (r *cardRenderer) Layout(s fyne.Size) {
	r.ground.FillColor = kit.Color(kit.Background)
	r.ground.Resize(s)
	r.objects = append(r.objects[:0], r.ground)
	n := 0
	dash := func(x, y, w, h float32) {
		if n == len(r.dashes) {
			r.dashes = append(r.dashes, &canvas.Rectangle{})
		}
		d := r.dashes[n]
		n++
		d.FillColor = kit.TagColor(r.c.ghost.Color)
		d.Move(fyne.NewPos(x, y))
		d.Resize(fyne.NewSize(w, h))
		r.objects = append(r.objects, d)
	}
	for x := float32(2); x < s.Width-4; x += 6 {
		dash(x, 0, 3, 1)
		dash(x, s.Height-1, 3, 1)
	}
	for y := float32(3); y < s.Height-4; y += 6 {
		dash(0, y, 1, 3)
		dash(s.Width-1, y, 1, 3)
	}
	r.c.body.Resize(s)
	r.objects = append(r.objects, r.c.body)
}

func (r *cardRenderer) Refresh() {
	r.Layout(r.c.Size())
	r.c.body.Refresh()
	canvas.Refresh(r.c)
}

// keyButton is a key cap and what the key does, which can be pressed as well.
type keyButton struct {
	widget.BaseWidget
	look *fyne.Container
	tap  func()
	key  string
}

func newKeyButton(key, does string, tap func()) *keyButton {
	b := &keyButton{look: kit.Hint(key, does), tap: tap, key: key}
	b.ExtendBaseWidget(b)
	return b
}

// ByKey implements kit.Keyed: its cap says it.
func (b *keyButton) ByKey() string { return b.key }

// Tapped implements fyne.Tappable.
func (b *keyButton) Tapped(*fyne.PointEvent) { b.tap() }

// Cursor implements desktop.Cursorable.
func (b *keyButton) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MinSize implements fyne.CanvasObject.
func (b *keyButton) MinSize() fyne.Size { return b.look.MinSize().Max(fyne.NewSize(0, kit.MinTarget)) }

// CreateRenderer implements fyne.Widget.
func (b *keyButton) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.look) }
