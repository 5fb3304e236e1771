package kit

import (
	"runtime"
	"syscall"
	"time"
	"unsafe"
)

// threadCPU is CLOCK_THREAD_CPUTIME_ID of clock_gettime(2).
const threadCPU = 3

// ownTime is how long this goroutine's thread has worked: unlike the wall clock it does not count what other programs on
// the same processors do meanwhile. The benchmark keeps its thread from then on.
func ownTime() time.Duration {
	runtime.LockOSThread()
	var ts syscall.Timespec
	_, _, _ = syscall.Syscall(syscall.SYS_CLOCK_GETTIME, threadCPU, uintptr(unsafe.Pointer(&ts)), 0) // cannot fail for this clock
	return time.Duration(ts.Nano())
}
