package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// KeyHint shows a key as a small cap: "Ctrl K", "Enter".
type KeyHint struct {
	widget.BaseWidget
	text string
}

// NewKeyHint makes a key cap; key is named in English, see Keys.
func NewKeyHint(key string) *KeyHint {
	k := &KeyHint{text: Keys(key)}
	k.ExtendBaseWidget(k)
	return k
}

// CreateRenderer implements fyne.Widget.
func (k *KeyHint) CreateRenderer() fyne.WidgetRenderer {
	box, word := &canvas.Rectangle{CornerRadius: 4, StrokeWidth: Hairline}, &canvas.Text{Alignment: fyne.TextAlignCenter}
	style := Small.Sized(11)
	r := &painter{objects: []fyne.CanvasObject{box, word}}
	r.min = func() fyne.Size {
		return fyne.NewSize(max(18, roundUp(Measure(k.text, style).Width)+10), 18)
	}
	r.layout = func(s fyne.Size) {
		place(box, 0, (s.Height-18)/2, s.Width, 18)
		place(word, 0, 0, s.Width, s.Height)
	}
	r.paint = func() {
		box.FillColor, box.StrokeColor = Color(Background), Color(Line)
		word.Text = k.text
		style.apply(word)
	}
	r.attach(k)
	return r
}

// Hint is a key cap and what the key does, for the foot of a panel.
func Hint(key, does string) *fyne.Container {
	return container.New(hinting{}, NewKeyHint(key), NewText(does, Small))
}

// hinting puts what a key does beside it, cut where a panel is narrower than both.
type hinting struct{}

const hintGap float32 = 5

// MinSize implements fyne.Layout.
func (hinting) MinSize(objects []fyne.CanvasObject) fyne.Size {
	key, word := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(key.Width+hintGap+word.Width, max(key.Height, word.Height))
}

// Layout implements fyne.Layout.
func (hinting) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	key, word := objects[0].MinSize(), objects[1].MinSize()
	place(objects[0], 0, (size.Height-key.Height)/2, key.Width, key.Height)
	place(objects[1], key.Width+hintGap, (size.Height-word.Height)/2, max(0, size.Width-key.Width-hintGap), word.Height)
}

// Tone is what a badge or notice says with its colour, always beside a word.
type Tone int

// The tones.
const (
	Plain Tone = iota
	Calling
	Positive
	Caution
	Negative
)

func (t Tone) tokens() (ground, ink Token) {
	switch t {
	case Calling:
		return AccentSoft, Accent
	case Positive:
		return GoodSoft, GoodInk
	case Caution:
		return WarnSoft, WarnInk
	case Negative:
		return BadSoft, BadInk
	}
	return Rail, Muted
}

// Badge is a word on a soft ground: a status.
type Badge struct {
	widget.BaseWidget
	text string
	tone Tone
}

// NewBadge makes a badge.
func NewBadge(text string, tone Tone) *Badge {
	b := &Badge{text: text, tone: tone}
	b.ExtendBaseWidget(b)
	return b
}

// Text is the badge's words.
func (b *Badge) Text() string { return b.text }

// Set changes word and tone.
func (b *Badge) Set(text string, tone Tone) {
	if b.text != text || b.tone != tone {
		b.text, b.tone = text, tone
		b.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	box, word := &canvas.Rectangle{CornerRadius: 4}, &canvas.Text{Alignment: fyne.TextAlignCenter}
	r := &painter{objects: []fyne.CanvasObject{box, word}}
	style := Small
	r.min = func() fyne.Size { return fyne.NewSize(Measure(b.text, style).Width+14, 20) }
	r.layout = func(s fyne.Size) {
		place(box, 0, (s.Height-20)/2, s.Width, 20)
		place(word, 0, 0, s.Width, s.Height)
	}
	r.paint = func() {
		ground, ink := b.tone.tokens()
		box.FillColor, word.Text = Color(ground), b.text
		style.In(ink).apply(word)
	}
	r.attach(b)
	return r
}

// Progress is a thin bar, 4 pixels high.
type Progress struct {
	widget.BaseWidget
	share float64
	paint Paint
	width float32
}

// NewProgress makes a bar at least width wide, empty.
func NewProgress(width float32) *Progress {
	p := &Progress{paint: PaintOf(Accent), width: width}
	p.ExtendBaseWidget(p)
	return p
}

// NewMeter makes a bar filled by share (0 to 1) in a colour.
func NewMeter(share float64, paint Paint, width float32) *Progress {
	p := NewProgress(width)
	p.share, p.paint = share, paint
	return p
}

// Set fills the bar by share, 0 to 1; below 0 means unknown and shows a third.
func (p *Progress) Set(share float64) {
	if p.share != share {
		p.share = share
		p.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer {
	track, bar := &canvas.Rectangle{CornerRadius: 2}, &canvas.Rectangle{CornerRadius: 2}
	r := &painter{objects: []fyne.CanvasObject{track, bar}}
	r.min = func() fyne.Size { return fyne.NewSize(p.width, 4) }
	r.layout = func(s fyne.Size) {
		y := (s.Height - 4) / 2
		place(track, 0, y, s.Width, 4)
		share, x := float32(p.share), float32(0)
		if share < 0 {
			share, x = 1.0/3, s.Width/3
		}
		place(bar, x, y, s.Width*min(1, share), 4)
	}
	r.paint = func() { track.FillColor, bar.FillColor = Color(Track), p.paint.Color() }
	r.attach(p)
	return r
}
