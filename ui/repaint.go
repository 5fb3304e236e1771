package ui

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"throughline/ui/task"
)

// repaints returns what has a window draw its next picture although the toolkit may have forgotten what stands in it: a canvas that
// is asked itself needs no memory of where an object is. The object asked for is nowhere.
func repaints(win fyne.Window) func() {
	speck := canvas.NewRectangle(color.Transparent)
	return func() { win.Canvas().Refresh(speck) }
}

// rememberEvery is how long the toolkit may go without knowing what stands in the window, once it has forgotten.
const rememberEvery = time.Second

// remember has the toolkit learn again and again what stands in a window, without drawing, until the program ends: what a key or a press changes
// is drawn then, too. A walk takes about as long as the least part of a picture.
func remember(win fyne.Window) {
	walk, ok := win.Canvas().(interface{ EnsureMinSize() bool })
	if !ok {
		return
	}
	task.Every(rememberEvery, func() { walk.EnsureMinSize() })
}
