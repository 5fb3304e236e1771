package cli

import (
	"errors"
	"math"
	"runtime/debug"
	"testing"
)

// A goal holds while the work is done, gives way to a lower one, and is gone afterwards, also after an error.
func TestSparing(t *testing.T) {
	failed := errors.New("failed")
	for _, c := range []struct {
		name               string
		before, goal, then int64
		err                error
	}{
		{"no goal before", math.MaxInt64, 240 << 20, 240 << 20, nil},
		{"a higher one", 1 << 30, 240 << 20, 240 << 20, failed},
		{"a lower one", 100 << 20, 240 << 20, 100 << 20, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			defer debug.SetMemoryLimit(debug.SetMemoryLimit(c.before))
			var during int64
			err := sparing(c.goal, func() error {
				during = debug.SetMemoryLimit(-1)
				return c.err
			})
			if after := debug.SetMemoryLimit(-1); during != c.then || after != c.before || err != c.err {
				t.Errorf("%d while it works, %d after it, %v; want %d, %d, %v", during, after, err, c.then, c.before, c.err)
			}
		})
	}
}
