package ui

import (
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/app"
	"throughline/ui/kit"
)

// press presses the button in sight that has a name, in the dialog that is open if there is one.
func (s *seat) press(name string) {
	s.t.Helper()
	in := s.win.Content()
	if over := s.win.Canvas().Overlays().Top(); over != nil {
		in = over
	}
	for _, o := range test.LaidOutObjects(in) {
		if b, ok := o.(fyne.Tappable); ok && o.Visible() && strings.HasPrefix(kit.NameOf(o), name) {
			b.Tapped(&fyne.PointEvent{})
			s.settled()
			return
		}
	}
	s.t.Fatalf("nothing in sight is called %q", name)
}

// choose takes the line of the open menu that has a name, with the keyboard.
func (s *seat) choose(name string) {
	s.t.Helper()
	menu := s.win.Canvas().Focused()
	seen := map[string]bool{}
	for menu != nil {
		menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		at := kit.NameOf(menu.(fyne.CanvasObject))
		if at == name {
			menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			s.settled()
			return
		}
		if seen[at] {
			break
		}
		seen[at] = true
	}
	s.t.Fatalf("the menu has no line %q among %v", name, seen)
}

// TestCounting_OfWhatTheTableShows: the menu of the table leads to an analysis of the findings in it, and of no others.
func TestCounting_OfWhatTheTableShows(t *testing.T) {
	s := newSeat(t, Options{Path: filepath.Join(t.TempDir(), "sample.throughline"), Sample: true})
	s.win.Resize(fyne.NewSize(1280, 800))
	s.started()
	s.until("job done Open the sample study")
	s.settled() // the job is told of before the frame has read the study
	study := s.shell.Studies()[0].ID
	tags, err := s.work.Store.Tags(t.Context(), study)
	if err != nil || len(tags) < 2 {
		t.Fatalf("%d tags: %v", len(tags), err)
	}
	for _, tag := range tags[:2] {
		s.shell.Go(kit.FindingsOf(tag.Name, app.FindingQuery{Study: study, Tags: []app.TagID{tag.ID}}))
		s.settled()
		title, shown, ok := s.shell.Here().Find()
		if !ok || title != tag.Name {
			t.Fatalf("the table shows %v, want the findings of %s", s.shell.Here(), tag.Name)
		}
		s.press("With these findings")
		s.choose("Count and chart these")
		here := s.shell.Here()
		title, counted, ok := here.Analyse()
		if !ok || here.Study != study || title != tag.Name || !counted.Equal(&shown) {
			t.Errorf("counted is %q in %s by %+v, want %q in %s by %+v", title, here.Study, counted, tag.Name, study, shown)
		}
		if words := s.words(); !strings.Contains(words, tag.Name) {
			t.Errorf("the analysis does not say what it is of: %s", words)
		}
	}
	s.shell.Go(kit.FindingsOf("", app.FindingQuery{Study: study}))
	s.settled()
	s.press("With these findings")
	s.choose("Count and chart these")
	if title, q, ok := s.shell.Here().Analyse(); !ok || title == "" || len(q.Tags) > 0 {
		t.Errorf("counted is %q by %+v, want all findings under a title", title, q)
	}
}
