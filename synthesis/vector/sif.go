package vector

import (
	"context"
	"math/rand/v2"
)

// sifRare is the share of running text at which a word counts half: 1e-3 as in Arora et al. 2017. A tenth of it did better on titles
// full of jargon and ruined feedback and news.
const sifRare = 1e-3

// SIF places texts by the words they use: the mean of their words' vectors, rare words counting more (smooth inverse frequency,
// Arora, Liang and Ma 2017), less the one direction that all texts share. How common words are is taken from English at large:
// estimated from the texts themselves it would drown what they are about.
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
	x := NewDense(t.Len(), w.Dims)
	s, err := t.FitSIFInto(ctx, w, x, 0)
	return s, x, err
}

// FitSIFInto writes what FitSIF returns into the columns of x from first on: at a million texts one matrix less is 400 MB less.
func (t *Texts) FitSIFInto(ctx context.Context, w *Words, x *Dense, first int) (*SIF, error) {
	s := &SIF{words: w}
	place, weighed := s.weighed(t.Terms)
	err := EachChunk(ctx, t.Len(), rowChunk, func(lo, hi int) {
		sum := make([]float64, w.Dims)
		var rows []int32
		var ones []float64
		for i := lo; i < hi; i++ {
			rows = rows[:0]
			for _, id := range t.Text(i) {
				if id >= 0 && place[id] >= 0 {
					rows = append(rows, place[id])
				}
			}
			for len(ones) < len(rows) {
				ones = append(ones, 1)
			}
			gather(sum, weighed.data, w.Dims, rows, ones[:len(rows)])
			narrow(x.Row(i)[first:first+w.Dims], sum)
		}
	})
	if err != nil || t.Len() < 2 || w.Dims == 0 {
		return s, err
	}
	if s.shared, err = direction(ctx, x, first, w.Dims); err != nil {
		return s, err
	}
	return s, EachChunk(ctx, x.Rows, rowChunk, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			s.unshare(x.Row(i)[first : first+w.Dims])
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
		s.words.AddTo(rows.row(i), rank, SIFWeight(rank))
	}
	return place, rows
}

// SIFWeight is how much the word of a rank counts in the place of a text, 0 to 1.
func SIFWeight(rank int) float64 { return sifRare / (sifRare + Commonness(rank)) }

// narrow writes x, scaled to length 1, into dst.
func narrow(dst []float32, x []float64) {
	for j, v := range x {
		dst[j] = float32(v)
	}
	Normalize(dst)
}

// Dims is the number of dimensions.
func (s *SIF) Dims() int { return s.words.Dims }

// Rank returns the rank of a word (lower case), -1 for one that is not known.
func (s *SIF) Rank(word string) int32 {
	if rank, ok := s.words.rank[word]; ok {
		return rank
	}
	return -1
}

// Row writes the place of a text into dst, which has Dims values.
func (s *SIF) Row(dst []float32, doc []string) {
	ranks := make([]int32, len(doc))
	for i, word := range doc {
		ranks[i] = s.Rank(word)
	}
	s.RowOf(dst, ranks)
}

// RowOf does what Row does, for words given by rank; those below 0 are left out.
func (s *SIF) RowOf(dst []float32, ranks []int32) {
	sum := make([]float64, s.words.Dims)
	for _, r := range ranks {
		if rank := int(r); rank >= 0 {
			s.words.AddTo(sum, rank, SIFWeight(rank))
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

// directionRows is how many rows the shared direction is taken from.
const directionRows = 20_000

// direction returns the first principal direction, about the origin, of the columns of x from first on.
func direction(ctx context.Context, x *Dense, first, cols int) ([]float64, error) {
	w := newWide(min(x.Rows, directionRows), cols)
	rng := rand.New(rand.NewPCG(1, 0x51f))
	for i := range w.rows {
		at, row := i, w.row(i)
		if x.Rows > directionRows { // one of each stretch of rows, by chance: what comes by turns would be missed at even distances
			lo := i * x.Rows / directionRows
			at = lo + rng.IntN((i+1)*x.Rows/directionRows-lo)
		}
		for j, v := range x.Row(at)[first : first+cols] {
			row[j] = float64(v)
		}
	}
	g, err := w.gram(ctx)
	if err != nil {
		return nil, err
	}
	_, vectors := eigen(g)
	dir := make([]float64, cols)
	for j := range dir {
		dir[j] = vectors.row(j)[0]
	}
	return dir, nil
}
