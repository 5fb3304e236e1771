package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// How a list, a page and what stands beside it share a narrow window.
const (
	leastList  float32 = 220
	leastPage  float32 = 400
	belowShare float32 = 0.4
)

type sides struct {
	left, middle, right fyne.CanvasObject
}

// Sides is a list at the left, a page in the middle and a panel at the right, each as wide as it asks for; left and right may be nil. In a window
// that is too narrow for the three the list gives way, and then the panel goes below the page.
func Sides(left, middle, right fyne.CanvasObject) *fyne.Container {
	objects := []fyne.CanvasObject{middle}
	if left != nil {
		objects = []fyne.CanvasObject{left, middle}
	}
	if right != nil {
		objects = append(objects, right)
	}
	return container.New(&sides{left, middle, right}, objects...)
}

// MinSize implements fyne.Layout.
func (l *sides) MinSize([]fyne.CanvasObject) fyne.Size {
	m := l.middle.MinSize()
	m.Width = leastPage
	if shown(l.left) {
		s := l.left.MinSize()
		m.Width, m.Height = m.Width+min(leastList, s.Width), max(m.Height, s.Height)
	}
	return m
}

// narrowest is how far the list gives way: its heading and tools stay whole, which in other languages need more room than in English.
func (l *sides) narrowest() float32 {
	if c, ok := l.left.(*fyne.Container); ok {
		if _, ok := c.Layout.(sized); ok {
			return max(leastList, leastWidth(c.Objects[0]))
		}
	}
	return leastList
}

// Layout implements fyne.Layout.
func (l *sides) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	left, right, w, h := float32(0), float32(0), size.Width, size.Height
	if shown(l.left) {
		left = l.left.MinSize().Width
	}
	if shown(l.right) {
		right = l.right.MinSize().Width
	}
	middle := max(leastPage, l.middle.MinSize().Width)
	if over := left + middle + right - w; over > 0 && left > 0 {
		left -= min(over, max(0, left-l.narrowest()))
	}
	if right > 0 && left+middle+right > w {
		low := h * belowShare
		place(l.right, left, h-low, w-left, low)
		h, right = h-low, 0
	} else if right > 0 {
		place(l.right, w-right, 0, right, h)
	}
	if left > 0 {
		place(l.left, 0, 0, left, size.Height)
	}
	place(l.middle, left, 0, max(0, w-left-right), max(0, h))
}
