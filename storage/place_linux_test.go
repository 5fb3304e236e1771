package storage

import "testing"

func TestMountedAs_FindsTheFileSystemOfAFolder(t *testing.T) {
	table := `22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:45 / /data/mara/Team\040files rw,nosuid - fuse.sshfs mara@host: rw
41 22 0:46 / /mnt/usb rw - fuseblk /dev/sdb1 rw
42 41 0:47 / /mnt/usb rw - fuse.rclone drive: rw
`
	for _, c := range []struct{ dir, want string }{
		{"/data/mara", "ext4"}, {"/data/mara/Team files", "fuse.sshfs"}, {"/data/mara/Team files/study", "fuse.sshfs"}, {"/data/mara/Team filesystem", "ext4"},
		{"/mnt/usb/a", "fuse.rclone"}, {"/", "ext4"},
	} {
		if got := mountedAs(table, c.dir); got != c.want {
			t.Errorf("%s lies on %q, want %q", c.dir, got, c.want)
		}
	}
	if got := mountedAs("nonsense\n - \n", "/home"); got != "" {
		t.Errorf("of a table that cannot be read: %q", got)
	}
}

func TestOverNetwork_OfThisDisk(t *testing.T) {
	if overNetwork(t.TempDir()) {
		t.Skip("the folder for temporary files lies on a share here")
	}
	if overNetwork("/there is no such folder") {
		t.Error("a folder that is not there is on a share")
	}
}
