package cluster

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"throughline/synthesis/vector"
)

// ChooseOptions says how Choose works. The zero value is the default.
type ChooseOptions struct {
	Seed        int64
	Granularity float64 // -1 few broad groups … 1 many narrow ones; beyond is clipped
}

const (
	minGroups = 5    // fewer say too little about a study
	maxGroups = 30   // more are not read
	rowsEach  = 3    // rows a group has at least, on average
	sampleMax = 1500 // rows looked at; the choice moves little with more
)

// Choose proposes how many groups the rows of x ask for, 5 to 30 (fewer for fewer than 15 rows), before granularity, which multiplies
// by 0.4 to 2.5.
//
// There is no true number. The proposal starts from k0 = 2 n^0.27 (8 for 200 rows, 13 for 1,000, 19 for 4,000), a number that
// can still be read, and goes higher while that pays: it takes the k of a grid with the greatest
//
//	silhouette(k) - slope ln(k / k0)
//
// with the simplified silhouette of centres (Hruschka et al. 2004), where slope is how fast the silhouette rises with
// k on texts of shuffled words: without groups to find the proposal stays where it starts. Of 600 to 1,500
// rows it proposes 19 to 25 for titles in 20 subjects, 11 to 21 (once 30) for feedback that people put into 5 to 9 classes, and
// only 11 to 16 for requests of 77 fine kinds.
func Choose(ctx context.Context, x *vector.Dense, opt ChooseOptions) (int, error) {
	most := min(maxGroups, x.Rows/rowsEach)
	if most <= 2 {
		return max(1, most), ctx.Err()
	}
	start := min(most, max(minGroups, usual(x.Rows)))
	grid := []int{start}
	for k := start; k < most; {
		k = min(most, max(k+1, k*6/5))
		grid = append(grid, k)
	}
	sample := x.Pick(draws(x.Rows, sampleMax, opt.Seed))
	gains := make([]float64, len(grid))
	errs := make([]error, len(grid))
	err := vector.EachChunk(ctx, len(grid), 1, func(i, _ int) {
		g, err := KMeans(ctx, sample, Options{K: grid[i], Seed: opt.Seed, Restarts: 2, Rounds: 15})
		if err != nil {
			errs[i] = err
			return
		}
		gains[i] = g.silhouette(sample) - slope(sample.Rows)*math.Log(float64(grid[i])/float64(start))
	})
	if err != nil {
		return 0, err
	}
	best := 0
	for i, gain := range gains {
		if errs[i] != nil {
			return 0, errs[i]
		}
		if gain > gains[best] {
			best = i
		}
	}
	return adjust(grid[best], x.Rows, opt.Granularity), nil
}

// slope is how fast the silhouette of n rows rises with ln k where there are no groups.
func slope(n int) float64 { return 0.05 + 1.4/math.Sqrt(float64(n)) }

// usual is how many groups are expected of n rows before looking at them.
func usual(n int) int { return int(math.Round(2 * math.Pow(float64(n), 0.27))) }

// maxFine bounds the groups of the finest granularity.
const maxFine = 60

// adjust moves k by granularity, at least by one group a third of the way.
func adjust(k, rows int, granularity float64) int {
	granularity = max(-1, min(1, granularity))
	moved := int(math.Round(float64(k) * math.Pow(2.5, granularity)))
	return max(2, min(moved, maxFine, rows/rowsEach))
}

// draws returns the places of at most most rows of n, drawn by the seed, ascending.
func draws(n, most int, seed int64) []int {
	rng := rand.New(rand.NewPCG(uint64(seed), 0xd7a3))
	places := rng.Perm(n)[:min(n, most)]
	slices.Sort(places)
	return places
}

// silhouette returns the mean over rows of (b-a) / max(a, b), a being the cosine distance to the own centre and b to the next.
func (g *Grouping) silhouette(x *vector.Dense) float64 {
	sims := vector.NewDense(x.Rows, g.Centers.Rows)
	vector.Products(sims, x, g.Centers)
	var sum float64
	for i := range x.Rows {
		own, next := float64(sims.Row(i)[g.Of[i]]), -1.0
		for c, v := range sims.Row(i) {
			if c != g.Of[i] {
				next = max(next, float64(v))
			}
		}
		a, b := 1-own, 1-next
		if far := max(a, b); far > 1e-9 {
			sum += (b - a) / far
		}
	}
	return sum / float64(x.Rows)
}
