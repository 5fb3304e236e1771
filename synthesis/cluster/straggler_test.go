package cluster

import (
	"slices"
	"testing"
)

func TestDrawIn(t *testing.T) {
	even := []Point{{0, 0}, {1, 4}, {2, 1}, {3, 3}, {4, 2}, {5, 5}}
	for _, c := range []struct {
		name string
		in   []Point
		same int     // places that stay
		wide float64 // at most, of X
	}{
		{"none far off", even, 6, 5},
		{"one far off", append(slices.Clone(even), Point{400, 2}), 6, 20},
		{"two far off on both sides", append(slices.Clone(even), Point{400, 2}, Point{-300, 1}), 6, 40},
		{"few", even[:3], 3, 2},
		{"all in one place", []Point{{1, 1}, {1, 1}, {1, 1}, {1, 1}}, 4, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := slices.Clone(c.in)
			drawIn(at)
			if !slices.Equal(at[:c.same], c.in[:c.same]) {
				t.Errorf("places that are not far off moved: %v", at)
			}
			low, high := at[0].X, at[0].X
			for i, p := range at {
				low, high = min(low, p.X), max(high, p.X)
				for j, q := range at {
					if (c.in[i].X < c.in[j].X) != (p.X < q.X) {
						t.Errorf("places %d and %d changed sides", i, j)
					}
				}
			}
			if high-low > c.wide {
				t.Errorf("%v wide, want at most %v", high-low, c.wide)
			}
		})
	}
}
