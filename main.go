// Throughline is a desktop application for customer research in product teams. This file chooses the window or a command
// and hands them the store.
package main

import (
	"context"
	"os"
	"os/signal"
	"os/user"
	"path/filepath"
	"syscall"
	"time"

	"throughline/app/cli"
	"throughline/app/project"
	"throughline/app/workspace"
	"throughline/storage"
	"throughline/storage/rival"
	"throughline/ui"
)

// version is the released version; package builds set the commit beside it.
var version = "0.1.0"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	author, known := personName()
	signature, settings := "", settingsFolder()
	if known {
		signature = author
	}
	os.Exit(cli.Run(ctx, cli.Env{
		Open:     open,
		Readers:  readers(),
		Salvage:  storage.Salvage,
		Backups:  storage.Backups{},
		Out:      os.Stdout,
		Err:      os.Stderr,
		Version:  version,
		Author:   author,
		Signs:    signature,
		Settings: settings,
		Now:      time.Now,
		Desktop: func(ctx context.Context, path string, sample bool) error {
			return ui.Run(ctx, ui.Options{Open: open, Readers: readers(), Salvage: storage.Salvage, Backups: storage.Backups{}, Author: author, Signs: signature, Settings: settings, Version: version, Path: path, Sample: sample})
		},
	}, os.Args[1:]))
}

func open(ctx context.Context, path string, mode workspace.Mode) (workspace.Store, error) {
	var s *storage.Store
	var err error
	if mode == workspace.New {
		s, err = storage.Create(ctx, path, storage.Options{})
	} else {
		s, err = storage.Open(ctx, path, storage.Options{ReadOnly: mode == workspace.ReadOnly})
	}
	if err != nil {
		return nil, err // not s: a nil store in an interface would not be nil
	}
	return s, nil
}

// readers read the projects of other programs that are SQLite files.
func readers() []project.Reader {
	return []project.Reader{{Name: "QualCoder, Taguette, RQDA or requal project", Knows: rival.Recognises, Read: rival.ReadSole, Parts: rival.List, ReadPart: rival.Read}}
}

// settingsFolder is where a person's settings lie; beside the program where the system has no such place.
func settingsFolder() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return ".throughline"
	}
	return filepath.Join(dir, "throughline")
}

// personName is under whose name steps are kept: the person's full name, else the login name. known says that it is the name of a person, which may
// stand on a report.
func personName() (name string, known bool) {
	if name := os.Getenv("THROUGHLINE_AUTHOR"); name != "" {
		return name, true
	}
	u, err := user.Current()
	switch {
	case err != nil:
		return "Someone", false
	case u.Name != "" && u.Name != u.Username:
		return u.Name, true
	}
	return u.Username, false
}
