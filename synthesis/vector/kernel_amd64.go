package vector

import "golang.org/x/sys/cpu"

// hasAVX is whether the wide registers can be used; without them plain Go gives the same bits.
var hasAVX = cpu.X86.HasAVX

//go:noescape
func tileAVX(dst *float32, dstStride int, a *float32, aStride int, panel *float32, depth int)

//go:noescape
func dotAVX(a, b *float32, n int) float32

//go:noescape
func tileWideAVX(dst *float64, dstStride int, a *float64, aRow, aStep int, b *float64, bStep, depth int)

//go:noescape
func gatherAVX(dst, x *float64, stride int, idx *int32, val *float64, n int)

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

// tileWide writes into dst, whose rows are dstStride apart, tileRows × wideCols sums of products of a with b. Rows of a are aRow
// apart and their values aStep, rows of b bStep; depth of each are walked, at least one.
func tileWide(dst []float64, dstStride int, a []float64, aRow, aStep int, b []float64, bStep, depth int) {
	if !hasAVX {
		plainTileWide(dst, dstStride, a, aRow, aStep, b, bStep, depth)
		return
	}
	_, _ = dst[(tileRows-1)*dstStride+wideCols-1], a[(tileRows-1)*aRow+(depth-1)*aStep]
	_ = b[(depth-1)*bStep+wideCols-1]
	tileWideAVX(&dst[0], dstStride, &a[0], aRow, aStep, &b[0], bStep, depth)
}

// gather writes into dst the sum of the rows idx of x, which are stride apart, each times its val. dst is as long as a row or shorter.
func gather(dst, x []float64, stride int, idx []int32, val []float64) {
	if !hasAVX || len(dst) < gatherCols || len(idx) == 0 {
		plainGather(dst, x, stride, idx, val)
		return
	}
	_ = val[len(idx)-1]
	for _, i := range idx {
		_ = x[int(i)*stride+len(dst)-1]
	}
	for c := 0; c < len(dst); c += gatherCols {
		c := min(c, len(dst)-gatherCols) // the last lie over those before
		gatherAVX(&dst[c], &x[c], stride, &idx[0], &val[0], len(idx))
	}
}
