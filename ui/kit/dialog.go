package kit

import (
	"fyne.io/fyne/v2"

	"throughline/assets/icons"
	"throughline/ui/say"
)

// Dialog is a modal sheet for acts of several steps: import, export. Everything undoable needs none.
type Dialog struct {
	// OnClose runs when the person closes the dialog with the cross or Escape.
	OnClose func()

	pop     *Popover
	title   *Text
	content *fyne.Container
	left    *fyne.Container
	right   *fyne.Container
	root    *fyne.Container
}

// NewDialog makes a sheet of a size.
func NewDialog(title string, width, height float32) *Dialog {
	d := &Dialog{title: NewElastic(title, Strong.Sized(SizeReading)), content: Stack(), left: HStack(Space2), right: HStack(Space2)}
	head := Inset(HStack(Space2, Grow(d.title), NewIconButton(icons.Close, say.T("Close (Esc)"), d.Hide)), Space3, Space3, Space2, Space5)
	foot := VStack(0, HLine(), Inset(HStack(Space2, Grow(d.left), d.right), Space3, Space5, Space3, Space5))
	d.root = Fixed(Dock(head, nil, foot, nil, Inset(d.content, 0, Space5, Space4, Space5)), width, height)
	d.pop = NewPopover(d.root)
	d.pop.name = title
	d.pop.OnHide = func() {
		if d.OnClose != nil {
			d.OnClose()
		}
	}
	return d
}

// SetTitle changes the heading.
func (d *Dialog) SetTitle(s string) {
	d.title.SetText(s)
	d.pop.name = s
}

// SetContent shows a step. A step shown anew keeps the keyboard where it was.
func (d *Dialog) SetContent(o fyne.CanvasObject) {
	d.keepFocus(d.content, func() {
		d.content.Objects = []fyne.CanvasObject{o}
		d.content.Refresh()
	})
}

// SetActions shows the buttons: left of the foot what stands apart, right the way on, the primary one last. Buttons shown anew keep the keyboard where it was.
func (d *Dialog) SetActions(left []fyne.CanvasObject, right ...fyne.CanvasObject) {
	if len(left) > 0 {
		if b, ok := left[0].(*Button); ok && b.kind == Quiet { // its words stand where the words above do
			left = append([]fyne.CanvasObject{Inset(b, 0, 0, 0, -Space3)}, left[1:]...)
		}
	}
	d.keepFocus(d.left, func() { d.left.Objects = left })
	d.keepFocus(d.right, func() { d.right.Objects = right })
	d.root.Refresh()
}

// Show opens the dialog over a window.
func (d *Dialog) Show(c fyne.Canvas) { d.pop.ShowModal(c) }

// Hide closes the dialog; OnClose runs.
func (d *Dialog) Hide() { d.pop.Hide() }

// Shown reports whether the dialog is on screen.
func (d *Dialog) Shown() bool { return d.pop.Shown() }
