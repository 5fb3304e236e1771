//go:build !linux

package kit

import "time"

var began = time.Now()

// ownTime is the wall clock where there is no clock of a thread.
func ownTime() time.Duration { return time.Since(began) }
