package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// HeightForWidther is an object whose height depends on its width.
type HeightForWidther interface {
	HeightForWidth(width float32) float32
}

// heightLayout is a layout whose height depends on its width.
type heightLayout interface {
	heightFor(objects []fyne.CanvasObject, width float32) float32
}

// HeightFor returns how tall o wants to be when it is width wide.
func HeightFor(o fyne.CanvasObject, width float32) float32 {
	switch v := o.(type) {
	case HeightForWidther:
		return v.HeightForWidth(width)
	case *fyne.Container:
		if l, ok := v.Layout.(heightLayout); ok {
			return l.heightFor(v.Objects, width)
		}
	}
	return o.MinSize().Height
}

// widthOf is the width a layout has now, or its minimum before it was ever placed.
func widthOf(now, least float32) float32 {
	if now > 0 {
		return now
	}
	return max(least, 240)
}

type vstack struct {
	gap float32
	at  float32 // width of the last Layout
}

// VStack puts objects below each other at full width, gap apart. Hidden objects take no room. A Spacer takes the
// height that is left over.
func VStack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&vstack{gap: gap}, objects...)
}

func (l *vstack) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	var h float32
	n := 0
	for _, o := range objects {
		if o.Visible() {
			h += HeightFor(o, width)
			n++
		}
	}
	return h + l.gap*float32(max(0, n-1))
}

// MinSize implements fyne.Layout.
func (l *vstack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	w := l.leastWidth(objects)
	return fyne.NewSize(w, l.heightFor(objects, widthOf(l.at, w)))
}

// Layout implements fyne.Layout.
func (l *vstack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.at = size.Width
	spare, stretch := size.Height-l.heightFor(objects, size.Width), 0
	for _, o := range objects {
		if o.Visible() && stretches(o) {
			stretch++
		}
	}
	var y float32
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := HeightFor(o, size.Width)
		if stretches(o) && spare > 0 {
			h += spare / float32(stretch)
		}
		place(o, 0, y, size.Width, h)
		y += h + l.gap
	}
}

type hstack struct {
	gap float32
	top bool
	at  float32
}

// HStack puts objects beside each other, gap apart, centred in height, each as wide as it needs. Objects wrapped in
// Grow and Spacers share the width that is left over.
func HStack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&hstack{gap: gap}, objects...)
}

// HStackTop is HStack with objects at the top and as high as the row.
func HStackTop(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&hstack{gap: gap, top: true}, objects...)
}

// elastic is an object that asks for little room and likes more.
type elastic interface {
	likes() float32
}

// widths shares out width over the visible objects.
func (l *hstack) widths(objects []fyne.CanvasObject, width float32) []float32 {
	ws := make([]float32, len(objects))
	used, stretch, n := float32(0), 0, 0
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		n++
		ws[i] = leastWidth(o)
		used += ws[i]
		if stretches(o) {
			stretch++
		}
	}
	spare := width - used - l.gap*float32(max(0, n-1))
	for i, o := range objects { // elastic objects first get what they would like
		if e, ok := o.(elastic); ok && o.Visible() && spare > 0 {
			more := max(0, min(spare, e.likes()-ws[i]))
			ws[i] += more
			spare -= more
		}
	}
	for i, o := range objects {
		if o.Visible() && stretches(o) && spare > 0 {
			ws[i] += spare / float32(stretch)
		}
	}
	return ws
}

func (l *hstack) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	var h float32
	for i, w := range l.widths(objects, width) {
		if objects[i].Visible() {
			h = max(h, HeightFor(objects[i], w))
		}
	}
	return h
}

// MinSize implements fyne.Layout.
func (l *hstack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	w := l.leastWidth(objects)
	return fyne.NewSize(w, l.heightFor(objects, widthOf(l.at, w)))
}

// Layout implements fyne.Layout.
func (l *hstack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.at = size.Width
	var x float32
	for i, w := range l.widths(objects, size.Width) {
		o := objects[i]
		if !o.Visible() {
			continue
		}
		h := size.Height
		y := float32(0)
		if !l.top {
			h = min(size.Height, HeightFor(o, w))
			y = (size.Height - h) / 2
		}
		place(o, x, y, w, h)
		x += w + l.gap
	}
}

// grown marks an object that takes the room left over in a stack.
type grown struct{ fill }

// Grow lets o take the room left over in an HStack or VStack.
func Grow(o fyne.CanvasObject) *fyne.Container { return container.New(grown{}, o) }

// Spacer is empty room that takes what is left over.
func Spacer() *fyne.Container { return Grow(canvas.NewRectangle(Color(Clear))) }

func stretches(o fyne.CanvasObject) bool {
	c, ok := o.(*fyne.Container)
	if !ok {
		return false
	}
	_, ok = c.Layout.(grown)
	return ok
}

// fill gives every object the whole size.
type fill struct{}

func (fill) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	var h float32
	for _, o := range objects {
		if o.Visible() {
			h = max(h, HeightFor(o, width))
		}
	}
	return h
}

// MinSize implements fyne.Layout.
func (fill) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		if o.Visible() {
			s = s.Max(o.MinSize())
		}
	}
	return s
}

// Layout implements fyne.Layout.
func (fill) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		place(o, 0, 0, size.Width, size.Height)
	}
}

// Stack lays objects over each other, the first at the bottom.
func Stack(objects ...fyne.CanvasObject) *fyne.Container { return container.New(fill{}, objects...) }

type pad struct{ top, right, bottom, left float32 }

// Pad puts the same room round an object on all sides.
func Pad(o fyne.CanvasObject, n float32) *fyne.Container { return Inset(o, n, n, n, n) }

// PadXY puts room x at the sides and y above and below.
func PadXY(o fyne.CanvasObject, x, y float32) *fyne.Container { return Inset(o, y, x, y, x) }

// Inset puts room round an object, in the order top, right, bottom, left.
func Inset(o fyne.CanvasObject, top, right, bottom, left float32) *fyne.Container {
	return container.New(pad{top, right, bottom, left}, o)
}

func (p pad) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return HeightFor(objects[0], width-p.left-p.right) + p.top + p.bottom
}

// MinSize implements fyne.Layout.
func (p pad) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().Add(fyne.NewSize(p.left+p.right, p.top+p.bottom))
}

// Layout implements fyne.Layout.
func (p pad) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	place(objects[0], p.left, p.top, max(0, size.Width-p.left-p.right), max(0, size.Height-p.top-p.bottom))
}

type sized struct{ w, h float32 }

// Fixed gives an object a fixed width and height; 0 leaves that side to the object.
func Fixed(o fyne.CanvasObject, w, h float32) *fyne.Container { return container.New(sized{w, h}, o) }

func (s sized) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	if s.h > 0 {
		return s.h
	}
	return HeightFor(objects[0], width)
}

// MinSize implements fyne.Layout.
func (s sized) MinSize(objects []fyne.CanvasObject) fyne.Size {
	m := objects[0].MinSize()
	if s.w > 0 {
		m.Width = s.w
	}
	if s.h > 0 {
		m.Height = s.h
	} else if s.w > 0 {
		m.Height = HeightFor(objects[0], s.w)
	}
	return m
}

// Layout implements fyne.Layout.
func (s sized) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	place(objects[0], 0, 0, size.Width, size.Height)
}
