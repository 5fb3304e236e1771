package stat

import (
	"cmp"
	"slices"
)

// Stretch is a part of a text, in bytes or characters, half-open.
type Stretch struct {
	Start, End int
}

// Union returns the stretches that cover the same text without touching each other, in order. What one coder marked twice counts
// once: take the union of each coder's stretches before comparing. Empty ones are dropped; all is left as it is.
func Union(all []Stretch) []Stretch {
	sorted := slices.Clone(all)
	slices.SortFunc(sorted, func(a, b Stretch) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	var out []Stretch
	for _, s := range sorted {
		switch last := len(out) - 1; {
		case s.End <= s.Start:
		case last >= 0 && s.Start <= out[last].End:
			out[last].End = max(out[last].End, s.End)
		default:
			out = append(out, s)
		}
	}
	return out
}

// Tally is on how many units two coders agree about one code.
type Tally struct {
	Both, OnlyA, OnlyB, Neither int
}

// Units is how many there are.
func (t Tally) Units() int { return t.Both + t.OnlyA + t.OnlyB + t.Neither }

// Add adds another tally to t.
func (t *Tally) Add(o Tally) {
	t.Both += o.Both
	t.OnlyA += o.OnlyA
	t.OnlyB += o.OnlyB
	t.Neither += o.Neither
}

// Percent is PercentAgreement of the tally.
func (t Tally) Percent() float64 { return PercentAgreement(t.Both, t.OnlyA, t.OnlyB, t.Neither) }

// Kappa is KappaOf the tally.
func (t Tally) Kappa() float64 { return KappaOf(t.Both, t.OnlyA, t.OnlyB, t.Neither) }

// F1 is Overlap's F1: what neither coded does not count.
func (t Tally) F1() float64 {
	f1, _ := Overlap(t.Both+t.OnlyA, t.Both+t.OnlyB, t.Both)
	return f1
}

// Jaccard is Overlap's Jaccard.
func (t Tally) Jaccard() float64 {
	_, j := Overlap(t.Both+t.OnlyA, t.Both+t.OnlyB, t.Both)
	return j
}

// Alpha is Krippendorff's alpha of the two coders, binary: whether the code was given or not. See Alpha.
func (t Tally) Alpha() float64 {
	n := float64(2 * t.Units())
	given := float64(2*t.Both + t.OnlyA + t.OnlyB)
	if expected := given * (n - given); expected > 0 {
		return 1 - (n-1)*float64(t.OnlyA+t.OnlyB)/expected
	}
	return 1
}

// Prevalence is the share of the units that have the code, the mean of both coders; 0 without units. A rare code makes kappa low
// although the coders agree.
func (t Tally) Prevalence() float64 {
	if t.Units() == 0 {
		return 0
	}
	return float64(2*t.Both+t.OnlyA+t.OnlyB) / float64(2*t.Units())
}

// TallyText compares where two coders gave one code, with every byte as a unit, separately for each part of the text. parts lie in order
// and do not overlap; what lies between them does not count. a and b are as Union returns them.
func TallyText(parts, a, b []Stretch) []Tally {
	out := make([]Tally, len(parts))
	var i, j int
	for p, part := range parts {
		inA, ni := within(part, a, i)
		inB, nj := within(part, b, j)
		i, j = ni, nj
		both := Common(inA, inB)
		la, lb := Length(inA), Length(inB)
		out[p] = Tally{both, la - both, lb - both, part.End - part.Start - la - lb + both}
	}
	return out
}

// TallyUnits compares two coders on given units: a coder gave a unit the code when any of it is marked. Units, a and b are as for
// TallyText; each tally is of one unit.
func TallyUnits(units, a, b []Stretch) []Tally {
	out := make([]Tally, len(units))
	var i, j int
	for u, unit := range units {
		inA, ni := within(unit, a, i)
		inB, nj := within(unit, b, j)
		i, j = ni, nj
		switch {
		case len(inA) > 0 && len(inB) > 0:
			out[u].Both = 1
		case len(inA) > 0:
			out[u].OnlyA = 1
		case len(inB) > 0:
			out[u].OnlyB = 1
		default:
			out[u].Neither = 1
		}
	}
	return out
}

// within returns what of the stretches from at on lies in part, and from where the next part has to look.
func within(part Stretch, stretches []Stretch, at int) ([]Stretch, int) {
	for at < len(stretches) && stretches[at].End <= part.Start {
		at++
	}
	var in []Stretch
	for k := at; k < len(stretches) && stretches[k].Start < part.End; k++ {
		s := Stretch{max(part.Start, stretches[k].Start), min(part.End, stretches[k].End)}
		if s.End > s.Start {
			in = append(in, s)
		}
	}
	return in, at
}

// Length is how much text unions of stretches cover.
func Length(all []Stretch) (n int) {
	for _, s := range all {
		n += s.End - s.Start
	}
	return n
}

// Common is how much text two unions of stretches share.
func Common(a, b []Stretch) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		n += max(0, min(a[i].End, b[j].End)-max(a[i].Start, b[j].Start))
		if a[i].End < b[j].End {
			i++
		} else {
			j++
		}
	}
	return n
}

// SumTallies adds tallies up.
func SumTallies(all []Tally) (sum Tally) {
	for _, t := range all {
		sum.Add(t)
	}
	return sum
}

// TallyInterval is the bootstrap interval of a statistic of tallies: the tallies, one a turn or a passage, are drawn anew with replacement, their
// sum is told the statistic. Bytes are never drawn one by one: those of a turn are not independent. See Bootstrap.
func TallyInterval(all []Tally, times int, level float64, seed int64, statistic func(Tally) float64) Interval {
	return Bootstrap(len(all), times, level, seed, func(sample []int) float64 {
		var sum Tally
		for _, i := range sample {
			sum.Add(all[i])
		}
		return statistic(sum)
	})
}
