package kit

import (
	"context"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"throughline/ui/say"
	"throughline/ui/task"
)

// Dots are what a DotMap shows. It is not changed once it is shown.
type Dots struct {
	X, Y   []float32 // place of each dot, 0 to 1
	Of     []int32   // group of each dot, index into Groups, or -1 for none
	Groups []DotGroup
}

// DotGroup is dots that belong together.
type DotGroup struct {
	Name  string
	Paint Paint
	Faint bool // drawn like dots of no group
}

// What stands out on a map when it is no group.
const (
	NoDots     = -1 // nothing does
	DotsOfNone = -2 // the dots of no group do
)

// DotMap shows up to some 100,000 dots on a plane. They are drawn into one picture beside the UI goroutine. A click tells the dot
// under it, dragging draws a line round dots and tells which lie inside, the wheel and + and - zoom, dragging with Ctrl moves. With
// the keyboard the arrow keys go to the next dot in a direction, Enter presses it, Space picks it and the menu key opens its menu.
type DotMap struct {
	widget.BaseWidget
	// OnHover runs when another dot comes under the pointer or the keyboard, -1 for none, with its place on the map.
	OnHover func(i int, at fyne.Position)
	// OnTap runs when a dot is pressed, -1 for the ground.
	OnTap func(i int)
	// OnPick runs when dots are chosen: those inside a line that was drawn, or one by Space.
	OnPick func(dots []int)
	// OnLasso runs instead of OnPick when a line was drawn round dots; add is true with Shift held, which adds to what is chosen.
	OnLasso func(dots []int, add bool)
	// OnMenu runs on a right click, -1 for the ground, or by the menu key for the dot of the keyboard, with the place on the canvas.
	OnMenu func(i int, at fyne.Position)
	// OnKey sees keys the map does not use itself, OnRune typed letters. Both return whether they used it.
	OnKey  func(*fyne.KeyEvent) bool
	OnRune func(rune) bool

	dots   *Dots
	focus  int          // group that stands out, NoDots or DotsOfNone
	picked map[int]bool // dots shown as chosen
	view   dotView
	pic    *canvas.Image
	draw   task.Latest[*dotPicture]
	shown  *dotPicture // what the picture shows
	asked  dotRequest  // what is being drawn

	hover   int // dot under the pointer or the keyboard, -1 for none
	focused bool
	shift   bool
	ctrl    bool
	lasso   []fyne.Position // the line being drawn, nil for none
	moving  bool
	find    task.Latest[[]int]
}

// dotView is which part of the plane is shown: the plane's point (X, Y) stands at the top left, and a side is 1/Zoom of it.
type dotView struct{ X, Y, Zoom float32 }

// NewDotMap makes an empty map.
func NewDotMap() *DotMap {
	m := &DotMap{dots: &Dots{}, focus: NoDots, hover: -1, view: dotView{Zoom: 1}, pic: &canvas.Image{ScaleMode: canvas.ImageScaleFastest}}
	m.ExtendBaseWidget(m)
	return m
}

// Set shows dots, of which a group stands out (NoDots, DotsOfNone) and some are chosen. The part of the plane in sight stays, unless there
// are other dots.
func (m *DotMap) Set(d *Dots, focus int, picked map[int]bool) {
	if len(d.X) != len(m.dots.X) {
		m.view, m.hover = dotView{Zoom: 1}, -1
	}
	m.dots, m.focus, m.picked = d, focus, picked
	m.Refresh()
}

// Whole shows the whole plane again.
func (m *DotMap) Whole() {
	m.view = dotView{Zoom: 1}
	m.Refresh()
}

// Hovered is the dot under the pointer or the keyboard, or -1.
func (m *DotMap) Hovered() int { return m.hover }

// Focus gives the map the keyboard.
func (m *DotMap) Focus() {
	if c := CanvasOf(m); c != nil {
		c.Focus(m)
	}
}

// dotEdge is the room between the outermost dots and the edge of the map.
const dotEdge float32 = 18

// spot is where a dot stands in a map of a size.
func (v dotView) spot(x, y float32, s fyne.Size) fyne.Position {
	return fyne.NewPos(dotEdge+(x-v.X)*v.Zoom*(s.Width-2*dotEdge), dotEdge+(y-v.Y)*v.Zoom*(s.Height-2*dotEdge))
}

// plane is the place of the plane under a point of the map.
func (v dotView) plane(p fyne.Position, s fyne.Size) (x, y float32) {
	return v.X + (p.X-dotEdge)/(s.Width-2*dotEdge)/v.Zoom, v.Y + (p.Y-dotEdge)/(s.Height-2*dotEdge)/v.Zoom
}

// held keeps the view on the plane.
func (v dotView) held() dotView {
	v.Zoom = max(1, min(40, v.Zoom))
	v.X, v.Y = max(0, min(1-1/v.Zoom, v.X)), max(0, min(1-1/v.Zoom, v.Y))
	return v
}

// zoom makes the part in sight smaller (by above 1) or larger, round a point of the map that stays where it is.
func (m *DotMap) zoom(by float32, round fyne.Position) {
	x, y := m.view.plane(round, m.Size())
	v := m.view
	v.Zoom = max(1, min(40, v.Zoom*by))
	f := m.view.Zoom / v.Zoom
	v.X, v.Y = x-(x-v.X)*f, y-(y-v.Y)*f
	m.view = v.held()
	m.Refresh()
}

// dotReach is how far from a dot a pointer may be to mean it.
const dotReach float32 = 10

// dotAt is the dot nearest to a point of the map, or -1.
func (m *DotMap) dotAt(p fyne.Position) int {
	s := m.Size()
	best, least := -1, dotReach*dotReach
	for i := range m.dots.X {
		q := m.view.spot(m.dots.X[i], m.dots.Y[i], s)
		dx, dy := q.X-p.X, q.Y-p.Y
		if d := dx*dx + dy*dy; d < least {
			best, least = i, d
		}
	}
	return best
}

// next is the dot nearest to dot i in a direction, or i itself. Without any dot it is the one nearest the middle.
func (m *DotMap) next(i int, dx, dy float32) int {
	s := m.Size()
	from := fyne.NewPos(s.Width/2, s.Height/2)
	if i >= 0 {
		from = m.view.spot(m.dots.X[i], m.dots.Y[i], s)
	}
	best, least := i, float32(1e12)
	for j := range m.dots.X {
		q := m.view.spot(m.dots.X[j], m.dots.Y[j], s)
		along, aside := (q.X-from.X)*dx+(q.Y-from.Y)*dy, (q.X-from.X)*dy+(q.Y-from.Y)*dx
		if aside < 0 {
			aside = -aside
		}
		if i >= 0 && (j == i || along <= 0.5 || aside > along) {
			continue
		}
		if i < 0 && along < 0 {
			along = -along
		}
		if d := along + 2*aside; d < least {
			best, least = j, d
		}
	}
	return best
}

func (m *DotMap) setHover(i int) {
	if i == m.hover {
		return
	}
	m.hover = i
	canvas.Refresh(m)
	m.Refresh()
	if m.OnHover != nil {
		var at fyne.Position
		if i >= 0 {
			at = m.view.spot(m.dots.X[i], m.dots.Y[i], m.Size())
		}
		m.OnHover(i, at)
	}
}

// paint asks for the picture of what is to be shown, unless it is there or on its way.
func (m *DotMap) paint(s fyne.Size) {
	want := dotRequest{dots: m.dots, focus: m.focus, view: m.view, size: s, look: Look(), scale: scaleOf(m)}
	if want.same(m.asked) && samePicks(want.picked(m.picked), m.asked.picks) || s.Width < 2*dotEdge+1 || s.Height < 2*dotEdge+1 {
		return
	}
	want.picks = want.picked(m.picked)
	m.asked = want
	want.take()
	m.draw.Load(func(ctx context.Context) (*dotPicture, error) { return want.draw(ctx) }, func(p *dotPicture, err error) {
		if err == nil {
			m.shown, m.pic.Image = p, p.image
			m.Refresh()
			canvas.Refresh(m.pic)
		}
	})
}

func scaleOf(o fyne.CanvasObject) float32 {
	if c := CanvasOf(o); c != nil {
		return c.Scale()
	}
	return 1
}

// AccessibilityLabel implements fyne.Accessible.
func (m *DotMap) AccessibilityLabel() string { return say.T("Map") }

// AccessibilityRole implements fyne.Accessible.
func (m *DotMap) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (m *DotMap) CreateRenderer() fyne.WidgetRenderer {
	ground := &canvas.Rectangle{CornerRadius: Radius, StrokeWidth: Hairline}
	mark := &canvas.Circle{StrokeWidth: 2}
	m.pic.Image = image.NewRGBA(image.Rect(0, 0, 1, 1))
	r := &painter{}
	names := &rowPainter{}
	var lines []*canvas.Line
	r.min = func() fyne.Size { return fyne.NewSize(240, 200) }
	r.layout = func(s fyne.Size) {
		m.paint(s)
		ground.Resize(s)
		m.pic.Resize(s)
		r.objects = []fyne.CanvasObject{ground, m.pic}
		if m.hover >= 0 && m.hover < len(m.dots.X) {
			at := m.view.spot(m.dots.X[m.hover], m.dots.Y[m.hover], s)
			place(mark, at.X-7, at.Y-7, 14, 14)
			r.objects = append(r.objects, mark)
		}
		r.objects = append(r.objects, m.names(names)...)
		for i := 1; i < len(m.lasso); i++ {
			if len(lines) < i {
				lines = append(lines, &canvas.Line{StrokeWidth: 1.5})
			}
			l := lines[i-1]
			l.StrokeColor, l.Position1, l.Position2 = Color(Accent), m.lasso[i-1], m.lasso[i]
			r.objects = append(r.objects, l)
		}
	}
	r.paint = func() {
		ground.FillColor, ground.StrokeColor = Color(Surface), Color(Line)
		mark.FillColor, mark.StrokeColor = Color(Clear), Color(Ink)
		if ground.StrokeWidth = Hairline; m.focused {
			ground.StrokeColor, ground.StrokeWidth = Color(Accent), 2
		}
	}
	r.attach(m)
	return r
}

var _ desktop.Hoverable = (*DotMap)(nil)
