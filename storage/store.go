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
	"sync"
	"time"

	"throughline/app"
	"throughline/app/scratch"
)

// Options says how a workspace file is opened. The zero value opens for writing.
type Options struct {
	ReadOnly  bool             // take no lock and write nothing; opens damaged files as far as they can be read
	Now       func() time.Time // nil means time.Now
	By        string           // who opens it, for others who want to; "" for the login name
	TakeOver  bool             // open a file whose owner is silent: they are watched for a while first, and must not come back to life
	BackupDir string           // where copies before a migration go; "" means "<path>.backups" beside the file
	Host      string           // the name of this computer; "" means what the system says
	noBackup  bool             // migrate without a copy: the file is one
	eraseSkip string           // a step of an erasure that tests leave out, to see that its absence is found
	adjust    func(*locker)    // what tests change about how the right to write is taken
}

// Store is one open workspace file. Safe for concurrent use.
type Store struct {
	path     string
	opt      Options
	place    place
	locker   locker
	held     *held   // the right to write; nil when read-only
	writer   *sql.DB // one connection; nil when read-only
	readers  *sql.DB
	live     bool            // readers read the file itself, as it is written
	copied   *scratch.Folder // of the copy they read, nil for none
	texts    shelf
	consents consents
	columns  columns

	begins     sync.RWMutex // held for writing while a step begins on a share, for reading while two readers begin together
	nameShelf  nameShelf
	commonness commonness
	stale      stale
	attendance attendance
	follow     follow
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
	made, err := begin(path)
	if err != nil {
		return nil, translate(ctx, "create", path, err)
	}
	s, err := open(ctx, path, opt, false)
	if err != nil && made {
		_ = os.Remove(path) // nothing is in it
	}
	return s, translate(ctx, "create", path, err)
}

// Open opens a workspace file and brings it to the current version, after a backup. A file whose making was broken off is made to its end.
// Returns ENotFound, EDamaged, EUnsupported for a file of another program or a newer version, ELocked with the owner's name, or EIO.
func Open(ctx context.Context, path string, opt Options) (*Store, error) {
	h, err := inspectAgain(ctx, resolve(path))
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
	if len(path) > longestPath && runtime.GOOS != "windows" {
		return nil, &app.Error{Code: app.EInvalid, Message: "The path of " + filepath.Base(path) + " is too long: " + app.Count(len(path), "byte") + ".",
			Hint: "Put it into a folder with a shorter path, or give it a shorter name.", Path: path}
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.BackupDir == "" {
		opt.BackupDir = app.BackupFolder(path)
	}
	s := &Store{path: path, opt: opt, place: place{file: resolve(path)}}
	s.place.shared = onShare(s.place.file)
	s.locker = locker{here: thisMachine(), by: opt.By, now: opt.Now, shared: s.place.shared, take: opt.TakeOver, pause: wait, tryLock: systemLock}
	if opt.adjust != nil {
		opt.adjust(&s.locker)
	}
	defer func() {
		if err != nil {
			_ = s.Close() // the first error matters
		}
	}()
	if opt.ReadOnly {
		if err := s.openReaders(ctx); err != nil {
			return nil, err
		}
		if err := s.attend(); err != nil {
			return nil, err
		}
		return s, s.follow.begin(ctx, s)
	}
	return s, s.openWriter(ctx, suspect)
}

// openWriter takes the right to write, opens the file and looks it over.
func (s *Store) openWriter(ctx context.Context, suspect bool) (err error) {
	if s.held, err = s.locker.lock(ctx, s.place.file); err != nil {
		return err
	}
	if err := s.place.settleJournal(ctx); err != nil {
		return err
	}
	if s.writer, err = sql.Open("sqlite3", dsn(s.path, s.place.writing())); err != nil {
		return err
	}
	s.writer.SetMaxOpenConns(1)
	if err := s.prepare(ctx, suspect); err != nil {
		return err
	}
	if err := s.openReaders(ctx); err != nil {
		return err
	}
	return s.attend()
}

// longestPath is how long a path SQLite takes, in bytes, with room for the names of what lies beside the file.
const longestPath = 500

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
	last, err := texts(ctx, s.writer, "SELECT guid FROM journal ORDER BY seq DESC LIMIT 1")
	if err != nil {
		return err
	}
	for _, id := range last { // what is made from now on comes after what is there, whatever the clock says
		app.SeenID(id)
	}
	return checkSchema(ctx, s.writer, s.path)
}

// Close waits for running work, folds the write-ahead log into the file and gives the lock back. The Store is of no use
// afterwards; a second Close does nothing.
func (s *Store) Close() error {
	var errs []error
	if s.attendance.stop != nil {
		s.attendance.stop()
	}
	s.columns.close()
	s.follow.close()
	if s.readers != nil {
		errs = append(errs, s.readers.Close())
	}
	if s.writer != nil {
		errs = append(errs, s.writer.Close())
	}
	if s.held != nil {
		errs = append(errs, s.held.letGo())
		s.held = nil
	}
	if s.copied != nil {
		errs = append(errs, s.copied.Remove())
		s.copied = nil
	}
	return translate(context.Background(), "close", s.path, errors.Join(errs...))
}

// Path is the absolute path of the file.
func (s *Store) Path() string { return s.path }

// ReadOnly reports whether the workspace was opened for reading only.
func (s *Store) ReadOnly() bool { return s.opt.ReadOnly }

func dsn(path, pragmas string) string {
	path = strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(filepath.ToSlash(path))
	if runtime.GOOS == "windows" {
		path = "/" + path
		if strings.HasPrefix(path, "///") { // a share: the server's name is no part of the address, but of the path
			path = "/" + path
		}
	}
	return "file:" + path + "?" + pragmas
}

// querier is what reads need: a pool, a transaction or a writer.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// read runs do on one snapshot of the workspace.
func (s *Store) read(ctx context.Context, op string, do func(q querier) error) error {
	tx, err := s.beginReading(ctx)
	if err != nil {
		return translate(ctx, op, s.path, err)
	}
	defer func() { _ = tx.Rollback() }() // nothing was written
	return translate(ctx, op, s.path, do(tx))
}
