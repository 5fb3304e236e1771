package storage

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"

	sqlite "github.com/mattn/go-sqlite3"

	"throughline/app"
)

// pagesPerStep keeps a step of the online backup under about 20 ms, so that cancel and progress are prompt.
const pagesPerStep = 1000

// Backup copies the workspace as it is now to path while work goes on. The copy is checked, forced to disk and then renamed
// into place, over an older file of that name. Returns EInvalid if path is the workspace itself,
// ENotFound if its folder does not exist, EIO if it cannot be written.
func (s *Store) Backup(ctx context.Context, path string, p app.Progress) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return translate(ctx, "backup", path, err)
	}
	if sameFile(path, s.path) {
		return &app.Error{Code: app.EInvalid, Message: "A backup cannot replace the workspace itself.", Hint: "Choose another name.", Op: "backup", Path: path}
	}
	if dir := filepath.Dir(path); !isFolder(dir) {
		return &app.Error{Code: app.ENotFound, Message: "The folder " + dir + " does not exist.", Hint: "Make it first, or choose another.", Op: "backup", Path: path}
	}
	return translate(ctx, "backup", path, copyDatabase(ctx, s.readers, path, p))
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func sameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return a == b || errX == nil && errY == nil && os.SameFile(x, y)
}

// copyDatabase copies what db sees to path by way of a part file beside it.
func copyDatabase(ctx context.Context, db *sql.DB, path string, p app.Progress) error {
	part := path + ".part"
	removeDatabase(part)
	defer removeDatabase(part)
	if err := copyPages(ctx, db, part, p); err != nil {
		return err
	}
	if err := verifyCopy(ctx, part); err != nil {
		return err
	}
	if err := syncFile(part); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	if d, err := os.Open(filepath.Dir(path)); err == nil { // best effort: not every system can sync a folder
		_ = d.Sync()
		_ = d.Close()
	}
	p.Report(1, 1, "Backup finished")
	return nil
}

// copyPages runs the online backup on one snapshot of the source, so that commits meanwhile do not start it anew.
func copyPages(ctx context.Context, db *sql.DB, part string, p app.Progress) error {
	src, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = src.Close() }() // back to the pool
	if _, err := src.ExecContext(ctx, "BEGIN DEFERRED; SELECT count(*) FROM sqlite_schema"); err != nil {
		return err
	}
	defer func() { _, _ = src.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") }() // nothing was written
	dstDB, err := sql.Open("sqlite3", dsn(part, "mode=rwc&_synchronous=OFF"))         // forced to disk once, at the end
	if err != nil {
		return err
	}
	defer func() { _ = dstDB.Close() }() // verifyCopy finds what went wrong
	dst, err := dstDB.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = dst.Close() }() // as above
	return dst.Raw(func(d any) error {
		return src.Raw(func(s any) error { return stepPages(ctx, d.(*sqlite.SQLiteConn), s.(*sqlite.SQLiteConn), p) })
	})
}

func stepPages(ctx context.Context, dst, src *sqlite.SQLiteConn, p app.Progress) error {
	b, err := dst.Backup("main", src, "main")
	if err != nil {
		return err
	}
	for {
		done, err := b.Step(pagesPerStep)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			_ = b.Close() // the first error matters
			return err
		}
		total := int64(b.PageCount())
		p.Report(total-int64(b.Remaining()), total, "Copying the workspace")
		if done {
			return b.Close()
		}
	}
}

func verifyCopy(ctx context.Context, part string) error {
	db, err := sql.Open("sqlite3", dsn(part, "mode=rw&_journal_mode=DELETE")) // one file, without a log beside it
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }() // only read
	if err := quickCheck(ctx, db, part); err != nil {
		return fmt.Errorf("the copy: %w", err)
	}
	return nil
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		_ = f.Close() // the first error matters
		return err
	}
	return f.Close()
}
