package shell

import (
	"bytes"
	"context"
	"errors"
	"image/color"
	"io"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"throughline/app"
	"throughline/app/history"
	"throughline/app/job"
	"throughline/app/search"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/task"
)

// fakeWorkspace answers what the frame asks, from memory.
type fakeWorkspace struct {
	state   history.State
	answer  search.Answer
	subs    []func(*app.ChangeSet)
	jobs    []func([]job.Status)
	stopped int
	hits    []search.Group
	fewer   int // studies than two
}

func (f *fakeWorkspace) State() history.State { return f.state }
func (f *fakeWorkspace) Undo(context.Context) (app.Entry, error) {
	if f.state.Undo == "" {
		return app.Entry{}, &app.Error{Code: app.ENotFound, Message: "There is nothing to undo."}
	}
	e := app.Entry{Label: f.state.Undo}
	f.state = history.State{Redo: e.Label}
	return e, nil
}
func (f *fakeWorkspace) Redo(context.Context) (app.Entry, error) {
	return app.Entry{}, errors.New("not used")
}
func (f *fakeWorkspace) Subscribe(s func(*app.ChangeSet)) func() {
	f.subs = append(f.subs, s)
	return func() { f.subs = nil }
}
func (f *fakeWorkspace) Studies(context.Context) ([]app.Study, error) {
	studies := []app.Study{{ID: "s1", Name: "Onboarding friction, Q3"}, {ID: "s2", Name: "Pricing"}}
	return studies[:len(studies)-f.fewer], nil
}
func (f *fakeWorkspace) Counts(_ context.Context, s app.StudyID) (app.Counts, error) {
	if s == "s1" {
		return app.Counts{Interviews: 12, Findings: 1184}, nil
	}
	return app.Counts{Interviews: 61, Findings: 5000}, nil
}
func (f *fakeWorkspace) Answer(context.Context, search.Question) (search.Answer, error) {
	return f.answer, nil
}

func (f *fakeWorkspace) Search(context.Context, string, app.StudyID, int) ([]search.Group, error) {
	return f.hits, nil
}

type fakeJobs struct{ f *fakeWorkspace }

func (j fakeJobs) Jobs() []job.Status { return nil }
func (j fakeJobs) Cancel(id int)      { j.f.stopped = id }
func (j fakeJobs) Subscribe(s func([]job.Status)) func() {
	j.f.jobs = append(j.f.jobs, s)
	return func() {}
}

// ui is the UI goroutine of a test: what is posted waits until run.
type ui struct {
	t  *testing.T
	ch chan func()
}

func newUI(t *testing.T) *ui {
	u := &ui{t: t, ch: make(chan func(), 1000)}
	old := task.Post
	task.Post = func(f func()) { u.ch <- f }
	t.Cleanup(func() { task.Post = old })
	return u
}

// until runs what is posted until ok holds.
func (u *ui) until(what string, ok func() bool) {
	u.t.Helper()
	deadline := time.After(10 * time.Second)
	for !ok() {
		select {
		case f := <-u.ch:
			f()
		case <-deadline:
			u.t.Fatalf("%s did not happen", what)
		}
	}
}

type frame struct {
	quits int
	saves int
	*Shell
	ui     *ui
	f      *fakeWorkspace
	log    *bytes.Buffer
	opened map[kit.Screen][]kit.Route
	told   map[kit.Screen]int
	win    fyne.Window
	typed  string
}

func newFrame(t *testing.T) *frame { return newFrameOn(t, &fakeWorkspace{}) }

func newFrameOn(t *testing.T, w *fakeWorkspace) *frame {
	t.Helper()
	a := test.NewTempApp(t)
	f := &frame{ui: newUI(t), f: w, log: &bytes.Buffer{}, opened: map[kit.Screen][]kit.Route{}, told: map[kit.Screen]int{}}
	f.win = test.NewTempWindow(t, nil)
	f.win.Resize(fyne.NewSize(1280, 800))
	page := func(id kit.Screen, title string, icon icons.Name) *Page {
		return &Page{ID: id, Title: title, Icon: icon, Content: kit.NewText(title, kit.Title),
			Open:    func(r kit.Route) { f.opened[id] = append(f.opened[id], r) },
			Changed: func(cs *app.ChangeSet) { f.told[id] += len(cs.Changes) },
			Rune:    func(r rune) { f.typed += string(r) },
			Keys:    []kit.KeyHelp{{Keys: "T", Does: "Tag the selection"}}}
	}
	reader := page(kit.Reader, "Reader", icons.Interviews)
	reader.Under = kit.Interviews
	interviews := page(kit.Interviews, "Interviews", icons.Interviews)
	interviews.Count = func(c app.Counts) int { return c.Interviews }
	f.Shell = New(Params{Window: f.win, Settings: NewSettings(a.Preferences(), ""), Events: NewEvents(f.log), Start: kit.Interviews,
		Services: Services{Name: "Acme", History: f.f, Jobs: fakeJobs{f.f}, Library: f.f, Search: f.f},
		OnImport: func() {}, OnReport: func() {},
		Commands: []Command{{Group: "File", Title: "Quit", Anywhere: true, Run: func() { f.quits++ }},
			{ID: "save", Group: "Edit", Title: "Save", Shortcut: Shortcut{Key: fyne.KeyS, Ctrl: true}, Run: func() { f.saves++ }}}},
		interviews, reader, page(kit.Findings, "Findings", icons.Findings))
	f.ui.until("loading", func() bool { return len(f.Studies()) == 2-w.fewer })
	return f
}

func (f *frame) texts(o fyne.CanvasObject) string {
	var out []string
	for _, c := range test.LaidOutObjects(o) {
		if t, ok := c.(interface{ Text() string }); ok && c.Visible() {
			out = append(out, t.Text())
		}
	}
	return strings.Join(out, "|")
}

func TestShell_StudyGoesWithTheRouteAndStays(t *testing.T) {
	f := newFrame(t)
	f.Go(kit.Route{Study: "s1"})
	f.Go(kit.Route{Screen: kit.Findings})
	got := f.opened[kit.Findings]
	if len(got) != 1 || got[0].Study != "s1" {
		t.Errorf("findings opened with %+v, want study s1", got)
	}
	f.Go(kit.Route{Screen: kit.Findings, Study: kit.AllStudies})
	if f.Study() != "" {
		t.Errorf("study = %q, want all", f.Study())
	}
	f.ui.until("counts", func() bool { return f.counts.Interviews == 61 })
}

// painted counts how often it was painted; within holds it as widgets hold their parts, which Refresh does not go into.
type painted struct {
	widget.BaseWidget
	times int
}

func (p *painted) Refresh() { p.times++ }

func (p *painted) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Black))
}

type within struct {
	widget.BaseWidget
	part fyne.CanvasObject
}

func (w *within) CreateRenderer() fyne.WidgetRenderer {
	return still{widget.NewSimpleRenderer(w.part)}
}

// still is a renderer that paints nothing anew.
type still struct{ fyne.WidgetRenderer }

func (still) Refresh() {}

func TestShell_AChangeOfAppearanceReachesAPageWhenItIsShown(t *testing.T) {
	f := newFrame(t)
	page := &painted{}
	page.ExtendBaseWidget(page)
	whole := &within{part: page}
	whole.ExtendBaseWidget(whole)
	f.find(kit.Findings).Content = whole
	f.Go(kit.Route{Screen: kit.Findings})
	f.Go(kit.Route{Screen: kit.Interviews})
	before := page.times
	f.p.Settings.SetMode(kit.Dark)
	if page.times != before {
		t.Error("a page out of sight was painted")
	}
	f.Go(kit.Route{Screen: kit.Findings})
	if page.times == before {
		t.Error("a page that is shown keeps its old appearance")
	}
	f.Go(kit.Route{Screen: kit.Interviews})
	before = page.times
	f.Go(kit.Route{Screen: kit.Findings})
	if page.times != before {
		t.Error("a page that has the appearance was painted again")
	}
}

func TestShell_AFileWithOneStudyOpensInIt(t *testing.T) {
	f := newFrameOn(t, &fakeWorkspace{fewer: 1})
	f.ui.until("the study", func() bool { return f.Study() == "s1" })
	f.Go(kit.Route{Study: kit.AllStudies}) // and stays where somebody goes from there
	f.ui.until("counts", func() bool { return f.counts.Interviews == 61 })
	if f.Study() != "" {
		t.Errorf("study = %q, want all", f.Study())
	}
}

func TestShell_BackAndForward(t *testing.T) {
	f := newFrame(t)
	f.Go(kit.Route{Screen: kit.Reader, ID: "i1", Span: app.Span{Start: 1, End: 5}})
	f.Go(kit.Route{Screen: kit.Findings})
	f.Back()
	if r := f.Here(); r.Screen != kit.Reader || r.ID != "i1" || r.Span.End != 5 {
		t.Errorf("back = %+v, want the passage in the reader", r)
	}
	if !f.rail.items[kit.Interviews].Selected() {
		t.Error("the reader does not light up Interviews")
	}
	f.Forward()
	if r := f.Here(); r.Screen != kit.Findings {
		t.Errorf("forward = %+v, want findings", r)
	}
}

func TestShell_HiddenPagesHearOfChangesWhenShown(t *testing.T) {
	f := newFrame(t)
	cs := &app.ChangeSet{Label: "Tag with Docs", Changes: []app.Change{{After: &app.Finding{ID: "f"}}}}
	f.f.subs[0](cs)
	f.f.subs[0](cs)
	f.ui.until("both steps", func() bool { return f.told[kit.Interviews] == 2 })
	if f.told[kit.Findings] != 0 {
		t.Error("a hidden page was told at once")
	}
	f.Go(kit.Route{Screen: kit.Findings})
	if f.told[kit.Findings] != 2 {
		t.Errorf("told of %d changes, want 2", f.told[kit.Findings])
	}
	if !strings.Contains(f.log.String(), "committed Tag with Docs\n") {
		t.Errorf("events = %q", f.log)
	}
}

func TestShell_DeletingOffersUndoAtOnce(t *testing.T) {
	f := newFrame(t)
	f.f.state.Undo = "Delete finding"
	f.f.subs[0](&app.ChangeSet{Label: "Delete finding", Changes: []app.Change{{Before: &app.Finding{ID: "f"}}}})
	f.ui.until("the toast", func() bool { return strings.Contains(f.log.String(), "committed") })
	if got := f.texts(f.stage); !strings.Contains(got, "Delete finding") {
		t.Fatalf("shown %q, want the toast", got)
	}
	f.Undo()
	f.ui.until("undo", func() bool { return strings.Contains(f.log.String(), "undone Delete finding") })
	f.Undo()
	f.ui.until("nothing more", func() bool { return strings.Contains(f.texts(f.stage), "There is nothing to undo.") })
}

func TestShell_UndoGoesToTypedTextFirst(t *testing.T) {
	f := newFrame(t)
	f.f.state.Undo = "Tag with Docs"
	e := kit.NewEntry("")
	f.content.Objects = []fyne.CanvasObject{e}
	f.content.Refresh()
	f.win.Canvas().Focus(e)
	test.Type(e, "abc")
	f.Undo()
	if e.Text == "abc" || f.f.state.Undo == "" {
		t.Errorf("text %q, workspace %+v; want only the text taken back", e.Text, f.f.state)
	}
}

func TestShell_StatusBarShowsUndoAndJobs(t *testing.T) {
	f := newFrame(t)
	f.f.state.Undo = "Move 3 findings"
	f.paintHistory()
	f.f.jobs[0]([]job.Status{{ID: 7, Name: "Import 3 files", What: "p3.vtt", Done: 2, Total: 3, State: job.Running}})
	f.ui.until("the job", func() bool { return f.status.job.Text() != "" })
	got := f.texts(f.status.root)
	for _, want := range []string{"All saved", "Undo: Move 3 findings", "Import 3 files · p3.vtt"} {
		if !strings.Contains(got, want) {
			t.Errorf("status bar shows %q, want %q", got, want)
		}
	}
	test.Tap(f.status.stop)
	if f.f.stopped != 7 {
		t.Errorf("cancelled %d, want 7", f.f.stopped)
	}
	f.f.jobs[0]([]job.Status{{ID: 7, Name: "Import 3 files", State: job.Failed, Err: app.Invalid("The file is empty.", "")}})
	f.ui.until("the failure", func() bool { return strings.Contains(f.log.String(), "job failed Import 3 files") })
	if !strings.Contains(f.texts(f.stage), "The file is empty.") {
		t.Error("the reason is not shown")
	}
}

func TestShell_CommandsNameTheStepAndMenuCarriesShortcuts(t *testing.T) {
	f := newFrame(t)
	f.f.state.Undo = "Tag with Docs"
	f.InstallMenu()
	names := map[string]bool{}
	keys := map[string]bool{}
	for _, m := range f.menu.Items {
		for _, it := range m.Items {
			names[it.Label] = true
			if it.Shortcut != nil {
				if keys[it.Shortcut.ShortcutName()] {
					t.Errorf("two items have the shortcut %s", it.Shortcut.ShortcutName())
				}
				keys[it.Shortcut.ShortcutName()] = true
			}
		}
	}
	if !names["Undo: Tag with Docs"] {
		t.Errorf("menu items = %v, want the step named", names)
	}
	for _, want := range []string{"Undo", "Redo", "CustomDesktop:Control+K", "CustomDesktop:Alt+Left"} {
		if !keys[want] {
			t.Errorf("no item has %s; there are %v", want, keys)
		}
	}
}

func TestShell_PaletteGoesToScreensAndFindsInTheWorkspace(t *testing.T) {
	f := newFrame(t)
	f.f.hits = []search.Group{{Kind: app.KindTranscript, Title: "In interviews", Hits: []app.Hit{{Kind: app.KindTranscript, ID: "t", Interview: "i9", Study: "s1", Span: app.Span{Start: 4, End: 8}, Title: "P09", Snippet: "the invoice came"}}}}
	f.ShowPalette()
	e := f.win.Canvas().Focused().(*kit.Entry)
	test.Type(e, "invoice")
	f.ui.until("the hits", func() bool { return strings.Contains(paletteTexts(f.win), "the ") })
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if r := f.Here(); r.Screen != kit.Reader || r.ID != "i9" || r.Span.Start != 4 {
		t.Errorf("went to %+v, want the passage", r)
	}
	f.ShowPalette()
	test.Type(f.win.Canvas().Focused().(*kit.Entry), "findi")
	f.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if r := f.Here(); r.Screen != kit.Findings {
		t.Errorf("went to %+v, want findings", r)
	}
}

func paletteTexts(w fyne.Window) string {
	top := w.Canvas().Overlays().Top()
	if top == nil {
		return ""
	}
	var out []string
	for _, o := range test.LaidOutObjects(top) {
		if p, ok := o.(*kit.Picker); ok {
			for _, it := range p.Items() {
				out = append(out, it.Text)
			}
		}
	}
	return strings.Join(out, "|")
}

func TestShell_UnwantedKeysReachThePageAndF1OpensTheSheet(t *testing.T) {
	f := newFrame(t)
	b := kit.NewButton("x", kit.Secondary, nil)
	f.content.Objects = []fyne.CanvasObject{b}
	f.content.Refresh()
	f.win.Canvas().Focus(b)
	b.TypedRune('t')
	if f.typed != "t" {
		t.Errorf("the page heard %q, want t", f.typed)
	}
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF1})
	if f.win.Canvas().Overlays().Top() == nil {
		t.Error("F1 opened nothing")
	}
}

func TestShell_F1OpensTheChapterAboutThePageInSight(t *testing.T) {
	f := newFrame(t)
	var opened []kit.Route
	guide := &Page{ID: kit.Help, Title: "Help", Under: kit.Help, Content: kit.VStack(0), Open: func(r kit.Route) { opened = append(opened, r) }}
	f.Shell.pages = append(f.Shell.pages, guide)
	from := f.Shell.Here().Screen
	for _, want := range []kit.Screen{from, kit.Help} { // from the guide itself its contents
		f.Shell.key(&fyne.KeyEvent{Name: fyne.KeyF1})
		if about, ok := opened[len(opened)-1].HelpScreen(); !ok || about != want {
			t.Errorf("F1 opened %+v, want the chapter about %s", opened, want)
		}
	}
	f.Shell.rune('?')
	if f.win.Canvas().Overlays().Top() == nil {
		t.Error("? opened no sheet of keys")
	}
}

func TestSettings_RememberRecentFilesOnce(t *testing.T) {
	a := test.NewTempApp(t)
	s := NewSettings(a.Preferences(), "")
	for _, p := range []string{"/a", "/b", "/a"} {
		s.AddRecent(p)
	}
	if got := strings.Join(s.Recent(), " "); got != "/a /b" {
		t.Errorf("recent = %q, want /a /b", got)
	}
	s.DropRecent("/a")
	if got := strings.Join(s.Recent(), " "); got != "/b" {
		t.Errorf("recent = %q, want /b", got)
	}
}

func TestWelcome_OffersThreeWaysAndSaysWhatWentWrong(t *testing.T) {
	test.NewTempApp(t)
	chosen := ""
	page, fail := NewWelcome(WelcomeParams{Recent: []string{"/data/ana/Acme.throughline"}, OnSample: func() { chosen = "sample" },
		OnImport: func() { chosen = "import" },
		OnNew:    func() { chosen = "new" }, OnOpen: func() { chosen = "open" }, OnRecent: func(p string) { chosen = p }})
	w := test.NewTempWindow(t, page)
	w.Resize(fyne.NewSize(1280, 800))
	var cards []*kit.TapCard
	for _, o := range test.LaidOutObjects(page) {
		if c, ok := o.(*kit.TapCard); ok {
			cards = append(cards, c)
		}
	}
	var got []string
	for _, c := range cards {
		test.Tap(c)
		got = append(got, chosen)
	}
	if strings.Join(got, " ") != "sample import new /data/ana/Acme.throughline" {
		t.Errorf("ways in = %q", got)
	}
	got = nil
	for _, key := range "1234" {
		chosen = ""
		page.OnRune(key)
		got = append(got, chosen)
	}
	if strings.Join(got, " ") != "sample import new " {
		t.Errorf("on the keys 1 to 4: %q", got)
	}
	for _, o := range test.LaidOutObjects(page) {
		if b, ok := o.(*kit.Button); ok && strings.HasPrefix(b.Text(), "Open a workspace") {
			test.Tap(b)
		}
	}
	if chosen != "open" {
		t.Error("a workspace cannot be opened")
	}
	fail(&app.Error{Code: app.ELocked, Message: "Ana has this workspace open."})
	found := false
	for _, o := range test.LaidOutObjects(page) {
		if p, ok := o.(*kit.Paragraph); ok && strings.Contains(p.Text(), "Ana has this") {
			found = true
		}
	}
	if !found {
		t.Error("the error is not shown")
	}
}

func TestShell_ShortcutsDoNothingBehindADialog(t *testing.T) {
	f := newFrame(t)
	f.InstallMenu()
	run := func(label string) {
		for _, m := range f.menu.Items {
			for _, it := range m.Items {
				if it.Label == label {
					it.Action()
				}
			}
		}
	}
	f.ShowShortcuts()
	run("Findings")
	if r := f.Here(); r.Screen != kit.Interviews {
		t.Errorf("went to %s behind a dialog", r.Screen)
	}
	run("Quit")
	if f.quits != 1 {
		t.Error("a dialog keeps the program from being quit")
	}
	f.win.Canvas().Overlays().Top().(*kit.Popover).Hide()
	run("Findings")
	if r := f.Here(); r.Screen != kit.Findings {
		t.Errorf("stayed at %s", r.Screen)
	}
}

func TestShell_AFieldInADialogGetsTheShortcutsOfTheMenu(t *testing.T) {
	f := newFrame(t)
	f.InstallMenu()
	field, got := kit.NewEntry(""), []fyne.Shortcut(nil)
	field.OnShortcut = func(s fyne.Shortcut) bool { got = append(got, s); return true }
	d := kit.NewDialog("Memo", 300, 200)
	d.SetContent(field)
	d.Show(f.win.Canvas())
	field.Focus()
	for _, m := range f.menu.Items {
		for _, it := range m.Items {
			if it.Label == "Save" {
				it.Action()
			}
		}
	}
	want := Shortcut{Key: fyne.KeyS, Ctrl: true}.Fyne()
	if len(got) != 1 || got[0].ShortcutName() != want.ShortcutName() || f.saves != 0 {
		t.Errorf("the field got %v, want %v; the window saved %d times", got, want, f.saves)
	}
}

func TestEvents_NotesHoldNobodysWords(t *testing.T) {
	for _, c := range []struct {
		name  string
		words []string
		want  string
	}{
		{"a screen", []string{"screen", "findings"}, "screen findings"},
		{"a step", []string{"committed", "Tag with Anna"}, "committed"},
		{"a job", []string{"job", "done", "Import Anna.docx"}, "job done"},
		{"an error", []string{"error", "Anna.docx is gone."}, "error"},
		{"one word", []string{"ready"}, "ready"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			e := NewEvents(io.Discard)
			e.Note = func(what string) { got = what }
			e.Log(c.words...)
			if got != c.want {
				t.Errorf("noted %q, want %q", got, c.want)
			}
		})
	}
}

func TestShell_APageThatGoesHearsNoMoreKeys(t *testing.T) {
	f := newFrame(t)
	field := kit.NewEntry("")
	page := f.find(kit.Interviews)
	page.Content = kit.Stack(field)
	f.attach(page)
	away := 0
	page.Away = func() { away++ }
	field.Focus()
	if f.win.Canvas().Focused() != fyne.Focusable(field) {
		t.Fatal("the field did not get the keyboard")
	}
	f.Go(kit.Route{Screen: kit.Findings})
	test.TypeOnCanvas(f.win.Canvas(), "x")
	if f.win.Canvas().Focused() != nil || field.Text != "" {
		t.Errorf("the field of a page out of sight has the keyboard and %q", field.Text)
	}
	if away != 1 {
		t.Errorf("the page heard %d times that it went", away)
	}
}
