package themes

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/ui/task"
)

// Create makes an empty theme and selects it. done hears how it went, so that a form can keep its words.
func (m *Model) Create(name string, done func(error)) {
	study := m.Study
	m.save(func(ctx context.Context) error {
		t, err := m.Analysis.CreateTheme(ctx, study, name)
		if err == nil {
			task.Post(func() { m.await(t.ID) })
		}
		return err
	}, done)
}

// Rename names the selected theme.
func (m *Model) Rename(name string, done func(error)) {
	m.onTheme(func(ctx context.Context, id app.ThemeID) error { return m.Analysis.RenameTheme(ctx, id, name) }, done)
}

// Note sets the note of the selected theme; "" takes it away.
func (m *Model) Note(text string, done func(error)) {
	m.onTheme(func(ctx context.Context, id app.ThemeID) error { return m.Analysis.NoteTheme(ctx, id, text) }, done)
}

func (m *Model) onTheme(do func(context.Context, app.ThemeID) error, done func(error)) {
	if t := m.Theme(); t != nil {
		id := t.ID
		m.save(func(ctx context.Context) error { return do(ctx, id) }, done)
	}
}

// save runs what a form asks for; its outcome goes to the form, not to Err.
func (m *Model) save(do func(context.Context) error, done func(error)) {
	m.work.Do(do, func(err error) {
		done(err)
		m.changed()
	})
}

// Lock keeps the selected theme from being changed by proposals, or lets it be changed.
func (m *Model) Lock(on bool) {
	if t := m.Theme(); t != nil {
		id := t.ID
		m.act(func(ctx context.Context) error { return m.Analysis.LockTheme(ctx, id, on) }, nil)
	}
}

// Delete removes the selected theme; its findings become unsorted.
func (m *Model) Delete() {
	if t := m.Theme(); t != nil {
		id := t.ID
		m.act(func(ctx context.Context) error { return m.Analysis.DeleteTheme(ctx, id) }, nil)
	}
}

// Merge moves everything of the selected theme into another and shows that one.
func (m *Model) Merge(into app.ThemeID) {
	if t := m.Theme(); t != nil && into != t.ID {
		id := t.ID
		m.act(func(ctx context.Context) error { return m.Analysis.MergeThemes(ctx, into, id) }, func() { m.await(into) })
	}
}

// Move puts findings into a theme, or into Unsorted.
func (m *Model) Move(ids []app.FindingID, to app.ThemeID) {
	if len(ids) == 0 {
		return
	}
	if to == Unsorted {
		to = ""
	}
	study := m.Study
	m.act(func(ctx context.Context) error { return m.Analysis.Move(ctx, study, ids, to) }, func() { m.Picked, m.Dots = nil, nil })
}

// MoveToNew makes a theme and moves findings into it, as one step.
func (m *Model) MoveToNew(ids []app.FindingID, name string) {
	study := m.Study
	m.act(func(ctx context.Context) error {
		_, err := m.Analysis.MoveToNew(ctx, study, ids, name)
		return err
	}, func() { m.Picked, m.Dots = nil, nil })
}

// hasTheme reports whether a theme of the board has the name, upper and lower case alike.
func (m *Model) hasTheme(name string) bool {
	return slices.ContainsFunc(m.Themes, func(t app.ThemeRow) bool { return strings.EqualFold(t.Name, name) })
}

// act runs one short use case off the UI goroutine. The committed step comes back through Changed.
func (m *Model) act(do func(context.Context) error, done func()) {
	m.work.Do(do, func(err error) {
		m.Err, m.failed = err, false
		if err == nil && done != nil {
			done()
		}
		m.changed()
	})
}

// await selects a theme once the board is read again: what was read when the step was heard may have come before anybody knew of it.
func (m *Model) await(id app.ThemeID) {
	m.waiting = id
	m.reload()
}

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
