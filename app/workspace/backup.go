package workspace

import (
	"context"
	"sync"
	"time"

	"throughline/app"
)

// Keep refuses while the curtain is drawn: a copy holds everything.
func (c *Curtain) Keep(ctx context.Context, path string, why app.BackupReason, p app.Progress) (app.BackupSeal, error) {
	if c.audience() != nil {
		return app.BackupSeal{}, errDrawn()
	}
	return c.Store.Keep(ctx, path, why, p)
}

// backupBefore makes sure that there is a good backup of the workspace as it is, and returns where it lies; "" for an empty workspace, of which none is
// needed.
func (w *Workspace) backupBefore(ctx context.Context, why app.BackupReason, p app.Progress) (string, error) {
	made, err := w.Backups.Make(ctx, why, p)
	if app.CodeOf(err) == app.EConflict {
		return "", nil
	}
	return made.Item.Path, err
}

// largeStep is from how many changes on a step counts as large.
const largeStep = 500

// GuardLarge has a backup made before each large step, where none of the last minutes is there and it is quick; see backup.View.BeforeLarge. The step waits for
// it, and is done whether it succeeds or not: it can be undone. tell hears of a backup that failed.
func (w *Workspace) GuardLarge(tell func(error)) {
	g := &guard{w: w, tell: tell}
	w.Log.Before(g.before)
}

type guard struct {
	w    *Workspace
	tell func(error)
	mu   sync.Mutex
	last app.ChangeSetID // the batch that was seen last: one backup before it is enough
}

func (g *guard) before(ctx context.Context, cs *app.ChangeSet) {
	if len(cs.Changes) < largeStep {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if cs.Batch != "" && cs.Batch == g.last {
		return
	}
	g.last = cs.Batch
	v, err := g.w.Backups.List(ctx)
	if err != nil || !v.BeforeLarge(g.w.now()) {
		return
	}
	j := g.w.Jobs.Start("Back up before a large change", func(ctx context.Context, p app.Progress) error {
		_, err := g.w.Backups.Make(ctx, app.BackupBeforeLarge, p)
		return err
	})
	stop := context.AfterFunc(ctx, j.Cancel)
	defer stop()
	if err := j.Wait(); err != nil && g.tell != nil {
		g.tell(err)
	}
}

// now is the time by the clock of who works.
func (w *Workspace) now() time.Time {
	if w.Hand.Now == nil {
		return time.Now()
	}
	return w.Hand.Now()
}
