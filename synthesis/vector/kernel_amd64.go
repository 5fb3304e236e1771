package vector

import "golang.org/x/sys/cpu"

// hasAVX is whether the wide registers can be used; without them plain Go gives the same bits.
var hasAVX = cpu.X86.HasAVX

//go:noescape
func tileAVX(dst *float32, dstStride int, a *float32, aStride int, panel *float32, depth int)

//go:noescape
func dotAVX(a, b *float32, n int) float32

// tile writes into dst, whose rows are dstStride apart, tileRows × tileCols products of rows of a with a panel.
func tile(dst []float32, dstStride int, a []float32, aStride int, panel []float32, depth int) {
	if !hasAVX {
		plainTile(dst, dstStride, a, aStride, panel, depth)
		return
	}
	_, _ = dst[(tileRows-1)*dstStride+tileCols-1], a[(tileRows-1)*aStride+depth-1]
	_ = panel[depth*tileCols-1]
	tileAVX(&dst[0], dstStride, &a[0], aStride, &panel[0], depth)
}

// dotBlocks returns the inner product of a and b, whose length is a multiple of dotBlock and not 0.
func dotBlocks(a, b []float32) float32 {
	if !hasAVX {
		return plainDotBlocks(a, b)
	}
	_ = b[len(a)-1]
	return dotAVX(&a[0], &b[0], len(a))
}
