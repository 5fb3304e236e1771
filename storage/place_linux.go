package storage

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// networkKinds are the file systems of Linux that reach other computers, or the system around a virtual one, by their magic numbers.
var networkKinds = map[uint32]string{
	0x6969: "nfs", 0x517b: "smb", 0xff534d42: "cifs", 0xfe534d42: "smb2", 0x01021997: "9p", 0x6a656a63: "virtiofs", 0x5346414f: "afs", 0x6b414653: "kafs",
	0x73757245: "coda", 0x00c36400: "ceph", 0x0bd00bd0: "lustre", 0x01161970: "gfs2", 0x7461636f: "ocfs2", 0x786f4256: "vboxsf", 0xbacbacbc: "vmhgfs",
	0x19830326: "fhgfs", 0x47504653: "gpfs", 0xaad7aaea: "panfs",
}

// fuseKind is the magic number of everything that a program serves as a file system. Of those only the ones in localFuse are known to stay on
// this computer; any other may be a share.
const fuseKind = 0x65735546

var localFuse = []string{"fuseblk", "fuse.ntfs", "fuse.ntfs-3g", "fuse.exfat", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs", "fuse.mergerfs", "fuse.fuse-overlayfs",
	"fuse.veracrypt", "fuse.portal"}

// overNetwork reports whether a folder lies on a file system of another computer.
func overNetwork(dir string) bool {
	var fs syscall.Statfs_t
	if syscall.Statfs(dir, &fs) != nil {
		return false
	}
	kind := uint32(fs.Type)
	if kind != fuseKind {
		return networkKinds[kind] != ""
	}
	table, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return true
	}
	if abs, err := filepath.Abs(resolve(dir)); err == nil {
		dir = abs
	}
	served := mountedAs(string(table), dir)
	for _, local := range localFuse {
		if served == local {
			return false
		}
	}
	return true
}

// mountedAs finds the type of file system that a folder lies on in a table of mounts, see proc_pid_mountinfo(5); "" where none fits.
func mountedAs(table, dir string) (kind string) {
	longest := -1
	for line := range strings.Lines(table) {
		before, after, ok := strings.Cut(line, " - ")
		fields, rest := strings.Fields(before), strings.Fields(after)
		if !ok || len(fields) < 5 || len(rest) == 0 {
			continue
		}
		point := unescape.Replace(fields[4])
		if (dir == point || point == "/" || strings.HasPrefix(dir, point+"/")) && len(point) >= longest { // the last mount on a point counts
			longest, kind = len(point), rest[0]
		}
	}
	return kind
}

// unescape reads names in the table of mounts.
var unescape = strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`)
