package cluster

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"throughline/synthesis/vector"
)

// Bounds of what Choose proposes.
const (
	minGroups = 5    // fewer say too little about a study
	fewGroups = 15   // more are not read where nothing asks for them
	lookedAt  = 4000 // rows looked at; the choice moves little with more
	rowsEach  = 3    // rows a group has at least, on average
)

// Choose proposes how many groups the rows of x ask for. tree joins the leaves, of is the leaf of each row.
//
// There is no true number, and criteria that claim to find it (gap statistic, Calinski-Harabasz, stability) fail on short texts:
// they run to the edge of any grid. One thing can be told: where rows fall into clear groups, the simplified silhouette (Hruschka
// et al. 2004) of the tree's cuts rises to a height from which it falls again, and the finest cut near that height is proposed.
// Where the silhouette only rises, any number is as good as another, and one is proposed that can be read: 2 n^0.27, at most 15.
func Choose(ctx context.Context, x *vector.Dense, of []int, tree *Tree, seed int64) (int, error) {
	most := x.Rows / rowsEach
	if most <= 2 {
		return max(1, most), ctx.Err()
	}
	sample := draws(x.Rows, lookedAt, seed)
	rows, leaf := x.Pick(sample), make([]int, len(sample))
	for i, r := range sample {
		leaf[i] = of[r]
	}
	grid := grid(min(maxGroups, tree.Leaves*3/4, len(sample)/clearRows))
	height := make([]float64, len(grid))
	err := vector.EachChunk(ctx, len(grid), 1, func(i, _ int) { height[i] = silhouette(rows, leaf, tree.Cut(grid[i]), grid[i]) })
	if err != nil {
		return 0, err
	}
	if k := summit(grid, height); k > 0 {
		return min(k, most), nil
	}
	return max(2, min(most, usual(x.Rows))), nil
}

const (
	maxGroups = 300 // looked at
	clearRows = 14  // rows a group has at least, on average: of fewer the silhouette rises whatever they say
)

// grid returns numbers of groups from minGroups to most, each about an eighth more than the one before.
func grid(most int) []int {
	var ks []int
	for k := minGroups; k <= most; k = max(k+1, k*9/8) {
		ks = append(ks, k)
	}
	return ks
}

const (
	minFall = 0.02 // by how much the silhouette must have fallen at the end of the grid
	nearTop = 0.01 // what counts as no lower
)

// summit returns the greatest number near the top height, or 0 when the heights do not fall from there.
func summit(grid []int, height []float64) int {
	if len(grid) < 3 {
		return 0
	}
	height = calmed(height)
	top := slices.Max(height)
	if height[len(height)-1] > top-minFall {
		return 0
	}
	for i := len(grid) - 1; i >= 0; i-- {
		if height[i] >= top-nearTop {
			return grid[i]
		}
	}
	return 0
}

// calmed returns the mean of each height and those beside it: one cut that happens to fall well is no summit.
func calmed(height []float64) []float64 {
	out := make([]float64, len(height))
	for i := range height {
		near := height[max(0, i-1):min(len(height), i+2)]
		for _, h := range near {
			out[i] += h / float64(len(near))
		}
	}
	return out
}

// usual is how many groups are proposed of n rows that ask for no number.
func usual(n int) int { return min(fewGroups, int(math.Round(2*math.Pow(float64(n), 0.27)))) }

// Adjust moves a number of groups by granularity, -1 to 1: by 0.4 to 2.5 times.
func Adjust(k int, granularity float64) int {
	return int(math.Round(float64(k) * math.Pow(2.5, max(-1, min(1, granularity)))))
}

// draws returns the places of at most most rows of n, drawn by the seed, ascending.
func draws(n, most int, seed int64) []int {
	rng := rand.New(rand.NewPCG(uint64(seed), 0xd7a3))
	places := rng.Perm(n)[:min(n, most)]
	slices.Sort(places)
	return places
}

// silhouette groups rows by the group of their leaf, lets each go to the centre it fits best, and returns the mean over rows of
// (b-a) / max(a, b), a being the cosine distance to the own centre and b to the next.
func silhouette(x *vector.Dense, leaf, group []int, k int) float64 {
	of := make([]int, x.Rows)
	for i, l := range leaf {
		of[i] = group[l]
	}
	sims := vector.NewDense(x.Rows, k)
	var sum float64
	for range 2 {
		centers, _ := Sums(x, of, k)
		centers.Normalize()
		vector.Products(sims, x, centers)
		sum = 0
		for i := range of {
			own, next := topTwo(sims.Row(i))
			of[i] = own
			a, b := 1-float64(sims.Row(i)[own]), 1-float64(sims.Row(i)[next])
			if b > 1e-9 {
				sum += (b - a) / b
			}
		}
	}
	return sum / float64(x.Rows)
}

// topTwo returns the places of the largest value and the next, the first of equals. values has two at least.
func topTwo(values []float32) (first, second int) {
	first, second = 0, 1
	if values[1] > values[0] {
		first, second = 1, 0
	}
	for i, v := range values[2:] {
		switch {
		case v > values[first]:
			first, second = i+2, first
		case v > values[second]:
			second = i + 2
		}
	}
	return first, second
}
