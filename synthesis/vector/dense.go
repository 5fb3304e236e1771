// Package vector turns texts into numbers: sparse TF-IDF rows and their dense latent semantic coordinates.
//
// Equal inputs and seeds give equal bits on any number of processors: work is split into ranges whose borders do
// not depend on the processors, and sums are added in the order of the rows.
package vector

import (
	"context"
	"math"
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
	_ = EachChunk(context.Background(), m.Rows, normalizeChunk, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			Normalize(m.Row(i))
		}
	})
}

// normalizeChunk is how many rows a goroutine scales at a time, about a millisecond's work.
const normalizeChunk = 4096

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
