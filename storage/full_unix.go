//go:build !windows

package storage

import "syscall"

// errDiskFull is what the system says when a disk has no room left.
const errDiskFull = syscall.ENOSPC
