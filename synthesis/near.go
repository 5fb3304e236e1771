package synthesis

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// Pair is two codes that may mean the same, and why. Likenesses go from 0 to 1; NaN where there is too little to tell.
type Pair struct {
	A, B  int     // places among the codes, A < B
	Score float64 // how likely they mean the same, 0 to 1
	Names float64 // of the names
	About float64 // of the names and definitions, as words
	Use   float64 // of the passages marked by one and not by the other
	Both  int     // passages marked by both
}

// Floors below which a likeness is not judged.
const (
	MinUse   = 6 // passages of each code that the other does not mark
	MinAbout = 3 // words of each definition that carry meaning
)

// How likenesses count: each is stretched from 0 at its low end to 1 at its high end and weighed; the score is one less the
// product of what each leaves of doubt (noisy or). Names that are equal say enough alone; so do passages as alike as two halves of one
// code; definitions alone never do. Chosen on the labelled codebook of testdata/codes.json and on public sets whose
// classes were cut in two, see TestNear_FindsWhatMeansTheSame and TestNear_FindsTheHalvesOfClasses.
var (
	countNames = ramp{0.40, 0.95, 0.90}
	countAbout = ramp{0.25, 0.70, 0.55}
	countUse   = ramp{UseFloor, 0.90, 0.85}
)

// NearFloor is the score from which a pair is worth a look: of the labelled codebook it names six of eight pairs and no other.
const NearFloor = 0.6

// UseFloor is the likeness of passages up to which they say nothing for a pair: what it scores comes from names and definitions.
const UseFloor = 0.50

type ramp struct{ low, high, weight float64 }

// left is what a likeness leaves of doubt.
func (r ramp) left(x float64) float64 {
	if math.IsNaN(x) {
		return 1
	}
	return 1 - r.weight*min(1, max(0, (x-r.low)/(r.high-r.low)))
}

// Near returns the pairs of codes with at least a score, best first, then by place. related tells pairs that belong together
// anyway, a code and what it stands under; they are left out.
func (c *Codes) Near(ctx context.Context, least float64, related func(a, b int) bool) ([]Pair, error) {
	use, err := c.centers(ctx)
	if err != nil {
		return nil, err
	}
	found := make([][]Pair, len(c.codes))
	err = vector.EachChunk(ctx, len(c.codes), 8, func(lo, hi int) {
		for a := lo; a < hi && ctx.Err() == nil; a++ {
			for b := a + 1; b < len(c.codes); b++ {
				p := c.pair(a, b, use)
				if p.Score >= least && !related(a, b) {
					found[a] = append(found[a], p)
				}
			}
		}
	})
	if err != nil {
		return nil, err
	}
	all := slices.Concat(found...)
	slices.SortFunc(all, func(p, q Pair) int {
		return cmp.Or(cmp.Compare(q.Score, p.Score), cmp.Compare(p.A, q.A), cmp.Compare(p.B, q.B))
	})
	return all, nil
}

func (c *Codes) pair(a, b int, use *centers) Pair {
	p := Pair{A: a, B: b, Names: c.names[a].likeness(c.names[b]), About: math.NaN(), Use: math.NaN()}
	if use.told[a] && use.told[b] {
		p.About = c.said.Dot(a, b) // how alike the words are by which they say what they mean
	}
	p.Use, p.Both = use.likeness(a, b)
	p.Score = 1 - countNames.left(p.Names)*countAbout.left(p.About)*countUse.left(p.Use)
	return p
}

// centers are the sums of the codes' passages, less what all passages share.
type centers struct {
	sum    [][]float64 // codes × dims
	square []float64   // sum of the squared lengths of each code's rows
	n      []int
	both   map[[2]int]*overlap // of codes that mark a passage together
	told   []bool              // the code says what it is about
	noise  float64             // mean squared product of two passages, whatever their code
}

type overlap struct {
	sum    []float64
	square float64
	n      int
}

func (c *Codes) centers(ctx context.Context) (*centers, error) {
	k, d := len(c.codes), c.rows.Cols
	u := &centers{sum: make([][]float64, k), square: make([]float64, k), n: make([]int, k), both: map[[2]int]*overlap{}, told: make([]bool, k)}
	on := make([][]int, c.rows.Rows)
	for i := range c.codes {
		u.sum[i] = make([]float64, d)
		u.told[i] = c.says(i)
		for _, p := range c.codes[i].Passages {
			on[p] = append(on[p], i)
		}
	}
	u.noise = c.noise()
	row := make([]float64, d)
	for p, codes := range on {
		if p%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		x := c.rows.Row(p)
		if isZero(x) {
			continue
		}
		var square float64
		for i, v := range x {
			row[i] = float64(v) - c.mean[i]
			square += row[i] * row[i]
		}
		for i, a := range codes {
			u.n[a]++
			u.square[a] += square
			plus(u.sum[a], row)
			for _, b := range codes[i+1:] {
				o := u.both[[2]int{a, b}]
				if o == nil {
					o = &overlap{sum: make([]float64, d)}
					u.both[[2]int{a, b}] = o
				}
				o.n++
				o.square += square
				plus(o.sum, row)
			}
		}
	}
	return u, nil
}

// noise is the mean squared product of two passages less what all share, from pairs drawn by a fixed seed. In a study of few
// subjects many pairs are of one subject, which makes noise larger and Near more careful.
func (c *Codes) noise() float64 {
	const pairs = 2000
	n := c.rows.Rows
	if n < 2 {
		return 1
	}
	rng := rand.New(rand.NewPCG(1, 0x9015e))
	var sum float64
	seen := 0
	for range pairs {
		i, j := rng.IntN(n), rng.IntN(n)
		x, y := c.rows.Row(i), c.rows.Row(j)
		if i == j || isZero(x) || isZero(y) {
			continue
		}
		var dot float64
		for d := range x {
			dot += (float64(x[d]) - c.mean[d]) * (float64(y[d]) - c.mean[d])
		}
		sum += dot * dot
		seen++
	}
	return sum / math.Max(1, float64(seen))
}

func plus(sum, x []float64) {
	for i, v := range x {
		sum[i] += v
	}
}

// says reports whether a code has a definition of some words.
func (c *Codes) says(i int) bool { return text.ContentWords(c.codes[i].About, c.lang) >= MinAbout }

// likeness is the cosine of what two codes' passages have in common, those marked by both left out: the mean product of a
// passage of one with a passage of the other, against that of two passages of the same code. Two halves of one code come to
// 1 on average however few they are, where the plain cosine of means shrinks with their number; what chance may add is
// taken off.
func (u *centers) likeness(a, b int) (use float64, both int) {
	na, nb := u.n[a], u.n[b]
	qa, qb := u.square[a], u.square[b]
	o := u.both[[2]int{a, b}]
	if o != nil {
		both = o.n
		na, nb, qa, qb = na-o.n, nb-o.n, qa-o.square, qb-o.square
	}
	if na < MinUse || nb < MinUse {
		return math.NaN(), both
	}
	var ab, aa, bb float64
	for d := range u.sum[a] {
		x, y := u.sum[a][d], u.sum[b][d]
		if o != nil {
			x, y = x-o.sum[d], y-o.sum[d]
		}
		ab, aa, bb = ab+x*y, aa+x*x, bb+y*y
	}
	own := func(square, q float64, n int) float64 { return (square - q) / float64(n*(n-1)) }
	va, vb := own(aa, qa, na), own(bb, qb, nb)
	if va < minCohesion || vb < minCohesion {
		return math.NaN(), both
	}
	// What chance alone makes of the mean product: two unrelated passages have u.noise as its variance.
	chance := math.Sqrt(u.noise/float64(na*nb) + u.noise*(va/float64(nb)+vb/float64(na)))
	return min(1, max(0, (ab/float64(na*nb)-sureness*chance)/math.Sqrt(va*vb))), both
}

// sureness is how many standard deviations of chance are taken off: few passages must be very alike to count.
const sureness = 1.64

// minCohesion is the least mean product of two passages of a code at which their common direction means anything.
const minCohesion = 0.01
