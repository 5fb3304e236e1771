// Package stat holds the small exact formulas of research: intervals, agreement, comparison, saturation, and how
// well one grouping matches another. Each names its source; tests check published values.
package stat

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Interval is a range of plausible values.
type Interval struct {
	Low, High float64
}

// normalQuantile returns the z within which a share level of a normal distribution lies: 1.96 for 0.95. A level
// outside 0 to 1, exclusive, counts as 0.95.
func normalQuantile(level float64) float64 {
	if !(level > 0 && level < 1) {
		level = 0.95
	}
	return distuv.UnitNormal.Quantile(1 - (1-level)/2)
}

// AdjustedWald returns the adjusted proportion of x successes among n tries and its confidence interval at the
// level given (0.95 is usual), clipped to 0 to 1:
//
//	p̃ = (x + z²/2) / (n + z²),  p̃ ± z √(p̃ (1-p̃) / (n + z²))
//
// It holds well for small n (Agresti and Coull 1998; Sauro and Lewis 2005 for task success). With n below 1 nothing
// is known: the proportion is 0.5 and the interval 0 to 1. x is clipped to 0 to n.
func AdjustedWald(x, n int, level float64) (float64, Interval) {
	if n < 1 {
		return 0.5, Interval{0, 1}
	}
	z := normalQuantile(level)
	hits, tries := float64(max(0, min(x, n)))+z*z/2, float64(n)+z*z
	p := hits / tries
	half := z * math.Sqrt(p*(1-p)/tries)
	return p, Interval{max(0, p-half), min(1, p+half)}
}

// NetPromoter returns the net promoter score of n answers, from -100 to 100, with its adjusted-Wald interval:
// three answers are added, ¾ of them promoters and ¾ detractors (Rocks 2016).
//
//	NPS = 100 (p - d),  se = √((p + d - (p-d)²) / n)
//
// The score is the plain one, the interval that of the adjusted shares. With n below 1 it returns 0 and the whole range.
func NetPromoter(promoters, detractors, n int, level float64) (float64, Interval) {
	if n < 1 {
		return 0, Interval{-100, 100}
	}
	score := 100 * float64(promoters-detractors) / float64(n)
	tries := float64(n) + 3
	p, d := (float64(promoters)+0.75)/tries, (float64(detractors)+0.75)/tries
	half := normalQuantile(level) * math.Sqrt((p+d-(p-d)*(p-d))/tries)
	return score, Interval{max(-100, 100*(p-d-half)), min(100, 100*(p-d+half))}
}

// Wilson returns the confidence interval of x successes among n tries by the score of Wilson (1927), at the level given (0.95 is usual):
//
//	(p + z²/2n ± z √(p (1-p)/n + z²/4n²)) / (1 + z²/n)
//
// It is never outside 0 to 1 and holds for small n (Newcombe 1998). With n below 1 it is 0 to 1. x is clipped to 0 to n.
func Wilson(x, n int, level float64) Interval {
	if n < 1 {
		return Interval{0, 1}
	}
	z, tries := normalQuantile(level), float64(n)
	p := float64(max(0, min(x, n))) / tries
	middle := p + z*z/(2*tries)
	half := z * math.Sqrt(p*(1-p)/tries+z*z/(4*tries*tries))
	all := 1 + z*z/tries
	return Interval{max(0, (middle-half)/all), min(1, (middle+half)/all)}
}

// Gap returns how far the share of x among n is from what was aimed at, 0 to 1, with the adjusted-Wald interval moved likewise: how far a
// sample represents whom it should.
func Gap(x, n int, target, level float64) (float64, Interval) {
	if n < 1 {
		return 0, Interval{-target, 1 - target}
	}
	_, in := AdjustedWald(x, n, level)
	return float64(max(0, min(x, n)))/float64(n) - target, Interval{in.Low - target, in.High - target}
}

// CellsFilled returns the share of cells, 0 to 1, that hold least or more: the coverage of a quota or of a matrix. Without cells it is 0.
func CellsFilled(counts [][]int, least int) float64 {
	all, full := 0, 0
	for _, row := range counts {
		for _, n := range row {
			all++
			if n >= least {
				full++
			}
		}
	}
	if all == 0 {
		return 0
	}
	return float64(full) / float64(all)
}
