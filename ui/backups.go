package ui

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/backup"
	"throughline/app/workspace"
	"throughline/assets/icons"
	"throughline/ui/backups"
	"throughline/ui/kit"
	"throughline/ui/say"
	"throughline/ui/shell"
	"throughline/ui/task"
)

// backupsPage stands under no entry of the rail: the File menu, the settings and the palette lead to it.
func (d *desktop) backupsPage(w *workspace.Workspace) *shell.Page {
	m := &backups.Model{Keeper: w.Backups, Jobs: w.Jobs, Now: time.Now, ReadOnly: w.Store.ReadOnly()}
	m.OnTell = func(text, action string, run func()) {
		if d.work == w {
			d.toast(kit.Toast{Text: text, Icon: icons.Copy, Action: action, Run: run})
		}
	}
	m.OnFail = d.sayIf
	m.OnOpen = func(path string) { d.open(path, workspace.Existing) }
	m.OnRule = func(h app.BackupHome) { d.rememberPlaces(h) }
	m.OnMade = func() {
		if d.work == w && d.auto != nil {
			d.auto.done()
		}
	}
	d.leave = append(d.leave, m.Close)
	s := backups.New(m, backups.Doors{
		Reveal: func(path string) { d.sayIf(reveal(filepath.Dir(path))) },
		Rescue: d.askSalvage,
		SaveAs: func(name string, then func(string)) {
			(&kit.FileDialog{Mode: kit.SaveFile, Title: say.T("Restore as a new workspace"), Action: say.T("Restore"), Name: name, Dir: filepath.Dir(d.path), Accept: isWorkspace,
				OnPick: func(paths []string) { then(withExtension(paths[0])) }}).Show(d.win.Canvas())
		},
		Folder: func(title string, then func(string)) {
			(&kit.FileDialog{Mode: kit.OpenFolder, Title: title, Action: say.T("Choose"), Accept: func(string) bool { return false },
				OnPick: func(paths []string) { then(paths[0]) }}).Show(d.win.Canvas())
		},
	})
	d.backupScreen = s
	return &shell.Page{ID: kit.Backups, Title: say.T("Backups"), Icon: icons.Copy, Under: kit.Backups, Content: s.Content(), Open: s.Open, Changed: m.Changed,
		Shown: s.Shown, Key: s.Key, Rune: s.Rune, Keys: s.Keys()}
}

func (d *desktop) backupsCommands(goTo func(kit.Route)) []shell.Command {
	return []shell.Command{
		{ID: "backups", Group: say.T("File"), Title: say.T("Backups"), Icon: icons.Copy, Run: func() { goTo(kit.Route{Screen: kit.Backups}) }},
		{ID: "rhythm-and-place-of-backups", Group: say.T("File"), Title: say.T("Rhythm and place of backups…"), Icon: icons.Settings, Run: func() {
			goTo(kit.Route{Screen: kit.Backups})
			d.backupScreen.AskRule()
		}},
	}
}

// backUpNow backs the workspace up and shows where.
func (d *desktop) backUpNow() {
	d.shell.Go(kit.Route{Screen: kit.Backups})
	d.backupScreen.Rune('b')
}

// placesKey is where this computer remembers the places of a workspace's backups, for the day on which the workspace cannot say them.
func placesKey(path string) string { return "backups:" + path }

func (d *desktop) rememberPlaces(h app.BackupHome) {
	d.settings.SetTaste(placesKey(d.path), strings.Join(h.Folders, "\n"))
}

// firstLook is how long after the opening the first backup by itself is made, and lookAgain how often the program asks whether one is due.
const (
	firstLook = 5 * time.Minute
	lookAgain = time.Minute
)

// autoBackup backs the open workspace up by itself. It belongs to the UI goroutine.
type autoBackup struct {
	d      *desktop
	w      *workspace.Workspace
	view   backup.View
	known  bool // view was read
	dirty  bool // something was changed since the newest good backup, as far as is known
	busy   bool
	failed bool // the last one failed, and that was told
	look   task.Latest[backup.View]
	stop   func()
	forget func() // the subscription
}

// backUpByItself begins to look after the backups of an opened workspace, and says when something seems to be lost.
func (d *desktop) backUpByItself(w *workspace.Workspace) *autoBackup {
	a := &autoBackup{d: d, w: w, dirty: true, stop: func() {}, forget: func() {}}
	if w.Store.ReadOnly() {
		return a
	}
	w.GuardLarge(func(err error) { task.Post(func() { a.fail(err) }) })
	a.forget = w.Log.Subscribe(func(*app.ChangeSet) { task.Post(func() { a.dirty = true }) })
	a.look.Load(func(ctx context.Context) (backup.View, error) {
		_ = w.Backups.Forget(ctx) // what was removed last time; the screen tells of folders that cannot be written
		return w.Backups.List(ctx)
	}, func(v backup.View, err error) {
		if err == nil && d.work == w {
			a.opened(v)
		}
	})
	a.stop = task.After(firstLook, a.now)
	return a
}

// opened says that the workspace holds much less than a backup of it, or is older.
func (a *autoBackup) opened(v backup.View) {
	a.view, a.known = v, true
	_, current := v.Current()
	a.dirty = !current
	a.d.rememberPlaces(v.Home)
	words := backups.Warning(v, time.Now())
	if words != "" {
		a.d.toast(kit.Toast{Text: words, Icon: icons.Warning, Stay: true, Action: say.T("See backups"), Run: func() { a.d.shell.Go(kit.Route{Screen: kit.Backups}) }})
	}
}

// close ends it.
func (a *autoBackup) close() {
	a.stop()
	a.forget()
	a.look.Cancel()
}

// done hears that a good backup of the present state is there.
func (a *autoBackup) done() { a.dirty, a.failed = false, false }

// now makes a backup if one is due and something was changed.
func (a *autoBackup) now() {
	a.stop = task.After(lookAgain, a.now)
	if !a.dirty || a.busy {
		return
	}
	a.look.Load(a.w.Backups.List, func(v backup.View, err error) {
		if err != nil || a.d.work != a.w {
			return
		}
		a.view, a.known = v, true
		if _, current := v.Current(); current {
			a.dirty = false
			return
		}
		if due := v.Due(time.Now()); due.IsZero() || due.After(time.Now()) || v.Now.Empty() {
			return
		}
		a.start(app.BackupOnRhythm, nil)
	})
}

// start makes a backup as a job; then runs after it, however it went.
func (a *autoBackup) start(why app.BackupReason, then func()) (stop func()) {
	a.busy = true
	j := a.w.Jobs.Start(backups.MakeJob, func(ctx context.Context, p app.Progress) error {
		err := task.Told(func() (backup.Made, error) { return a.w.Backups.Make(ctx, why, p) }, func(made backup.Made, err error) {
			a.busy = false
			switch {
			case err == nil:
				a.done()
				if made.Instead != "" {
					a.d.tellOf(a.w, say.Sentence(made.Words()))
				}
			case app.CodeOf(err) != app.ECanceled:
				a.fail(err)
			}
			if then != nil {
				then()
			}
		})
		if code := app.CodeOf(err); code == app.ECanceled {
			return err
		}
		return nil // fail has told it, once
	})
	return j.Cancel
}

// fail tells of a backup that could not be made, once until one could.
func (a *autoBackup) fail(err error) {
	if code := app.CodeOf(err); a.failed || a.d.work != a.w || code == app.ECanceled || code == app.ELocked || code == app.EConflict {
		return
	}
	a.failed = true
	message, hint := say.Explain(err)
	a.d.toast(kit.Toast{Text: strings.TrimSpace(say.T("Not backed up: %s %s", message, hint)), Icon: icons.Warning, Stay: true, Action: say.T("See backups"),
		Run: func() { a.d.shell.Go(kit.Route{Screen: kit.Backups}) }})
}

func (d *desktop) tellOf(w *workspace.Workspace, words string) {
	if d.work == w {
		d.toast(kit.Toast{Text: words, Icon: icons.Warning})
	}
}

// closingWait is how long closing waits for a backup at most, whatever was expected of it.
const closingWait = 8 * time.Second

// backUpFirst makes a backup before the workspace is closed, where the rule asks for it, something was changed and it is quick; then it closes. The person
// sees what is waited for and may close at once.
func (d *desktop) backUpFirst(then func()) {
	a := d.auto
	if d.work == nil || a == nil || d.work.Store.ReadOnly() || !a.dirty || a.busy {
		then()
		return
	}
	over := false
	stopJob := func() {}
	wait := kit.NewDialog(say.T("Backing up before closing"), 420, 170)
	end := func() {
		if !over {
			over = true
			stopJob()
			if wait.Shown() {
				wait.Hide()
			}
			then()
		}
	}
	stopWait := task.After(closingWait, end)
	a.look.Load(a.w.Backups.List, func(v backup.View, err error) {
		if over {
			return
		}
		if d.auto != a { // another workspace is open by now
			over = true
			stopWait()
			return
		}
		if err != nil || v.OnClose() != backup.CloseMake {
			stopWait()
			end()
			return
		}
		wait.SetContent(kit.NewParagraph(say.T("What changed is copied, and a restore of the copy is tried. This takes a moment."), kit.Body))
		wait.SetActions(nil, kit.NewButton(say.T("Close without"), kit.Secondary, end))
		wait.OnClose = end
		wait.Show(d.win.Canvas())
		stopJob = a.start(app.BackupOnClose, func() {
			stopWait()
			end()
		})
	})
}
