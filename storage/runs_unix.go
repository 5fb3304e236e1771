//go:build !windows

package storage

import "syscall"

// runs reports whether a process of this computer is there.
func runs(process int) bool { return syscall.Kill(process, 0) != syscall.ESRCH }
