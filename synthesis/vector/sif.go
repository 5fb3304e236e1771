package vector

import (
	"context"
	"math/rand/v2"

	"gonum.org/v1/gonum/blas/blas64"
)

// sifRare is the share of running text at which a word counts half: 1e-3 as in Arora et al. 2017. A tenth of it did better on titles
// full of jargon and ruined feedback and news.
const sifRare = 1e-3

// SIF places texts by the words they use: the mean of their words' vectors, rare words counting more (smooth inverse frequency, Arora,
// Liang and Ma 2017), less the one direction that all texts share. How common words are is taken from English at large: estimated from the texts
// themselves it would drown what they are about.
type SIF struct {
	words  *Words
	shared []float64 // direction of length 1, Dims values; nil before it is known
}

// FitSIF learns the direction that texts share and returns their places as well: a row of length 1 a text, zeros for one without a known
// word. docs has the words of each text in lower case. Returns ctx's error when it ends early.
func FitSIF(ctx context.Context, w *Words, docs [][]string) (*SIF, *Dense, error) {
	return TextsOf(docs).FitSIF(ctx, w)
}

// FitSIF is FitSIF of texts whose terms are words in lower case. The direction is learned from at most 20,000 texts from all over.
func (t *Texts) FitSIF(ctx context.Context, w *Words) (*SIF, *Dense, error) {
	s := &SIF{words: w}
	x := NewDense(t.Len(), w.Dims)
	place, weighed := s.weighed(t.Terms)
	err := EachChunk(ctx, t.Len(), rowChunk, func(lo, hi int) {
		sum := make([]float64, w.Dims)
		for i := lo; i < hi; i++ {
			clear(sum)
			for _, id := range t.Text(i) {
				if id >= 0 && place[id] >= 0 {
					blas64.Axpy(1, blas64.Vector{N: w.Dims, Inc: 1, Data: weighed.row(int(place[id]))}, blas64.Vector{N: w.Dims, Inc: 1, Data: sum})
				}
			}
			narrow(x.Row(i), sum)
		}
	})
	if err != nil || t.Len() < 2 || w.Dims == 0 {
		return s, x, err
	}
	if s.shared, err = first(ctx, x); err != nil {
		return s, x, err
	}
	return s, x, EachChunk(ctx, x.Rows, rowChunk, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			s.unshare(x.Row(i))
		}
	})
}

// weighed returns the vectors of the terms that are known words, times their weights, and the row of each term, or -1.
func (s *SIF) weighed(terms []string) (place []int32, rows *wide) {
	var ranks []int
	place = make([]int32, len(terms))
	for i, term := range terms {
		place[i] = -1
		if rank, ok := s.words.Rank(term); ok {
			place[i] = int32(len(ranks))
			ranks = append(ranks, rank)
		}
	}
	rows = newWide(len(ranks), s.words.Dims)
	for i, rank := range ranks {
		s.words.AddTo(rows.row(i), rank, sifWeight(rank))
	}
	return place, rows
}

// sifWeight is how much the word of a rank counts.
func sifWeight(rank int) float64 { return sifRare / (sifRare + Commonness(rank)) }

// narrow writes x, scaled to length 1, into dst.
func narrow(dst []float32, x []float64) {
	for j, v := range x {
		dst[j] = float32(v)
	}
	Normalize(dst)
}

// Dims is the number of dimensions.
func (s *SIF) Dims() int { return s.words.Dims }

// Row writes the place of a text into dst, which has Dims values.
func (s *SIF) Row(dst []float32, doc []string) {
	sum := make([]float64, s.words.Dims)
	for _, word := range doc {
		if rank, ok := s.words.Rank(word); ok {
			s.words.AddTo(sum, rank, sifWeight(rank))
		}
	}
	narrow(dst, sum)
	if s.shared != nil {
		s.unshare(dst)
	}
}

// unshare takes the shared direction out of a row and scales it to length 1 again.
func (s *SIF) unshare(row []float32) {
	var along float64
	for j, v := range row {
		along += float64(v) * s.shared[j]
	}
	for j := range row {
		row[j] -= float32(along * s.shared[j])
	}
	Normalize(row)
}

// firstRows is how many rows the first direction is taken from.
const firstRows = 20_000

// first returns the first principal direction of rows about the origin.
func first(ctx context.Context, x *Dense) ([]float64, error) {
	w := newWide(min(x.Rows, firstRows), x.Cols)
	rng := rand.New(rand.NewPCG(1, 0x51f))
	for i := range w.rows {
		at, row := i, w.row(i)
		if x.Rows > firstRows { // one of each stretch of rows, by chance: what comes by turns would be missed at even distances
			lo := i * x.Rows / firstRows
			at = lo + rng.IntN((i+1)*x.Rows/firstRows-lo)
		}
		for j, v := range x.Row(at) {
			row[j] = float64(v)
		}
	}
	g, err := gram(ctx, w)
	if err != nil {
		return nil, err
	}
	_, vectors := eigen(g)
	dir := make([]float64, x.Cols)
	for j := range dir {
		dir[j] = vectors.row(j)[0]
	}
	return dir, nil
}
