package report

import (
	"errors"
	"syscall"
)

// Numbers of errors of Windows that the standard library has no name for.
const (
	sharingViolation syscall.Errno = 32  // another program has the file open
	lockViolation    syscall.Errno = 33  // another program has locked a part of it
	handleDiskFull   syscall.Errno = 39  // of a share
	noSpace          syscall.Errno = 112 // of a disk
)

// inUse reports whether a file could not be replaced because another program has it open.
func inUse(err error) bool { return errors.Is(err, sharingViolation) || errors.Is(err, lockViolation) }

func diskFull(err error) bool { return errors.Is(err, noSpace) || errors.Is(err, handleDiskFull) }
