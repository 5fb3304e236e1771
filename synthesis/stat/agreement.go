package stat

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

func kappa(observed, expected float64) float64 {
	if expected >= 1 {
		return 1
	}
	return (observed - expected) / (1 - expected)
}

// PercentAgreement returns the share of units on which two coders agree; 1 without units. Text that neither coded counts as agreement,
// so it flatters: show KappaOf or Overlap beside it.
func PercentAgreement(both, onlyA, onlyB, neither int) float64 {
	n := both + onlyA + onlyB + neither
	if n == 0 {
		return 1
	}
	return float64(both+neither) / float64(n)
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
