package ui

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/workspace"
	"throughline/ui/kit"
)

// What is still under way when a workspace is closed ends on the ways in: it is told there, and takes nothing back in what is open by then.
func TestDesktop_WhatEndsAfterTheWorkspaceWasClosed(t *testing.T) {
	s := newSeat(t, Options{Path: filepath.Join(t.TempDir(), "sample.throughline"), Sample: true})
	s.win.Resize(fyne.NewSize(1280, 800))
	s.started()
	s.until("screen home")
	w := s.work
	s.backUpNow()
	s.leaveWorkspace()
	for len(s.ch) > 0 {
		(<-s.ch)()
	}
	if s.work != nil {
		t.Fatal("the workspace is still open")
	}
	s.told(w, "Taken out of the study")
	s.sayIf(app.Invalid("That did not work.", ""))
	s.toast(kit.Toast{Text: "Backed up"})
	switch words := s.words(); {
	case strings.Contains(words, "Taken out"):
		t.Error("what was done to a closed workspace is offered to be undone")
	case !strings.Contains(words, "Backed up"):
		t.Errorf("%q says nothing of the backup", words)
	}
}

// While only what outsiders may see is shown nothing is written: a watch that began then would put those that were kept in its place.
func TestWatching_IsOffWhileTheWorkspaceIsPresented(t *testing.T) {
	s := newSeat(t, Options{Path: filepath.Join(t.TempDir(), "sample.throughline"), Sample: true})
	s.win.Resize(fyne.NewSize(1280, 800))
	s.started()
	s.until("screen home")
	for _, drawn := range []bool{false, true, false} {
		s.present(drawn)
		for _, c := range s.watchCommands(s.work) {
			if c.Off != drawn {
				t.Errorf("presented %v, %s off %v", drawn, c.ID, c.Off)
			}
		}
	}
}

// Edits of a transcript that are not saved are thrown away only by who says so: when the workspace is closed, another one is opened, or the program quits while
// something runs.
func TestDesktop_AsksBeforeEditsAreThrownAway(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sample.throughline")
	s := newSeat(t, Options{Path: path, Sample: true})
	s.win.Resize(fyne.NewSize(1280, 800))
	s.started()
	s.until("screen home")
	quits := 0
	s.quitting = func() { quits++ }
	w := s.work
	other := filepath.Join(t.TempDir(), "other.throughline")
	for _, c := range []struct {
		name  string
		leave func()
	}{
		{"close", s.askLeave}, {"open", func() { s.open(other, workspace.New) }}, {"quit", s.askQuit},
		{"quit while a job runs", func() {
			j := w.Jobs.Start("Import 40 files", func(ctx context.Context, _ app.Progress) error {
				<-ctx.Done()
				return ctx.Err()
			})
			t.Cleanup(j.Cancel)
			s.askQuit()
		}},
	} {
		s.unsaved = func() int { return 2 }
		c.leave()
		for len(s.ch) > 0 {
			(<-s.ch)()
		}
		over := s.win.Canvas().Overlays().Top()
		if over == nil || !strings.Contains(s.shown(), "2 changed turns of a transcript would be lost") {
			t.Fatalf("%s: nobody asks; shown %q", c.name, s.shown())
		}
		if s.work != w || quits > 0 {
			t.Fatalf("%s: the edits are lost already", c.name)
		}
		s.press("Keep working")
		if s.win.Canvas().Overlays().Top() != nil || s.work != w {
			t.Fatalf("%s: the workspace is not as it was", c.name)
		}
	}
	s.unsaved = func() int { return 1 }
	s.open(other, workspace.New)
	s.press("Throw away and open")
	for deadline := time.Now().Add(30 * time.Second); s.path != other; {
		select {
		case f := <-s.ch:
			f()
		case <-time.After(time.Until(deadline)):
			t.Fatal("the other workspace is not opened")
		}
	}
}
