package ui

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app/settings"
)

func TestSystemStill_IsReadFromTheFilesOfDesktops(t *testing.T) {
	for _, row := range []struct {
		name, file, text string
		want             bool
	}{
		{"no file", "", "", false},
		{"GTK keeps still", "gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations = 0\n", true},
		{"GTK 4 in a word", "gtk-4.0/settings.ini", "[Settings]\r\ngtk-enable-animations=False\r\n", true},
		{"GTK moves", "gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=1\n", false},
		{"another key", "gtk-3.0/settings.ini", "[Settings]\ngtk-enable-event-sounds=0\n", false},
		{"KDE at once", "kdeglobals", "[General]\nName=x\n[KDE]\nAnimationDurationFactor=0\n", true},
		{"KDE half as long", "kdeglobals", "[KDE]\nAnimationDurationFactor=0.5\n", false},
		{"KDE, key of another section", "kdeglobals", "[Other]\nAnimationDurationFactor=0\n", false},
	} {
		read := func(path string) ([]byte, error) {
			if row.file != "" && strings.HasSuffix(path, row.file) {
				return []byte(row.text), nil
			}
			return nil, errors.New("none")
		}
		if got := systemStill(read, func(string) string { return "" }); got != row.want {
			t.Errorf("%s: systemStill() = %v, want %v", row.name, got, row.want)
		}
	}
}

func TestKeepStill_DoesWhatIsChosen(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	a := test.NewTempApp(t)
	chosen := settings.MotionFull
	keepStill(a, func() settings.Motion { return chosen })
	defer fyne.SetCurrentApp(a)
	for _, row := range []struct {
		motion settings.Motion
		want   bool
	}{{settings.MotionFull, true}, {settings.MotionReduced, false}, {settings.MotionAsSystem, a.Settings().ShowAnimations()}} {
		chosen = row.motion
		if got := fyne.CurrentApp().Settings().ShowAnimations(); got != row.want {
			t.Errorf("reduced motion %q: moves = %v, want %v", row.motion, got, row.want)
		}
	}
}
