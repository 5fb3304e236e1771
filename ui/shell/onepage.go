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
