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
	for _, c := range []struct{ cols, terms int }{{1, 3}, {15, 2}, {16, 1}, {17, 5}, {110, 7}, {20, 0}} {
		x, val, idx := reals(rng, 10*c.cols), reals(rng, c.terms), make([]int32, c.terms)
		for i := range idx {
			idx[i] = int32(rng.IntN(10))
		}
		got, want := reals(rng, c.cols), make([]float64, c.cols)
		gather(got, x, c.cols, idx, val)
		plainGather(want, x, c.cols, idx, val)
		if !slices.Equal(got, want) {
			t.Errorf("sums of %d rows of %d columns differ:\n%v\n%v", c.terms, c.cols, got, want)
		}
	}
}

func reals(rng *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = rng.Float64() - 0.5
	}
	return x
}

func wideOf(rng *rand.Rand, rows, cols int) *wide {
	return &wide{rows: rows, cols: cols, data: reals(rng, rows*cols)}
}

func TestWide_ProductsAreTheSumsOneByOneToTheLastBit(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	for _, c := range []struct{ rows, depth, cols int }{{1, 1, 1}, {6, 3, 8}, {7, 110, 9}, {1200, 20, 110}, {5, 4, 100}, {700, 9, 3}} {
		w, x := wideOf(rng, c.rows, c.depth), wideOf(rng, c.depth, c.cols)
		got, err := w.timesSmall(t.Context(), x)
		if err != nil {
			t.Fatal(err)
		}
		for i := range c.rows {
			for j := range c.cols {
				var want float64
				for p := range c.depth {
					want += float64(w.row(i)[p] * x.row(p)[j])
				}
				if got.row(i)[j] != want {
					t.Fatalf("%+v: product %d, %d = %v, want %v", c, i, j, got.row(i)[j], want)
				}
			}
		}
		g, err := w.gram(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for i := range c.depth {
			for j := i; j < c.depth; j++ {
				var want float64
				for lo := 0; lo < c.rows; lo += rowChunk {
					var part float64
					for r := lo; r < min(lo+rowChunk, c.rows); r++ {
						part += float64(w.row(r)[i] * w.row(r)[j])
					}
					want += part
				}
				if g.row(i)[j] != want {
					t.Fatalf("%+v: gram %d, %d = %v, want %v", c, i, j, g.row(i)[j], want)
				}
			}
		}
	}
}
