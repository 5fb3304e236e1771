package kit

import (
	"math"
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Rescale makes everything in all windows as large as FYNE_SCALE says now, user times the size that the screen asks for. A window keeps its place on the
// desk: it shows less if all is larger. The toolkit reads the scale only when a theme is set, reads all its fonts anew then, some 30 ms, and has the
// window grow beyond the screen: what is needed of that is done here, and the whole of it only if the toolkit changed inside.
func (t *Theme) Rescale(user float32) {
	done := true
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		done = rescale(w, user) && done
	}
	if !done {
		t.Put()
		return
	}
	for _, o := range roots() {
		redraw(o)
	}
}

// rescale gives a window of the toolkit another scale, as reloadScale of its glCanvas does; it reports false for what it does not know.
func rescale(w fyne.Window, user float32) bool {
	win, ok := w.(interface{ RescaleContext() })
	v := reflect.ValueOf(w.Canvas())
	if !ok || v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		return false
	}
	scale, detected := v.Elem().FieldByName("scale"), v.Elem().FieldByName("detectedScale")
	inside, ok := w.Canvas().(interface {
		SetDirty()
		Resize(fyne.Size)
	})
	if !ok || !scale.IsValid() || !detected.IsValid() || scale.Kind() != reflect.Float32 || detected.Kind() != reflect.Float32 {
		return false
	}
	system := float64(fyne.CurrentDevice().SystemScaleForWindow(w))
	if system < 0 { // the toolkit found it out by itself
		system = detected.Float()
	}
	before, now := float32(scale.Float()), float32(math.Round(system*float64(user)*10)/10)
	size := w.Canvas().Size()
	set := reflect.NewAt(scale.Type(), scale.Addr().UnsafePointer()).Elem() // it has no name outside the toolkit
	set.SetFloat(float64(now))
	inside.Resize(fyne.NewSize(asManyPixels(size.Width, before, now), asManyPixels(size.Height, before, now)))
	inside.SetDirty()
	still = true
	win.RescaleContext()
	still = false
	return true
}

// asManyPixels is the length that has as many pixels at another scale. The toolkit rounds up: a length a hair too long would be a pixel more.
func asManyPixels(length, before, now float32) float32 {
	pixels := float32(math.Round(float64(length * before)))
	length = pixels / now
	for length*now > pixels {
		length = math.Nextafter32(length, 0)
	}
	return length
}

// redraw has all that is drawn for a number of pixels drawn again: icons, pictures, charts. Words forget their pixels by themselves.
func redraw(o fyne.CanvasObject) {
	switch o := o.(type) {
	case fyne.Widget:
		for _, part := range rendererOf(o).Objects() {
			redraw(part)
		}
	case *fyne.Container:
		for _, part := range o.Objects {
			redraw(part)
		}
	case *canvas.Image:
		o.Refresh()
	default:
		canvas.Refresh(o)
	}
}
