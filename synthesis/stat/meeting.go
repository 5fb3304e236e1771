package stat

import "math"

// Meeting is how far two codes come together.
type Meeting struct {
	Both     int
	Expected float64 // meetings to expect by chance, n1 n2 / n
	Jaccard  float64 // the c-coefficient, Both / (n1 + n2 - Both), 0 to 1
	Lift     float64 // Both / Expected: 1 as often as by chance
	P        float64 // chance of so many meetings or more when the codes are independent: Fisher's exact test, one-sided
}

// Meet measures how far two codes come together: n1 and n2 are the places of each, both those of both, n all places. See Together.
func Meet(n1, n2, both, n int) Meeting {
	m := Meeting{Both: both, P: 1}
	m.Jaccard, m.Lift = Together(n1, n2, both, n)
	if n > 0 {
		m.Expected = float64(n1) * float64(n2) / float64(n)
		m.P = AtLeast(both, n1, n2, n)
	}
	return m
}

// AtLeast returns the chance that of n places, n1 of one kind and n2 of another drawn independently, both or more are of both kinds (the upper
// tail of the hypergeometric distribution).
func AtLeast(both, n1, n2, n int) float64 {
	low, high := max(0, n1+n2-n), min(n1, n2)
	if both <= low {
		return 1
	}
	var sum float64
	all := logChoose(n, n2)
	term := func(x int) float64 { return math.Exp(logChoose(n1, x) + logChoose(n-n1, n2-x) - all) }
	for x := both; x <= high; x++ {
		t := term(x)
		sum += t
		if t < sum*1e-17 { // beyond the mean the terms only fall
			break
		}
	}
	return min(1, sum)
}
