// Package vector turns texts into numbers: sparse TF-IDF rows and their dense latent semantic coordinates.
//
// Equal inputs and seeds give equal bits on any number of processors: work is split into ranges whose borders do
// not depend on the processors, and sums are added in the order of the rows.
package vector

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// Dense is a matrix of rows × cols, row after row.
type Dense struct {
	Rows, Cols int
	Data       []float32 // Rows*Cols values
}

// NewDense returns a matrix of zeros.
func NewDense(rows, cols int) *Dense {
	return &Dense{Rows: rows, Cols: cols, Data: make([]float32, rows*cols)}
}

// Row returns row i, which shares the matrix's memory.
func (m *Dense) Row(i int) []float32 { return m.Data[i*m.Cols : (i+1)*m.Cols : (i+1)*m.Cols] }

// Slice returns rows lo to hi, half-open, which share the matrix's memory.
func (m *Dense) Slice(lo, hi int) *Dense {
	return &Dense{Rows: hi - lo, Cols: m.Cols, Data: m.Data[lo*m.Cols : hi*m.Cols]}
}

// Pick returns a copy of the rows named, in the order given.
func (m *Dense) Pick(rows []int) *Dense {
	out := NewDense(len(rows), m.Cols)
	for i, r := range rows {
		copy(out.Row(i), m.Row(r))
	}
	return out
}

// Normalize scales each row to length 1; a row of zeros stays.
func (m *Dense) Normalize() {
	for i := range m.Rows {
		Normalize(m.Row(i))
	}
}

// Normalize scales x to length 1; zeros stay.
func Normalize(x []float32) {
	var sum float64
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	if sum == 0 {
		return
	}
	scale := float32(1 / math.Sqrt(sum))
	for i := range x {
		x[i] *= scale
	}
}

// Dot returns the inner product of a and b, which have one length.
func Dot(a, b []float32) float32 {
	return blas32.Dot(blas32.Vector{N: len(a), Inc: 1, Data: a}, blas32.Vector{N: len(b), Inc: 1, Data: b})
}

// Products writes into dst (a.Rows × b.Rows) the inner product of every row of a with every row of b.
func Products(dst, a, b *Dense) {
	if dst.Rows != a.Rows || dst.Cols != b.Rows || a.Cols != b.Cols {
		panic("vector: shapes of Products differ")
	}
	if a.Rows == 0 || b.Rows == 0 || a.Cols == 0 {
		clear(dst.Data)
		return
	}
	blas32.Gemm(blas.NoTrans, blas.Trans, 1, a.general(), b.general(), 0, dst.general())
}

func (m *Dense) general() blas32.General {
	return blas32.General{Rows: m.Rows, Cols: m.Cols, Stride: m.Cols, Data: m.Data}
}
