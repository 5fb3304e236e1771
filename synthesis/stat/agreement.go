package stat

import "slices"

// KappaOf returns Cohen's kappa of two coders who each did or did not give one code to units of text:
//
//	κ = (Po - Pe) / (1 - Pe),  Po = (both + neither) / N,  Pe = a b + (1-a)(1-b)
//
// where a and b are the shares each coder gave it to (Cohen 1960). Without units, and when both gave it to all or to
// none, agreement is complete and κ is 1.
func KappaOf(both, onlyA, onlyB, neither int) float64 {
	n := float64(both + onlyA + onlyB + neither)
	if n == 0 {
		return 1
	}
	a, b := float64(both+onlyA)/n, float64(both+onlyB)/n
	return kappa(float64(both+neither)/n, a*b+(1-a)*(1-b))
}

// Kappa returns Cohen's kappa of two coders who gave each unit one of several codes; unit i got a[i] and b[i].
// It panics when their lengths differ.
func Kappa(a, b []int) float64 {
	if len(a) != len(b) {
		panic("stat: codings of different length")
	}
	if len(a) == 0 {
		return 1
	}
	t := newTable(a, b)
	n := float64(len(a))
	var same, chance float64
	for i, code := range t.rowIDs {
		if j := slices.Index(t.colIDs, code); j >= 0 {
			same += t.cells[i][j]
			chance += t.rows[i] * t.cols[j]
		}
	}
	return kappa(same/n, chance/(n*n))
}

func kappa(observed, expected float64) float64 {
	if expected >= 1 {
		return 1
	}
	return (observed - expected) / (1 - expected)
}

// Overlap returns how far two coders' spans of one code agree: F1 = 2 both / (a + b) and Jaccard = both / (a + b - both),
// from the lengths each marked and the length both marked. Text that neither marked does not count. When neither
// marked anything both are 1.
func Overlap(a, b, both int) (f1, jaccard float64) {
	if a+b == 0 {
		return 1, 1
	}
	return 2 * float64(both) / float64(a+b), float64(both) / float64(a+b-both)
}
