package kit

import (
	"math/rand/v2"
	"testing"

	"fyne.io/fyne/v2"
)

// field is a map of a size with dots in a square of it.
func field(n int, x0, y0, x1, y1 float32) (*dotRequest, *dotGrid) {
	rng := rand.New(rand.NewPCG(7, 1))
	d := &Dots{}
	for range n {
		d.X, d.Y, d.Of = append(d.X, x0+rng.Float32()*(x1-x0)), append(d.Y, y0+rng.Float32()*(y1-y0)), append(d.Of, 0)
	}
	r := &dotRequest{dots: d, view: dotView{Zoom: 1}, size: fyne.NewSize(600, 400), scale: 1}
	return r, r.grid()
}

func TestSettle_FindsRoomBesideTheDots(t *testing.T) {
	_, busy := field(80, 0.42, 0.42, 0.58, 0.58)
	b, ok := settle(fyne.NewPos(300, 200), 120, fyne.NewSize(600, 400), busy, nil)
	if !ok || busy.under(b) != 0 {
		t.Errorf("the name lies over %d dots at %+v", busy.under(b), b)
	}
	if b.x < 2 || b.y < 2 || b.x+b.w > 598 || b.y+nameHigh > 398 {
		t.Errorf("the name leaves the map: %+v", b)
	}
}

func TestSettle_LeavesOtherNamesAlone(t *testing.T) {
	_, busy := field(5, 0.4, 0.4, 0.6, 0.6)
	var taken []nameBox
	for range 6 {
		b, ok := settle(fyne.NewPos(300, 200), 150, fyne.NewSize(600, 400), busy, taken)
		if !ok {
			t.Fatal("no room for six names")
		}
		for _, o := range taken {
			if b.meets(o) {
				t.Errorf("%+v lies over %+v", b, o)
			}
		}
		taken = append(taken, b)
	}
}

func TestSettle_IsOverFewDotsWhereAllIsFull(t *testing.T) {
	_, busy := field(20_000, 0, 0, 1, 1)
	middle := nameBox{240, 190, 120}
	b, ok := settle(fyne.NewPos(300, 200), 120, fyne.NewSize(600, 400), busy, nil)
	if !ok || busy.under(b) > busy.under(middle) {
		t.Errorf("%d dots under the name, %d in the middle", busy.under(b), busy.under(middle))
	}
}

func TestGrid_CountsDotsInSightOnly(t *testing.T) {
	r, g := field(500, 0, 0, 1, 1)
	sum := 0
	for _, n := range g.dots {
		sum += n
	}
	if sum != len(r.dots.X) {
		t.Errorf("%d of %d dots are counted", sum, len(r.dots.X))
	}
	r.view = dotView{X: 0.5, Y: 0.5, Zoom: 2}
	sum = 0
	for _, n := range r.grid().dots {
		sum += n
	}
	if sum == 0 || sum > 250 {
		t.Errorf("%d dots are counted of a quarter of the plane", sum)
	}
}

func BenchmarkSettle14NamesOver20kDots(b *testing.B) {
	_, busy := field(20_000, 0, 0, 1, 1)
	for b.Loop() {
		var taken []nameBox
		for i := range 14 {
			if box, ok := settle(fyne.NewPos(float32(40*i), float32(28*i)), 150, fyne.NewSize(600, 400), busy, taken); ok {
				taken = append(taken, box)
			}
		}
	}
}
