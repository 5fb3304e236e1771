package ui

import (
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"throughline/app"
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
