package stat

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// MeanDifference returns how much larger the mean of b is than that of a, with the interval of Welch (1947), which lets the two spread
// differently: d ± t √(s²a/na + s²b/nb) with the degrees of freedom of Satterthwaite (1946). With fewer than two values on either side
// the interval is infinite, without any the difference is NaN. Where nothing varies the interval is the difference itself.
func MeanDifference(a, b []float64, level float64) (float64, Interval) {
	meanA, varA := moments(a)
	meanB, varB := moments(b)
	d := meanB - meanA
	if math.IsNaN(d) {
		return d, Interval{math.NaN(), math.NaN()}
	}
	if len(a) < 2 || len(b) < 2 {
		return d, Interval{math.Inf(-1), math.Inf(1)}
	}
	return d, welch(d, varA/float64(len(a)), float64(len(a)-1), varB/float64(len(b)), float64(len(b)-1), level)
}

// welch is the interval of a difference of two means, each with its squared standard error and degrees of freedom.
func welch(d, a, freeA, b, freeB, level float64) Interval {
	if a+b == 0 {
		return Interval{d, d}
	}
	if !(level > 0 && level < 1) {
		level = 0.95
	}
	free := (a + b) * (a + b) / (a*a/freeA + b*b/freeB)
	half := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: free}.Quantile(1-(1-level)/2) * math.Sqrt(a+b)
	return Interval{d - half, d + half}
}

// moments returns the mean and the variance (n-1) of values; NaN where they are too few.
func moments(values []float64) (mean, variance float64) {
	n := float64(len(values))
	if n == 0 {
		return math.NaN(), math.NaN()
	}
	for _, v := range values {
		mean += v / n
	}
	for _, v := range values {
		variance += (v - mean) * (v - mean)
	}
	if n == 1 {
		return mean, math.NaN()
	}
	return mean, variance / (n - 1)
}

// TimeRatio returns how many times as long times b are as times a: the ratio of their geometric means, with MeanDifference's interval of
// the logarithms turned back. Times are above 0; of others all is NaN.
func TimeRatio(a, b []float64, level float64) (float64, Interval) {
	logs := func(times []float64) []float64 {
		out := make([]float64, len(times))
		for i, t := range times {
			out[i] = math.NaN()
			if t > 0 {
				out[i] = math.Log(t)
			}
		}
		return out
	}
	d, in := MeanDifference(logs(a), logs(b), level)
	return math.Exp(d), Interval{math.Exp(in.Low), math.Exp(in.High)}
}

// ProportionDifference returns how much larger the share of xb among nb is than that of xa among na, -1 to 1, with the interval of Agresti
// and Caffo (2000): a success and a failure are added on either side, which holds for small numbers too.
//
//	p̃ = (x + 1) / (n + 2),  p̃b - p̃a ± z √(p̃a (1-p̃a)/(na+2) + p̃b (1-p̃b)/(nb+2)), clipped to -1 to 1
//
// The difference is the plain one. With nobody on a side it is NaN and the interval -1 to 1.
func ProportionDifference(xa, na, xb, nb int, level float64) (float64, Interval) {
	if na < 1 || nb < 1 {
		return math.NaN(), Interval{-1, 1}
	}
	share := func(x, n int) (p, tries float64) {
		return (float64(max(0, min(x, n))) + 1) / (float64(n) + 2), float64(n) + 2
	}
	pa, ta := share(xa, na)
	pb, tb := share(xb, nb)
	half := normalQuantile(level) * math.Sqrt(pa*(1-pa)/ta+pb*(1-pb)/tb)
	plain := float64(max(0, min(xb, nb)))/float64(nb) - float64(max(0, min(xa, na)))/float64(na)
	return plain, Interval{max(-1, pb-pa-half), min(1, pb-pa+half)}
}

// Promoters is what a net promoter score is made of.
type Promoters struct {
	Promoters, Detractors, N int
}

// NetPromoterDifference returns how much larger the net promoter score of b is than that of a, -200 to 200, with an interval of the
// adjusted shares of NetPromoter: their squared standard errors add up. With nobody on a side it is NaN and the interval the whole range.
func NetPromoterDifference(a, b Promoters, level float64) (float64, Interval) {
	if a.N < 1 || b.N < 1 {
		return math.NaN(), Interval{-200, 200}
	}
	part := func(p Promoters) (plain, adjusted, square float64) {
		tries := float64(p.N) + 3
		up, down := (float64(p.Promoters)+0.75)/tries, (float64(p.Detractors)+0.75)/tries
		return float64(p.Promoters-p.Detractors) / float64(p.N), up - down, (up + down - (up-down)*(up-down)) / tries
	}
	plainA, midA, squareA := part(a)
	plainB, midB, squareB := part(b)
	half := normalQuantile(level) * math.Sqrt(squareA+squareB)
	return 100 * (plainB - plainA), Interval{max(-200, 100*(midB-midA-half)), min(200, 100*(midB-midA+half))}
}

// LevelShift returns how much larger the mean of a series is after something than before it, with Welch's interval widened for values that
// follow each other: of n values with the correlation r of neighbours only n (1-r)/(1+r) count as independent (Bayley and Hammersley 1946),
// at least two and never more than n. r, 0 to 1, is that of both sides together, each about its own mean, and is returned as well. With fewer
// than three values on a side the interval is infinite.
func LevelShift(before, after []float64, level float64) (d, r float64, in Interval) {
	meanA, varA := moments(before)
	meanB, varB := moments(after)
	d = meanB - meanA
	if math.IsNaN(d) {
		return d, 0, Interval{math.NaN(), math.NaN()}
	}
	if len(before) < 3 || len(after) < 3 {
		return d, 0, Interval{math.Inf(-1), math.Inf(1)}
	}
	var along, all float64
	for _, side := range []struct {
		values []float64
		mean   float64
	}{{before, meanA}, {after, meanB}} {
		for i, v := range side.values {
			all += (v - side.mean) * (v - side.mean)
			if i > 0 {
				along += (v - side.mean) * (side.values[i-1] - side.mean)
			}
		}
	}
	if all > 0 {
		r = max(0, min(along/all, 0.99))
	}
	count := func(n int) float64 { return max(2, float64(n)*(1-r)/(1+r)) }
	na, nb := count(len(before)), count(len(after))
	return d, r, welch(d, varA/na, na-1, varB/nb, nb-1, level)
}
