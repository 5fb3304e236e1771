package stat_test

import (
	"math"
	"testing"

	"throughline/synthesis/stat"
)

func TestOracle_DifferencesAsR(t *testing.T) {
	for _, r := range rows[struct {
		Name                       string
		A, B                       []float64
		Difference, Low, High      float64
		Low90, High90              float64
		Ratio, RatioLow, RatioHigh float64
	}](t, "welch.json") {
		d, in := stat.MeanDifference(r.A, r.B, .95)
		same(t, r.Name, d, r.Difference)
		same(t, r.Name+", low", in.Low, r.Low)
		same(t, r.Name+", high", in.High, r.High)
		_, in = stat.MeanDifference(r.A, r.B, .9)
		same(t, r.Name+", low at 90 %", in.Low, r.Low90)
		same(t, r.Name+", high at 90 %", in.High, r.High90)
		ratio, in := stat.TimeRatio(r.A, r.B, .95)
		same(t, r.Name+", ratio", ratio, r.Ratio)
		same(t, r.Name+", ratio low", in.Low, r.RatioLow)
		same(t, r.Name+", ratio high", in.High, r.RatioHigh)
	}
}

func TestDifferences_OfFewAndOfNothing(t *testing.T) {
	inf := math.Inf(1)
	type answer struct {
		d  float64
		in stat.Interval
	}
	mean := func(a, b []float64) answer { d, in := stat.MeanDifference(a, b, .95); return answer{d, in} }
	share := func(xa, na, xb, nb int) answer {
		d, in := stat.ProportionDifference(xa, na, xb, nb, .95)
		return answer{d, in}
	}
	nps := func(a, b stat.Promoters) answer { d, in := stat.NetPromoterDifference(a, b, .95); return answer{d, in} }
	shift := func(a, b []float64) answer { d, _, in := stat.LevelShift(a, b, .95); return answer{d, in} }
	ratio := func(a, b []float64) answer { d, in := stat.TimeRatio(a, b, .95); return answer{d, in} }
	nan := answer{none, stat.Interval{Low: none, High: none}}
	for _, tc := range []struct {
		name      string
		got, want answer
	}{
		{"means of nothing", mean(nil, []float64{1, 2}), nan},
		{"means of one", mean([]float64{1}, []float64{2, 4}), answer{2, stat.Interval{Low: -inf, High: inf}}},
		{"means of equal values", mean([]float64{3, 3}, []float64{5, 5}), answer{2, stat.Interval{Low: 2, High: 2}}},
		{"times of zero", ratio([]float64{0, 1}, []float64{2, 3}), nan},
		{"shares 7 of 15 and 11 of 14, as R", share(7, 15, 11, 14), answer{11.0/14 - 7.0/15, stat.Interval{Low: -0.038886307616, High: 0.597709837028}}},
		{"shares 0 of 5 and 5 of 5", share(0, 5, 5, 5), answer{1, stat.Interval{Low: 0.347686395162, High: 1}}},
		{"shares of nobody", share(0, 0, 3, 5), answer{none, stat.Interval{Low: -1, High: 1}}},
		{"more successes than tries", share(9, 5, 5, 5), share(5, 5, 5, 5)},
		{"net promoters 8-2 of 15 and 12-1 of 20, as R", nps(stat.Promoters{Promoters: 8, Detractors: 2, N: 15}, stat.Promoters{Promoters: 12, Detractors: 1, N: 20}), answer{15, stat.Interval{Low: -27.9015267774, High: 56.8870340238}}},
		{"net promoters of nobody", nps(stat.Promoters{}, stat.Promoters{N: 3}), answer{none, stat.Interval{Low: -200, High: 200}}},
		{"a series before and after, as R", shift([]float64{10, 12, 11, 13, 12, 14}, []float64{15, 14, 16, 17, 16, 18}), answer{4, stat.Interval{Low: 2.05339068679, High: 5.94660931321}}},
		{"a series of two days", shift([]float64{1, 2}, []float64{3, 4, 5}), answer{2.5, stat.Interval{Low: -inf, High: inf}}},
		{"a series without a before", shift(nil, []float64{3, 4, 5}), nan},
		{"a series that stands still", shift([]float64{1, 1, 1}, []float64{2, 2, 2}), answer{1, stat.Interval{Low: 1, High: 1}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			alike(t, "difference", tc.got.d, tc.want.d)
			alike(t, "low", tc.got.in.Low, tc.want.in.Low)
			alike(t, "high", tc.got.in.High, tc.want.in.High)
		})
	}
}

func TestLevelShift_NeighboursThatAreAlikeCountForLess(t *testing.T) {
	flat, waves := []float64{1, 3, 1, 3, 1, 3, 1, 3}, []float64{1, 1, 1, 1, 3, 3, 3, 3}
	_, free, narrow := stat.LevelShift(flat, flat, .95)
	_, tied, wide := stat.LevelShift(waves, waves, .95)
	if free != 0 || !(tied > .5) {
		t.Errorf("the correlation of neighbours is %v and %v", free, tied)
	}
	if !(wide.High > 1.5*narrow.High) {
		t.Errorf("the interval of values that hang together, %v, is hardly wider than %v", wide, narrow)
	}
}

// alike is near for numbers that may be no number or without end.
func alike(t *testing.T, name string, got, want float64) {
	t.Helper()
	if got == want || math.IsNaN(got) && math.IsNaN(want) {
		return
	}
	near(t, name, got, want, 1e-9)
}
