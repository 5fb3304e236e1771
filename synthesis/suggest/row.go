package suggest

import (
	"math"

	"gonum.org/v1/gonum/blas/blas32"

	"throughline/synthesis/vector"
)

// row is a text in a space.
type row struct {
	idx   []int32   // terms, ascending
	val   []float32 // TF-IDF, beside idx
	dense []float32 // latent coordinates, then word vectors; nil in the empty text
}

// known reports whether the text has a word that the space knows.
func (r row) known() bool { return len(r.idx) > 0 || r.dense != nil }

// dot returns the inner product with weights: of the terms, then of the dense coordinates.
func (r row) dot(w []float32) float32 {
	var sum float32
	for j, c := range r.idx {
		sum += r.val[j] * w[c]
	}
	if len(r.dense) > 0 {
		sum += vector.Dot(r.dense, w[len(w)-len(r.dense):])
	}
	return sum
}

// addTo adds step times the row to w.
func (r row) addTo(w []float32, step float32) {
	for j, c := range r.idx {
		w[c] += step * r.val[j]
	}
	if n := len(r.dense); n > 0 {
		blas32.Axpy(step, blas32.Vector{N: n, Inc: 1, Data: r.dense}, blas32.Vector{N: n, Inc: 1, Data: w[len(w)-n:]})
	}
}

// norm returns the squared length.
func (r row) norm() float32 {
	var sum float32
	for _, v := range r.val {
		sum += v * v
	}
	if len(r.dense) > 0 {
		sum += vector.Dot(r.dense, r.dense)
	}
	return sum
}

// inner returns the inner product with another row.
func (r row) inner(o row) float32 {
	var sum float32
	if len(r.dense) > 0 && len(r.dense) == len(o.dense) {
		sum = vector.Dot(r.dense, o.dense)
	}
	for i, j := 0, 0; i < len(r.idx) && j < len(o.idx); {
		switch {
		case r.idx[i] == o.idx[j]:
			sum += r.val[i] * o.val[j]
			i, j = i+1, j+1
		case r.idx[i] < o.idx[j]:
			i++
		default:
			j++
		}
	}
	return sum
}

// cosine returns how alike two rows are, -1 to 1; 0 where one is empty.
func (r row) cosine(o row) float64 {
	if both := float64(r.norm()) * float64(o.norm()); both > 0 {
		return float64(r.inner(o)) / math.Sqrt(both)
	}
	return 0
}
