package reports

import (
	"fyne.io/fyne/v2"

	"throughline/app/report"
	"throughline/ui/kit"
	"throughline/ui/task"
)

// Measures of a previewed page, in pixels: how wide it is where there is room, and at least.
const (
	pageWidth  float32 = 660
	pageLeast  float32 = 240
	pageMargin float32 = 52
	pageGap    float32 = 16
)

// pageHigh is the height of a page of paper that is so wide.
func pageHigh(p report.Paper, wide float32) float32 {
	if p == report.Letter {
		return wide * 11 / 8.5
	}
	return wide * 297 / 210
}

// leaf lays out what is as wide as a page: a page, with its edge, or the pages below each other.
type leaf struct {
	s    *Screen
	page bool
}

// MinSize implements fyne.Layout.
func (l leaf) MinSize(objects []fyne.CanvasObject) fyne.Size {
	w := l.s.printing.wide
	if l.page {
		return fyne.NewSize(w+2, pageHigh(l.s.model.Paper, w)+2)
	}
	return fyne.NewSize(w+2, kit.HeightFor(objects[0], w+2))
}

// Layout implements fyne.Layout.
func (leaf) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(size)
}

// fitting gives the preview its whole room, and has the pages made as wide as it lets them be.
type fitting struct{ s *Screen }

// MinSize implements fyne.Layout: pages become narrower before anything is scrolled sideways.
func (f fitting) MinSize(objects []fyne.CanvasObject) fyne.Size {
	m := objects[0].MinSize()
	return fyne.NewSize(min(m.Width, pageLeast+2+2*kit.Space4), m.Height)
}

// Layout implements fyne.Layout.
func (f fitting) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(size)
	if p := &f.s.printing; size.Width > 0 && size.Width != p.room {
		p.room = size.Width
		task.Post(f.s.fit) // not from within a layout
	}
}

// fit makes the pages as wide as the room lets them be, with the same line at the top of the view.
func (s *Screen) fit() {
	p := &s.printing
	wide := max(pageLeast, min(pageWidth, p.room-2-2*kit.Space4))
	if wide == p.wide {
		return
	}
	at := s.preview.Offset() * wide / p.wide
	p.wide = wide
	s.paper.Refresh()
	s.preview.Refresh()
	s.preview.ScrollTo(at)
	s.fillSeen()
}
