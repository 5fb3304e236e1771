// Package backup keeps backups of a workspace: makes them, tries a restore of each, says what each holds and what changed since, lets the old ones go
// and never the only good one, and restores one as a copy. It works without an open workspace too, for that is when it is needed most.
package backup

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"throughline/app"
)

// Store is the open workspace.
type Store interface {
	Holding(ctx context.Context) (app.Holding, error)
	Keep(ctx context.Context, path string, why app.BackupReason, p app.Progress) (app.BackupSeal, error)
	BackupHome(ctx context.Context) (app.BackupHome, error)
	SaveBackupHome(ctx context.Context, h app.BackupHome) error
}

// Service keeps the backups of one workspace. What takes long blocks and is run as a job.
type Service struct {
	Store Store // nil where the workspace cannot be opened: then backups are listed, checked and restored, and none is made
	Files app.BackupFiles
	Path  string   // of the workspace file
	Also  []string // folders to look into besides, where the workspace cannot say them
	Now   func() time.Time
}

// State is how far a backup can be trusted.
type State string

// The states of a backup.
const (
	Good    State = "good"    // a restore of it was tried and went well
	Unknown State = "unknown" // nobody has tried it
	Faulty  State = "faulty"  // it cannot be restored as it was
)

// Item is one backup.
type Item struct {
	Path  string         `json:"path"`
	State State          `json:"state"`
	Seal  app.BackupSeal `json:"seal"`            // of an unknown one: when it was made, how large it is, and why as far as its name says it
	Other bool           `json:"other,omitempty"` // of another workspace of this name, whose backups lie in the same place
	Gone  bool           `json:"-"`               // removed a moment ago, and can be brought back
}

// Name is the name of its file.
func (i Item) Name() string { return filepath.Base(i.Path) }

// Place is a folder in which backups are looked for.
type Place struct {
	Folder string `json:"folder"`
	Chosen bool   `json:"chosen"` // new backups go there
	Away   bool   `json:"away"`   // it is not there at the moment
}

// View is all that is known of the backups of a workspace.
type View struct {
	Items  []Item         `json:"backups"` // newest first; what is dated in the future comes last
	Places []Place        `json:"places"`  // the one beside the workspace first
	Now    app.Holding    `json:"now"`     // what the workspace holds; zero where it is not open
	Open   bool           `json:"open"`    // Now is known
	Home   app.BackupHome `json:"home"`
	Size   int64          `json:"size"` // bytes of the workspace
}

// Beside is the folder beside the workspace.
func (s *Service) Beside() string { return app.BackupFolder(s.Path) }

// PlaceIn is the folder for the backups of this workspace within one that a person chose, which may hold those of others too.
func (s *Service) PlaceIn(folder string) string {
	name := filepath.Base(s.Beside())
	if filepath.Base(folder) == name {
		return folder
	}
	return filepath.Join(folder, name)
}

func (s *Service) now() time.Time {
	if s.Now == nil {
		return time.Now()
	}
	return s.Now()
}

// List reads what backups there are and what the workspace holds now. A place that is away is no error.
func (s *Service) List(ctx context.Context) (v View, err error) {
	v.Home.Rule = app.UsualBackups()
	if s.Store != nil {
		if v.Home, err = s.Store.BackupHome(ctx); err != nil {
			return v, err
		}
		if v.Now, err = s.Store.Holding(ctx); err != nil {
			return v, err
		}
		v.Open = true
	}
	v.Size = sizeOf(s.Path)
	folders := append([]string{s.Beside()}, v.Home.Folders...)
	for _, f := range s.Also {
		if !slices.Contains(folders, f) {
			folders = append(folders, f)
		}
	}
	for i, folder := range folders {
		all, there, err := s.in(folder)
		if err != nil {
			return v, err
		}
		chosen := folder == v.Home.Rule.Place || i == 0 && v.Home.Rule.Place == ""
		if s.Store != nil && i > 0 {
			tell(all, app.BackupOwner(v.Home.Host, s.Path))
		}
		v.Places = append(v.Places, Place{Folder: folder, Chosen: chosen, Away: !there && i > 0})
		v.Items = append(v.Items, all...)
	}
	now := s.now()
	made := func(it Item) time.Time {
		if it.Seal.Made.After(now) { // the clock was wrong then, or is now
			return time.Time{}
		}
		return it.Seal.Made
	}
	slices.SortStableFunc(v.Items, func(a, b Item) int {
		if c := made(b).Compare(made(a)); c != 0 {
			return c
		}
		return strings.Compare(b.Path, a.Path)
	})
	return v, nil
}

// tell marks the backups of a place that are of another workspace. Those of an earlier version say nothing of it: they are ours unless somebody else uses the
// place too.
func tell(all []Item, ours string) {
	shared := slices.ContainsFunc(all, func(it Item) bool { return it.Seal.Of != "" && it.Seal.Of != ours })
	for i := range all {
		all[i].Other = all[i].State != Unknown && all[i].Seal.Of != ours && (all[i].Seal.Of != "" || shared)
	}
}

// ours reports whether a backup is a good one of this workspace.
func (it Item) ours() bool { return it.State == Good && !it.Other }

// sizeOf is how much of the disk a workspace takes, with its log.
func sizeOf(path string) (n int64) {
	for _, p := range []string{path, path + "-wal"} {
		if info, err := os.Stat(p); err == nil {
			n += info.Size()
		}
	}
	return n
}

// extension ends the names of workspace files.
const extension = ".throughline"

// goneEnd ends the name of a backup that was removed a moment ago.
const goneEnd = ".removed"

// in reads the backups of a folder; there is false where the folder is missing.
func (s *Service) in(folder string) (all []Item, there bool, err error) {
	entries, err := os.ReadDir(folder)
	if os.IsNotExist(err) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, &app.Error{Code: app.EIO, Op: "backups", Path: folder, Err: err, Message: "The folder of backups " + folder + " cannot be read.", Hint: "Check that you may read it."}
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || filepath.Ext(e.Name()) != extension {
			continue
		}
		info, err := e.Info()
		if err != nil {
			continue // it has just gone
		}
		all = append(all, s.item(filepath.Join(folder, e.Name()), info))
	}
	return all, true, nil
}

func (s *Service) item(path string, info os.FileInfo) Item {
	it := Item{Path: path, State: Unknown}
	seal, ok := s.Files.Seal(path)
	switch {
	case !ok:
		it.Seal = app.BackupSeal{Made: info.ModTime(), Size: info.Size(), Reason: reasonOf(it.Name())}
		return it
	case seal.Fault != "":
		it.State = Faulty
	case seal.Size != info.Size():
		it.State, seal.Fault = Faulty, "It is not as long as it was when it was made."
	default:
		it.State = Good
	}
	if seal.Reason == app.BackupOther {
		seal.Reason = reasonOf(it.Name())
	}
	seal.Size, it.Seal = info.Size(), seal
	return it
}

// reasonOf reads why a backup was made from the names that earlier versions gave.
func reasonOf(name string) app.BackupReason {
	switch {
	case strings.Contains(name, "-version-"):
		return app.BackupBeforeUpgrade
	case strings.Contains(name, "-before-merge-"):
		return app.BackupBeforeMerge
	}
	return app.BackupOther
}

// Newest is the newest good backup; ok is false without one.
func (v View) Newest() (it Item, ok bool) {
	for _, it := range v.Items {
		if it.ours() {
			return it, true
		}
	}
	return Item{}, false
}

// Current is a good backup of the very state the workspace is in; ok is false without one.
func (v View) Current() (it Item, ok bool) {
	for _, it := range v.Items {
		if v.Open && it.ours() && it.Seal.Holds.Same(v.Now) {
			return it, true
		}
	}
	return Item{}, false
}

// Before is the next older backup of which it is known what it holds; ok is false for the oldest.
func (v View) Before(i int) (it Item, ok bool) {
	for _, it := range v.Items[i+1:] {
		if it.ours() {
			return it, true
		}
	}
	return Item{}, false
}

// Fuller is the newest good backup that holds so much more than the workspace that something may have been lost; ok is false without one.
func (v View) Fuller() (it Item, ok bool) {
	for _, it := range v.Items {
		if v.Open && it.ours() && (v.Now.Lacks(it.Seal.Holds) || v.Now.Empty() && !it.Seal.Holds.Empty()) {
			return it, true
		}
	}
	return Item{}, false
}

// Behind is the newest good backup with steps that the workspace has never seen, as when its file was replaced by an older one; ok is false without one.
func (v View) Behind() (it Item, ok bool) {
	for _, it := range v.Items {
		if v.Open && it.ours() && it.Seal.Holds.Top > v.Now.Top && it.Seal.Holds.First == v.Now.First {
			return it, true
		}
	}
	return Item{}, false
}
