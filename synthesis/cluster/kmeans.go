// Package cluster groups rows that point the same way and says how many groups a set of rows asks for.
package cluster

import (
	"context"
	"math"
	"math/rand/v2"
	"sync/atomic"

	"throughline/synthesis/vector"
)

// Options says how KMeans works. The zero value of all but K is the default.
type Options struct {
	K        int   // groups wanted, at least 1; more than there are distinct rows gives fewer
	Seed     int64 // of the random starts
	Restarts int   // runs of which the best counts, 0 for 4
	Rounds   int   // most rounds a run, 0 for 25: later ones move under 1 % of the rows
	Trials   int   // rows weighed for each new centre at the start, 0 for 3; one does when groups are many
	Sample   int   // rows it learns from when there are more, 0 for Large; all are then gone over twice
}

// Grouping is the outcome of a clustering.
type Grouping struct {
	Of      []int         // group of each row, 0 to Centers.Rows-1
	Score   []float32     // cosine of each row with its group's centre, -1 to 1
	Centers *vector.Dense // groups × cols, rows of length 1
	Fit     float64       // sum of Score: higher is better

	favour []float32 // added to the cosine with each centre in assign; none for nil
}

// Large is the number of rows above which KMeans is approximate unless told otherwise.
const Large = 20_000

// KMeans groups rows of length 1 (zeros allowed) by spherical k-means (Dhillon and Modha 2001) begun by k-means++
// (Arthur and Vassilvitskii 2007) on cosine distances. Equal seeds give equal groups on any number of processors.
// Of more than opt.Sample rows it groups a sample of that size, then goes over all rows twice. Returns ctx's error when
// it ends early.
func KMeans(ctx context.Context, x *vector.Dense, opt Options) (*Grouping, error) {
	if x.Rows == 0 {
		return &Grouping{Centers: vector.NewDense(0, x.Cols)}, ctx.Err()
	}
	if opt.Sample <= 0 {
		opt.Sample = Large
	}
	if x.Rows <= opt.Sample {
		return best(ctx, x, opt)
	}
	g, err := best(ctx, x.Pick(draws(x.Rows, opt.Sample, opt.Seed)), opt)
	if err != nil {
		return nil, err
	}
	g.Of, g.Score = make([]int, x.Rows), make([]float32, x.Rows)
	return g, g.rounds(ctx, x, 2)
}

// best returns the best of several runs.
func best(ctx context.Context, x *vector.Dense, opt Options) (*Grouping, error) {
	if opt.Restarts <= 0 {
		opt.Restarts = 4
	}
	if opt.Rounds <= 0 {
		opt.Rounds = 25
	}
	if opt.Trials <= 0 {
		opt.Trials = 3
	}
	opt.K = max(1, min(opt.K, x.Rows))
	runs := make([]*Grouping, opt.Restarts)
	errs := make([]error, opt.Restarts)
	err := vector.EachChunk(ctx, opt.Restarts, 1, func(run, _ int) {
		rng := rand.New(rand.NewPCG(uint64(opt.Seed), uint64(run)))
		runs[run], errs[run] = once(ctx, x, opt, rng)
	})
	if err != nil {
		return nil, err
	}
	var top *Grouping
	for i, g := range runs {
		if errs[i] != nil {
			return nil, errs[i]
		}
		if top == nil || g.Fit > top.Fit {
			top = g
		}
	}
	return top, nil
}

// once is one run from a random start.
func once(ctx context.Context, x *vector.Dense, opt Options, rng *rand.Rand) (*Grouping, error) {
	centers, err := plusPlus(ctx, x, opt.K, opt.Trials, rng)
	if err != nil {
		return nil, err
	}
	g := &Grouping{Of: make([]int, x.Rows), Score: make([]float32, x.Rows), Centers: centers}
	return g, g.rounds(ctx, x, opt.Rounds)
}

// rounds moves centres and rows by turns until fewer than one row in a thousand moves, at most the number of times given.
func (g *Grouping) rounds(ctx context.Context, x *vector.Dense, most int) error {
	for round := range most {
		moved, err := g.assign(ctx, x)
		if err != nil {
			return err
		}
		if round > 0 && moved*1000 < x.Rows {
			break
		}
		g.recenter(x)
	}
	_, err := g.assign(ctx, x)
	g.Fit = 0
	for _, s := range g.Score {
		g.Fit += float64(s)
	}
	return err
}

const assignChunk = 1024

// assign gives each row the centre nearest to it, the first of equals, and returns how many rows changed.
func (g *Grouping) assign(ctx context.Context, x *vector.Dense) (int, error) {
	var moved atomic.Int64
	err := vector.EachChunk(ctx, x.Rows, assignChunk, func(lo, hi int) {
		sims, n := vector.NewDense(hi-lo, g.Centers.Rows), 0
		vector.Products(sims, x.Slice(lo, hi), g.Centers)
		for i := lo; i < hi; i++ {
			cos := sims.Row(i - lo)
			for c, v := range g.favour {
				cos[c] += v
			}
			best, score := largest(cos)
			if g.Of[i] != best {
				n++
			}
			if g.favour != nil {
				score -= g.favour[best]
			}
			g.Of[i], g.Score[i] = best, score
		}
		moved.Add(int64(n))
	})
	return int(moved.Load()), err
}

// largest returns the place and value of the largest value, the first of equals.
func largest(values []float32) (int, float32) {
	best := 0
	for i, v := range values {
		if v > values[best] {
			best = i
		}
	}
	return best, values[best]
}

// sizeWeight is how much the size of a group counts for a row beside its cosine, times the logarithm of the group's share of the
// rows: the mixing weight of a mixture of von Mises-Fisher distributions (Banerjee et al. 2005) of concentration 25. Without it
// all groups come out much of a size, which subjects of talk are not. Of 0, .01, .02, .04 and .08 agreement with people in NMI
// rose throughout on three public sets; on the fourth, whose classes are of one size, accuracy fell from .04 on.
const sizeWeight = 0.04

// Refine moves rows to the centres they fit best and centres to their rows, rounds times, beginning with g.Centers; sizes has the
// rows of each group to begin with. A large group takes a row between it and a small one. Returns ctx's error when it ends early.
func (g *Grouping) Refine(ctx context.Context, x *vector.Dense, sizes []int, rounds int) error {
	for range rounds {
		g.favour = make([]float32, len(sizes))
		for c, n := range sizes {
			g.favour[c] = sizeWeight * float32(math.Log(float64(n+1)/float64(x.Rows+1)))
		}
		if _, err := g.assign(ctx, x); err != nil {
			return err
		}
		g.favour = nil
		sums, now := Sums(x, g.Of, g.Centers.Rows)
		sums.Normalize()
		g.Centers, sizes = sums, now
	}
	return nil
}

// recenter moves each centre to the mean direction of its rows. An empty group starts anew at the row that fits
// its own group least.
func (g *Grouping) recenter(x *vector.Dense) {
	k, d := g.Centers.Rows, x.Cols
	sums, sizes := make([]float64, k*d), make([]int, k)
	for i, c := range g.Of {
		sizes[c]++
		sum := sums[c*d : (c+1)*d]
		for j, v := range x.Row(i) {
			sum[j] += float64(v)
		}
	}
	for c := range k {
		row := g.Centers.Row(c)
		if sizes[c] == 0 {
			far := g.worst()
			copy(row, x.Row(far))
			g.Score[far] = 2 // not to be taken twice
			continue
		}
		for j := range row {
			row[j] = float32(sums[c*d+j] / float64(sizes[c]))
		}
		vector.Normalize(row)
	}
}

func (g *Grouping) worst() int {
	far := 0
	for i, s := range g.Score {
		if s < g.Score[far] {
			far = i
		}
	}
	return far
}

// plusPlus picks k rows far apart: each next with a chance in proportion to its cosine distance from those
// picked, the best of a few trials (the greedy variant, as in scikit-learn).
func plusPlus(ctx context.Context, x *vector.Dense, k, trials int, rng *rand.Rand) (*vector.Dense, error) {
	centers := vector.NewDense(k, x.Cols)
	far := make([]float64, x.Rows)
	for i := range far {
		far[i] = 2 // no row is further than opposite
	}
	trial, best := make([]float64, x.Rows), make([]float64, x.Rows)
	copy(centers.Row(0), x.Row(rng.IntN(x.Rows)))
	total := closer(far, far, x, centers.Row(0))
	for c := 1; c < k; c++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		bestTotal := -1.0
		for range trials {
			row := x.Row(draw(far, total, rng))
			if sum := closer(trial, far, x, row); bestTotal < 0 || sum < bestTotal {
				bestTotal = sum
				trial, best = best, trial
				copy(centers.Row(c), row)
			}
		}
		far, best = best, far
		total = bestTotal
	}
	return centers, nil
}

// closer writes into dst the distances far, lowered to those from center, and returns their sum.
func closer(dst, far []float64, x *vector.Dense, center []float32) (sum float64) {
	for i := range x.Rows {
		dst[i] = min(far[i], max(0, 1-float64(vector.Dot(x.Row(i), center))))
		sum += dst[i]
	}
	return sum
}

// draw returns a place with a chance in proportion to its weight.
func draw(weights []float64, total float64, rng *rand.Rand) int {
	at := rng.Float64() * total
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return len(weights) - 1
}
