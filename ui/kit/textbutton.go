package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

// TextButton is a word that can be pressed: "Open" at the end of a line, the undo label of the status bar.
type TextButton struct {
	control
	// OnTap runs when the word is pressed.
	OnTap func()

	text  string
	style Style
}

// NewTextButton makes a pressable word in a style.
func NewTextButton(text string, s Style, onTap func()) *TextButton {
	b := &TextButton{text: text, style: s, OnTap: onTap}
	b.extend(b, func() {
		if b.OnTap != nil {
			b.OnTap()
		}
	})
	return b
}

// Text returns the word.
func (b *TextButton) Text() string { return b.text }

// SetText changes the word; refresh the row it stands in.
func (b *TextButton) SetText(s string) {
	if b.text != s {
		b.text = s
		b.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (b *TextButton) CreateRenderer() fyne.WidgetRenderer {
	word, ring := &canvas.Text{}, newRing()
	ring.CornerRadius = 4
	r := &painter{objects: []fyne.CanvasObject{word, ring}}
	r.min = func() fyne.Size {
		m := Measure(b.text, b.style)
		return fyne.NewSize(m.Width, max(m.Height, 24))
	}
	r.layout = func(s fyne.Size) {
		word.Text = Fit(b.text, b.style, s.Width+1)
		word.Resize(s)
		place(ring, -4, 0, s.Width+8, s.Height)
	}
	r.paint = func() {
		b.style.apply(word)
		if b.hovered {
			word.Color = Color(Ink)
			if b.style.Token() == Ink {
				word.Color = Color(Accent)
			}
		}
		if b.disabled {
			word.Color = Color(Faint)
		}
		b.paintRing(ring)
	}
	r.attach(b)
	return r
}

// FieldButton looks like a field and opens something to type into: the search of the top bar.
type FieldButton struct {
	control
	// OnTap runs when the field is pressed.
	OnTap func()

	text  string
	key   string
	width float32
}

// NewFieldButton makes a field-like button with muted words and a key cap at the end, width wide if there is room.
func NewFieldButton(text, key string, width float32, onTap func()) *FieldButton {
	b := &FieldButton{text: text, key: key, width: width, OnTap: onTap}
	b.extend(b, func() {
		if b.OnTap != nil {
			b.OnTap()
		}
	})
	return b
}

// likes implements elastic.
func (b *FieldButton) likes() float32 { return b.width }

// Cursor implements desktop.Cursorable: it is a field to the eye.
func (b *FieldButton) Cursor() desktop.Cursor { return desktop.TextCursor }

// CreateRenderer implements fyne.Widget.
func (b *FieldButton) CreateRenderer() fyne.WidgetRenderer {
	ground, ring := &canvas.Rectangle{CornerRadius: Radius, StrokeWidth: Hairline}, newRing()
	word, key := &canvas.Text{Text: b.text}, NewKeyHint(b.key)
	r := &painter{objects: []fyne.CanvasObject{ground, word, key, ring}}
	style := Control.In(Muted)
	r.min = func() fyne.Size { return fyne.NewSize(min(b.width, 120), ControlHigh) }
	r.layout = func(s fyne.Size) {
		ground.Resize(s)
		placeRing(ring, s)
		kw := key.MinSize().Width
		place(key, s.Width-kw-10, 0, kw, s.Height)
		word.Text = Fit(b.text, style, s.Width-kw-30)
		place(word, 11, 0, s.Width-kw-30, s.Height)
	}
	r.paint = func() {
		ground.FillColor, ground.StrokeColor = Color(Surface), Color(Line)
		if b.hovered {
			ground.StrokeColor = Mix(Color(Line), Color(Ink), 0.25)
		}
		style.apply(word)
		b.paintRing(ring)
	}
	r.attach(b)
	return r
}

// NewDropButton makes a secondary button with a colour dot and a chevron, which opens something under it.
func NewDropButton(text string, dot Paint, onTap func()) *Button {
	b := NewButton(text, Secondary, onTap)
	b.drop, b.dot = true, dot
	return b
}

// SetDot changes the colour dot before the word; the zero Paint takes it away.
func (b *Button) SetDot(p Paint) {
	if b.dot != p {
		b.dot = p
		b.Refresh()
	}
}
