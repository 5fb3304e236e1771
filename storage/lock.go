package storage

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"throughline/app"
)

// lock makes this program the one writer of the workspace at path. The lock is held on a side file, "<path>.lock", which
// names the owner from its second byte on: Windows locks the first, and readers must get past it. Returns ELocked with
// the owner if somebody else holds it.
func lock(path string, now time.Time) (*flock.Flock, error) {
	side := path + ".lock"
	for range 10 {
		l := flock.New(side, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o644))
		got, err := l.TryLock()
		if err != nil {
			_ = l.Close() // nothing is held
			return nil, err
		}
		if !got {
			return nil, &app.Error{Code: app.ELocked, Message: "The workspace " + filepath.Base(path) + " is open elsewhere" + owner(side) + ".",
				Hint: "Close it there, or open it read-only here.", Path: path}
		}
		if !current(l, side) { // the last owner removed the file between our opening and locking it
			_ = l.Close()
			continue
		}
		return l, sign(side, now)
	}
	return nil, &app.Error{Code: app.ELocked, Message: "The workspace " + filepath.Base(path) + " is being opened elsewhere.",
		Hint: "Try again in a moment.", Path: path}
}

// unlock removes the side file and gives the lock back. Where an open file cannot be removed, it stays; that is harmless.
func unlock(l *flock.Flock) error {
	_ = os.Remove(l.Path())
	return l.Close()
}

func current(l *flock.Flock, side string) bool {
	held, err := l.Stat()
	if err != nil {
		return false
	}
	named, err := os.Stat(side)
	return err == nil && os.SameFile(held, named)
}

func sign(side string, now time.Time) error {
	f, err := os.OpenFile(side, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	name := os.Getenv("USER")
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	host, err := os.Hostname()
	if err != nil {
		host = "this computer"
	}
	text := fmt.Sprintf(" by %s on %s since %s (process %d)\n", name, host, now.Format("2006-01-02 15:04"), os.Getpid())
	_, err = f.WriteAt([]byte(text), 1)
	if err == nil {
		err = f.Truncate(int64(len(text)) + 1)
	}
	return errors.Join(err, f.Close())
}

// owner returns what the owner wrote, with a space before it, or "" when it cannot be read.
func owner(side string) string {
	f, err := os.Open(side)
	if err != nil {
		return ""
	}
	defer func() { _ = f.Close() }() // only read
	b, err := io.ReadAll(io.NewSectionReader(f, 1, 512))
	if err != nil {
		return ""
	}
	if s := strings.TrimSpace(strings.ToValidUTF8(string(b), "")); s != "" {
		return " " + s
	}
	return ""
}
