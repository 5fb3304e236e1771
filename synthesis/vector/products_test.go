package vector_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"throughline/synthesis/vector"
)

// noise returns a matrix of random numbers.
func noise(rows, cols int, seed uint64) *vector.Dense {
	rng := rand.New(rand.NewPCG(seed, 1))
	m := vector.NewDense(rows, cols)
	for i := range m.Data {
		m.Data[i] = rng.Float32()*2 - 1
	}
	return m
}

// oneByOne is the oracle of Products: each sum from the first column to the last, each product rounded first.
func oneByOne(a, b *vector.Dense) *vector.Dense {
	out := vector.NewDense(a.Rows, b.Rows)
	for i := range a.Rows {
		for j := range b.Rows {
			var sum float32
			for d, v := range a.Row(i) {
				sum += float32(v * b.Row(j)[d])
			}
			out.Row(i)[j] = sum
		}
	}
	return out
}

func TestProducts_AreTheSumsOneByOneToTheLastBit(t *testing.T) {
	for _, shape := range []struct{ n, k, d int }{
		{1, 1, 1}, {1, 1, 2}, {2, 3, 4}, {5, 16, 7}, {6, 16, 100}, {7, 17, 33}, {11, 15, 1}, {12, 32, 200}, {13, 1, 9}, {97, 2, 110},
		{500, 33, 64}, {1000, 100, 50}, {96 * 3, 64, 301},
	} {
		a, b := noise(shape.n, shape.d, 1), noise(shape.k, shape.d, 2)
		want := oneByOne(a, b)
		for _, procs := range []int{1, 2, 8} {
			before := runtime.GOMAXPROCS(procs)
			got := noise(shape.n, shape.k, 3) // what stood there before must not count
			vector.Products(got, a, b)
			runtime.GOMAXPROCS(before)
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%+v on %d processors: the products differ from the sums", shape, procs)
			}
		}
	}
}

func TestDot_IsTheSumOfProducts(t *testing.T) {
	for _, n := range []int{0, 1, 7, 31, 32, 33, 64, 100, 200, 211} {
		a, b := noise(1, n, 1), noise(1, n, 2)
		var want float64
		for i, v := range a.Data {
			want += float64(v) * float64(b.Data[i])
		}
		if got := float64(vector.Dot(a.Data, b.Data)); got < want-1e-5 || got > want+1e-5 {
			t.Errorf("Dot() of %d values = %v, want %v", n, got, want)
		}
	}
}

// sorted returns the places of the each greatest of sims but self, the first of equals: the oracle of Nearest.
func sorted(sims []float32, each, self int) []int32 {
	var places []int32
	for j := range sims {
		if j != self {
			places = append(places, int32(j))
		}
	}
	slices.SortStableFunc(places, func(x, y int32) int {
		switch {
		case sims[x] > sims[y]:
			return -1
		case sims[x] < sims[y]:
			return 1
		}
		return 0
	})
	return places[:min(each, len(places))]
}

func TestNearest_FindsTheGreatestProducts(t *testing.T) {
	rows := noise(700, 20, 1)
	copy(rows.Row(650), rows.Row(3)) // equals: the first counts first
	for _, c := range []struct {
		name string
		a, b *vector.Dense
		each int
	}{
		{"among themselves", rows, rows, 10},
		{"among others", noise(100, 20, 2), rows, 7},
		{"more than there are", rows.Slice(0, 5), rows.Slice(0, 4), 9},
		{"few among themselves", rows.Slice(0, 3), nil, 9},
		{"alone", rows.Slice(0, 1), nil, 9},
	} {
		if c.b == nil {
			c.b = c.a
		}
		sims := oneByOne(c.a, c.b)
		for _, procs := range []int{1, 2, 8} {
			before := runtime.GOMAXPROCS(procs)
			near, err := vector.Nearest(ctx, c.a, c.b, c.each)
			runtime.GOMAXPROCS(before)
			if err != nil {
				t.Fatal(err)
			}
			for i := range c.a.Rows {
				self := -1
				if c.a == c.b {
					self = i
				}
				of, sim := near.Row(i)
				if want := sorted(sims.Row(i), c.each, self); !slices.Equal(of, want) {
					t.Fatalf("%s: neighbours of row %d = %v, want %v", c.name, i, of, want)
				}
				for j, o := range of {
					if sim[j] != sims.Row(i)[o] {
						t.Fatalf("%s: product of rows %d and %d = %v, want %v", c.name, i, o, sim[j], sims.Row(i)[o])
					}
				}
			}
		}
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := vector.Nearest(ended, rows, rows, 3); !errors.Is(err, context.Canceled) {
		t.Errorf("Nearest() after the end = %v", err)
	}
}

// BenchmarkProducts counts the multiplications and additions of 1,024 rows with 2 to 1,000 others.
func BenchmarkProducts(b *testing.B) {
	for _, cols := range []int{100, 200} {
		for _, k := range []int{2, 8, 30, 100, 1000} {
			x, y, out := noise(1024, cols, 1), noise(k, cols, 2), vector.NewDense(1024, k)
			b.Run(fmt.Sprintf("%d columns, %d others", cols, k), func(b *testing.B) {
				for b.Loop() {
					vector.Products(out, x, y)
				}
				b.ReportMetric(2*float64(x.Rows*cols*k)*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GFLOP/s")
			})
		}
	}
}

func BenchmarkDot(b *testing.B) {
	x := noise(1000, 200, 1)
	var sum float32
	for b.Loop() {
		for i := range x.Rows {
			sum += vector.Dot(x.Row(0), x.Row(i))
		}
	}
	b.ReportMetric(2*float64(x.Rows*x.Cols)*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GFLOP/s")
}

// BenchmarkNearest10k is the neighbour graph of 10,000 rows of 200 columns.
func BenchmarkNearest10k(b *testing.B) {
	x := noise(10_000, 200, 1)
	x.Normalize()
	for b.Loop() {
		if _, err := vector.Nearest(ctx, x, x, 10); err != nil {
			b.Fatal(err)
		}
	}
}
