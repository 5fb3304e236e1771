package reports

import (
	"context"
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"throughline/app/report"
	"throughline/app/report/pdf"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Measures of a previewed page, in pixels.
const (
	pageWidth  float32 = 660
	pageMargin float32 = 52
	pageGap    float32 = 16
)

// pageHigh is the height of a page of paper.
func pageHigh(p report.Paper) float32 {
	if p == report.Letter {
		return pageWidth * 11 / 8.5
	}
	return pageWidth * 297 / 210
}

// sheet is one page of paper; what is printed on it is drawn only while it is near what is in sight.
type sheet struct {
	box   *fyne.Container // what stands in the scroller
	print *canvas.Image
	of    *pdf.View // what print was drawn of; nil for nothing
	scale float64   // at which
}

func newSheet(high float32) *sheet {
	s := &sheet{print: &canvas.Image{FillMode: canvas.ImageFillStretch}}
	paper := kit.Stack(canvas.NewRectangle(color.White), s.print) // white in the dark too, as printed
	s.box = kit.Fixed(kit.Band(kit.Line, kit.Pad(paper, 1)), pageWidth+2, high+2)
	return s
}

// show shows a picture of the page; nil for none.
func (s *sheet) show(img image.Image, of *pdf.View, scale float64) {
	s.print.Image, s.of, s.scale = img, of, scale
	s.print.Refresh()
}

// printing is the preview as it is painted.
type printing struct {
	view   *pdf.View
	sheets []*sheet
	note   string // below the pages
	draw   task.Latest[image.Image]
	busy   bool // a page is being drawn
}

// mostSheets bounds the preview: the first pages tell how it reads, the file holds all.
const mostSheets = 400

// showPages shows the pages of a report. Pages that were seen before stay until they are drawn anew, so that nothing flickers while somebody types.
func (s *Screen) showPages(v *pdf.View) {
	p := &s.printing
	n, high := min(v.Pages(), mostSheets), pageHigh(s.model.Paper)
	note := s.pagesNote(v)
	if p.view == nil || len(p.sheets) != n || p.sheets[0].box.MinSize().Height != high+2 || note != p.note {
		if p.view == nil || len(p.sheets) == 0 || p.sheets[0].box.MinSize().Height != high+2 {
			p.sheets = nil
		}
		p.sheets = p.sheets[:min(n, len(p.sheets))]
		for len(p.sheets) < n {
			p.sheets = append(p.sheets, newSheet(high))
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
	p.view, p.note = v, note
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
	if p.view == nil || len(p.sheets) == 0 {
		return
	}
	scale := s.dots()
	each := p.sheets[0].box.MinSize().Height + pageGap
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
			if v == p.view {
				sh.show(img, v, scale)
			}
			s.fillSeen()
		})
		return
	}
}

// dots is how many pixels of the screen a point of paper takes.
func (s *Screen) dots() float64 {
	w, _ := s.printing.view.Size()
	wide := int(pageWidth)
	if c := kit.CanvasOf(s.root); c != nil {
		wide, _ = c.PixelCoordinateForPosition(fyne.NewPos(pageWidth, 0))
	}
	return float64(wide) / w
}

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
	each := p.sheets[0].box.MinSize().Height + pageGap
	says := say.T("Page %d", min(int((s.preview.Offset()+s.preview.Size().Height/2)/each), len(p.sheets)-1)+1)
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
