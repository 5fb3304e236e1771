package cluster

import (
	"math"
	"slices"
)

// fence is how many times the middle half of all places reaches a place may lie beyond that half before it counts as far off (Tukey
// 1977); beyond it a way counts as its logarithm, and a quarter of that.
const fence, beyond = 1.5, 0.25

// drawIn brings places far off nearer, each direction by itself and without changing any order. A few rows like nothing else would
// else press all others into a corner, for the sake of a distance that means nothing.
func drawIn(at []Point) {
	xs, ys := make([]float64, len(at)), make([]float64, len(at))
	for i, p := range at {
		xs[i], ys[i] = p.X, p.Y
	}
	shorten(xs)
	shorten(ys)
	for i := range at {
		at[i] = Point{X: xs[i], Y: ys[i]}
	}
}

// shorten draws in what lies far off along one direction.
func shorten(v []float64) {
	if len(v) < 4 {
		return
	}
	sorted := slices.Sorted(slices.Values(v))
	low, high := sorted[len(v)/4], sorted[len(v)-1-len(v)/4]
	half := high - low
	if half < 1e-12 {
		return
	}
	low, high = low-fence*half, high+fence*half
	for i, x := range v {
		switch {
		case x < low:
			v[i] = low - beyond*half*math.Log1p((low-x)/half)
		case x > high:
			v[i] = high + beyond*half*math.Log1p((x-high)/half)
		}
	}
}
