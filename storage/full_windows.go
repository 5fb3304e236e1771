package storage

import "syscall"

// errDiskFull is what the system says when a disk has no room left: ERROR_DISK_FULL.
const errDiskFull = syscall.Errno(112)
