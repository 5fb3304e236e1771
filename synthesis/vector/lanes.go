package vector

// LaneRows is how many rows of bytes stand side by side in lanes: byte 0 of all of them, then byte 1 of all, and so on.
const LaneRows = 32

// Lookup holds what each half of each byte of a row adds to the row's sum: first the low half of byte 0, then its high half, then those of byte 1.
type Lookup [][16]uint8

// Sum writes the sums of whole blocks of lanes into dst, one number a row, at most 255 for each half byte. lanes holds len(dst)/LaneRows
// blocks of rows of len(t)/2 bytes, at most 128. The sums are the same on every computer (the lookup of many codes at once is that of André, Kermarrec and
// Le Scouarnec 2015, "Cache locality is not enough").
func (t Lookup) Sum(dst []uint16, lanes []byte) {
	size := len(t) / 2 * LaneRows
	if size == 0 {
		clear(dst)
		return
	}
	sumLanes(dst[:len(lanes)/size*LaneRows], lanes, t)
}

// plainSumLanes is sumLanes without wide registers.
func plainSumLanes(dst []uint16, lanes []byte, t Lookup) {
	for ; len(dst) >= LaneRows; dst = dst[LaneRows:] {
		sums := (*[LaneRows]uint16)(dst)
		clear(sums[:])
		for c := 0; c < len(t); c += 2 {
			low, high := &t[c], &t[c+1]
			for r, b := range (*[LaneRows]byte)(lanes) {
				sums[r] += uint16(low[b&15]) + uint16(high[b>>4])
			}
			lanes = lanes[LaneRows:]
		}
	}
}
