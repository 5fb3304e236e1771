package stat_test

import (
	"math"
	"slices"
	"testing"

	"throughline/synthesis/stat"
)

// none is a missing value.
var none = math.NaN()

// cData is the example of Krippendorff (2011, "C. Nominal data, any number of observers, missing data"): 4 coders × 12 units.
var cData = [][]float64{
	{1, 2, 3, 3, 2, 1, 4, 1, 2, none, none, none},
	{1, 2, 3, 3, 2, 2, 4, 1, 2, 5, none, 3},
	{none, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, none},
	{1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, none},
}

// fleissData is table 1 of Fleiss (1971) as it is usually retold: 10 units × 5 codes, 14 coders.
var fleissData = [][]int{
	{0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
	{7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7},
}

func first[T any](v T, _ ...any) T { return v }

func second(_, v float64) float64 { return v }

func TestFormulas_MatchPublishedValues(t *testing.T) {
	times := []float64{2, 8}
	for _, tc := range []struct {
		name      string
		got, want float64
		tolerance float64
	}{
		{"percent agreement of 800, 200, 200, 8800", stat.PercentAgreement(800, 200, 200, 8800), .96, 1e-12},
		{"percent agreement of nothing", stat.PercentAgreement(0, 0, 0, 0), 1, 0},
		{"Fleiss 1971", stat.FleissKappa(fleissData), .210, 5e-4},
		{"Fleiss of nothing", stat.FleissKappa(nil), 1, 0},
		{"Fleiss of one code", stat.FleissKappa([][]int{{3, 0}, {3, 0}}), 1, 0},
		{"alpha, C data, nominal", stat.Alpha(cData, nil, stat.Nominal), .743, 5e-4},
		{"alpha, C data, interval", stat.Alpha(cData, nil, stat.IntervalScale), .849, 5e-4},
		{"alpha, C data, ratio", stat.Alpha(cData, nil, stat.RatioScale), .797, 5e-4},
		{"alpha of no coder", stat.Alpha(nil, nil, stat.Nominal), 1, 0},
		{"alpha of one coder", stat.Alpha([][]float64{{1, 2}}, nil, stat.Nominal), 1, 0},
		{"alpha of one value", stat.Alpha([][]float64{{1, 1}, {1, 1}}, nil, stat.Nominal), 1, 0},
		{"alpha of opposites", stat.Alpha([][]float64{{0, 1}, {1, 0}}, nil, stat.Nominal), -.5, 1e-12},
		{"alpha of stretches as of their characters", stat.Alpha([][]float64{{0, 1, 1}, {0, 0, 1}}, []float64{3, 1, 2}, stat.Nominal),
			stat.Alpha([][]float64{{0, 0, 0, 1, 1, 1}, {0, 0, 0, 0, 1, 1}}, nil, stat.Nominal), 1e-12},
		{"SUS 4,2,5,1,4,2,5,2,4,1", first(stat.SUS([]int{4, 2, 5, 1, 4, 2, 5, 2, 4, 1})), 85, 0},
		{"SUS, best", first(stat.SUS([]int{5, 1, 5, 1, 5, 1, 5, 1, 5, 1})), 100, 0},
		{"UMUX-Lite 6, 7", first(stat.UMUXLite(6, 7)), 91.67, 5e-3},
		{"SUS of UMUX-Lite 6, 7", second(stat.UMUXLite(6, 7)), 82.48, 5e-3},
		{"UX-Lite 4, 5", stat.UXLite(4, 5), 87.5, 0},
		{"discovery .31 by 5", stat.Discovery(.31, 5), .8436, 5e-5},
		{"people for .10 at 90 %", float64(stat.PeopleToDiscover(.10, .90)), 22, 0},
		{"people for .5 at 75 %", float64(stat.PeopleToDiscover(.5, .75)), 2, 0},
		{"people for certainty", float64(stat.PeopleToDiscover(1, .9)), 0, 0},
		{"adjusted discovery, by hand", stat.AdjustedDiscovery(.3, 5, .5), .5*.1*.8 + .5*.3/1.5, 1e-12},
		{"opportunity .9, .4", stat.Opportunity(.9, .4), 14, 1e-12},
		{"opportunity, satisfied", stat.Opportunity(.4, .9), 4, 1e-12},
		{"RICE 2000·2·.8/3", stat.RICE(2000, 2, .8, 3), 1066.7, .05},
		{"RICE 5000·.5·1/1", stat.RICE(5000, .5, 1, 1), 2500, 0},
		{"RICE without effort", stat.RICE(1, 1, 1, 0), 0, 0},
		{"ICE 8·5·4", stat.ICE(8, 5, 4), 160, 0},
		{"c-coefficient of 20, 30, 10", first(stat.Together(20, 30, 10, 100)), .25, 1e-12},
		{"lift of 20, 30, 10 in 100", second(stat.Together(20, 30, 10, 100)), 10.0 * 100 / 600, 1e-12},
		{"c-coefficient of nothing", first(stat.Together(0, 0, 0, 0)), 0, 0},
		{"Blau of 5, 5", first(stat.Diversity([]int{5, 5})), .5, 1e-12},
		{"evenness of 5, 5", second(stat.Diversity([]int{5, 5})), 1, 1e-12},
		{"evenness of 9, 0, 0", second(stat.Diversity([]int{9, 0, 0})), 0, 0},
		{"diversity of nobody", first(stat.Diversity(nil)), 0, 0},
		{"mean of 2, 8", first(stat.Mean(times, .95)), 5, 0},
		{"low end of 2, 4, 6: 4 - 4.3027·2/√3", second2(stat.Mean([]float64{2, 4, 6}, .95)).Low, 4 - 4.302653*2/math.Sqrt(3), 1e-5},
		{"geometric mean of 2, 8", first(stat.GeometricMean(times, .95)), 4, 1e-12},
		{"G2 of 10 and 5 in 1000 each, by hand", stat.Keyness(10, 1000, 5, 1000).G2, 1.69899, 1e-5},
		{"its log ratio", stat.Keyness(10, 1000, 5, 1000).LogRatio, 1, 1e-12},
		{"its BIC", stat.Keyness(10, 1000, 5, 1000).BIC, 1.69899 - math.Log(2000), 1e-5},
		{"its chance", stat.Keyness(10, 1000, 5, 1000).P, .19242, 1e-4},
		{"G2 of the same share", stat.Keyness(20, 2000, 10, 1000).G2, 0, 1e-12},
		{"log ratio against none", stat.Keyness(8, 100, 0, 100).LogRatio, 4, 1e-12},
		{"keyness of an empty set", stat.Keyness(0, 0, 5, 10).P, 1, 0},
	} {
		near(t, tc.name, tc.got, tc.want, tc.tolerance)
	}
}

func second2(_ float64, in stat.Interval) stat.Interval { return in }

func TestGeometricMean_TurnsTheIntervalOfLogarithmsBack(t *testing.T) {
	_, in := stat.GeometricMean([]float64{10, 20, 40}, .95)
	_, logs := stat.Mean([]float64{math.Log(10), math.Log(20), math.Log(40)}, .95)
	near(t, "Low", in.Low, math.Exp(logs.Low), 1e-9)
	near(t, "High", in.High, math.Exp(logs.High), 1e-9)
	if mean, _ := stat.GeometricMean([]float64{3, 0}, .95); !math.IsNaN(mean) {
		t.Errorf("of a time of 0: %v, want NaN", mean)
	}
}

func TestMean_OfFew(t *testing.T) {
	if m, in := stat.Mean(nil, .95); !math.IsNaN(m) || !math.IsNaN(in.Low) {
		t.Errorf("Mean of nothing = %v, %v", m, in)
	}
	if m, in := stat.Mean([]float64{3}, .95); m != 3 || !math.IsInf(in.High, 1) {
		t.Errorf("Mean of one = %v, %v", m, in)
	}
}

func TestSUS_RefusesOtherForms(t *testing.T) {
	for name, answers := range map[string][]int{"nine": {1, 2, 3, 4, 5, 1, 2, 3, 4}, "six of five": {6, 1, 1, 1, 1, 1, 1, 1, 1, 1}, "none": nil} {
		if _, ok := stat.SUS(answers); ok {
			t.Errorf("%s: a score was made of it", name)
		}
	}
}

func TestSUSGrade_FollowsSauroAndLewis(t *testing.T) {
	for mean, want := range map[float64]string{100: "A+", 84.1: "A+", 84.04: "A", 80.8: "A", 79: "A-", 77.2: "B+", 75: "B", 73: "B-",
		71.5: "C+", 68: "C", 64.9: "C-", 62: "D", 51.6: "F", 0: "F"} {
		if got := stat.SUSGrade(mean); got != want {
			t.Errorf("SUSGrade(%v) = %s, want %s", mean, got, want)
		}
	}
}

func TestFleissKappa_RefusesUnequalUnits(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("units of 2 and 3 coders were taken")
		}
	}()
	stat.FleissKappa([][]int{{1, 1}, {2, 1}})
}

func TestBootstrap_CoversTheMean(t *testing.T) {
	values := make([]float64, 200)
	for i := range values {
		values[i] = float64(i % 20)
	}
	mean := func(sample []int) float64 {
		var sum float64
		for _, i := range sample {
			sum += values[i]
		}
		return sum / float64(len(sample))
	}
	got := stat.Bootstrap(len(values), 2000, .95, 1, mean)
	// The normal interval of the mean: 9.5 ± 1.96 · 5.766 / √200.
	near(t, "Low", got.Low, 9.5-1.96*5.766/math.Sqrt(200), .1)
	near(t, "High", got.High, 9.5+1.96*5.766/math.Sqrt(200), .1)
	if again := stat.Bootstrap(len(values), 2000, .95, 1, mean); again != got {
		t.Errorf("the same seed gives %v, then %v", got, again)
	}
	if got := stat.Bootstrap(3, 10, .95, 1, func([]int) float64 { return math.NaN() }); !math.IsNaN(got.Low) {
		t.Errorf("of no value = %v", got)
	}
}

func TestFalseDiscovery_MatchesBenjaminiAndHochberg(t *testing.T) {
	// The example of the paper, section 3.2: 15 tests, of which four are told at 5 %.
	p := []float64{.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1}
	got := stat.FalseDiscovery(p, .05)
	want := make([]bool, len(p))
	for i := range 4 {
		want[i] = true
	}
	if !slices.Equal(got, want) {
		t.Errorf("FalseDiscovery() = %v, want the first four", got)
	}
	slices.Reverse(p)
	slices.Reverse(want)
	if got := stat.FalseDiscovery(p, .05); !slices.Equal(got, want) {
		t.Errorf("FalseDiscovery() depends on the order: %v", got)
	}
	if got := stat.FalseDiscovery(nil, .05); len(got) != 0 {
		t.Errorf("of nothing = %v", got)
	}
}
