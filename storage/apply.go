package storage

import (
	"context"
	"database/sql"
	"errors"

	"throughline/app"
)

// Apply stores a step in one transaction: rows, full-text index and journal, or nothing. Its sights must still hold. Each change must find the stored
// record as its Before says, and After must keep the laws. Steps taken back before are dropped: they can no longer be redone.
// Returns the journal entry; EConflict naming the record that is not as expected, EInvalid for a broken law or an empty
// step, EIO when the file is read-only.
func (s *Store) Apply(ctx context.Context, cs *app.ChangeSet) (e app.Entry, err error) {
	if err := validate(cs); err != nil {
		return app.Entry{}, err
	}
	err = s.write(ctx, "apply", func(w *writer) error {
		if err := w.sees(cs.Sights); err != nil {
			return err
		}
		if err := w.exec("UPDATE journal SET state=2 WHERE state=1"); err != nil {
			return err
		}
		w.ready = makeReady(cs.Changes)
		defer w.ready.stop()
		if err := w.apply(cs.Changes); err != nil {
			return err
		}
		e, err = w.journal(cs)
		return err
	})
	if err != nil {
		return app.Entry{}, err
	}
	s.consents.heard(cs)
	return e, nil
}

// Revert takes back a step that is in force and returns what it did: the step's inverse. Returns ENotFound for an unknown
// seq, EConflict if the step is not in force or later changes stand on it.
func (s *Store) Revert(ctx context.Context, seq int64) (cs *app.ChangeSet, err error) {
	err = s.write(ctx, "undo", func(w *writer) error {
		step, err := w.entry(seq, app.EntryApplied)
		if err != nil {
			return err
		}
		cs = step.Inverse()
		if err := w.apply(cs.Changes); err != nil {
			return err
		}
		return w.setState(seq, step, app.EntryUndone)
	})
	if err != nil {
		return nil, err
	}
	s.consents.heard(cs)
	return cs, nil
}

// Reapply puts a step that was taken back into force again and returns it. Errors are those of Revert.
func (s *Store) Reapply(ctx context.Context, seq int64) (cs *app.ChangeSet, err error) {
	err = s.write(ctx, "redo", func(w *writer) error {
		if cs, err = w.entry(seq, app.EntryUndone); err != nil {
			return err
		}
		if err := w.apply(cs.Changes); err != nil {
			return err
		}
		return w.setState(seq, cs, app.EntryApplied)
	})
	if err != nil {
		return nil, err
	}
	s.consents.heard(cs)
	return cs, nil
}

// validate checks what can be seen without the file.
func validate(cs *app.ChangeSet) error {
	if cs == nil || len(cs.Changes) == 0 {
		return app.Invalid("There is nothing to store.", "")
	}
	if cs.ID == "" || cs.Label == "" {
		return app.Invalid("A step needs an id and a label.", "")
	}
	for _, c := range cs.Changes {
		switch {
		case c.Before == nil && c.After == nil:
			return app.Invalid("A change has neither before nor after.", "")
		case c.Before != nil && c.After != nil && c.Before.Ref() != c.After.Ref():
			return app.Invalid("A change turns one record into another.", "")
		}
		if c.Ref().ID == "" {
			return app.Invalid("A record has no id.", "")
		}
		if c.After == nil {
			continue
		}
		if err := c.After.Validate(); err != nil {
			return err
		}
		if err := storable(c.After); err != nil {
			return err
		}
	}
	return nil
}

// apply makes the changes in order.
func (w *writer) apply(changes []app.Change) error {
	for i, c := range changes {
		if err := w.alive(); err != nil {
			return err
		}
		w.tell(i, len(changes))
		if len(w.stored) == 0 {
			if err := w.flush(); err != nil {
				return err
			}
			if err := w.ahead(changes[i:]); err != nil {
				return err
			}
		}
		if err := w.change(c); err != nil {
			return err
		}
	}
	return w.flush()
}

func (w *writer) change(c app.Change) error {
	k, err := keeperOf(c.Ref().Kind)
	if err != nil {
		return err
	}
	w.names = w.names || keepsNames(c.Ref().Kind)
	lightly := isLight(c)
	if !lightly {
		if err := w.flush(); err != nil {
			return err
		}
	}
	if c.Before == nil {
		if err = k.insert(w, c.After); constraint(err) {
			err = conflict(capital(describe(c.After))+" is stored already.", c.Ref().ID)
		}
		w.back(c.After)
		if err == nil {
			err = w.note(c)
		}
		return err
	}
	if err := w.expect(k, c.Before); err != nil {
		return err
	}
	if err := w.note(c); err != nil {
		return err
	}
	if lightly {
		return w.wait(c.Before.(*app.Finding), c.After.(*app.Finding))
	}
	if c.After != nil {
		if err = k.update(w, c.Before, c.After); constraint(err) {
			err = conflict(capital(describe(c.After))+" cannot be changed like that: another record stands in its place.", c.Ref().ID)
		}
		return err
	}
	if err = k.remove(w, c.Before); constraint(err) {
		err = &app.Error{Code: app.EConflict, Message: capital(describe(c.Before)) + " is still used by others.",
			Hint: "Delete or change what uses it first.", Path: c.Ref().ID, Err: err}
	}
	w.forget(c.Before.Ref())
	w.lose(c.Before)
	return err
}

// expect returns EConflict unless the stored record equals before.
func (w *writer) expect(k keeper, before app.Record) error {
	stored, ok := w.taken(before)
	var err error
	if !ok {
		if err := w.flush(); err != nil {
			return err
		}
		stored, err = k.find(context.Background(), w, before.Ref().ID)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return conflict(capital(describe(before))+" is gone.", before.Ref().ID)
	}
	if err == nil && !stored.Equal(before) {
		err = conflict(capital(describe(before))+" was changed meanwhile.", before.Ref().ID)
	}
	return err
}

// capital makes describe fit for the beginning of a sentence.
func capital(s string) string { return string(s[0]-'a'+'A') + s[1:] }
