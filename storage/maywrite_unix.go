//go:build !windows

package storage

import "syscall"

// mayWrite reports whether this person may write to a path, and the disk it lies on may be written.
func mayWrite(path string) bool {
	const write = 2
	return syscall.Access(path, write) == nil
}
