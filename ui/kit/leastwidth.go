package kit

import "fyne.io/fyne/v2"

// leastWidther is a widget that knows its least width without measuring how tall it is.
type leastWidther interface {
	leastWidth() float32
}

// widthLayout is a layout that knows its least width without measuring how tall its objects are.
type widthLayout interface {
	leastWidth(objects []fyne.CanvasObject) float32
}

// leastWidth is the width of o.MinSize(). Where layouts lie in each other it asks each object once: a least size also has a height, which in a row
// depends on widths, so that asking for sizes costs twice as much with every row that lies in a row.
func leastWidth(o fyne.CanvasObject) float32 {
	switch v := o.(type) {
	case leastWidther:
		return v.leastWidth()
	case *fyne.Container:
		if l, ok := v.Layout.(widthLayout); ok {
			return l.leastWidth(v.Objects)
		}
	}
	return o.MinSize().Width
}

func (l *vstack) leastWidth(objects []fyne.CanvasObject) float32 { return widest(objects) }

func (fill) leastWidth(objects []fyne.CanvasObject) float32 { return widest(objects) }

func (l *hstack) leastWidth(objects []fyne.CanvasObject) float32 {
	var w float32
	n := 0
	for _, o := range objects {
		if o.Visible() {
			w += leastWidth(o)
			n++
		}
	}
	return w + l.gap*float32(max(0, n-1))
}

func (l *flow) leastWidth(objects []fyne.CanvasObject) float32 { return min(widest(objects), 80) }

func (l *columns) leastWidth(objects []fyne.CanvasObject) float32 {
	w := l.gap * float32(max(0, len(objects)-1))
	for _, o := range objects {
		w += leastWidth(o)
	}
	return w
}

func (p pad) leastWidth(objects []fyne.CanvasObject) float32 {
	return leastWidth(objects[0]) + p.left + p.right
}

func (s sized) leastWidth(objects []fyne.CanvasObject) float32 {
	if s.w > 0 {
		return s.w
	}
	return leastWidth(objects[0])
}

func (l atMost) leastWidth(objects []fyne.CanvasObject) float32 { return leastWidth(objects[0]) }

func (centered) leastWidth(objects []fyne.CanvasObject) float32 { return leastWidth(objects[0]) }

// widest is the least width of the widest object that is shown.
func widest(objects []fyne.CanvasObject) float32 {
	var w float32
	for _, o := range objects {
		if o.Visible() {
			w = max(w, leastWidth(o))
		}
	}
	return w
}
