package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"throughline/app/crash"
)

// newRun is a run in dir that keeps notes.
func newRun(t *testing.T, dir string) *crash.Run {
	t.Helper()
	run, _, err := crash.Begin(dir, crash.About{Version: "1.2.3", System: "linux/amd64"}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(run.End)
	return run
}

// shown is what can be read on the window, dialogs included.
func (s *seat) shown() string {
	var out []string
	for _, layer := range append([]fyne.CanvasObject{s.win.Content()}, s.win.Canvas().Overlays().List()...) {
		for _, o := range test.LaidOutObjects(layer) {
			if t, ok := o.(*canvas.Text); ok && t.Text != "" {
				out = append(out, t.Text)
			}
		}
	}
	return strings.Join(out, " ")
}

// untilShown runs what is posted until words can be read.
func (s *seat) untilShown(words string) {
	s.t.Helper()
	deadline := time.After(60 * time.Second)
	for !strings.Contains(s.shown(), words) {
		select {
		case f := <-s.ch:
			f()
		case <-deadline:
			s.t.Fatalf("%q is not shown, but\n%s", words, s.shown())
		}
	}
}

func TestDesktop_OffersTheReportOfAFault(t *testing.T) {
	dir := t.TempDir()
	run := newRun(t, dir)
	s := newSeat(t, Options{Version: "1.2.3", Run: run, Stopped: true})
	s.win.Resize(fyne.NewSize(1280, 800))
	run.Fault("nobody said this", []byte("goroutine 1 [running]:\nmain.main()\n\t/a/main.go:1\n"))
	s.started()
	s.untilShown("Nothing that was saved is lost.")
	s.untilShown("Show the report")
	s.showFaults()
	s.untilShown("main.main")
	text, err := run.Reports()[0].Text()
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "copy.txt")
	s.saveFault(to, text)
	s.untilShown("Saved as")
	if b, err := os.ReadFile(to); err != nil || string(b) != text {
		t.Errorf("the copy is %q, %v", b, err)
	}
	if len(run.Reports()) != 1 {
		t.Error("the report is gone before it was dismissed")
	}
	s.dismissFault(run.Reports()[0], func() {})
	s.untilShown("The report is deleted.")
	if len(run.Reports()) != 0 {
		t.Error("a dismissed report stays")
	}
	s.showFaults()
	s.untilShown("No reports of faults")
}

func TestDesktop_SaysThatItWasStoppedFromOutside(t *testing.T) {
	s := newSeat(t, Options{Version: "1.2.3", Run: newRun(t, t.TempDir()), Stopped: true})
	s.win.Resize(fyne.NewSize(1280, 800))
	s.started()
	s.untilShown("was stopped from outside last time")
}

func TestDesktop_SaysWhichVersionItIs(t *testing.T) {
	s := newSeat(t, Options{Version: "1.2.3", Commit: "0123abcd"})
	s.win.Resize(fyne.NewSize(1280, 800))
	if !strings.Contains(s.shown(), "Version 1.2.3") {
		t.Errorf("the ways in do not say the version: %s", s.shown())
	}
	s.showAbout()
	s.untilShown("0123abcd")
	if got := s.aboutText(); !strings.HasPrefix(got, "Throughline 1.2.3 (commit 0123abcd), ") {
		t.Errorf("copied: %q", got)
	}
}

func TestBeginning_SaysHowMuchIsNotShown(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines int
		want  string // at its end
	}{{"short", 60, "x"}, {"one more", 61, "\n1 more line in the saved report."}, {"long", 100, "\n40 more lines in the saved report."}} {
		t.Run(c.name, func(t *testing.T) {
			if got := beginning(strings.Repeat("x\n", c.lines)); !strings.HasSuffix(got, c.want) {
				t.Errorf("ends with %q", got[max(0, len(got)-50):])
			}
		})
	}
}
