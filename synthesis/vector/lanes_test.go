package vector

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestLookup_SumsWhatEachHalfByteOfARowAdds(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	for _, c := range []struct {
		name            string
		blocks, columns int
		full            bool // every entry is the greatest
	}{{"none", 0, 13, false}, {"one byte", 1, 1, false}, {"codes of a place", 8, 13, false}, {"greatest sums", 3, 128, true}, {"many", 100, 5, false}} {
		rows, lanes, look := c.blocks*LaneRows, make([]byte, c.blocks*LaneRows*c.columns), make(Lookup, 2*c.columns)
		for i := range lanes {
			lanes[i] = byte(rng.Uint32())
		}
		for i := range look {
			for v := range look[i] {
				if look[i][v] = uint8(rng.Uint32()); c.full {
					look[i][v] = 255
				}
			}
		}
		got, plain, want := make([]uint16, rows), make([]uint16, rows), make([]uint16, rows)
		for r := range rows {
			for b := range c.columns {
				v := lanes[r/LaneRows*LaneRows*c.columns+b*LaneRows+r%LaneRows]
				want[r] += uint16(look[2*b][v&15]) + uint16(look[2*b+1][v>>4])
			}
		}
		look.Sum(got, lanes)
		plainSumLanes(plain, lanes, look)
		if !slices.Equal(got, want) || !slices.Equal(plain, want) {
			t.Errorf("%s: sums %v, in plain Go %v, want %v", c.name, got, plain, want)
		}
	}
	dst := []uint16{7}
	if (Lookup{}).Sum(dst, nil); dst[0] != 0 {
		t.Errorf("rows without bytes sum to %d", dst[0])
	}
}
