package stat

import (
	"cmp"
	"math"
	"slices"
)

// Unit is a stretch of the text to which a coder gave a value.
type Unit struct {
	Stretch
	Value int // 0 or more
}

// Unitizing is how far coders agree who both chose the stretches and gave them values.
type Unitizing struct {
	U      float64 // uα: stretches and values
	Binary float64 // |uα: what is marked at all, against what is left
	Coding float64 // cuα: the values, where stretches meet; NaN when none do
	Values []UnitizedValue
}

// UnitizedValue is the agreement on one value, where stretches meet.
type UnitizedValue struct {
	Value    int
	Alpha    float64 // (k)uα; NaN when the value never meets another coder's stretch
	Coverage float64 // share of what has this value that meets another coder's stretch, 0 to 1
}

// Unitize measures the agreement of coders on units of a text of some length by the family of coefficients of Krippendorff, Mathet, Bouvry and
// Widlöcher (2016, Quality & Quantity 50: 2347-2364; Krippendorff 2019, section 12.6, equations 32 to 38). A coder's units do not
// overlap: where one coder gives a passage two codes, measure each code by itself. Observed coincidences are the lengths
//
//	ℓ(c,k) = Σ |S valued c ∩ T valued k| / (m-1)   over all units and gaps S and T of different coders
//
// and those expected pair all that was coded, but no unit with itself and no part of a gap with itself:
//
//	ε(c,k) = ℓ.. (ℓ(c) ℓ(k) - [c=k] Σ L²) / (ℓ..² - Σ L²),  L² being L for a gap;  α = 1 - Σ ℓ(c≠k) / Σ ε(c≠k)
//
// For cuα and (k)uα only what meets other coders' units counts, L being the part of a unit that does, by 1/(m-1) for each coder it meets. Of
// fewer than two coders or nothing marked everything is 1. It panics when units overlap or lie outside the text.
func Unitize(coders [][]Unit, length int) Unitizing {
	values := valuesOfUnits(coders)
	u := Unitizing{U: 1, Binary: 1, Coding: math.NaN()}
	if len(coders) < 2 || len(values) == 0 || length < 1 {
		u.Coding = 1
		return u
	}
	walks := make([][]Unit, len(coders))
	for i, units := range coders {
		walks[i] = partition(units, values, length)
	}
	all := coincidences(walks, len(values)+1)
	own := make([]float64, len(values)+1) // Σ L² of each value; the gap is value 0
	for _, walk := range walks {
		for _, s := range walk {
			l := float64(s.End - s.Start)
			if s.Value > 0 {
				l *= l
			}
			own[s.Value] += l
		}
	}
	expected := expect(all, own)
	u.U = alpha(disagreement(all), disagreement(expected))
	u.Binary = alpha(acrossGap(all), acrossGap(expected))
	u.Coding, u.Values = codingAlpha(walks, all, values)
	return u
}

func valuesOfUnits(coders [][]Unit) []int {
	var values []int
	for _, units := range coders {
		for _, s := range units {
			values = append(values, s.Value)
		}
	}
	slices.Sort(values)
	return slices.Compact(values)
}

// partition returns the units of a coder with the gaps between them, values numbered from 1 and gaps 0.
func partition(units []Unit, values []int, length int) []Unit {
	sorted := slices.Clone(units)
	slices.SortFunc(sorted, func(a, b Unit) int { return cmp.Compare(a.Start, b.Start) })
	var out []Unit
	at := 0
	for _, s := range sorted {
		if s.Start < at || s.End <= s.Start || s.End > length {
			panic("stat: units overlap, are empty or lie outside the text")
		}
		if s.Start > at {
			out = append(out, Unit{Stretch{at, s.Start}, 0})
		}
		n, _ := slices.BinarySearch(values, s.Value)
		out = append(out, Unit{s.Stretch, n + 1})
		at = s.End
	}
	if at < length {
		out = append(out, Unit{Stretch{at, length}, 0})
	}
	return out
}

// coincidences returns the lengths on which values of different coders meet, values × values.
func coincidences(walks [][]Unit, n int) [][]float64 {
	all := square(n)
	each := 1 / float64(len(walks)-1)
	for i, a := range walks {
		for j, b := range walks {
			if i != j {
				meet(a, b, func(s, t Unit, l int) { all[s.Value][t.Value] += each * float64(l) })
			}
		}
	}
	return all
}

// meet goes along two partitions of the same text and tells each pair that shares some of it how much.
func meet(a, b []Unit, tell func(s, t Unit, l int)) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		if l := min(a[i].End, b[j].End) - max(a[i].Start, b[j].Start); l > 0 {
			tell(a[i], b[j], l)
		}
		if a[i].End < b[j].End {
			i++
		} else {
			j++
		}
	}
}

// expect returns the coincidences expected by chance: what each value sums to, paired with all but itself.
func expect(seen [][]float64, own []float64) [][]float64 {
	var total, self float64
	sums := make([]float64, len(seen))
	for c, row := range seen {
		for _, l := range row {
			sums[c] += l
		}
		total += sums[c]
		self += own[c]
	}
	out := square(len(seen))
	if total*total <= self {
		return out
	}
	for c := range out {
		for k := range out {
			pairs := sums[c] * sums[k]
			if c == k {
				pairs -= own[c]
			}
			out[c][k] = total * pairs / (total*total - self)
		}
	}
	return out
}

func square(n int) [][]float64 {
	out := make([][]float64, n)
	for i := range out {
		out[i] = make([]float64, n)
	}
	return out
}

func disagreement(all [][]float64) (sum float64) {
	for c, row := range all {
		for k, l := range row {
			if c != k {
				sum += l
			}
		}
	}
	return sum
}

func acrossGap(all [][]float64) (sum float64) {
	for k := 1; k < len(all); k++ {
		sum += all[0][k] + all[k][0]
	}
	return sum
}

func alpha(observed, expected float64) float64 {
	if expected <= 0 {
		return 1
	}
	return 1 - observed/expected
}

// codingAlpha returns cuα and the (k)uα of each value.
func codingAlpha(walks [][]Unit, all [][]float64, values []int) (float64, []UnitizedValue) {
	n := len(values)
	seen := square(n)
	var total float64
	for c := range n {
		for k := range n {
			seen[c][k] = all[c+1][k+1]
			total += seen[c][k]
		}
	}
	expected := expect(seen, meetingSquares(walks, n))
	out := make([]UnitizedValue, n)
	for k, v := range values {
		var met, chance, of float64
		for c := range n {
			met += seen[c][k]
			chance += expected[c][k]
		}
		for c := range all {
			of += all[c][k+1]
		}
		out[k] = UnitizedValue{Value: v, Alpha: math.NaN(), Coverage: met / of}
		if met > 0 {
			out[k].Alpha = alpha((met-seen[k][k])/met, (chance-expected[k][k])/chance)
		}
	}
	if total == 0 {
		return math.NaN(), out
	}
	return alpha(disagreement(seen), disagreement(expected)), out
}

// meetingSquares returns for each value the sum of squares of how much of a unit meets units of other coders.
func meetingSquares(walks [][]Unit, n int) []float64 {
	own := make([]float64, n)
	for i, a := range walks {
		met := map[Unit]float64{}
		for j, b := range walks {
			if i == j {
				continue
			}
			meet(a, b, func(s, t Unit, l int) {
				if s.Value > 0 && t.Value > 0 {
					met[s] += float64(l) / float64(len(walks)-1)
				}
			})
		}
		for _, s := range a { // in order: sums of fractions depend on it
			if l := met[s]; l > 0 {
				own[s.Value-1] += l * l
			}
		}
	}
	return own
}
