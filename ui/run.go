// Package ui opens the desktop: one window over one workspace, with all screens in their frame.
package ui

import (
	"context"
	"io"
	"os"
	"runtime"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"throughline/app"
	"throughline/app/crash"
	"throughline/app/project"
	"throughline/app/settings"
	"throughline/app/workspace"
	appicon "throughline/assets/app"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/task"
)

// Options says what to open.
type Options struct {
	Open     workspace.Opener
	Readers  []project.Reader // of projects of other programs, besides the standard's
	Salvage  workspace.Salvager
	Backups  app.BackupFiles // of workspaces that cannot be opened; nil for none
	Author   string          // under whose name steps are kept
	Signs    string          // the person's name on reports; "" where only a login name is known
	Settings string          // folder of this person's settings
	Version  string
	Commit   string     // what it was built from, "" where nobody knows
	Run      *crash.Run // keeps notes of this run, for the next to tell of a fault; nil for none
	Stopped  bool       // the last run ended without a word
	Path     string     // workspace to open at once; "" shows the ways in
	Sample   bool       // open the sample study at once
}

// appID names the program to the system and its preferences.
const appID = "io.throughline.Throughline"

// Run opens the window and returns when it is closed or ctx ends. Returns EUnsupported when there is no screen.
// THROUGHLINE_EVENTS=path writes what happens, line by line; THROUGHLINE_THREADCHECK=1 has the toolkit check that
// widgets are touched from their own goroutine only, which is slow.
func Run(ctx context.Context, opt Options) error {
	if err := needScreen(runtime.GOOS, os.Getenv); err != nil {
		return err
	}
	defer keepRoom(memoryGoal, restAfter)()
	events, closeEvents, err := openEvents(os.Getenv("THROUGHLINE_EVENTS"))
	if err != nil {
		return err
	}
	defer closeEvents()
	defer answer(events, os.Getenv("THROUGHLINE_EVENTS") != "")()
	events.Note = opt.Run.Note
	fyneapp.SetMetadata(fyne.AppMetadata{
		ID: appID, Name: say.T("Throughline"), Version: opt.Version, Icon: fyne.NewStaticResource("throughline.png", appicon.Icon512),
		Migrations: map[string]bool{"fyneDo": os.Getenv("THROUGHLINE_THREADCHECK") != "1"},
	})
	makeCacheFolder()
	a := fyneapp.NewWithID(appID)
	goOffline()
	d := newDesktop(a, opt, events)
	keepStill(a, func() settings.Motion { return d.settings.Choices().ReducedMotion })
	task.Repaint = repaints(d.win)
	remember(d.win)
	a.Lifecycle().SetOnStarted(d.started)
	ended := make(chan struct{})
	d.quitting = sync.OnceFunc(func() { go unlessEnded(ended, endsWithin, d.close) })
	stop := context.AfterFunc(ctx, func() { // the toolkit hears the signal too and may stop its loop first
		d.quitting()
		task.Last(d.quit)
	})
	defer stop()
	d.win.ShowAndRun()
	close(ended)
	task.End()
	d.close()
	return nil
}

// endsWithin is how long the toolkit may take to end its loop once it was told to.
const endsWithin = 5 * time.Second

// unlessEnded puts everything away and ends the program when the toolkit's loop does not end: what is posted to it in its last moment may be lost on the way, and
// its end then waits for that for ever.
func unlessEnded(ended <-chan struct{}, within time.Duration, put func()) {
	select {
	case <-ended:
	case <-time.After(within):
		put()
		os.Exit(0)
	}
}

// makeCacheFolder makes the folder for what programs can make anew where a person's first program has not made it yet: the toolkit makes a folder of its own in it and
// complains where it is missing. Where it cannot be made, the toolkit says so, and the window opens all the same.
func makeCacheFolder() {
	if dir, err := os.UserCacheDir(); err == nil {
		_ = os.MkdirAll(dir, 0o700) // the toolkit tells
	}
}

// needScreen says in words that no window can be opened, instead of a crash inside the toolkit.
func needScreen(system string, env func(string) string) error {
	if system == "windows" || system == "darwin" || env("DISPLAY") != "" || env("WAYLAND_DISPLAY") != "" {
		return nil
	}
	return &app.Error{Code: app.EUnsupported, Op: "open window", Message: say.T("There is no screen to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set."),
		Hint: say.T("Start it from a desktop, or use a command: throughline help lists them.")}
}

// openEvents opens the log of events, appending; "" writes none.
func openEvents(path string) (*shell.Events, func(), error) {
	if path == "" {
		return shell.NewEvents(io.Discard), func() {}, nil
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, &app.Error{Code: app.EIO, Op: "open events", Path: path, Err: err, Message: say.T("The log of events cannot be written to %s.", path),
			Hint: say.T("Unset THROUGHLINE_EVENTS or name another file.")}
	}
	return shell.NewEvents(f), func() { _ = f.Close() }, nil // nothing is lost: each line is written at once
}
