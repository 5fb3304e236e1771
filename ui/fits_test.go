package ui

import (
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"throughline/ui/kit"
)

// settled runs what the screens have asked for, until nothing comes for a moment.
func (s *seat) settled() {
	for {
		select {
		case f := <-s.ch:
			f()
		case <-time.After(200 * time.Millisecond):
			return
		}
	}
}

func TestDesktop_EveryScreenFitsIntoASmallWindow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sample.throughline")
	s := newSeat(t, Options{Path: path, Sample: true})
	s.win.Resize(fyne.NewSize(1280, 800))
	s.started()
	s.until("job done Open the sample study")
	s.settled()
	screens := []kit.Screen{kit.Home, kit.Interviews, kit.Reader, kit.Codebook, kit.Findings, kit.AutoCode, kit.Themes, kit.Across, kit.Insights, kit.Analysis, kit.Memos,
		kit.People, kit.Recruitment, kit.Consent, kit.Reports, kit.Playbook, kit.StudySheet, kit.History, kit.Search, kit.Redaction, kit.Measures, kit.Help}
	level := map[kit.Screen]bool{kit.Consent: true, kit.Reports: true, kit.History: true} // of which nothing is scrolled sideways
	for _, c := range []struct {
		name string
		size fyne.Size
	}{
		{"1280 by 800 at 130 %", fyne.NewSize(985, 615)},
		{"1280 by 800 at 150 %", fyne.NewSize(853, 533)},
	} {
		t.Run(c.name, func(t *testing.T) {
			s.win.Resize(c.size)
			for _, id := range screens {
				s.shell.Go(kit.Route{Screen: id})
				s.settled()
				if m := s.win.Content().MinSize(); m.Width > c.size.Width || m.Height > c.size.Height {
					t.Errorf("on %s the window grows to %v", id, m)
				}
				need, room := s.shell.Fits()
				if need.Width > room.Width {
					t.Errorf("%s needs %v of a width of %v", id, need.Width, room.Width)
				}
				for _, o := range test.LaidOutObjects(s.win.Content()) {
					if view, ok := o.(*container.Scroll); ok && level[id] && view.Size().Width > 100 && view.Content.MinSize().Width > view.Size().Width+1 {
						t.Errorf("%s scrolls sideways: %v in %v", id, view.Content.MinSize(), view.Size())
					}
				}
				if id != kit.Home && need.Height > room.Height {
					t.Errorf("%s needs %v of a height of %v", id, need.Height, room.Height)
				}
			}
		})
	}
}
