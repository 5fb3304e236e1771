package vector

import "golang.org/x/sys/cpu"

// hasAVX2 is whether wide registers can look numbers up; without them plain Go gives the same sums.
var hasAVX2 = cpu.X86.HasAVX2

//go:noescape
func sumLanesAVX2(dst *uint16, lanes *byte, tables *[16]uint8, blocks, columns int)

// sumLanes sums as many blocks as dst has room for; lanes holds them all.
func sumLanes(dst []uint16, lanes []byte, t Lookup) {
	blocks := len(dst) / LaneRows
	if !hasAVX2 || blocks == 0 {
		plainSumLanes(dst, lanes, t)
		return
	}
	_ = lanes[blocks*LaneRows*(len(t)/2)-1]
	sumLanesAVX2(&dst[0], &lanes[0], &t[0], blocks, len(t)/2)
}
