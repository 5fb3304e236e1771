package storage

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"time"

	"throughline/app"
)

// attendance is what a store knows of its own file: which one it opened, and whether it is still the one to write it.
type attendance struct {
	ident os.FileInfo // of the file opened; nil while it is being opened
	stop  func()      // ends the signs of life

	mu    sync.Mutex
	taken *note // of who took over
}

// attend begins to look after the file, which is open and in order.
func (s *Store) attend() (err error) {
	if s.attendance.ident, err = os.Stat(s.place.file); err != nil || s.held == nil {
		return err
	}
	done, ended := make(chan struct{}), make(chan struct{})
	s.attendance.stop = sync.OnceFunc(func() { close(done); <-ended })
	go func() {
		defer close(ended)
		t := time.NewTicker(beatEvery)
		defer t.Stop()
		for {
			select {
			case <-done:
				return
			case <-t.C:
				s.beat()
			}
		}
	}()
	return nil
}

// beat gives a sign of life and notes who took over. What goes wrong is found by the next step.
func (s *Store) beat() {
	if s.where() != app.InPlace {
		return // a note beside nothing would only be in the way
	}
	if taken, _ := s.held.beat(s.locker); taken != nil {
		s.attendance.lose(taken)
	}
}

func (a *attendance) lose(to *note) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.taken == nil {
		a.taken = to
	}
}

func (a *attendance) loser() *note {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.taken
}

// where says what became of the file since it was opened. It costs a look at its entry in the folder.
func (s *Store) where() app.Whereabouts {
	if s.attendance.ident == nil {
		return app.InPlace
	}
	info, err := os.Stat(s.place.file)
	switch {
	case isMissing(err):
		return app.Gone
	case err != nil:
		return app.Away
	case !os.SameFile(info, s.attendance.ident):
		return app.Replaced
	}
	return app.InPlace
}

// mayCommit returns an error when a step would not reach the file that people see: because it is gone, or because somebody else took over.
func (s *Store) mayCommit() error {
	if where := s.where(); where != app.InPlace {
		return s.astray(where)
	}
	if s.held == nil || s.attendance.ident == nil {
		return nil
	}
	taken, err := s.attendance.loser(), error(nil)
	if taken == nil {
		if taken, err = s.held.lost(); err != nil {
			return s.astray(app.Away)
		}
	}
	if taken == nil {
		return nil
	}
	s.attendance.lose(taken)
	return s.astray(app.Taken)
}

// committed returns an error when a step that was stored did not reach the file that people see.
func (s *Store) committed() error {
	if where := s.where(); where != app.InPlace {
		return s.astray(where)
	}
	return nil
}

// astray says in words what became of the file.
func (s *Store) astray(where app.Whereabouts) error {
	name := filepath.Base(s.path)
	e := &app.Error{Code: app.EIO, Op: "save", Path: s.path, Err: &app.Astray{Where: where},
		Hint: "This was not saved. Put the file back where it was, or save what is here as a new file."}
	switch where {
	case app.Gone:
		e.Message = "The file " + name + " is not where it was: it was deleted, moved or renamed."
	case app.Replaced:
		e.Message = "Another file stands in the place of " + name + "."
	case app.Away:
		e.Message = "The disk or share of " + name + " does not answer."
		e.Hint = "This was not saved. Try again when the disk is there, or save what is here as a new file elsewhere."
	case app.Taken:
		e.Code, e.Message = app.ELocked, "Somebody took over "+name+"."
		if n := s.attendance.loser(); n != nil && !n.unread() {
			e.Message = n.owner(s.locker.here, s.opt.Now()).Who() + " took over " + name + "."
		}
		e.Message, e.Hint = app.Capital(e.Message), "This was not saved, and nothing more is saved from here. Open the file again to see what is written there."
	}
	return e
}

// Look says how the file stands: for one open for writing whether it is still there and ours, for one open for reading who writes it and whether
// something was written. It never fails: what cannot be seen is app.Away.
func (s *Store) Look(ctx context.Context) app.FileState {
	st := app.FileState{Where: s.where()}
	if s.held != nil {
		if st.Where != app.InPlace {
			s.fold(ctx)
			return st
		}
		taken := s.attendance.loser()
		if taken == nil {
			taken, _ = s.held.lost() // what cannot be read is found by the next step
		}
		if taken != nil {
			o := taken.owner(s.locker.here, s.opt.Now())
			s.attendance.lose(taken)
			st.Where, st.Owner = app.Taken, &o
		}
		return st
	}
	if n, err := readNote(s.place.file + ".lock"); err == nil && !n.empty() && !s.locker.ended(n) {
		o := n.owner(s.locker.here, s.opt.Now())
		st.Owner = &o
	}
	st.Writable = mayWrite(s.place.file) && mayWrite(filepath.Dir(s.place.file))
	st.Changed = st.Where == app.Replaced || st.Where == app.InPlace && s.follow.changed(ctx, s)
	return st
}

// fold brings what stands in the log into the file itself, wherever that is now, and empties the log: if the program ends without closing the file, one
// that was renamed has all steps, and one that stands in its place does not find a log that is not its own.
func (s *Store) fold(ctx context.Context) {
	if !s.place.shared {
		_, _ = s.writer.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)") // best effort: closing does it too
	}
}

// ended reports whether the owner who left a note is known to have ended, as far as can be seen without their lock.
func (k locker) ended(n note) bool {
	if n.unread() {
		return false
	}
	if n.Boot != "" && n.Boot == k.here.boot {
		return !runs(n.Process)
	}
	return !k.shared && n.Host == k.here.host && n.Boot != "" && k.here.boot != ""
}
