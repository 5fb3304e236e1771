package shell

import (
	"fmt"
	"os"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/ui/kit"
	"throughline/ui/say"
)

// Settings are a person's choices on this computer. Studies and findings never go here.
type Settings struct {
	prefs fyne.Preferences
	looks int // how often appearance or scale was put into force anew
}

// NewSettings keeps choices in Fyne's preferences.
func NewSettings(p fyne.Preferences) *Settings { return &Settings{prefs: p} }

// Keys of the preferences.
const (
	keyMode    = "appearance"
	keyScale   = "scale"
	keyNarrow  = "rail.narrow"
	keyRecent  = "recent"
	keyStudy   = "study:"
	keyWidth   = "window.width"
	keyHeight  = "window.height"
	maxRecents = 8
)

// asSystem stands for kit.System in the preferences, where "" means that nothing was chosen yet.
const asSystem = "system"

// Mode is light, dark or as the system; light until the person chooses, because many desktops do not tell.
func (s *Settings) Mode() kit.Mode {
	m := s.prefs.StringWithFallback(keyMode, string(kit.Light))
	if m == asSystem {
		return kit.System
	}
	return kit.Mode(m)
}

// SetMode chooses light, dark or as the system, at once and for later.
func (s *Settings) SetMode(m kit.Mode) {
	name := string(m)
	if m == kit.System {
		name = asSystem
	}
	s.prefs.SetString(keyMode, name)
	s.Apply()
}

// Scale is the size of everything in per cent, 80 to 200.
func (s *Settings) Scale() int { return min(200, max(80, s.prefs.IntWithFallback(keyScale, 100))) }

// SetScale changes the size of everything, at once and for later.
func (s *Settings) SetScale(percent int) {
	s.prefs.SetInt(keyScale, min(200, max(80, percent)))
	s.Apply()
}

// Apply puts appearance and scale into force. Fyne reads the scale from the environment whenever settings change;
// a scale given from outside wins until the person changes it here.
func (s *Settings) Apply() {
	s.looks++
	s.put()
}

// put has everything in the window take the appearance and scale in force.
func (s *Settings) put() {
	if s.prefs.Int(keyScale) != 0 {
		_ = os.Setenv("FYNE_SCALE", fmt.Sprintf("%.2f", float64(s.Scale())/100)) // fails for broken names only
	}
	fyne.CurrentApp().Settings().SetTheme(kit.NewTheme(s.Mode()))
}

// RailNarrow reports whether the rail shows icons only.
func (s *Settings) RailNarrow() bool { return s.prefs.Bool(keyNarrow) }

// SetRailNarrow remembers the rail's width.
func (s *Settings) SetRailNarrow(on bool) { s.prefs.SetBool(keyNarrow, on) }

// Study is the study last shown in a workspace, "" for all.
func (s *Settings) Study(workspace string) string { return s.prefs.String(keyStudy + workspace) }

// SetStudy remembers the study shown in a workspace.
func (s *Settings) SetStudy(workspace, study string) { s.prefs.SetString(keyStudy+workspace, study) }

// Recent lists workspace files opened lately, the latest first.
func (s *Settings) Recent() []string {
	raw := s.prefs.String(keyRecent)
	if raw == "" {
		return nil
	}
	return strings.Split(raw, "\n")
}

// AddRecent puts a workspace file first.
func (s *Settings) AddRecent(path string) { s.setRecent(append([]string{path}, s.without(path)...)) }

// DropRecent forgets a workspace file that is gone.
func (s *Settings) DropRecent(path string) { s.setRecent(s.without(path)) }

func (s *Settings) without(path string) []string {
	var out []string
	for _, p := range s.Recent() {
		if p != path {
			out = append(out, p)
		}
	}
	return out
}

func (s *Settings) setRecent(paths []string) {
	s.prefs.SetString(keyRecent, strings.Join(paths[:min(len(paths), maxRecents)], "\n"))
}

// WindowSize is the size the window had last, 1280 x 800 at first.
func (s *Settings) WindowSize() fyne.Size {
	w, h := s.prefs.FloatWithFallback(keyWidth, 1280), s.prefs.FloatWithFallback(keyHeight, 800)
	return fyne.NewSize(float32(max(w, 800)), float32(max(h, 560)))
}

// SetWindowSize remembers the window's size.
func (s *Settings) SetWindowSize(size fyne.Size) {
	s.prefs.SetFloat(keyWidth, float64(size.Width))
	s.prefs.SetFloat(keyHeight, float64(size.Height))
}

// scales are the sizes offered, in per cent: whole tenths, because Fyne rounds to them.
var scales = []int{80, 90, 100, 110, 120, 130, 150, 170, 200}

// showSettings opens the settings beside the rail's entry.
func (s *Shell) showSettings(anchor fyne.CanvasObject) {
	set := s.p.Settings
	mode := kit.NewSegments([]kit.Option{{ID: "", Text: say.T("System")}, {ID: string(kit.Light), Text: say.T("Light")}, {ID: string(kit.Dark), Text: say.T("Dark")}},
		func(id string) { set.SetMode(kit.Mode(id)) })
	mode.Select(string(set.Mode()))
	var options []kit.Option
	for _, p := range scales {
		options = append(options, kit.Option{ID: fmt.Sprint(p), Text: fmt.Sprintf("%d %%", p)})
	}
	scale := kit.NewDropdown(options, func(id string) {
		var p int
		if _, err := fmt.Sscan(id, &p); err == nil {
			s.setScale(p)
		}
	})
	scale.Select(fmt.Sprint(set.Scale()))
	rail := kit.NewSegments([]kit.Option{{ID: "wide", Text: say.T("Words")}, {ID: "narrow", Text: say.T("Icons only")}}, func(string) { s.rail.toggle() })
	if set.RailNarrow() {
		rail.Select("narrow")
	}
	row := func(label string, o fyne.CanvasObject) fyne.CanvasObject {
		return kit.HStack(kit.Space4, kit.Grow(kit.NewText(label, kit.Body)), o)
	}
	rows := []fyne.CanvasObject{kit.NewText(say.T("Settings"), kit.Strong), row(say.T("Appearance"), mode), row(say.T("Size"), scale), row(say.T("Rail"), rail)}
	var pop *kit.Popover
	if own := s.p.Own; own != nil {
		state := say.T("None")
		switch {
		case own.On:
			state = say.T("On")
		case own.Dir != "":
			state = say.T("Off")
		}
		rows = append(rows, row(say.T("Language model"), kit.NewButton(state+"…", kit.Secondary, func() {
			pop.Hide()
			s.showOwnModel()
		})))
	}
	if s.p.OnBackups != nil {
		rows = append(rows, row(say.T("Backups"), kit.NewButton(say.T("Rhythm and place…"), kit.Secondary, func() {
			pop.Hide()
			s.p.OnBackups()
		})))
	}
	pop = kit.NewPopover(kit.Fixed(kit.Pad(kit.VStack(kit.Space3, rows...), kit.Space4), 360, 0))
	pop.ShowBelow(anchor)
}
