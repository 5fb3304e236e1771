package report

import "math"

// interval95 is the adjusted Wald interval of a share k of n at 95 %: p' = (k+z²/2)/(n+z²), n' = n+z²,
// p' ± z·sqrt(p'(1−p')/n'), cut to 0…1 (Agresti & Coull 1998). Good from n = 2 on, unlike the plain Wald interval.
// n <= 0 gives 0…1.
func interval95(k, n int) (lo, hi float64) {
	if n <= 0 {
		return 0, 1
	}
	const z2 = 1.959964 * 1.959964
	nAdj := float64(n) + z2
	p := (float64(k) + z2/2) / nAdj
	half := math.Sqrt(z2 * p * (1 - p) / nAdj)
	return math.Max(0, p-half), math.Min(1, p+half)
}
