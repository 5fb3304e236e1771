// Package backups is the screen of the backups: where they are, what each holds and what changed since, and the way back as a copy. It is read when
// somebody is frightened, so it says first what is safe.
package backups

import (
	"context"
	"slices"
	"time"

	"throughline/app"
	"throughline/app/backup"
	"throughline/app/job"
	"throughline/ui/say"
	"throughline/ui/task"
)

// Keeper keeps the backups. *backup.Service is one.
type Keeper interface {
	List(ctx context.Context) (backup.View, error)
	Make(ctx context.Context, why app.BackupReason, p app.Progress) (backup.Made, error)
	Check(ctx context.Context, it backup.Item, p app.Progress) (backup.Item, error)
	Keep(it backup.Item, on bool) (backup.Item, error)
	Remove(ctx context.Context, it backup.Item) (backup.Item, error)
	BringBack(it backup.Item) (backup.Item, error)
	Restore(ctx context.Context, it backup.Item, out string, p app.Progress) (string, error)
	RestoreName(it backup.Item) string
	Look(ctx context.Context, it backup.Item) (app.BackupInside, error)
	SetRule(ctx context.Context, r app.BackupRule) (app.BackupHome, error)
	ForgetPlace(ctx context.Context, folder string) (app.BackupHome, error)
}

// MakeJob is what the making of a backup is called among the jobs.
var MakeJob = say.T("Back up")

// Model is the state of the screen and what can be done on it. It belongs to the UI goroutine.
type Model struct {
	Keeper   Keeper
	Jobs     *job.Runner
	Now      func() time.Time
	ReadOnly bool                                  // of the workspace: the rule cannot be changed then
	OnTell   func(text, action string, run func()) // a short message; action "" for none
	OnFail   func(error)                           // an act was refused
	OnOpen   func(path string)                     // opens a restored copy
	OnRule   func(app.BackupHome)                  // the rule was changed
	OnMade   func()                                // a good backup of the present state is there
	OnChange func()                                // repaint; called on the UI goroutine

	View   backup.View
	Loaded bool
	Err    error  // why the list could not be read
	Busy   string // what is being done: a backup, a check, a restore; "" for nothing
	Step   string // of it
	Share  float64

	Chosen    string // path of the backup that is looked at; "" for none
	Inside    app.BackupInside
	InsideErr error
	inside    string // whose Inside is

	list task.Latest[backup.View]
	look task.Latest[app.BackupInside]
	work task.Queue
	run  *job.Job
}

// Open reads the list anew.
func (m *Model) Open() { m.reload("") }

// Changed reads it anew after a step: what changed since is different.
func (m *Model) Changed(*app.ChangeSet) { m.reload("") }

// Retry reads again what could not be read.
func (m *Model) Retry() {
	m.Err = nil
	m.reload("")
}

// Close ends what is being loaded.
func (m *Model) Close() {
	m.list.Cancel()
	m.look.Cancel()
}

// reload reads the list and chooses a backup: the one named, else the one chosen before, else the newest.
func (m *Model) reload(choose string) {
	m.list.Load(m.Keeper.List, func(v backup.View, err error) {
		m.Loaded, m.Err = true, err
		if err == nil {
			m.View = v
		}
		if choose == "" {
			choose = m.Chosen
		}
		if m.at(choose) < 0 {
			choose = ""
			if len(m.View.Items) > 0 {
				choose = m.View.Items[0].Path
			}
		}
		m.choose(choose)
		m.changed()
	})
}

func (m *Model) at(path string) int {
	return slices.IndexFunc(m.View.Items, func(it backup.Item) bool { return it.Path == path })
}

// At is the number of the backup that is looked at, -1 for none.
func (m *Model) At() int { return m.at(m.Chosen) }

// Item is the backup that is looked at; ok is false for none.
func (m *Model) Item() (it backup.Item, ok bool) {
	if i := m.At(); i >= 0 {
		return m.View.Items[i], true
	}
	return backup.Item{}, false
}

// Choose looks at a backup.
func (m *Model) Choose(i int) {
	if i >= 0 && i < len(m.View.Items) && m.View.Items[i].Path != m.Chosen {
		m.choose(m.View.Items[i].Path)
		m.changed()
	}
}

func (m *Model) choose(path string) {
	m.Chosen = path
	it, ok := m.Item()
	if !ok || m.inside == path {
		return
	}
	m.Inside, m.InsideErr, m.inside = app.BackupInside{}, nil, ""
	if it.State == backup.Faulty {
		m.look.Cancel()
		return
	}
	m.look.Load(func(ctx context.Context) (app.BackupInside, error) { return m.Keeper.Look(ctx, it) }, func(in app.BackupInside, err error) {
		m.Inside, m.InsideErr, m.inside = in, err, path
		m.changed()
	})
}

// start runs a job of which the screen shows how far it is. Another one has to end first.
func (m *Model) start(name string, do func(ctx context.Context, p app.Progress) (done func(), err error)) {
	if m.Busy != "" {
		return
	}
	m.Busy, m.Step, m.Share = name, "", -1
	m.run = m.Jobs.Start(name, func(ctx context.Context, p app.Progress) error {
		step := func(n, total int64, what string) {
			p.Report(n, total, what)
			task.Post(func() {
				m.Step, m.Share = what, -1
				if total > 0 {
					m.Share = float64(n) / float64(total)
				}
				m.changed()
			})
		}
		return task.Told(func() (func(), error) { return do(ctx, step) }, func(done func(), err error) {
			m.Busy, m.run = "", nil
			if err == nil {
				done()
			}
			m.reload("")
			m.changed()
		})
	})
	m.changed()
}

// Stop ends what is being done. Nothing half done is left.
func (m *Model) Stop() {
	if m.run != nil {
		m.run.Cancel()
	}
}

// Make backs the workspace up now.
func (m *Model) Make() {
	m.start(MakeJob, func(ctx context.Context, p app.Progress) (func(), error) {
		made, err := m.Keeper.Make(ctx, app.BackupByHand, p)
		return func() {
			m.Chosen = made.Item.Path
			if m.OnMade != nil {
				m.OnMade()
			}
			m.tell(say.Sentence(made.Words()), "", nil)
		}, err
	})
}

// Restore copies the backup that is looked at to a new file; "" for a free name beside the workspace.
func (m *Model) Restore(out string) {
	it, ok := m.Item()
	if !ok {
		return
	}
	m.start(say.T("Restore a backup"), func(ctx context.Context, p app.Progress) (func(), error) {
		path, err := m.Keeper.Restore(ctx, it, out, p)
		return func() {
			m.tell(say.T("Restored as %s. The open workspace is as it was", base(path)), say.T("Open the copy"), func() {
				if m.OnOpen != nil {
					m.OnOpen(path)
				}
			})
		}, err
	})
}

// Check tries a restore of the backup that is looked at.
func (m *Model) Check() {
	it, ok := m.Item()
	if !ok {
		return
	}
	m.start(say.T("Check a backup"), func(ctx context.Context, p app.Progress) (func(), error) {
		now, err := m.Keeper.Check(ctx, it, p)
		return func() {
			if now.State == backup.Good {
				m.tell(say.T("A restore was tried: the backup is good"), "", nil)
			}
		}, err
	})
}

// Keep lets the backup that is looked at stay whatever its age, or not any more.
func (m *Model) Keep() {
	it, ok := m.Item()
	if !ok || it.State != backup.Good {
		return
	}
	on := !it.Seal.Keep
	m.do(func(context.Context) error { _, err := m.Keeper.Keep(it, on); return err }, nil)
}

// Remove takes the backup that is looked at away, with a way back.
func (m *Model) Remove() {
	i := m.At()
	it, ok := m.Item()
	if !ok {
		return
	}
	next := ""
	if i+1 < len(m.View.Items) {
		next = m.View.Items[i+1].Path
	} else if i > 0 {
		next = m.View.Items[i-1].Path
	}
	m.do(func(ctx context.Context) (err error) { it, err = m.Keeper.Remove(ctx, it); return err }, func() {
		m.Chosen = next
		m.tell(say.T("The backup of %s is removed", Said(it.Seal.Made, m.Now())), say.T("Undo"), func() {
			m.do(func(context.Context) error { _, err := m.Keeper.BringBack(it); return err }, func() { m.Chosen = it.Path })
		})
	})
}

// do does something quick beside the window and reads the list anew.
func (m *Model) do(what func(context.Context) error, done func()) {
	m.work.Do(what, func(err error) {
		switch {
		case err != nil && m.OnFail != nil:
			m.OnFail(err)
		case err == nil && done != nil:
			done()
		}
		m.reload("")
	})
}

// SetRule changes how the workspace is backed up by itself.
func (m *Model) SetRule(r app.BackupRule) {
	m.home(func(ctx context.Context) (app.BackupHome, error) { return m.Keeper.SetRule(ctx, r) })
}

// ForgetPlace stops looking for backups in a folder.
func (m *Model) ForgetPlace(folder string) {
	m.home(func(ctx context.Context) (app.BackupHome, error) { return m.Keeper.ForgetPlace(ctx, folder) })
}

func (m *Model) home(change func(context.Context) (app.BackupHome, error)) {
	var home app.BackupHome
	m.do(func(ctx context.Context) (err error) { home, err = change(ctx); return err }, func() {
		m.View.Home = home
		if m.OnRule != nil {
			m.OnRule(home)
		}
		m.changed()
	})
}

func (m *Model) tell(text, action string, run func()) {
	if m.OnTell != nil {
		m.OnTell(text, action, run)
	}
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
