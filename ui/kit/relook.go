package kit

import (
	_ "unsafe" // for the name below

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// rendererOf is the toolkit's own way from a widget to what draws it. It has no name outside the toolkit.
//
//go:linkname rendererOf fyne.io/fyne/v2/internal/cache.Renderer
func rendererOf(fyne.Widget) fyne.WidgetRenderer

// Relook has a tree that was out of the window while its look changed take the look in force. The toolkit does so with all that is in the window
// whenever the theme is set, and forgets what it drew; this costs the tree alone, each part laid out once.
func Relook(o fyne.CanvasObject) {
	switch o := o.(type) {
	case nil:
	case fyne.Widget:
		r := rendererOf(o)
		for _, part := range r.Objects() {
			Relook(part)
		}
		if _, ours := r.(*painter); !ours { // ours lay out when they are refreshed
			r.Layout(o.Size())
		}
		o.Refresh()
	case *fyne.Container:
		for _, part := range o.Objects {
			Relook(part)
		}
		if o.Layout != nil {
			o.Layout.Layout(o.Objects, o.Size())
		}
		canvas.Refresh(o)
	default:
		o.Refresh()
	}
}
