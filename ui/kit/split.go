package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// SplitView puts fixed-width sides left and right of the middle, each behind a hairline that can be dragged. A side
// that is nil or hidden gives its room to the middle.
type SplitView struct {
	widget.BaseWidget
	// OnResize runs after a side was dragged, with both widths, so that they can be remembered.
	OnResize func(left, right float32)
	// Least is what the middle needs, in pixels, before the right side goes out of sight in a narrow window; 0 keeps both sides.
	Least float32

	left, middle, right   fyne.CanvasObject
	leftWide, rightWide   float32
	leftShown, rightShown bool
	leftGrip, rightGrip   *splitGrip
	leftKey, rightKey     *splitKey
}

// The narrowest a side and the middle may be.
const (
	minSide   float32 = 180
	minMiddle float32 = 320
)

// NewSplit makes a split view; left and right may be nil.
func NewSplit(left, middle, right fyne.CanvasObject, leftWide, rightWide float32) *SplitView {
	s := &SplitView{left: left, middle: middle, right: right, leftWide: leftWide, rightWide: rightWide,
		leftShown: left != nil, rightShown: right != nil}
	s.leftGrip, s.rightGrip = newSplitGrip(s, true), newSplitGrip(s, false)
	s.leftKey, s.rightKey = newSplitKey(s.leftGrip), newSplitKey(s.rightGrip)
	s.ExtendBaseWidget(s)
	return s
}

// ShowLeft shows or hides the left side.
func (s *SplitView) ShowLeft(on bool) {
	s.leftShown = on && s.left != nil
	s.Refresh()
}

// ShowRight shows or hides the right side.
func (s *SplitView) ShowRight(on bool) {
	s.rightShown = on && s.right != nil
	s.Refresh()
}

// RightShown reports whether the right side is shown.
func (s *SplitView) RightShown() bool { return s.rightShown }

// SetWidths changes the widths of the sides; 0 keeps one.
func (s *SplitView) SetWidths(left, right float32) {
	if left > 0 {
		s.leftWide = left
	}
	if right > 0 {
		s.rightWide = right
	}
	s.Refresh()
}

func (s *SplitView) drag(left bool, dx float32) {
	room := s.Size().Width - minMiddle
	if left {
		s.leftWide = max(minSide, min(s.leftWide+dx, room-s.shownRight()))
	} else {
		s.rightWide = max(minSide, min(s.rightWide-dx, room-s.shownLeft()))
	}
	s.Refresh()
}

func (s *SplitView) shownLeft() float32 {
	if !s.leftShown {
		return 0
	}
	return s.leftWide
}

func (s *SplitView) shownRight() float32 {
	if !s.rightShown {
		return 0
	}
	return s.rightWide
}

// sides are the widths of the sides in a view of a width. A narrow one takes from both what the middle needs, as long as they can be read.
func (s *SplitView) sides(width float32) (left, right float32) {
	left, right = s.shownLeft(), s.shownRight()
	spare := max(0, left-minSide) + max(0, right-minSide)
	over := min(left+right+max(minMiddle, s.Least)-width, spare)
	if over <= 0 {
		return left, right
	}
	share := over / spare
	return left - share*max(0, left-minSide), right - share*max(0, right-minSide)
}

// fit is sides, and whether the right one is in sight.
func (s *SplitView) fit(width float32) (left, right float32, shown bool) {
	left, right = s.sides(width)
	if !s.rightShown || width-left-right >= s.Least {
		return left, right, s.rightShown
	}
	spare := max(0, s.shownLeft()-minSide)
	return s.shownLeft() - max(0, min(spare, s.shownLeft()+s.Least-width)), 0, false
}

// CreateRenderer implements fyne.Widget.
func (s *SplitView) CreateRenderer() fyne.WidgetRenderer {
	r := &painter{}
	// The keyboard visits them in reading order; the grips lie above all.
	if s.left != nil { // a hidden side stays in the window, so that a change of theme reaches it
		r.objects = append(r.objects, s.left, s.leftKey)
	}
	r.objects = append(r.objects, s.middle)
	if s.right != nil {
		r.objects = append(r.objects, s.rightKey, s.right, s.rightGrip)
	}
	if s.left != nil {
		r.objects = append(r.objects, s.leftGrip)
	}
	r.paint = func() {
		showIf(s.leftShown, s.left, s.leftGrip, s.leftKey)
		showIf(s.rightShown, s.right, s.rightGrip, s.rightKey)
	}
	r.min = func() fyne.Size {
		m := s.middle.MinSize()
		return fyne.NewSize(min(m.Width, minMiddle)+min(minSide, s.shownLeft())+min(minSide, s.shownRight()), min(m.Height, 200))
	}
	r.layout = func(size fyne.Size) {
		l, rt, right := s.fit(size.Width)
		showIf(right, s.right, s.rightGrip)
		if s.leftShown {
			place(s.left, 0, 0, l, size.Height)
			place(s.leftGrip, l-gripWide/2, 0, gripWide, size.Height)
			place(s.leftKey, l-1, 0, 1, size.Height)
		}
		if right {
			place(s.right, size.Width-rt, 0, rt, size.Height)
			place(s.rightGrip, size.Width-rt-gripWide/2, 0, gripWide, size.Height)
			place(s.rightKey, size.Width-rt, 0, 1, size.Height)
		}
		place(s.middle, l, 0, max(0, size.Width-l-rt), size.Height)
	}
	r.attach(s)
	return r
}

// showIf shows or hides objects that are not nil.
func showIf(on bool, objects ...fyne.CanvasObject) {
	for _, o := range objects {
		switch {
		case o == nil || o.Visible() == on:
		case on:
			o.Show()
		default:
			o.Hide()
		}
	}
}

const gripWide float32 = 9

// splitGrip is the hairline between two parts, easy to catch and thin to see.
type splitGrip struct {
	widget.BaseWidget
	split *SplitView
	left  bool
	hover bool
	focus bool
}

func newSplitGrip(s *SplitView, left bool) *splitGrip {
	g := &splitGrip{split: s, left: left}
	g.ExtendBaseWidget(g)
	return g
}

// Dragged implements fyne.Draggable.
func (g *splitGrip) Dragged(e *fyne.DragEvent) { g.split.drag(g.left, e.Dragged.DX) }

// DragEnd implements fyne.Draggable.
func (g *splitGrip) DragEnd() {
	if g.split.OnResize != nil {
		g.split.OnResize(g.split.leftWide, g.split.rightWide)
	}
}

// ByKey implements Keyed: its splitKey has them.
func (g *splitGrip) ByKey() string { return "Left, Right" }

// Cursor implements desktop.Cursorable.
func (g *splitGrip) Cursor() desktop.Cursor { return desktop.HResizeCursor }

// MouseIn implements desktop.Hoverable.
func (g *splitGrip) MouseIn(*desktop.MouseEvent) {
	g.hover = true
	g.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (g *splitGrip) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (g *splitGrip) MouseOut() {
	g.hover = false
	g.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (g *splitGrip) CreateRenderer() fyne.WidgetRenderer {
	line := NewFill(Line)
	r := &painter{objects: []fyne.CanvasObject{line}}
	r.min = func() fyne.Size { return fyne.NewSize(gripWide, 1) }
	r.layout = func(s fyne.Size) {
		w := Hairline
		if g.hover || g.focus {
			w = 2
		}
		place(line, float32(int((s.Width-w)/2)), 0, w, s.Height)
	}
	r.paint = func() {
		line.SetToken(Line)
		if g.hover || g.focus {
			line.SetToken(Accent)
		}
	}
	r.attach(g)
	return r
}

// Inspector is the panel at the right: a heading, details, and a foot with the keys that work here.
type Inspector struct {
	widget.BaseWidget
	root *fyne.Container
	head *fyne.Container
	body *fyne.Container
	foot *fyne.Container
	view *ScrollView
}

// NewInspector makes an empty panel.
func NewInspector() *Inspector {
	i := &Inspector{head: VStack(Space1), body: VStack(Space3), foot: VStack(0)}
	i.view = Scroll(Inset(i.body, Space2, Space4, Space4, Space4))
	i.root = Stack(NewFill(Surface), Dock(Inset(i.head, Space4, Space4, Space1, Space4), nil, i.foot, nil, i.view))
	i.ExtendBaseWidget(i)
	return i
}

// mostTitle is how many lines a heading takes at most: a claim of three hundred letters stands whole.
const mostTitle = 8

// Set shows a heading, a muted line under it ("" for none) and the details below each other.
func (i *Inspector) Set(title, line string, details ...fyne.CanvasObject) {
	i.head.Objects = []fyne.CanvasObject{NewParagraph(title, Strong).Limit(mostTitle)}
	if line != "" {
		i.head.Objects = append(i.head.Objects, NewParagraph(line, Small).Limit(2))
	}
	i.body.Objects = details
	i.root.Refresh()
	i.view.ScrollTo(0)
	i.view.Refresh()
}

// Grow lays the details out again after one of them has changed its height.
func (i *Inspector) Grow() {
	i.body.Refresh()
	i.view.Refresh()
}

// Reveal scrolls the details just so far that one of them is seen, or its beginning if it is taller than the panel.
func (i *Inspector) Reveal(o fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	y := d.AbsolutePositionForObject(o).Y - d.AbsolutePositionForObject(i.body).Y + Space2
	i.view.Reveal(y, min(o.Size().Height+Space3, i.view.Size().Height))
}

// SetHints shows the keys that work here at the foot.
func (i *Inspector) SetHints(hints ...fyne.CanvasObject) {
	i.foot.Objects = []fyne.CanvasObject{Inset(Flow(Space2, hints...), Space2, Space4, Space3, Space4)}
	i.root.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (i *Inspector) CreateRenderer() fyne.WidgetRenderer {
	r := &painter{objects: []fyne.CanvasObject{i.root}}
	r.min = func() fyne.Size { return fyne.NewSize(minSide, 120) }
	r.layout = func(s fyne.Size) { i.root.Resize(s) }
	r.attach(i)
	return r
}

// Detail is a muted label above a value, for inspectors.
func Detail(label string, value fyne.CanvasObject) *fyne.Container {
	return VStack(2, NewText(label, Small), value)
}
