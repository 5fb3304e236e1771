package vector

import "context"

// wide is a matrix of float64, row after row: what the decomposition computes with.
type wide struct {
	rows, cols int
	data       []float64
}

func newWide(rows, cols int) *wide {
	return &wide{rows: rows, cols: cols, data: make([]float64, rows*cols)}
}

func (w *wide) row(i int) []float64 { return w.data[i*w.cols : (i+1)*w.cols] }

// The tiles of wide matrices: as those of products.go, in float64.
const (
	wideCols   = 8
	gatherCols = 16
)

// timesSmall returns w × x, where x is small.
func (w *wide) timesSmall(ctx context.Context, x *wide) (*wide, error) {
	out := newWide(w.rows, x.cols)
	if x.cols == 0 {
		return out, ctx.Err()
	}
	err := EachChunk(ctx, w.rows, rowChunk, func(lo, hi int) {
		w := strided{w.data[lo*w.cols : hi*w.cols], w.cols, 1}
		multiply(strided{out.data[lo*x.cols : hi*x.cols], x.cols, 1}, hi-lo, x.cols, w, strided{x.data, x.cols, 1}, x.rows)
	})
	return out, err
}

// gram returns wᵀw as a matrix of which only the upper half counts; partial sums of row ranges are added in their order.
func (w *wide) gram(ctx context.Context) (*wide, error) {
	n := w.cols
	parts := make([]*wide, (w.rows+rowChunk-1)/rowChunk)
	err := EachChunk(ctx, w.rows, rowChunk, func(lo, hi int) {
		part, z := newWide(n, n), w.data[lo*n:hi*n]
		for i := 0; i < n; i += tileRows { // columns i to i+tileRows with themselves and all behind
			multiply(strided{part.data[i*n+i:], n, 1}, min(tileRows, n-i), n-i, strided{z[i:], 1, n}, strided{z[i:], n, 1}, hi-lo)
		}
		parts[lo/rowChunk] = part
	})
	if err != nil {
		return nil, err
	}
	sum := newWide(n, n)
	for _, part := range parts {
		for i, v := range part.data {
			sum.data[i] += v
		}
	}
	return sum, nil
}

// strided is a matrix whose value in row i and column j is data[i*row+j*col].
type strided struct {
	data     []float64
	row, col int
}

// multiply writes rows × cols of a × b into dst; a has depth columns, at least one, and b depth rows. The columns of dst and b are
// next to each other. Each sum runs from the first to the last, however it is cut into tiles.
func multiply(dst strided, rows, cols int, a, b strided, depth int) {
	if rows < tileRows || cols < wideCols {
		for i := range rows {
			for j := range cols {
				var sum float64
				for p := range depth {
					sum += float64(a.data[i*a.row+p*a.col] * b.data[p*b.row+j])
				}
				dst.data[i*dst.row+j] = sum
			}
		}
		return
	}
	for i := 0; i < rows; i += tileRows {
		i := min(i, rows-tileRows) // the last tile lies over the one before it
		for j := 0; j < cols; j += wideCols {
			j := min(j, cols-wideCols)
			tileWide(dst.data[i*dst.row+j:], dst.row, a.data[i*a.row:], a.row, a.col, b.data[j:], b.row, depth)
		}
	}
}

// plainTileWide is tileWide in Go.
func plainTileWide(dst []float64, dstStride int, a []float64, aRow, aStep int, b []float64, bStep, depth int) {
	for r := range tileRows {
		var sum [wideCols]float64
		for p := range depth {
			v := a[r*aRow+p*aStep]
			for c, x := range b[p*bStep:][:wideCols] {
				sum[c] += float64(v * x)
			}
		}
		copy(dst[r*dstStride:], sum[:])
	}
}

// plainGather is gather in Go.
func plainGather(dst, x []float64, stride int, idx []int32, val []float64) {
	clear(dst)
	for j, i := range idx {
		v := val[j]
		for c, y := range x[int(i)*stride:][:len(dst)] {
			dst[c] += float64(v * y)
		}
	}
}
