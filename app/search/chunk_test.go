package search

import (
	"bytes"
	"testing"

	"throughline/synthesis"
)

// What is kept of a chunk comes back as it was, also when no row of it says anything any more.
func TestChunk_KeepsWhatItTookUp(t *testing.T) {
	code := bytes.Repeat([]byte{0x41}, synthesis.CodeBytes)
	code[synthesis.CodeBytes-1] = 0x80
	for _, tc := range []struct {
		name string
		rows []int // that say something
	}{
		{"nothing", nil},
		{"one row", []int{7}},
		{"the ends", []int{0, chunkRows - 1}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			all := make([]byte, chunkRows*synthesis.CodeBytes)
			for _, r := range tc.rows {
				copy(all[r*synthesis.CodeBytes:], code)
			}
			if got := newChunk(0, all).kept(); !bytes.Equal(got, all) {
				t.Error("the codes came back changed")
			}
		})
	}
	full := bytes.Repeat(code, chunkRows)
	if got := newChunk(0, full).kept(); !bytes.Equal(got, full) {
		t.Error("a full chunk came back changed")
	}
}
