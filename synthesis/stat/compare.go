package stat

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// ChiSquareTest is the outcome of ChiSquare.
type ChiSquareTest struct {
	Statistic float64
	Freedom   int         // degrees of freedom
	P         float64     // chance of so large a statistic when rows and columns are independent
	Expected  [][]float64 // counts expected then; where some are below 5 prefer Fisher, or say so
	Residuals [][]float64 // adjusted residuals: beyond ±2 a cell is remarkable
}

// ChiSquare tests whether the rows and columns of a table of counts are independent (Pearson 1900):
//
//	χ² = Σ (O - E)² / E,  E = row × column / N
//
// A table of 2 × 2, rows and columns of zeros not counted, gets the correction of Yates (1934). Residuals are z = (O - E) / √(E (1 - row/N)(1 - column/N))
// (Haberman 1973); of many cells some are remarkable by chance, see Remarkable. Rows and columns that are all zero are left out of the
// degrees of freedom. Without freedom P is 1.
// It panics when rows differ in length.
func ChiSquare(counts [][]float64) ChiSquareTest {
	rows, cols, n := margins(counts)
	t := ChiSquareTest{Freedom: max(0, filled(rows)-1) * max(0, filled(cols)-1), P: 1}
	yates := t.Freedom == 1
	for i, row := range counts {
		expected, residuals := make([]float64, len(cols)), make([]float64, len(cols))
		for j, o := range row {
			if rows[i] == 0 || cols[j] == 0 {
				continue
			}
			e := rows[i] * cols[j] / n
			gap := math.Abs(o - e)
			if yates {
				gap = max(0, gap-0.5)
			}
			t.Statistic += gap * gap / e
			expected[j] = e
			if spread := e * (1 - rows[i]/n) * (1 - cols[j]/n); spread > 0 {
				residuals[j] = (o - e) / math.Sqrt(spread)
			}
		}
		t.Expected, t.Residuals = append(t.Expected, expected), append(t.Residuals, residuals)
	}
	if t.Freedom < 1 {
		t.Statistic = 0
		return t
	}
	t.P = distuv.ChiSquared{K: float64(t.Freedom)}.Survival(t.Statistic)
	return t
}

func margins(counts [][]float64) (rows, cols []float64, n float64) {
	for _, row := range counts {
		if cols == nil {
			cols = make([]float64, len(row))
		}
		if len(row) != len(cols) {
			panic("stat: rows of a table differ in length")
		}
		var sum float64
		for j, c := range row {
			sum += c
			cols[j] += c
		}
		rows = append(rows, sum)
		n += sum
	}
	return rows, cols, n
}

func filled(sums []float64) (n int) {
	for _, s := range sums {
		if s > 0 {
			n++
		}
	}
	return n
}

// Fisher returns the two-sided P of Fisher's exact test (1922) for a table of 2 × 2: the chance, with the margins
// given, of all tables no likelier than this one. Counts are at least 0; of an empty table it is 1.
func Fisher(a, b, c, d int) float64 {
	row, col, n := a+b, a+c, a+b+c+d
	likelihood := func(x int) float64 {
		return math.Exp(logChoose(row, x) + logChoose(n-row, col-x) - logChoose(n, col))
	}
	own := likelihood(a)
	var sum float64
	for x := max(0, col-(n-row)); x <= min(row, col); x++ {
		// 1e-7 as in R and scipy: tables equally likely must not be lost to rounding.
		if p := likelihood(x); p <= own*(1+1e-7) {
			sum += p
		}
	}
	return min(1, sum)
}

func logChoose(n, k int) float64 {
	a, _ := math.Lgamma(float64(n + 1))
	b, _ := math.Lgamma(float64(k + 1))
	c, _ := math.Lgamma(float64(n - k + 1))
	return a - b - c
}
