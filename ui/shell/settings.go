package shell

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/ui/kit"
)

// Keys of the preferences.
const (
	keyRecent  = "recent"
	keyStudy   = "study:"
	keyWidth   = "window.width"
	keyHeight  = "window.height"
	maxRecents = 8
)

// hair is a length that no pixel is as short as.
const hair = 0.01

// Apply puts appearance and scale into force. Fyne reads the scale from the environment when its theme is set;
// a scale given from outside wins until the person changes it here.
func (s *Settings) Apply() {
	s.looks++
	first := s.theme == nil
	if first {
		s.theme = kit.NewTheme(s.Mode())
	}
	if first || s.scaled != s.now.Scale {
		if s.scaled = s.now.Scale; s.scaled != 0 {
			_ = os.Setenv("FYNE_SCALE", fmt.Sprintf("%.2f", float64(s.Scale())/100)) // fails for broken names only
		}
		if first || s.scaled == 0 {
			s.theme.Put()
		} else {
			s.theme.Rescale(float32(s.Scale()) / 100)
		}
	}
	if s.theme.Mode() != s.Mode() {
		s.theme.SetMode(s.Mode())
	}
}

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

// WindowSize is the size the window had last. At first it is 1280 x 800 on the desk, however large everything in it is. A hair is left out: the toolkit
// rounds up to whole pixels, and a window as high as the screen must not get one more.
func (s *Settings) WindowSize() fyne.Size {
	scale := float64(s.Scale()) / 100
	w, h := s.prefs.FloatWithFallback(keyWidth, 1280/scale), s.prefs.FloatWithFallback(keyHeight, 800/scale)
	return fyne.NewSize(float32(max(w, float64(leastFrame.Width)))-hair, float32(max(h, float64(leastFrame.Height)))-hair)
}

// SetWindowSize remembers the window's size.
func (s *Settings) SetWindowSize(size fyne.Size) {
	s.prefs.SetFloat(keyWidth, float64(size.Width))
	s.prefs.SetFloat(keyHeight, float64(size.Height))
}

// Sizes are the sizes of everything that are offered, in per cent.
func Sizes() []int { return slices.Clone(scales) }

// scales are the sizes offered, in per cent: whole tenths, because Fyne rounds to them.
var scales = []int{80, 90, 100, 110, 120, 130, 150, 170, 200}
