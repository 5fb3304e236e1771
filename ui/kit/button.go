package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"throughline/assets/icons"
)

// ButtonKind is what a button is for, and so how it looks.
type ButtonKind int

// The kinds of buttons. A screen has at most one Primary in sight.
const (
	Secondary ButtonKind = iota // white with an edge: the usual one
	Primary                     // filled with the accent: the next step
	Quiet                       // no edge until hovered: toolbars, "Cancel"
	Danger                      // destroys something that undo cannot bring back
)

// Button is a word on a pressable ground, with an optional icon before it.
type Button struct {
	control
	// OnTap runs when the button is pressed.
	OnTap func()

	text string
	icon icons.Name
	kind ButtonKind
	drop bool // a chevron at the end: opens a menu
	dot  Paint
}

// fieldInset is how far the words of a field stand from its edge.
const fieldInset float32 = 7

// NewButton makes a button.
func NewButton(text string, kind ButtonKind, onTap func()) *Button {
	return NewIconTextButton("", text, kind, onTap)
}

// NewIconTextButton makes a button with an icon before the word.
func NewIconTextButton(icon icons.Name, text string, kind ButtonKind, onTap func()) *Button {
	b := &Button{OnTap: onTap, text: text, icon: icon, kind: kind}
	b.extend(b, func() {
		if b.OnTap != nil {
			b.OnTap()
		}
	})
	return b
}

// Text returns the word on the button.
func (b *Button) Text() string { return b.text }

// SetText changes the word; refresh the row it stands in.
func (b *Button) SetText(s string) {
	if b.text != s {
		b.text = s
		b.Refresh()
	}
}

// SetKind changes how strongly the button calls.
func (b *Button) SetKind(k ButtonKind) {
	if b.kind != k {
		b.kind = k
		b.Refresh()
	}
}

// look is the colours of a button in its state.
type look struct{ ground, edge, ink color.NRGBA }

func (b *Button) look() look {
	var l look
	switch b.kind {
	case Primary:
		l = look{Color(Accent), Color(Accent), Color(OnAccent)}
	case Danger:
		l = look{Color(Bad), Color(Bad), Color(OnBad)}
	case Quiet:
		l = look{Color(Clear), Color(Clear), Color(Muted)}
		if b.hovered {
			l.ink = Color(Ink)
		}
	default:
		l = look{Color(Surface), Color(Line), Color(Ink)}
	}
	if b.disabled {
		if b.kind != Quiet {
			l.ground, l.edge = Color(Rail), Color(Line)
		}
		l.ink = Color(Faint)
	}
	return l
}

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	ground, tint := &canvas.Rectangle{CornerRadius: Radius, StrokeWidth: Hairline}, &canvas.Rectangle{CornerRadius: Radius}
	word, img, chev, dot := &canvas.Text{}, newIconImage(), newIconImage(), &canvas.Circle{}
	ring := newRing()
	r := &painter{objects: []fyne.CanvasObject{ground, tint, dot, img, word, chev, ring}}
	style := func() Style {
		s := Control
		s.Bold = b.kind == Primary || b.kind == Danger
		return s
	}
	r.min = func() fyne.Size {
		w := Measure(b.text, style()).Width + 2*Space3
		if b.icon != "" {
			w += 16 + 6
		}
		if b.drop {
			w += 14 + 4
		}
		if !b.dot.IsZero() {
			w += 8 + Space2
		}
		return fyne.NewSize(max(w, MinTarget), ControlHigh)
	}
	r.layout = func(s fyne.Size) {
		ground.Resize(s)
		tint.Resize(s)
		placeRing(ring, s)
		x := (s.Width - (r.min().Width - 2*Space3)) / 2
		if b.drop {
			x = Space3
			if s.Width > r.min().Width+1 {
				x = fieldInset // as wide as a field: its words begin where those of fields do
			}
		}
		if !b.dot.IsZero() {
			place(dot, x, (s.Height-8)/2, 8, 8)
			x += 8 + Space2
		}
		if b.icon != "" {
			place(img, x, (s.Height-16)/2, 16, 16)
			x += 16 + 6
		}
		room := s.Width - x - Space3
		if b.drop {
			room -= 18
			place(chev, s.Width-Space3-12, (s.Height-14)/2, 14, 14)
		}
		word.Text = Fit(b.text, style(), room+1)
		place(word, x, 0, room, s.Height)
	}
	r.paint = func() {
		l := b.look()
		ground.FillColor, ground.StrokeColor = l.ground, l.edge
		tint.FillColor = b.tint()
		style().apply(word)
		word.Color = l.ink
		img.Hidden, chev.Hidden, dot.Hidden = b.icon == "", !b.drop, b.dot.IsZero()
		if b.icon != "" {
			setIcon(img, b.icon, l.ink)
		}
		if b.drop {
			setIcon(chev, icons.Down, l.ink)
		}
		dot.FillColor = b.dot.Color()
		b.paintRing(ring)
	}
	r.attach(b)
	return r
}

// tint is what hover and press lay over the ground.
func (c *control) tint() color.NRGBA {
	switch {
	case c.disabled:
		return Color(Clear)
	case c.pressed:
		return Color(PressTint)
	case c.hovered:
		return Color(HoverTint)
	}
	return Color(Clear)
}

// IconButton is an icon without a word, with a tooltip that says what it does.
type IconButton struct {
	control
	// OnTap runs when the button is pressed.
	OnTap func()

	icon icons.Name
	on   bool
}

// NewIconButton makes an icon button; tip names the act, with its shortcut if it has one.
func NewIconButton(icon icons.Name, tip string, onTap func()) *IconButton {
	b := &IconButton{OnTap: onTap, icon: icon}
	b.tip = tip
	b.extend(b, func() {
		if b.OnTap != nil {
			b.OnTap()
		}
	})
	return b
}

// Tip returns the words of the tooltip.
func (b *IconButton) Tip() string { return b.tip }

// SetIcon shows another icon.
func (b *IconButton) SetIcon(n icons.Name) {
	if b.icon != n {
		b.icon = n
		b.Refresh()
	}
}

// SetOn shows the button as switched on, in the accent.
func (b *IconButton) SetOn(on bool) {
	if b.on != on {
		b.on = on
		b.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (b *IconButton) CreateRenderer() fyne.WidgetRenderer {
	ground, img, ring := &canvas.Rectangle{CornerRadius: Radius}, newIconImage(), newRing()
	r := &painter{objects: []fyne.CanvasObject{ground, img, ring}}
	r.min = func() fyne.Size { return fyne.NewSize(MinTarget, MinTarget) }
	r.layout = func(s fyne.Size) {
		ground.Resize(s)
		placeRing(ring, s)
		place(img, (s.Width-18)/2, (s.Height-18)/2, 18, 18)
	}
	r.paint = func() {
		ground.FillColor = b.tint()
		ink := Color(Muted)
		switch {
		case b.disabled:
			ink = Color(Faint)
		case b.on:
			ink = Color(Accent)
		case b.hovered:
			ink = Color(Ink)
		}
		if b.on && !b.hovered {
			ground.FillColor = Color(AccentSoft)
		}
		setIcon(img, b.icon, ink)
		b.paintRing(ring)
	}
	r.attach(b)
	return r
}
