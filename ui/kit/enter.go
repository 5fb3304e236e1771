package kit

import "fyne.io/fyne/v2"

// OnEnter lets Enter in each one-line field of a form do what the button of the form does. Fields that do something else on Enter keep that.
func OnEnter(form fyne.CanvasObject, do func()) {
	switch o := form.(type) {
	case *Entry:
		if !o.MultiLine && o.OnSubmitted == nil {
			o.OnSubmitted = func(string) { do() }
		}
	case *fyne.Container:
		for _, child := range o.Objects {
			OnEnter(child, do)
		}
	}
}
