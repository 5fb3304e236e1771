package rival

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	sqlite "github.com/mattn/go-sqlite3"

	"throughline/app"
	"throughline/app/scratch"
)

// Limits on what a project may hold. The largest that people are known to have stay an order of magnitude below.
const (
	maxFile = 4 << 30   // bytes of the database
	maxCell = 64 << 20  // bytes of one text
	maxText = 512 << 20 // bytes of all texts read from one project
	maxRows = 5_000_000 // rows read of all tables
)

const (
	op       = "read project"
	dataFile = "data.qda"
	magic    = "SQLite format 3\x00"
)

// base is an open database. One connection: its limits are set on it, and nobody else asks it.
type base struct {
	path    string
	size    int64
	pool    *sql.DB
	conn    *sql.Conn
	temp    *scratch.Folder // holds a copy; nil when the file itself is read
	columns map[string]map[string]bool
	text    int64 // bytes read
	rows    int
	dirty   int // texts that were no clean UTF-8
}

// openBase opens an SQLite file for reading. A log that another program left beside it, with changes that are not in the file yet, is
// read from a copy of both elsewhere: folding it in would write.
func openBase(ctx context.Context, path string) (_ *base, err error) {
	db := &base{path: path}
	defer func() {
		if err != nil {
			_ = db.Close() // the first error matters
			err = translate(ctx, path, err)
		}
	}()
	if db.path, err = filepath.Abs(path); err != nil {
		return nil, err
	}
	if db.size, err = inspect(db.path); err != nil {
		return nil, err
	}
	source := dsn(db.path, "mode=ro&immutable=1&_query_only=1&_cache_size=-8192")
	if logged(db.path) {
		if source, err = db.copyAway(ctx); err != nil {
			return nil, err
		}
	}
	if db.pool, err = sql.Open("sqlite3", source); err != nil {
		return nil, err
	}
	db.pool.SetMaxOpenConns(1)
	if db.conn, err = db.pool.Conn(ctx); err != nil {
		return nil, err
	}
	if err = db.guard(ctx); err != nil {
		return nil, err
	}
	return db, db.learn(ctx)
}

// inspect looks at the file before SQLite does, and returns its size.
func inspect(path string) (int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	name := filepath.Base(path)
	switch {
	case !info.Mode().IsRegular():
		return 0, &app.Error{Code: app.EUnsupported, Message: name + " is no file.", Hint: "Choose the project's file.", Op: op, Path: path}
	case info.Size() == 0:
		return 0, &app.Error{Code: app.EInvalid, Message: "The file " + name + " is empty.", Hint: "Copy it once more from where it comes from.", Op: op, Path: path}
	case info.Size() > maxFile:
		return 0, &app.Error{Code: app.ETooLarge, Message: "The file " + name + " is larger than 4 GB.", Hint: "Split the project in the program it comes from.", Op: op, Path: path}
	case !isSQLite(path):
		return 0, &app.Error{Code: app.EUnsupported, Op: op, Path: path,
			Message: "The file " + name + " is no database that can be read: it is encrypted, damaged, or something else.",
			Hint:    "Open it in the program it comes from and save it without a password, or choose the file again."}
	}
	return info.Size(), nil
}

// logged reports whether there are changes beside the file that are not in it.
func logged(path string) bool {
	for _, end := range logs {
		if info, err := os.Stat(path + end); err == nil && info.Size() > 0 {
			return true
		}
	}
	return false
}

// logs are the endings of the files in which SQLite keeps changes on their way.
var logs = []string{"-wal", "-journal"}

// copyAway copies the file and its log to a folder of their own and says how to open them there.
func (db *base) copyAway(ctx context.Context) (source string, err error) {
	if db.temp, err = scratch.New(""); err != nil {
		return "", err
	}
	to := filepath.Join(db.temp.Path, "project")
	for _, end := range append([]string{""}, logs...) {
		if err := copyFile(ctx, to+end, db.path+end); err != nil && (end == "" || !errors.Is(err, fs.ErrNotExist)) {
			return "", err
		}
	}
	return dsn(to, "mode=rw&_cache_size=-8192"), nil
}

func copyFile(ctx context.Context, to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // only read
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, &stoppable{ctx, io.LimitReader(in, maxFile)})
	return errors.Join(err, out.Close())
}

// stoppable is a reader that ends with its context.
type stoppable struct {
	ctx context.Context
	r   io.Reader
}

func (s *stoppable) Read(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(b)
}

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

// guard sets what a file that is not trusted may do, and looks it over.
func (db *base) guard(ctx context.Context) error {
	err := db.conn.Raw(func(c any) error {
		c.(*sqlite.SQLiteConn).SetLimit(sqlite.SQLITE_LIMIT_LENGTH, maxCell)
		return nil
	})
	if err != nil {
		return err
	}
	for _, pragma := range []string{"PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON", "PRAGMA mmap_size = 0"} {
		if _, err := db.conn.ExecContext(ctx, pragma); err != nil {
			return err
		}
	}
	var verdict string
	if err := db.conn.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return damaged(db.path, errors.New(verdict))
	}
	return nil
}

// learn notes which tables there are, with which columns. Views and virtual tables are none: they run what the file says.
func (db *base) learn(ctx context.Context) error {
	rows, err := db.conn.QueryContext(ctx, `SELECT lower(t.name), lower(c.name) FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c
		WHERE t.schema = 'main' AND t.type = 'table' LIMIT 20000`)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // rows.Err is read
	db.columns = map[string]map[string]bool{}
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			return err
		}
		if db.columns[table] == nil {
			db.columns[table] = map[string]bool{}
		}
		db.columns[table][column] = true
	}
	return rows.Err()
}

// has reports whether there is a table of that name, whatever its case.
func (db *base) has(table string) bool { return db.columns[strings.ToLower(table)] != nil }

func (db *base) hasAll(tables ...string) bool {
	for _, t := range tables {
		if !db.has(t) {
			return false
		}
	}
	return true
}

// hasColumn reports whether a table has a column.
func (db *base) hasColumn(table, column string) bool {
	return db.columns[strings.ToLower(table)][strings.ToLower(column)]
}

// Close closes the database and removes its copy.
func (db *base) Close() error {
	var errs []error
	if db.conn != nil {
		errs = append(errs, db.conn.Close())
		db.conn = nil
	}
	if db.pool != nil {
		errs = append(errs, db.pool.Close())
		db.pool = nil
	}
	if db.temp != nil {
		errs = append(errs, db.temp.Remove())
		db.temp = nil
	}
	return errors.Join(errs...)
}

func damaged(path string, err error) *app.Error {
	return &app.Error{Code: app.EDamaged, Op: op, Path: path, Err: err, Message: "The file " + filepath.Base(path) + " is damaged.",
		Hint: "Take a backup of the project, or copy the file once more from where it comes from."}
}

// translate turns an error of SQLite or the file system into one of ours. Errors that are ours, and the end of ctx, pass.
func translate(ctx context.Context, path string, err error) error {
	var ours *app.Error
	var s sqlite.Error
	name := filepath.Base(path)
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &ours):
		return err
	case errors.As(err, &s):
		return fromSQLite(path, s)
	case errors.Is(err, fs.ErrNotExist):
		return &app.Error{Code: app.ENotFound, Op: op, Path: path, Err: err, Message: "The file " + name + " was not found.", Hint: "Check the folder and the name."}
	}
	return &app.Error{Code: app.EIO, Op: op, Path: path, Err: err, Message: "The file " + name + " could not be read.",
		Hint: "Check that you may read it, and that the disk is still connected and not full."}
}

func fromSQLite(path string, s sqlite.Error) error {
	switch s.Code {
	case sqlite.ErrTooBig:
		return tooLarge(path, fmt.Sprintf("holds a text larger than %d MB", maxCell>>20))
	case sqlite.ErrIoErr, sqlite.ErrCantOpen, sqlite.ErrPerm, sqlite.ErrAuth, sqlite.ErrBusy, sqlite.ErrLocked, sqlite.ErrFull, sqlite.ErrNomem:
		return &app.Error{Code: app.EIO, Op: op, Path: path, Err: s, Message: "The file " + filepath.Base(path) + " could not be read.",
			Hint: "Close the program it comes from, check the disk, and try again."}
	}
	return damaged(path, s)
}

func tooLarge(path, what string) *app.Error {
	return &app.Error{Code: app.ETooLarge, Op: op, Path: path, Message: "The file " + filepath.Base(path) + " " + what + ".",
		Hint: "Split the project in the program it comes from."}
}
