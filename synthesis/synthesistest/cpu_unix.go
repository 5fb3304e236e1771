//go:build unix

package synthesistest

import (
	"syscall"
	"time"
)

// CPU is how long the processors worked for this process so far: unlike the wall clock it does not count what other programs do
// meanwhile.
func CPU() time.Duration {
	var use syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &use) // cannot fail for oneself
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}
