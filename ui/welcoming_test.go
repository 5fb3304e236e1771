package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"throughline/ui/shell"
)

func TestFreeName_TakesNoOneElsesFile(t *testing.T) {
	for _, row := range []struct {
		name  string
		taken []string
		want  string
	}{
		{"nothing there", nil, "Research"},
		{"one there", []string{"Research"}, "Research 2"},
		{"a gap", []string{"Research", "Research 3"}, "Research 2"},
		{"two there", []string{"Research", "Research 2"}, "Research 3"},
	} {
		got := freeName("dir", "Research", func(path string) bool {
			for _, n := range row.taken {
				if path == filepath.Join("dir", n+shell.Extension) {
					return true
				}
			}
			return false
		})
		if got != filepath.Join("dir", row.want+shell.Extension) {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}

func TestWelcome_FilesThatAreDroppedBeginAWorkspace(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	s := newSeat(t, Options{})
	s.win.Resize(fyne.NewSize(1280, 800))
	s.started()
	s.until("ready")
	note := filepath.Join(home, "P01.txt")
	if err := os.WriteFile(note, []byte("Mara: How was it?\nDenise: Fine, mostly.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.droppedAtTheDoor([]fyne.URI{storage.NewFileURI(note)})
	s.until("screen home")
	if s.path != filepath.Join(home, "Research"+shell.Extension) || !s.wizard.Shown() {
		t.Errorf("open is %q, the import shown: %v", s.path, s.wizard.Shown())
	}
}

func TestWelcome_SettingsCanBeChangedBeforeAnyWorkspace(t *testing.T) {
	dir := t.TempDir()
	s := newSeat(t, Options{Settings: dir})
	s.win.Resize(fyne.NewSize(1280, 800))
	s.started()
	s.until("ready")
	s.showSettings()
	top := s.win.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("no settings are shown")
	}
	if s.settings.OnTurn == nil {
		t.Error("what changes elsewhere is not shown")
	}
	if strings.Contains(s.words(), "Keyboard shortcuts") {
		t.Error("keys of a workspace are shown without one")
	}
}
