package layout_test

import (
	"fmt"
	"math/rand"
	"slices"
	"testing"

	"throughline/app"
	"throughline/ui/reader/layout"
)

func randomSpans(r *rand.Rand, n, size, longest int) []app.Span {
	out := make([]app.Span, n)
	for i := range out {
		s := r.Intn(size)
		out[i] = app.Span{Start: s, End: min(size, s+r.Intn(longest+1))}
	}
	return out
}

func TestMarks_FindWhatALookAtEachFinds(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for range 200 {
		spans := randomSpans(r, r.Intn(30), 200, 60)
		m := layout.NewMarks(spans)
		want := app.Span{Start: r.Intn(200)}
		want.End = want.Start + r.Intn(40)
		got := m.Over(want, nil)
		for i, s := range spans {
			if has := slices.Contains(got, i); has != (s.Len() > 0 && want.Len() > 0 && s.Overlaps(want)) {
				t.Fatalf("Over(%v) has %v: %v", want, s, has)
			}
		}
		if !slices.IsSortedFunc(got, func(a, b int) int { return spans[a].Start - spans[b].Start }) {
			t.Fatalf("Over(%v) = %v is not by place", want, got)
		}
	}
}

func TestMarks_AtGivesTheShortestFirst(t *testing.T) {
	m := layout.NewMarks([]app.Span{{Start: 0, End: 100}, {Start: 10, End: 20}, {Start: 5, End: 50}, {Start: 60, End: 70}})
	if got := m.At(15); !slices.Equal(got, []int{1, 2, 0}) {
		t.Errorf("At(15) = %v, want [1 2 0]", got)
	}
	if got := m.At(20); !slices.Equal(got, []int{2, 0}) {
		t.Errorf("At(20) = %v, want [2 0]", got)
	}
}

func TestFlatten_TintsEachByteOnce(t *testing.T) {
	r := rand.New(rand.NewSource(4))
	for range 200 {
		spans := randomSpans(r, r.Intn(20), 120, 50)
		m := layout.NewMarks(spans)
		line := app.Span{Start: 30, End: 90}
		at := line.Start
		for _, p := range m.Flatten(line) {
			if p.Start < at || p.End <= p.Start || p.End > line.End {
				t.Fatalf("piece %v after %d in %v", p.Span, at, line)
			}
			at = p.End
			for b := p.Start; b < p.End; b++ {
				if got := m.Over(app.Span{Start: b, End: b + 1}, nil); !slices.Equal(got, p.Marks) {
					t.Fatalf("byte %d lies under %v, its piece says %v", b, got, p.Marks)
				}
			}
		}
		covered := 0
		for _, p := range m.Flatten(line) {
			covered += p.Len()
		}
		want := 0
		for b := line.Start; b < line.End; b++ {
			if len(m.Over(app.Span{Start: b, End: b + 1}, nil)) > 0 {
				want++
			}
		}
		if covered != want {
			t.Fatalf("%d bytes tinted, want %d", covered, want)
		}
	}
}

func TestLanes_KeepOverlapsApart(t *testing.T) {
	r := rand.New(rand.NewSource(5))
	for range 300 {
		spans := randomSpans(r, r.Intn(60), 1+r.Intn(1000), 80)
		seen := make([]int, len(spans))
		end := -1
		for _, c := range layout.Lanes(spans) {
			if c.Start < end {
				t.Fatalf("cluster %v begins before %d", c.Span, end)
			}
			end = c.End
			for i, a := range c.Items {
				seen[a.Item]++
				if a.Lane < 0 || a.Lane >= c.Lanes || c.Lanes > layout.MaxLanes {
					t.Fatalf("lane %d of %d", a.Lane, c.Lanes)
				}
				for _, b := range c.Items[:i] {
					if a.Lane == b.Lane && spans[a.Item].Overlaps(spans[b.Item]) {
						t.Fatalf("%v and %v share lane %d", spans[a.Item], spans[b.Item], a.Lane)
					}
				}
			}
			for _, g := range c.More {
				for _, i := range g.Items {
					seen[i]++
				}
			}
		}
		for i, n := range seen {
			if want := min(1, spans[i].Len()); n != want {
				t.Fatalf("%v was placed %d times, want %d", spans[i], n, want)
			}
		}
	}
}

func TestLanes_UseNoMoreThanTheDeepestOverlap(t *testing.T) {
	c := layout.Lanes([]app.Span{{Start: 0, End: 10}, {Start: 5, End: 15}, {Start: 10, End: 20}, {Start: 15, End: 30}})
	if len(c) != 1 || c[0].Lanes != 2 {
		t.Errorf("clusters %+v, want one of two lanes", c)
	}
}

var margin = layout.Margin{Width: 170, Pitch: 7, Tight: 5, Least: 40, Indent: 9, Gap: 10, Row: 16, More: 24}

func place(d *layout.Doc, items []layout.Item) ([]layout.Stripe, []layout.Surplus) {
	return placeIn(margin, d, items)
}

func placeIn(margin layout.Margin, d *layout.Doc, items []layout.Item) ([]layout.Stripe, []layout.Surplus) {
	spans := make([]app.Span, len(items))
	for i := range items {
		spans[i] = d.WholeLines(items[i].Span)
	}
	var stripes []layout.Stripe
	var more []layout.Surplus
	for _, c := range layout.Lanes(spans) {
		s, m := margin.Place(d, items, c)
		stripes, more = append(stripes, s...), append(more, m...)
	}
	return stripes, more
}

func TestPlace_NamesStandBesideStripesWhereTheyFit(t *testing.T) {
	d := newDoc("aaaa bbbb cccc dddd eeeee ffff gggg hhhh iiii jjjjj kkkk")
	allRows(d)
	stripes, more := place(d, []layout.Item{{Span: app.Span{Start: 2, End: 30}, Label: 75}, {Span: app.Span{Start: 28, End: 33}, Label: 40}})
	if len(more) != 0 || len(stripes) != 2 {
		t.Fatalf("stripes %+v, surplus %+v", stripes, more)
	}
	a, b := stripes[0], stripes[1]
	if a.X != 0 || a.LabelX != 9 || a.Y != 8 || a.Height != 48 || a.LabelWidth != 75 {
		t.Errorf("first stripe %+v", a)
	}
	if b.X != 94 || b.Y != 32 || b.LabelX != 103 || b.LabelY != 32 {
		t.Errorf("second stripe %+v", b)
	}
}

func TestPlace_NamesNeverCollide(t *testing.T) {
	r := rand.New(rand.NewSource(6))
	d := newDoc(randomText(r, 200), randomText(r, 20), randomText(r, 300))
	allRows(d)
	for round := range 300 {
		margin := margin
		margin.Width = []float32{170, 96, 260}[round%3]
		var items []layout.Item
		for _, s := range randomSpans(r, 1+r.Intn(60), len(d.Text()), 120) {
			items = append(items, layout.Item{Span: d.Trim(s), Label: float32(20 + r.Intn(140))})
		}
		stripes, more := placeIn(margin, d, items)
		type box struct{ x, y, w, h float32 }
		var boxes []box
		for _, s := range stripes {
			boxes = append(boxes, box{s.X, s.Y, 3, s.Height})
			if s.LabelWidth > 0 {
				boxes = append(boxes, box{s.LabelX, s.LabelY, s.LabelWidth, margin.Row})
			}
			if s.X < 0 || s.X > margin.Width || s.LabelX+s.LabelWidth > margin.Width+0.01 {
				t.Fatalf("stripe outside the margin: %+v", s)
			}
		}
		for _, m := range more {
			boxes = append(boxes, box{m.X, m.Y, margin.More, margin.Row})
			if m.X < 0 || m.X+margin.More > margin.Width+0.01 {
				t.Fatalf("count outside the margin: %+v", m)
			}
		}
		for i, a := range boxes {
			for _, b := range boxes[:i] {
				if a.x < b.x+b.w && b.x < a.x+a.w && a.y < b.y+b.h && b.y < a.y+a.h {
					t.Fatalf("%+v lies on %+v", a, b)
				}
			}
		}
		named := 0
		for _, s := range stripes {
			if s.LabelWidth > 0 {
				named++
			}
		}
		for _, m := range more {
			named += len(m.Items)
		}
		full := 0
		for _, it := range items {
			if it.Len() > 0 {
				full++
			}
		}
		if named < full {
			t.Fatalf("%d of %d items are named or counted", named, full)
		}
	}
}

func TestPlace_StacksTwelveDeepAndCountsTheRest(t *testing.T) {
	d := newDoc("aaaa bbbb cccc dddd eeeee ffff gggg hhhh iiii jjjjj kkkk llll mmmm nnnn oooo pppp qqqq rrrr ssss tttt uuuu vvvv wwww xxxx")
	allRows(d)
	for _, tc := range []struct{ deep, stripes, counted int }{{8, 8, 1}, {12, 12, 5}, {20, 12, 13}} {
		var items []layout.Item
		for i := range tc.deep {
			items = append(items, layout.Item{Span: app.Span{Start: i, End: len(d.Text()) - i}, Label: 60})
		}
		stripes, more := place(d, items)
		xs, counted := map[float32]bool{}, 0
		for _, s := range stripes {
			xs[s.X] = true
		}
		for _, m := range more {
			counted += len(m.Items)
		}
		if len(xs) != tc.stripes || counted != tc.counted {
			t.Errorf("%d deep: %d stripes side by side, %d counted, want %d and %d", tc.deep, len(xs), counted, tc.stripes, tc.counted)
		}
	}
}

func ExampleLanes() {
	for _, c := range layout.Lanes([]app.Span{{Start: 0, End: 9}, {Start: 4, End: 12}, {Start: 20, End: 25}}) {
		fmt.Println(c.Span, c.Items)
	}
	// Output:
	// {0 12} [{0 0} {1 1}]
	// {20 25} [{2 0}]
}
