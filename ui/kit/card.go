package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

// NewCard puts content on a white card with a hairline edge and Space3 of room.
func NewCard(content fyne.CanvasObject) *fyne.Container {
	return Stack(NewBox(Surface, Line), Pad(content, Space3))
}

// TapCard is a card that can be pressed: a study, a way in, a list entry. Selected cards stand on the soft accent.
type TapCard struct {
	control
	// OnTap runs when the card is pressed.
	OnTap func()
	// OnOther runs instead when Alt or Ctrl is held.
	OnOther func()
	// OnMenu runs on a right click or the menu key, with the place of the pointer or of the card's foot on the canvas.
	OnMenu func(at fyne.Position)
	// OnFold runs on Left and Right, where there is something to open.
	OnFold func(open bool)

	content  fyne.CanvasObject
	selected bool
	flat     bool
	pad      float32
}

// NewTapCard makes a pressable card round content.
func NewTapCard(content fyne.CanvasObject, onTap func()) *TapCard {
	c := &TapCard{OnTap: onTap, content: content, pad: Space3}
	c.extend(c, func() {
		switch {
		case c.OnOther != nil && heldKeys()&(fyne.KeyModifierAlt|fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0:
			c.OnOther()
		case c.OnTap != nil:
			c.OnTap()
		}
	})
	return c
}

// NewListEntry makes a pressable card without edge, for entries of a side list.
func NewListEntry(content fyne.CanvasObject, onTap func()) *TapCard {
	c := NewTapCard(content, onTap)
	c.flat, c.pad = true, 10
	return c
}

// NewCompactEntry makes a pressable line of least height, for long lists of choices such as facets.
func NewCompactEntry(content fyne.CanvasObject, onTap func()) *TapCard {
	c := NewListEntry(content, onTap)
	c.pad = 5
	return c
}

// SetSelected shows the card as the chosen one.
func (c *TapCard) SetSelected(on bool) {
	if c.selected != on {
		c.selected = on
		c.Refresh()
	}
}

// TappedSecondary implements fyne.SecondaryTappable.
func (c *TapCard) TappedSecondary(e *fyne.PointEvent) {
	if c.OnMenu != nil && !c.disabled {
		c.OnMenu(e.AbsolutePosition)
	}
}

// TypedKey implements fyne.Focusable.
func (c *TapCard) TypedKey(k *fyne.KeyEvent) {
	switch {
	case WantsMenu(k) && c.OnMenu != nil && !c.disabled:
		c.OnMenu(footOf(c))
	case c.OnFold != nil && (k.Name == fyne.KeyLeft || k.Name == fyne.KeyRight):
		c.OnFold(k.Name == fyne.KeyRight)
	default:
		c.control.TypedKey(k)
	}
}

// TypedShortcut implements fyne.Shortcutable: Alt Enter does what a click with Alt does.
func (c *TapCard) TypedShortcut(s fyne.Shortcut) {
	if k, ok := s.(*desktop.CustomShortcut); ok && k.Modifier == fyne.KeyModifierAlt && (k.KeyName == fyne.KeyReturn || k.KeyName == fyne.KeySpace) && c.OnOther != nil && !c.disabled {
		c.OnOther()
		return
	}
	unwantedShortcut(c, s)
}

// HeightForWidth implements HeightForWidther.
func (c *TapCard) HeightForWidth(w float32) float32 { return HeightFor(c.content, w-2*c.pad) + 2*c.pad }

func (c *TapCard) leastWidth() float32 { return leastWidth(c.content) + 2*c.pad }

// CreateRenderer implements fyne.Widget.
func (c *TapCard) CreateRenderer() fyne.WidgetRenderer {
	ground, ring := &canvas.Rectangle{CornerRadius: Radius, StrokeWidth: Hairline}, newRing()
	r := &painter{objects: []fyne.CanvasObject{ground, c.content, ring}}
	r.min = func() fyne.Size {
		if w := c.Size().Width; w > 0 {
			return fyne.NewSize(c.leastWidth(), c.HeightForWidth(w))
		}
		return c.content.MinSize().Add(fyne.NewSquareSize(2 * c.pad))
	}
	r.layout = func(s fyne.Size) {
		ground.Resize(s)
		placeRing(ring, s)
		place(c.content, c.pad, c.pad, s.Width-2*c.pad, s.Height-2*c.pad)
	}
	r.paint = func() {
		fill, edge := Color(Surface), Color(Line)
		if c.flat {
			fill, edge = c.tint(), Color(Clear)
		}
		if c.selected {
			fill, edge = Color(AccentSoft), Color(AccentSoft)
		} else if c.hovered && !c.flat {
			edge = Mix(Color(Line), Color(Ink), 0.25)
		}
		if c.pressed && !c.flat && !c.selected { // on the soft accent a tint would take the contrast from the words
			fill = Over(c.tint(), fill)
		}
		ground.FillColor, ground.StrokeColor = fill, edge
		c.paintRing(ring)
	}
	r.attach(c)
	return r
}
