package storage

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"throughline/app"
)

// The ends of names beside backups.
const (
	sealEnd  = ".verified" // the seal of a backup
	partEnd  = ".part"     // a file that is being written
	guardEnd = "making.lock"
)

// readSeal reads the seal of a backup; ok is false where there is none that can be read.
func readSeal(path string) (seal app.BackupSeal, ok bool) {
	b, err := os.ReadFile(path + sealEnd)
	if err != nil || json.Unmarshal(b, &seal) != nil || seal.Hash == "" {
		return app.BackupSeal{}, false
	}
	return seal, true
}

// saveSeal puts a seal beside a backup, whole or not at all.
func saveSeal(path string, seal app.BackupSeal) error {
	b, err := json.MarshalIndent(seal, "", "  ")
	if err != nil {
		return err
	}
	part := path + sealEnd + partEnd
	if err := os.WriteFile(part, append(b, '\n'), 0o600); err != nil {
		_ = os.Remove(part)
		return err
	}
	if err := syncFile(part); err != nil {
		_ = os.Remove(part)
		return err
	}
	return os.Rename(part, path+sealEnd)
}

// Backups does with files what keeping backups asks for. It is an app.BackupFiles.
type Backups struct {
	Now func() time.Time // nil means time.Now
}

// BackupFiles does what is done with the files of backups, by the clock of the workspace.
func (s *Store) BackupFiles() app.BackupFiles { return Backups{Now: s.opt.Now} }

func (b Backups) now() time.Time {
	if b.Now == nil {
		return time.Now()
	}
	return b.Now()
}

// Seal reads the seal of a backup; ok is false where there is none.
func (Backups) Seal(path string) (seal app.BackupSeal, ok bool) { return readSeal(path) }

// SaveSeal puts a seal beside a backup in place of the one before. Returns EIO.
func (Backups) SaveSeal(path string, seal app.BackupSeal) error {
	return translate(context.Background(), "seal a backup", path, saveSeal(path, seal))
}

// Verify tries a restore of a backup again: every byte is held against its seal, every page is read, and what it holds is counted. The seal that comes of
// it is put beside the backup, with the fault if there is one. The error is about the checking.
func (b Backups) Verify(ctx context.Context, path string, p app.Progress) (app.BackupSeal, error) {
	seal, sealed := readSeal(path)
	p.Report(0, 0, "Trying to restore "+filepath.Base(path))
	found, fault, err := judge(ctx, path, seal, sealed)
	if err != nil {
		return seal, translate(ctx, "check a backup", path, err)
	}
	if !sealed {
		seal = app.BackupSeal{Size: found.size, Hash: found.hash, Holds: found.holds}
		if info, err := os.Stat(path); err == nil {
			seal.Made = info.ModTime()
		}
		if seal.Hash == "" {
			seal.Hash = "unknown"
		}
	}
	seal.Checked, seal.Fault = b.now(), fault
	_ = saveSeal(path, seal) // on a medium that cannot be written what was found is still worth telling
	return seal, nil
}

// judge tries a restore and holds what comes of it against the seal. fault is a sentence; err is not about the backup.
func judge(ctx context.Context, path string, seal app.BackupSeal, sealed bool) (found trial, fault string, err error) {
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		return found, "Somebody has opened this backup as a workspace and works in it.", nil
	}
	found, err = tryRestore(ctx, path)
	if err != nil {
		if ctx.Err() != nil {
			return found, "", ctx.Err()
		}
		err = translate(ctx, "check a backup", path, err)
		if code := app.CodeOf(err); code != app.EDamaged && code != app.EUnsupported {
			return found, "", err
		}
		message, _ := app.Explain(err)
		return found, message, nil
	}
	if !sealed || seal.Hash == "unknown" || found.hash == seal.Hash {
		return found, "", nil
	}
	if found.holds.Same(seal.Holds) {
		return found, "Its bytes are not those that were written: the disk has damaged it, or another program has changed it.", nil
	}
	return found, "It is not what was backed up: somebody has opened it and worked in it.", nil
}

// Look tells which studies a backup holds and which steps were the last. Errors are those of opening it.
func (Backups) Look(ctx context.Context, path string) (in app.BackupInside, err error) {
	if _, err := inspect(path); err != nil {
		return in, translate(ctx, "look into a backup", path, err)
	}
	db, err := sql.Open("sqlite3", dsn(path, "mode=ro&immutable=1&_query_only=on"))
	if err != nil {
		return in, translate(ctx, "look into a backup", path, err)
	}
	defer func() { _ = db.Close() }() // only read
	in.Studies, err = collect(ctx, db, func(row scanner) (s app.BackupStudy, err error) {
		return s, row.Scan(&s.Name, &s.Interviews, &s.Findings, &s.Insights)
	}, `SELECT name, (SELECT count(*) FROM interview WHERE study_id = s.id), (SELECT count(*) FROM finding WHERE study_id = s.id),
		(SELECT count(*) FROM insight WHERE study_id = s.id) FROM study s ORDER BY name, id LIMIT 50`)
	if err == nil {
		in.Steps, err = collect(ctx, db, func(row scanner) (s app.BackupStep, err error) {
			var at int64
			err = row.Scan(&s.Label, &s.Author, &at)
			s.At = time.UnixMilli(at)
			return s, err
		}, "SELECT label, author, at FROM journal WHERE "+stepInForce+" ORDER BY seq DESC LIMIT 5")
	}
	return in, translate(ctx, "look into a backup", path, err)
}

// Restore copies a backup to out, which must not exist, and tries the copy before it gets its name. Returns EConflict if out exists, ENotFound if the
// backup or the folder is gone, EDamaged if the backup is not good, EIO if it cannot be written.
func (Backups) Restore(ctx context.Context, from, out string, p app.Progress) error {
	taken := &app.Error{Code: app.EConflict, Message: "The file " + filepath.Base(out) + " exists already.", Hint: "Choose another name: a restore never replaces a file.", Op: "restore", Path: out}
	if _, err := os.Lstat(out); err == nil {
		return taken
	}
	if dir := filepath.Dir(out); !isFolder(dir) {
		return &app.Error{Code: app.ENotFound, Message: "The folder " + dir + " does not exist.", Hint: "Make it first, or choose another.", Op: "restore", Path: out}
	}
	seal, sealed := readSeal(from)
	part := out + partEnd
	removeDatabase(part)
	defer removeDatabase(part)
	hash, err := copyFile(ctx, from, part, p)
	if err != nil {
		return noRoom(out, translate(ctx, "restore", from, err))
	}
	p.Report(0, 0, "Checking what was restored")
	found, fault, err := judge(ctx, part, seal, sealed)
	if err == nil && fault == "" && found.hash != hash {
		fault = "It could not be read the same twice."
	}
	if err != nil {
		return translate(ctx, "restore", from, err)
	}
	if fault != "" {
		return &app.Error{Code: app.EDamaged, Message: "The backup " + filepath.Base(from) + " was not restored. " + fault,
			Hint: "Choose another backup, or save what can be read of this one into a new workspace.", Op: "restore", Path: from}
	}
	if err := os.Link(part, out); errors.Is(err, fs.ErrExist) {
		return taken
	} else if err != nil { // not every disk knows links
		if _, err := os.Lstat(out); err == nil {
			return taken
		}
		if err := os.Rename(part, out); err != nil {
			return translate(ctx, "restore", out, err)
		}
	}
	syncFolder(filepath.Dir(out))
	p.Report(1, 1, "Restored")
	return nil
}

// copyFile copies a file's bytes and forces them to disk, and returns their SHA-256.
func copyFile(ctx context.Context, from, to string, p app.Progress) (hash string, err error) {
	f, err := os.Open(from)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }() // only read
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	made, err := begin(to)
	if err == nil && !made {
		err = fs.ErrExist
	}
	if err != nil {
		return "", err
	}
	out, err := os.OpenFile(to, os.O_WRONLY, 0)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	if _, err = copyBytes(ctx, io.MultiWriter(out, h), f, info.Size(), p, "Copying the backup"); err == nil {
		err = out.Sync()
	}
	return hex.EncodeToString(h.Sum(nil)), errors.Join(err, out.Close())
}

// Guard makes this program the one that makes backups in a folder until release is called, and removes what others have left half done there. Returns
// ELocked while somebody else makes one. On disks that know no locks it lets pass, and removes nothing.
func (Backups) Guard(folder string) (release func(), err error) {
	l := flock.New(filepath.Join(folder, guardEnd), flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o644))
	got, err := l.TryLock()
	if err != nil {
		_ = l.Close()
		return func() {}, nil //nolint:nilerr // a backup on such a disk is better than none
	}
	if !got {
		_ = l.Close()
		return nil, &app.Error{Code: app.ELocked, Message: "Another program is making a backup in " + folder + " just now.", Hint: "Try again in a moment.", Op: "backup", Path: folder}
	}
	sweep(folder)
	return func() { _ = l.Close() }, nil
}

// sweep removes what was left half done in a folder, and seals of backups that are gone.
func sweep(folder string) {
	all, err := os.ReadDir(folder)
	if err != nil {
		return // who writes there hears of it
	}
	for _, e := range all {
		path := filepath.Join(folder, e.Name())
		whole := strings.TrimSuffix(path, sealEnd)
		switch _, err := os.Stat(whole); {
		case !e.Type().IsRegular():
		case strings.HasSuffix(path, partEnd):
			removeDatabase(path)
		case whole != path && errors.Is(err, fs.ErrNotExist):
			_ = os.Remove(path)
		}
	}
}
