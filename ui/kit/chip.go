package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"throughline/assets/icons"
)

// Chip is a small pill: a tag, a filter, a toggle. Without OnTap and OnRemove it is just a sign.
type Chip struct {
	control
	// OnTap runs when the chip is pressed; nil makes it a sign.
	OnTap func()
	// OnRemove shows a small cross that runs it; nil shows none.
	OnRemove func()

	text   string
	paint  Paint
	icon   icons.Name
	on     bool
	drop   bool
	dashed bool
	shrink bool
	cross  fyne.Position // middle of the cross, inside the chip
}

// NewChip makes a chip with a word.
func NewChip(text string, onTap func()) *Chip {
	c := &Chip{text: text, OnTap: onTap}
	c.extend(c, func() {
		if c.OnTap != nil {
			c.OnTap()
		}
	})
	return c
}

// NewTagChip makes a chip with a colour dot before the word.
func NewTagChip(text string, p Paint, onTap func()) *Chip {
	c := NewChip(text, onTap)
	c.paint = p
	return c
}

// NewDropChip makes a chip that opens a menu: "Tags: all ▾".
func NewDropChip(text string, onTap func()) *Chip {
	c := NewChip(text, onTap)
	c.drop = true
	return c
}

// WithIcon puts an icon before the word and returns the chip.
func (c *Chip) WithIcon(n icons.Name) *Chip {
	c.icon = n
	return c
}

// Faintly shows the chip without ground, for "+ tag", and returns it.
func (c *Chip) Faintly() *Chip {
	c.dashed = true
	return c
}

// Shrinking lets the chip be cut to the room it gets in an HStack, and returns it.
func (c *Chip) Shrinking() *Chip {
	c.shrink = true
	return c
}

// shrunk is how narrow a chip that can be cut gets.
const shrunk float32 = 72

// likes implements elastic; a chip that does not shrink wants no more than it has.
func (c *Chip) likes() float32 {
	if !c.shrink {
		return 0
	}
	return c.width()
}

// Inert implements Inert: a chip that does nothing is a sign.
func (c *Chip) Inert() bool { return c.OnTap == nil && c.OnRemove == nil }

// Disabled implements fyne.Disableable: the keyboard passes a sign.
func (c *Chip) Disabled() bool { return c.disabled || c.Inert() }

// Text returns the word on the chip.
func (c *Chip) Text() string { return c.text }

// SetText changes the word; refresh the row it stands in.
func (c *Chip) SetText(s string) {
	if c.text != s {
		c.text = s
		c.Refresh()
	}
}

// SetIcon changes the icon before the word; "" takes it away.
func (c *Chip) SetIcon(n icons.Name) {
	if c.icon != n {
		c.icon = n
		c.Refresh()
	}
}

// SetOn shows the chip as chosen.
func (c *Chip) SetOn(on bool) {
	if c.on != on {
		c.on = on
		c.Refresh()
	}
}

// On reports whether the chip is shown as chosen.
func (c *Chip) On() bool { return c.on }

// Tapped implements fyne.Tappable: the cross removes, the rest presses.
func (c *Chip) Tapped(e *fyne.PointEvent) {
	if c.OnRemove != nil && !c.disabled && e != nil && e.Position.X >= c.cross.X-10 {
		c.hideTip()
		c.OnRemove()
		return
	}
	c.control.Tapped(e)
}

// TypedKey implements fyne.Focusable: Delete and Backspace remove.
func (c *Chip) TypedKey(e *fyne.KeyEvent) {
	if (e.Name == fyne.KeyDelete || e.Name == fyne.KeyBackspace) && c.OnRemove != nil && !c.disabled {
		c.OnRemove()
		return
	}
	c.control.TypedKey(e)
}

const chipHigh float32 = 26

func (c *Chip) width() float32 {
	w := Measure(c.text, Control).Width + 20
	if !c.paint.IsZero() {
		w += 8 + 6
	}
	if c.icon != "" {
		w += 14 + 5
	}
	if c.drop {
		w += 12 + 3
	}
	if c.OnRemove != nil {
		w += 12 + 4
	}
	return w
}

// least is the smallest size of the chip.
func (c *Chip) least() fyne.Size {
	w, high := c.width(), chipHigh
	if c.shrink {
		w = min(w, shrunk)
	}
	if c.OnTap != nil || c.OnRemove != nil {
		high = MinTarget
	}
	return fyne.NewSize(max(w, MinTarget), high)
}

// CreateRenderer implements fyne.Widget.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	ground, dot, word := &canvas.Rectangle{StrokeWidth: Hairline, CornerRadius: chipHigh / 2}, &canvas.Circle{}, &canvas.Text{}
	img, tail, ring := newIconImage(), newIconImage(), newRing()
	ring.CornerRadius = chipHigh/2 + 2
	r := &painter{objects: []fyne.CanvasObject{ground, dot, img, word, tail, ring}}
	r.min = c.least
	r.layout = func(s fyne.Size) {
		top := (s.Height - chipHigh) / 2
		place(ground, 0, top, s.Width, chipHigh)
		place(ring, -2, top-2, s.Width+4, chipHigh+4)
		x := float32(10)
		if !c.paint.IsZero() {
			place(dot, x, (s.Height-8)/2, 8, 8)
			x += 8 + 6
		}
		if c.icon != "" {
			place(img, x, (s.Height-14)/2, 14, 14)
			x += 14 + 5
		}
		end := s.Width - 10
		if c.drop || c.OnRemove != nil {
			end -= 12
			place(tail, end, (s.Height-12)/2, 12, 12)
			c.cross = fyne.NewPos(end+6, s.Height/2)
			end -= 3
		}
		word.Text = Fit(c.text, Control, end-x+1)
		place(word, x, 0, end-x, s.Height)
	}
	r.paint = func() {
		ground.FillColor, ground.StrokeColor = Color(Surface), Color(Line)
		ink := Color(Ink)
		if c.dashed {
			ground.FillColor, ink = Color(Clear), Color(Muted)
		}
		if c.on {
			ground.FillColor, ground.StrokeColor, ink = Color(AccentSoft), Color(Accent), Color(Accent)
		}
		if c.OnTap != nil && !c.on {
			ground.FillColor = Over(c.tint(), solid(ground.FillColor))
		}
		if c.disabled {
			ink = Color(Faint)
		}
		Control.apply(word)
		word.Color = ink
		dot.Hidden, img.Hidden, tail.Hidden = c.paint.IsZero(), c.icon == "", !c.drop && c.OnRemove == nil
		dot.FillColor = c.paint.Color()
		if c.icon != "" {
			setIcon(img, c.icon, ink)
		}
		if c.OnRemove != nil {
			setIcon(tail, icons.Close, Color(Muted))
		} else if c.drop {
			setIcon(tail, icons.Down, ink)
		}
		c.paintRing(ring)
	}
	r.attach(c)
	return r
}
