package autocode

import (
	"sort"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"throughline/ui/kit"
	"throughline/ui/say"
)

// Heights of the lines of an interview and of a hit, and the width in which a click ticks.
const (
	headHigh  float32 = 40
	hitHigh   float32 = 78
	tickWidth float32 = 44
)

// doubleClick is how close in time two clicks on a row open it.
const doubleClick = 400 * time.Millisecond

// hitList shows the rows of a Model. Only those in sight have objects, so their number does not matter.
type hitList struct {
	widget.BaseWidget
	model  *Model
	OnOpen func(Row) // Enter or a double click on a hit

	scroll *container.Scroll
	page   *hitPage
	rows   []Row
	tops   []float32 // where each row begins, and where the last ends
	at     int       // the row the keyboard stands on
}

func newHitList(m *Model) *hitList {
	l := &hitList{model: m, tops: []float32{0}}
	l.page = &hitPage{list: l, hover: -1}
	l.page.ExtendBaseWidget(l.page)
	l.scroll = container.NewVScroll(l.page)
	l.scroll.OnScrolled = func(fyne.Position) { l.page.Refresh() }
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *hitList) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.scroll) }

// show lays the model's rows out anew.
func (l *hitList) show() {
	if rows := l.model.Rows(); len(rows) != len(l.rows) || len(rows) > 0 && &rows[0] != &l.rows[0] { // made anew with each search
		l.rows = rows
		l.tops = append(l.tops[:0], 0)
		for _, r := range l.rows {
			l.tops = append(l.tops, l.tops[len(l.tops)-1]+highOf(r))
		}
	}
	l.at = max(0, min(l.at, len(l.rows)-1))
	if high := l.tops[len(l.rows)]; l.scroll.Offset.Y > max(0, high-l.scroll.Size().Height) {
		l.scroll.ScrollToOffset(fyne.NewPos(0, max(0, high-l.scroll.Size().Height)))
	}
	l.scroll.Refresh()
	l.page.Refresh()
}

// restart goes back to the first row.
func (l *hitList) restart() {
	l.at = 0
	l.scroll.ScrollToOffset(fyne.Position{})
}

func highOf(r Row) float32 {
	if r.Hit < 0 {
		return headHigh
	}
	return hitHigh
}

// rowAt is the row at y of the page, -1 for none.
func (l *hitList) rowAt(y float32) int {
	i := sort.Search(len(l.tops), func(i int) bool { return l.tops[i] > y }) - 1
	if i < 0 || i >= len(l.rows) {
		return -1
	}
	return i
}

// inSight is the rows on screen, [first, last).
func (l *hitList) inSight() (first, last int) {
	top := l.scroll.Offset.Y
	first = max(0, l.rowAt(top))
	last = first
	for last < len(l.rows) && l.tops[last] < top+l.scroll.Size().Height {
		last++
	}
	return first, last
}

// move puts the keyboard on a row and brings it into sight.
func (l *hitList) move(to int) {
	if len(l.rows) == 0 {
		return
	}
	l.at = max(0, min(to, len(l.rows)-1))
	top, end := l.tops[l.at], l.tops[l.at+1]
	if l.at == 1 {
		top = 0 // the line of the first interview stays with its first hit
	}
	switch high := l.scroll.Size().Height; {
	case top < l.scroll.Offset.Y:
		l.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case end > l.scroll.Offset.Y+high:
		l.scroll.ScrollToOffset(fyne.NewPos(0, end-high))
	}
	l.page.Refresh()
}

// key does what a key asks for, and reports whether it did.
func (l *hitList) key(name fyne.KeyName) bool {
	page := max(1, int(l.scroll.Size().Height/hitHigh)-1)
	switch name {
	case fyne.KeyDown:
		l.move(l.at + 1)
	case fyne.KeyUp:
		l.move(l.at - 1)
	case fyne.KeyPageDown:
		l.move(l.at + page)
	case fyne.KeyPageUp:
		l.move(l.at - page)
	case fyne.KeyHome:
		l.move(0)
	case fyne.KeyEnd:
		l.move(len(l.rows) - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		l.open(l.at)
	default:
		return false
	}
	return true
}

// rune does what a letter asks for, and reports whether it did.
func (l *hitList) rune(r rune) bool {
	switch r {
	case 'j', 'J':
		l.move(l.at + 1)
	case 'k', 'K':
		l.move(l.at - 1)
	case ' ':
		l.toggle(l.at)
	case 'a', 'A':
		l.model.ChooseAll(true)
	case 'n', 'N':
		l.model.ChooseAll(false)
	default:
		return false
	}
	return true
}

func (l *hitList) toggle(row int) {
	if row >= 0 && row < len(l.rows) {
		l.model.Toggle(l.rows[row])
	}
}

func (l *hitList) open(row int) {
	if row >= 0 && row < len(l.rows) && l.OnOpen != nil {
		l.OnOpen(l.rows[row])
	}
}

// focus gives the list the keyboard.
func (l *hitList) focus() {
	if c := kit.CanvasOf(l); c != nil {
		c.Focus(l.page)
	}
}

// hitPage is the rows: as tall as all of them, with objects for those in sight.
type hitPage struct {
	widget.BaseWidget
	list    *hitList
	hover   int
	focused bool
	clicked time.Time
	row     int // clicked last
}

var (
	_ desktop.Mouseable = (*hitPage)(nil)
	_ desktop.Hoverable = (*hitPage)(nil)
	_ fyne.Focusable    = (*hitPage)(nil)
	_ fyne.Shortcutable = (*hitPage)(nil)
	_ fyne.Tappable     = (*hitPage)(nil)
)

// MouseDown implements desktop.Mouseable.
func (p *hitPage) MouseDown(e *desktop.MouseEvent) {
	l := p.list
	l.focus()
	row := l.rowAt(e.Position.Y)
	if row < 0 || e.Button != desktop.MouseButtonPrimary {
		return
	}
	l.at = row
	twice := row == p.row && time.Since(p.clicked) < doubleClick
	p.row, p.clicked = row, time.Now()
	switch {
	case e.Position.X < tickWidth:
		p.clicked = time.Time{}
		l.toggle(row)
	case twice:
		p.clicked = time.Time{}
		l.open(row)
	default:
		p.Refresh()
	}
}

// MouseUp implements desktop.Mouseable.
func (p *hitPage) MouseUp(*desktop.MouseEvent) {}

// Tapped implements fyne.Tappable; the work is done in MouseDown. It keeps a click from reaching what lies behind.
func (p *hitPage) Tapped(*fyne.PointEvent) {}

// MouseIn implements desktop.Hoverable.
func (p *hitPage) MouseIn(e *desktop.MouseEvent) { p.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (p *hitPage) MouseMoved(e *desktop.MouseEvent) {
	if row := p.list.rowAt(e.Position.Y); row != p.hover {
		p.hover = row
		p.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (p *hitPage) MouseOut() {
	p.hover = -1
	p.Refresh()
}

// FocusGained implements fyne.Focusable.
func (p *hitPage) FocusGained() {
	p.focused = true
	p.Refresh()
	kit.Announce(p)
}

// AccessibilityLabel implements fyne.Accessible.
func (p *hitPage) AccessibilityLabel() string {
	return say.T("Passages found: %s", say.Number(len(p.list.rows)))
}

// AccessibilityRole implements fyne.Accessible.
func (p *hitPage) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// FocusLost implements fyne.Focusable.
func (p *hitPage) FocusLost() {
	p.focused = false
	p.Refresh()
}

// TypedKey implements fyne.Focusable. Space comes as a letter, too.
func (p *hitPage) TypedKey(k *fyne.KeyEvent) {
	if !p.list.key(k.Name) && k.Name != fyne.KeySpace {
		if st := kit.StageOf(p); st != nil && st.OnKey != nil {
			st.OnKey(k)
		}
	}
}

// TypedRune implements fyne.Focusable.
func (p *hitPage) TypedRune(r rune) {
	if !p.list.rune(r) {
		if st := kit.StageOf(p); st != nil && st.OnRune != nil {
			st.OnRune(r)
		}
	}
}

// TypedShortcut implements fyne.Shortcutable: Ctrl+A ticks all, Ctrl+Enter tags what is ticked.
func (p *hitPage) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutSelectAll:
		p.list.model.ChooseAll(true)
	case *desktop.CustomShortcut:
		if s.Modifier == fyne.KeyModifierShortcutDefault && (s.KeyName == fyne.KeyReturn || s.KeyName == fyne.KeyEnter) {
			p.list.model.Apply()
		}
	}
}

// CreateRenderer implements fyne.Widget.
func (p *hitPage) CreateRenderer() fyne.WidgetRenderer { return &hitRenderer{page: p} }

// hitRenderer draws the rows in sight with lines that are used again from one step of scrolling to the next.
type hitRenderer struct {
	page    *hitPage
	lines   []*hitLine
	objects []fyne.CanvasObject
}

// Destroy implements fyne.WidgetRenderer.
func (r *hitRenderer) Destroy() {}

// MinSize implements fyne.WidgetRenderer.
func (r *hitRenderer) MinSize() fyne.Size {
	return fyne.NewSize(200, r.page.list.tops[len(r.page.list.tops)-1])
}

// Objects implements fyne.WidgetRenderer.
func (r *hitRenderer) Objects() []fyne.CanvasObject { return r.objects }

// Layout implements fyne.WidgetRenderer.
func (r *hitRenderer) Layout(size fyne.Size) {
	l := r.page.list
	first, last := l.inSight()
	r.objects = r.objects[:0]
	for i := first; i < last; i++ {
		if i-first == len(r.lines) {
			r.lines = append(r.lines, newHitLine())
		}
		line := r.lines[i-first]
		line.show(l.model, l.rows[i], place{at: r.page.focused && i == l.at, hover: i == r.page.hover}, fyne.NewPos(0, l.tops[i]), size.Width)
		r.objects = append(r.objects, line.objects...)
	}
}

// Refresh implements fyne.WidgetRenderer.
func (r *hitRenderer) Refresh() {
	r.Layout(r.page.Size())
	canvas.Refresh(r.page)
}
