package storage

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"throughline/app"
)

// Options says how a workspace file is opened. The zero value opens for writing.
type Options struct {
	ReadOnly  bool             // take no lock and write nothing; opens damaged files as far as they can be read
	Now       func() time.Time // nil means time.Now
	BackupDir string           // where copies before a migration go; "" means "<path>.backups" beside the file
	Host      string           // the name of this computer; "" means what the system says
	noBackup  bool             // migrate without a copy: the file is one
	eraseSkip string           // a step of an erasure that tests leave out, to see that its absence is found
}

// Store is one open workspace file. Safe for concurrent use.
type Store struct {
	path     string
	opt      Options
	lock     *flock.Flock // nil when read-only
	writer   *sql.DB      // one connection; nil when read-only
	readers  *sql.DB
	texts    shelf
	consents consents
	columns  columns

	nameShelf nameShelf
	stale     stale
}

// Create makes a new workspace file and opens it. Returns EInvalid if the file exists and is not empty, ELocked if another
// program is creating it, EIO if the place cannot be written. A file whose making was broken off before anything was in it counts as empty.
func Create(ctx context.Context, path string, opt Options) (*Store, error) {
	if info, err := os.Stat(path); err == nil && info.Size() > 0 {
		if h, err := inspect(resolve(path)); err != nil || !h.unborn {
			return nil, &app.Error{Code: app.EInvalid, Message: "The file " + filepath.Base(path) + " exists already.",
				Hint: "Choose another name, or open it.", Op: "create", Path: path}
		}
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, translate(ctx, "create", path, err)
	}
	opt.ReadOnly = false
	s, err := open(ctx, path, opt, false)
	return s, translate(ctx, "create", path, err)
}

// Open opens a workspace file and brings it to the current version, after a backup. A file whose making was broken off is made to its end.
// Returns ENotFound, EDamaged, EUnsupported for a file of another program or a newer version, ELocked with the owner's name, or EIO.
func Open(ctx context.Context, path string, opt Options) (*Store, error) {
	h, err := inspect(resolve(path))
	if err != nil {
		return nil, translate(ctx, "open", path, err)
	}
	if h.unborn && opt.ReadOnly {
		return nil, &app.Error{Code: app.ENotFound, Message: "The file " + filepath.Base(path) + " holds no workspace yet: its making was broken off.",
			Hint: "Make it again under the same name, or open it for writing.", Op: "open", Path: path}
	}
	if err := canWrite(path, opt); err != nil {
		return nil, err
	}
	s, err := open(ctx, path, opt, h.suspect)
	return s, translate(ctx, "open", path, err)
}

// canWrite refuses a file that may only be read: SQLite would open it, and each step of a person's work would fail.
func canWrite(path string, opt Options) error {
	if opt.ReadOnly {
		return nil
	}
	f, err := os.OpenFile(resolve(path), os.O_RDWR, 0)
	if err == nil {
		return f.Close()
	}
	return &app.Error{Code: app.EIO, Message: "The workspace " + filepath.Base(path) + " cannot be written.",
		Hint: "Open it read only, or check that you may write to the file and its folder.", Op: "open", Path: path, Err: err}
}

// open opens the file of which inspect found nothing wrong; suspect asks for a close look.
func open(ctx context.Context, path string, opt Options, suspect bool) (_ *Store, err error) {
	if path, err = filepath.Abs(path); err != nil {
		return nil, err
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.BackupDir == "" {
		opt.BackupDir = app.BackupFolder(path)
	}
	s := &Store{path: path, opt: opt}
	defer func() {
		if err != nil {
			_ = s.Close() // the first error matters
		}
	}()
	if opt.ReadOnly {
		return s, s.openReaders(ctx)
	}
	if s.lock, err = lock(resolve(path), opt.Now()); err != nil {
		return nil, err
	}
	s.writer, err = sql.Open("sqlite3", dsn(path, writerPragmas))
	if err != nil {
		return nil, err
	}
	s.writer.SetMaxOpenConns(1)
	if err := s.prepare(ctx, suspect); err != nil {
		return nil, err
	}
	return s, s.openReaders(ctx)
}

// resolve is the file itself where path is a link to it: its lock and SQLite's log stand beside it.
func resolve(path string) string {
	if file, err := filepath.EvalSymlinks(path); err == nil {
		return file
	}
	return path
}

// prepare looks the file over and brings it to the current version.
func (s *Store) prepare(ctx context.Context, suspect bool) error {
	all, err := migrations()
	if err != nil {
		return err
	}
	version, err := version(ctx, s.writer)
	if err != nil {
		return err
	}
	if version > len(all) {
		return tooNew(s.path)
	}
	if suspect {
		if err := quickCheck(ctx, s.writer, s.path); err != nil {
			return err
		}
	}
	if err := migrate(ctx, s.writer, all, func(from int) error { return s.backupBefore(ctx, from) }); err != nil {
		return err
	}
	if err := listJournal(ctx, s.writer); err != nil {
		return err
	}
	return checkSchema(ctx, s.writer, s.path)
}

// openReaders opens the pool of read-only connections. A read-only file in a folder that cannot be written has no room for
// SQLite's shared index and is opened as one that nobody changes.
func (s *Store) openReaders(ctx context.Context) error {
	try := func(pragmas string) error {
		db, err := sql.Open("sqlite3", dsn(s.path, pragmas))
		if err != nil {
			return err
		}
		s.readers = db
		db.SetMaxOpenConns(readerCount)
		db.SetMaxIdleConns(readerCount)
		return checkSchema(ctx, db, s.path)
	}
	err := try(readerPragmas)
	if err == nil || !s.opt.ReadOnly || app.CodeOf(err) == app.EUnsupported {
		return err
	}
	_ = s.readers.Close() // it could not read
	return try(readerPragmas + "&immutable=1")
}

// Close waits for running work, folds the write-ahead log into the file and gives the lock back. The Store is of no use
// afterwards; a second Close does nothing.
func (s *Store) Close() error {
	var errs []error
	s.columns.close()
	if s.readers != nil {
		errs = append(errs, s.readers.Close())
	}
	if s.writer != nil {
		errs = append(errs, s.writer.Close())
	}
	if s.lock != nil {
		errs = append(errs, unlock(s.lock))
		s.lock = nil
	}
	return translate(context.Background(), "close", s.path, errors.Join(errs...))
}

// Path is the absolute path of the file.
func (s *Store) Path() string { return s.path }

// ReadOnly reports whether the workspace was opened for reading only.
func (s *Store) ReadOnly() bool { return s.opt.ReadOnly }

// Pragmas stand in the data source name, because each new connection needs them. Cache sizes are in KiB when negative.
const (
	writerPragmas = "mode=rwc&_journal_mode=WAL&_synchronous=FULL&_foreign_keys=on&_busy_timeout=5000&_txlock=immediate" +
		"&_cache_size=-8192&_stmt_cache_size=96"
	readerPragmas = "mode=ro&_query_only=on&_busy_timeout=5000&_txlock=deferred&_cache_size=-4096&_stmt_cache_size=96"
	readerCount   = 4
)

func dsn(path, pragmas string) string {
	path = strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(filepath.ToSlash(path))
	if runtime.GOOS == "windows" {
		path = "/" + path
	}
	return "file:" + path + "?" + pragmas
}

// querier is what reads need: a pool, a transaction or a writer.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// read runs do on one snapshot of the workspace.
func (s *Store) read(ctx context.Context, op string, do func(q querier) error) error {
	tx, err := s.readers.BeginTx(ctx, nil)
	if err != nil {
		return translate(ctx, op, s.path, err)
	}
	defer func() { _ = tx.Rollback() }() // nothing was written
	return translate(ctx, op, s.path, do(tx))
}
