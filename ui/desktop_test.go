package ui

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/workspace"
	"throughline/storage"
	"throughline/ui/kit"
	"throughline/ui/shell"
	"throughline/ui/task"
)

func openStore(ctx context.Context, path string, mode workspace.Mode) (workspace.Store, error) {
	if mode == workspace.New {
		return storage.Create(ctx, path, storage.Options{})
	}
	return storage.Open(ctx, path, storage.Options{ReadOnly: mode == workspace.ReadOnly})
}

// seat is a desktop on the test driver, its log, and the UI goroutine of the test.
type seat struct {
	*desktop
	t   *testing.T
	log *bytes.Buffer
	ch  chan func()
}

func newSeat(t *testing.T, opt Options) *seat {
	t.Helper()
	s := &seat{t: t, log: &bytes.Buffer{}, ch: make(chan func(), 10_000)}
	task.Post = func(f func()) { s.ch <- f }
	opt.Open, opt.Author = openStore, "Ana"
	s.desktop = newDesktop(test.NewTempApp(t), opt, shell.NewEvents(s.log))
	t.Cleanup(func() {
		s.close()
		task.Post = func(func()) {} // what is still being loaded is for a window that has gone; run elsewhere it would draw beside the next test
	})
	return s
}

func (s *seat) until(event string) {
	s.t.Helper()
	deadline := time.After(60 * time.Second)
	for !strings.Contains(s.log.String(), event) {
		select {
		case f := <-s.ch:
			f()
		case <-deadline:
			s.t.Fatalf("%q did not happen; log:\n%s", event, s.log)
		}
	}
}

func (s *seat) words() string {
	var out []string
	for _, o := range test.LaidOutObjects(s.win.Content()) {
		if t, ok := o.(*canvas.Text); ok && t.Text != "" {
			out = append(out, t.Text)
		}
	}
	return strings.Join(out, "|")
}

func TestDesktop_SampleOpensFilledAndEveryScreenCanBeVisited(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sample.throughline")
	s := newSeat(t, Options{Path: path, Sample: true})
	s.win.Resize(fyne.NewSize(1280, 800))
	s.started()
	s.until("job done Open the sample study")
	for _, id := range []kit.Screen{kit.Interviews, kit.Codebook, kit.Findings, kit.Themes, kit.Insights, kit.Memos, kit.People, kit.Reports, kit.Home} {
		s.shell.Go(kit.Route{Screen: id})
		s.until("screen " + string(id))
	}
	if got := s.settings.Recent(); len(got) != 1 || got[0] != path {
		t.Errorf("recent = %v, want %s", got, path)
	}
	s.leaveWorkspace()
	if s.work != nil || !strings.Contains(s.words(), "Open the sample study") {
		t.Error("closing the workspace does not go back to the ways in")
	}
}

func TestDesktop_SaysWhyAFileDoesNotOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gone.throughline")
	s := newSeat(t, Options{Path: path})
	s.settings.AddRecent(path)
	s.started()
	s.until("error")
	s.until("ready")
	if len(s.settings.Recent()) != 0 {
		t.Error("a file that is gone stays among the recent ones")
	}
	if !strings.Contains(s.words(), "New workspace") {
		t.Errorf("shown %q, want the ways in", s.words())
	}
}

func TestDesktop_NewWorkspaceStandsEmptyAndSaysWhatToDo(t *testing.T) {
	s := newSeat(t, Options{})
	s.win.Resize(fyne.NewSize(1280, 800))
	s.started()
	s.until("ready")
	path := filepath.Join(t.TempDir(), "new.throughline")
	s.open(path, workspace.New)
	s.until("screen home")
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	s.open(filepath.Join(t.TempDir(), "none.throughline"), workspace.Existing)
	s.until("error")
	if s.work == nil || s.path != path {
		t.Error("a file that does not open closes the one that is open")
	}
}

func TestNeedScreen_SaysSoInWords(t *testing.T) {
	none := func(string) string { return "" }
	if err := needScreen("linux", none); app.CodeOf(err) != app.EUnsupported {
		t.Errorf("no screen = %v, want unsupported", err)
	}
	if err := needScreen("windows", none); err != nil {
		t.Errorf("windows = %v, want nil", err)
	}
	wayland := func(k string) string { return map[string]string{"WAYLAND_DISPLAY": "wayland-0"}[k] }
	if err := needScreen("linux", wayland); err != nil {
		t.Errorf("wayland = %v, want nil", err)
	}
}

func TestWithExtension(t *testing.T) {
	for in, want := range map[string]string{"/a/b": "/a/b.throughline", "/a/b.throughline": "/a/b.throughline", "/a/B.Throughline": "/a/B.Throughline"} {
		if got := withExtension(in); got != want {
			t.Errorf("withExtension(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestDesktop_AMemoThatIsBeingWrittenIsStoredWhenTheWorkspaceCloses(t *testing.T) {
	s := newSeat(t, Options{})
	s.win.Resize(fyne.NewSize(1280, 800))
	s.started()
	s.until("ready")
	path := filepath.Join(t.TempDir(), "new.throughline")
	s.open(path, workspace.New)
	s.until("screen home")
	study, err := s.work.Studies.Create(t.Context(), app.Study{Name: "Rights"})
	if err != nil {
		t.Fatal(err)
	}
	row := kit.NewMemoRow(s.memoDesk(s.work, links{}), nil)
	win := test.NewTempWindow(t, kit.NewStage(row.On(app.Ref{Kind: app.KindStudy, ID: string(study.ID)}, "Rights")))
	win.Resize(fyne.NewSize(900, 700))
	row.Add()
	for _, r := range "Rights, not time" {
		win.Canvas().Focused().TypedRune(r)
	}
	s.leaveWorkspace()
	store, err := openStore(t.Context(), path, workspace.Existing)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	rows, err := store.Memos(t.Context(), app.MemoQuery{})
	if err != nil || len(rows) != 1 || rows[0].Text != "Rights, not time" || rows[0].On.ID != string(study.ID) {
		t.Errorf("stored %v, %v", rows, err)
	}
}

// The guide stands over the ways in, where there is no place to go back to.
func TestDesktop_EscapePutsTheGuideOverTheWelcomeAway(t *testing.T) {
	s := newSeat(t, Options{})
	s.win.Resize(fyne.NewSize(1280, 800))
	s.started()
	s.until("ready")
	s.showHelp()
	c := s.win.Canvas()
	if c.Overlays().Top() == nil || c.Focused() == nil {
		t.Fatal("the guide is not open, or nothing in it hears keys")
	}
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if c.Overlays().Top() != nil {
		t.Error("Escape leaves the guide open")
	}
}
