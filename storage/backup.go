package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	sqlite "github.com/mattn/go-sqlite3"

	"throughline/app"
)

// pagesPerStep keeps a step of the online backup under about 20 ms, so that cancel and progress are prompt.
const pagesPerStep = 1000

// Backup copies the workspace as it is now to path while work goes on. A restore of the copy is tried, it is forced to disk and then renamed
// into place, over an older backup of the same workspace. In the folder of backups it is sealed like one of Keep. Returns EInvalid if path is the workspace itself, EConflict if something stands there that
// a copy of this workspace may not replace (see mayReplace), ENotFound if its folder does not exist, EIO if it cannot be written.
func (s *Store) Backup(ctx context.Context, path string, p app.Progress) error {
	_, sealed := readSeal(path)
	seal, err := s.backup(ctx, path, true, p)
	if abs, e := filepath.Abs(path); err == nil && e == nil && (sealed || filepath.Dir(abs) == s.opt.BackupDir) {
		seal.Reason = app.BackupByHand
		return translate(ctx, "seal a backup", path, saveSeal(abs, seal))
	}
	return err
}

// Keep is Backup to a file that must not exist, and puts a seal beside it that says why it was made and that it is good. Returns EConflict if
// something stands there.
func (s *Store) Keep(ctx context.Context, path string, why app.BackupReason, p app.Progress) (app.BackupSeal, error) {
	seal, err := s.backup(ctx, path, false, p)
	if err != nil {
		return seal, err
	}
	seal.Reason, seal.Of = why, app.BackupOwner(s.computer(), s.path)
	return seal, translate(ctx, "seal a backup", path, saveSeal(path, seal))
}

func (s *Store) backup(ctx context.Context, path string, over bool, p app.Progress) (seal app.BackupSeal, err error) {
	if path, err = filepath.Abs(path); err != nil {
		return seal, translate(ctx, "backup", path, err)
	}
	if sameFile(path, s.path) {
		return seal, &app.Error{Code: app.EInvalid, Message: "A backup cannot replace the workspace itself.", Hint: "Choose another name.", Op: "backup", Path: path}
	}
	if dir := filepath.Dir(path); !isFolder(dir) {
		return seal, &app.Error{Code: app.ENotFound, Message: "The folder " + dir + " does not exist.", Hint: "Make it first, or choose another.", Op: "backup", Path: path}
	}
	if err := s.mayReplace(ctx, path, over); err != nil {
		return seal, err
	}
	began := s.opt.Now()
	from := s.readers
	if s.writer != nil && s.where() != app.InPlace {
		from = s.writer // it is open; another reader would find no file, or another one
	}
	if seal, err = copyDatabase(ctx, from, path, p); err != nil {
		return seal, noRoom(path, translate(ctx, "backup", path, err))
	}
	seal.Made, seal.Checked = began, s.opt.Now()
	seal.Took = seal.Checked.Sub(began)
	return seal, nil
}

// noRoom says where there is no room: it is the disk of the backup, which need not be that of the workspace.
func noRoom(path string, err error) error {
	if !isFull(err) {
		return err
	}
	return &app.Error{Code: app.EIO, Message: "There is no room for the backup on the disk of " + filepath.Dir(path) + ".",
		Hint: "Free some space there, or choose another place for backups. Nothing was lost, and the backups that are there stay.", Op: "backup", Path: path, Err: err}
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

// copyDatabase copies what db sees to path by way of a part file beside it, and returns what a trial of the copy found.
func copyDatabase(ctx context.Context, db *sql.DB, path string, p app.Progress) (seal app.BackupSeal, err error) {
	part := path + partEnd
	removeDatabase(part)
	defer removeDatabase(part)
	was, err := copyPages(ctx, db, part, p)
	if err != nil {
		return seal, err
	}
	if err := inOneFile(ctx, part); err != nil {
		return seal, err
	}
	if err := syncFile(part); err != nil {
		return seal, err
	}
	p.Report(0, 0, "Trying to restore the copy")
	now, err := tryRestore(ctx, part)
	if err == nil {
		err = now.differs(was)
	}
	if err != nil {
		return seal, fmt.Errorf("the copy: %w", err)
	}
	if err := os.Rename(part, path); err != nil {
		return seal, err
	}
	syncFolder(filepath.Dir(path))
	p.Report(1, 1, "Backup finished")
	return app.BackupSeal{Size: now.size, Hash: now.hash, Holds: now.holds}, nil
}

// syncFolder forces the names in a folder to disk, as far as the system can.
func syncFolder(dir string) {
	if d, err := os.Open(dir); err == nil { // best effort: not every system can sync a folder
		_ = d.Sync()
		_ = d.Close()
	}
}

// copyPages runs the online backup on one snapshot of the source, so that commits meanwhile do not start it anew, and returns what the snapshot holds.
func copyPages(ctx context.Context, db *sql.DB, part string, p app.Progress) (was trial, err error) {
	src, err := db.Conn(ctx)
	if err != nil {
		return was, err
	}
	defer func() { _ = src.Close() }() // back to the pool
	if _, err := src.ExecContext(ctx, "BEGIN DEFERRED; SELECT count(*) FROM sqlite_schema"); err != nil {
		return was, err
	}
	defer func() { _, _ = src.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") }() // nothing was written
	if was, err = holds(ctx, src); err != nil {
		return was, err
	}
	_, _ = begin(part)                                                        // SQLite says why where it cannot be made
	dstDB, err := sql.Open("sqlite3", dsn(part, "mode=rwc&_synchronous=OFF")) // forced to disk once, at the end
	if err != nil {
		return was, err
	}
	defer func() { _ = dstDB.Close() }() // tryRestore finds what went wrong
	dst, err := dstDB.Conn(ctx)
	if err != nil {
		return was, err
	}
	defer func() { _ = dst.Close() }() // as above
	return was, dst.Raw(func(d any) error {
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

// inOneFile takes the log out of a copy's way of writing, so that it needs no file beside it.
func inOneFile(ctx context.Context, part string) error {
	db, err := sql.Open("sqlite3", dsn(part, "mode=rw&_journal_mode=DELETE"))
	if err != nil {
		return err
	}
	return errors.Join(db.PingContext(ctx), db.Close())
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
