package synthesis

import (
	"cmp"
	"context"
	"math"
	"slices"

	"throughline/synthesis/cluster"
)

// Spread is how different the passages of a code are from each other: one less the mean cosine of two of them, 0 when all
// say the same, about 1 when they have nothing in common. NaN for fewer than two passages with words.
func (c *Codes) Spread(code int) float64 {
	sum := make([]float64, c.rows.Cols)
	n := 0
	for _, p := range c.codes[code].Passages {
		if row := c.rows.Row(p); !isZero(row) {
			add(sum, row)
			n++
		}
	}
	if n < 2 {
		return math.NaN()
	}
	var square float64
	for _, v := range sum {
		square += v * v
	}
	return 1 - (square-float64(n))/float64(n*(n-1))
}

// Part is one half of a code cut in two.
type Part struct {
	Passages []int    // the closest to its centre first
	Words    []string // that tell it from the other half, best first, up to 4
}

// partWords is how many words tell a half.
const partWords = 4

// Halves cuts the passages of a code in two by what they talk about, the larger half first. It returns nothing where one half
// would hold less than a fifth of them or no word tells them apart. Equal seeds give equal halves.
func (c *Codes) Halves(ctx context.Context, code int, seed int64) ([]Part, error) {
	var kept []int
	for _, p := range c.codes[code].Passages {
		if !isZero(c.rows.Row(p)) {
			kept = append(kept, p)
		}
	}
	g, err := cluster.KMeans(ctx, c.rows.Pick(kept), cluster.Options{K: 2, Seed: seed})
	if err != nil || g.Centers.Rows < 2 {
		return nil, err
	}
	parts := make([]Part, 2)
	score := map[int]float32{}
	for i, p := range kept {
		parts[g.Of[i]].Passages = append(parts[g.Of[i]].Passages, p)
		score[p] = g.Score[i]
	}
	for i := range parts {
		slices.SortStableFunc(parts[i].Passages, func(a, b int) int { return cmp.Compare(score[b], score[a]) })
	}
	slices.SortStableFunc(parts, func(a, b Part) int { return cmp.Compare(len(b.Passages), len(a.Passages)) })
	if len(parts[1].Passages)*5 < len(kept) {
		return nil, nil
	}
	parts[0].Words, parts[1].Words = c.telling(parts[0].Passages, parts[1].Passages), c.telling(parts[1].Passages, parts[0].Passages)
	if len(parts[0].Words) == 0 || len(parts[1].Words) == 0 {
		return nil, nil
	}
	return parts, nil
}

// telling returns the words of some passages that others do not hold, by share^0.6 × log-odds, as names of themes are chosen.
func (c *Codes) telling(in, out []int) []string {
	count := func(passages []int) map[int32]int {
		n := map[int32]int{}
		for _, p := range passages {
			for _, s := range c.docs[p] {
				n[s]++
			}
		}
		return n
	}
	a, b := count(in), count(out)
	type scored struct {
		word  string
		score float64
	}
	var all []scored
	for s, n := range a {
		if n < 2 {
			continue
		}
		p, q := (float64(n)+0.5)/(float64(len(in))+1), (float64(b[s])+0.5)/(float64(len(out))+1)
		if odds := math.Log(p/(1-p)) - math.Log(q/(1-q)); odds > 0.5 {
			all = append(all, scored{c.words[s], math.Pow(p, 0.6) * odds})
		}
	}
	slices.SortFunc(all, func(x, y scored) int { return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.word, y.word)) })
	var words []string
	for _, w := range all[:min(partWords, len(all))] {
		words = append(words, w.word)
	}
	return words
}
