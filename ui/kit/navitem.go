package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"throughline/assets/icons"
)

// NavItem is an entry of the rail: icon, word, count; the selected one stands on the soft accent. Collapsed it is the
// icon alone, with the word as tooltip.
type NavItem struct {
	control
	// OnTap runs when the entry is pressed.
	OnTap func()

	icon      icons.Name
	text      string
	count     string
	selected  bool
	collapsed bool
}

// NewNavItem makes an entry of the rail.
func NewNavItem(icon icons.Name, text string, onTap func()) *NavItem {
	n := &NavItem{OnTap: onTap, icon: icon, text: text}
	n.extend(n, func() {
		if n.OnTap != nil {
			n.OnTap()
		}
	})
	return n
}

// SetCount shows a number at the end; "" shows none.
func (n *NavItem) SetCount(s string) {
	if n.count != s {
		n.count = s
		n.Refresh()
	}
}

// SetSelected shows the entry as the present place.
func (n *NavItem) SetSelected(on bool) {
	if n.selected != on {
		n.selected = on
		n.Refresh()
	}
}

// Selected reports whether the entry is shown as the present place.
func (n *NavItem) Selected() bool { return n.selected }

// SetCollapsed shows the icon alone.
func (n *NavItem) SetCollapsed(on bool) {
	n.collapsed = on
	n.tip = ""
	if on {
		n.tip = n.text
	}
	n.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (n *NavItem) CreateRenderer() fyne.WidgetRenderer {
	ground, ring := &canvas.Rectangle{CornerRadius: Radius}, newRing()
	img, word, count := newIconImage(), &canvas.Text{}, &canvas.Text{Alignment: fyne.TextAlignTrailing}
	r := &painter{objects: []fyne.CanvasObject{ground, img, word, count, ring}}
	style := func() Style {
		s := Body.In(Muted)
		if n.selected {
			s = Body.In(Accent).B()
		}
		return s
	}
	r.min = func() fyne.Size { return fyne.NewSize(36, 35) }
	r.layout = func(s fyne.Size) {
		ground.Resize(s)
		placeRing(ring, s)
		place(img, 10, (s.Height-18)/2, 18, 18)
		cw := Measure(n.count, Small).Width
		place(count, s.Width-10-cw, 0, cw, s.Height)
		room := s.Width - 38 - 10 - cw
		word.Text = Fit(n.text, style(), room)
		place(word, 38, 0, room, s.Height)
	}
	r.paint = func() {
		st := style()
		ground.FillColor = n.tint()
		if n.selected {
			ground.FillColor = Color(AccentSoft) // a tint would take the contrast from the words
		}
		ink := Color(st.Token())
		if n.hovered && !n.selected {
			ink = Color(Ink)
		}
		st.apply(word)
		word.Color = ink
		Small.apply(count)
		count.Text = n.count
		word.Hidden, count.Hidden = n.collapsed, n.collapsed
		setIcon(img, n.icon, ink)
		n.paintRing(ring)
	}
	r.attach(n)
	return r
}
