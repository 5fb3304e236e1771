package stat

import "math"

// NMI returns the normalised mutual information of two groupings of the same things, 0 to 1, with the arithmetic
// mean of their entropies below (Strehl and Ghosh 2002; the default of scikit-learn):
//
//	NMI = 2 I(a; b) / (H(a) + H(b))
//
// Two groupings of one group each agree fully: 1. It panics when lengths differ.
func NMI(a, b []int) float64 {
	t := newTable(a, b)
	ha, hb := t.entropy(t.rows), t.entropy(t.cols)
	if ha+hb == 0 {
		return 1
	}
	var shared float64
	for i, row := range t.cells {
		for j, n := range row {
			if n > 0 {
				shared += n / t.n * math.Log(n*t.n/(t.rows[i]*t.cols[j]))
			}
		}
	}
	return max(0, min(1, 2*shared/(ha+hb)))
}

func (t *table) entropy(sums []float64) (h float64) {
	for _, n := range sums {
		if n > 0 {
			h -= n / t.n * math.Log(n/t.n)
		}
	}
	return h
}

// ARI returns the adjusted Rand index of two groupings of the same things: 1 when equal, about 0 by chance, at least -0.5
// (Hubert and Arabie 1985):
//
//	ARI = (Σ C(nij,2) - E) / (½ (Σ C(ai,2) + Σ C(bj,2)) - E),  E = Σ C(ai,2) Σ C(bj,2) / C(n,2)
//
// It panics when lengths differ.
func ARI(a, b []int) float64 {
	t := newTable(a, b)
	var both, rows, cols float64
	for _, row := range t.cells {
		both += pairs(row)
	}
	rows, cols = pairs(t.rows), pairs(t.cols)
	all := pairs([]float64{t.n})
	if all == 0 {
		return 1
	}
	expected := rows * cols / all
	if most := (rows + cols) / 2; most != expected {
		return (both - expected) / (most - expected)
	}
	return 1
}

func pairs(counts []float64) (sum float64) {
	for _, n := range counts {
		sum += n * (n - 1) / 2
	}
	return sum
}

// Accuracy returns the share of things in the right group when each group of b is taken for the group of a that
// makes this share largest (Hungarian method, Kuhn 1955). It panics when lengths differ; of nothing it is 1.
func Accuracy(a, b []int) float64 {
	if len(a) == 0 && len(b) == 0 {
		return 1
	}
	t := newTable(a, b)
	size := max(len(t.rowIDs), len(t.colIDs))
	cost := make([][]float64, size)
	for i := range cost {
		cost[i] = make([]float64, size)
		if i < len(t.cells) {
			for j, n := range t.cells[i] {
				cost[i][j] = -n
			}
		}
	}
	var right float64
	for i, j := range Assign(cost) {
		right -= cost[i][j]
	}
	return right / t.n
}

// Assign returns for each row of a square cost matrix the column it is given so that the sum of costs is least: the
// Hungarian method with potentials (Kuhn 1955; Jonker and Volgenant 1987), in the order of n³ steps.
func Assign(cost [][]float64) []int {
	n := len(cost)
	u, v := make([]float64, n+1), make([]float64, n+1) // potentials of rows and columns
	match := make([]int, n+1)                          // row of each column, 1-based; 0 is free
	for row := 1; row <= n; row++ {
		match[0] = row
		augment(cost, u, v, match)
	}
	out := make([]int, n)
	for col := 1; col <= n; col++ {
		out[match[col]-1] = col - 1
	}
	return out
}

// augment finds the cheapest alternating path from the row at column 0 to a free column and flips it.
func augment(cost [][]float64, u, v []float64, match []int) {
	n := len(cost)
	least, before, done := make([]float64, n+1), make([]int, n+1), make([]bool, n+1)
	for j := range least {
		least[j] = math.Inf(1)
	}
	col := 0
	for match[col] != 0 {
		done[col] = true
		row, next, delta := match[col], 0, math.Inf(1)
		for j := 1; j <= n; j++ {
			if done[j] {
				continue
			}
			if c := cost[row-1][j-1] - u[row] - v[j]; c < least[j] {
				least[j], before[j] = c, col
			}
			if least[j] < delta {
				delta, next = least[j], j
			}
		}
		for j := range n + 1 {
			if done[j] {
				u[match[j]] += delta
				v[j] -= delta
			} else {
				least[j] -= delta
			}
		}
		col = next
	}
	for col != 0 {
		match[col] = match[before[col]]
		col = before[col]
	}
}
