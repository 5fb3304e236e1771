package shell

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/app/settings"
	"throughline/ui/kit"
	"throughline/ui/task"
)

func TestSettings_TakeOverWhatAnEarlierVersionKept(t *testing.T) {
	a, dir := test.NewTempApp(t), t.TempDir()
	p := a.Preferences()
	p.SetString("appearance", "system")
	p.SetInt("scale", 130)
	p.SetBool("rail.narrow", true)
	p.SetString("model.dir", "/models/small")
	p.SetBool("model.on", true)
	p.SetString("taste.vault.idle", time.Hour.String())
	p.SetString("recent", "/data/a.throughline")
	s := NewSettings(p, dir)
	if s.Mode() != kit.System || s.Scale() != 130 || !s.RailNarrow() || s.VaultIdle() != time.Hour || s.Choices().Here.ModelFolder != "/models/small" || !s.Choices().Here.ModelOn {
		t.Errorf("taken over: %+v", s.Choices())
	}
	if got := s.Recent(); len(got) != 1 {
		t.Errorf("recent = %v", got)
	}
	if kept, err := settings.Load(dir); err != nil || kept.Scale != 130 {
		t.Errorf("in the file: %+v, %v", kept, err)
	}
	p.SetInt("scale", 90)
	if s := NewSettings(p, dir); s.Scale() != 130 {
		t.Errorf("scale = %d: the file does not win over what was before it", s.Scale())
	}
}

func TestSettings_AreLightAndOfUsualSizeUntilChosen(t *testing.T) {
	a, dir := test.NewTempApp(t), t.TempDir()
	s := NewSettings(a.Preferences(), dir)
	if s.Mode() != kit.Light || s.Scale() != 100 || s.RailNarrow() || s.VaultIdle() != 0 || s.Trouble() != nil {
		t.Errorf("at first: %+v, %v", s.Choices(), s.Trouble())
	}
	if _, err := os.Stat(settings.Path(dir)); err == nil {
		t.Error("a file was written though nothing was chosen")
	}
}

func TestSettings_TheWindowIsAsLargeOnTheDeskAtAnySize(t *testing.T) {
	a := test.NewTempApp(t)
	s := NewSettings(a.Preferences(), t.TempDir())
	for _, percent := range []int{80, 100, 110, 120, 130, 150, 200} {
		if err := s.SetScale(percent); err != nil {
			t.Fatal(err)
		}
		f := float32(percent) / 100
		pixels := func(length float32) int { return int(math.Ceil(float64(length * f))) } // as the toolkit counts
		size := s.WindowSize()
		if w, h := pixels(size.Width), pixels(size.Height); w != 1280 || h != 800 {
			t.Errorf("at %d %% the first window is %d by %d on the desk", percent, w, h)
		}
		s.SetWindowSize(fyne.NewSize(float32(1700)/f, float32(1101)/f))
		size = s.WindowSize()
		if w, h := pixels(size.Width), pixels(size.Height); w != 1700 || h != 1101 {
			t.Errorf("at %d %% a window of 1700 by 1101 comes back as %d by %d", percent, w, h)
		}
		s.prefs.RemoveValue(keyWidth)
		s.prefs.RemoveValue(keyHeight)
	}
}

func TestSettings_EveryLookComesBack(t *testing.T) {
	a, dir := test.NewTempApp(t), t.TempDir()
	s := NewSettings(a.Preferences(), dir)
	for _, m := range []kit.Mode{kit.Dark, kit.HighContrast, kit.HighDark, kit.System, kit.Light} {
		if err := s.SetMode(m); err != nil {
			t.Fatal(err)
		}
		if got := NewSettings(a.Preferences(), dir).Mode(); got != m {
			t.Errorf("mode %q came back as %q", m, got)
		}
	}
}

func TestSettings_HoldForTheRunWhereTheFileCannotBeWritten(t *testing.T) {
	a := test.NewTempApp(t)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := NewSettings(a.Preferences(), filepath.Join(file, "throughline"))
	if err := s.SetScale(120); app.CodeOf(err) != app.EIO {
		t.Errorf("error = %v, want EIO", err)
	}
	if s.Scale() != 120 {
		t.Errorf("scale = %d, want 120 for this run", s.Scale())
	}
}

func TestSettings_WrittenLaterTakeWhatAnotherWindowChose(t *testing.T) {
	await, release := task.Hold()
	defer release()
	a, dir := test.NewTempApp(t), t.TempDir()
	s := NewSettings(a.Preferences(), dir)
	var late []error
	s.Late = func(err error) { late = append(late, err) }
	for _, percent := range []int{110, 120, 130} {
		if err := s.SetScale(percent); err != nil || s.Scale() != percent {
			t.Fatalf("scale %d, %v", s.Scale(), err)
		}
	}
	if await(10*time.Second, func() bool { return s.unwritten == 0 }); s.unwritten != 0 {
		t.Fatal("not written")
	}
	if kept, err := settings.Load(dir); err != nil || kept.Scale != 130 {
		t.Errorf("in the file: %+v, %v", kept, err)
	}
	if _, err := settings.Change(dir, func(c *settings.Settings) { c.Author = "Mara" }); err != nil { // another window
		t.Fatal(err)
	}
	if err := s.SetScale(140); err != nil {
		t.Fatal(err)
	}
	if await(10*time.Second, func() bool { return s.Choices().Author == "Mara" }); s.Choices().Author != "Mara" || s.Scale() != 140 || len(late) != 0 {
		t.Errorf("%+v, told %v", s.Choices(), late)
	}
	s.dir = filepath.Join(settings.Path(dir), "below a file")
	if err := s.SetScale(150); err != nil {
		t.Fatal(err)
	}
	if await(10*time.Second, func() bool { return len(late) > 0 }); len(late) != 1 || app.CodeOf(late[0]) != app.EIO || s.Scale() != 150 {
		t.Errorf("scale %d, told %v", s.Scale(), late)
	}
}

func TestSettings_OfABrokenFileAreAsTheyComeAndSaySo(t *testing.T) {
	a, dir := test.NewTempApp(t), t.TempDir()
	if err := os.WriteFile(settings.Path(dir), []byte("{\n\n!"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := NewSettings(a.Preferences(), dir)
	message, hint := app.Explain(s.Trouble())
	if s.Scale() != 100 || !strings.Contains(message, "line 3") || !strings.Contains(hint, "settings.json.bad") {
		t.Errorf("scale %d, told %q and %q", s.Scale(), message, hint)
	}
	if err := s.SetScale(110); err != nil {
		t.Fatal(err)
	}
	if again := NewSettings(a.Preferences(), dir); again.Trouble() != nil || again.Scale() != 110 {
		t.Errorf("after choosing anew: %v, scale %d", again.Trouble(), again.Scale())
	}
}

func TestSettings_NeverLockingComesBack(t *testing.T) {
	a, dir := test.NewTempApp(t), t.TempDir()
	s := NewSettings(a.Preferences(), dir)
	for _, d := range []time.Duration{-1, 5 * time.Minute} {
		if err := s.SetVaultIdle(d); err != nil {
			t.Fatal(err)
		}
		if got := NewSettings(a.Preferences(), dir).VaultIdle(); got != d {
			t.Errorf("idle %v came back as %v", d, got)
		}
	}
}
