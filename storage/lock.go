package storage

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/gofrs/flock"

	"throughline/app"
)

// The one writer of a workspace is known by two things. A lock of the system on a side file, "<path>.lock", keeps other programs of the same
// computer out, and on many shares those of others too. Where it does not reach, the note in that file does: it names the owner, who renews it
// every beatEvery, so that another computer sees whether they still work. See note.go.
const (
	beatEvery = 20 * time.Second // how often the owner gives a sign of life
	quietFrom = 90 * time.Second // after how long without one the owner counts as silent
	watchFor  = 45 * time.Second // how long a silent owner is watched before the file is taken over
	settleFor = time.Second      // how long two who begin at once on a share need to see each other's notes
)

// held is the right to write one workspace.
type held struct {
	side  string
	token string       // of this opening, in the note
	note  note         // as written
	lock  *flock.Flock // nil where the file system knows no locks
}

// locker takes the right to write. Its fields are what tests set.
type locker struct {
	here    machine
	by      string // the person, for the note
	now     func() time.Time
	shared  bool                                                            // the file lies on a network share
	take    bool                                                            // take over from an owner who is silent
	pause   func(ctx context.Context, d time.Duration) error                // waits
	tryLock func(side string, perm fs.FileMode) (*flock.Flock, bool, error) // the lock of the system
}

// lock makes this program the one writer of the workspace at path. Returns ELocked with an app.Held that names the owner if somebody else has it, or
// seems to; with take an owner who gives no sign of life while they are watched is no obstacle.
func (k locker) lock(ctx context.Context, path string) (*held, error) {
	side, perm := path+".lock", permOf(path)
	var away error
	for range 10 {
		if away != nil {
			if err := k.pause(ctx, settleFor/4); err != nil {
				return nil, err
			}
		}
		l, got, err := k.tryLock(side, perm)
		if away = gone(err); away != nil {
			continue
		}
		if err != nil {
			return nil, err
		}
		if !got {
			return nil, k.refuse(path, side)
		}
		if l != nil && !current(l, side) { // the last owner removed the file between our opening and locking it
			_ = l.Close()
			continue
		}
		h := &held{side: side, lock: l}
		err = k.claim(ctx, h, path)
		if err == nil {
			return h, nil
		}
		_ = h.letGo()
		if away = gone(err); away == nil {
			return nil, err
		}
	}
	if away != nil {
		return nil, away
	}
	return nil, &app.Error{Code: app.ELocked, Message: "The workspace " + filepath.Base(path) + " is being opened elsewhere.",
		Hint: "Try again in a moment.", Path: path}
}

// gone returns err where it says that a file was removed under us: the last owner on another computer did, whose doing a share shows a moment later.
func gone(err error) error {
	if isMissing(err) || errors.Is(err, syscall.ESTALE) {
		return err
	}
	return nil
}

// permOf gives the side file the permissions of the workspace, so that a colleague who may write the one may write the other.
func permOf(path string) fs.FileMode {
	if info, err := os.Stat(path); err == nil {
		return info.Mode().Perm() | 0o600
	}
	return 0o644
}

// systemLock tries the lock of the system. A file system that knows no locks gives none and says so by a nil Flock: the note has to do.
func systemLock(side string, perm fs.FileMode) (*flock.Flock, bool, error) {
	l := flock.New(side, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(perm))
	got, err := l.TryLock()
	switch {
	case err == nil && got:
		return l, true, nil
	case err == nil:
		_ = l.Close() // nothing is held
		return nil, false, nil
	case noLocks(err):
		_ = l.Close() // as above
		return nil, true, nil
	}
	_ = l.Close() // as above
	return nil, false, err
}

// claim signs the note, unless somebody on another computer is at work.
func (k locker) claim(ctx context.Context, h *held, path string) error {
	old, err := readNote(h.side)
	if err != nil {
		return err
	}
	if !old.empty() && !k.over(h, old) {
		if !k.quiet(old) || !k.take {
			return k.heldBy(path, old)
		}
		if err := k.watch(ctx, path, h.side, old); err != nil {
			return err
		}
	}
	h.note = newNote(k.here, k.by, k.now())
	h.token = h.note.Token
	if err := writeNote(h.side, h.note); err != nil {
		return err
	}
	if !k.shared && old.empty() {
		return nil
	}
	if k.shared || !k.over(h, old) { // somebody may have begun at the same moment
		if err := k.pause(ctx, settleFor); err != nil {
			return err
		}
	}
	if now, err := readNote(h.side); err != nil {
		return err
	} else if now.Token != h.token {
		h.token = "" // the note is theirs
		return k.heldBy(path, now)
	}
	return nil
}

// over reports whether the owner who left a note is known to have ended: their lock would have stood in the way of ours.
func (k locker) over(h *held, old note) bool {
	if h.lock == nil {
		return false
	}
	if old.Boot != "" && old.Boot == k.here.boot || old.unread() && !k.shared {
		return true // one kernel keeps the locks of both
	}
	return old.Host == k.here.host && (k.here.boot == "" || !k.shared) // this computer, started anew
}

func (k locker) quiet(n note) bool { return silent(n.Alive, k.now()) }

// silent reports whether a sign of life is too old. One from a time that is still to come tells nothing, and counts as old: whoever takes over
// watches first.
func silent(alive, now time.Time) bool {
	return now.Sub(alive) > quietFrom || alive.Sub(now) > quietFrom
}

// watch waits for a sign of life of an owner, whatever the clocks say. Returns ELocked when one comes.
func (k locker) watch(ctx context.Context, path, side string, old note) error {
	for waited := time.Duration(0); waited < watchFor; waited += settleFor {
		if err := k.pause(ctx, settleFor); err != nil {
			return err
		}
		n, err := readNote(side)
		if err != nil {
			return err
		}
		if n != old {
			if n.empty() {
				return nil // they closed it
			}
			n.Alive = k.now() // they just gave it
			return k.heldBy(path, n)
		}
	}
	return nil
}

// refuse says who holds the lock.
func (k locker) refuse(path, side string) error {
	n, err := readNote(side)
	if err != nil {
		n = note{}
	}
	return k.heldBy(path, n)
}

func (k locker) heldBy(path string, n note) error {
	o := n.owner(k.here, k.now())
	e := &app.Error{Code: app.ELocked, Message: "The workspace " + filepath.Base(path) + " is open elsewhere: " + o.Words(k.now()) + ".",
		Hint: "Close it there, or open it read-only here.", Path: path, Err: &app.Held{Owner: o}}
	if o.Quiet {
		e.Hint = "If nobody works on it there any more, take it over; else open it read-only here."
	}
	return e
}

// beat renews the sign of life. Returns the note of who took over, if somebody did. A side file that was removed is made and locked anew.
func (h *held) beat(k locker) (taken *note, err error) {
	if taken, err = h.lost(); taken != nil || err != nil {
		return taken, err
	}
	if h.lock != nil && !current(h.lock, h.side) {
		l, got, err := k.tryLock(h.side, permOf(strings.TrimSuffix(h.side, ".lock")))
		switch {
		case err != nil:
			return nil, err
		case !got:
			return &note{Alive: k.now()}, nil
		case l != nil:
			_ = h.lock.Close() // of a file that nobody finds any more
			h.lock = l
		}
	}
	h.note.Alive = k.now().UTC()
	return nil, writeNote(h.side, h.note)
}

// lost returns the note of who took over, nil while it is ours. A note that is missing is written anew by the next beat.
func (h *held) lost() (*note, error) {
	n, err := readNote(h.side)
	if err != nil || n.unread() || n.Token == h.token {
		return nil, err
	}
	return &n, nil
}

// letGo removes the side file, unless it is somebody else's by now, and gives the lock back. Where an open file cannot be removed, it stays; that
// is harmless, for its note is emptied.
func (h *held) letGo() error {
	if n, err := readNote(h.side); err == nil && h.token != "" && (n.Token == h.token || n.empty()) {
		_ = writeNote(h.side, note{})
		_ = os.Remove(h.side)
	}
	if h.lock == nil {
		return nil
	}
	return h.lock.Close()
}

func current(l *flock.Flock, side string) bool {
	held, err := l.Stat()
	if err != nil {
		return false
	}
	named, err := os.Stat(side)
	return err == nil && os.SameFile(held, named)
}

// noLocks reports whether a file system answered that it knows no locks.
func noLocks(err error) bool {
	return errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.ENOLCK)
}

// wait sleeps for d, or until ctx ends.
func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// isMissing reports whether a file or its folder is not there.
func isMissing(err error) bool { return errors.Is(err, fs.ErrNotExist) }
