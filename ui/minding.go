package ui

import (
	"context"
	"path/filepath"
	"reflect"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"throughline/app"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/task"
)

// mindEvery is how often the file of the open workspace is looked at, beside the window.
const mindEvery = 3 * time.Second

// minding watches the file of the open workspace: whether it is still there, and in a window that only reads, what the one who writes does.
type minding struct {
	d      *desktop
	w      *workspace.Workspace
	now    func() time.Time
	state  app.FileState
	shown  *fileNotice
	look   task.Latest[app.FileState]
	catch  task.Latest[caught]
	saving task.Latest[struct{}]
	catchs bool // the steps of the one who writes are being read
	stop   func()
}

// caught is what was written meanwhile.
type caught struct {
	sets  []*app.ChangeSet
	whole bool
}

// mind begins to watch the file of a workspace that is on screen.
func (d *desktop) mind(w *workspace.Workspace) *minding {
	m := &minding{d: d, w: w, now: time.Now}
	m.stop = task.Every(mindEvery, m.ask)
	m.ask()
	return m
}

func (m *minding) close() {
	m.stop()
	m.look.Cancel()
	m.catch.Cancel()
	m.saving.Cancel()
}

// ask looks at the file beside the window.
func (m *minding) ask() {
	store := m.w.Store
	m.look.Load(func(ctx context.Context) (app.FileState, error) { return store.Look(ctx), nil }, func(st app.FileState, _ error) { m.show(st) })
}

// show takes in how the file stands.
func (m *minding) show(st app.FileState) {
	before := m.state.Where
	m.state = st
	if st.Where != before {
		m.d.events.Log("file", string(st.Where))
		if st.Where == app.InPlace {
			m.d.toast(kit.Toast{Text: say.T("The file is back: what you do is saved again."), Icon: icons.Done})
		}
	}
	m.paint()
	if st.Changed && !m.catchs {
		m.catchUp(false)
	}
}

// paint shows the notice, if it is not the one that stands there.
func (m *minding) paint() {
	n := standing(m.state, m.w.Store.ReadOnly(), m.now())
	if reflect.DeepEqual(n, m.shown) {
		return
	}
	m.shown = n
	if n == nil {
		m.d.shell.SetNotice(nil)
		m.d.shell.SetSaved("")
		return
	}
	words := kit.NewRuns(kit.Run{Text: n.strong, Style: kit.Strong}, kit.Run{Text: "  " + n.body, Style: kit.Body})
	var buttons []fyne.CanvasObject
	for i, a := range n.acts {
		style := kit.Secondary
		if i == len(n.acts)-1 && a != actRefresh && a != actTakeOver {
			style = kit.Primary
		}
		buttons = append(buttons, kit.NewButton(string(a), style, func() { m.do(a) }))
	}
	m.d.shell.SetNotice(kit.Inset(kit.NoticeBar(n.icon, n.tone, words, buttons...), kit.Space2, kit.Space4, 0, kit.Space4))
	m.d.shell.SetSaved(n.unsafe)
	m.d.events.Log("notice", n.strong)
}

// do is what a button of the notice does.
func (m *minding) do(a fileAct) {
	d := m.d
	switch a {
	case actRefresh:
		m.catchUp(true)
	case actEdit:
		d.openHere(d.path, workspace.Existing)
	case actTakeOver:
		d.askTakeOver(d.path, m.state.Owner)
	case actReopen:
		d.openHere(d.path, workspace.ReadOnly)
	case actSaveAs, actSaveCopy:
		m.askSaveAs()
	}
}

// catchUp brings the window to what was written meanwhile. Steps are heard like steps of its own, so that every screen stays where it is; where they do
// not tell all, or somebody asks for it, the screens are built anew at the same place.
func (m *minding) catchUp(all bool) {
	w := m.w
	m.catchs = true
	m.catch.Load(func(ctx context.Context) (c caught, err error) {
		if c.sets, c.whole, err = w.Store.CatchUp(ctx); err == nil && c.whole && len(c.sets) > 0 {
			err = w.Log.Hear(ctx, c.sets)
		}
		return c, err
	}, func(c caught, err error) {
		m.catchs = false
		switch {
		case app.CodeOf(err) == app.EConflict: // what is read is a copy, or another file stands there
			m.d.openHere(m.d.path, workspace.ReadOnly)
			return
		case err != nil: // the one who writes may be in the middle of it; the next look tries again
			m.d.events.Log("error", err.Error())
			return
		case !c.whole || all:
			m.d.anew(nil)
		}
		m.d.events.Log("caught up", say.Count(len(c.sets), "step"))
	})
}

// askSaveAs saves all that the open workspace holds as a new file and goes on with that.
func (m *minding) askSaveAs() {
	d := m.d
	name := say.T("%s saved%s", strings.TrimSuffix(filepath.Base(d.path), shell.Extension), shell.Extension)
	(&kit.FileDialog{Mode: kit.SaveFile, Title: say.T("Save what is here"), Action: say.T("Save"), Name: name, Dir: documents(), Accept: isWorkspace,
		OnPick: func(paths []string) { m.saveAs(withExtension(paths[0])) }}).Show(d.win.Canvas())
}

func (m *minding) saveAs(path string) {
	d := m.d
	busy := kit.NewDialog(say.T("Saving what is here"), 420, 170)
	busy.SetContent(kit.NewText(say.T("Writing %s", filepath.Base(path)), kit.Body))
	busy.SetActions(nil, kit.NewButton(say.T("Stop"), kit.Secondary, func() {
		m.saving.Cancel()
		busy.Hide()
	}))
	busy.Show(d.win.Canvas())
	m.saving.Load(func(ctx context.Context) (struct{}, error) {
		return struct{}{}, m.w.Store.Backup(ctx, path, nil)
	}, func(_ struct{}, err error) {
		busy.Hide()
		if err != nil {
			d.sayIf(err)
			return
		}
		d.events.Log("saved as", path)
		d.openHere(path, workspace.Existing)
	})
}

// openHere opens a workspace in place of the present one and goes to the same place in it.
func (d *desktop) openHere(path string, mode workspace.Mode) {
	at, ok := d.place()
	d.openThen(path, mode, func() {
		if ok {
			d.shell.Go(at)
		}
	})
}

// place is where the window stands, to come back to.
func (d *desktop) place() (at kit.Route, ok bool) {
	if d.shell == nil {
		return at, false
	}
	at = d.shell.Here()
	if at.Study = d.shell.Study(); at.Study == "" {
		at.Study = kit.AllStudies
	}
	return at, true
}

// astray reports whether what the open workspace holds would be lost with the window, because its file is gone.
func (d *desktop) astray() bool {
	return d.minding != nil && (d.minding.state.Where == app.Gone || d.minding.state.Where == app.Replaced)
}

// unlessAstray runs leave, or asks first when the file is gone and what is here would be lost.
func (d *desktop) unlessAstray(leave func()) {
	if !d.astray() {
		leave()
		return
	}
	m := d.minding
	ask := kit.NewDialog(say.T("The file is gone"), 480, 210)
	ask.SetContent(kit.NewParagraph(say.T("What is in this window is in no file that can be found any more. Save it as a new file first, or it is lost."), kit.Body))
	ask.SetActions([]fyne.CanvasObject{kit.NewButton(say.T("Throw away"), kit.Danger, func() {
		ask.Hide()
		leave()
	})}, kit.NewButton(say.T("Keep working"), kit.Secondary, ask.Hide), kit.NewButton(string(actSaveAs), kit.Primary, func() {
		ask.Hide()
		m.askSaveAs()
	}))
	d.asking = ask
	ask.Show(d.win.Canvas())
}
