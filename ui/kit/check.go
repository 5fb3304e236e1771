package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"throughline/assets/icons"
)

// Check is a box to tick with words that wrap beside it.
type Check struct {
	control
	// OnChange runs when the person ticks or unticks the box.
	OnChange func(on bool)

	on   bool
	text *Paragraph
}

// checkBox is the side of the box, checkGap the room between it and the words.
const (
	checkBox float32 = 16
	checkGap float32 = 8
)

// NewCheck makes a box to tick.
func NewCheck(text string, on bool, onChange func(on bool)) *Check {
	c := &Check{OnChange: onChange, on: on, text: NewParagraph(text, Control)}
	c.extend(c, func() {
		c.on = !c.on
		c.Refresh()
		if c.OnChange != nil {
			c.OnChange(c.on)
		}
	})
	return c
}

// On reports whether the box is ticked.
func (c *Check) On() bool { return c.on }

// Set ticks the box or unticks it without calling OnChange.
func (c *Check) Set(on bool) {
	if c.on != on {
		c.on = on
		c.Refresh()
	}
}

// HeightForWidth implements HeightForWidther.
func (c *Check) HeightForWidth(w float32) float32 {
	return max(MinTarget, c.text.HeightForWidth(w-checkBox-checkGap)+Space2)
}

// CreateRenderer implements fyne.Widget.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	box, ring, mark := &canvas.Rectangle{CornerRadius: 4, StrokeWidth: 1.5}, newRing(), NewIconSized(icons.Check, OnAccent, 14)
	r := &painter{objects: []fyne.CanvasObject{box, mark, c.text, ring}}
	r.min = func() fyne.Size {
		h := MinTarget
		if w := c.Size().Width; w > 0 {
			h = c.HeightForWidth(w)
		}
		return fyne.NewSize(checkBox+checkGap+40, h)
	}
	r.layout = func(s fyne.Size) {
		w := s.Width - checkBox - checkGap
		h := c.text.HeightForWidth(w)
		place(c.text, checkBox+checkGap, (s.Height-h)/2, w, h)
		top := (s.Height-h)/2 + (min(h, Control.LineHeight())-checkBox)/2
		place(box, 0, top, checkBox, checkBox)
		place(mark, 1, top+1, checkBox-2, checkBox-2)
		placeRing(ring, s)
	}
	r.paint = func() {
		fill, edge := Color(Surface), Color(Edge)
		if c.on {
			fill, edge = Color(Accent), Color(Accent)
		}
		box.FillColor, box.StrokeColor = Over(c.tint(), fill), edge
		mark.Hidden = !c.on
		c.paintRing(ring)
	}
	r.attach(c)
	return r
}
