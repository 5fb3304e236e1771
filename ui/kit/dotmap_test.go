package kit

import (
	"context"
	"image/color"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"throughline/ui/task"
)

// dotsOf is n dots in two groups, the first 4 at the corners of a square.
func dotsOf(n int) *Dots {
	r := rand.New(rand.NewPCG(1, 2))
	d := &Dots{Groups: []DotGroup{{Name: "One", Paint: TagPaint(0)}, {Name: "Two", Paint: TagPaint(1)}}}
	corners := [][2]float32{{0.2, 0.2}, {0.8, 0.2}, {0.2, 0.8}, {0.8, 0.8}}
	for i := range n {
		x, y := r.Float32(), r.Float32()
		if i < 4 {
			x, y = corners[i][0], corners[i][1]
		}
		d.X, d.Y, d.Of = append(d.X, x), append(d.Y, y), append(d.Of, int32(i%3)-1)
	}
	return d
}

// mapOf shows dots in a window of 400 x 300, drawn.
func mapOf(t *testing.T, d *Dots) (*DotMap, func(func() bool)) {
	t.Helper()
	test.NewTempApp(t)
	await, release := task.Hold()
	t.Cleanup(release)
	m := NewDotMap()
	w := test.NewTempWindow(t, m)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(400, 300))
	until := func(done func() bool) {
		t.Helper()
		if !await(10*time.Second, done) {
			t.Fatal("waited in vain")
		}
	}
	m.Set(d, NoDots, nil)
	until(func() bool { return m.shown != nil && m.asked.dots == d })
	return m, until
}

// at is what the picture shows at a dot.
func (m *DotMap) colorAt(i int) color.RGBA {
	p := m.view.spot(m.dots.X[i], m.dots.Y[i], m.Size())
	s := m.asked.scale
	return m.shown.image.RGBAAt(int(p.X*s), int(p.Y*s))
}

func TestDotMap_DrawsDotsInTheColoursOfTheirGroups(t *testing.T) {
	d := dotsOf(4)
	m, until := mapOf(t, d)
	one := m.colorAt(1)
	if want := TagColor(0); max(one.R, want.R)-min(one.R, want.R) > 40 || one.A == 0 {
		t.Errorf("a dot of the first group is %v, its colour %v", one, want)
	}
	if m.colorAt(0) == one || m.colorAt(0).A == 0 {
		t.Error("a dot of no group is not told apart, or not drawn")
	}
	before := m.shown
	m.Set(d, 1, nil)
	until(func() bool { return m.shown != before })
	if far := func(c color.RGBA) int { g := Color(Surface); return int(max(c.R, g.R)) - int(min(c.R, g.R)) }; 2*far(m.colorAt(1)) > far(one) {
		t.Error("a dot stays strong while another group stands out")
	}
	before = m.shown
	m.Set(d, DotsOfNone, map[int]bool{1: true})
	until(func() bool { return m.shown != before })
	if got := m.colorAt(0); got.A < 200 {
		t.Errorf("dots of no group stand out and are drawn with %v", got)
	}
}

func TestDotMap_FindsTheDotUnderThePointer(t *testing.T) {
	m, _ := mapOf(t, dotsOf(4))
	var tapped, hovered []int
	m.OnTap = func(i int) { tapped = append(tapped, i) }
	m.OnHover = func(i int, _ fyne.Position) { hovered = append(hovered, i) }
	e := &fyne.PointEvent{Position: m.view.spot(0.8, 0.2, m.Size()).AddXY(3, -2)}
	m.Tapped(e)
	m.Tapped(&fyne.PointEvent{Position: fyne.NewPos(200, 150)})
	move := &desktop.MouseEvent{}
	move.Position = m.view.spot(0.2, 0.8, m.Size())
	m.MouseMoved(move)
	m.MouseOut()
	if !slices.Equal(tapped, []int{1, -1}) || !slices.Equal(hovered, []int{2, -1}) {
		t.Errorf("tapped %v, hovered %v", tapped, hovered)
	}
}

func TestDotMap_ALineDrawnRoundDotsChoosesThem(t *testing.T) {
	m, until := mapOf(t, dotsOf(4))
	var got []int
	m.OnPick = func(dots []int) { got = dots }
	drag := func(points ...fyne.Position) {
		m.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
		for i := 1; i < len(points); i++ {
			e := &fyne.DragEvent{Dragged: fyne.NewDelta(points[i].X-points[i-1].X, points[i].Y-points[i-1].Y)}
			e.Position = points[i]
			m.Dragged(e)
		}
	}
	s := m.Size()
	round := []fyne.Position{m.view.spot(0.1, 0.1, s), m.view.spot(0.9, 0.1, s), m.view.spot(0.9, 0.4, s), m.view.spot(0.1, 0.4, s), m.view.spot(0.1, 0.15, s)}
	drag(round...)
	m.DragEnd()
	until(func() bool { return got != nil })
	if !slices.Equal(got, []int{0, 1}) {
		t.Errorf("chose %v, want the upper two", got)
	}
	got = nil
	drag(round...)
	m.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	m.DragEnd()
	if m.lasso != nil || got != nil {
		t.Error("Escape did not take the line away")
	}
}

func TestDotMap_KeyboardGoesFromDotToDot(t *testing.T) {
	m, _ := mapOf(t, dotsOf(4))
	var picked, tapped []int
	m.OnPick = func(dots []int) { picked = append(picked, dots...) }
	m.OnTap = func(i int) { tapped = append(tapped, i) }
	m.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if m.Hovered() < 0 {
		t.Fatal("the first arrow finds no dot")
	}
	m.setHover(0)
	var went []int
	for _, k := range []fyne.KeyName{fyne.KeyRight, fyne.KeyRight, fyne.KeyDown, fyne.KeyLeft, fyne.KeyUp} {
		m.TypedKey(&fyne.KeyEvent{Name: k})
		went = append(went, m.Hovered())
	}
	if want := []int{1, 1, 3, 2, 0}; !slices.Equal(went, want) {
		t.Errorf("went over %v, want %v", went, want)
	}
	m.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	m.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !slices.Equal(picked, []int{0}) || !slices.Equal(tapped, []int{0}) {
		t.Errorf("picked %v, tapped %v", picked, tapped)
	}
}

func TestDotMap_TheMenuKeyOpensTheMenuOfTheDotOfTheKeyboard(t *testing.T) {
	m, _ := mapOf(t, dotsOf(4))
	asked, where := []int(nil), fyne.Position{}
	m.OnMenu = func(i int, at fyne.Position) { asked, where = append(asked, i), at }
	menu := &fyne.KeyEvent{Name: desktop.KeyMenu}
	m.TypedKey(menu)
	m.setHover(0)
	m.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	m.TypedKey(menu)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(m).Add(m.view.spot(0.8, 0.2, m.Size()))
	if !slices.Equal(asked, []int{1}) || where != at {
		t.Errorf("menus of %v at %v, want that of dot 1 at %v", asked, where, at)
	}
}

func TestDotMap_ZoomKeepsThePointUnderThePointer(t *testing.T) {
	m, _ := mapOf(t, dotsOf(50))
	at := m.view.spot(0.8, 0.2, m.Size())
	for range 5 {
		m.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: at}, Scrolled: fyne.NewDelta(0, 10)})
	}
	if p := m.view.spot(0.8, 0.2, m.Size()); m.view.Zoom < 2 || max(p.X-at.X, at.X-p.X, p.Y-at.Y, at.Y-p.Y) > 1 {
		t.Errorf("zoomed to %v, the point went from %v to %v", m.view.Zoom, at, p)
	}
	for range 20 {
		m.TypedRune('-')
	}
	if m.view != (dotView{Zoom: 1}) {
		t.Errorf("all the way back the view is %+v", m.view)
	}
	m.TypedRune('+')
	m.TypedRune('0')
	if m.view != (dotView{Zoom: 1}) {
		t.Errorf("0 shows %+v", m.view)
	}
}

func TestDotRequest_EndsWithItsContext(t *testing.T) {
	test.NewTempApp(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := dotRequest{dots: dotsOf(10_000), focus: NoDots, view: dotView{Zoom: 1}, size: fyne.NewSize(700, 500), scale: 1}
	r.take()
	if _, err := r.draw(ctx); err == nil {
		t.Error("drawn to the end although nobody waits")
	}
}

func BenchmarkDotMap10k(b *testing.B)  { benchmarkDots(b, 10_000) }
func BenchmarkDotMap100k(b *testing.B) { benchmarkDots(b, 100_000) }

func benchmarkDots(b *testing.B, n int) {
	test.NewTempApp(b)
	r := dotRequest{dots: dotsOf(n), focus: NoDots, view: dotView{Zoom: 1}, size: fyne.NewSize(800, 600), scale: 1}
	r.take()
	for b.Loop() {
		if _, err := r.draw(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
