package reader

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// tabStrip shows the open interviews in a row. A click goes to one, its cross or the middle button closes it. By keyboard the
// same is done with Ctrl Tab and Ctrl W.
type tabStrip struct {
	widget.BaseWidget
	OnChoose func(app.InterviewID)
	OnClose  func(app.InterviewID)
	OnSplit  func()

	open          []app.OpenInterview
	front, beside app.InterviewID
	focus         app.InterviewID
	over          fyne.Position
	inside        bool
	split         *kit.IconButton
}

var (
	_ desktop.Mouseable  = (*tabStrip)(nil)
	_ desktop.Hoverable  = (*tabStrip)(nil)
	_ desktop.Cursorable = (*tabStrip)(nil)
)

const (
	tabHigh  float32 = 34
	tabMost  float32 = 220
	tabCross float32 = 28 // the least target
	splitEnd float32 = 40 // for the button at the end
)

func newTabStrip() *tabStrip {
	s := &tabStrip{}
	s.split = kit.NewIconButton(icons.Split, say.T("Two side by side (Ctrl \\)"), func() { s.OnSplit() })
	s.ExtendBaseWidget(s)
	s.Hide()
	return s
}

// set shows the tabs as they are now.
func (s *tabStrip) set(t *tabs) {
	s.open, s.front, s.beside, s.focus = t.open, t.front, t.beside, t.focused()
	s.split.SetOn(t.beside != "")
	s.Refresh()
}

// wide is the width of one tab: all are alike, so that closing one after another needs no aiming.
func (s *tabStrip) wide() float32 {
	if len(s.open) == 0 {
		return tabMost
	}
	return min(tabMost, (s.Size().Width-splitEnd-kit.Space2)/float32(len(s.open)))
}

// at is the tab under a place, -1 for none; cross tells whether it is its cross.
func (s *tabStrip) at(p fyne.Position) (i int, cross bool) {
	w := s.wide()
	x := p.X - kit.Space2
	if x < 0 || w <= 0 || int(x/w) >= len(s.open) {
		return -1, false
	}
	i = int(x / w)
	return i, x-float32(i)*w > w-tabCross
}

// ByKey implements kit.Keyed.
func (s *tabStrip) ByKey() string { return "Ctrl Tab, Ctrl W" }

// MouseDown implements desktop.Mouseable.
func (s *tabStrip) MouseDown(*desktop.MouseEvent) {}

// MouseUp implements desktop.Mouseable.
func (s *tabStrip) MouseUp(e *desktop.MouseEvent) {
	i, cross := s.at(e.Position)
	if i < 0 {
		return
	}
	id := s.open[i].ID
	switch {
	case e.Button == desktop.MouseButtonTertiary, cross && e.Button == desktop.MouseButtonPrimary:
		s.OnClose(id)
	case e.Button == desktop.MouseButtonPrimary:
		s.OnChoose(id)
	}
}

// MouseIn implements desktop.Hoverable.
func (s *tabStrip) MouseIn(e *desktop.MouseEvent) { s.hover(e.Position, true) }

// MouseMoved implements desktop.Hoverable.
func (s *tabStrip) MouseMoved(e *desktop.MouseEvent) { s.hover(e.Position, true) }

// MouseOut implements desktop.Hoverable.
func (s *tabStrip) MouseOut() { s.hover(fyne.Position{X: -1}, false) }

func (s *tabStrip) hover(at fyne.Position, inside bool) {
	was, wasCross := s.at(s.over)
	s.over, s.inside = at, inside
	if is, cross := s.at(at); is != was || cross != wasCross || !inside {
		s.Refresh()
	}
}

// Cursor implements desktop.Cursorable.
func (s *tabStrip) Cursor() desktop.Cursor {
	if i, _ := s.at(s.over); i >= 0 {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer implements fyne.Widget.
func (s *tabStrip) CreateRenderer() fyne.WidgetRenderer {
	r := &stripRenderer{s: s}
	r.Layout(s.Size())
	return r
}

type stripRenderer struct {
	s       *tabStrip
	objects []fyne.CanvasObject
}

func (r *stripRenderer) Destroy()                     {}
func (r *stripRenderer) MinSize() fyne.Size           { return fyne.NewSize(200, tabHigh) }
func (r *stripRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *stripRenderer) Refresh() {
	r.Layout(r.s.Size())
	canvas.Refresh(r.s)
}

// Layout implements fyne.WidgetRenderer.
func (r *stripRenderer) Layout(size fyne.Size) {
	s := r.s
	r.objects = r.objects[:0]
	box := func(x, y, w, h float32, t kit.Token) *canvas.Rectangle {
		b := &canvas.Rectangle{FillColor: kit.Color(t)}
		b.Move(fyne.NewPos(x, y))
		b.Resize(fyne.NewSize(w, h))
		r.objects = append(r.objects, b)
		return b
	}
	box(0, 0, size.Width, size.Height, kit.Rail)
	box(0, size.Height-1, size.Width, 1, kit.Line)
	over, cross := s.at(s.over)
	w := s.wide()
	for i, o := range s.open {
		r.tab(o, kit.Space2+float32(i)*w, w, s.inside && i == over, s.inside && i == over && cross, box)
	}
	s.split.Move(fyne.NewPos(size.Width-splitEnd+6, (size.Height-kit.MinTarget)/2))
	s.split.Resize(fyne.NewSquareSize(kit.MinTarget))
	r.objects = append(r.objects, s.split)
}

// tab draws one tab: on the ground of the text when its interview shows, with a line in the accent's colour when it has the
// keyboard.
func (r *stripRenderer) tab(o app.OpenInterview, x, w float32, over, cross bool, box func(x, y, w, h float32, t kit.Token) *canvas.Rectangle) {
	s := r.s
	shows := o.ID == s.front || o.ID == s.beside
	style := kit.Body.In(kit.Muted)
	switch {
	case shows:
		box(x, 4, w-2, tabHigh-4, kit.Background).CornerRadius = 4
		box(x, tabHigh-6, w-2, 6, kit.Background)
		style = kit.Body
	case over:
		box(x, 4, w-2, tabHigh-6, kit.HoverTint).CornerRadius = 4
	}
	if o.ID == s.focus {
		box(x+kit.Space2, tabHigh-3, w-2-2*kit.Space2, 2, kit.Accent)
		style = kit.Strong
	}
	title := o.Title
	if title == "" {
		title = "…"
	}
	text := func(words string, st kit.Style, at, wide float32, align fyne.TextAlign) {
		t := &canvas.Text{Text: words, Color: kit.Color(st.Token()), TextSize: st.Px(), TextStyle: fyne.TextStyle{Bold: st.Bold}, Alignment: align}
		t.Move(fyne.NewPos(at, 4))
		t.Resize(fyne.NewSize(wide, tabHigh-6))
		r.objects = append(r.objects, t)
	}
	room := w - kit.Space3 - tabCross
	text(kit.Fit(title, style, room), style, x+kit.Space3, room, fyne.TextAlignLeading)
	if shows || over {
		if cross {
			box(x+w-tabCross+2, 8, tabCross-6, tabCross-6, kit.PressTint).CornerRadius = 4
		}
		text("×", kit.Body.In(kit.Muted), x+w-tabCross+2, tabCross-6, fyne.TextAlignCenter)
	}
}
