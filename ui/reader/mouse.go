package reader

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/task"
)

// mouse is what the pointer is doing on the page.
type mouse struct {
	last    time.Time // of the press before
	lastAt  fyne.Position
	clicks  int
	down    bool
	dragged bool
	drag    fyne.Position
	over    fyne.Position
	scroll  func() // stops scrolling while the pointer rests outside
	onSpot  bool   // the press went to the margin
	cycle   []int  // findings under the last click, to go through when it is repeated
	turn    int    // which of them is active
}

const (
	multiClick = 400 * time.Millisecond // between the clicks of a double click
	multiMove  = 4                      // px the pointer may move between them
	dragZone   = 12                     // px inside the view's edge where a drag scrolls
)

// Cursor implements desktop.Cursorable.
func (p *page) Cursor() desktop.Cursor {
	f := p.v.frame
	if _, ok := p.spotAt(p.mouse.over.X, p.mouse.over.Y); ok {
		return desktop.PointerCursor
	}
	if p.mouse.over.X >= f.text-8 && p.mouse.over.X < f.margin-4 {
		return desktop.TextCursor
	}
	return desktop.DefaultCursor
}

// MouseIn implements desktop.Hoverable.
func (p *page) MouseIn(e *desktop.MouseEvent) { p.mouse.over = e.Position }

// MouseMoved implements desktop.Hoverable.
func (p *page) MouseMoved(e *desktop.MouseEvent) { p.mouse.over = e.Position }

// MouseOut implements desktop.Hoverable.
func (p *page) MouseOut() {}

// MouseDown implements desktop.Mouseable: it begins a selection, or goes to what stands in the margin.
func (p *page) MouseDown(e *desktop.MouseEvent) {
	if c := kit.CanvasOf(p); c != nil {
		c.Focus(p)
	}
	if e.Button == desktop.MouseButtonSecondary {
		p.menu(e)
	}
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	m := &p.mouse
	m.down, m.dragged, m.onSpot = true, false, false
	if s, ok := p.spotAt(e.Position.X, e.Position.Y); ok {
		m.onSpot = true
		p.press(s)
		return
	}
	m.count(e.Position, time.Now())
	at, up := p.hit(e.Position)
	if e.Modifier&fyne.KeyModifierShift != 0 {
		p.v.caret.extend(at, up)
	} else {
		p.v.caret.press(p.v.doc, at, up, m.clicks)
	}
	p.sync()
}

// menu asks for the menu of the selection if the click fell on it, else of the finding there.
func (p *page) menu(e *desktop.MouseEvent) {
	at, _ := p.hit(e.Position)
	if sel := p.v.caret.selection(); at < sel.Start || at > sel.End || sel.Len() == 0 {
		p.v.caret.put(at, false)
		p.v.selected(false)
		if s, ok := p.spotAt(e.Position.X, e.Position.Y); ok {
			p.press(s)
		} else if under := p.v.index.At(at); len(under) == 0 || p.v.activeIndex() < 0 || !slices.Contains(under, p.v.activeIndex()) {
			p.activateAt(e.Position)
		}
		p.sync()
	}
	if p.v.OnMenu != nil {
		p.v.OnMenu(e.AbsolutePosition)
	}
}

// menuAtCaret asks for the menu of the selection or of the finding at hand, below the caret or at the edge behind which that is.
func (p *page) menuAtCaret() {
	v := p.v
	if v.OnMenu == nil {
		return
	}
	at, high := v.PlaceOf(v.caret.at, v.caret.up)
	at.Y = max(0, min(at.Y+high, v.high()))
	v.OnMenu(fyne.CurrentApp().Driver().AbsolutePositionForObject(v).Add(at))
}

// count tells single from double and triple clicks: quick, and at the same place, so that a click after a drag is a first.
func (m *mouse) count(at fyne.Position, now time.Time) {
	near := abs(at.X-m.lastAt.X) <= multiMove && abs(at.Y-m.lastAt.Y) <= multiMove
	if near && now.Sub(m.last) < multiClick {
		m.clicks++
	} else {
		m.clicks = 1
	}
	m.last, m.lastAt = now, at
}

func abs(f float32) float32 { return max(f, -f) }

// hit is the byte under a point of the view.
func (p *page) hit(at fyne.Position) (int, bool) {
	return p.v.doc.Hit(at.X-p.v.frame.text, at.Y+p.v.top)
}

// press goes to what stands at a spot of the margin; "+3" offers what it stands for.
func (p *page) press(s spot) {
	if s.ghost >= 0 {
		p.v.PutCaret(p.v.ghosts[s.ghost].Start)
		return
	}
	if s.more && len(s.marks) > 1 && p.v.OnMany != nil {
		ids := make([]app.FindingID, len(s.marks))
		for i, k := range s.marks {
			ids[i] = p.v.marks[k].ID
		}
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p)
		p.v.OnMany(ids, at.AddXY(s.x, s.y-p.v.top+s.h))
		return
	}
	p.cycle(s.marks)
}

// MouseUp implements desktop.Mouseable: it ends a selection; a plain click goes to the finding under it.
func (p *page) MouseUp(e *desktop.MouseEvent) {
	m := &p.mouse
	if !m.down || m.onSpot {
		m.down = false
		return
	}
	m.down = false
	if m.dragged {
		return // DragEnd reports
	}
	p.v.selected(true)
	if m.clicks == 1 && p.v.caret.selection().Len() == 0 {
		p.activateAt(e.Position)
	}
}

// activateAt goes to the finding under a click; a click there again goes to the next that overlaps.
func (p *page) activateAt(at fyne.Position) {
	f := p.v.frame
	if at.X < f.text-8 || at.X > f.text+f.textWidth+8 {
		p.activate(-1)
		return
	}
	hit, up := p.hit(at)
	under := p.v.index.At(hit)
	if up && hit > 0 || len(under) == 0 && hit > 0 {
		under = p.v.index.At(hit - 1)
	}
	if len(under) == 0 {
		p.mouse.cycle = nil
		p.activate(-1)
		return
	}
	p.cycle(under)
}

func (p *page) cycle(marks []int) {
	m := &p.mouse
	if len(marks) == 0 {
		return
	}
	if slices.Equal(m.cycle, marks) && p.v.activeIndex() == marks[m.turn] {
		m.turn = (m.turn + 1) % len(marks)
	} else {
		m.cycle, m.turn = marks, 0
	}
	p.activate(marks[m.turn])
}

func (p *page) activate(i int) {
	var id app.FindingID
	if i >= 0 {
		id = p.v.marks[i].ID
	}
	p.v.SetActive(id)
	if p.v.OnActivated != nil {
		p.v.OnActivated(id)
	}
}

// Dragged implements fyne.Draggable: it extends the selection. Outside the view it goes on scrolling, because no events
// come while the pointer rests.
func (p *page) Dragged(e *fyne.DragEvent) {
	m := &p.mouse
	if m.onSpot || !m.down {
		return
	}
	m.dragged, m.drag = true, e.Position
	at, up := p.hit(e.Position)
	p.v.caret.drag(p.v.doc, at, up)
	p.sync()
	if m.scroll == nil && p.beyond() != 0 {
		p.autoScroll()
	}
}

// beyond is how far the dragging pointer is above (negative) or below the view, its last few pixels included: a
// window at the edge of the screen has nothing beyond it.
func (p *page) beyond() float32 {
	switch y := p.mouse.drag.Y; {
	case y < dragZone:
		return y - dragZone
	case y > p.v.high()-dragZone:
		return y - p.v.high() + dragZone
	}
	return 0
}

// autoScroll scrolls on, faster the further the pointer is away, until it comes back or lets go.
func (p *page) autoScroll() {
	m := &p.mouse
	m.scroll = task.After(30*time.Millisecond, func() {
		m.scroll = nil
		far := p.beyond()
		if !m.down || far == 0 {
			return
		}
		before := p.v.top
		step := max(4, min(60, abs(far)/3))
		if far < 0 {
			step = -step
		}
		p.v.scrollTo(before + step)
		if p.v.top == before {
			return
		}
		at, up := p.hit(m.drag)
		p.v.caret.drag(p.v.doc, at, up)
		p.sync()
		p.autoScroll()
	})
}

// DragEnd implements fyne.Draggable.
func (p *page) DragEnd() {
	m := &p.mouse
	if m.scroll != nil {
		m.scroll()
		m.scroll = nil
	}
	if !m.dragged {
		return
	}
	m.down, m.dragged = false, false
	p.v.selected(true)
}

// selected reports the selection as it is now.
func (v *TextView) selected(byMouse bool) {
	if v.OnSelected != nil {
		v.OnSelected(v.Selection(), byMouse)
	}
}
