// Throughline is a desktop application for customer research in product teams. This file chooses the window or a command
// and hands them the store.
package main

import (
	"context"
	"os"
	"os/signal"
	"os/user"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // for systems that do not know time zones by name

	"throughline/app/cli"
	"throughline/app/crash"
	_ "throughline/app/locale" // before all others, see there
	"throughline/app/project"
	"throughline/app/scratch"
	"throughline/app/settings"
	"throughline/app/workspace"
	"throughline/storage"
	"throughline/storage/rival"
	"throughline/ui"
)

func main() {
	_ = keepHeapSmall() // where it is not, the program takes more memory
	joinConsole(os.Args[1:])
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	scratch.Sweep("")            // what a program left that was killed
	author, known := personName()
	signature, folder := "", settings.Folder()
	if known {
		signature = author
	}
	open := opener(author)
	os.Exit(cli.Run(ctx, cli.Env{
		Open:     open,
		Readers:  readers(),
		Salvage:  storage.Salvage,
		Backups:  storage.Backups{},
		Out:      os.Stdout,
		Err:      os.Stderr,
		Version:  version,
		Commit:   builtFrom(),
		Author:   author,
		Signs:    signature,
		Settings: folder,
		Now:      time.Now,
		Desktop: func(ctx context.Context, path string, sample bool) error {
			// Where no notes can be kept, the window opens all the same.
			run, stopped, _ := crash.Begin(stateFolder(), crash.About{Version: version, Commit: builtFrom(), System: runtime.GOOS + "/" + runtime.GOARCH}, time.Now)
			err := ui.Run(ctx, ui.Options{Open: open, Readers: readers(), Salvage: storage.Salvage, Backups: storage.Backups{}, Author: author, Signs: signature, Settings: folder,
				Version: version, Commit: builtFrom(), Run: run, Stopped: stopped, Path: path, Sample: sample})
			run.End()
			return err
		},
	}, os.Args[1:]))
}

// opener opens workspaces for a person.
func opener(person string) workspace.Opener {
	return func(ctx context.Context, path string, mode workspace.Mode) (workspace.Store, error) {
		var s *storage.Store
		var err error
		if mode == workspace.New {
			s, err = storage.Create(ctx, path, storage.Options{By: person})
		} else {
			s, err = storage.Open(ctx, path, storage.Options{By: person, ReadOnly: mode == workspace.ReadOnly, TakeOver: mode == workspace.TakeOver})
		}
		if err != nil {
			return nil, err // not s: a nil store in an interface would not be nil
		}
		return s, nil
	}
}

// readers read the projects of other programs that are SQLite files.
func readers() []project.Reader {
	return []project.Reader{{Name: "QualCoder, Taguette, RQDA or requal project", Knows: rival.Recognises, Read: rival.ReadSole, Parts: rival.List, ReadPart: rival.Read}}
}

// stateFolder is where the notes of a run lie, apart from settings: they are of this computer only.
func stateFolder() string {
	if dir := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "throughline")
	}
	if dir, err := os.UserCacheDir(); err == nil && runtime.GOOS == "windows" { // the folder for what does not roam
		return filepath.Join(dir, "throughline", "runs")
	}
	if home, err := os.UserHomeDir(); err == nil && runtime.GOOS != "windows" && runtime.GOOS != "darwin" {
		return filepath.Join(home, ".local", "state", "throughline")
	}
	return filepath.Join(settings.Folder(), "runs")
}

// personName is under whose name steps are kept: the one chosen in the settings, else the person's full name, else the login name. known says that it is the name of a person, which may
// stand on a report.
func personName() (name string, known bool) {
	if name := os.Getenv("THROUGHLINE_AUTHOR"); name != "" {
		return name, true
	}
	if s, err := settings.Load(settings.Folder()); err == nil && s.Author != "" {
		return s.Author, true
	}
	u, err := user.Current()
	switch {
	case err != nil:
		return "Someone", false
	case u.Name != "" && u.Name != u.Username:
		return u.Name, true
	}
	return u.Username[strings.LastIndexByte(u.Username, '\\')+1:], false // Windows puts the computer's name before it
}
