package shell

import (
	"context"
	"io"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"throughline/app"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Params is what a Shell is made of.
type Params struct {
	Window   fyne.Window
	Services Services
	Settings *Settings
	Events   *Events
	Start    kit.Screen                                     // the first page to show
	OnImport func()                                         // "Import…"
	OnSave   func(name string, write func(io.Writer) error) // asks for a file and writes it beside the window; nil where nothing is saved
	OnReport func()                                         // "Report"
	OnDrop   func(paths []string)
	OnStart  func()            // "New study from templates…"; nil where none can be started
	Commands []Command         // of the application: open, new, back up, quit
	Guide    []kit.PickItem    // chapters of the user guide, for the palette
	Banner   fyne.CanvasObject // stands above every page; nil for none
}

// Shell is the frame of one window over one workspace.
type Shell struct {
	p       Params
	pages   []*Page
	stage   *kit.Stage
	content *fyne.Container
	room    *container.Scroll // of the page: one that needs more than the window has is scrolled, the window does not grow
	right   *fyne.Container   // all but the rail
	head    *fyne.Container   // what stands over the page
	rail    *rail
	top     *topBar
	status  *statusBar
	menu    *fyne.MainMenu

	trail   Trail
	page    *Page
	pending pending
	study   app.StudyID // "" for all
	studies []app.Study
	counts  app.Counts

	facts     task.Latest[facts]
	hits      task.Latest[[]kit.PickItem]
	like      task.Latest[[]kit.PickItem]
	saved     task.Latest[[]app.View]
	recent    []kit.PickItem // where the palette led, the last first
	work      task.Queue
	recount   func() // stops the recount that is waiting
	stop      []func()
	tour      tour
	hideCoach func() // takes the card of the tour or of a hint away; nil while there is none
	hintWaits func() // stops the hint that waits; nil for none
	closed    bool
	narrow    bool           // the window is
	listen    func(Shortcut) // hears the keys of commands in their place; nil for nobody
	walking   int            // undos and redos under way: their deletions need no toast
}

// facts is what rail and switcher show, fetched together.
type facts struct {
	studies []app.Study
	counts  app.Counts
}

// New makes the frame with its pages, in the order of the rail, and shows it in the window.
func New(p Params, pages ...*Page) *Shell {
	s := &Shell{p: p, pages: pages, content: container.New(onePage{})}
	for _, page := range pages {
		page.Content.Hide()
		page.looks = p.Settings.looks
	}
	s.rail, s.top, s.status = newRail(s), newTopBar(s), newStatusBar(s)
	s.room = container.NewScroll(s.content)
	s.head = kit.VStack(0, s.over(nil)...)
	s.right = kit.Dock(s.head, nil, s.status.root, nil, s.room)
	s.stage = kit.NewStage(container.New(breadth{s}, kit.Stack(kit.NewFill(kit.Background), kit.Dock(nil, nil, nil, s.rail.root, s.right))))
	s.stage.After, s.stage.Save = task.After, p.OnSave
	s.stage.OnKey, s.stage.OnRune, s.stage.OnEscape = s.key, s.rune, s.escape
	s.stage.OnFocus = func(name string) { s.p.Events.Log("focus", name) }
	c := p.Window.Canvas()
	c.SetOnTypedKey(s.key)
	c.SetOnTypedRune(s.rune)
	p.Window.SetOnDropped(func(_ fyne.Position, uris []fyne.URI) { s.dropped(uris) })
	p.Window.SetPadded(false)
	p.Window.SetContent(s.stage)
	kit.SetChosen(s.keysNow)
	s.subscribe()
	s.study = app.StudyID(p.Settings.Study(p.Services.Name))
	s.reload()
	s.paintHistory()
	s.Go(kit.Route{Screen: p.Start})
	return s
}

func (s *Shell) subscribe() {
	if h := s.p.Services.History; h != nil {
		s.stop = append(s.stop, h.Subscribe(func(cs *app.ChangeSet) {
			hidden := brief(cs)
			task.Post(func() { s.committed(cs, hidden) })
		}))
	}
	if j := s.p.Services.Jobs; j != nil {
		s.stop = append(s.stop, j.Subscribe(s.status.jobsMoved))
	}
}

// Close stops listening to the workspace. The window keeps its content until another is set.
func (s *Shell) Close() {
	for _, f := range s.stop {
		f()
	}
	s.closed = true
	if s.hintWaits != nil {
		s.hintWaits()
	}
	s.facts.Cancel()
	s.hits.Cancel()
	s.like.Cancel()
	s.saved.Cancel()
}

// Study returns the study in force, "" for all.
func (s *Shell) Study() app.StudyID { return s.study }

// Studies returns the studies of the workspace as last fetched.
func (s *Shell) Studies() []app.Study { return s.studies }

// Toast shows a message at the foot of the window.
func (s *Shell) Toast(t kit.Toast) { s.stage.Toast(t) }

// Fail shows an error at the foot of the window, unless there is nothing to say.
func (s *Shell) Fail(err error) {
	t, ok := kit.ErrorToast(err)
	if !ok {
		return
	}
	s.p.Events.Log("error", t.Text)
	s.stage.Toast(t)
}

// Go goes to a place and remembers it for Back.
func (s *Shell) Go(r kit.Route) {
	s.resolve(&r)
	if s.find(r.Screen) == nil {
		return
	}
	if s.page != nil && s.page.Here != nil {
		s.trail.Replace(s.page.Here())
	}
	s.trail.Push(r)
	s.show(r)
}

// resolve makes the study of a route definite: "" is the one in force, AllStudies becomes "".
func (s *Shell) resolve(r *kit.Route) {
	switch r.Study {
	case "":
		r.Study = s.study
	case kit.AllStudies:
		r.Study = ""
	}
	if r.Screen == "" && s.page != nil {
		r.Screen = s.page.ID
	}
}

// Back goes one place back, Forward one forward again.
func (s *Shell) Back() {
	if r, ok := s.trail.Back(); ok {
		s.show(r)
	}
}

// Forward goes forward to where Back came from.
func (s *Shell) Forward() {
	if r, ok := s.trail.Forward(); ok {
		s.show(r)
	}
}

// Here returns the present place.
func (s *Shell) Here() kit.Route {
	r, _ := s.trail.Current()
	return r
}

func (s *Shell) find(id kit.Screen) *Page {
	for _, p := range s.pages {
		if p.ID == id {
			return p
		}
	}
	return nil
}

// show puts a place on screen without touching the trail.
func (s *Shell) show(r kit.Route) {
	page := s.find(r.Screen)
	if r.Study != s.study {
		s.study = r.Study
		s.p.Settings.SetStudy(s.p.Services.Name, string(r.Study))
		s.reload()
	}
	if s.page != page {
		s.stage.DropTip()
		s.attach(page)
		s.room.Offset = fyne.Position{}
		s.room.Refresh()
	}
	if cs := s.pending.take(page.ID); cs != nil && page.Changed != nil {
		page.Changed(cs)
	}
	if page.Open != nil {
		page.Open(r)
	}
	s.rail.paint()
	s.top.paint()
	s.p.Window.SetTitle(page.Title + " · " + s.p.Services.Name)
	s.p.Events.Log("screen", string(page.ID))
	if page.Shown != nil {
		page.Shown()
	}
	s.hintSoon()
}

// attach puts a page into the window in place of the one before. Pages out of sight are not in the window: a change of appearance would walk
// through every widget of every one of them. It reaches them when they are shown.
func (s *Shell) attach(page *Page) {
	if s.page != nil {
		s.letGo()
		s.page.goAway()
	}
	s.page = page
	page.Content.Show()
	s.content.Objects = []fyne.CanvasObject{page.Content}
	s.content.Refresh()
	if page.looks != s.p.Settings.looks {
		page.looks = s.p.Settings.looks
		kit.Relook(page.Content)
	}
}

// Fits returns how much room the page in sight needs at least, and how much it has; where it needs more it is scrolled.
func (s *Shell) Fits() (need, room fyne.Size) { return s.page.Content.MinSize(), s.room.Size() }

// committed tells the pages about a step: the one in sight now, the others when they are shown, in brief.
func (s *Shell) committed(cs, hidden *app.ChangeSet) {
	var hear []kit.Screen
	for _, p := range s.pages {
		switch {
		case p.Changed == nil:
		case p == s.page:
			p.Changed(cs)
		default:
			hear = append(hear, p.ID)
		}
	}
	s.pending.add(hear, hidden)
	s.paintHistory()
	s.reloadSoon()
	if s.walking > 0 {
		return
	}
	s.p.Events.Log("committed", cs.Label)
	s.hintOn(cs)
	if deletes(cs) && !s.p.Services.ReadOnly {
		s.stage.Toast(kit.Toast{Text: say.Sentence(cs.Label), Action: say.T("Undo"), Run: s.Undo})
	}
}

// reloadSoon fetches numbers anew after a moment, once for many steps.
func (s *Shell) reloadSoon() {
	if s.recount != nil {
		s.recount()
	}
	s.recount = s.stage.After(150*time.Millisecond, s.reload)
}

// reload fetches studies and counts.
func (s *Shell) reload() {
	lib, study := s.p.Services.Library, s.study
	if lib == nil {
		return
	}
	s.facts.Load(func(ctx context.Context) (facts, error) {
		studies, err := lib.Studies(ctx)
		if err != nil {
			return facts{}, err
		}
		counts, err := lib.Counts(ctx, study)
		return facts{studies, counts}, err
	}, func(f facts, err error) {
		if err != nil {
			s.Fail(err)
			return
		}
		first := s.studies == nil
		s.studies, s.counts = f.studies, f.counts
		switch {
		case study != "" && s.studyNamed(study) == nil:
			s.Go(kit.Route{Screen: s.page.ID, Study: kit.AllStudies})
		case first && study == "" && len(f.studies) == 1: // somebody was sent a file: its one study is what they want to see
			s.Go(kit.Route{Screen: s.page.ID, Study: f.studies[0].ID})
		}
		s.rail.paint()
		s.top.paint()
	})
}

func (s *Shell) studyNamed(id app.StudyID) *app.Study {
	for i := range s.studies {
		if s.studies[i].ID == id {
			return &s.studies[i]
		}
	}
	return nil
}

// key sees keys that no widget wants.
func (s *Shell) key(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyEscape && s.escape():
	case k.Name == fyne.KeyF1:
		s.ShowHelp()
	case s.page != nil && s.page.Key != nil:
		s.page.Key(k)
	}
}

// ShowHelp opens the chapter of the user guide about the page in sight, from the guide itself its contents; without a guide the sheet of keys.
func (s *Shell) ShowHelp() {
	switch {
	case s.find(kit.Help) == nil:
		s.ShowShortcuts()
	case s.page == nil:
		s.Go(kit.Route{Screen: kit.Help})
	default:
		s.Go(kit.HelpOn(s.page.ID))
	}
}

func (s *Shell) rune(r rune) {
	switch {
	case r == '?':
		s.ShowShortcuts()
	case s.page != nil && s.page.Rune != nil:
		s.page.Rune(r)
	}
}

// AskNewStudy asks for the name of a study, makes it and switches to it.
func (s *Shell) AskNewStudy() {
	name := kit.NewEntry(say.T("Onboarding friction, Q3"))
	d := kit.NewDialog(say.T("New study"), 420, 190)
	create := kit.NewButton(say.T("Create study"), kit.Primary, nil)
	create.Disable()
	name.OnChanged = func(t string) {
		create.Disable()
		if t != "" {
			create.Enable()
		}
	}
	do := func() {
		var id app.StudyID
		s.work.Do(func(ctx context.Context) (err error) {
			id, err = s.p.Services.NewStudy(ctx, name.Text)
			return err
		}, func(err error) {
			if err != nil {
				s.Fail(err)
				return
			}
			d.Hide()
			s.Go(kit.Route{Study: id})
		})
	}
	create.OnTap = do
	name.OnSubmitted = func(string) {
		if !create.Disabled() {
			do()
		}
	}
	d.SetContent(kit.VStack(kit.Space2, kit.FormRow(say.T("Name"), name)))
	d.SetActions(nil, kit.NewButton(say.T("Cancel"), kit.Quiet, d.Hide), create)
	d.Show(s.p.Window.Canvas())
	name.Focus()
}
