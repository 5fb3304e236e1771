package storage

import "syscall"

// mountLocal is the flag of file systems that lie on this computer (MNT_LOCAL).
const mountLocal = 0x1000

// overNetwork reports whether a folder lies on a file system of another computer.
func overNetwork(dir string) bool {
	var fs syscall.Statfs_t
	return syscall.Statfs(dir, &fs) == nil && fs.Flags&mountLocal == 0
}
