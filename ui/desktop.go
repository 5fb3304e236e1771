package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/ownmodel"
	"throughline/app/settings"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/backups"
	"throughline/ui/codebook"
	"throughline/ui/findings"
	"throughline/ui/kit"
	"throughline/ui/library"
	"throughline/ui/people"
	"throughline/ui/privacy"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/task"
)

// desktop is the one window: without a workspace it shows the ways in, with one the frame and its screens.
type desktop struct {
	app      fyne.App
	win      fyne.Window
	opt      Options
	settings *shell.Settings
	begun    settings.Settings // what was chosen when the program started
	own      *shell.OwnModel   // the person's choice of a language model
	keeper   ownmodel.Keeper   // what runs it, for every workspace opened in turn
	events   *shell.Events

	onScreen     bool
	ready        bool
	behind       fyne.CanvasObject                 // the ways in, while a workspace is opened anew without showing them
	fail         func(error, ...fyne.CanvasObject) // shows an error on the welcome page, nil while a workspace is open
	path         string
	work         *workspace.Workspace
	shell        *shell.Shell
	wizard       *library.Wizard
	book         *codebook.Screen
	table        *findings.Screen
	manual       manual // the playbook
	people       *people.Screen
	find         func() kit.Route   // where to look for what is selected in the reader
	vault        *privacy.VaultView // opens the vault from anywhere
	eraser       *privacy.RetentionView
	consents     *kit.Consents // what everybody allowed, for the marks beside their words
	leave        []func()      // what screens do before the workspace is closed
	asking       *kit.Dialog   // whether to quit
	unsaved      func() int    // how many turns of transcripts are changed and not saved
	opening      task.Latest[*workspace.Workspace]
	minding      *minding    // watches the file
	waiting      *kit.Dialog // shown while a workspace is being taken over
	watches      *watching   // folders whose new files come in
	auto         *autoBackup // backs the open workspace up by itself
	restores     task.Latest[string]
	backupScreen *backups.Screen
	packing      task.Latest[[]app.InterviewRow] // what a colleague can be given to code
	showing      task.Latest[tourStudy]
	tourDue      bool // the tour begins once the sample study is there
	saving       task.Latest[app.SalvageReport]
	quitting     func() // the loop is about to end; nil in tests
}

func newDesktop(a fyne.App, opt Options, events *shell.Events) *desktop {
	d := &desktop{app: a, opt: opt, events: events, settings: shell.NewSettings(a.Preferences(), opt.Settings)}
	task.OnPanic = opt.Run.Fault
	d.settings.Late = d.sayIf
	d.begun = d.settings.Choices()
	d.settings.Apply()
	d.own = shell.NewOwnModel(d.settings, &d.keeper)
	d.win = a.NewWindow(say.T("Throughline"))
	d.win.SetMaster()
	d.win.SetPadded(false)
	d.win.Resize(d.settings.WindowSize())
	d.win.SetCloseIntercept(d.askQuit)
	d.welcome()
	return d
}

// started runs when the window is on screen.
func (d *desktop) started() {
	d.onScreen = true
	d.doorKeys()
	switch {
	case d.opt.Sample:
		d.openSample(d.opt.Path)
	case d.opt.Path != "":
		d.open(d.opt.Path, workspace.Existing)
	default:
		d.sayReady()
	}
}

func (d *desktop) sayReady() {
	if !d.ready {
		d.ready = true
		d.events.Log("ready")
		d.tellFaults()
		d.sayIf(d.settings.Trouble())
	}
}

// open opens a workspace file in place of the present one.
func (d *desktop) open(path string, mode workspace.Mode) { d.openThen(path, mode, nil) }

// openThen is open, and then runs once the workspace is on screen.
func (d *desktop) openThen(path string, mode workspace.Mode, then func()) {
	d.unlessUnsaved(say.T("Throw away and open"), func() { d.load(path, mode, then) })
}

func (d *desktop) load(path string, mode workspace.Mode, then func()) {
	hand := app.Hand{Author: d.opt.Author}
	d.opening.Load(func(ctx context.Context) (*workspace.Workspace, error) {
		store, err := d.opt.Open(ctx, path, mode)
		if err != nil {
			return nil, err
		}
		w, err := workspace.Over(ctx, store, hand)
		if err != nil {
			_ = store.Close() // the first error is the one to tell
			return nil, err
		}
		w.Projects.Readers = append(w.Projects.Readers, d.opt.Readers...)
		w.Jobs.OnPanic = d.opt.Run.Fault
		return w, nil
	}, func(w *workspace.Workspace, err error) {
		if d.waiting != nil {
			d.waiting.Hide()
			d.waiting = nil
		}
		if d.behind != nil && err != nil {
			d.win.SetContent(d.behind)
		}
		d.behind = nil
		if err != nil {
			d.couldNotOpen(path, mode, err)
			return
		}
		d.show(path, w)
		if then != nil {
			then()
		}
	})
}

// show puts an open workspace on screen.
func (d *desktop) show(path string, w *workspace.Workspace) {
	d.closeWorkspace()
	d.path, d.work, d.fail = path, w, nil
	d.settings.AddRecent(path)
	w.Analysis.Model = d.model
	d.shell = d.newShell(w)
	if d.onScreen {
		d.shell.InstallMenu()
	}
	d.lookAfter(w)
	d.sayReady()
	w.Tidy()
	w.Warm()
}

// lookAfter begins to watch the file of the workspace that is on screen, and while everything of it is shown, what comes in and when it was backed up.
func (d *desktop) lookAfter(w *workspace.Workspace) {
	d.minding = d.mind(w)
	d.leave = append(d.leave, d.minding.close)
	if _, drawn := w.Curtain.Drawn(); drawn {
		return
	}
	d.watches = d.watch(w)
	d.auto = d.backUpByItself(w)
	d.leave = append(d.leave, d.watches.close, d.auto.close)
}

// model is what themes are compared with: the person's own language model while it is on.
func (d *desktop) model() analysis.Embedder {
	if !d.keeper.On() {
		return nil
	}
	return d.keeper.Embed
}

// closeWorkspace ends jobs and closes the file.
func (d *desktop) closeWorkspace() {
	if d.work == nil {
		return
	}
	for _, f := range d.leave {
		f()
	}
	d.leave = nil
	task.Settle()
	d.shell.Close()
	if err := d.work.Close(); err != nil {
		message, _ := say.Explain(err)
		d.events.Log("error", message)
	}
	d.showing.Cancel()
	d.work, d.shell, d.wizard, d.book, d.auto, d.minding = nil, nil, nil, nil, nil, nil
}

// openSample opens the sample study: the file made for it earlier, or a new one that is filled in the background.
func (d *desktop) openSample(path string) {
	if path == "" {
		path = filepath.Join(documents(), "Throughline sample"+shell.Extension)
	}
	if _, err := os.Stat(path); err == nil {
		d.openThen(path, workspace.Existing, d.tourIfDue)
		return
	}
	d.openThen(path, workspace.New, d.addSample)
}

// addSample brings the sample study into the open workspace.
func (d *desktop) addSample() {
	w, sh := d.work, d.shell
	w.Jobs.Start(say.T("Open the sample study"), func(ctx context.Context, p app.Progress) error {
		id, err := w.AddSample(ctx, p)
		if err == nil {
			task.Post(func() {
				if d.shell == sh {
					sh.Go(kit.Route{Screen: kit.Home, Study: id})
					d.tourIfDue()
				}
			})
		}
		return err
	})
}

// documents is where people keep files: Documents in the home folder if there is one, else the home folder.
func documents() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	if dir := filepath.Join(home, "Documents"); isFolder(dir) {
		return dir
	}
	return home
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// askNew asks where a new workspace goes and makes it.
func (d *desktop) askNew() {
	(&kit.FileDialog{Mode: kit.SaveFile, Title: say.T("New workspace"), Action: say.T("Create"), Name: say.T("Research%s", shell.Extension), Dir: documents(), Accept: isWorkspace,
		OnPick: func(paths []string) { d.open(withExtension(paths[0]), workspace.New) }}).Show(d.win.Canvas())
}

// askOpen asks for a workspace file and opens it.
func (d *desktop) askOpen() {
	(&kit.FileDialog{Mode: kit.OpenFile, Title: say.T("Open a workspace"), Dir: documents(), Accept: isWorkspace,
		OnPick: func(paths []string) { d.open(paths[0], workspace.Existing) }}).Show(d.win.Canvas())
}

func isWorkspace(name string) bool { return strings.HasSuffix(strings.ToLower(name), shell.Extension) }

func withExtension(path string) string {
	if isWorkspace(path) {
		return path
	}
	return path + shell.Extension
}

// commands are the acts of the application itself.
func (d *desktop) commands() []shell.Command {
	ctrl := func(k fyne.KeyName) shell.Shortcut { return shell.Shortcut{Key: k, Ctrl: true} }
	return []shell.Command{
		{ID: "new-workspace", Group: say.T("File"), Title: say.T("New workspace…"), Break: true, Icon: icons.Workspace, Shortcut: ctrl(fyne.KeyN), Run: d.askNew},
		{ID: "open-workspace", Group: say.T("File"), Title: say.T("Open workspace…"), Icon: icons.Folder, Shortcut: ctrl(fyne.KeyO), Run: d.askOpen},
		{ID: "add-the-sample-study", Group: say.T("File"), Title: say.T("Add the sample study"), Icon: icons.Insights, Run: d.addSample},
		{ID: "back-up-now", Group: say.T("File"), Title: say.T("Back up now"), Icon: icons.Copy, Run: d.backUpNow},
		{ID: "back-up", Group: say.T("File"), Title: say.T("Back up…"), Icon: icons.Copy, Run: d.askBackup},
		{ID: "save-what-can-be-read-of-a-damaged-workspace", Group: say.T("File"), Title: say.T("Save what can be read of a damaged workspace…"), Icon: icons.Workspace, Run: d.askDamaged},
		{ID: "close-workspace", Group: say.T("File"), Title: say.T("Close workspace"), Icon: icons.Close, Run: d.askLeave},
		{ID: "quit", Group: say.T("File"), Title: say.T("Quit"), Break: true, Icon: icons.Close, Shortcut: ctrl(fyne.KeyQ), Anywhere: true, Run: d.askQuit},
	}
}
