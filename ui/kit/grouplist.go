package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"throughline/app"
	"throughline/assets/icons"
)

// GroupRow is one line of a GroupList.
type GroupRow struct {
	Head  bool     // a heading: low, opens and closes what is beneath it
	Open  bool     // of a heading: what is beneath it is shown
	Depth int      // steps from the left edge
	Box   GroupBox // before the words
	Dot   Paint
	Icon  icons.Name // in place of the dot, such as a lock
	Title string
	Line  string       // below the title
	Badge string       // at the end of the title
	Tone  Tone         // of the badge
	Says  *ConsentSign // how the consent of those who are heard stands, before the badge; nil where nobody is asked
	Faint bool         // left out
	Lock  bool         // shown locked, at the end of the title
	Meter bool         // Share is shown as a bar below the line
	Share float64      // 0 to 1

	// What was found in it, for lists of results. With either the line is as tall as it needs.
	Said  string     // two lines at most, below the line
	Marks []app.Span // bytes of Said to show bold
	Why   string     // below all
}

// GroupBox is the box to tick before a line.
type GroupBox int

// The boxes.
const (
	NoBox GroupBox = iota
	Ticked
	Unticked
)

// GroupList shows groups as lines of two rows of words, of which only those in sight are drawn. A click chooses a line, one on its
// box ticks it. Up and Down move, Space ticks, Enter opens, Left and Right close and open headings. It holds no data: Row is
// asked for what is in sight.
type GroupList struct {
	widget.BaseWidget
	// Row returns what a line shows; it must be quick.
	Row func(i int) GroupRow
	// OnSelect runs when a line was chosen by hand.
	OnSelect func(i int)
	// OnOpen runs on a double click or Enter.
	OnOpen func(i int)
	// OnTick runs when the box of a line is to change.
	OnTick func(i int)
	// OnToggle runs when a heading is to open or close.
	OnToggle func(i int)
	// OnMenu runs on a right click on a line, which is chosen first, with the pointer's place on the canvas.
	OnMenu func(i int, at fyne.Position)
	// OnKey sees keys the list does not use itself, OnRune typed letters. Both return whether they used it.
	OnKey  func(*fyne.KeyEvent) bool
	OnRune func(rune) bool
	// Side makes a list that stands beside a page: no room is kept for boxes.
	Side bool
	// Long lets a title take further lines where it needs them: for titles that people wrote.
	Long bool

	wide   float32   // for which the tops were worked out
	tops   []float32 // top of each line, and below the last
	at     int       // the chosen line, -1 for none
	page   *groupPage
	scroll *container.Scroll
	reveal bool // bring the chosen line into sight once there is a view
}

// NewGroupList makes an empty list.
func NewGroupList(row func(i int) GroupRow) *GroupList {
	l := &GroupList{Row: row, at: -1, tops: []float32{0}}
	l.page = &groupPage{list: l, hover: -1}
	l.page.ExtendBaseWidget(l.page)
	l.scroll = container.NewVScroll(l.page)
	l.scroll.OnScrolled = func(fyne.Position) { l.page.Refresh() }
	l.ExtendBaseWidget(l)
	return l
}

// SetRows says how many lines there are and which is chosen, -1 for none, and draws those in sight anew.
func (l *GroupList) SetRows(n, at int) {
	l.stack(n)
	moved := at != l.at
	l.at, l.page.hover = min(at, n-1), -1
	l.Refresh()
	if moved {
		l.Reveal()
	}
}

// Rows returns how many lines there are.
func (l *GroupList) Rows() int { return len(l.tops) - 1 }

// Selected returns the chosen line, or -1.
func (l *GroupList) Selected() int { return l.at }

// Reveal scrolls just so far that the chosen line is in sight.
func (l *GroupList) Reveal() {
	view := l.scroll.Size().Height
	if l.reveal = view <= 0; l.reveal || l.at < 0 || l.at >= l.Rows() {
		return
	}
	top, bottom, y := l.tops[l.at], l.tops[l.at+1], l.scroll.Offset.Y
	switch {
	case top < y:
		y = top
	case bottom > y+view:
		y = bottom - view
	default:
		return
	}
	l.scroll.ScrollToOffset(fyne.NewPos(0, max(0, y)))
	l.page.Refresh()
}

// Focus gives the list the keyboard.
func (l *GroupList) Focus() {
	if c := CanvasOf(l.page); c != nil {
		c.Focus(l.page)
	}
}

func (l *GroupList) choose(i int) {
	if i < 0 || i >= l.Rows() {
		return
	}
	l.at = i
	l.page.Refresh()
	l.Reveal()
	if l.OnSelect != nil {
		l.OnSelect(i)
	}
}

// step chooses the next line in a direction that is no heading, or the heading if it is closed.
func (l *GroupList) step(by int) {
	for i := l.at + by; i >= 0 && i < l.Rows(); i += by {
		if r := l.Row(i); !r.Head || !r.Open {
			l.choose(i)
			return
		}
	}
}

func (l *GroupList) press(i int, box bool) {
	r := l.Row(i)
	switch {
	case r.Head:
		if l.OnToggle != nil {
			l.OnToggle(i)
		}
	case box && r.Box != NoBox:
		l.tick(i)
	default:
		l.choose(i)
	}
}

func (l *GroupList) tick(i int) {
	if i >= 0 && i < l.Rows() && l.Row(i).Box != NoBox && l.OnTick != nil {
		l.OnTick(i)
	}
}

// Key acts on a key as if the list had the keyboard. Returns false if it is not the list's.
func (l *GroupList) Key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyDown:
		l.step(1)
	case fyne.KeyUp:
		l.step(-1)
	case fyne.KeyHome:
		l.choose(0)
	case fyne.KeyEnd:
		l.choose(l.Rows() - 1)
	case fyne.KeySpace:
		l.tick(l.at)
	case fyne.KeyLeft, fyne.KeyRight:
		l.fold(k.Name == fyne.KeyRight)
	case fyne.KeyReturn, fyne.KeyEnter:
		return l.open()
	default:
		return l.OnKey != nil && l.OnKey(k)
	}
	return true
}

// fold opens or closes the heading over the chosen line.
func (l *GroupList) fold(open bool) {
	for i := min(l.at, l.Rows()-1); i >= 0; i-- {
		if r := l.Row(i); r.Head {
			if r.Open != open && l.OnToggle != nil {
				l.OnToggle(i)
			}
			return
		}
	}
}

// open is Enter on the chosen line; false if there is none.
func (l *GroupList) open() bool {
	switch {
	case l.at < 0 || l.at >= l.Rows():
		return false
	case l.Row(l.at).Head:
		l.press(l.at, false)
	case l.OnOpen != nil:
		l.OnOpen(l.at)
	}
	return true
}

// CreateRenderer implements fyne.Widget.
func (l *GroupList) CreateRenderer() fyne.WidgetRenderer {
	r := &painter{objects: []fyne.CanvasObject{l.scroll}}
	r.min = func() fyne.Size { return fyne.NewSize(200, 2*groupHigh) }
	r.layout = func(s fyne.Size) {
		if l.wide != s.Width {
			l.wide = s.Width
			if l.Long {
				l.stack(l.Rows())
			}
		}
		l.scroll.Resize(s)
		l.scroll.Refresh()
		if l.reveal && s.Height > 0 {
			l.Reveal()
		}
		l.page.Refresh()
	}
	r.attach(l)
	return r
}

// groupPage is the lines of a GroupList: as tall as all of them, drawing those in sight.
type groupPage struct {
	widget.BaseWidget
	list    *GroupList
	hover   int
	focused bool
	draw    *groupPainter
}

func (p *groupPage) rowAt(y float32) int {
	for i := range p.list.Rows() {
		if y >= p.list.tops[i] && y < p.list.tops[i+1] {
			return i
		}
	}
	return -1
}

// MouseDown implements desktop.Mouseable.
func (p *groupPage) MouseDown(e *desktop.MouseEvent) {
	p.list.Focus()
	row := p.rowAt(e.Position.Y)
	if row < 0 {
		return
	}
	if e.Button == desktop.MouseButtonSecondary {
		if !p.list.Row(row).Head {
			p.list.choose(row)
		}
		return
	}
	x := e.Position.X - float32(p.list.Row(row).Depth)*outlineIndent
	p.list.press(row, x < groupPad+checkBox+6)
}

// MouseUp implements desktop.Mouseable.
func (p *groupPage) MouseUp(*desktop.MouseEvent) {}

// Tapped implements fyne.Tappable. The work is done in MouseDown.
func (p *groupPage) Tapped(*fyne.PointEvent) {}

// DoubleTapped implements fyne.DoubleTappable.
func (p *groupPage) DoubleTapped(e *fyne.PointEvent) {
	if row := p.rowAt(e.Position.Y); row >= 0 && row == p.list.at && !p.list.Row(row).Head {
		p.list.open()
	}
}

// TappedSecondary implements fyne.SecondaryTappable.
func (p *groupPage) TappedSecondary(e *fyne.PointEvent) {
	if row := p.rowAt(e.Position.Y); row >= 0 && p.list.OnMenu != nil && !p.list.Row(row).Head {
		p.list.OnMenu(row, e.AbsolutePosition)
	}
}

// MouseIn implements desktop.Hoverable.
func (p *groupPage) MouseIn(e *desktop.MouseEvent) { p.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (p *groupPage) MouseMoved(e *desktop.MouseEvent) {
	if row := p.rowAt(e.Position.Y); row != p.hover {
		p.hover = row
		p.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (p *groupPage) MouseOut() {
	p.hover = -1
	p.Refresh()
}

// FocusGained implements fyne.Focusable.
func (p *groupPage) FocusGained() {
	p.focused = true
	p.Refresh()
	Announce(p)
}

// FocusLost implements fyne.Focusable.
func (p *groupPage) FocusLost() {
	p.focused = false
	p.Refresh()
}

// TypedKey implements fyne.Focusable.
func (p *groupPage) TypedKey(k *fyne.KeyEvent) {
	if WantsMenu(k) && p.menu() {
		return
	}
	if !p.list.Key(k) {
		unwantedKey(p, k)
	}
}

// menu opens the menu of the chosen line. Returns false where there is none.
func (p *groupPage) menu() bool {
	l := p.list
	if l.OnMenu == nil || l.at < 0 || l.Row(l.at).Head {
		return false
	}
	l.OnMenu(l.at, fyne.CurrentApp().Driver().AbsolutePositionForObject(p).AddXY(Space4, l.tops[l.at+1]))
	return true
}

// TypedRune implements fyne.Focusable.
func (p *groupPage) TypedRune(r rune) {
	if r != ' ' && (p.list.OnRune == nil || !p.list.OnRune(r)) {
		unwantedRune(p, r)
	}
}

// CreateRenderer implements fyne.Widget.
func (p *groupPage) CreateRenderer() fyne.WidgetRenderer {
	p.draw = &groupPainter{}
	r := &painter{}
	r.min = func() fyne.Size { return fyne.NewSize(0, p.list.tops[len(p.list.tops)-1]) }
	r.layout = func(size fyne.Size) {
		r.objects = p.draw.rows(p, size.Width)
		if p.focused && p.list.Rows() == 0 {
			r.objects = append(r.objects, focusBar(size.Height))
		}
	}
	r.attach(p)
	return r
}
