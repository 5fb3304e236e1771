package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// halves puts one object above another, which gets a share of the height.
type halves struct {
	below float32
	inner *ScrollView // in the upper one, which is no taller than what scrolls in it needs; nil for none
}

// leastBelow is a heading and some rows of a table, units of length.
const leastBelow float32 = 150

// Halves puts one object above another, a table as a rule. The lower one gets a share of the height, from 0 to 1, and never less than a
// heading and some rows.
func Halves(above, below fyne.CanvasObject, share float32) *fyne.Container {
	return container.New(halves{below: share}, above, below)
}

// Snug is Halves whose upper object, in which inner scrolls, takes no more than it needs: what is left over is the lower one's.
func Snug(above, below fyne.CanvasObject, share float32, inner *ScrollView) *fyne.Container {
	return container.New(halves{share, inner}, above, below)
}

// MinSize implements fyne.Layout.
func (h halves) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height)
}

// Layout implements fyne.Layout.
func (h halves) Layout(o []fyne.CanvasObject, s fyne.Size) {
	low := min(s.Height, max(leastBelow, s.Height*h.below))
	high := s.Height - low
	if h.inner != nil {
		rest := o[0].MinSize().Height - h.inner.MinSize().Height
		high = min(high, rest+HeightFor(h.inner.body.content, s.Width))
	}
	o[0].Resize(fyne.NewSize(s.Width, high))
	o[1].Move(fyne.NewPos(0, high))
	o[1].Resize(fyne.NewSize(s.Width, s.Height-high))
}
