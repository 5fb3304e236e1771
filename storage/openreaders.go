package storage

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	sqlite "github.com/mattn/go-sqlite3"

	"throughline/app"
	"throughline/app/scratch"
)

// openReaders opens the pool of read-only connections, in the way that suits where the file lies:
//
// A workspace that is open for reading on a share, but kept with a write-ahead log, is one that its owner has open on their own disk: the log's shared
// memory must not be touched from here, so a copy is read. So it is where a log or a journal belongs to the file, and nothing may be written beside
// it. Where none does, it is read as a file that nobody changes.
func (s *Store) openReaders(ctx context.Context) error {
	file, read := s.place.file, s.opt.ReadOnly
	if read && s.place.shared && keepsLog(file) {
		return s.openCopy(ctx)
	}
	s.live = true
	err := s.past(ctx, func() error { return s.tryReaders(ctx, s.path, s.place.reading()) })
	if err == nil || !read || app.CodeOf(err) == app.EUnsupported {
		return err
	}
	s.live = false
	damaged := app.CodeOf(err) == app.EDamaged
	if pending(file) && !damaged {
		return s.openCopy(ctx)
	}
	if damaged || !mayWrite(filepath.Dir(file)) {
		return s.tryReaders(ctx, s.path, s.place.reading()+"&immutable=1")
	}
	return err
}

// tryReaders opens the pool on a file, and looks whether it can be read.
func (s *Store) tryReaders(ctx context.Context, file, pragmas string) error {
	db, err := sql.Open("sqlite3", dsn(file, pragmas))
	if err != nil {
		return err
	}
	if s.readers != nil {
		_ = s.readers.Close() // it could not read
	}
	s.readers = db
	n := readerCount
	if s.opt.ReadOnly {
		n++ // one is kept to follow who writes
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return checkSchema(ctx, db, s.path)
}

// beginReading begins a transaction that reads. Who only reads on a share takes the snapshot at once, past the steps of other computers.
func (s *Store) beginReading(ctx context.Context) (*still, error) {
	consents, names := s.consents.age(), s.nameShelf.now()
	tx, err := s.beginLooking(ctx)
	return &still{tx, consents, names}, err
}

// still is a state of the file to read, and what age the consents and names kept in memory were of before it.
type still struct {
	*sql.Tx
	consents, names int
}

func (s *Store) beginLooking(ctx context.Context) (tx *sql.Tx, err error) {
	if !s.opt.ReadOnly || !s.place.shared {
		return s.readers.BeginTx(ctx, nil)
	}
	err = s.past(ctx, func() error {
		if tx, err = s.readers.BeginTx(ctx, nil); err != nil {
			return err
		}
		if err := fix(ctx, tx); err != nil {
			_ = tx.Rollback() // the first error matters
			return err
		}
		return nil
	})
	return tx, err
}

// Who only reads waits for midTries times midPause at most until another computer has ended its step.
const (
	midTries = 20
	midPause = 150 * time.Millisecond
)

// past does what reads, again while another computer is in the middle of a step: a share that carries no locks shows its journal, which must not be
// touched, or pages of before and after side by side.
func (s *Store) past(ctx context.Context, do func() error) error {
	for tries := 0; ; tries++ {
		mark := fileMark(s.place.file)
		err := do()
		if err == nil || tries == midTries || !s.opt.ReadOnly || !midStep(err) && !(torn(err) && s.beingWritten(mark)) {
			return err
		}
		if err := wait(ctx, midPause); err != nil {
			return err
		}
	}
}

// midStep reports whether SQLite could not read because a journal has to be rolled back first.
func midStep(err error) bool {
	var e sqlite.Error
	return errors.As(err, &e) && e.ExtendedCode == sqlite.ErrReadonlyRollback
}

// torn reports whether SQLite found pages that do not belong together.
func torn(err error) bool {
	var e sqlite.Error
	return errors.As(err, &e) && (e.Code == sqlite.ErrCorrupt || e.Code == sqlite.ErrNotADB)
}

// beingWritten reports whether somebody on another computer has a file on a share open for writing, or wrote since it had a mark.
func (s *Store) beingWritten(mark string) bool {
	if !s.place.shared {
		return false
	}
	n, err := readNote(s.place.file + ".lock")
	return err == nil && !n.empty() && !s.locker.ended(n) || pending(s.place.file) || fileMark(s.place.file) != mark
}

// copyTries is how often a file is copied anew because it was written meanwhile.
const copyTries = 5

// openCopy reads a private copy of the file and of what belongs to it, which is removed when the store is closed.
func (s *Store) openCopy(ctx context.Context) (err error) {
	if s.copied, err = scratch.New(""); err != nil {
		return err
	}
	to := filepath.Join(s.copied.Path, "workspace")
	for range copyTries {
		mark := fileMark(s.place.file)
		for _, end := range []string{"", "-wal", "-journal"} {
			if err := copyPrivate(ctx, s.place.file+end, to+end); err != nil && (end == "" || !isMissing(err)) {
				return err
			}
		}
		if mark == fileMark(s.place.file) {
			return s.tryReaders(ctx, to, "mode=rw&_query_only=on&_busy_timeout=5000&_txlock=deferred&_cache_size=-4096&_stmt_cache_size=96")
		}
	}
	return &app.Error{Code: app.ELocked, Message: "The workspace " + filepath.Base(s.path) + " is being written all the time, so that it cannot be copied to be read.",
		Hint: "Try again in a moment.", Path: s.path}
}

func copyPrivate(ctx context.Context, from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		_ = os.Remove(to) // of an earlier try
		return err
	}
	defer func() { _ = in.Close() }() // only read
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, cancelled{ctx, in})
	return errors.Join(err, out.Close())
}

// cancelled reads until its context ends.
type cancelled struct {
	ctx context.Context
	io.Reader
}

func (c cancelled) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.Reader.Read(p)
}
