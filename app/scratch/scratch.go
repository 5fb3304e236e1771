// Package scratch keeps what is on its way: folders that nobody else may read, and files beside the ones whose place they take. They are gone
// when the work is done; when the program that made one was killed, a folder is gone at the next start, a file when the next is made beside it.
package scratch

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

// Names of our folders begin and their locks end so.
const (
	prefix  = "throughline-"
	lockEnd = ".lock"
)

// Folder is one folder of temporary files. Whoever made it removes it.
type Folder struct {
	Path string // mode 0700, with a name that nobody can know before

	lock *flock.Flock // held as long as the folder is in use; nil where the system has no locks
}

// New makes a folder in parent; "" is the system's folder of temporary files. Returns what the system says when it cannot be made.
func New(parent string) (*Folder, error) {
	if parent == "" {
		parent = os.TempDir()
	}
	for range 10 {
		file, err := os.CreateTemp(parent, prefix+"*"+lockEnd)
		if err != nil {
			return nil, err
		}
		_ = file.Close() // nothing is in it
		lock, taken := hold(file.Name())
		if !taken {
			continue // another program that starts now took it for a leftover
		}
		f := &Folder{Path: strings.TrimSuffix(file.Name(), lockEnd), lock: lock}
		err = os.Mkdir(f.Path, 0o700)
		if err == nil {
			return f, nil
		}
		f.unlock(file.Name())
		if !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
	}
	return nil, &fs.PathError{Op: "make", Path: filepath.Join(parent, prefix+"*"), Err: fs.ErrExist}
}

// hold locks the file of that name. taken says that it is ours: locked, or not lockable by anybody here.
func hold(name string) (lock *flock.Flock, taken bool) {
	lock = flock.New(name, flock.SetFlag(os.O_RDWR))
	got, err := lock.TryLock()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, false
	case err != nil:
		return nil, true
	case !got || !current(lock, name):
		_ = lock.Close() // another's
		return nil, false
	}
	return lock, true
}

// current reports whether the file that is locked is still the one of that name.
func current(lock *flock.Flock, name string) bool {
	held, err := lock.Stat()
	if err != nil {
		return false
	}
	named, err := os.Stat(name)
	return err == nil && os.SameFile(held, named)
}

// File makes a file in the folder, for reading and writing, with mode 0600. Returns what the system says.
func (f *Folder) File(name string) (*os.File, error) {
	return os.OpenFile(filepath.Join(f.Path, name), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
}

// Remove removes the folder with all that is in it. What cannot be removed is left to the next start.
func (f *Folder) Remove() error {
	if err := os.RemoveAll(f.Path); err != nil {
		if f.lock != nil {
			_ = f.lock.Close() // for Sweep
		}
		return err
	}
	f.unlock(f.Path + lockEnd)
	return nil
}

// unlock removes the lock, before others can take it where an open file can be removed.
func (f *Folder) unlock(name string) {
	removed := os.Remove(name) == nil
	if f.lock != nil {
		_ = f.lock.Close() // nothing depends on it any more
	}
	if !removed {
		_ = os.Remove(name) // one that stays is an empty file
	}
}

// Sweep removes the folders in parent that programs left which were killed; "" is the system's folder of temporary files. Folders in use
// and those of other people stay. It returns how many it removed.
func Sweep(parent string) (removed int) {
	if parent == "" {
		parent = os.TempDir()
	}
	entries, err := os.ReadDir(parent)
	if err != nil {
		return 0
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || !strings.HasPrefix(e.Name(), prefix) || !strings.HasSuffix(e.Name(), lockEnd) {
			continue
		}
		name := filepath.Join(parent, e.Name())
		lock, taken := hold(name)
		if !taken || lock == nil {
			continue
		}
		if (&Folder{Path: strings.TrimSuffix(name, lockEnd), lock: lock}).Remove() == nil {
			removed++
		}
	}
	return removed
}
