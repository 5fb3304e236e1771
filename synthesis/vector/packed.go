package vector

import "context"

// Packed is a matrix at rest, in half the memory: each number is kept to a 32,767th of the largest of its row, so that the inner product of rows of
// length 1 is off by some millionths. It does not change.
type Packed struct {
	Rows, Cols int
	units      []float32 // of each row
	data       []int16
	whole      *Dense // a matrix too large to be packed; nil for others
}

// packedUpTo is how many rows are packed: while that is done they are held both ways, and a million rows fill the memory of most computers once.
const packedUpTo = 200_000

// packedSteps is how many steps there are from zero to the largest number of a row.
const packedSteps = 1<<15 - 1

// Pack returns the matrix packed, which one of more than 200,000 rows is not: it is held as it is. Equal matrices give equal ones.
func Pack(x *Dense) *Packed {
	if x.Rows > packedUpTo {
		return &Packed{Rows: x.Rows, Cols: x.Cols, whole: x}
	}
	p := &Packed{Rows: x.Rows, Cols: x.Cols, units: make([]float32, x.Rows), data: make([]int16, len(x.Data))}
	_ = EachChunk(context.Background(), x.Rows, normalizeChunk, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			p.units[i] = packRow(p.data[i*x.Cols:(i+1)*x.Cols], x.Row(i))
		}
	})
	return p
}

// packRow writes the numbers of a row into dst and returns what one step of them is.
func packRow(dst []int16, row []float32) float32 {
	var most float32
	for _, v := range row {
		most = max(most, v, -v)
	}
	if most == 0 {
		return 0
	}
	steps := packedSteps / most
	for j, v := range row {
		if v *= steps; v < 0 {
			dst[j] = int16(v - 0.5)
		} else {
			dst[j] = int16(v + 0.5)
		}
	}
	return most / packedSteps
}

// Row writes row i into dst, which has Cols values, and returns it.
func (p *Packed) Row(dst []float32, i int) []float32 {
	if p.whole != nil {
		copy(dst, p.whole.Row(i))
		return dst
	}
	unit := p.units[i]
	for j, v := range p.data[i*p.Cols : (i+1)*p.Cols] {
		dst[j] = unit * float32(v)
	}
	return dst
}

// Unpack returns the matrix as it was, nearly. The caller does not change it.
func (p *Packed) Unpack() *Dense {
	if p.whole != nil {
		return p.whole
	}
	x := NewDense(p.Rows, p.Cols)
	_ = EachChunk(context.Background(), p.Rows, normalizeChunk, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			p.Row(x.Row(i), i)
		}
	})
	return x
}
