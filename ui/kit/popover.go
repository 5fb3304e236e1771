package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Popover floats content above the window until the person clicks elsewhere or presses Escape. It takes the keyboard
// and gives it back.
type Popover struct {
	widget.BaseWidget
	// OnHide runs once when the popover has gone.
	OnHide func()

	content fyne.CanvasObject
	toast   *floating // the message of the stage while this stands in front; nil for none
	canvas  fyne.Canvas
	place   func(room, min fyne.Size) fyne.Position
	modal   bool // stands over a scrim and only Escape or its buttons close it
	shown   bool
	taking  bool   // it is being given the keyboard itself
	name    string // what it is called; "" for the words that stand in it
}

// NewPopover makes a popover round content, which brings its own inner room.
func NewPopover(content fyne.CanvasObject) *Popover {
	p := &Popover{content: content}
	p.ExtendBaseWidget(p)
	return p
}

// ShowBelow shows the popover under an object, or above it when there is more room there.
func (p *Popover) ShowBelow(anchor fyne.CanvasObject) {
	c := CanvasOf(anchor)
	if c == nil {
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(anchor)
	p.show(c, func(room, m fyne.Size) fyne.Position {
		y := at.Y + anchor.Size().Height + Space1
		if above := at.Y - m.Height - Space1; y+m.Height > room.Height-Space2 && above >= Space2 {
			y = above
		}
		return keepInside(fyne.NewPos(at.X, y), room, m)
	})
}

// ShowAt shows the popover with its top left corner at a place of the canvas, as far as it fits.
func (p *Popover) ShowAt(c fyne.Canvas, at fyne.Position) {
	p.show(c, func(room, m fyne.Size) fyne.Position { return keepInside(at, room, m) })
}

// ShowTop shows the popover in the upper middle of the window, as a command palette stands.
func (p *Popover) ShowTop(c fyne.Canvas) {
	p.show(c, func(room, m fyne.Size) fyne.Position {
		return keepInside(fyne.NewPos((room.Width-m.Width)/2, room.Height*0.12), room, m)
	})
}

// ShowModal shows the popover in the middle over a scrim; clicks elsewhere do nothing.
func (p *Popover) ShowModal(c fyne.Canvas) {
	p.modal = true
	p.show(c, func(room, m fyne.Size) fyne.Position {
		return keepInside(fyne.NewPos((room.Width-m.Width)/2, (room.Height-m.Height)*0.4), room, m)
	})
}

func keepInside(at fyne.Position, room, m fyne.Size) fyne.Position {
	return fyne.NewPos(max(Space2, min(at.X, room.Width-m.Width-Space2)), max(Space2, min(at.Y, room.Height-m.Height-Space2)))
}

func (p *Popover) show(c fyne.Canvas, place func(room, min fyne.Size) fyne.Position) {
	p.canvas, p.place, p.shown = c, place, true
	s, staged := c.Content().(*Stage)
	if staged {
		s.DropTip()
	}
	c.Overlays().Add(p)
	p.Resize(c.Size())
	if staged {
		s.raiseToast()
	}
	p.takeKeys()
}

// takeKeys gives the keyboard to the popover itself: nothing in it is chosen yet.
func (p *Popover) takeKeys() {
	p.taking = true
	p.canvas.Focus(p)
	p.taking = false
}

// Hide takes the popover away.
func (p *Popover) Hide() {
	if !p.shown {
		return
	}
	p.shown = false
	p.canvas.Overlays().Remove(p)
	if s, ok := p.canvas.Content().(*Stage); ok {
		s.raiseToast()
	}
	if p.OnHide != nil {
		p.OnHide()
	}
}

// Shown reports whether the popover is on screen.
func (p *Popover) Shown() bool { return p.shown }

// dismissTop closes the popover above the window that o stands on. Returns false if there is none.
func dismissTop(o fyne.CanvasObject) bool {
	c := CanvasOf(o)
	if c == nil {
		return false
	}
	top, ok := c.Overlays().Top().(*Popover)
	if ok {
		top.Hide()
	}
	return ok
}

// Tapped implements fyne.Tappable: a click outside the content closes.
func (p *Popover) Tapped(e *fyne.PointEvent) { p.clickedAt(e.Position) }

// TappedSecondary implements fyne.SecondaryTappable.
func (p *Popover) TappedSecondary(e *fyne.PointEvent) { p.clickedAt(e.Position) }

func (p *Popover) clickedAt(at fyne.Position) {
	from, to := p.content.Position(), p.content.Position().Add(p.content.Size())
	inside := at.X >= from.X && at.X < to.X && at.Y >= from.Y && at.Y < to.Y
	if !inside && !p.modal {
		p.Hide()
	}
}

// MouseIn implements desktop.Hoverable, so that nothing below is hovered.
func (p *Popover) MouseIn(*desktop.MouseEvent) {}

// MouseMoved implements desktop.Hoverable.
func (p *Popover) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (p *Popover) MouseOut() {}

// Enable implements fyne.Disableable.
func (p *Popover) Enable() {}

// Disable implements fyne.Disableable.
func (p *Popover) Disable() {}

// Disabled implements fyne.Disableable: Tab goes from the last thing in the popover to the first, past the popover, on which one would see nothing and
// press nothing.
func (p *Popover) Disabled() bool {
	return !p.taking && slices.ContainsFunc(focusables(p.content, nil), func(f fyne.Focusable) bool {
		d, ok := f.(fyne.Disableable)
		return !ok || !d.Disabled()
	})
}

// FocusGained implements fyne.Focusable.
func (p *Popover) FocusGained() { Announce(p) }

// FocusLost implements fyne.Focusable.
func (p *Popover) FocusLost() {}

// TypedRune implements fyne.Focusable.
func (p *Popover) TypedRune(rune) {}

// TypedKey implements fyne.Focusable: Escape closes, PageUp and PageDown scroll a dialog.
func (p *Popover) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		p.Hide()
		return
	}
	turnPage(p, k.Name)
}

// CreateRenderer implements fyne.Widget.
func (p *Popover) CreateRenderer() fyne.WidgetRenderer {
	scrim := &canvas.Rectangle{}
	box := &canvas.Rectangle{CornerRadius: Radius + 2, StrokeWidth: Hairline}
	r := &painter{}
	r.min = func() fyne.Size { return fyne.NewSize(1, 1) }
	r.layout = func(room fyne.Size) {
		scrim.Resize(room)
		m := p.content.MinSize()
		m = m.Min(room.Subtract(fyne.NewSquareSize(2 * Space2)))
		at := p.place(room, m)
		place(p.content, at.X, at.Y, m.Width, m.Height)
		place(box, at.X, at.Y, m.Width, m.Height)
		if t := p.toast; t != nil {
			t.put(room)
		}
	}
	r.paint = func() {
		r.objects = []fyne.CanvasObject{scrim, box, p.content}
		if p.toast != nil {
			r.objects = append(r.objects, p.toast.o)
		}
		scrim.FillColor = Color(Clear)
		if p.modal {
			scrim.FillColor = Color(Scrim)
		}
		box.FillColor, box.StrokeColor = Color(Surface), Color(Line)
		box.Shadow = canvas.Shadow{Color: Color(Shade), BlurRadius: 18, Offset: fyne.NewPos(0, 6)}
	}
	r.attach(p)
	return r
}
