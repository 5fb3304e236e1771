package stat

import (
	"math"
	"slices"
)

// PercentAgreement returns the share of units on which two coders agree; 1 without units. Text that neither coded counts as agreement,
// so it flatters: show Kappa or Overlap beside it.
func PercentAgreement(both, onlyA, onlyB, neither int) float64 {
	n := both + onlyA + onlyB + neither
	if n == 0 {
		return 1
	}
	return float64(both+neither) / float64(n)
}

// FleissKappa returns the agreement of several coders beyond chance (Fleiss 1971). counts is units × codes: how many coders gave
// the unit that code. Each unit has the same number of coders, at least two; it panics when not.
//
//	κ = (P - Pe) / (1 - Pe),  P = mean of Σ n (n-1) / (m (m-1)) over the units,  Pe = Σ p²
//
// where m is the number of coders and p the share of each code among all assignments. Without units, and when all is one code, it is 1.
func FleissKappa(counts [][]int) float64 {
	var codes []float64
	coders, same := -1, 0.0
	for _, unit := range counts {
		m, pairs := 0, 0
		for len(codes) < len(unit) {
			codes = append(codes, 0)
		}
		for c, n := range unit {
			m += n
			pairs += n * (n - 1)
			codes[c] += float64(n)
		}
		if coders >= 0 && m != coders || m < 2 {
			panic("stat: units need the same number of coders, at least two")
		}
		coders = m
		same += float64(pairs) / float64(m*(m-1))
	}
	if len(counts) == 0 {
		return 1
	}
	var chance float64
	for _, n := range codes {
		p := n / float64(len(counts)*coders)
		chance += p * p
	}
	return kappa(same/float64(len(counts)), chance)
}

// Difference is how far two values are apart, squared, for Krippendorff's alpha: 0 for equal ones.
type Difference func(a, b float64) float64

// Nominal counts all unequal values the same: codes without order.
func Nominal(a, b float64) float64 {
	if a == b {
		return 0
	}
	return 1
}

// IntervalScale is for values whose differences mean something: ratings, times.
func IntervalScale(a, b float64) float64 { return (a - b) * (a - b) }

// RatioScale is for values with a true zero: counts, lengths.
func RatioScale(a, b float64) float64 {
	if a+b == 0 {
		return 0
	}
	d := (a - b) / (a + b)
	return d * d
}

// Alpha returns Krippendorff's alpha of several coders (Krippendorff 2019, chapter 12), 1 for full agreement, 0 for chance. values is
// coders × units; NaN is a value that is missing, and units with fewer than two values do not count.
//
//	α = 1 - Do / De,  Do = Σ o(c,k) δ(c,k) / n,  De = Σ n(c) n(k) δ(c,k) / (n (n-1))
//
// where o are the coincidences: each pair of values in a unit of m counts 1/(m-1). Weight has one entry a unit, such as its
// length in characters when units are stretches of text; nil means 1 for all. Read .800 as reliable, .667 as tentative.
// Without pairs, and when all values are the same, it is 1. It panics when lengths differ.
func Alpha(values [][]float64, weight []float64, δ Difference) float64 {
	if len(values) == 0 {
		return 1
	}
	for _, v := range values {
		if len(v) != len(values[0]) || weight != nil && len(weight) != len(v) {
			panic("stat: coders and units differ in number")
		}
	}
	all := distinctValues(values)
	count := make([]float64, len(all))
	var n, observed float64
	for u := range values[0] {
		unit := valuesOf(values, u)
		if len(unit) < 2 {
			continue
		}
		w := 1.0
		if weight != nil {
			w = weight[u]
		}
		for i, a := range unit {
			at, _ := slices.BinarySearch(all, a)
			count[at] += w
			n += w
			for j, b := range unit {
				if i != j {
					observed += w * δ(a, b) / float64(len(unit)-1)
				}
			}
		}
	}
	var expected float64
	for i, a := range all {
		for j, b := range all {
			expected += count[i] * count[j] * δ(a, b)
		}
	}
	if expected == 0 {
		return 1
	}
	return 1 - (n-1)*observed/expected
}

// distinctValues returns the values that occur, ascending, without NaN.
func distinctValues(values [][]float64) []float64 {
	all := slices.DeleteFunc(slices.Concat(values...), math.IsNaN)
	slices.Sort(all)
	return slices.Compact(all)
}

// valuesOf returns what the coders gave unit u, without those that gave nothing.
func valuesOf(values [][]float64, u int) []float64 {
	var unit []float64
	for _, coder := range values {
		if !math.IsNaN(coder[u]) {
			unit = append(unit, coder[u])
		}
	}
	return unit
}
