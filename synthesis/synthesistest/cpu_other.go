//go:build !unix

package synthesistest

import "time"

var began = time.Now()

// CPU is the wall clock where the processors' time is not known.
func CPU() time.Duration { return time.Since(began) }
