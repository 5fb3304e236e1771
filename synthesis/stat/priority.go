package stat

import "math"

// Opportunity returns the opportunity score of a need, 0 to 20 (Ulwick 2002): I + max(I - S, 0), from the shares, 0 to 1, of
// respondents who call it important and who are satisfied (4 or 5 of 5), each × 10. Compute it within a segment. Above 10 a need
// is worth a look.
func Opportunity(important, satisfied float64) float64 {
	i, s := important*10, satisfied*10
	return i + max(i-s, 0)
}

// RICE returns reach × impact × confidence / effort (McBride, Intercom 2018): reach in people a period, impact of 3, 2, 1, .5 or
// .25, confidence 0 to 1, effort in person-months. Without effort it is 0.
func RICE(reach, impact, confidence, effort float64) float64 {
	if !(effort > 0) {
		return 0
	}
	return reach * impact * confidence / effort
}

// ICE returns impact × confidence × ease, each 1 to 10 (Ellis).
func ICE(impact, confidence, ease float64) float64 { return impact * confidence * ease }

// Together returns how far two codes come together: the c-coefficient, which is Jaccard's, n12 / (n1 + n2 - n12), 0 to 1, and the lift,
// n12 n / (n1 n2), 1 when they meet as often as chance would have it. n1 and n2 are the places of each, n12 those of both, n all.
// Without places both are 0.
func Together(n1, n2, n12, n int) (c, lift float64) {
	if n1 > 0 && n2 > 0 {
		c = float64(n12) / float64(n1+n2-n12)
		lift = float64(n12) * float64(n) / (float64(n1) * float64(n2))
	}
	return c, lift
}

// Diversity returns Blau's index 1 - Σ p² (Blau 1977; Simpson 1949) and Shannon's evenness H / ln k of the counts of k groups, each 0 to
// 1: 0 when all are of one group, evenness 1 when groups are equal. Groups of nobody count among the k.
func Diversity(counts []int) (blau, evenness float64) {
	n := 0
	for _, c := range counts {
		n += c
	}
	if n == 0 {
		return 0, 0
	}
	var squares, h float64
	for _, c := range counts {
		if p := float64(c) / float64(n); c > 0 {
			squares += p * p
			h -= p * math.Log(p)
		}
	}
	if len(counts) > 1 {
		evenness = h / math.Log(float64(len(counts)))
	}
	return 1 - squares, evenness
}
