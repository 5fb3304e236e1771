package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// control is what everything that can be pressed shares: hover, press, focus ring, Enter and Space, a tooltip. A
// widget embeds it, calls extend in its constructor and reads the flags when it paints.
type control struct {
	widget.BaseWidget
	outer    fyne.Widget
	hovered  bool
	pressed  bool
	focused  bool
	disabled bool
	tip      string
	tipKeys  string // that the command of the same act comes with, "" for none
	label    string // what stands above it in a form
	press    func()
	unhover  func() // stops the tooltip that is waiting or shown
}

// extend ties the control to the widget that embeds it and to what a press does.
func (c *control) extend(w fyne.Widget, press func()) {
	c.outer, c.press = w, press
	c.ExtendBaseWidget(w)
}

// Enable lets the control be pressed.
func (c *control) Enable() { c.setDisabled(false) }

// Disable greys the control out.
func (c *control) Disable() { c.setDisabled(true) }

// Disabled reports whether the control is greyed out.
func (c *control) Disabled() bool { return c.disabled }

func (c *control) setDisabled(d bool) {
	if c.disabled != d {
		c.disabled = d
		c.hovered, c.pressed = c.hovered && !d, false
		c.Refresh()
	}
}

func (c *control) setLabel(words string) { c.label = words }

// SetTip sets the words shown when the pointer rests on the control.
func (c *control) SetTip(s string) { c.tip = s }

// SetKeyTip is SetTip for what a command does, too: the keys it has now stand behind the words. usual are those it comes with.
func (c *control) SetKeyTip(s, usual string) { c.tip, c.tipKeys = s, usual }

// Tapped implements fyne.Tappable.
func (c *control) Tapped(*fyne.PointEvent) {
	if c.disabled {
		return
	}
	leaveTextField(c.outer)
	c.hideTip()
	if c.press != nil {
		c.press()
	}
}

// heldKeys asks the driver which modifiers are held: taps and key events carry none.
func heldKeys() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// leaveTextField takes the focus from a text field, as clicking elsewhere should; other focus stays where it is, so
// that a toolbar button does not take the keyboard away from a list or the reader.
func leaveTextField(o fyne.CanvasObject) {
	c := CanvasOf(o)
	if c == nil {
		return
	}
	if _, ok := c.Focused().(interface{ SelectedText() string }); ok {
		c.Unfocus()
	}
}

// CanvasOf returns the canvas an object stands on, or nil without any window. The driver learns where an object stands
// when it is first painted; until then the first window is meant, which is the only one we open.
func CanvasOf(o fyne.CanvasObject) fyne.Canvas {
	d := fyne.CurrentApp().Driver()
	if c := d.CanvasForObject(o); c != nil {
		return c
	}
	if all := d.AllWindows(); len(all) > 0 {
		return all[0].Canvas()
	}
	return nil
}

// MouseDown implements desktop.Mouseable.
func (c *control) MouseDown(e *desktop.MouseEvent) {
	if !c.disabled && e.Button == desktop.MouseButtonPrimary {
		c.pressed = true
		c.hideTip()
		c.Refresh()
	}
}

// MouseUp implements desktop.Mouseable.
func (c *control) MouseUp(*desktop.MouseEvent) {
	if c.pressed {
		c.pressed = false
		c.Refresh()
	}
}

// MouseIn implements desktop.Hoverable.
func (c *control) MouseIn(*desktop.MouseEvent) {
	c.showTip()
	if !c.disabled {
		c.hovered = true
		c.Refresh()
	}
}

// MouseMoved implements desktop.Hoverable.
func (c *control) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *control) MouseOut() {
	c.hideTip()
	if c.hovered || c.pressed {
		c.hovered, c.pressed = false, false
		c.Refresh()
	}
}

// Cursor implements desktop.Cursorable.
func (c *control) Cursor() desktop.Cursor {
	if c.disabled {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// FocusGained implements fyne.Focusable.
func (c *control) FocusGained() {
	c.focused = true
	c.Refresh()
	follow(c.outer, false)
	Announce(c.outer)
}

// FocusLost implements fyne.Focusable.
func (c *control) FocusLost() {
	c.focused = false
	c.Refresh()
}

// TypedRune implements fyne.Focusable.
func (c *control) TypedRune(r rune) {
	if r != ' ' {
		unwantedRune(c.outer, r)
	}
}

// TypedKey implements fyne.Focusable: Enter and Space press.
func (c *control) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		if !c.disabled && c.press != nil {
			c.press()
		}
	default:
		pageKey(c.outer, e)
	}
}

func (c *control) showTip() {
	c.hideTip()
	if c.tip == "" {
		return
	}
	tip := c.tip
	if c.tipKeys != "" {
		tip = WithKeys(tip, KeysNow(c.tipKeys))
	}
	if s := StageOf(c.outer); s != nil {
		c.unhover = s.tip(c.outer, tip)
	}
}

func (c *control) hideTip() {
	if c.unhover != nil {
		c.unhover()
		c.unhover = nil
	}
}

// ring is the focus ring: two pixels of accent just outside the widget.
func newRing() *canvas.Rectangle {
	return &canvas.Rectangle{StrokeWidth: 2, CornerRadius: Radius + 2}
}

func (c *control) paintRing(ring *canvas.Rectangle) {
	// A clear fill is black to the painter and darkens the ring's inner edge; a trace of the accent does not.
	ring.FillColor, ring.StrokeColor = Alpha(Color(Accent), 1.0/255), Color(Accent)
	ring.Hidden = !c.focused
}

func placeRing(ring *canvas.Rectangle, s fyne.Size) { place(ring, -2, -2, s.Width+4, s.Height+4) }
