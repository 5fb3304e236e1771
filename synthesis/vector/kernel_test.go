package vector

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Where the wide registers are, plain Go must give their bits; elsewhere it is compared with itself.
func TestKernel_PlainGoGivesTheSameBits(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for _, depth := range []int{1, 2, 3, 50, 101} {
		a, panel := make([]float32, tileRows*depth), make([]float32, depth*tileCols)
		for i := range a {
			a[i] = rng.Float32() - 0.5
		}
		for i := range panel {
			panel[i] = rng.Float32() - 0.5
		}
		got, want := make([]float32, tileRows*20), make([]float32, tileRows*20)
		tile(got, 20, a, depth, panel, depth)
		plainTile(want, 20, a, depth, panel, depth)
		if !slices.Equal(got, want) {
			t.Errorf("tiles of depth %d differ:\n%v\n%v", depth, got, want)
		}
	}
	for _, n := range []int{dotBlock, 2 * dotBlock, 7 * dotBlock} {
		a, b := make([]float32, n), make([]float32, n)
		for i := range a {
			a[i], b[i] = rng.Float32()-0.5, rng.Float32()-0.5
		}
		if got, want := dotBlocks(a, b), plainDotBlocks(a, b); got != want {
			t.Errorf("inner products of %d values differ: %v, %v", n, got, want)
		}
	}
}
