//go:build !amd64

package vector

// tile writes into dst, whose rows are dstStride apart, tileRows × tileCols products of rows of a with a panel.
func tile(dst []float32, dstStride int, a []float32, aStride int, panel []float32, depth int) {
	plainTile(dst, dstStride, a, aStride, panel, depth)
}

// dotBlocks returns the inner product of a and b, whose length is a multiple of dotBlock and not 0.
func dotBlocks(a, b []float32) float32 { return plainDotBlocks(a, b) }
