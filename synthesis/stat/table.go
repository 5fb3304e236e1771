package stat

import "slices"

// table counts how often labels of two groupings meet.
type table struct {
	rowIDs, colIDs []int // labels, ascending
	cells          [][]float64
	rows, cols     []float64 // sums
	n              float64
}

func newTable(a, b []int) *table {
	if len(a) != len(b) {
		panic("stat: groupings of different length")
	}
	t := &table{rowIDs: distinct(a), colIDs: distinct(b), n: float64(len(a))}
	t.rows, t.cols = make([]float64, len(t.rowIDs)), make([]float64, len(t.colIDs))
	t.cells = make([][]float64, len(t.rowIDs))
	for i := range t.cells {
		t.cells[i] = make([]float64, len(t.colIDs))
	}
	for k := range a {
		i, _ := slices.BinarySearch(t.rowIDs, a[k])
		j, _ := slices.BinarySearch(t.colIDs, b[k])
		t.cells[i][j]++
		t.rows[i]++
		t.cols[j]++
	}
	return t
}

func distinct(labels []int) []int {
	out := slices.Clone(labels)
	slices.Sort(out)
	return slices.Compact(out)
}
