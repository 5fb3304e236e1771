package vector

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
)

// Sparse is a matrix that stores only what is not zero, row after row.
type Sparse struct {
	Cols int
	Ptr  []int     // row i is Idx[Ptr[i]:Ptr[i+1]]; one entry more than rows
	Idx  []int32   // columns, ascending inside a row
	Val  []float64 // values, beside Idx
}

// Rows returns the number of rows.
func (m *Sparse) Rows() int { return len(m.Ptr) - 1 }

// Row returns the columns and values of row i, which share the matrix's memory.
func (m *Sparse) Row(i int) ([]int32, []float64) {
	lo, hi := m.Ptr[i], m.Ptr[i+1]
	return m.Idx[lo:hi], m.Val[lo:hi]
}

// Column returns the rows that have a value in column c, ascending, and the values: a search in each row, which for one column is much less
// than Transpose.
func (m *Sparse) Column(c int) (rows []int32, values []float64) {
	for i := range m.Rows() {
		idx, val := m.Row(i)
		if j, ok := slices.BinarySearch(idx, int32(c)); ok {
			rows, values = append(rows, int32(i)), append(values, val[j])
		}
	}
	return rows, values
}

// Dot returns the inner product of rows a and b.
func (m *Sparse) Dot(a, b int) float64 {
	ia, va := m.Row(a)
	ib, vb := m.Row(b)
	var sum float64
	for i, j := 0, 0; i < len(ia) && j < len(ib); {
		switch {
		case ia[i] == ib[j]:
			sum += va[i] * vb[j]
			i, j = i+1, j+1
		case ia[i] < ib[j]:
			i++
		default:
			j++
		}
	}
	return sum
}

// Append adds a row; columns ascend.
func (m *Sparse) Append(idx []int32, val []float64) {
	if len(m.Ptr) == 0 {
		m.Ptr = append(m.Ptr, 0)
	}
	m.Idx = append(m.Idx, idx...)
	m.Val = append(m.Val, val...)
	m.Ptr = append(m.Ptr, len(m.Idx))
}

// Transpose returns the matrix with rows and columns exchanged.
func (m *Sparse) Transpose() *Sparse {
	t := &Sparse{Cols: m.Rows(), Ptr: make([]int, m.Cols+1), Idx: make([]int32, len(m.Idx)), Val: make([]float64, len(m.Val))}
	for _, c := range m.Idx {
		t.Ptr[c+1]++
	}
	for c := range m.Cols {
		t.Ptr[c+1] += t.Ptr[c]
	}
	next := append([]int(nil), t.Ptr...)
	for i := range m.Rows() {
		idx, val := m.Row(i)
		for j, c := range idx {
			t.Idx[next[c]], t.Val[next[c]] = int32(i), val[j]
			next[c]++
		}
	}
	return t
}

// Sample returns a copy of n rows drawn by the seed, in their order.
func (m *Sparse) Sample(n int, seed int64) *Sparse {
	rows := rand.New(rand.NewPCG(uint64(seed), 0x5a)).Perm(m.Rows())[:min(n, m.Rows())]
	slices.Sort(rows)
	out := &Sparse{Cols: m.Cols, Ptr: make([]int, 1, len(rows)+1)}
	for _, r := range rows {
		out.Append(m.Row(r))
	}
	return out
}

// rowChunk is how many rows a goroutine takes at a time: large enough to hide its cost, small enough to share.
const rowChunk = 512

// times returns m × x.
func (m *Sparse) times(ctx context.Context, x *wide) (*wide, error) {
	out := newWide(m.Rows(), x.cols)
	err := EachChunk(ctx, out.rows, rowChunk, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			idx, val := m.Row(i)
			gather(out.row(i), x.data, x.cols, idx, val)
		}
	})
	return out, err
}

// normalizeSparse scales values to length 1, of which more is the squared part that lies elsewhere.
func normalizeSparse(val []float64, more float64) {
	sum := more
	for _, v := range val {
		sum += v * v
	}
	if sum == 0 {
		return
	}
	scale := 1 / math.Sqrt(sum)
	for i := range val {
		val[i] *= scale
	}
}
