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
	"slices"
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

// Copies lists the backups an erasure has to reach: those in the workspace's own folder by name, then those in other places of this computer by path,
// sorted. A place that is away, and one that another computer backs up to, stand for whatever they hold: EraseCopy says so.
func (s *Store) Copies(ctx context.Context) ([]string, error) {
	names, err := s.backupsIn(ctx, s.opt.BackupDir)
	if err != nil {
		return nil, err
	}
	homes, err := s.backupHomes(ctx)
	if err != nil {
		return nil, err
	}
	for _, h := range homes {
		for _, folder := range h.Folders {
			if !isFolder(folder) {
				names = append(names, away(h, folder))
				continue
			}
			there, err := s.backupsIn(ctx, folder)
			if err != nil {
				return nil, err
			}
			for _, name := range there {
				names = append(names, filepath.Join(folder, name))
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// awayMark parts the folder from the computer it belongs to in what stands for a place that is away.
const awayMark = " on "

func away(h app.BackupHome, folder string) string { return folder + awayMark + h.Host }

func (s *Store) backupsIn(ctx context.Context, folder string) ([]string, error) {
	all, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, translate(ctx, "backups", folder, err)
	}
	var names []string
	for _, e := range all {
		if e.Type().IsRegular() && !isSide(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// reach is the file that a name of Copies stands for. Returns ENotFound for a place that is away.
func (s *Store) reach(ctx context.Context, name string) (string, error) {
	if !filepath.IsAbs(name) {
		return filepath.Join(s.opt.BackupDir, name), nil
	}
	homes, err := s.backupHomes(ctx)
	if err != nil {
		return "", err
	}
	for _, h := range homes {
		for _, folder := range h.Folders {
			if name != away(h, folder) {
				continue
			}
			e := &app.Error{Code: app.ENotFound, Message: "The place for backups " + folder + " is not there.", Hint: "Connect its disk and open the workspace again.", Path: folder}
			if h.Host != s.computer() {
				e.Message, e.Hint = "The place for backups "+folder+" belongs to the computer "+h.Host+".", "Open the workspace there."
			}
			return "", e
		}
	}
	return name, nil
}

// isSide reports whether a file belongs to another one: SQLite's logs, our lock and the seal of a backup.
func isSide(name string) bool {
	for _, end := range []string{"-wal", "-shm", "-journal", ".lock", sealEnd, sealEnd + partEnd} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// EraseCopy carries out an erasure in a backup from Copies, where it lies; it is brought to the current version on the way, without
// a copy of its own, and its seal is made anew. touched is false when plan finds nothing there and returns no order. A backup that was cut short
// while it was made is removed. Returns ENotFound for a place that is away.
func (s *Store) EraseCopy(ctx context.Context, name string, plan func(app.ErasureView) (*app.ErasureOrder, error)) (touched bool, err error) {
	path, err := s.reach(ctx, name)
	if err != nil {
		return false, err
	}
	if strings.HasSuffix(name, partEnd) {
		return true, translate(ctx, "erase", path, os.Remove(path))
	}
	if seal, ok := readSeal(path); ok {
		_ = os.Remove(path + sealEnd) // it says what will not be true any more
		defer func() { s.sealAgain(ctx, path, seal) }()
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

// sealAgain tries a restore of a backup that an erasure went through and seals it as it is now. One that cannot be sealed counts as not checked.
func (s *Store) sealAgain(ctx context.Context, path string, seal app.BackupSeal) {
	if inOneFile(ctx, path) != nil || syncFile(path) != nil {
		return
	}
	now, err := tryRestore(ctx, path)
	if err != nil {
		return
	}
	seal.Size, seal.Hash, seal.Holds, seal.Checked, seal.Fault = now.size, now.hash, now.holds, s.opt.Now(), ""
	_ = saveSeal(path, seal)
}
