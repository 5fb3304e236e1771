package stat

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// How a test of independence was made.
const (
	ByChiSquare  = "chi-square"
	ByFisher     = "Fisher's exact test"
	ByHalton     = "Fisher-Freeman-Halton exact test"
	ByMonteCarlo = "Monte Carlo exact test"
)

// Association says whether the rows and columns of a table of counts depend on each other, and where.
type Association struct {
	By        string // how P was found, one of the constants
	P         float64
	Statistic float64 // Pearson's χ², with the correction of Yates for 2 × 2
	Freedom   int
	Expected  [][]float64
	Residuals [][]float64 // adjusted, see ChiSquare
	Marks     [][]int     // 1 where a cell is remarkably full, -1 where empty, see Remarkable
	Least     float64     // smallest expected count in a row and column that are not empty
	V         float64     // Cramér's V (1946), 0 to 1: how strong the dependence is
}

// Limits of the exact tests.
const (
	haltonTables = 50_000 // tables that are looked at one by one; beyond, tables are drawn
	drawnTables  = 10_000 // at most
	drawnEnough  = 200    // tables as unlikely after which P is known well enough
)

// Associate tests whether rows and columns of a table of counts are independent. When a count expected is below 5, where χ² is not to be
// trusted, the test is exact: Fisher's for 2 × 2; for larger tables that of Freeman and Halton (1951), over all tables with the same
// margins, or, where those are too many, over up to 10,000 drawn at random, fewer once 200 as unlikely were seen (Besag and Clifford 1991).
// Equal seeds give equal results. Rows and columns of zeros are left out. It panics when rows differ in length.
func Associate(counts [][]int, seed int64) Association {
	real := make([][]float64, len(counts))
	for i, row := range counts {
		for _, n := range row {
			real[i] = append(real[i], float64(n))
		}
	}
	x := ChiSquare(real)
	a := Association{By: ByChiSquare, P: x.P, Statistic: x.Statistic, Freedom: x.Freedom, Expected: x.Expected, Residuals: x.Residuals, Least: math.Inf(1)}
	if x.Freedom < 1 {
		a.Least = 0
		a.Marks = Remarkable(x.Expected, x.Residuals, 0.05)
		return a
	}
	for _, row := range x.Expected {
		for _, e := range row {
			if e > 0 {
				a.Least = min(a.Least, e)
			}
		}
	}
	full := dense(counts)
	a.V = cramer(full)
	if a.Least < 5 {
		a.P, a.By = exact(full, seed)
	}
	a.Marks = Remarkable(x.Expected, x.Residuals, 0.05)
	return a
}

// dense is a table without its rows and columns of zeros.
func dense(counts [][]int) [][]int {
	var rows [][]int
	for _, row := range counts {
		if slices.ContainsFunc(row, func(n int) bool { return n > 0 }) {
			rows = append(rows, row)
		}
	}
	out := make([][]int, len(rows))
	if len(rows) == 0 {
		return nil
	}
	for j := range rows[0] {
		if slices.ContainsFunc(rows, func(row []int) bool { return row[j] > 0 }) {
			for i := range rows {
				out[i] = append(out[i], rows[i][j])
			}
		}
	}
	return out
}

// cramer is V = √(χ² / (n (k-1))), k the smaller of rows and columns, from χ² without correction.
func cramer(counts [][]int) float64 {
	rows, cols, n := sums(counts)
	var x float64
	for i, row := range counts {
		for j, o := range row {
			e := float64(rows[i]) * float64(cols[j]) / float64(n)
			x += (float64(o) - e) * (float64(o) - e) / e
		}
	}
	return math.Sqrt(x / float64(n*(min(len(rows), len(cols))-1)))
}

func sums(counts [][]int) (rows, cols []int, n int) {
	cols = make([]int, len(counts[0]))
	for _, row := range counts {
		sum := 0
		for j, c := range row {
			sum += c
			cols[j] += c
		}
		rows, n = append(rows, sum), n+sum
	}
	return rows, cols, n
}

// exact returns the P of the exact test that fits the table's size.
func exact(counts [][]int, seed int64) (float64, string) {
	if len(counts) == 2 && len(counts[0]) == 2 {
		return Fisher(counts[0][0], counts[0][1], counts[1][0], counts[1][1]), ByFisher
	}
	if fewTables(counts, haltonTables) {
		if p, ok := Halton(counts, haltonTables); ok {
			return p, ByHalton
		}
	}
	return drawn(counts, drawnTables, seed), ByMonteCarlo
}

// fewTables reports whether there may be at most limit tables with the margins of one: counted for two rows or columns, else not known
// until looked at.
func fewTables(counts [][]int, limit int) bool {
	rows, cols, _ := sums(counts)
	if len(cols) == 2 {
		rows, cols = cols, rows
	}
	if len(rows) != 2 {
		return true
	}
	ways := make([]float64, rows[0]+1) // to fill the first row up to a sum
	ways[0] = 1
	for _, c := range cols {
		for sum := rows[0]; sum >= 0; sum-- {
			for k := 1; k <= min(c, sum); k++ {
				ways[sum] += ways[sum-k]
			}
		}
		if ways[rows[0]] > float64(limit) {
			return false
		}
	}
	return true
}

// Halton returns the P of the exact test of Freeman and Halton (1951) for a table of any size without rows or columns of zeros: the chance, with the margins
// given, of all tables no likelier than this one. It gives up and returns false when more than limit tables would have to be looked at.
func Halton(counts [][]int, limit int) (p float64, ok bool) {
	rows, cols, n := sums(counts)
	if len(rows) > len(cols) { // fewer rows make fewer ways to fill a column
		return Halton(transpose(counts), limit)
	}
	h := halton{cols: cols, limit: limit, logs: logFactorials(n)}
	for _, k := range rows {
		h.margin += h.logs[k]
	}
	for _, k := range cols {
		h.margin += h.logs[k]
	}
	h.margin -= h.logs[n]
	own := h.margin
	for _, row := range counts {
		for _, c := range row {
			own -= h.logs[c]
		}
	}
	h.own = own + 1e-7 // as in R: tables equally likely must not be lost to rounding
	h.column(rows, 0, h.margin)
	return min(1, h.sum), h.limit >= 0
}

// halton goes through the tables with the margins of one.
type halton struct {
	cols   []int
	logs   []float64 // of factorials
	margin float64   // log of Π rows! Π columns! / n!
	own    float64
	sum    float64
	limit  int // tables that may still be looked at
}

// column fills column j from what the rows have left, in all ways.
func (h *halton) column(left []int, j int, log float64) {
	if h.limit < 0 {
		return
	}
	if j == len(h.cols)-1 { // what is left is the last column
		h.limit--
		for _, k := range left {
			log -= h.logs[k]
		}
		if log <= h.own {
			h.sum += math.Exp(log)
		}
		return
	}
	h.row(slices.Clone(left), 0, j, h.cols[j], log)
}

// row fills the cells of column j from row i down, need being what the column still lacks.
func (h *halton) row(left []int, i, j, need int, log float64) {
	if i == len(left)-1 {
		if need <= left[i] {
			left[i] -= need
			h.column(left, j+1, log-h.logs[need])
			left[i] += need
		}
		return
	}
	for k := 0; k <= min(need, left[i]) && h.limit >= 0; k++ {
		left[i] -= k
		h.row(left, i+1, j, need-k, log-h.logs[k])
		left[i] += k
	}
}

func transpose(counts [][]int) [][]int {
	out := make([][]int, len(counts[0]))
	for _, row := range counts {
		for j, c := range row {
			out[j] = append(out[j], c)
		}
	}
	return out
}

func logFactorials(n int) []float64 {
	logs := make([]float64, n+1)
	for i := 2; i <= n; i++ {
		logs[i] = logs[i-1] + math.Log(float64(i))
	}
	return logs
}

// drawn estimates the P of Halton from tables drawn at random with the same margins: row by row, each cell by the hypergeometric
// distribution of what the columns have left (as Patefield 1981, algorithm AS 159).
func drawn(counts [][]int, times int, seed int64) float64 {
	rows, cols, total := sums(counts)
	logs := logFactorials(total)
	var own float64
	for _, row := range counts {
		for _, c := range row {
			own -= logs[c]
		}
	}
	rng := rand.New(rand.NewPCG(uint64(seed), 0xf15))
	as, left := 0, make([]int, len(cols))
	for n := range times {
		if as == drawnEnough {
			return float64(as) / float64(n)
		}
		copy(left, cols)
		var log float64
		rest := total // of all columns
		for _, size := range rows {
			others := rest
			for j, have := range left {
				others -= have
				c := hypergeometric(have, others, size, logs, rng.Float64())
				left[j] -= c
				size -= c
				rest -= c
				log -= logs[c]
			}
		}
		if log <= own+1e-7 {
			as++
		}
	}
	return float64(as+1) / float64(times+1)
}

// hypergeometric returns how many of size things taken from good and bad ones are good, for a uniform u of 0 to 1: by inversion, outward
// from the likeliest number.
func hypergeometric(good, bad, size int, logs []float64, u float64) int {
	low, high := max(0, size-bad), min(size, good)
	if low == high {
		return low
	}
	choose := func(n, k int) float64 { return logs[n] - logs[k] - logs[n-k] }
	mode := max(low, min(high, (size+1)*(good+1)/(good+bad+2)))
	p := math.Exp(choose(good, mode) + choose(bad, size-mode) - choose(good+bad, size))
	up, down := mode, mode
	pUp, pDown := p, p
	for u -= p; u > 0 && (down > low || up < high); {
		if up < high {
			pUp *= float64(good-up) * float64(size-up) / (float64(up+1) * float64(bad-size+up+1))
			up++
			if u -= pUp; u <= 0 {
				return up
			}
		}
		if down > low {
			pDown *= float64(down) * float64(bad-size+down) / (float64(good-down+1) * float64(size-down+1))
			down--
			if u -= pDown; u <= 0 {
				return down
			}
		}
	}
	return mode
}

// Remarkable marks the cells whose adjusted residual is beyond chance when rate of those marked may be so by chance, on average over
// all cells (Benjamini and Hochberg 1995): 1 for more than expected, -1 for less, 0 for the rest. A cell with an expected count below 1 is never
// marked: its residual has no normal distribution to be judged by.
func Remarkable(expected, residuals [][]float64, rate float64) [][]int {
	marks := make([][]int, len(residuals))
	type cell struct{ i, j int }
	var cells []cell
	var chances []float64
	for i, row := range residuals {
		marks[i] = make([]int, len(row))
		for j, z := range row {
			if expected[i][j] >= 1 {
				cells = append(cells, cell{i, j})
				chances = append(chances, 2*distuv.UnitNormal.Survival(math.Abs(z)))
			}
		}
	}
	for k, told := range FalseDiscovery(chances, rate) {
		if told {
			c := cells[k]
			marks[c.i][c.j] = 1
			if residuals[c.i][c.j] < 0 {
				marks[c.i][c.j] = -1
			}
		}
	}
	return marks
}
