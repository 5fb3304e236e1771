package stat

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Key says how much more, or less, something is said in one set than in another.
type Key struct {
	G2       float64 // log-likelihood, 0 when equally often
	LogRatio float64 // binary logarithm of the ratio of the shares: 1 is twice as often, -1 half; how large the difference is
	BIC      float64 // Bayes factor, approximately: above 2 positive, 6 strong, 10 very strong evidence that the shares differ
	P        float64 // chance of so large a G2 when the shares are equal
	Dunning  float64 // the log-likelihood of all four cells, what is not the word counted too; about G2 for a rare word
}

// Keyness compares how often something stands in two sets: a of n in one, b of m in the other.
//
//	G2 = 2 (a ln(a/E1) + b ln(b/E2)),  E1 = n (a+b) / (n+m),  E2 = m (a+b) / (n+m)
//
// (Rayson and Garside 2000, equation 2), with the effect size of Hardie (2014), log2((a/n) / (b/m)), where none counts as a half,
// and the BIC of Wilson (2013), G2 - ln(n+m). Dunning's (1993) is 2 Σ O ln(O/E) over the 2 × 2 table of word or not by set. G2 shows how sure a difference is; LogRatio shows how large. A set of nothing tells
// nothing: all is 0, P 1.
func Keyness(a, n, b, m int) Key {
	if n <= 0 || m <= 0 || a+b <= 0 {
		return Key{P: 1}
	}
	all := float64(n + m)
	term := func(seen, size int) float64 {
		if seen == 0 {
			return 0
		}
		return float64(seen) * math.Log(float64(seen)*all/(float64(size)*float64(a+b)))
	}
	ratio := math.Log2(max(0.5, float64(a)) / float64(n) / (max(0.5, float64(b)) / float64(m)))
	g := max(0, 2*(term(a, n)+term(b, m)))
	return Key{G2: g, LogRatio: ratio, BIC: g - math.Log(all), P: distuv.ChiSquared{K: 1}.Survival(g), Dunning: dunning(a, n, b, m)}
}

// dunning is the log-likelihood ratio of a 2 × 2 table: a of n, b of m.
func dunning(a, n, b, m int) float64 {
	all := float64(n + m)
	term := func(o, row, col int) float64 {
		if o <= 0 {
			return 0
		}
		return float64(o) * math.Log(float64(o)*all/(float64(row)*float64(col)))
	}
	said, not := a+b, n+m-a-b
	return max(0, 2*(term(a, n, said)+term(n-a, n, not)+term(b, m, said)+term(m-b, m, not)))
}

// FalseDiscovery returns which of several tests may be told when no more than a share rate of those told is to be chance, on average
// (Benjamini and Hochberg 1995): of m chances sorted, all up to the last that is at most its place × rate / m.
func FalseDiscovery(p []float64, rate float64) []bool {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p[a], p[b]) })
	told := make([]bool, len(p))
	last := -1
	for place, i := range order {
		if p[i] <= float64(place+1)*rate/float64(len(p)) {
			last = place
		}
	}
	for _, i := range order[:last+1] {
		told[i] = true
	}
	return told
}
