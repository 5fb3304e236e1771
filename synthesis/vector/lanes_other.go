//go:build !amd64

package vector

// sumLanes sums as many blocks as dst has room for; lanes holds them all.
func sumLanes(dst []uint16, lanes []byte, t Lookup) { plainSumLanes(dst, lanes, t) }
