package vector

import (
	"context"
	"sync"
)

// The inner products are the floor everything stands on: they are computed in tiles of 6 rows by 16 columns that stay in
// registers while the columns of a and b are walked (Goto and van de Geijn 2008). Every product is rounded before it is added and
// every sum runs in one order, so that the bits depend neither on the tiling, nor on the processors, nor on the machine: plain Go gives
// those of the wide registers.
const (
	tileRows = 6
	tileCols = 16
	dotBlock = 32
)

// Dot returns the inner product of a and b, which have one length.
func Dot(a, b []float32) float32 {
	b = b[:len(a)]
	whole := len(a) &^ (dotBlock - 1)
	var sum float32
	if whole > 0 {
		sum = dotBlocks(a[:whole], b[:whole])
	}
	for i := whole; i < len(a); i++ {
		sum += float32(a[i] * b[i])
	}
	return sum
}

// Products writes into dst (a.Rows × b.Rows) the inner product of every row of a with every row of b. Large products are shared
// among the processors; the bits do not depend on how many there are.
func Products(dst, a, b *Dense) {
	if dst.Rows != a.Rows || dst.Cols != b.Rows || a.Cols != b.Cols {
		panic("vector: shapes of Products differ")
	}
	if a.Rows == 0 || b.Rows == 0 || a.Cols == 0 {
		clear(dst.Data)
		return
	}
	p := pack(b)
	if a.Rows*b.Rows < sharedFrom/a.Cols {
		p.products(dst, a, 0)
	} else {
		_ = EachChunk(context.Background(), a.Rows, productChunk, func(lo, hi int) { p.products(dst.Slice(lo, hi), a.Slice(lo, hi), 0) })
	}
	p.free()
}

const (
	sharedFrom   = 4 << 20 // multiplications from which a second goroutine pays: about 0.1 ms
	productChunk = 96      // rows that stay in the near cache while all panels pass: a multiple of tileRows
)

// panels are the rows of a matrix laid out for tile: tileCols rows at a time, column after column, zeros after the last row.
type panels struct {
	rows, cols int
	data       *[]float32
}

// panelPool keeps the memory of panels from one call to the next.
var panelPool = sync.Pool{New: func() any { return new([]float32) }}

func (p *panels) free() { panelPool.Put(p.data) }

func pack(b *Dense) panels {
	p := panels{rows: b.Rows, cols: b.Cols, data: panelPool.Get().(*[]float32)}
	n := (b.Rows + tileCols - 1) / tileCols * tileCols * b.Cols
	if cap(*p.data) < n {
		*p.data = make([]float32, n)
	}
	*p.data = (*p.data)[:n]
	for lo := 0; lo < b.Rows; lo += tileCols {
		panel := (*p.data)[lo*b.Cols : (lo+tileCols)*b.Cols]
		if b.Rows-lo < tileCols {
			clear(panel)
		}
		for r := lo; r < min(lo+tileCols, b.Rows); r++ {
			to := panel[r-lo:]
			for j, v := range b.Row(r) {
				to[j*tileCols] = v
			}
		}
	}
	return p
}

// products writes into dst the products of the rows of a with as many rows of the panels as dst has columns, from the row first on, a
// multiple of tileCols.
func (p *panels) products(dst, a *Dense, first int) {
	if a.Rows < tileRows {
		six := Dense{Rows: tileRows, Cols: a.Cols, Data: make([]float32, tileRows*a.Cols)}
		copy(six.Data, a.Data)
		out := NewDense(tileRows, dst.Cols)
		p.products(out, &six, first)
		copy(dst.Data, out.Data)
		return
	}
	var edge [tileRows * tileCols]float32
	for lo := 0; lo < dst.Cols; lo += tileCols {
		panel := (*p.data)[(first+lo)*p.cols : (first+lo+tileCols)*p.cols]
		wide := min(tileCols, dst.Cols-lo)
		for i := 0; i < a.Rows; i += tileRows {
			i := min(i, a.Rows-tileRows) // the last tile lies over the one before it
			if wide == tileCols {
				tile(dst.Data[i*dst.Cols+lo:], dst.Cols, a.Data[i*a.Cols:], a.Cols, panel, a.Cols)
				continue
			}
			tile(edge[:], tileCols, a.Data[i*a.Cols:], a.Cols, panel, a.Cols)
			for r := range tileRows {
				copy(dst.Data[(i+r)*dst.Cols+lo:][:wide], edge[r*tileCols:])
			}
		}
	}
}

// plainTile is tile in Go.
func plainTile(dst []float32, dstStride int, a []float32, aStride int, panel []float32, depth int) {
	for r := range tileRows {
		row := a[r*aStride:][:depth]
		for c := 0; c < tileCols; c += 4 {
			var s0, s1, s2, s3 float32
			at := panel[c:]
			for j, v := range row {
				q := at[j*tileCols:][:4]
				s0 += float32(v * q[0])
				s1 += float32(v * q[1])
				s2 += float32(v * q[2])
				s3 += float32(v * q[3])
			}
			out := dst[r*dstStride+c:][:4]
			out[0], out[1], out[2], out[3] = s0, s1, s2, s3
		}
	}
}

// plainDotBlocks is dotBlocks in Go: 32 sums side by side, then halves added to halves.
func plainDotBlocks(a, b []float32) float32 {
	var sums [dotBlock]float32
	for ; len(a) >= dotBlock; a, b = a[dotBlock:], b[dotBlock:] {
		for i, v := range a[:dotBlock] {
			sums[i] += float32(v * b[i])
		}
	}
	for half := dotBlock / 2; half > 0; half /= 2 {
		for i := range half {
			sums[i] += sums[i+half]
		}
	}
	return sums[0]
}
