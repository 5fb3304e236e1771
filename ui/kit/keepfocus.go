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
		d.pop.takeKeys()
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

// turnPage scrolls the page of the dialog that o stands in by a view, for PageUp and PageDown: what has no widget of its own is read by keys, too. Returns false for
// other keys, and where nothing scrolls.
func turnPage(o fyne.CanvasObject, k fyne.KeyName) bool {
	c := CanvasOf(o)
	if c == nil || k != fyne.KeyPageUp && k != fyne.KeyPageDown {
		return false
	}
	p, ok := c.Overlays().Top().(*Popover)
	if !ok || !p.modal {
		return false
	}
	v := scrollIn(p.content)
	if v == nil {
		return false
	}
	by := v.Size().Height - Space6
	if k == fyne.KeyPageUp {
		by = -by
	}
	v.ScrollTo(v.Offset() + by)
	return true
}

// scrollIn is the first part of o that scrolls, nil for none.
func scrollIn(o fyne.CanvasObject) *ScrollView {
	if v, ok := o.(*ScrollView); ok && v.Visible() {
		return v
	}
	if c, ok := o.(*fyne.Container); ok && c.Visible() {
		for _, o := range c.Objects {
			if v := scrollIn(o); v != nil {
				return v
			}
		}
	}
	return nil
}
