package stat_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"throughline/synthesis/stat"
)

func near(t *testing.T, name string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %v, want %v", name, got, want)
	}
}

// Values of Tullis' page on task success and of the project's collection of methods.
func TestAdjustedWald_MatchesPublishedIntervals(t *testing.T) {
	for _, tc := range []struct {
		x, n      int
		low, high float64
	}{{4, 5, .3596, .9796}, {9, 10, .574, 1}, {5, 5, .511, 1}, {0, 0, 0, 1}, {0, -3, 0, 1}, {7, 5, .511, 1}} {
		p, got := stat.AdjustedWald(tc.x, tc.n, 0.95)
		near(t, "Low", got.Low, tc.low, 5e-4)
		near(t, "High", got.High, tc.high, 5e-4)
		if p < got.Low || p > got.High {
			t.Errorf("AdjustedWald(%d, %d): %v lies outside %v", tc.x, tc.n, p, got)
		}
	}
	_, narrow := stat.AdjustedWald(4, 10, 0.8)
	_, usual := stat.AdjustedWald(4, 10, math.NaN())
	if narrow.High-narrow.Low >= usual.High-usual.Low {
		t.Errorf("80 %% interval %v is not narrower than %v", narrow, usual)
	}
}

func TestNetPromoter_MatchesPublishedInterval(t *testing.T) {
	score, got := stat.NetPromoter(8, 2, 15, 0.95)
	near(t, "score", score, 40, 1e-9)
	near(t, "Low", got.Low, -0.2, 0.05)
	near(t, "High", got.High, 66.9, 0.05)
	if score, got := stat.NetPromoter(0, 0, 0, 0.95); score != 0 || got.Low != -100 || got.High != 100 {
		t.Errorf("of no answers: %v %v", score, got)
	}
}

func TestKappa_MatchesPublishedValues(t *testing.T) {
	// N 10,000, both coders 1,000, both together 800: Po .96, Pe .82.
	near(t, "KappaOf", stat.KappaOf(800, 200, 200, 8800), .7778, 5e-5)
	near(t, "KappaOf nothing", stat.KappaOf(0, 0, 0, 0), 1, 0)
	near(t, "KappaOf all", stat.KappaOf(5, 0, 0, 0), 1, 0)
	near(t, "KappaOf opposite", stat.KappaOf(0, 5, 5, 0), -1, 1e-12)
	// sklearn.metrics.cohen_kappa_score([2,0,2,2,0,1], [0,0,2,2,0,2]) = 0.4285714
	near(t, "Kappa", stat.Kappa([]int{2, 0, 2, 2, 0, 1}, []int{0, 0, 2, 2, 0, 2}), 3.0/7, 1e-12)
	near(t, "Kappa of nothing", stat.Kappa(nil, nil), 1, 0)
	f1, jaccard := stat.Overlap(1000, 1000, 800)
	near(t, "F1", f1, .8, 1e-12)
	near(t, "Jaccard", jaccard, 2.0/3, 1e-12)
	if f1, jaccard := stat.Overlap(0, 0, 0); f1 != 1 || jaccard != 1 {
		t.Errorf("Overlap of nothing = %v, %v", f1, jaccard)
	}
}

func TestChiSquare_MatchesScipy(t *testing.T) {
	// scipy.stats.chi2_contingency([[10,10,20],[20,20,20]])
	got := stat.ChiSquare([][]float64{{10, 10, 20}, {20, 20, 20}})
	near(t, "Statistic", got.Statistic, 2.7777777777777777, 1e-12)
	near(t, "P", got.P, 0.24935220877729622, 1e-9)
	near(t, "Expected", got.Expected[1][2], 24, 1e-12)
	if got.Freedom != 2 {
		t.Errorf("Freedom = %d, want 2", got.Freedom)
	}
	// By hand: |12-8|-½ and so on over E 8, 12, 12, 18: 12.25 (1/8 + 1/12 + 1/12 + 1/18).
	yates := stat.ChiSquare([][]float64{{12, 8}, {8, 22}})
	near(t, "Yates", yates.Statistic, 12.25*(1.0/8+1.0/12+1.0/12+1.0/18), 1e-9)
	near(t, "residual", yates.Residuals[0][0], 4/math.Sqrt(8*.6*.6), 1e-9)
	for _, counts := range [][][]float64{nil, {{}}, {{1, 2, 3}}, {{0, 0}, {0, 0}}, {{3, 0}, {4, 0}}} {
		if got := stat.ChiSquare(counts); got.P != 1 || got.Freedom != 0 {
			t.Errorf("ChiSquare(%v) = %+v, want P 1 without freedom", counts, got)
		}
	}
}

func TestFisher_MatchesScipy(t *testing.T) {
	for _, tc := range []struct {
		a, b, c, d int
		want       float64
	}{{8, 2, 1, 5, 0.03496503496503495}, {6, 2, 1, 4, 0.10256410256410256}, {3, 1, 1, 3, 34.0 / 70}, {0, 0, 0, 0, 1}, {0, 5, 0, 7, 1}} {
		near(t, "Fisher", stat.Fisher(tc.a, tc.b, tc.c, tc.d), tc.want, 1e-9)
	}
}

func TestSaturate_FollowsGuestNameyAndChen(t *testing.T) {
	newCodes := []int{10, 6, 4, 3, 2, 1, 1, 0, 0, 1, 0, 0}
	got := stat.Saturate(newCodes, 4, 2, 0.05)
	if got.BaseCodes != 23 || got.At != 6 || len(got.Ratios) != 7 {
		t.Fatalf("Saturate() = %+v, want 23 codes in the base, 7 runs, saturated at 6", got)
	}
	for i, want := range []float64{3.0 / 23, 2.0 / 23, 1.0 / 23, 0} {
		near(t, "ratio", got.Ratios[i], want, 1e-12)
	}
	if at := stat.Saturate(newCodes, 4, 2, 0).At; at != 7 {
		t.Errorf("without any news saturated at %d, want 7", at)
	}
	for _, tc := range []struct {
		codes     []int
		base, run int
	}{{nil, 4, 2}, {[]int{1}, 4, 2}, {[]int{0, 0, 1, 1}, 2, 1}, {newCodes, 0, 2}, {newCodes, 4, 0}} {
		if got := stat.Saturate(tc.codes, tc.base, tc.run, 0.05); got.At != -1 || got.Ratios != nil {
			t.Errorf("Saturate(%v, %d, %d) = %+v, want none", tc.codes, tc.base, tc.run, got)
		}
	}
}

func TestMatch_AgreesWithScikitLearn(t *testing.T) {
	a, b := []int{0, 0, 1, 1}, []int{0, 0, 1, 2}
	near(t, "NMI", stat.NMI(a, b), 0.8, 1e-12)
	near(t, "ARI", stat.ARI(a, b), 0.5714285714285714, 1e-12)
	near(t, "Accuracy", stat.Accuracy(a, b), 0.75, 1e-12)
	renamed := []int{7, 7, -1, -1}
	for name, got := range map[string]float64{"NMI": stat.NMI(a, renamed), "ARI": stat.ARI(a, renamed), "Accuracy": stat.Accuracy(a, renamed)} {
		near(t, name+" of a renamed grouping", got, 1, 1e-12)
	}
	for name, got := range map[string]float64{"NMI": stat.NMI(nil, nil), "ARI": stat.ARI(nil, nil), "Accuracy": stat.Accuracy(nil, nil)} {
		near(t, name+" of nothing", got, 1, 0)
	}
	near(t, "NMI with one group", stat.NMI([]int{1, 1, 1}, []int{1, 2, 3}), 0, 0)
	near(t, "ARI with opposite groups", stat.ARI([]int{0, 0, 1, 1}, []int{0, 1, 0, 1}), -0.5, 1e-12)
}

func TestAssign_FindsTheCheapestOfAllOrders(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	for n := range 7 {
		cost := make([][]float64, n)
		for i := range cost {
			for range n {
				cost[i] = append(cost[i], float64(rng.IntN(20)-10))
			}
		}
		got := stat.Assign(cost)
		seen := slices.Clone(got)
		slices.Sort(seen)
		if len(slices.Compact(seen)) != n {
			t.Fatalf("Assign() = %v gives a column twice", got)
		}
		near(t, "cost", total(cost, got), cheapest(cost, nil), 1e-9)
	}
}

func total(cost [][]float64, cols []int) (sum float64) {
	for i, j := range cols {
		sum += cost[i][j]
	}
	return sum
}

// cheapest tries all orders.
func cheapest(cost [][]float64, taken []int) float64 {
	if len(taken) == len(cost) {
		return total(cost, taken)
	}
	best := math.Inf(1)
	for j := range cost {
		if !slices.Contains(taken, j) {
			best = min(best, cheapest(cost, append(slices.Clone(taken), j)))
		}
	}
	return best
}
