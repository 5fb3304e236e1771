// Package history is the one write door: it commits steps, takes them back and brings them again, and tells who listens.
package history

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"throughline/app"
)

// Store keeps the journal and the records it changes. Each method is one transaction.
type Store interface {
	Apply(ctx context.Context, cs *app.ChangeSet) (app.Entry, error)
	Revert(ctx context.Context, seq int64) (*app.ChangeSet, error)
	Reapply(ctx context.Context, seq int64) (*app.ChangeSet, error)
	LastApplied(ctx context.Context) (app.Entry, bool, error)
	NextUndone(ctx context.Context) (app.Entry, bool, error)
	Entries(ctx context.Context, page app.Page) ([]app.Entry, error)
	Batch(ctx context.Context, batch app.ChangeSetID, state app.EntryState) ([]app.Entry, error)
	Seal(ctx context.Context, p app.SealPolicy, now time.Time) (int, error)
	Reader
}

// State says what undo and redo would do.
type State struct {
	Undo, Redo string // labels; "" when there is nothing
}

// Log is the write door of one open workspace. Safe for concurrent use: steps are committed and published one after another,
// and subscribers hear them in commit order, outside the lock that guards the state.
type Log struct {
	store Store

	write  sync.Mutex // held over commit and publication, so that order is kept
	before func(context.Context, *app.ChangeSet)
	mu     sync.Mutex // guards what follows
	state  State
	subs   []subscriber
	next   int
}

type subscriber struct {
	id int
	f  func(*app.ChangeSet)
}

// Open reads where the stored journal stands.
func Open(ctx context.Context, store Store) (*Log, error) {
	l := &Log{store: store}
	return l, l.read(ctx)
}

func (l *Log) read(ctx context.Context) error {
	last, hasLast, err := l.store.LastApplied(ctx)
	if err != nil {
		return err
	}
	next, hasNext, err := l.store.NextUndone(ctx)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.state = State{}
	if hasLast {
		l.state.Undo = last.Label
	}
	if hasNext {
		l.state.Redo = next.Label
	}
	return nil
}

// State returns what undo and redo would do now.
func (l *Log) State() State {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.state
}

// Commit stores a step and publishes it. When it returns nil the step is on disk; a step without changes is none. When it
// returns an error nothing is stored. Errors are those of Store.Apply.
func (l *Log) Commit(ctx context.Context, cs *app.ChangeSet) error {
	if len(cs.Changes) == 0 {
		return nil
	}
	if l.before != nil {
		l.before(ctx, cs)
	}
	l.write.Lock()
	defer l.write.Unlock()
	return l.commit(ctx, cs)
}

// Before has do look at each step before it is committed, on the goroutine that commits; the step waits for it. It is set before the first step.
func (l *Log) Before(do func(ctx context.Context, cs *app.ChangeSet)) { l.before = do }

// commit is Commit for who holds the door.
func (l *Log) commit(ctx context.Context, cs *app.ChangeSet) error {
	if _, err := l.store.Apply(ctx, cs); err != nil {
		return err
	}
	l.mu.Lock()
	l.state = State{Undo: cs.Label}
	l.mu.Unlock()
	l.publish(cs)
	return nil
}

// CommitAll stores steps as one batch, the largest first: nothing else is stored between them, and undo takes them back together. Once the first is stored it is carried through
// even if ctx ends; if one is refused, those before are taken back. told hears the changes stored so far after each step.
func (l *Log) CommitAll(ctx context.Context, steps []*app.ChangeSet, told func(changes int)) error {
	if len(steps) > 0 && l.before != nil {
		l.before(ctx, steps[0])
	}
	if len(steps) > 1 {
		batch := app.NewID[app.ChangeSetID]()
		for _, cs := range steps {
			cs.Batch = batch
		}
	}
	l.write.Lock()
	defer l.write.Unlock()
	stored := 0
	for i, cs := range steps {
		if err := l.commit(ctx, cs); err != nil {
			if i == 0 {
				return err
			}
			g := l.backwards()
			g.apart = false
			_, err2 := l.one(ctx, g)
			return errors.Join(err, err2)
		}
		ctx = context.WithoutCancel(ctx)
		stored += len(cs.Changes)
		told(stored)
	}
	return nil
}

// Undo takes back the last step, or the whole batch it belongs to, and returns the entry taken back first. Entries of the batch with others between are
// taken too, and those others left; where they cannot be, since something later stands on them, the entry says that it is a part. Returns ENotFound
// when there is nothing to undo. A batch that has begun is carried through even if ctx ends; if one of its steps cannot be taken
// back, those before are put into force again.
func (l *Log) Undo(ctx context.Context) (app.Entry, error) {
	l.write.Lock()
	defer l.write.Unlock()
	return l.one(ctx, l.backwards())
}

// Redo brings back what was undone last, or the whole batch it belongs to. Returns ENotFound when there is nothing to redo.
// A batch comes back as in Undo; the entry returned is its newest, which Undo returns too.
func (l *Log) Redo(ctx context.Context) (app.Entry, error) {
	l.write.Lock()
	defer l.write.Unlock()
	return l.one(ctx, l.forwards())
}

// stepping is Revert or Reapply.
type stepping func(ctx context.Context, seq int64) (*app.ChangeSet, error)

// gait is how the journal is walked: back or forth.
type gait struct {
	nothing string // what is said where the way ends
	next    func(context.Context) (app.Entry, bool, error)
	step    stepping
	back    stepping       // takes a step back again
	from    app.EntryState // of entries that are stepped on
	apart   bool           // takes entries of a batch that others stand between as well
}

func (l *Log) backwards() gait {
	return gait{"There is nothing to undo.", l.store.LastApplied, l.store.Revert, l.store.Reapply, app.EntryApplied, true}
}

func (l *Log) forwards() gait {
	return gait{"There is nothing to redo.", l.store.NextUndone, l.store.Reapply, l.store.Revert, app.EntryUndone, true}
}

// one takes the next step, and those of its batch that follow. The caller holds the door.
func (l *Log) one(ctx context.Context, g gait) (app.Entry, error) {
	first, ok, err := g.next(ctx)
	if err != nil {
		return app.Entry{}, err
	}
	if !ok {
		return app.Entry{}, &app.Error{Code: app.ENotFound, Message: g.nothing}
	}
	var done []int64
	named := first // a batch goes by its newest step, whichever way it is walked
	for e := first; ; {
		if err := l.take(ctx, g.step, e.Seq); err != nil {
			return first, l.restore(ctx, g.back, done, err)
		}
		done = append(done, e.Seq)
		if e.Seq > named.Seq {
			named = e
		}
		if first.Batch == "" {
			return named, nil
		}
		ctx = context.WithoutCancel(ctx) // a batch that has begun is carried through
		if e, ok, err = g.next(ctx); err != nil {
			return first, l.restore(ctx, g.back, done, err)
		}
		if !ok || e.Batch != first.Batch {
			break
		}
	}
	if g.apart {
		err = l.rest(ctx, g, &named)
	}
	return named, err
}

// rest takes the entries of a batch that others stand between. If one of them cannot be taken, since something stands on it, all of them stay and what
// was taken is a part.
func (l *Log) rest(ctx context.Context, g gait, named *app.Entry) error {
	entries, err := l.store.Batch(ctx, named.Batch, g.from)
	if err != nil {
		return err
	}
	if g.from == app.EntryApplied {
		slices.Reverse(entries)
	}
	newest := *named
	var done []int64
	for _, e := range entries {
		if err := l.take(ctx, g.step, e.Seq); err != nil {
			if code := app.CodeOf(err); code == app.EConflict || code == app.ENotFound {
				named.Part, err = true, nil
			}
			return l.restore(ctx, g.back, done, err)
		}
		done = append(done, e.Seq)
		if e.Seq > newest.Seq {
			newest = e
		}
	}
	*named = newest
	return nil
}

// take does one step and publishes it. Once the step is stored, the state is read even if ctx has ended.
func (l *Log) take(ctx context.Context, step stepping, seq int64) error {
	cs, err := step(ctx, seq)
	if err != nil {
		return err
	}
	err = l.read(context.WithoutCancel(ctx))
	l.publish(cs)
	return err
}

// restore takes back the steps done, the last first, because of err, which it returns.
func (l *Log) restore(ctx context.Context, back stepping, done []int64, err error) error {
	for _, seq := range slices.Backward(done) {
		if err2 := l.take(ctx, back, seq); err2 != nil {
			return errors.Join(err, err2)
		}
	}
	return err
}

// Subscribe calls f with each committed, undone (as its inverse) or redone step, in commit order. f must not block, and must
// not commit, undo or redo: it would wait for itself. cancel ends it; a step being published may still arrive.
func (l *Log) Subscribe(f func(*app.ChangeSet)) (cancel func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.next++
	id := l.next
	l.subs = append(l.subs, subscriber{id, f})
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.subs = slices.DeleteFunc(slices.Clone(l.subs), func(s subscriber) bool { return s.id == id })
	}
}

func (l *Log) publish(cs *app.ChangeSet) {
	l.mu.Lock()
	subs := l.subs
	l.mu.Unlock()
	for _, s := range subs {
		s.f(cs)
	}
}

// Entries lists the stored journal, newest first.
func (l *Log) Entries(ctx context.Context, page app.Page) ([]app.Entry, error) {
	return l.store.Entries(ctx, page)
}
