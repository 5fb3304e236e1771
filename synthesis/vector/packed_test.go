package vector

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestPacked_IsTheMatrixToAMillionth(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	x := NewDense(300, 200)
	for i := range x.Data {
		x.Data[i] = float32(rng.NormFloat64())
	}
	clear(x.Row(7))
	x.Normalize()
	p := Pack(x)
	y := p.Unpack()
	if y.Rows != 300 || y.Cols != 200 {
		t.Fatalf("%d × %d", y.Rows, y.Cols)
	}
	row := make([]float32, 200)
	for i := range x.Rows {
		for j, v := range p.Row(row, i) {
			if v != y.Row(i)[j] || math.Abs(float64(v-x.Row(i)[j])) > 1e-5 {
				t.Fatalf("at %d, %d: %v and %v for %v", i, j, v, y.Row(i)[j], x.Row(i)[j])
			}
		}
		for _, o := range []int{0, 7, 150} {
			if was, is := Dot(x.Row(i), x.Row(o)), Dot(y.Row(i), y.Row(o)); math.Abs(float64(was-is)) > 2e-5 {
				t.Fatalf("%d by %d: %v for %v", i, o, is, was)
			}
		}
	}
	if z := Pack(&Dense{}).Unpack(); z.Rows != 0 || len(z.Data) != 0 {
		t.Errorf("an empty matrix is %+v", z)
	}
}
