package stat_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"throughline/synthesis/stat"
)

// rows reads what another program made of the same numbers. Each file names the program, its version and the call.
func rows[T any](t *testing.T, name string) []T {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		By, Command string
		Rows        []T
	}
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if len(file.Rows) < 5 || file.By == "" || file.Command == "" {
		t.Fatalf("%s has %d rows by %q with %q", name, len(file.Rows), file.By, file.Command)
	}
	return file.Rows
}

// same holds to 1e-9 where both programs compute one formula, of the value's own size when it is large.
func same(t *testing.T, name string, got, want float64) {
	t.Helper()
	near(t, name, got, want, 1e-9*max(1, math.Abs(want)))
}

func floats(counts [][]int) [][]float64 {
	var out [][]float64
	for _, row := range counts {
		var r []float64
		for _, n := range row {
			r = append(r, float64(n))
		}
		out = append(out, r)
	}
	return out
}

func TestOracle_ChiSquareAsScipy(t *testing.T) {
	for _, r := range rows[struct {
		Name         string
		Counts       [][]int
		Statistic, P float64
		Freedom      int
		Expected     [][]float64
		V            float64
	}](t, "chisquare.json") {
		got := stat.ChiSquare(floats(r.Counts))
		same(t, r.Name+": statistic", got.Statistic, r.Statistic)
		same(t, r.Name+": P", got.P, r.P)
		if got.Freedom != r.Freedom {
			t.Errorf("%s: freedom %d, want %d", r.Name, got.Freedom, r.Freedom)
		}
		least := math.Inf(1)
		for i, row := range r.Expected {
			for j, e := range row {
				same(t, r.Name+": expected", got.Expected[i][j], e)
				least = min(least, e)
			}
		}
		a := stat.Associate(r.Counts, 1)
		same(t, r.Name+": V", a.V, r.V)
		if (a.By == stat.ByChiSquare) != (least >= 5) {
			t.Errorf("%s: tested by %s where the least expected is %v", r.Name, a.By, least)
		}
	}
}

func TestOracle_ResidualsAsR(t *testing.T) {
	for _, r := range rows[struct {
		Name      string
		Counts    [][]int
		Residuals [][]float64
	}](t, "residuals.json") {
		got := stat.ChiSquare(floats(r.Counts)).Residuals
		for i, row := range r.Residuals {
			for j, z := range row {
				same(t, r.Name+": residual", got[i][j], z)
			}
		}
	}
}

func TestOracle_FisherAsScipy(t *testing.T) {
	for _, r := range rows[struct {
		Name   string
		Counts [2][2]int
		P      float64
	}](t, "fisher.json") {
		same(t, r.Name, stat.Fisher(r.Counts[0][0], r.Counts[0][1], r.Counts[1][0], r.Counts[1][1]), r.P)
	}
}

func TestOracle_ExactTestsOfLargerTablesAsR(t *testing.T) {
	looked, drew := 0, 0
	for _, r := range rows[struct {
		Name   string
		Counts [][]int
		P      float64
	}](t, "halton.json") {
		if got, ok := stat.Halton(r.Counts, 300_000); ok {
			same(t, r.Name, got, r.P)
			looked++
		}
		a := stat.Associate(r.Counts, 7)
		switch a.By {
		case stat.ByHalton:
			same(t, r.Name, a.P, r.P)
		case stat.ByMonteCarlo: // four standard errors of 10,000 tables drawn, or of those after which 200 as unlikely were seen
			near(t, r.Name+", drawn", a.P, r.P, 4*math.Sqrt(r.P*(1-r.P)/min(10_000, 200/r.P))+2e-4)
			drew++
		}
		if again := stat.Associate(r.Counts, 7); again.P != a.P {
			t.Errorf("%s: the same seed gives %v, then %v", r.Name, a.P, again.P)
		}
	}
	if looked < 3 || drew < 1 {
		t.Errorf("%d tables were looked at in full and %d drawn", looked, drew)
	}
}

func TestOracle_UpperTailAsScipy(t *testing.T) {
	for _, r := range rows[struct {
		Name            string
		Both, N1, N2, N int
		P               float64
	}](t, "atleast.json") {
		same(t, r.Name, stat.AtLeast(r.Both, r.N1, r.N2, r.N), r.P)
	}
}

func TestOracle_TwoCodersAsScikitLearn(t *testing.T) {
	for _, r := range rows[struct {
		Name            string
		A, B            []int
		Kappa, NMI, ARI float64
		F1, Jaccard     *float64
	}](t, "twocoders.json") {
		same(t, r.Name+": kappa", stat.Kappa(r.A, r.B), r.Kappa)
		same(t, r.Name+": NMI", stat.NMI(r.A, r.B), r.NMI)
		same(t, r.Name+": ARI", stat.ARI(r.A, r.B), r.ARI)
		if r.F1 == nil {
			continue
		}
		var c stat.Tally
		for i := range r.A {
			c.Add(stat.Tally{Both: r.A[i] * r.B[i], OnlyA: r.A[i] * (1 - r.B[i]), OnlyB: (1 - r.A[i]) * r.B[i], Neither: (1 - r.A[i]) * (1 - r.B[i])})
		}
		same(t, r.Name+": kappa of the tally", c.Kappa(), r.Kappa)
		same(t, r.Name+": F1", c.F1(), *r.F1)
		same(t, r.Name+": Jaccard", c.Jaccard(), *r.Jaccard)
		values := [][]float64{nil, nil}
		for i := range r.A {
			values[0], values[1] = append(values[0], float64(r.A[i])), append(values[1], float64(r.B[i]))
		}
		same(t, r.Name+": alpha of the tally", c.Alpha(), stat.Alpha(values, nil, stat.Nominal))
	}
}

func TestOracle_AlphaAsNLTK(t *testing.T) {
	for _, r := range rows[struct {
		Name              string
		Values            [][]*float64
		Nominal, Interval float64
	}](t, "alpha.json") {
		values := make([][]float64, len(r.Values))
		for i, row := range r.Values {
			for _, v := range row {
				if v == nil {
					values[i] = append(values[i], none)
					continue
				}
				values[i] = append(values[i], *v)
			}
		}
		same(t, r.Name+": nominal", stat.Alpha(values, nil, stat.Nominal), r.Nominal)
		same(t, r.Name+": interval", stat.Alpha(values, nil, stat.IntervalScale), r.Interval)
	}
}

func TestOracle_IntervalsOfSharesAsStatsmodels(t *testing.T) {
	for _, r := range rows[struct {
		Name             string
		X, N             int
		Level            float64
		Wilson, Adjusted [2]float64
	}](t, "proportion.json") {
		w := stat.Wilson(r.X, r.N, r.Level)
		same(t, r.Name+": Wilson, low", w.Low, r.Wilson[0])
		same(t, r.Name+": Wilson, high", w.High, r.Wilson[1])
		_, a := stat.AdjustedWald(r.X, r.N, r.Level)
		same(t, r.Name+": adjusted Wald, low", a.Low, r.Adjusted[0])
		same(t, r.Name+": adjusted Wald, high", a.High, r.Adjusted[1])
	}
}

func TestOracle_DunningAsScipy(t *testing.T) {
	for _, r := range rows[struct {
		Name       string
		A, N, B, M int
		Dunning    float64
	}](t, "dunning.json") {
		same(t, r.Name, stat.Keyness(r.A, r.N, r.B, r.M).Dunning, r.Dunning)
	}
}

func TestOracle_FalseDiscoveryAsStatsmodels(t *testing.T) {
	for _, r := range rows[struct {
		Name string
		P    []float64
		Told []bool
	}](t, "discovery.json") {
		if got := stat.FalseDiscovery(r.P, .05); !slices.Equal(got, r.Told) {
			t.Errorf("%s: %v, want %v", r.Name, got, r.Told)
		}
	}
}

func TestOracle_CodesToComeAsVegan(t *testing.T) {
	for _, r := range rows[struct {
		Name       string
		Interviews [][]int
		Codes      int
		Chao       float64
		Mean       []float64
	}](t, "codes.json") {
		in := stat.NewIncidence(r.Interviews)
		if len(in.Counts) != r.Codes {
			t.Errorf("%s: %d codes, want %d", r.Name, len(in.Counts), r.Codes)
		}
		same(t, r.Name+": Chao2", float64(r.Codes)+in.Unseen(), r.Chao)
		for i, want := range r.Mean {
			same(t, r.Name+": mean", in.Rarefy(i+1), want)
		}
	}
}
