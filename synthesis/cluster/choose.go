package cluster

import (
	"context"
	"math"

	"throughline/synthesis/vector"
)

// ChooseOptions says how Choose works.
type ChooseOptions struct {
	Seed        int64
	Granularity float64 // -1 few broad groups … 1 many narrow ones
}

// Choose proposes how many groups the rows of x ask for.
func Choose(ctx context.Context, x *vector.Dense, opt ChooseOptions) (int, error) {
	k := math.Sqrt(float64(x.Rows)/2) * math.Pow(2, max(-1, min(1, opt.Granularity)))
	return max(1, min(x.Rows, max(2, min(30, int(math.Round(k)))))), ctx.Err()
}
