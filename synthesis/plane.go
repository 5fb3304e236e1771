package synthesis

import (
	"cmp"
	"context"
	"math"
	"slices"

	"throughline/synthesis/cluster"
	"throughline/synthesis/vector"
)

// Point is a place on the map, X and Y from 0 to 1.
type Point = cluster.Point

// Map lays the passages on a plane: what lies close together is alike; far apart means nothing, and neither do the axes. The
// leaves are laid by t-SNE, the passages of a leaf about its middle, the most typical innermost. One without any word lies at
// (0.5, 0.5). Equal outlines give equal maps. It takes half a second; returns ctx's error when it ends.
func (o *Outline) Map(ctx context.Context) ([]Point, error) {
	out := make([]Point, len(o.c.passages))
	for i := range out {
		out[i] = Point{X: 0.5, Y: 0.5}
	}
	if len(o.c.kept) == 0 {
		return out, ctx.Err()
	}
	middles, leaf, near := o.leaves()
	at, err := cluster.Plane(ctx, middles)
	if err != nil {
		return nil, err
	}
	around(out, o.c.kept, at, leaf, near)
	return out, ctx.Err()
}

// leaves returns the middles of the leaves, of length 1, the leaf of each kept passage and how near it is to the middle. A seed is
// one leaf more.
func (o *Outline) leaves() (middles *vector.Dense, leaf []int, near []float32) {
	n := 0
	if o.sums != nil {
		n = o.sums.Rows
	}
	middles = vector.NewDense(n+len(o.seeds), o.raw.Cols)
	leaf, near = make([]int, len(o.c.kept)), make([]float32, len(o.c.kept))
	for s, seed := range o.seeds {
		copy(middles.Row(n+s), seed.center)
		for _, i := range seed.members {
			leaf[i] = n + s
		}
	}
	for l := range n {
		copy(middles.Row(l), o.sums.Row(l))
		vector.Normalize(middles.Row(l))
	}
	for f, i := range o.free {
		leaf[i] = o.leaf[f]
	}
	row := make([]float32, o.raw.Cols)
	for i := range leaf {
		near[i] = vector.Dot(o.raw.Row(row, i), middles.Row(leaf[i]))
	}
	return middles, leaf, near
}

// goldenAngle turns by the angle that leaves no gaps between seeds of a sunflower.
const goldenAngle = 2.399963

// around places passages about the middles of their leaves, as a sunflower has its seeds, and scales all to 0 … 1.
func around(out []Point, kept []int, at []Point, leaf []int, near []float32) {
	order := make([]int, len(leaf))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(leaf[a], leaf[b]), cmp.Compare(near[b], near[a]))
	})
	gap := spacing(at, len(leaf))
	rank := 0
	for n, i := range order {
		if n > 0 && leaf[i] != leaf[order[n-1]] {
			rank = 0
		}
		r, turn := gap*math.Sqrt(float64(rank)), goldenAngle*float64(rank)
		out[kept[i]] = Point{X: at[leaf[i]].X + r*math.Cos(turn), Y: at[leaf[i]].Y + r*math.Sin(turn)}
		rank++
	}
	low, high := Point{X: math.Inf(1), Y: math.Inf(1)}, Point{X: math.Inf(-1), Y: math.Inf(-1)}
	for _, k := range kept {
		low.X, low.Y = min(low.X, out[k].X), min(low.Y, out[k].Y)
		high.X, high.Y = max(high.X, out[k].X), max(high.Y, out[k].Y)
	}
	for _, k := range kept {
		out[k] = Point{X: unit(out[k].X, low.X, high.X), Y: unit(out[k].Y, low.Y, high.Y)}
	}
}

// unit returns where x lies between low and high, 0 to 1; the middle when these are one.
func unit(x, low, high float64) float64 {
	if high-low < 1e-12 {
		return 0.5
	}
	return (x - low) / (high - low)
}

// spacing returns how far apart the passages of a leaf lie so that leaves touch without running into one another.
func spacing(at []Point, passages int) float64 {
	if len(at) < 2 {
		return 1
	}
	gaps := make([]float64, len(at))
	for i, p := range at {
		gaps[i] = math.Inf(1)
		for j, q := range at {
			if i != j {
				gaps[i] = min(gaps[i], math.Hypot(p.X-q.X, p.Y-q.Y))
			}
		}
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2] / 2 / math.Sqrt(max(1, float64(passages)/float64(len(at))))
}
