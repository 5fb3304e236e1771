package scratch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// partEnd is how the name of a file ends that is being written.
const partEnd = ".part"

// settled is how long after its last byte a part may still be about to get its name, where no lock says so. It gets it at once.
const settled = time.Minute

// Part is a file that is being written, beside the one whose place it takes when it is whole. Whoever made it renames or removes it, and then
// calls Done.
type Part struct {
	*os.File

	lock *flock.Flock // held until Done; nil where the system has no locks, or keeps open files by itself
}

// Beside makes a file with this mode in folder, and removes the parts that programs left in it which were killed. Parts that are being written
// stay. Returns what the system says when none can be made.
func Beside(folder string, mode fs.FileMode) (*Part, error) {
	sweepParts(folder, time.Now())
	for i := 0; ; i++ {
		name := filepath.Join(folder, fmt.Sprintf(".%s%d-%d%s", prefix, os.Getpid(), i, partEnd))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		switch {
		case errors.Is(err, fs.ErrExist) && i < 1000:
			continue
		case err != nil:
			return nil, err
		case runtime.GOOS == "windows":
			return &Part{File: f}, nil // a file that is open cannot be removed there, and one that is locked not be written
		}
		lock, taken := hold(name)
		if taken {
			return &Part{File: f, lock: lock}, nil
		}
		_ = f.Close() // another program takes it for left and removes it
	}
}

// Done lets go of a part that has its name, or is removed.
func (p *Part) Done() {
	if p.lock != nil {
		_ = p.lock.Close() // nothing depends on it any more
	}
}

// sweepParts removes from folder what Beside made and nobody writes any more.
func sweepParts(folder string, now time.Time) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return // making a part will say what is wrong
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || !strings.HasPrefix(e.Name(), "."+prefix) || !strings.HasSuffix(e.Name(), partEnd) {
			continue
		}
		name := filepath.Join(folder, e.Name())
		if runtime.GOOS == "windows" {
			if info, err := e.Info(); err == nil && now.Sub(info.ModTime()) > settled {
				_ = os.Remove(name) // refused while somebody writes it
			}
			continue
		}
		if lock, taken := hold(name); taken && lock != nil {
			_ = os.Remove(name) // one that stays does no harm
			_ = lock.Close()
		}
	}
}
