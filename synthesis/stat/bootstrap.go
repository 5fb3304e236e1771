package stat

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Bootstrap returns the percentile interval of a statistic of n units (Efron 1979): times samples of n units are drawn with
// replacement, the statistic told their places, and the middle share level of its values returned. 1,000 samples or more are usual.
// Values that are NaN are left out; without any other the interval is NaN. Equal seeds give equal intervals.
func Bootstrap(n, times int, level float64, seed int64, statistic func(sample []int) float64) Interval {
	rng := rand.New(rand.NewPCG(uint64(seed), 0xb007))
	sample := make([]int, n)
	values := make([]float64, 0, max(0, times))
	for range times {
		for i := range sample {
			sample[i] = rng.IntN(n)
		}
		if v := statistic(sample); !math.IsNaN(v) {
			values = append(values, v)
		}
	}
	return Middle(values, level)
}

// Middle returns the range that holds the middle share level of values, by percentiles; values are sorted in place. Without a value it is
// NaN. A level outside 0 to 1, exclusive, counts as 0.95.
func Middle(values []float64, level float64) Interval {
	if len(values) == 0 {
		return Interval{math.NaN(), math.NaN()}
	}
	if !(level > 0 && level < 1) {
		level = 0.95
	}
	slices.Sort(values)
	return Interval{quantile(values, (1-level)/2), quantile(values, (1+level)/2)}
}

// Resample draws times samples of n units with replacement, as Bootstrap does, and tells each how often every unit was drawn: so several
// statistics of the same units share the samples. The slice is used again for the next.
func Resample(n, times int, seed int64, each func(drawn []int)) {
	rng := rand.New(rand.NewPCG(uint64(seed), 0xb007))
	drawn := make([]int, n)
	for range times {
		clear(drawn)
		for range n {
			drawn[rng.IntN(n)]++
		}
		each(drawn)
	}
}

// quantile returns the value below which a share p of sorted values lies, with linear interpolation (type 7 of Hyndman and Fan
// 1996, the default of R and numpy).
func quantile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	low := int(at)
	if low+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[low] + (at-float64(low))*(sorted[low+1]-sorted[low])
}
