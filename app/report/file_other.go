//go:build !windows

package report

// inUse is never true where a file that is open can be replaced.
func inUse(error) bool { return false }

// diskFull is told by syscall.ENOSPC here.
func diskFull(error) bool { return false }
