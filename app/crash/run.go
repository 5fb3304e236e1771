// Package crash keeps notes beside a run of the window, so that the next start can tell of a run that ended by a fault. Nothing in them is anybody's
// words: which screens were open and where in the program it stopped, never a text, a name or a path of a file that was open. They stay on this computer.
package crash

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// About says which program ran.
type About struct {
	Version string
	Commit  string // "" where nobody knows
	System  string // as "linux/amd64"
}

// Endings of the two files of a run. The first is locked while the run lives and holds who runs and its last notes, from its second byte on: Windows
// keeps others from reading the first. The second is empty until the runtime writes into it why the program ends.
const (
	runEnding   = ".run"
	traceEnding = ".trace"
)

// lastNotes is how many notes are kept.
const lastNotes = 40

// Run is the run under way. The nil Run keeps nothing. Safe for concurrent use.
type Run struct {
	about About
	now   func() time.Time
	dir   string
	lock  *flock.Flock
	file  *os.File // written through; nil once the run has ended

	mu    sync.Mutex // guards file and notes
	began time.Time
	notes []string
}

// Begin makes the files of this run in dir, which it makes if need be, and has the runtime write there what ends the program, from whatever goroutine or
// library. Before, it makes a report of each earlier run that ended by a fault; stopped says that one ended without a word, as it does when the power
// fails. Now and then are as now tells. Returns the operating system's error if nothing can be written to dir.
func Begin(dir string, about About, now func() time.Time) (r *Run, stopped bool, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, false, err
	}
	stopped = collect(dir, now())
	began := now()
	base := filepath.Join(dir, fmt.Sprintf("%s-%d", began.UTC().Format("20060102-150405.000"), os.Getpid()))
	r = &Run{about: about, now: now, dir: dir, began: began, lock: flock.New(base+runEnding, flock.SetPermissions(0o600))}
	if ok, err := r.lock.TryLock(); err != nil || !ok {
		return nil, stopped, errors.Join(err, r.lock.Close())
	}
	if r.file, err = os.OpenFile(base+runEnding, os.O_WRONLY, 0o600); err != nil {
		return nil, stopped, errors.Join(err, r.lock.Close())
	}
	if err := errors.Join(r.write(), r.trace(base+traceEnding)); err != nil {
		r.End()
		return nil, stopped, err
	}
	return r, stopped, nil
}

// trace has the runtime write to path why the program ends.
func (r *Run) trace(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(debug.SetCrashOutput(f, debug.CrashOptions{}), f.Close()) // the runtime keeps a handle of its own
}

// Note adds what happened, which must hold nobody's words, to the last notes.
func (r *Run) Note(what string) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.file == nil {
		return
	}
	r.notes = append(r.notes, r.now().UTC().Format("15:04:05")+" "+what)
	r.notes = r.notes[max(0, len(r.notes)-lastNotes):]
	_ = r.write() // notes that cannot be kept must not stop the window
}

// write puts who runs and the notes into the file. It is not forced to disk: the notes are of use when the program ends, and little when the machine does.
func (r *Run) write() error {
	text := head(r.about, r.began) + "\n" + strings.Join(r.notes, "\n") + "\n"
	if _, err := r.file.WriteAt([]byte(text), 1); err != nil {
		return err
	}
	return r.file.Truncate(int64(len(text)) + 1)
}

// head is the first lines of a run's file and of a report.
func head(a About, began time.Time) string {
	version := a.Version
	if a.Commit != "" {
		version += " (commit " + a.Commit + ")"
	}
	return fmt.Sprintf("Throughline %s\nSystem %s\nBegan %s\n", version, a.System, began.UTC().Format("2006-01-02 15:04:05 UTC"))
}

// Fault makes a report of a panic that did not end the program, with the stack of who panicked.
func (r *Run) Fault(said any, stack []byte) {
	if r == nil {
		return
	}
	r.mu.Lock()
	text := head(r.about, r.began) + "\n" + strings.Join(r.notes, "\n") + "\n"
	r.mu.Unlock()
	trace := "panic: " + strings.ReplaceAll(fmt.Sprint(said), "\n", "\n\t") + "\n\n" + string(stack) // as the runtime says it
	_ = report(r.dir, text, Task, trace, r.now())                                                    // the fault itself is told by who met it
}

// Reports lists the reports that were not dismissed yet, the newest first.
func (r *Run) Reports() []Report {
	if r == nil {
		return nil
	}
	return Reports(r.dir)
}

// End says that the run ended as it should, and takes its files away. It must not be deferred: a panic would run it.
func (r *Run) End() {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.file == nil {
		return
	}
	_ = debug.SetCrashOutput(nil, debug.CrashOptions{}) // fails for broken files only
	_ = r.file.Close()
	r.file = nil
	path := r.lock.Path()
	_ = r.lock.Close()
	_ = os.Remove(path)
	_ = os.Remove(strings.TrimSuffix(path, runEnding) + traceEnding)
}

// collect makes reports of the runs in dir that have ended, and takes their files away. It says whether one of them ended without a word.
func collect(dir string, now time.Time) (stopped bool) {
	runs, err := filepath.Glob(filepath.Join(dir, "*"+runEnding))
	if err != nil {
		return false
	}
	for _, path := range runs { // sorted by name, which begins with the time
		text, ok := take(path, now)
		if !ok {
			continue
		}
		tracePath := strings.TrimSuffix(path, runEnding) + traceEnding
		trace, _ := os.ReadFile(tracePath) // missing where the machine stopped before it was made
		ended := now
		if info, err := os.Stat(tracePath); err == nil {
			ended = info.ModTime()
		}
		if len(trace) == 0 {
			stopped = true
		} else if report(dir, text, Ended, string(trace), ended) != nil {
			continue // the next start tries again
		}
		_ = os.Remove(path)
		_ = os.Remove(tracePath)
	}
	return stopped
}

// take reads the file of a run that has ended; ok is false while the run lives.
func take(path string, now time.Time) (text string, ok bool) {
	lock := flock.New(path, flock.SetFlag(os.O_RDWR))
	defer func() { _ = lock.Close() }() // nothing was written
	if got, err := lock.TryLock(); err != nil || !got {
		return "", false
	}
	f, err := os.Open(path)
	if err != nil {
		return "", false
	}
	defer func() { _ = f.Close() }() // only read
	b, err := io.ReadAll(io.NewSectionReader(f, 1, 1<<16))
	if err != nil {
		return "", false
	}
	info, err := f.Stat()
	if err != nil || len(b) == 0 && now.Sub(info.ModTime()) < time.Minute {
		return "", false // it may be beginning just now
	}
	return string(b), true
}
