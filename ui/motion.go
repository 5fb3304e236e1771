package ui

import (
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app/settings"
)

// stillApp is the application as widgets see it, with what the person chose about motion in place of what the toolkit would do.
type stillApp struct {
	fyne.App
	moves func() bool
}

// Settings implements fyne.App.
func (a stillApp) Settings() fyne.Settings { return stillSettings{a.App.Settings(), a.moves} }

type stillSettings struct {
	fyne.Settings
	moves func() bool
}

// ShowAnimations implements fyne.Settings.
func (s stillSettings) ShowAnimations() bool { return s.moves() }

// keepStill has widgets move only where the person, or without a choice the system, allows it.
func keepStill(a fyne.App, chosen func() settings.Motion) {
	system := a.Settings().ShowAnimations() && !systemStill(os.ReadFile, os.Getenv)
	fyne.SetCurrentApp(stillApp{a, func() bool {
		switch chosen() {
		case settings.MotionReduced:
			return false
		case settings.MotionFull:
			return true
		}
		return system
	}})
}

// systemStill reports whether the desktop is set to keep still, where it says so in a file: GTK's settings.ini, and KDE's kdeglobals.
func systemStill(read func(string) ([]byte, error), env func(string) string) bool {
	dir := env("XDG_CONFIG_HOME")
	if dir == "" {
		dir = filepath.Join(env("HOME"), ".config")
	}
	for _, f := range []struct{ file, section, key string }{
		{"gtk-4.0/settings.ini", "[Settings]", "gtk-enable-animations"},
		{"gtk-3.0/settings.ini", "[Settings]", "gtk-enable-animations"},
		{"kdeglobals", "[KDE]", "AnimationDurationFactor"},
	} {
		data, err := read(filepath.Join(dir, filepath.FromSlash(f.file)))
		if err != nil {
			continue // this desktop says nothing
		}
		section := ""
		for line := range strings.Lines(string(data)) {
			line = strings.TrimSpace(line)
			if strings.HasPrefix(line, "[") {
				section = line
			}
			key, value, _ := strings.Cut(line, "=")
			if section == f.section && strings.TrimSpace(key) == f.key {
				switch strings.ToLower(strings.TrimSpace(value)) {
				case "0", "false":
					return true
				}
			}
		}
	}
	return false
}
