package help_test

import (
	"io/fs"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"throughline/docs"
	"throughline/ui/help"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// newModel returns a model whose work is done while await waits for something to hold.
func newModel(t *testing.T, files fs.FS) (*help.Model, func(func() bool)) {
	t.Helper()
	await, _ := task.Hold() // never released: what is still loading when a test ends must find no window
	m := &help.Model{Files: files, Language: say.English}
	t.Cleanup(m.Close)
	return m, func(holds func() bool) {
		t.Helper()
		if !await(10*time.Second, holds) {
			t.Fatalf("waited in vain; shown is %+v with %d hits", m.Page != nil, len(m.Hits))
		}
	}
}

func TestScreen_ShowsChaptersPagesAndHits(t *testing.T) {
	test.NewTempApp(t)
	m, await := newModel(t, docs.Files)
	var went []kit.Route
	backs := 0
	s := help.New(m, help.Doors{GoTo: func(r kit.Route) { went = append(went, r) }, Back: func() { backs++ }})
	w := test.NewTempWindow(t, kit.NewStage(s.Content()))
	w.Resize(fyne.NewSize(1100, 700))
	s.Open(kit.HelpOn(kit.Themes))
	await(func() bool { return m.Page != nil })
	s.Rune('n')
	if next, _ := m.Beside(1); len(went) != 1 || went[0] != kit.HelpPage(next.File, "") {
		t.Errorf("N went to %v", went)
	}
	s.Rune('/')
	if w.Canvas().Focused() == nil {
		t.Error("the field has not the keyboard")
	}
	for _, r := range "saturation" {
		w.Canvas().Focused().TypedRune(r)
	}
	await(func() bool { return m.Query == "saturation" && len(m.Hits) > 0 })
	m.Show(m.Hits[0])
	if s.Offset() == 0 && m.Block > 10 {
		t.Error("the part that was found is not in sight")
	}
	s.Key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if backs != 1 {
		t.Error("Escape does not lead back")
	}
	s.Rune('l')
	if w.Canvas().Overlays().Top() == nil {
		t.Error("L lists no links")
	}
}

func BenchmarkPaintPage(b *testing.B) {
	test.NewTempApp(b)
	await, _ := task.Hold()
	m := &help.Model{Files: docs.Files, Language: say.English}
	defer m.Close()
	s := help.New(m, help.Doors{})
	w := test.NewTempWindow(b, kit.NewStage(s.Content()))
	w.Resize(fyne.NewSize(1100, 700))
	s.Open(kit.Route{})
	await(10*time.Second, func() bool { return m.Page != nil })
	for _, name := range []string{"guide/themes.md", "guide/commands.md", "QUALITY.md"} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				s.Open(kit.HelpPage(name, ""))
			}
		})
	}
}

// TestScreen_EveryPageFitsIntoANarrowWindow shows each page of the real guide where there is little room.
func TestScreen_EveryPageFitsIntoANarrowWindow(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(kit.NewTheme(kit.Light))
	m, await := newModel(t, docs.Files)
	s := help.New(m, help.Doors{})
	w := test.NewTempWindow(t, kit.NewStage(s.Content()))
	w.Resize(fyne.NewSize(700, 500))
	s.Open(kit.Route{})
	await(func() bool { return m.Page != nil })
	for _, c := range m.Chapters() {
		s.Open(kit.HelpPage(c.File, ""))
		if need := s.Content().MinSize().Width; need > 660 {
			t.Errorf("with %s the screen is %v wide", c.File, need)
		}
	}
}
