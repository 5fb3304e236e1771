package vector

import (
	"context"

	"gonum.org/v1/gonum/mat"
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
	s := &SIF{words: w}
	x := NewDense(len(docs), w.Dims)
	err := EachChunk(ctx, len(docs), rowChunk, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			s.Row(x.Row(i), docs[i])
		}
	})
	if err != nil || len(docs) < 2 || w.Dims == 0 {
		return s, x, err
	}
	s.shared = first(x)
	for i := range x.Rows {
		s.unshare(x.Row(i))
	}
	return s, x, nil
}

// Dims is the number of dimensions.
func (s *SIF) Dims() int { return s.words.Dims }

// Row writes the place of a text into dst, which has Dims values.
func (s *SIF) Row(dst []float32, doc []string) {
	sum := make([]float64, s.words.Dims)
	for _, word := range doc {
		if rank, ok := s.words.Rank(word); ok {
			s.words.AddTo(sum, rank, sifRare/(sifRare+Commonness(rank)))
		}
	}
	for j, v := range sum {
		dst[j] = float32(v)
	}
	Normalize(dst)
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

// first returns the first principal direction of rows about the origin.
func first(x *Dense) []float64 {
	g := mat.NewSymDense(x.Cols, nil)
	row := make([]float64, x.Cols)
	for i := range x.Rows {
		for j, v := range x.Row(i) {
			row[j] = float64(v)
		}
		g.SymRankOne(g, 1, mat.NewVecDense(x.Cols, row))
	}
	_, vectors := eigen(g)
	for j := range row {
		row[j] = vectors.row(j)[0]
	}
	return row
}
