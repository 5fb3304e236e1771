package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/workspace"
	"throughline/storage"
	"throughline/ui/kit"
)

// addStudy makes a study in a workspace.
func addStudy(t *testing.T, s *storage.Store, name string) {
	t.Helper()
	cs := (&app.Hand{Author: "Mara"}).Begin("Make " + name)
	cs.Create(&app.Study{ID: app.NewID[app.StudyID](), Name: name, Stamp: app.NewStamp("Mara", cs.At)})
	if _, err := s.Apply(context.Background(), cs); err != nil {
		t.Fatal(err)
	}
}

func makeWorkspace(t *testing.T) (*storage.Store, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "team.throughline")
	s, err := storage.Create(t.Context(), path, storage.Options{By: "Mara"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	addStudy(t, s, "First")
	return s, path
}

// names are the studies as the window lists them.
func (s *seat) names() string {
	var all []string
	for _, st := range s.shell.Studies() {
		all = append(all, st.Name)
	}
	return strings.Join(all, " ")
}

// TestReading_FollowsWhoWritesAndGoesOnWhenTheyLeft opens a workspace that somebody else has open: it is read, follows what they do at the same place, and is
// taken over once they closed it.
func TestReading_FollowsWhoWritesAndGoesOnWhenTheyLeft(t *testing.T) {
	owner, path := makeWorkspace(t)
	s := newSeat(t, Options{})
	s.open(path, workspace.ReadOnly)
	s.until("notice Read only.")
	s.shell.Go(kit.Route{Screen: kit.Themes})
	s.until("screen themes")

	addStudy(t, owner, "Second")
	s.minding.ask()
	s.until("caught up 1 step")
	s.wait(func() bool { return s.names() == "First Second" })
	if at := s.shell.Here(); at.Screen != kit.Themes {
		t.Errorf("it went to %s", at.Screen)
	}

	if err := owner.Close(); err != nil {
		t.Fatal(err)
	}
	s.minding.ask()
	s.until("notice Nobody has it open any more.")
	s.minding.do(actEdit)
	s.wait(func() bool { return s.work != nil && !s.work.Store.ReadOnly() })
	s.wait(func() bool { return s.shell.Here().Screen == kit.Themes })
}

// TestFile_GoneIsSaidAndSavedAnew deletes the file of an open workspace: it is said, leaving asks, and everything goes into a new file.
func TestFile_GoneIsSaidAndSavedAnew(t *testing.T) {
	owner, path := makeWorkspace(t)
	if err := owner.Close(); err != nil {
		t.Fatal(err)
	}
	s := newSeat(t, Options{})
	s.open(path, workspace.Existing)
	s.until("ready")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	s.minding.ask()
	s.until("notice The file is gone.")
	s.leaveWorkspace()
	if s.work == nil || s.asking == nil || !s.asking.Shown() {
		t.Fatal("it was closed without a word")
	}
	s.asking.Hide()
	out := filepath.Join(t.TempDir(), "saved.throughline")
	s.minding.saveAs(out)
	s.until("saved as " + out)
	s.wait(func() bool { return s.path == out && s.names() == "First" })
}

// wait runs what is posted until done reports true.
func (s *seat) wait(done func() bool) {
	s.t.Helper()
	deadline := time.After(60 * time.Second)
	for !done() {
		select {
		case f := <-s.ch:
			f()
		case <-deadline:
			s.t.Fatalf("it did not come about; log:\n%s", s.log)
		}
	}
}
