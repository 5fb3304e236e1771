package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// headLeast is how high a line of a head is at least, in pixels: heads are as high on each screen, whatever stands in them.
const headLeast float32 = 34

// headStep is how far the lines of a head are apart.
const headStep float32 = 6

type head struct {
	row *hstack
	at  float32 // width of the last Layout
}

// Head is an HStack that goes on in a further line where the window is too narrow for all of it: a title, what is said beside it, and what can be
// done. It is never wider than its widest part.
func Head(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&head{row: &hstack{gap: gap}}, objects...)
}

// lines parts the visible objects into lines of a width. Room that is only there to be left over does not begin a line.
func (l *head) lines(objects []fyne.CanvasObject, width float32) (lines [][]fyne.CanvasObject) {
	var line []fyne.CanvasObject
	used := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		w := o.MinSize().Width
		if len(line) > 0 && used+l.row.gap+w > width+0.5 {
			lines, line, used = append(lines, line), nil, 0
		}
		if len(line) > 0 {
			used += l.row.gap
		}
		line, used = append(line, o), used+w
	}
	if len(line) > 0 {
		lines = append(lines, line)
	}
	return lines
}

func (l *head) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	lines := l.lines(objects, width)
	h := headStep * float32(max(0, len(lines)-1))
	for _, line := range lines {
		h += max(headLeast, l.row.heightFor(line, width))
	}
	return h
}

// MinSize implements fyne.Layout.
func (l *head) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var w float32
	for _, o := range objects {
		if o.Visible() {
			w = max(w, o.MinSize().Width)
		}
	}
	if l.at == 0 { // not laid out yet: as if there were room
		return fyne.NewSize(w, max(headLeast, l.row.heightFor(objects, l.row.MinSize(objects).Width)))
	}
	return fyne.NewSize(w, l.heightFor(objects, l.at))
}

// Layout implements fyne.Layout.
func (l *head) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.at = size.Width
	lines := l.lines(objects, size.Width)
	y := max(0, (size.Height-l.heightFor(objects, size.Width))/2)
	for _, line := range lines {
		h := l.row.heightFor(line, size.Width)
		if len(lines) == 1 {
			y, h = 0, size.Height
		}
		l.row.Layout(line, fyne.NewSize(size.Width, h))
		for _, o := range line {
			o.Move(o.Position().AddXY(0, y))
		}
		y += h + headStep
	}
}
