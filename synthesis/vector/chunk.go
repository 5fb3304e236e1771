package vector

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// EachChunk calls fn for the ranges [lo, hi) that cut 0..n into pieces of size, on as many goroutines as there
// are processors, and waits. The ranges depend on n and size alone. Once ctx ends no further range is begun and
// its error is returned.
func EachChunk(ctx context.Context, n, size int, fn func(lo, hi int)) error {
	chunks := (n + size - 1) / size
	workers := min(runtime.GOMAXPROCS(0), chunks)
	if workers <= 1 {
		for lo := 0; lo < n; lo += size {
			if err := ctx.Err(); err != nil {
				return err
			}
			fn(lo, min(lo+size, n))
		}
		return ctx.Err()
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for ctx.Err() == nil {
				lo := (int(next.Add(1)) - 1) * size
				if lo >= n {
					return
				}
				fn(lo, min(lo+size, n))
			}
		})
	}
	wait.Wait()
	return ctx.Err()
}
