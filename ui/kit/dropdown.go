package kit

import "fyne.io/fyne/v2"

// Option is one choice of a Dropdown or of Segments.
type Option struct {
	ID   string
	Text string
	Dot  Paint // optional
}

// Dropdown is a button that shows the present choice and opens a menu of all.
type Dropdown struct {
	Button
	// OnChange runs with the id of the choice when the person changes it.
	OnChange func(id string)

	options  []Option
	selected string
	prefix   string
	width    float32
}

// NewDropdown makes a dropdown with the first option chosen.
func NewDropdown(options []Option, onChange func(id string)) *Dropdown {
	d := &Dropdown{OnChange: onChange}
	d.drop = true
	d.extend(d, d.open)
	d.SetOptions(options)
	return d
}

// WithPrefix puts words before the choice on the button, "Sort: ", and returns the dropdown.
func (d *Dropdown) WithPrefix(s string) *Dropdown {
	d.prefix = s
	d.Select(d.selected)
	return d
}

// WithWidth gives the button a fixed width and returns the dropdown.
func (d *Dropdown) WithWidth(w float32) *Dropdown {
	d.width = w
	return d
}

// MinSize implements fyne.CanvasObject.
func (d *Dropdown) MinSize() fyne.Size {
	m := d.BaseWidget.MinSize()
	if d.width > 0 {
		m.Width = d.width
	}
	return m
}

// SetOptions changes the choices; the present one is kept if it is still there.
func (d *Dropdown) SetOptions(options []Option) {
	d.options = options
	for _, o := range options {
		if o.ID == d.selected {
			d.Select(o.ID)
			return
		}
	}
	if len(options) > 0 {
		d.Select(options[0].ID)
	}
}

// Selected returns the id of the choice.
func (d *Dropdown) Selected() string { return d.selected }

// Select shows a choice without calling OnChange.
func (d *Dropdown) Select(id string) {
	for _, o := range d.options {
		if o.ID == id {
			d.selected, d.text, d.dot = id, d.prefix+o.Text, o.Dot
			d.Refresh()
			return
		}
	}
}

// TypedKey implements fyne.Focusable: Down opens, too.
func (d *Dropdown) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyDown {
		d.open()
		return
	}
	d.control.TypedKey(k)
}

func (d *Dropdown) open() {
	items, at := make([]MenuItem, len(d.options)), -1
	for i, o := range d.options {
		if o.ID == d.selected {
			at = i
		}
		items[i] = MenuItem{Text: o.Text, Dot: o.Dot, Checked: o.ID == d.selected, Run: func() { d.choose(o.ID) }}
	}
	showMenuFrom(d, at, items)
}

func (d *Dropdown) choose(id string) {
	if id == d.selected {
		return
	}
	d.Select(id)
	if d.OnChange != nil {
		d.OnChange(id)
	}
}
