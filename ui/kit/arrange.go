package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

type dock struct{ top, right, bottom, left, center fyne.CanvasObject }

// Dock puts objects at the edges and one in the room between, without any padding. Any may be nil. Top and bottom
// run the full width. The keyboard visits them in reading order: top, left, middle, right, bottom.
func Dock(top, right, bottom, left, center fyne.CanvasObject) *fyne.Container {
	d := &dock{top, right, bottom, left, center}
	var objects []fyne.CanvasObject
	for _, o := range []fyne.CanvasObject{top, left, center, right, bottom} {
		if o != nil {
			objects = append(objects, o)
		}
	}
	return container.New(d, objects...)
}

func shown(o fyne.CanvasObject) bool { return o != nil && o.Visible() }

// MinSize implements fyne.Layout.
func (d *dock) MinSize([]fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range []fyne.CanvasObject{d.left, d.center, d.right} {
		if shown(o) {
			m := o.MinSize()
			s.Width += m.Width
			s.Height = max(s.Height, m.Height)
		}
	}
	for _, o := range []fyne.CanvasObject{d.top, d.bottom} {
		if shown(o) {
			m := o.MinSize()
			s.Height += m.Height
			s.Width = max(s.Width, m.Width)
		}
	}
	return s
}

// Layout implements fyne.Layout.
func (d *dock) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	x, y, w, h := float32(0), float32(0), size.Width, size.Height
	if shown(d.top) {
		th := HeightFor(d.top, w)
		place(d.top, 0, 0, w, th)
		y, h = th, h-th
	}
	if shown(d.bottom) {
		bh := HeightFor(d.bottom, w)
		place(d.bottom, 0, size.Height-bh, w, bh)
		h -= bh
	}
	if shown(d.left) {
		lw := d.left.MinSize().Width
		place(d.left, 0, y, lw, h)
		x, w = lw, w-lw
	}
	if shown(d.right) {
		rw := d.right.MinSize().Width
		place(d.right, size.Width-rw, y, rw, h)
		w -= rw
	}
	if shown(d.center) {
		place(d.center, x, y, max(0, w), max(0, h))
	}
}

type flow struct {
	gap, line float32
	at        float32
}

// Flow puts objects beside each other and goes on in a new line when the width is used up: chips, mostly.
func Flow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flow{gap: gap, line: gap}, objects...)
}

func (l *flow) walk(objects []fyne.CanvasObject, width float32, put func(o fyne.CanvasObject, x, y float32, s fyne.Size)) float32 {
	var x, y, high float32
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		s := o.MinSize()
		s.Width = min(s.Width, width)
		if x > 0 && x+s.Width > width+0.5 {
			x, y, high = 0, y+high+l.line, 0
		}
		if put != nil {
			put(o, x, y, s)
		}
		x += s.Width + l.gap
		high = max(high, s.Height)
	}
	return y + high
}

func (l *flow) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return l.walk(objects, width, nil)
}

// MinSize implements fyne.Layout.
func (l *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	w := l.leastWidth(objects)
	return fyne.NewSize(w, l.heightFor(objects, widthOf(l.at, w)))
}

// Layout implements fyne.Layout.
func (l *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.at = size.Width
	l.walk(objects, size.Width, func(o fyne.CanvasObject, x, y float32, s fyne.Size) { place(o, x, y, s.Width, s.Height) })
}

type columns struct {
	gap     float32
	weights []float32
	at      float32
}

// Columns puts objects beside each other in columns that share the width by weight, all as high as the highest.
func Columns(gap float32, weights []float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columns{gap: gap, weights: weights}, objects...)
}

func (l *columns) width(i, n int, width float32) float32 {
	var sum float32
	for j := range n {
		sum += l.weight(j)
	}
	return (width - l.gap*float32(n-1)) * l.weight(i) / sum
}

func (l *columns) weight(i int) float32 {
	if i < len(l.weights) && l.weights[i] > 0 {
		return l.weights[i]
	}
	return 1
}

func (l *columns) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	var h float32
	for i, o := range objects {
		h = max(h, HeightFor(o, l.width(i, len(objects), width)))
	}
	return h
}

// MinSize implements fyne.Layout.
func (l *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	w := l.leastWidth(objects)
	return fyne.NewSize(w, l.heightFor(objects, widthOf(l.at, w)))
}

// Layout implements fyne.Layout.
func (l *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.at = size.Width
	var x float32
	for i, o := range objects {
		w := l.width(i, len(objects), size.Width)
		place(o, x, 0, w, size.Height)
		x += w + l.gap
	}
}

// Band is a coloured ground behind an object.
func Band(t Token, o fyne.CanvasObject) *fyne.Container { return Stack(NewFill(t), o) }

type atMost struct{ width float32 }

// AtMost keeps an object from growing wider than a column that can be read, at the left of its room.
func AtMost(o fyne.CanvasObject, width float32) *fyne.Container {
	return container.New(atMost{width}, o)
}

func (l atMost) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return HeightFor(objects[0], l.wide(objects[0], width))
}

// MinSize implements fyne.Layout.
func (l atMost) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// Layout implements fyne.Layout.
func (l atMost) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	place(objects[0], 0, 0, l.wide(objects[0], size.Width), size.Height)
}

// wide is how wide o is laid out in a width. What stands Alone has all of it: its middle is the middle of the page.
func (l atMost) wide(o fyne.CanvasObject, width float32) float32 {
	if c, ok := o.(*fyne.Container); ok && len(c.Objects) == 1 && stretches(c.Objects[0]) {
		return width
	}
	return min(width, l.width)
}
