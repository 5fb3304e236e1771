package reports

import (
	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/report"
	"throughline/ui/kit"
	"throughline/ui/task"
)

// Measures of a previewed page, in pixels.
const (
	pageWidth  float32 = 660
	pageMargin float32 = 52
	pageGap    float32 = 16
	footHigh   float32 = 40
)

const (
	// stepPieces is how many pieces one step of the UI goroutine lays out.
	stepPieces = 12
	// maxPages bounds the preview: the first pages tell how it reads, the file holds all.
	maxPages = 40
)

// pageHigh is the height of a page of paper.
func pageHigh(p report.Paper) float32 {
	if p == report.Letter {
		return pageWidth * 11 / 8.5
	}
	return pageWidth * 297 / 210
}

// typesetter breaks a document into pages, a few parts at a time, so that the window stays quick. It is a preview: the file
// breaks its pages by the same rules in its own type.
type typesetter struct {
	doc   *report.Document
	room  float32 // height for text on a page
	next  int     // block to set next
	queue []piece // of the block before, still to be set
	page  []piece
	high  float32
	pages [][]piece
}

func newTypesetter(d *report.Document, p report.Paper) *typesetter {
	t := &typesetter{doc: d, room: pageHigh(p) - 2*pageMargin - footHigh}
	t.queue = cover(d)
	return t
}

// step sets the next parts; false when the document is set.
func (t *typesetter) step() bool {
	for range stepPieces {
		switch {
		case len(t.pages) >= maxPages, len(t.queue) == 0 && t.next == len(t.doc.Blocks):
			t.flush()
			return false
		case len(t.queue) > 0:
			t.add(t.queue[0])
			t.queue = t.queue[1:]
			continue
		}
		b := t.doc.Blocks[t.next]
		t.next++
		if _, ok := b.(report.PageBreak); ok {
			t.flush()
		} else {
			t.queue = block(b)
		}
	}
	return true
}

func (t *typesetter) add(p piece) {
	h := kit.HeightFor(p.object, pageWidth-2*pageMargin)
	if len(t.page) > 0 {
		if t.high+p.gap+h > t.room {
			t.turn()
		}
		if len(t.page) > 0 {
			t.high += p.gap
		}
	}
	t.page = append(t.page, p)
	t.high += h
}

// turn begins a page and takes along the headings that would end the one before.
func (t *typesetter) turn() {
	n := len(t.page)
	for n > 1 && t.page[n-1].keep {
		n--
	}
	if t.page[n-1].keep { // nothing but headings
		n = len(t.page)
	}
	along := t.page[n:]
	t.page = t.page[:n:n]
	t.flush()
	for i, p := range along {
		if i > 0 {
			t.high += p.gap
		}
		t.high += kit.HeightFor(p.object, pageWidth-2*pageMargin)
		t.page = append(t.page, p)
	}
}

func (t *typesetter) flush() {
	if len(t.page) > 0 {
		t.pages = append(t.pages, t.page)
	}
	t.page, t.high = nil, 0
}

// sheet is one page of paper, filled only while it is in sight.
type sheet struct {
	box    *fyne.Container // what stands in the scroller
	body   *fyne.Container
	pieces []piece
	filled bool
}

func newSheet(ps []piece, footer string, high float32) *sheet {
	s := &sheet{pieces: ps, body: kit.Stack()}
	foot := kit.VStack(kit.Space2, kit.HLine(), kit.NewElastic(footer, kit.Small))
	page := kit.Dock(nil, nil, kit.Fixed(foot, 0, footHigh), nil, s.body)
	s.box = kit.Fixed(kit.Stack(kit.NewBox(kit.Surface, kit.Line), kit.Pad(page, pageMargin)), pageWidth, high)
	return s
}

func (s *sheet) fill(on bool) {
	if s.filled == on {
		return
	}
	s.filled, s.body.Objects = on, nil
	if on {
		col := kit.VStack(0)
		for i, p := range s.pieces {
			if i > 0 {
				col.Add(kit.Inset(p.object, p.gap, 0, 0, 0))
			} else {
				col.Add(p.object)
			}
		}
		s.body.Objects = []fyne.CanvasObject{col}
	}
	s.body.Refresh()
}

// typeset lays a document out in steps and shows its pages when they are done. A newer document overtakes it.
func (s *Screen) typeset(d *report.Document, paper report.Paper) {
	s.setting++
	gen, t := s.setting, newTypesetter(d, paper)
	var step func()
	step = func() {
		switch {
		case gen != s.setting:
		case t.step():
			task.Post(step)
		default:
			s.showPages(t, paper)
		}
	}
	step()
}

func (s *Screen) showPages(t *typesetter, paper report.Paper) {
	s.sheets = nil
	var rows []fyne.CanvasObject
	for _, ps := range t.pages {
		sh := newSheet(ps, t.doc.Footer, pageHigh(paper))
		s.sheets = append(s.sheets, sh)
		rows = append(rows, sh.box)
	}
	if n := len(t.doc.Blocks) - t.next; n > 0 {
		rows = append(rows, kit.NewParagraph("The preview ends here. "+app.Count(n, "more part")+" in the file.", kit.Small).Centered())
	}
	s.paper.Objects = rows
	s.paper.Refresh()
	s.preview.Refresh()
	task.Post(s.fillSeen)
}

// fillSeen fills the pages in sight and the next ones, one a step, and empties those far away.
func (s *Screen) fillSeen() {
	if len(s.sheets) == 0 {
		return
	}
	each := s.sheets[0].box.MinSize().Height + pageGap
	first, last := s.preview.Offset()/each-1, (s.preview.Offset()+max(s.preview.Size().Height, each))/each+1
	for i, sh := range s.sheets {
		on := float32(i) >= first && float32(i) <= last
		if on && !sh.filled {
			sh.fill(true)
			task.Post(s.fillSeen) // one page a step
			return
		}
		sh.fill(on)
	}
}
