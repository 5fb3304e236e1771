package reports

import (
	"context"
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"throughline/app/report"
	"throughline/app/report/pdf"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// sheet is one page of paper; what is printed on it is drawn only while it is near what is in sight.
type sheet struct {
	box   *fyne.Container // what stands in the scroller
	print *canvas.Image
	of    *pdf.View // what print was drawn of; nil for nothing
	scale float64   // at which
}

func (s *Screen) newSheet() *sheet {
	sh := &sheet{print: &canvas.Image{FillMode: canvas.ImageFillStretch}}
	paper := kit.Stack(canvas.NewRectangle(color.White), sh.print) // white in the dark too, as printed
	sh.box = container.New(leaf{s, true}, kit.Band(kit.Line, kit.Pad(paper, 1)))
	return sh
}

// show shows a picture of the page; nil for none.
func (s *sheet) show(img image.Image, of *pdf.View, scale float64) {
	s.print.Image, s.of, s.scale = img, of, scale
	s.print.Refresh()
}

// printing is the preview as it is painted.
type printing struct {
	view   *pdf.View
	room   float32 // width of the preview, in pixels
	wide   float32 // of a page
	paper  report.Paper
	sheets []*sheet
	note   string // below the pages
	draw   task.Latest[image.Image]
	busy   bool // a page is being drawn
	unseen bool // the screen is out of sight
}

// mostSheets bounds the preview: the first pages tell how it reads, the file holds all.
const mostSheets = 400

// showPages shows the pages of a report. Pages that were seen before stay until they are drawn anew, so that nothing flickers while somebody types.
func (s *Screen) showPages(v *pdf.View) {
	p := &s.printing
	n, note := min(v.Pages(), mostSheets), s.pagesNote(v)
	if p.view == nil || len(p.sheets) != n || p.paper != s.model.Paper || note != p.note {
		if p.view == nil || p.paper != s.model.Paper {
			p.sheets = nil
		}
		p.sheets = p.sheets[:min(n, len(p.sheets))]
		for len(p.sheets) < n {
			p.sheets = append(p.sheets, s.newSheet())
		}
		var rows []fyne.CanvasObject
		for _, sh := range p.sheets {
			rows = append(rows, sh.box)
		}
		if note != "" {
			rows = append(rows, kit.NewParagraph(note, kit.Small).Centered())
		}
		s.paper.Objects = rows
		s.paper.Refresh()
		s.preview.Refresh()
	}
	p.view, p.note, p.paper = v, note, s.model.Paper
	task.Post(s.fillSeen)
}

// pagesNote says below the pages what they do not show.
func (s *Screen) pagesNote(v *pdf.View) string {
	if n := v.Pages() - mostSheets; n > 0 {
		return say.T("The preview ends here. %s in the file.", say.Count(n, "more page"))
	}
	return ""
}

// fillSeen draws the pages in sight and the next ones, one at a time, and forgets those far away.
func (s *Screen) fillSeen() {
	p := &s.printing
	if p.view == nil || len(p.sheets) == 0 || p.unseen {
		return
	}
	scale := s.dots()
	each := s.each()
	first := int(s.preview.Offset() / each)
	last := int((s.preview.Offset() + max(s.preview.Size().Height, each)) / each)
	order := []int{} // in sight first, then the next one below and above
	for i := first; i <= last+1; i++ {
		order = append(order, i)
	}
	order = append(order, first-1)
	for i, sh := range p.sheets {
		if sh.print.Image != nil && (i < first-2 || i > last+2) {
			sh.show(nil, nil, 0)
		}
	}
	if p.busy {
		return
	}
	for _, i := range order {
		if i < 0 || i >= len(p.sheets) || p.sheets[i].of == p.view && p.sheets[i].scale == scale {
			continue
		}
		v, sh := p.view, p.sheets[i]
		p.busy = true
		p.draw.Load(func(context.Context) (image.Image, error) { return v.Draw(i, scale), nil }, func(img image.Image, _ error) {
			p.busy = false
			if v == p.view && !p.unseen {
				sh.show(img, v, scale)
			}
			s.fillSeen()
		})
		return
	}
}

// Away lets go of the pictures of pages, some 3 MB each, while nobody sees them.
func (s *Screen) Away() {
	s.printing.unseen = true
	for _, sh := range s.printing.sheets {
		sh.show(nil, nil, 0)
	}
}

// Shown draws the pages in sight again.
func (s *Screen) Shown() {
	s.printing.unseen = false
	s.fillSeen()
}

// dots is how many pixels of the screen a point of paper takes.
func (s *Screen) dots() float64 {
	w, _ := s.printing.view.Size()
	wide := int(s.printing.wide)
	if c := kit.CanvasOf(s.root); c != nil {
		wide, _ = c.PixelCoordinateForPosition(fyne.NewPos(s.printing.wide, 0))
	}
	return float64(wide) / w
}

// each is how far a page begins below the one before, in pixels.
func (s *Screen) each() float32 { return pageHigh(s.model.Paper, s.printing.wide) + 2 + pageGap }

// clearPages takes the pages away.
func (s *Screen) clearPages() {
	s.printing.view, s.printing.sheets, s.printing.note = nil, nil, ""
}

// pageSays tells which page is in sight: "Page 3 of 21", and whether the file has others; "" without a preview. Of a long report it is not known at once how
// many there are.
func (s *Screen) pageSays() string {
	p := &s.printing
	if p.view == nil || len(p.sheets) == 0 {
		return ""
	}
	says := say.T("Page %d", min(int((s.preview.Offset()+s.preview.Size().Height/2)/s.each()), len(p.sheets)-1)+1)
	if !p.view.More() {
		says += say.T(" of %d", p.view.Pages())
	}
	switch s.model.Format {
	case Word:
		says += say.T(" of the PDF. Word breaks pages by its own rules.")
	case Web, Markdown:
		says += say.T(" of the PDF. The file goes on without pages.")
	}
	return says
}
