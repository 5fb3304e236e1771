package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"throughline/app"
)

// Made is what came of making a backup.
type Made struct {
	Item    Item   `json:"backup"`
	Same    bool   `json:"same,omitempty"`    // a good one of this very state was there already; none was made
	Instead string `json:"instead,omitempty"` // why it does not lie in the place that was chosen; "" where it does
	Let     int    `json:"let,omitempty"`     // old ones that were let go
}

// Words says it in a sentence.
func (m Made) Words() string {
	switch {
	case m.Same:
		return "Nothing has changed since the backup of " + m.Item.Seal.Made.Local().Format("2 January, 15:04") + ", which is good"
	case m.Instead != "":
		return "Backed up and checked, beside the workspace: " + m.Instead
	}
	return "Backed up and checked"
}

// Make backs the workspace up, tries a restore of the backup, and then lets old ones go. Where a good one of the very same state is there already, none is
// made. A place that is away is told, and the backup kept beside the workspace. Returns EConflict for a workspace that is empty while a good backup is not,
// unless it is made by hand; ELocked while another program makes one; ENotFound or EIO where there is no place or no room for it. Whatever is returned, the
// backups that were there are there.
func (s *Service) Make(ctx context.Context, why app.BackupReason, p app.Progress) (m Made, err error) {
	v, err := s.List(ctx)
	if err != nil {
		return m, err
	}
	folder := s.target(v)
	if it, ok := v.Current(); ok && (why != app.BackupByHand || filepath.Dir(it.Path) == folder) {
		return Made{Item: it, Same: true}, nil
	}
	if fuller, ok := v.Fuller(); ok && v.Now.Empty() && why != app.BackupByHand {
		return m, &app.Error{Code: app.EConflict, Op: "backup", Path: s.Path, Message: fmt.Sprintf("The workspace is empty, and its backup of %s holds %s. No backup was made of the empty one.",
			fuller.Seal.Made.Local().Format("2 January"), app.Count(fuller.Seal.Holds.Interviews, "interview")), Hint: "Restore that backup as a copy if something was lost."}
	}
	if m.Item, err = s.makeIn(ctx, folder, why, p); err != nil && folder != s.Beside() && ctx.Err() == nil && app.CodeOf(err) != app.ELocked {
		message, _ := app.Explain(err)
		m.Instead = strings.TrimSuffix(message, ".")
		m.Item, err = s.makeIn(ctx, s.Beside(), why, p)
	}
	if err != nil {
		return m, err
	}
	m.Let, err = s.rotate(context.WithoutCancel(ctx))
	return m, err
}

// target is where new backups go.
func (s *Service) target(v View) string {
	if v.Home.Rule.Place != "" {
		return v.Home.Rule.Place
	}
	return s.Beside()
}

// makeIn makes a backup in a folder, which is made where what holds it is there: of a disk that is away, nothing is.
func (s *Service) makeIn(ctx context.Context, folder string, why app.BackupReason, p app.Progress) (it Item, err error) {
	if err := os.Mkdir(folder, 0o755); err != nil && !errors.Is(err, os.ErrExist) {
		e := &app.Error{Code: app.EIO, Op: "backup", Path: folder, Err: err, Message: "The folder for backups " + folder + " cannot be made.", Hint: "Check that you may write there, or choose another place for backups."}
		if errors.Is(err, os.ErrNotExist) {
			e.Code, e.Message, e.Hint = app.ENotFound, "The place for backups "+filepath.Dir(folder)+" is not there.", "Connect its disk, or choose another place for backups."
		}
		return it, e
	}
	release, err := s.Files.Guard(folder)
	if err != nil {
		return it, err
	}
	defer release()
	path, err := s.free(folder)
	if err != nil {
		return it, err
	}
	seal, err := s.Store.Keep(ctx, path, why, p)
	return Item{Path: path, State: Good, Seal: seal}, err
}

// free is a name that nothing has in a folder.
func (s *Service) free(folder string) (string, error) {
	base := strings.TrimSuffix(filepath.Base(s.Path), filepath.Ext(s.Path)) + s.now().Format(" 2006-01-02 15.04.05")
	for n := range 100 {
		name := base
		if n > 0 {
			name += fmt.Sprintf(" (%d)", n+1)
		}
		path := filepath.Join(folder, name+extension)
		if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
			return path, nil
		}
	}
	return "", &app.Error{Code: app.EConflict, Op: "backup", Path: folder, Message: "A hundred backups of this very second are there.", Hint: "Set the clock right."}
}

// rotate lets old backups go, and says how many.
func (s *Service) rotate(ctx context.Context) (n int, err error) {
	v, err := s.List(ctx)
	if err != nil {
		return 0, err
	}
	for i, why := range Rotate(v.Items, s.now(), v.Home.Rule.Limit) {
		if why == MayGo && remove(v.Items[i].Path) == nil {
			n++
		}
	}
	return n, nil
}

// remove deletes a backup for good: its seal first, so that what is left of it never counts.
func remove(path string) error {
	for _, end := range []string{sealEnd, ""} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, os.ErrNotExist) {
			return &app.Error{Code: app.EIO, Op: "remove a backup", Path: path, Err: err, Message: "The backup " + filepath.Base(path) + " cannot be removed.", Hint: "Check that you may write in its folder."}
		}
	}
	return nil
}

// sealEnd ends the name of the seal beside a backup.
const sealEnd = ".verified"

// Check tries a restore of a backup again and returns it as it is known now. The error is about the checking; what is wrong is in its seal.
func (s *Service) Check(ctx context.Context, it Item, p app.Progress) (Item, error) {
	seal, err := s.Files.Verify(ctx, it.Path, p)
	if err != nil {
		return it, err
	}
	if seal.Reason == app.BackupOther {
		seal.Reason = reasonOf(it.Name())
	}
	it.Seal, it.State = seal, Good
	if seal.Fault != "" {
		it.State = Faulty
	}
	return it, nil
}

// Keep lets a backup stay whatever its age, or not. Returns EInvalid for one that is not good.
func (s *Service) Keep(it Item, on bool) (Item, error) {
	if it.State != Good {
		return it, app.Invalid("Only a backup that is good can be kept.", "Check it first.")
	}
	seal := it.Seal
	seal.Keep = on
	if err := s.Files.SaveSeal(it.Path, seal); err != nil {
		return it, err
	}
	it.Seal = seal
	return it, nil
}

// Remove takes a backup away. It can be brought back until Forget. Returns EInvalid for the only good one.
func (s *Service) Remove(ctx context.Context, it Item) (Item, error) {
	v, err := s.List(ctx)
	if err != nil {
		return it, err
	}
	others := slices.ContainsFunc(v.Items, func(o Item) bool { return o.ours() && o.Path != it.Path })
	if it.ours() && !others {
		return it, app.Invalid("This is the only good backup.", "Make another one first.")
	}
	if err := os.Rename(it.Path, it.Path+goneEnd); err != nil {
		return it, &app.Error{Code: app.EIO, Op: "remove a backup", Path: it.Path, Err: err, Message: "The backup " + it.Name() + " cannot be removed.", Hint: "Check that you may write in its folder."}
	}
	it.Gone = true
	return it, nil
}

// BringBack undoes Remove. Returns ENotFound once it is gone for good.
func (s *Service) BringBack(it Item) (Item, error) {
	if err := os.Rename(it.Path+goneEnd, it.Path); err != nil {
		return it, app.NotFound("The backup " + it.Name())
	}
	it.Gone = false
	if it.Seal.Hash != "" {
		if err := s.Files.SaveSeal(it.Path, it.Seal); err != nil { // a sweep may have taken it
			return it, err
		}
	}
	return it, nil
}

// Forget deletes for good what was removed. It is called when a workspace is opened and closed.
func (s *Service) Forget(ctx context.Context) error {
	v, err := s.List(ctx)
	if err != nil {
		return err
	}
	for _, place := range v.Places {
		entries, err := os.ReadDir(place.Folder)
		if err != nil {
			continue // it is away
		}
		for _, e := range entries {
			if whole, gone := strings.CutSuffix(e.Name(), extension+goneEnd); gone && e.Type().IsRegular() {
				path := filepath.Join(place.Folder, whole+extension)
				if err := errors.Join(os.Remove(path+goneEnd), removeSeal(path)); err != nil {
					return &app.Error{Code: app.EIO, Op: "remove a backup", Path: path, Err: err, Message: "The backup " + whole + " cannot be removed.", Hint: "Check that you may write in its folder."}
				}
			}
		}
	}
	return nil
}

// removeSeal removes the seal of a backup that is gone.
func removeSeal(path string) error {
	if _, err := os.Stat(path); err == nil {
		return nil // another stands there under its name
	}
	if err := os.Remove(path + sealEnd); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// RestoreName is where a backup is restored to unless somebody chooses otherwise: beside the workspace, under a name that is free.
func (s *Service) RestoreName(it Item) string {
	base := strings.TrimSuffix(s.Path, filepath.Ext(s.Path)) + " as of " + it.Seal.Made.Local().Format("2006-01-02 15.04")
	path := base + extension
	for n := 2; ; n++ {
		if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) || n > 99 {
			return path
		}
		path = fmt.Sprintf("%s (%d)%s", base, n, extension)
	}
}

// Restore copies a backup to out, which must not exist; "" means RestoreName. It returns where the copy lies. The workspace and the backup stay as they
// are. Errors are those of Files.Restore.
func (s *Service) Restore(ctx context.Context, it Item, out string, p app.Progress) (string, error) {
	if out == "" {
		out = s.RestoreName(it)
	}
	return out, s.Files.Restore(ctx, it.Path, out, p)
}

// Look tells what a backup holds besides the counts.
func (s *Service) Look(ctx context.Context, it Item) (app.BackupInside, error) {
	return s.Files.Look(ctx, it.Path)
}

// SetRule remembers how the workspace is backed up from this computer. A place of the rule is a folder that a person chose; the backups go into one within it that
// is named after the workspace. Returns ENotFound if the folder is not there.
func (s *Service) SetRule(ctx context.Context, r app.BackupRule) (app.BackupHome, error) {
	home, err := s.Store.BackupHome(ctx)
	if err != nil {
		return home, err
	}
	if r.Place != "" && r.Place != home.Rule.Place {
		if info, err := os.Stat(r.Place); err != nil || !info.IsDir() {
			return home, &app.Error{Code: app.ENotFound, Op: "backups", Path: r.Place, Message: "The folder " + r.Place + " is not there.", Hint: "Make it first, or choose another."}
		}
		if r.Place, err = filepath.Abs(s.PlaceIn(r.Place)); err != nil {
			return home, err
		}
		if r.Place == s.Beside() {
			r.Place = ""
		}
	}
	next := home.With(r)
	return next, s.Store.SaveBackupHome(ctx, next)
}

// ForgetPlace stops looking for backups in a folder, as when its disk is lost: an erasure does not wait for it any more.
func (s *Service) ForgetPlace(ctx context.Context, folder string) (app.BackupHome, error) {
	home, err := s.Store.BackupHome(ctx)
	if err != nil {
		return home, err
	}
	next := home.Without(folder)
	return next, s.Store.SaveBackupHome(ctx, next)
}
