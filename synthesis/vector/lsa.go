package vector

import (
	"context"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
)

// LSA places texts in the space of latent topics (Deerwester et al. 1990): texts that share no word but use words
// that go together come close.
type LSA struct {
	basis *wide     // terms × dims, orthogonal columns
	Sigma []float64 // singular values, descending, one a dimension
}

// LSAOptions says how FitLSA works. The zero value is the default.
type LSAOptions struct {
	Dims  int   // dimensions wanted, 0 for 100; fewer come when the matrix has no more
	Power int   // power iterations, 0 for 4: enough for clustering, more change NMI by less than a seed does
	Seed  int64 // of the random start
	// Sharpen is the power of the singular values by which dimensions are weighted beyond their own: 0 is plain LSA;
	// more lets the broad topics that many texts share count more than the rest.
	Sharpen float64
}

// oversample is how many dimensions more than wanted are carried along (Halko et al. 2011, section 4.2).
const oversample = 10

// FitLSA finds the dimensions in which the rows of m vary most: a randomised subspace iteration (Halko, Martinsson
// and Tropp 2011, algorithm 4.4) on the side of the terms, with a final Rayleigh-Ritz step. Returns ctx's error
// when it ends early.
func FitLSA(ctx context.Context, m *Sparse, opt LSAOptions) (*LSA, error) {
	if opt.Dims <= 0 {
		opt.Dims = 100
	}
	if opt.Power <= 0 {
		opt.Power = 4
	}
	width := min(opt.Dims+oversample, m.Rows(), m.Cols)
	if width == 0 {
		return &LSA{basis: newWide(m.Cols, 0)}, nil
	}
	t := m.Transpose()
	z := randomWide(m.Cols, width, opt.Seed)
	for range opt.Power {
		y, err := m.times(ctx, z)
		if err != nil {
			return nil, err
		}
		if z, err = t.times(ctx, y); err != nil {
			return nil, err
		}
		if z, err = orthonormal(ctx, z); err != nil {
			return nil, err
		}
	}
	return rayleighRitz(ctx, m, z, opt)
}

// randomWide returns a matrix of normal random numbers.
func randomWide(rows, cols int, seed int64) *wide {
	rng := rand.New(rand.NewPCG(uint64(seed), 0x15a))
	w := newWide(rows, cols)
	for i := range w.data {
		w.data[i] = rng.NormFloat64()
	}
	return w
}

// rayleighRitz rotates the orthonormal basis z to the singular vectors of m inside its span and keeps the
// dimensions wanted.
func rayleighRitz(ctx context.Context, m *Sparse, z *wide, opt LSAOptions) (*LSA, error) {
	y, err := m.times(ctx, z)
	if err != nil {
		return nil, err
	}
	g, err := y.gram(ctx)
	if err != nil {
		return nil, err
	}
	values, vectors := eigen(g)
	keep := min(opt.Dims, countAbove(values, 1e-12))
	sigma, rotation := make([]float64, keep), firstCols(vectors, keep)
	for d := range sigma {
		sigma[d] = math.Sqrt(values[d])
		scale := math.Pow(sigma[d]/sigma[0], opt.Sharpen)
		for i := range rotation.rows {
			rotation.row(i)[d] *= scale
		}
	}
	basis, err := z.timesSmall(ctx, rotation)
	return &LSA{basis: basis, Sigma: sigma}, err
}

// orthonormal returns a basis of the span of z's columns, by the eigenvectors of its Gram matrix; directions
// without weight are dropped.
func orthonormal(ctx context.Context, z *wide) (*wide, error) {
	g, err := z.gram(ctx)
	if err != nil {
		return nil, err
	}
	values, vectors := eigen(g)
	keep := countAbove(values, 1e-12)
	small := firstCols(vectors, keep)
	for i := range small.rows {
		for j, row := 0, small.row(i); j < keep; j++ {
			row[j] /= math.Sqrt(values[j])
		}
	}
	return z.timesSmall(ctx, small)
}

// countAbove returns how many of the descending values exceed share of the first.
func countAbove(values []float64, share float64) int {
	n := 0
	for n < len(values) && values[n] > share*values[0] && values[n] > 0 {
		n++
	}
	return n
}

// eigen returns the eigenvalues of a symmetric matrix, of which the upper half counts, descending, and the vectors as columns.
// Each vector's largest component is positive, so that signs do not depend on rounding.
func eigen(g *wide) ([]float64, *wide) {
	n := g.cols
	var eig mat.EigenSym
	if !eig.Factorize(mat.NewSymDense(n, g.data), true) {
		return make([]float64, n), newWide(n, n)
	}
	var vectors mat.Dense
	eig.VectorsTo(&vectors)
	ascending := eig.Values(nil)
	values, out := make([]float64, n), newWide(n, n)
	for j := range n {
		from := n - 1 - j
		values[j] = max(0, ascending[from])
		sign, top := 1.0, 0.0
		for i := range n {
			if v := vectors.At(i, from); math.Abs(v) > top+1e-9 {
				top, sign = math.Abs(v), math.Copysign(1, v)
			}
		}
		for i := range n {
			out.row(i)[j] = sign * vectors.At(i, from)
		}
	}
	return values, out
}

func firstCols(w *wide, n int) *wide {
	out := newWide(w.rows, n)
	for i := range w.rows {
		copy(out.row(i), w.row(i)[:n])
	}
	return out
}

// Dims returns the number of dimensions found.
func (l *LSA) Dims() int { return len(l.Sigma) }

// Along returns the inner product of a term's coordinates with w, which has Dims values.
func (l *LSA) Along(term int, w []float64) float64 {
	var sum float64
	for d, v := range l.basis.row(term) {
		sum += v * w[d]
	}
	return sum
}

// Project returns the coordinates of rows, each scaled to length 1. m has the columns LSA was fitted on.
func (l *LSA) Project(ctx context.Context, m *Sparse) (*Dense, error) {
	out := NewDense(m.Rows(), l.Dims())
	return out, l.ProjectInto(ctx, m, out, 0)
}

// ProjectInto writes what Project returns into the columns of x from first on.
func (l *LSA) ProjectInto(ctx context.Context, m *Sparse, x *Dense, first int) error {
	return EachChunk(ctx, m.Rows(), rowChunk, func(lo, hi int) {
		sum := make([]float64, l.Dims())
		for i := lo; i < hi; i++ {
			idx, val := m.Row(i)
			l.project(x.Row(i)[first:first+l.Dims()], sum, idx, val)
		}
	})
}

// ProjectRow writes the coordinates of one sparse row into dst (Dims values), scaled to length 1.
func (l *LSA) ProjectRow(dst []float32, idx []int32, val []float64) {
	l.project(dst, make([]float64, len(dst)), idx, val)
}

func (l *LSA) project(dst []float32, sum []float64, idx []int32, val []float64) {
	gather(sum, l.basis.data, l.basis.cols, idx, val)
	narrow(dst, sum)
}
