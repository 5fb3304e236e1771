package kit

import (
	"context"
	"image"
	"image/color"
	"maps"
	"math"
	"slices"

	"fyne.io/fyne/v2"
)

// dotRequest is a picture to be drawn. take reads the colours on the UI goroutine; draw needs nothing from it.
type dotRequest struct {
	dots  *Dots
	focus int
	picks []int
	view  dotView
	size  fyne.Size
	scale float32
	look  string // the colours

	paints []color.NRGBA // of the groups
	grey   color.NRGBA
	ink    color.NRGBA
	ground color.NRGBA
}

// same reports whether two requests give one picture, chosen dots apart.
func (r *dotRequest) same(o dotRequest) bool {
	return r.dots == o.dots && r.focus == o.focus && r.view == o.view && r.size == o.size && r.scale == o.scale && r.look == o.look
}

func (r *dotRequest) picked(picked map[int]bool) []int { return slices.Sorted(maps.Keys(picked)) }

func samePicks(a, b []int) bool { return slices.Equal(a, b) }

// take reads the colours in force.
func (r *dotRequest) take() {
	r.paints = make([]color.NRGBA, len(r.dots.Groups))
	for i, g := range r.dots.Groups {
		r.paints[i] = g.Paint.Color()
	}
	r.grey, r.ink, r.ground = Mix(Color(Surface), Color(Muted), 0.55), Color(Ink), Color(Surface)
}

// dotPicture is a drawn map with the places of the names of its groups.
type dotPicture struct {
	image *image.RGBA
	names []dotName
	busy  *dotGrid
}

// dotName is the name of a group, and the middle of its dots in sight.
type dotName struct {
	group int
	at    fyne.Position
}

// radius is the radius of a dot in pixels of the map: smaller the more there are.
func (r *dotRequest) radius() float32 {
	n := float32(len(r.dots.X)) / (r.view.Zoom * r.view.Zoom)
	switch {
	case n <= 300:
		return 5
	case n <= 2_000:
		return 4
	case n <= 12_000:
		return 3
	}
	return 2
}

// quietShare is how much of their colour dots keep while a group stands out that they do not belong to. They are mixed with the
// ground rather than drawn thinly, or they would add up where they are many.
const quietShare = 0.25

// draw draws dots of no group first, then those of groups, then those of the group that stands out.
func (r *dotRequest) draw(ctx context.Context) (*dotPicture, error) {
	w, h := int(r.size.Width*r.scale), int(r.size.Height*r.scale)
	img := image.NewRGBA(image.Rect(0, 0, max(1, w), max(1, h)))
	stamp := newStamp(r.radius() * r.scale)
	for pass := range 3 {
		for i, x := range r.dots.X {
			if i%4096 == 0 && ctx.Err() != nil {
				return nil, ctx.Err()
			}
			g := int(r.dots.Of[i])
			faint := g < 0 || r.dots.Groups[g].Faint
			if at := r.pass(g, faint); at != pass {
				continue
			}
			c := r.grey
			if !faint {
				c = r.paints[g]
			}
			if r.focus != NoDots && !r.stands(g) {
				c = Mix(r.ground, c, quietShare)
			}
			p := r.view.spot(x, r.dots.Y[i], r.size)
			stamp.put(img, p.X*r.scale, p.Y*r.scale, c)
		}
	}
	ring := newRingStamp((r.radius() + 2.5) * r.scale)
	for _, i := range r.picks {
		p := r.view.spot(r.dots.X[i], r.dots.Y[i], r.size)
		ring.put(img, p.X*r.scale, p.Y*r.scale, r.ink)
	}
	return &dotPicture{image: img, names: r.names(), busy: r.grid()}, nil
}

// stands reports whether dots of a group, -1 for none, stand out.
func (r *dotRequest) stands(group int) bool {
	return group >= 0 && group == r.focus || group < 0 && r.focus == DotsOfNone
}

func (r *dotRequest) pass(group int, faint bool) int {
	switch {
	case r.stands(group):
		return 2
	case faint:
		return 0
	}
	return 1
}

// maxNames is how many groups are named on the map at once.
const maxNames = 14

// names are those of the largest groups, and of the one that stands out, with the middle of their dots in sight.
func (r *dotRequest) names() []dotName {
	xs, ys := make([][]float32, len(r.dots.Groups)), make([][]float32, len(r.dots.Groups))
	for i, g := range r.dots.Of {
		p := r.view.spot(r.dots.X[i], r.dots.Y[i], r.size)
		if g >= 0 && !r.dots.Groups[g].Faint && p.X >= 0 && p.Y >= 0 && p.X <= r.size.Width && p.Y <= r.size.Height {
			xs[g], ys[g] = append(xs[g], p.X), append(ys[g], p.Y)
		}
	}
	order := make([]int, len(xs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if a == r.focus || b == r.focus {
			if a == r.focus {
				return -1
			}
			return 1
		}
		return len(xs[b]) - len(xs[a])
	})
	var out []dotName
	for _, g := range order {
		if len(xs[g]) == 0 || len(out) == maxNames {
			break
		}
		slices.Sort(xs[g])
		slices.Sort(ys[g])
		out = append(out, dotName{g, fyne.NewPos(xs[g][len(xs[g])/2], ys[g][len(ys[g])/2])})
	}
	return out
}

// stamp is a disc or ring with a soft edge, drawn many times.
type stamp struct {
	side  int
	cover []float32 // rows × columns, 0 to 1
}

func newStamp(radius float32) stamp {
	return makeStamp(radius, func(d float32) float32 { return radius + 0.5 - d })
}

func newRingStamp(radius float32) stamp {
	return makeStamp(radius+1, func(d float32) float32 { return min(radius+1-d, d-radius+1.5) })
}

func makeStamp(reach float32, cover func(distance float32) float32) stamp {
	side := 2*int(math.Ceil(float64(reach)+1)) + 1
	s := stamp{side, make([]float32, side*side)}
	mid := float64(side / 2)
	for y := range side {
		for x := range side {
			s.cover[y*side+x] = max(0, min(1, cover(float32(math.Hypot(float64(x)-mid, float64(y)-mid)))))
		}
	}
	return s
}

// put lays the stamp over a picture round a point.
func (s stamp) put(img *image.RGBA, x, y float32, c color.NRGBA) {
	left, top := int(math.Round(float64(x)))-s.side/2, int(math.Round(float64(y)))-s.side/2
	b := img.Bounds()
	if left+s.side <= 0 || top+s.side <= 0 || left >= b.Max.X || top >= b.Max.Y {
		return
	}
	ink := [3]float32{float32(c.R), float32(c.G), float32(c.B)}
	for dy := max(0, -top); dy < s.side && top+dy < b.Max.Y; dy++ {
		for dx := max(0, -left); dx < s.side && left+dx < b.Max.X; dx++ {
			a := s.cover[dy*s.side+dx]
			if a <= 0 {
				continue
			}
			p := img.Pix[img.PixOffset(left+dx, top+dy):]
			for k := range 3 {
				p[k] = uint8(ink[k]*a + float32(p[k])*(1-a))
			}
			p[3] = uint8(255*a + float32(p[3])*(1-a))
		}
	}
}
