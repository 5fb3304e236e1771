package history

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"throughline/app"
)

// Walk is a way through the history: what going back to a step, or bringing back up to one, takes.
type Walk struct {
	To      app.Mark // the step that is the last in force afterwards; the zero Mark is the beginning
	From    app.Mark // the last in force now
	Redo    bool     // forwards
	Steps   int      // that are taken back or brought again; a batch counts once
	Authors []string // who made them, each once, sorted
	Since   time.Time
	Records int // changes of records in them
}

// Plan says what going to a step takes: back, for a step in force or seq 0 (the beginning), or forwards, for one that was
// taken back. Returns ENotFound for a step that is not listed (any more), EConflict when steps on the way are too old to be
// taken back.
func (l *Log) Plan(ctx context.Context, seq int64) (Walk, error) {
	w, _, err := l.way(ctx, seq)
	if err != nil {
		return Walk{}, err
	}
	after, last, state := w.To.Seq, w.From.Seq, app.EntryApplied
	if w.Redo {
		after, last, state = w.From.Seq, w.To.Seq, app.EntryUndone
	}
	sum, err := l.store.Stretch(ctx, after, last, state)
	w.Authors, w.Since, w.Records = sum.Authors, sum.Since, sum.Records
	return w, err
}

// way finds the step that holds seq and the steps between here and there, in the order they are taken.
func (l *Log) way(ctx context.Context, seq int64) (w Walk, way []app.Mark, err error) {
	marks, err := l.store.Marks(ctx, app.HistoryQuery{})
	if err != nil {
		return w, nil, err
	}
	if i := slices.IndexFunc(marks, func(m app.Mark) bool { return m.State != app.EntryUndone }); i >= 0 {
		w.From = marks[i]
	}
	at := slices.IndexFunc(marks, func(m app.Mark) bool { return m.First <= seq && seq <= m.Seq })
	switch {
	case at < 0 && seq != 0:
		return w, nil, app.NotFound("The step")
	case at >= 0 && marks[at].State == app.EntryUndone:
		w.To, w.Redo = marks[at], true
		for _, m := range slices.Backward(marks[at:]) {
			if m.State == app.EntryUndone {
				way = append(way, m)
			}
		}
		w.Steps = len(way)
		return w, way, nil
	case at >= 0:
		w.To = marks[at]
	default:
		at = len(marks)
	}
	for _, m := range marks[:at] {
		if m.State == app.EntrySealed {
			return w, nil, &app.Error{Code: app.EConflict, Message: "Some of the steps since then are too old to be taken back.",
				Hint: "What they changed is no longer kept. Choose a later step, or open a backup."}
		}
		if m.State == app.EntryApplied {
			way = append(way, m)
		}
	}
	w.Steps = len(way)
	return w, way, nil
}

// UndoTo takes back all steps after the one with seq, newest first; 0 takes back everything. Batches stay whole. Between steps
// it looks at ctx: stopped there, or by a step that cannot be taken back, it leaves what was done so far, and says how many
// steps that were; Redo brings them again. Nothing else is written meanwhile. Returns ENotFound for a step that is not in
// force, EConflict naming the step that stands in the way.
func (l *Log) UndoTo(ctx context.Context, seq int64, p app.Progress) (done int, err error) {
	return l.walkTo(ctx, seq, false, p)
}

// RedoTo brings back all steps that were taken back, up to and with the one with seq, oldest first. It is stopped as UndoTo.
// Returns ENotFound for a step that was not taken back.
func (l *Log) RedoTo(ctx context.Context, seq int64, p app.Progress) (done int, err error) {
	return l.walkTo(ctx, seq, true, p)
}

func (l *Log) walkTo(ctx context.Context, seq int64, redo bool, p app.Progress) (done int, err error) {
	l.write.Lock()
	defer l.write.Unlock()
	w, way, err := l.way(ctx, seq)
	if err != nil {
		return 0, err
	}
	if w.Redo != redo {
		return 0, &app.Error{Code: app.ENotFound, Message: "The step is not where it was.", Hint: "Look at the history again."}
	}
	g := l.backwards()
	if redo {
		g = l.forwards()
	}
	g.nothing, g.apart = "There are no more steps.", false // to the step that was chosen, and no further
	for done < len(way) {
		if err := ctx.Err(); err != nil {
			return done, err
		}
		e, err := l.one(ctx, g)
		if err != nil {
			return done, stopped(err, e, done, redo)
		}
		done++
		p.Report(int64(done), int64(len(way)), e.Label)
	}
	return done, nil
}

// stopped names the step at which a walk came to a stand.
func stopped(err error, e app.Entry, done int, redo bool) error {
	if e.Label == "" || app.CodeOf(err) == app.ECanceled {
		return err
	}
	verb, other := "taken back", "Redo brings them again."
	if redo {
		verb, other = "brought again", "Undo takes them back."
	}
	message, hint := app.Explain(err)
	if done > 0 {
		hint = fmt.Sprintf("%s before it %s %s. %s", app.Count(done, "step"), wasWere(done), verb, other)
	}
	return &app.Error{Code: app.CodeOf(err), Message: "“" + e.Label + "” could not be " + verb + ". " + message, Hint: hint, Path: string(e.ID), Err: err}
}

func wasWere(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// aloneLimit bounds how many records UndoOnly changes in one step: all of them are in memory at once.
const aloneLimit = 100_000

// UndoOnly takes back one step and leaves what came after it: it commits the inverse as a new step, "Undo: …", signed by hand.
// A batch is taken back whole, with its entries that other steps stand between. The last step in force is simply undone. Returns EConflict with a sentence that names what
// stands in the way when later steps changed the same records or use what the step made, ENotFound for a step that is not in
// force or too old, ETooLarge beyond 100,000 records. What was taken back before can no longer be redone, as after any new step.
func (l *Log) UndoOnly(ctx context.Context, m app.Mark, hand app.Hand) (app.Entry, error) {
	l.write.Lock()
	defer l.write.Unlock()
	steps, err := l.store.Steps(ctx, []app.Mark{m})
	if err != nil {
		return app.Entry{}, err
	}
	st := steps[0]
	entries, err := l.scattered(ctx, &st)
	if err != nil {
		return app.Entry{}, err
	}
	last, ok, err := l.store.LastApplied(ctx)
	if err != nil {
		return app.Entry{}, err
	}
	if ok && last.Seq == m.Seq && len(entries) == st.Entries {
		return l.one(ctx, l.backwards())
	}
	if err := alone(&st); err != nil {
		return app.Entry{}, err
	}
	cs := hand.Begin(opposite(st.Label))
	for _, seq := range slices.Backward(entries) {
		sets, err := l.store.StepSets(ctx, seq, seq)
		if err != nil {
			return app.Entry{}, err
		}
		for _, set := range slices.Backward(sets) {
			cs.Changes = append(cs.Changes, set.Inverse().Changes...)
		}
	}
	if err := l.commit(ctx, cs); err != nil {
		return st.Entry, l.blame(ctx, st, cs, err)
	}
	return st.Entry, nil
}

// scattered returns the entries in force of the batch that a step is of, oldest first, also those that other steps stand between, and has the step count
// the changes of all of them.
func (l *Log) scattered(ctx context.Context, st *app.Step) (seqs []int64, err error) {
	if st.Entries == 0 {
		return nil, nil
	}
	if st.Batch == "" {
		return []int64{st.Seq}, nil
	}
	old, err := l.store.Batch(ctx, st.Batch, app.EntrySealed)
	if err != nil {
		return nil, err
	}
	all, err := l.store.Batch(ctx, st.Batch, app.EntryApplied)
	if err != nil {
		return nil, err
	}
	if len(old) > 0 && st.State == app.EntryApplied {
		st.State = app.EntrySealed
	}
	st.Changes = 0
	for _, e := range all {
		seqs = append(seqs, e.Seq)
		st.Changes += e.Changes
	}
	return seqs, nil
}

// alone returns an error for a step that cannot be taken back alone.
func alone(st *app.Step) error {
	switch {
	case st.Entries == 0:
		return app.NotFound("The step")
	case st.State == app.EntryUndone:
		return &app.Error{Code: app.ENotFound, Message: "“" + st.Label + "” was taken back already."}
	case st.State == app.EntrySealed:
		return &app.Error{Code: app.ENotFound, Message: "“" + st.Label + "” is too old to be taken back.", Hint: "What it changed is no longer kept."}
	case st.State == app.EntryErased:
		return &app.Error{Code: app.ENotFound, Message: "“" + st.Label + "” cannot be taken back.", Hint: "What it changed went with an erasure."}
	case st.Changes > aloneLimit:
		return &app.Error{Code: app.ETooLarge, Message: "“" + st.Label + "” changed too many records to be taken back alone: " + app.Number(st.Changes) + ".",
			Hint: "Go back to the step before it instead."}
	}
	return nil
}

// opposite is the label of the step that takes one back: "Undo: Star", and "Redo: Star" for taking that back.
func opposite(label string) string {
	if rest, ok := strings.CutPrefix(label, "Undo: "); ok {
		return "Redo: " + rest
	}
	if rest, ok := strings.CutPrefix(label, "Redo: "); ok {
		return "Undo: " + rest
	}
	return "Undo: " + label
}

// blamed is how many steps an error names.
const blamed = 2

// blame turns a conflict into a sentence that names the later steps in the way.
func (l *Log) blame(ctx context.Context, st app.Step, cs *app.ChangeSet, err error) error {
	if app.CodeOf(err) != app.EConflict {
		return err
	}
	message, hint := app.Explain(err)
	out := &app.Error{Code: app.EConflict, Message: "“" + st.Label + "” cannot be taken back alone. " + message, Hint: hint, Path: string(st.ID), Err: err}
	later, err2 := l.store.Later(ctx, st.Seq, concerned(cs, err), blamed+1)
	if err2 != nil || len(later) == 0 {
		out.Hint = "Take back or change what uses it first, or go back to the step before it."
		return out
	}
	var names []string
	for _, e := range later[:min(blamed, len(later))] {
		names = append(names, "“"+e.Label+"” by "+e.Author)
	}
	if len(later) > blamed {
		names = append(names, "others")
	}
	out.Hint = "Since then it was changed by " + listed(names) + ". Take that back first, or go back to the step before it."
	return out
}

// listed joins names as a sentence does: "a, b and c".
func listed(names []string) string {
	if n := len(names) - 1; n > 0 {
		return strings.Join(names[:n], ", ") + " and " + names[n]
	}
	return names[0]
}

// concerned returns the records of the step that a conflict is about: the one it names if it names one, else all.
func concerned(cs *app.ChangeSet, err error) []app.Ref {
	path := ""
	var e *app.Error
	if errors.As(err, &e) {
		path = e.Path
	}
	var all, one []app.Ref
	for _, c := range cs.Changes {
		ref := c.Ref()
		for _, r := range app.Touched(c) {
			if ref.Kind != app.KindPlacement && r != ref {
				continue // what it belongs to did not change
			}
			all = append(all, r)
			if ref.ID == path {
				one = append(one, r)
			}
		}
	}
	if len(one) > 0 {
		return one
	}
	return all
}
