package shell

import "fyne.io/fyne/v2"

// onePage gives its whole room to the page in sight.
type onePage struct{}

// MinSize implements fyne.Layout.
func (onePage) MinSize(pages []fyne.CanvasObject) fyne.Size {
	for _, o := range pages {
		if o.Visible() {
			return o.MinSize()
		}
	}
	return fyne.Size{}
}

// Layout implements fyne.Layout.
func (onePage) Layout(pages []fyne.CanvasObject, room fyne.Size) {
	for _, o := range pages {
		if o.Visible() {
			o.Move(fyne.NewPos(0, 0))
			o.Resize(room)
		}
	}
}

// letGo takes the keyboard from what has it on the page that goes: it would go on hearing keys that nobody sees, until the next page, which may have
// to read first, takes the keyboard.
func (s *Shell) letGo() {
	c := s.p.Window.Canvas()
	if c == nil {
		return
	}
	has, ok := c.Focused().(fyne.CanvasObject)
	if !ok {
		return
	}
	d := fyne.CurrentApp().Driver()
	at := d.AbsolutePositionForObject(has).Subtract(d.AbsolutePositionForObject(s.room))
	if at.X >= 0 && at.Y >= 0 && at.Y < s.room.Size().Height {
		c.Unfocus()
	}
}
