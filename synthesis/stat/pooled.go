package stat

// PooledKappa summarises the agreement of two coders on several codes (De Vries, Elliott, Kanouse and Teleki 2008, Field Methods 20:
// 272-282): the mean over the codes of observed and of expected agreement, put into kappa. A mean of kappas would let rare codes, whose
// kappas are unsure, weigh as much as others. Without tallies, and when no code was given, it is 1.
func PooledKappa(codes []Tally) float64 {
	var observed, expected float64
	n := 0
	for _, t := range codes {
		units := float64(t.Units())
		if units == 0 {
			continue
		}
		a, b := float64(t.Both+t.OnlyA)/units, float64(t.Both+t.OnlyB)/units
		observed += t.Percent()
		expected += a*b + (1-a)*(1-b)
		n++
	}
	if n == 0 {
		return 1
	}
	return kappa(observed/float64(n), expected/float64(n))
}
