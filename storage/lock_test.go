package storage

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"throughline/app"
)

// clockwork is a clock that everybody reads, and what happens while somebody waits.
type clockwork struct {
	now   time.Time
	later func(now time.Time) // called at each pause
}

func (c *clockwork) read() time.Time { return c.now }

func (c *clockwork) pause(_ context.Context, d time.Duration) error {
	c.now = c.now.Add(d)
	if c.later != nil {
		c.later(c.now)
	}
	return nil
}

// noSystemLock is a share whose file system knows no locks, or does not carry them from one computer to the other.
func noSystemLock(side string, perm fs.FileMode) (*flock.Flock, bool, error) {
	f, err := os.OpenFile(side, os.O_CREATE|os.O_RDWR, perm)
	if err != nil {
		return nil, false, err
	}
	return nil, true, f.Close()
}

func (c *clockwork) on(host string, shared bool) locker {
	return locker{here: machine{host: host, boot: "boot of " + host}, by: "Mara", now: c.read, shared: shared, pause: c.pause, tryLock: systemLock}
}

func TestLock_IsTakenOverAndGivenBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	c := &clockwork{now: time.Date(2026, 11, 23, 9, 14, 0, 0, time.UTC)}
	if err := os.WriteFile(path+".lock", []byte(strings.Repeat("left behind ", 50)), 0o600); err != nil {
		t.Fatal(err)
	}
	here := c.on("studio", false)
	h, err := here.lock(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	n, err := readNote(path + ".lock")
	if err != nil || n.Name != "Mara" || n.Host != "studio" || !n.Since.Equal(c.now) || n.Token != h.token {
		t.Errorf("note = %+v, %v", n, err)
	}
	_, err = here.lock(t.Context(), path)
	if o, ok := app.OwnerOf(err); app.CodeOf(err) != app.ELocked || !ok || o.Name != "Mara" || !o.Here {
		t.Errorf("second lock = %v", err)
	}
	if message, _ := app.Explain(err); message != "The workspace x is open elsewhere: Mara on this computer, since 09:14 (active just now)." {
		t.Errorf("%s", message)
	}
	if err := h.letGo(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path + ".lock"); !isMissing(err) {
		t.Errorf("the side file stayed: %v", err)
	}
	if h, err = here.lock(t.Context(), path); err != nil {
		t.Fatalf("lock after it was given back = %v", err)
	}
	if err := h.letGo(); err != nil {
		t.Fatal(err)
	}
}

// TestLock_OfAnotherComputer says what a note is worth that the lock of the system does not vouch for.
func TestLock_OfAnotherComputer(t *testing.T) {
	for _, c := range []struct {
		name   string
		host   string        // of the owner, who left without giving the file back
		silent time.Duration // for how long
		shared bool
		locks  bool // the file system knows locks
		take   bool // take over
		wakes  bool // the owner gives a sign of life while they are watched
		want   app.Code
		quiet  bool
	}{
		{name: "it crashed on this computer, on its own disk", host: "studio", locks: true},
		{name: "it crashed on this computer, on a share", host: "studio", locks: true, shared: true},
		{name: "at work elsewhere", host: "loft", silent: 30 * time.Second, locks: true, shared: true, want: app.ELocked},
		{name: "at work elsewhere, and I want it", host: "loft", silent: 30 * time.Second, locks: true, shared: true, take: true, want: app.ELocked},
		{name: "silent elsewhere", host: "loft", silent: time.Hour, locks: true, shared: true, want: app.ELocked, quiet: true},
		{name: "silent elsewhere, and I want it", host: "loft", silent: time.Hour, locks: true, shared: true, take: true},
		{name: "silent, but it wakes", host: "loft", silent: time.Hour, locks: true, shared: true, take: true, wakes: true, want: app.ELocked},
		{name: "its clock is a year ahead", host: "loft", silent: -365 * 24 * time.Hour, shared: true, want: app.ELocked, quiet: true},
		{name: "its clock is a year ahead, and it works", host: "loft", silent: -365 * 24 * time.Hour, shared: true, take: true, wakes: true, want: app.ELocked},
		{name: "its clock is a year ahead, and I want it", host: "loft", silent: -365 * 24 * time.Hour, shared: true, take: true},
		{name: "no locks: at work on this computer", host: "studio", silent: time.Second, shared: true, want: app.ELocked},
		{name: "no locks: silent on this computer", host: "studio", silent: time.Hour, shared: true, take: true},
		{name: "a folder that is synchronised: at work elsewhere", host: "loft", silent: time.Minute, locks: true, want: app.ELocked},
		{name: "a folder that is synchronised: silent elsewhere", host: "loft", silent: time.Hour, locks: true, take: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x")
			clock := &clockwork{now: time.Date(2026, 11, 23, 9, 14, 0, 0, time.UTC)}
			left := newNote(machine{host: c.host, boot: "boot of " + c.host}, "Jon", clock.now.Add(-c.silent))
			if err := writeNote(path+".lock", left); err != nil {
				t.Fatal(err)
			}
			if c.wakes {
				clock.later = func(time.Time) {
					if err := writeNote(path+".lock", note{Token: left.Token, Name: "Jon", Host: c.host, Since: left.Since, Alive: left.Alive.Add(beatEvery)}); err != nil {
						t.Error(err)
					}
				}
			}
			k := clock.on("studio", c.shared)
			if k.take = c.take; !c.locks {
				k.tryLock = noSystemLock
			}
			h, err := k.lock(t.Context(), path)
			if app.CodeOf(err) != c.want {
				t.Fatalf("lock() = %v, want %q", err, c.want)
			}
			n, readErr := readNote(path + ".lock")
			if readErr != nil {
				t.Fatal(readErr)
			}
			if err != nil {
				if o, ok := app.OwnerOf(err); !ok || o.Name != "Jon" || o.Quiet != c.quiet {
					t.Errorf("owner = %+v, %v", o, ok)
				}
				if n.Token != left.Token {
					t.Errorf("the note of the owner is gone: %+v", n)
				}
				return
			}
			if n.Token != h.token {
				t.Errorf("the note is %+v", n)
			}
			if err := h.letGo(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestLock_OfTwoWhoBeginAtOnce has two computers open a file at the same moment on a share without locks: one gets it.
func TestLock_OfTwoWhoBeginAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	clock := &clockwork{now: time.Date(2026, 11, 23, 9, 14, 0, 0, time.UTC)}
	k := clock.on("studio", true)
	k.tryLock = noSystemLock
	other := newNote(machine{host: "loft"}, "Jon", clock.now)
	clock.later = func(time.Time) { // who looked before we signed, and signs after
		if err := writeNote(path+".lock", other); err != nil {
			t.Error(err)
		}
	}
	if _, err := k.lock(t.Context(), path); app.CodeOf(err) != app.ELocked {
		t.Fatalf("lock() = %v", err)
	}
	if n, err := readNote(path + ".lock"); err != nil || n != other {
		t.Errorf("the note of the other is gone: %+v, %v", n, err)
	}
}

// TestLock_IsNoticedToBeLost has an owner wake up after somebody took over, and one whose side file was deleted.
func TestLock_IsNoticedToBeLost(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	clock := &clockwork{now: time.Date(2026, 11, 23, 9, 14, 0, 0, time.UTC)}
	studio, loft := clock.on("studio", true), clock.on("loft", true)
	studio.tryLock, loft.tryLock, loft.take = noSystemLock, noSystemLock, true
	old, err := studio.lock(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	clock.now = clock.now.Add(time.Minute)
	if taken, err := old.beat(studio); taken != nil || err != nil {
		t.Fatalf("beat() = %v, %v", taken, err)
	}
	if n, err := readNote(path + ".lock"); err != nil || !n.Alive.Equal(clock.now) || !n.Since.Before(n.Alive) {
		t.Errorf("after a beat: %+v, %v", n, err)
	}
	if err := os.Remove(path + ".lock"); err != nil {
		t.Fatal(err)
	}
	if taken, err := old.beat(studio); taken != nil || err != nil {
		t.Fatalf("beat() without a side file = %v, %v", taken, err)
	}
	clock.now = clock.now.Add(time.Hour)
	now, err := loft.lock(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if taken, err := old.beat(studio); err != nil || taken == nil || taken.Host != "loft" {
		t.Errorf("beat() after it was taken over = %v, %v", taken, err)
	}
	if err := old.letGo(); err != nil {
		t.Fatal(err)
	}
	if n, err := readNote(path + ".lock"); err != nil || n.Token != now.token {
		t.Errorf("who lost it removed the note of who took over: %+v, %v", n, err)
	}
}

func TestLock_IsTakenAnewWhenItsSideFileWasDeleted(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	clock := &clockwork{now: time.Date(2026, 11, 23, 9, 14, 0, 0, time.UTC)}
	k := clock.on("studio", false)
	h, err := k.lock(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path + ".lock"); err != nil {
		t.Fatal(err)
	}
	if taken, err := h.beat(k); taken != nil || err != nil {
		t.Fatalf("beat() = %v, %v", taken, err)
	}
	if _, err := k.lock(t.Context(), path); app.CodeOf(err) != app.ELocked {
		t.Errorf("a second writer after the side file came back: %v", err)
	}
	if err := os.Remove(path + ".lock"); err != nil {
		t.Fatal(err)
	}
	thief, err := k.lock(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if taken, err := h.lost(); taken == nil || err != nil {
		t.Errorf("the first writer does not see the second: %v, %v", taken, err)
	}
	for _, h := range []*held{h, thief} {
		if err := h.letGo(); err != nil {
			t.Error(err)
		}
	}
}

func TestNote_ReadsWhatOthersLeft(t *testing.T) {
	side := filepath.Join(t.TempDir(), "x.lock")
	if n, err := readNote(side); err != nil || !n.empty() {
		t.Errorf("of a file that is not there: %+v, %v", n, err)
	}
	for _, c := range []struct {
		name, text string
		empty      bool
	}{
		{"blank", strings.Repeat(" ", 2000), true},
		{"one byte", "\x00", true},
		{"older words", "\x00 by mara on studio since 2026-11-23 09:14 (process 7)\n", false},
		{"half a note", "\x00" + `{"token":"abc","name":"Ma`, false},
		{"no token", "\x00{}", false},
	} {
		if err := os.WriteFile(side, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		n, err := readNote(side)
		if err != nil || n.empty() != c.empty || !n.unread() {
			t.Errorf("%s: %+v, %v", c.name, n, err)
		}
	}
	long := newNote(machine{host: strings.Repeat("h\x01", 300)}, strings.Repeat("\u2028🦊", 300), time.Now())
	if err := writeNote(side, long); err != nil {
		t.Fatal(err)
	}
	if n, err := readNote(side); err != nil || n != long {
		t.Errorf("a note with long names comes back as %+v, %v", n, err)
	}
}

// TestLock_GoesOnWhenTheSideFileGoesUnderIt has the share say twice that a file is gone which was there a moment ago: its last owner, on another computer,
// removed it.
func TestLock_GoesOnWhenTheSideFileGoesUnderIt(t *testing.T) {
	for _, c := range []struct {
		name  string
		times int
		want  bool
	}{{"twice", 2, true}, {"for ever", 1000, false}} {
		path := filepath.Join(t.TempDir(), "x")
		clock := &clockwork{now: time.Date(2026, 11, 23, 9, 14, 0, 0, time.UTC)}
		k := clock.on("studio", true)
		asked := 0
		k.tryLock = func(side string, perm fs.FileMode) (*flock.Flock, bool, error) {
			if asked++; asked <= c.times {
				return nil, false, &fs.PathError{Op: "open", Path: side, Err: []error{syscall.ENOENT, syscall.ESTALE}[asked%2]}
			}
			return systemLock(side, perm)
		}
		h, err := k.lock(t.Context(), path)
		if got := err == nil; got != c.want {
			t.Errorf("%s: lock() = %v after %d tries", c.name, err, asked)
		}
		if err == nil {
			_ = h.letGo()
		}
	}
}
