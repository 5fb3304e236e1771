package library_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"throughline/ui/kit"
	"throughline/ui/library"
)

// words is every text drawn under o.
func words(o fyne.CanvasObject) string {
	var out []string
	for _, c := range test.LaidOutObjects(o) {
		if t, ok := c.(*canvas.Text); ok && t.Text != "" {
			out = append(out, t.Text)
		}
	}
	return strings.Join(out, "|")
}

func press(t *testing.T, o fyne.CanvasObject, name string) {
	t.Helper()
	for _, c := range test.LaidOutObjects(o) {
		if b, ok := c.(*kit.Button); ok && b.Text() == name {
			test.Tap(b)
			return
		}
	}
	t.Fatalf("no button %q in %q", name, words(o))
}

func TestScreen_SaysWhatToDoWhileEmptyAndOpensTheReader(t *testing.T) {
	d := newDesk(t)
	test.NewTempApp(t)
	study := d.study("Onboarding")
	m := d.list()
	var went kit.Route
	imports := 0
	s := library.New(m, func(r kit.Route) { went = r }, func() { imports++ })
	w := test.NewTempWindow(t, kit.NewStage(s.Content()))
	w.Resize(fyne.NewSize(1100, 700))
	s.Open(kit.Route{Study: study})
	d.until("empty list", func() bool { return m.Loaded })
	if got := words(s.Content()); !strings.Contains(got, "No interviews yet") {
		t.Fatalf("empty list shows %q", got)
	}
	press(t, s.Content(), "Import files…")
	if imports != 1 {
		t.Error("the empty state does not begin an import")
	}
	d.bring(study, d.files(map[string]string{"p1.vtt": vtt("P01")}))
	s.Open(kit.Route{Study: study})
	d.until("list", func() bool { return len(m.Rows) == 1 })
	if got := words(s.Content()); !strings.Contains(got, "WebVTT") || !strings.Contains(got, "1 interview") {
		t.Errorf("list shows %q", got)
	}
	s.Shown()
	f := w.Canvas().Focused()
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if went.Screen != kit.Reader || went.ID != string(m.Rows[0].ID) {
		t.Errorf("Enter went to %+v, want the interview", went)
	}
	m.SetFilter("nobody")
	if got := words(s.Content()); !strings.Contains(got, "No interview fits") {
		t.Errorf("a filter without hits shows %q", got)
	}
}

func TestWizard_LeadsFromFilesToInterviews(t *testing.T) {
	d := newDesk(t)
	test.NewTempApp(t)
	study := d.study("Onboarding")
	w := test.NewTempWindow(t, kit.NewStage(kit.NewFill(kit.Background)))
	w.Resize(fyne.NewSize(1280, 800))
	m := d.imports()
	var went kit.Route
	wiz := library.NewWizard(m, w.Canvas(), func(r kit.Route) { went = r })
	wiz.Show(study, d.files(map[string]string{"p1.vtt": vtt("P01"), "empty.txt": ""}))
	d.until("preview", func() bool { return m.Step == library.Checking && len(m.All) == 1 })
	top := func() fyne.CanvasObject { return w.Canvas().Overlays().Top() }
	got := words(top())
	for _, want := range []string{"p1.vtt", "WebVTT · Moderator, P01", "Into: Onboarding", "1 cannot be read.", "Moderator: Moderator"} {
		if !strings.Contains(got, want) {
			t.Errorf("preview shows %q, want %q", got, want)
		}
	}
	press(t, top(), "Import 1 file")
	d.until("import", func() bool { return m.Step == library.Finished })
	if got := words(top()); !strings.Contains(got, "1 file imported: 1 interview") {
		t.Errorf("the end shows %q", got)
	}
	press(t, top(), "Read the first")
	if went.Screen != kit.Reader || wiz.Shown() {
		t.Errorf("went to %+v, shown %v", went, wiz.Shown())
	}
}

func TestWizard_TellsTheEndWhenHidden(t *testing.T) {
	d := newDesk(t)
	test.NewTempApp(t)
	study := d.study("Onboarding")
	w := test.NewTempWindow(t, kit.NewStage(kit.NewFill(kit.Background)))
	w.Resize(fyne.NewSize(1280, 800))
	m := d.imports()
	wiz := library.NewWizard(m, w.Canvas(), func(kit.Route) {})
	told := ""
	var see func()
	wiz.Tell = func(s string, f func()) { told, see = s, f }
	wiz.Show(study, d.files(map[string]string{"p1.vtt": vtt("P01")}))
	d.until("preview", func() bool { return m.Step == library.Checking && len(m.All) == 1 })
	m.Start()
	press(t, w.Canvas().Overlays().Top(), "Hide")
	d.until("import", func() bool { return m.Step == library.Finished })
	if !strings.HasPrefix(told, "1 file imported") {
		t.Fatalf("told %q", told)
	}
	see()
	if got := words(w.Canvas().Overlays().Top()); !strings.Contains(got, "p1.vtt") {
		t.Errorf("See shows %q", got)
	}
}

func TestScreen_NamesTheStudyWhileAllAreShown(t *testing.T) {
	d := newDesk(t)
	test.NewTempApp(t)
	study := d.study("Onboarding")
	d.bring(study, d.files(map[string]string{"p1.vtt": vtt("P01")}))
	m := d.list()
	s := library.New(m, func(kit.Route) {}, func() {})
	w := test.NewTempWindow(t, kit.NewStage(s.Content()))
	w.Resize(fyne.NewSize(1100, 700))
	s.Open(kit.Route{})
	d.until("all", func() bool { return m.Loaded })
	if got := words(s.Content()); !strings.Contains(got, "Onboarding") || !strings.Contains(got, "Study") {
		t.Errorf("all studies show %q, want the study named", got)
	}
	s.Open(kit.Route{Study: study})
	d.until("one", func() bool { return m.Loaded })
	if got := words(s.Content()); strings.Contains(got, "Onboarding") {
		t.Errorf("one study shows %q, want no column for it", got)
	}
}

func TestScreen_IsPaintedWhileItsRowsGo(t *testing.T) {
	d := newDesk(t)
	test.NewTempApp(t)
	study := d.study("Onboarding")
	m := d.list()
	s := library.New(m, func(kit.Route) {}, func() {})
	w := test.NewTempWindow(t, kit.NewStage(s.Content()))
	w.Resize(fyne.NewSize(1100, 700))
	d.bring(study, d.files(map[string]string{"p1.vtt": vtt("P01")}))
	s.Open(kit.Route{Study: study})
	d.until("list", func() bool { return len(m.Rows) == 1 })
	m.Rows = nil // as between a step that takes them away and the list that follows
	s.Content().Refresh()
	if got := words(s.Content()); strings.Contains(got, "WebVTT") {
		t.Errorf("a row that is gone is painted: %q", got)
	}
}

// Between the choice of another study and the moment when it is there, nothing of what was shown may be asked for.
func TestScreen_ForgetsWhatItShowedOnceAnotherStudyIsChosen(t *testing.T) {
	d := newDesk(t)
	test.NewTempApp(t)
	study := d.study("Onboarding")
	d.bring(study, d.files(map[string]string{"p1.vtt": vtt("P01")}))
	m := d.list()
	var went kit.Route
	s := library.New(m, func(r kit.Route) { went = r }, nil)
	w := test.NewTempWindow(t, kit.NewStage(s.Content()))
	w.Resize(fyne.NewSize(1100, 700))
	s.Open(kit.Route{Study: study})
	s.Shown()
	d.until("list", func() bool { return len(m.Rows) == 1 })
	table := w.Canvas().Focused()
	table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	s.Open(kit.Route{Study: d.study("Billing")})
	s.Shown()
	for _, k := range []fyne.KeyName{fyne.KeyDelete, fyne.KeyF2, fyne.KeyDown, fyne.KeyReturn} {
		table.TypedKey(&fyne.KeyEvent{Name: k})
	}
	if went.Screen != "" {
		t.Errorf("went to %v", went)
	}
	d.until("the other study", func() bool { return m.Loaded })
}
