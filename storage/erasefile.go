package storage

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"throughline/app"
)

// purgeWait is how long Purge waits for those who still read what was there before.
const purgeWait = 20 * time.Second

// Purge rids the file of the remains of what was deleted: the write-ahead log is folded into the file and emptied, and the file is
// written anew without free pages. It needs room for a second copy of the workspace while it runs. Returns ELocked when somebody
// else keeps reading the workspace as it was; it can be called again.
func (s *Store) Purge(ctx context.Context, p app.Progress) error {
	if s.writer == nil {
		return s.write(ctx, "purge", func(*writer) error { return nil })
	}
	if err := s.secureDelete(ctx); err != nil {
		return err
	}
	p.Report(0, 3, "Emptying the log")
	if err := s.truncateLog(ctx); err != nil {
		return err
	}
	p.Report(1, 3, "Writing the file anew")
	if _, err := s.writer.ExecContext(ctx, "VACUUM"); err != nil {
		return translate(ctx, "purge", s.path, err)
	}
	p.Report(2, 3, "Emptying the log")
	if err := s.truncateLog(ctx); err != nil {
		return err
	}
	_, err := s.writer.ExecContext(ctx, "PRAGMA secure_delete = OFF")
	s.renew()
	return translate(ctx, "purge", s.path, err)
}

// truncateLog folds the write-ahead log into the file and cuts it to nothing. It waits for readers of older states.
func (s *Store) truncateLog(ctx context.Context) error {
	for end := time.Now().Add(purgeWait); ; {
		var busy, pages, moved int
		err := s.writer.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved)
		if err != nil && !strings.Contains(err.Error(), "locked") {
			return translate(ctx, "purge", s.path, err)
		}
		if err == nil && busy == 0 {
			return nil
		}
		if time.Now().After(end) {
			return &app.Error{Code: app.ELocked, Message: "Another program is reading the workspace, so that remains of what was erased cannot be overwritten yet.",
				Hint: "Close it there. What is left is done when the workspace is opened next.", Op: "purge", Path: s.path}
		}
		select {
		case <-ctx.Done():
			return translate(ctx, "purge", s.path, ctx.Err())
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// Checksum is the SHA-256 of the workspace's file as it lies on disk, lower-case hex, with the log folded into it.
func (s *Store) Checksum(ctx context.Context) (string, error) {
	if s.writer != nil {
		if err := s.truncateLog(ctx); err != nil {
			return "", err
		}
	}
	f, err := os.Open(resolve(s.path))
	if err != nil {
		return "", translate(ctx, "checksum", s.path, err)
	}
	defer func() { _ = f.Close() }() // only read
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", translate(ctx, "checksum", s.path, err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Copies lists the backups that lie in the workspace's own folder of backups, by name, sorted.
func (s *Store) Copies(ctx context.Context) ([]string, error) {
	all, err := os.ReadDir(s.opt.BackupDir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, translate(ctx, "backups", s.opt.BackupDir, err)
	}
	var names []string
	for _, e := range all {
		if e.Type().IsRegular() && !isSide(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// isSide reports whether a file belongs to another one: SQLite's logs and our lock.
func isSide(name string) bool {
	for _, end := range []string{"-wal", "-shm", "-journal", ".lock"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// EraseCopy carries out an erasure in a backup from Copies, where it lies; it is brought to the current version on the way, without
// a copy of its own. touched is false when plan finds nothing there and returns no order. A backup that was cut short while it was
// made is removed.
func (s *Store) EraseCopy(ctx context.Context, name string, plan func(app.ErasureView) (*app.ErasureOrder, error)) (touched bool, err error) {
	path := filepath.Join(s.opt.BackupDir, name)
	if strings.HasSuffix(name, ".part") {
		return true, translate(ctx, "erase", path, os.Remove(path))
	}
	h, err := inspect(path)
	if err != nil {
		return false, translate(ctx, "erase", path, err)
	}
	c, err := open(ctx, path, Options{Now: s.opt.Now, BackupDir: s.opt.BackupDir, noBackup: true}, h.suspect)
	if err != nil {
		return false, translate(ctx, "erase", path, err)
	}
	defer func() {
		if e := c.Close(); err == nil {
			err = e
		}
	}()
	found := true
	_, err = c.Erase(ctx, func(v app.ErasureView) (*app.ErasureOrder, error) {
		order, err := plan(v)
		if err == nil && order == nil {
			found = false
			return nil, errNothing
		}
		return order, err
	}, nil)
	if !found {
		return false, nil
	}
	if err == nil {
		err = c.Purge(ctx, nil)
	}
	return true, err
}

var errNothing = errors.New("nothing to erase")
