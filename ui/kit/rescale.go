package kit

import (
	"math"
	"reflect"

	"fyne.io/fyne/v2"
)

// Rescale makes everything in all windows as large as FYNE_SCALE says now, user times the size that the screen asks for. The toolkit reads it only when a
// theme is set, and reads all its fonts anew then, some 30 ms: what is needed of that is done here, and the whole of it only if the toolkit changed inside.
func (t *Theme) Rescale(user float32) {
	still = true
	done := true
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		done = rescale(w, user) && done
	}
	still = false
	if !done {
		t.Put()
		return
	}
	for _, o := range roots() {
		o.Refresh()
	}
}

// rescale gives a window of the toolkit another scale, as reloadScale of its glCanvas does; it reports false for what it does not know.
func rescale(w fyne.Window, user float32) bool {
	win, ok := w.(interface{ RescaleContext() })
	canvas := reflect.ValueOf(w.Canvas())
	if !ok || canvas.Kind() != reflect.Pointer || canvas.Elem().Kind() != reflect.Struct {
		return false
	}
	scale, detected := canvas.Elem().FieldByName("scale"), canvas.Elem().FieldByName("detectedScale")
	dirty, ok := w.Canvas().(interface{ SetDirty() })
	if !ok || !scale.IsValid() || !detected.IsValid() || scale.Kind() != reflect.Float32 || detected.Kind() != reflect.Float32 {
		return false
	}
	system := float64(fyne.CurrentDevice().SystemScaleForWindow(w))
	if system < 0 { // the toolkit found it out by itself
		system = detected.Float()
	}
	set := reflect.NewAt(scale.Type(), scale.Addr().UnsafePointer()).Elem() // it has no name outside the toolkit
	set.SetFloat(math.Round(system*float64(user)*10) / 10)
	dirty.SetDirty()
	win.RescaleContext()
	return true
}
