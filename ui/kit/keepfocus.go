package kit

import (
	"reflect"
	"slices"

	"fyne.io/fyne/v2"
)

// keepFocus replaces what stands in a part of the dialog and keeps the keyboard where it was: what has it afterwards is what stands in the same place and is of
// the same kind; where there is none, the dialog itself has it. Nothing that has gone goes on hearing keys.
func (d *Dialog) keepFocus(part *fyne.Container, replace func()) {
	c := d.pop.canvas
	if c == nil || !d.Shown() {
		replace()
		return
	}
	had := c.Focused()
	at := slices.Index(focusables(part, nil), had)
	replace()
	if at < 0 {
		return
	}
	now := focusables(part, nil)
	switch {
	case slices.Contains(now, had):
	case at < len(now) && reflect.TypeOf(now[at]) == reflect.TypeOf(had):
		c.Focus(now[at])
	default:
		c.Focus(d.pop)
	}
}

// focusables lists what can have the keyboard in o, in reading order, and appends it to all.
func focusables(o fyne.CanvasObject, all []fyne.Focusable) []fyne.Focusable {
	if o == nil || !o.Visible() {
		return all
	}
	switch v := o.(type) {
	case *fyne.Container:
		for _, o := range v.Objects {
			all = focusables(o, all)
		}
	case *ScrollView:
		all = focusables(v.body.content, all)
	case fyne.Focusable:
		all = append(all, v)
	}
	return all
}
