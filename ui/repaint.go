package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// repaints returns what has a window draw its next picture although the toolkit may have forgotten what stands in it: a canvas that
// is asked itself needs no memory of where an object is. The object asked for is nowhere.
func repaints(win fyne.Window) func() {
	speck := canvas.NewRectangle(color.Transparent)
	return func() { win.Canvas().Refresh(speck) }
}
