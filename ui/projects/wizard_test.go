package projects_test

import (
	"io"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"throughline/app/project"
	"throughline/storage/rival/rivaltest"
	"throughline/ui/kit"
	"throughline/ui/projects"
)

// words is every text drawn in a window, dialogs included.
func words(w fyne.Window) string {
	var out []string
	for _, o := range append([]fyne.CanvasObject{w.Content()}, w.Canvas().Overlays().List()...) {
		for _, c := range test.LaidOutObjects(o) {
			if t, ok := c.(*canvas.Text); ok && t.Text != "" {
				out = append(out, t.Text)
			}
		}
	}
	return strings.Join(out, "|")
}

func press(t *testing.T, w fyne.Window, name string) {
	t.Helper()
	for _, o := range append([]fyne.CanvasObject{w.Content()}, w.Canvas().Overlays().List()...) {
		for _, c := range test.LaidOutObjects(o) {
			if b, ok := c.(*kit.Button); ok && b.Text() == name {
				test.Tap(b)
				return
			}
		}
	}
	t.Fatalf("no button %q in %q", name, words(w))
}

func TestWizard_LeadsFromAProjectToItsStudy(t *testing.T) {
	d := newDesk(t)
	test.NewTempApp(t)
	win := test.NewTempWindow(t, kit.NewStage(kit.NewText("behind", kit.Body)))
	win.Resize(fyne.NewSize(1280, 800))
	var went kit.Route
	saved := ""
	m := d.imports()
	w := projects.NewWizard(m, projects.Params{Canvas: win.Canvas(), GoTo: func(r kit.Route) { went = r }, Undo: func() {},
		Save: func(name string, _ func(io.Writer) error) { saved = name }})
	w.Show("", "")
	if got := words(win); !strings.Contains(got, "Bring a whole project") || !strings.Contains(got, "Taguette") {
		t.Fatalf("it begins with %q", got)
	}
	w.Show("", rivaltest.QualCoder(t, t.TempDir()))
	d.until("plan", func() bool { return m.Plan != nil })
	got := words(win)
	for _, want := range []string{"QualCoder 4.0", "Planning study.qda", "Into: New study", "Selections", "comes in as Mara", "Nothing is written yet"} {
		if !strings.Contains(got, want) {
			t.Errorf("the dry run does not say %q: %q", want, got)
		}
	}
	press(t, win, "Save loss report…")
	if saved != "Planning study import report.txt" {
		t.Errorf("the report is saved as %q", saved)
	}
	press(t, win, "Import the project")
	d.until("end", func() bool { return m.Step == projects.Finished })
	if got := words(win); !strings.Contains(got, "The project is in the study Planning study.") {
		t.Errorf("it ends with %q", got)
	}
	press(t, win, "Open the study")
	if went.Study != m.Plan.Study || went.Screen != kit.Interviews || w.Shown() {
		t.Errorf("went to %+v", went)
	}
}

func TestWizard_TellsTheEndWhenHidden(t *testing.T) {
	d := newDesk(t)
	test.NewTempApp(t)
	win := test.NewTempWindow(t, kit.NewStage(kit.NewText("behind", kit.Body)))
	win.Resize(fyne.NewSize(1280, 800))
	said := ""
	var see func()
	m := d.imports()
	w := projects.NewWizard(m, projects.Params{Canvas: win.Canvas(), Tell: func(s, _ string, run func()) { said, see = s, run }})
	w.Show("", rivaltest.Requal(t, t.TempDir()))
	d.until("plan", func() bool { return m.Plan != nil })
	press(t, win, "Import the project")
	press(t, win, "Hide")
	d.until("end", func() bool { return m.Step == projects.Finished })
	if said == "" {
		t.Fatal("nothing was said")
	}
	see()
	if got := words(win); !strings.Contains(got, "The project is in the study") {
		t.Errorf("it shows %q", got)
	}
}

func TestExporter_LeadsToTheFile(t *testing.T) {
	d := newDesk(t)
	test.NewTempApp(t)
	win := test.NewTempWindow(t, kit.NewStage(kit.NewText("behind", kit.Body)))
	win.Resize(fyne.NewSize(1280, 800))
	var asked, wrote string
	m := &projects.Export{Planner: d.w, Store: d.w.Store}
	x := projects.NewExporter(m, projects.Params{Canvas: win.Canvas(), Ask: func(name string, choose func(string)) {
		asked = name
		choose("/tmp/x.qdpx")
	}}, func(_ project.ExportOptions, path string) { wrote = path })
	x.Show("")
	d.until("studies", func() bool { return m.Loaded })
	if got := words(win); !strings.Contains(got, "No study yet") {
		t.Errorf("without a study it shows %q", got)
	}
	in := d.imports()
	d.planned(in, rivaltest.RQDA(t, t.TempDir()))
	in.Start()
	d.until("end", func() bool { return in.Step == projects.Finished })
	x.Show(in.Plan.Study)
	d.until("plan", func() bool { return m.Report != nil })
	if got := words(win); !strings.Contains(got, "elements go out") || !strings.Contains(got, "People by codes") {
		t.Errorf("it shows %q", got)
	}
	press(t, win, "Choose where to save…")
	if asked != "planning.qdpx" || wrote != "/tmp/x.qdpx" || x.Shown() {
		t.Errorf("asked for %q, wrote %q", asked, wrote)
	}
}
