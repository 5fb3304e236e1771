package kit

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"throughline/assets/icons"
)

// MenuItem is one line of a menu.
type MenuItem struct {
	Text     string
	Icon     icons.Name
	Dot      Paint  // a colour dot instead of an icon
	Key      string // shortcut, shown at the end
	Detail   string // muted words at the end, instead of Key
	Checked  bool
	Disabled bool
	Danger   bool
	Head     bool // a heading, not a choice
	Run      func()
}

// Separator is a line between groups of a menu.
var Separator = MenuItem{}

func (i MenuItem) separator() bool { return i.Text == "" && i.Run == nil }
func (i MenuItem) chosen() bool    { return !i.separator() && !i.Disabled && !i.Head }

func (i MenuItem) high() float32 {
	switch {
	case i.separator():
		return 9
	case i.Head:
		return 26
	}
	return 32
}

// ShowMenu opens a menu under an object.
func ShowMenu(anchor fyne.CanvasObject, items ...MenuItem) *Popover {
	return showMenuFrom(anchor, -1, items)
}

// showMenuFrom opens a menu with the keyboard on a line of it, -1 for none.
func showMenuFrom(anchor fyne.CanvasObject, at int, items []MenuItem) *Popover {
	m, p := newMenuPopover(items)
	m.least = anchor.Size().Width
	p.ShowBelow(anchor)
	m.takeFocus()
	m.moveTo(at)
	return p
}

// ShowMenuAt opens a menu at a place of a canvas, for right clicks.
func ShowMenuAt(c fyne.Canvas, at fyne.Position, items ...MenuItem) *Popover {
	m, p := newMenuPopover(items)
	p.ShowAt(c, at)
	m.takeFocus()
	return p
}

func newMenuPopover(items []MenuItem) (*menuList, *Popover) {
	m := &menuList{items: items, at: -1}
	m.ExtendBaseWidget(m)
	var body fyne.CanvasObject = m
	if m.MinSize().Height > maxMenuHigh {
		m.view = Scroll(m)
		body = Fixed(m.view, m.MinSize().Width, maxMenuHigh)
	}
	p := NewPopover(Pad(body, Space1))
	m.close = p.Hide
	return m, p
}

const maxMenuHigh float32 = 640

// menuList is the lines of a menu as one widget.
type menuList struct {
	widget.BaseWidget
	items []MenuItem
	at    int // the line under the pointer or the arrow keys, -1 for none
	least float32
	close func()
	view  *ScrollView
}

func (m *menuList) takeFocus() {
	if c := CanvasOf(m); c != nil {
		c.Focus(m)
	}
}

func (m *menuList) run(i int) {
	if i < 0 || i >= len(m.items) || !m.items[i].chosen() {
		return
	}
	m.close()
	if m.items[i].Run != nil {
		m.items[i].Run()
	}
}

// step moves to the next line that can be chosen.
func (m *menuList) step(by int) {
	n := len(m.items)
	for i := 1; i <= n; i++ {
		next := ((m.at+by*i)%n + n) % n
		if m.at < 0 && by < 0 {
			next = ((n-i)%n + n) % n
		}
		if m.items[next].chosen() {
			m.moveTo(next)
			return
		}
	}
}

func (m *menuList) moveTo(i int) {
	if m.at == i {
		return
	}
	m.at = i
	if m.view != nil && i >= 0 {
		m.view.Reveal(m.top(i), m.items[i].high())
	}
	m.Refresh()
}

func (m *menuList) top(i int) float32 {
	var y float32
	for _, it := range m.items[:i] {
		y += it.high()
	}
	return y
}

func (m *menuList) itemAt(y float32) int {
	for i, it := range m.items {
		if y < it.high() {
			return i
		}
		y -= it.high()
	}
	return -1
}

// Tapped implements fyne.Tappable.
func (m *menuList) Tapped(e *fyne.PointEvent) { m.run(m.itemAt(e.Position.Y)) }

// MouseIn implements desktop.Hoverable.
func (m *menuList) MouseIn(e *desktop.MouseEvent) { m.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (m *menuList) MouseMoved(e *desktop.MouseEvent) {
	if i := m.itemAt(e.Position.Y); i >= 0 && m.items[i].chosen() && m.at != i {
		m.at = i
		m.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (m *menuList) MouseOut() {}

// FocusGained implements fyne.Focusable.
func (m *menuList) FocusGained() { Announce(m) }

// FocusLost implements fyne.Focusable.
func (m *menuList) FocusLost() {}

// TypedRune implements fyne.Focusable: a letter jumps to the next line that begins with it.
func (m *menuList) TypedRune(r rune) {
	for i := 1; i <= len(m.items); i++ {
		k := (max(m.at, -1) + i + len(m.items)) % len(m.items)
		it := m.items[k]
		if it.chosen() && strings.HasPrefix(strings.ToLower(it.Text), string(unicode.ToLower(r))) {
			m.moveTo(k)
			return
		}
	}
}

// TypedKey implements fyne.Focusable.
func (m *menuList) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyDown:
		m.step(1)
	case fyne.KeyUp:
		m.step(-1)
	case fyne.KeyHome:
		m.at = -1
		m.step(1)
	case fyne.KeyEnd:
		m.at = 0
		m.step(-1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.run(m.at)
	case fyne.KeyEscape:
		m.close()
	}
}

func (m *menuList) marked() bool {
	for _, i := range m.items {
		if i.Icon != "" || i.Checked || !i.Dot.IsZero() {
			return true
		}
	}
	return false
}

func (m *menuList) minSize() fyne.Size {
	s := fyne.NewSize(max(160, m.least), 0)
	lead := float32(Space3)
	if m.marked() {
		lead += 24
	}
	for _, i := range m.items {
		w := lead + Measure(i.Text, Body).Width + Space3
		if tail := Keys(i.Key) + i.Detail; tail != "" {
			w += Space5 + Measure(tail, Small).Width
		}
		s.Width = max(s.Width, w)
		s.Height += i.high()
	}
	s.Width = min(s.Width, 420)
	return s
}

// CreateRenderer implements fyne.Widget.
func (m *menuList) CreateRenderer() fyne.WidgetRenderer {
	r := &painter{}
	r.min = m.minSize
	r.layout = func(size fyne.Size) {
		r.objects = r.objects[:0]
		y := float32(0)
		for i, it := range m.items {
			r.objects = append(r.objects, m.line(i, it, y, size.Width)...)
			y += it.high()
		}
	}
	r.attach(m)
	return r
}

// line draws one line of the menu.
func (m *menuList) line(i int, it MenuItem, y, w float32) []fyne.CanvasObject {
	h := it.high()
	if it.separator() {
		l := &canvas.Rectangle{FillColor: Color(Line)}
		place(l, 0, y+4, w, Hairline)
		return []fyne.CanvasObject{l}
	}
	var out []fyne.CanvasObject
	if i == m.at {
		g := &canvas.Rectangle{FillColor: Color(AccentSoft), CornerRadius: Radius - 2}
		place(g, 0, y, w, h)
		out = append(out, g)
	}
	style := Body
	switch {
	case it.Head:
		style = Small
	case it.Disabled:
		style = Body.In(Faint)
	case it.Danger:
		style = Body.In(BadInk)
	}
	x := Space3
	if m.marked() {
		if mark := lineMark(it, style, x-2, y, h); mark != nil {
			out = append(out, mark)
		}
		if !it.Head {
			x += 24
		}
	}
	end := w - Space3
	if tail := Keys(it.Key) + it.Detail; tail != "" {
		t := &canvas.Text{Text: tail}
		Small.apply(t)
		tw := Measure(tail, Small).Width
		place(t, end-tw, y, tw, h)
		out = append(out, t)
		end -= tw + Space3
	}
	t := &canvas.Text{Text: Fit(it.Text, style, end-x+1)}
	style.apply(t)
	place(t, x, y, end-x, h)
	return append(out, t)
}

// lineMark is the icon, check mark or dot before a line's words, or nil.
func lineMark(it MenuItem, style Style, x, y, h float32) fyne.CanvasObject {
	name := it.Icon
	if it.Checked {
		name = icons.Check
	}
	if name == "" && !it.Dot.IsZero() {
		c := &canvas.Circle{FillColor: it.Dot.Color()}
		place(c, x+4, y+(h-8)/2, 8, 8)
		return c
	}
	if name == "" {
		return nil
	}
	img := newIconImage()
	tok := style.Token()
	if tok == Ink {
		tok = Muted
	}
	place(img, x, y+(h-16)/2, 16, 16)
	setIcon(img, name, Color(tok))
	return img
}
