package kit

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"throughline/app"
	"throughline/ui/say"
)

// pickList is the lines of a picker as one widget.
type pickList struct {
	widget.BaseWidget
	items []PickItem
	tops  []float32 // where each line begins, under the heading of its group if it opens one
	at    int       // the line that is chosen, -1 for none
	busy  string    // what an empty list says, as more may come; "" when not
	run   func(int)
	none  func() string // what an empty list says otherwise; "" for Nothing found
	view  *ScrollView

	rests *fyne.Position // where the pointer was when it was first seen over these lines; nil before
}

// steady is how far the pointer moves before it chooses a line, in units: lines that come in under it, or a hand that shakes, choose nothing.
const steady = 4

const pickHigh, pickGroupHigh float32 = 32, 26

// set takes other lines.
func (l *pickList) set(items []PickItem) {
	l.items, l.tops, l.rests = items, l.tops[:0], nil
	y := float32(0)
	for i := range items {
		if l.opens(i) {
			y += pickGroupHigh
		}
		l.tops = append(l.tops, y)
		y += pickHigh
	}
}

// first is the first line that has what was typed, -1 for none.
func (l *pickList) first() int {
	return slices.IndexFunc(l.items, func(it PickItem) bool { return !it.Loose })
}

// seen are the lines in sight, and one above and below.
func (l *pickList) seen() (first, end int) {
	top := l.view.Offset()
	first, _ = slices.BinarySearch(l.tops, top-2*pickHigh-pickGroupHigh)
	end, _ = slices.BinarySearch(l.tops, top+maxPickHigh+pickHigh)
	return first, end
}

// opens reports whether line i begins a group.
func (l *pickList) opens(i int) bool {
	return l.items[i].Group != "" && (i == 0 || l.items[i-1].Group != l.items[i].Group)
}

func (l *pickList) lineAt(y float32) int {
	i, on := slices.BinarySearch(l.tops, y)
	if !on {
		i--
	}
	if i < 0 || y >= l.tops[i]+pickHigh {
		return -1
	}
	return i
}

func (l *pickList) moveTo(i int) {
	if len(l.items) == 0 {
		return
	}
	l.at = (i + len(l.items)) % len(l.items)
	top, high := l.tops[l.at], pickHigh
	if l.opens(l.at) {
		top, high = top-pickGroupHigh, high+pickGroupHigh
	}
	l.view.Reveal(top, high)
	l.Refresh()
}

// ByKey implements Keyed: the field above steers the lines.
func (l *pickList) ByKey() string { return "Up, Down, Enter" }

// Tapped implements fyne.Tappable.
func (l *pickList) Tapped(e *fyne.PointEvent) { l.run(l.lineAt(e.Position.Y)) }

// MouseIn implements desktop.Hoverable.
func (l *pickList) MouseIn(*desktop.MouseEvent) {}

// MouseMoved implements desktop.Hoverable.
func (l *pickList) MouseMoved(e *desktop.MouseEvent) {
	if l.rests == nil {
		at := e.AbsolutePosition
		l.rests = &at
	}
	if by := e.AbsolutePosition.Subtract(*l.rests); by.X*by.X+by.Y*by.Y < steady*steady {
		return
	}
	if i := l.lineAt(e.Position.Y); i >= 0 && i != l.at {
		l.at = i
		l.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (l *pickList) MouseOut() {}

// CreateRenderer implements fyne.Widget.
func (l *pickList) CreateRenderer() fyne.WidgetRenderer {
	r := &painter{}
	r.min = func() fyne.Size {
		if len(l.items) == 0 {
			return fyne.NewSize(80, pickHigh)
		}
		return fyne.NewSize(80, l.tops[len(l.items)-1]+pickHigh)
	}
	r.layout = func(size fyne.Size) {
		r.objects = r.objects[:0]
		if len(l.items) == 0 {
			t := &canvas.Text{Text: cmp.Or(l.busy, l.none(), say.T("Nothing found"))}
			Body.In(Muted).apply(t)
			place(t, Space2, 0, size.Width, pickHigh)
			r.objects = append(r.objects, t)
		}
		first, end := l.seen()
		for i := first; i < end; i++ {
			r.objects = append(r.objects, l.line(i, l.items[i], size.Width)...)
		}
	}
	r.attach(l)
	return r
}

// line draws one line with its heading.
func (l *pickList) line(i int, it PickItem, w float32) []fyne.CanvasObject {
	y := l.tops[i]
	var out []fyne.CanvasObject
	if l.opens(i) {
		h := &canvas.Text{Text: it.Group}
		Small.apply(h)
		place(h, Space2, y-pickGroupHigh, w, pickGroupHigh)
		out = append(out, h)
	}
	if i == l.at {
		g := &canvas.Rectangle{FillColor: Color(AccentSoft), CornerRadius: Radius - 2}
		place(g, 0, y, w, pickHigh)
		out = append(out, g)
	}
	style := Body
	if it.Muted {
		style = Body.In(Muted)
	}
	x := Space2
	if mark := lineMark(MenuItem{Icon: it.Icon, Dot: it.Dot}, style, x-2, y, pickHigh); mark != nil {
		out = append(out, mark)
		x += 22
		if it.Icon == "" {
			x -= 6
		}
	}
	end := w - Space2
	if it.Key != "" {
		k := NewKeyHint(it.Key)
		kw := k.MinSize().Width
		place(k, end-kw, y, kw, pickHigh)
		out = append(out, k)
		end -= kw + Space2
	}
	if it.Detail != "" {
		d := &canvas.Text{Text: Fit(it.Detail, Small, (end-x)*0.6)}
		Small.apply(d)
		dw := Measure(d.Text, Small).Width
		place(d, end-dw, y, dw, pickHigh)
		out = append(out, d)
		end -= dw + Space3
	}
	return append(out, markedText(it.Text, it.Marks, style, x, y, end-x, pickHigh)...)
}

// markedText draws one line of text with the marked bytes in bold, cut at width.
func markedText(text string, marks []app.Span, style Style, x, y, width, high float32) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	put := func(s string, st Style) bool {
		if s == "" {
			return true
		}
		fit := Fit(s, st, width)
		t := &canvas.Text{Text: fit}
		st.apply(t)
		w := Measure(fit, st).Width
		place(t, x, y, w, high)
		out = append(out, t)
		x, width = x+w, width-w
		return fit == s
	}
	at := 0
	for _, m := range marks {
		if m.Start < at || m.End > len(text) {
			continue
		}
		if !put(text[at:m.Start], style) || !put(text[m.Start:m.End], style.B()) {
			return out
		}
		at = m.End
	}
	put(text[at:], style)
	return out
}
