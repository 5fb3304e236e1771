//go:build !amd64

package vector

// tile writes into dst, whose rows are dstStride apart, tileRows × tileCols products of rows of a with a panel.
func tile(dst []float32, dstStride int, a []float32, aStride int, panel []float32, depth int) {
	plainTile(dst, dstStride, a, aStride, panel, depth)
}

// dotBlocks returns the inner product of a and b, whose length is a multiple of dotBlock and not 0.
func dotBlocks(a, b []float32) float32 { return plainDotBlocks(a, b) }

// tileWide writes into dst, whose rows are dstStride apart, tileRows × wideCols sums of products of a with b. Rows of a are aRow
// apart and their values aStep, rows of b bStep; depth of each are walked, at least one.
func tileWide(dst []float64, dstStride int, a []float64, aRow, aStep int, b []float64, bStep, depth int) {
	plainTileWide(dst, dstStride, a, aRow, aStep, b, bStep, depth)
}

// gather writes into dst the sum of the rows idx of x, which are stride apart, each times its val. dst is as long as a row or shorter.
func gather(dst, x []float64, stride int, idx []int32, val []float64) {
	plainGather(dst, x, stride, idx, val)
}
