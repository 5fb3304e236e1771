package storage

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// begin makes an empty file for a database, unless there is one. It is for its owner alone: it will hold what people said. In a folder that a group may write to, such
// as a team's on a share, the group may use it too. SQLite gives the log and the index beside it the same permissions. made says whether there was none.
func begin(path string) (made bool, err error) {
	mode := fs.FileMode(0o600)
	if dir, err := os.Stat(filepath.Dir(path)); err == nil && dir.Mode().Perm()&0o020 != 0 && dir.Mode()&fs.ModeSticky == 0 {
		mode = 0o660
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, mode)
	switch {
	case errors.Is(err, fs.ErrExist):
		return false, nil
	case err != nil:
		return false, err
	}
	_ = f.Chmod(mode) // a share may have rules of its own
	return true, f.Close()
}
