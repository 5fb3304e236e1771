package people

import (
	"context"

	"throughline/app"
)

// SetValue sets a field of the people chosen to what a person typed. done hears how it went.
func (m *Model) SetValue(f app.Field, text string, done func(error)) {
	ids := m.Chosen
	m.act(func(ctx context.Context) error { return m.People.SetValue(ctx, ids, &f, text) }, done)
}

// SetSegment files the people chosen under a segment; "" for none.
func (m *Model) SetSegment(name string, done func(error)) {
	ids := m.Chosen
	m.act(func(ctx context.Context) error { return m.People.SetSegment(ctx, ids, name) }, done)
}

// Label puts a label on the people chosen, or takes it off.
func (m *Model) Label(label string, on bool, done func(error)) {
	ids := m.Chosen
	m.act(func(ctx context.Context) error { return m.People.Label(ctx, ids, label, on) }, done)
}

// SetStatus says how the people chosen stand in the panel.
func (m *Model) SetStatus(st app.PanelStatus, done func(error)) {
	ids := m.Chosen
	m.act(func(ctx context.Context) error { return m.People.SetStatus(ctx, ids, st) }, done)
}

// SetSource says where the people chosen came from.
func (m *Model) SetSource(text string, done func(error)) {
	ids := m.Chosen
	m.act(func(ctx context.Context) error { return m.People.SetSource(ctx, ids, text) }, done)
}

// Block says that the people chosen must not be contacted.
func (m *Model) Block(reason string, until app.Date, done func(error)) {
	ids := m.Chosen
	m.act(func(ctx context.Context) error { return m.People.Block(ctx, ids, reason, until) }, done)
}

// Unblock lets the people chosen be contacted again.
func (m *Model) Unblock() {
	ids := m.Chosen
	m.act(func(ctx context.Context) error { return m.People.Unblock(ctx, ids) }, nil)
}

// SetCode gives the one chosen another code.
func (m *Model) SetCode(code string, done func(error)) {
	if len(m.Chosen) != 1 {
		return
	}
	id := m.Chosen[0]
	m.act(func(ctx context.Context) error { return m.People.SetCode(ctx, id, code) }, done)
}

// SetNote keeps a note on the one chosen.
func (m *Model) SetNote(note string, done func(error)) {
	if len(m.Chosen) != 1 {
		return
	}
	id := m.Chosen[0]
	m.act(func(ctx context.Context) error { return m.People.SetNote(ctx, id, note) }, done)
}

// Add keeps a new person and shows them. Within a study they are shown among everybody: they have not taken part yet.
func (m *Model) Add(code string, done func(error)) {
	var made *app.Participant
	m.act(func(ctx context.Context) (err error) {
		made, err = m.People.Add(ctx, app.Participant{Code: code})
		return err
	}, func(err error) {
		if err == nil {
			m.Inside = false
			m.open = made.ID
			if m.Place(made.ID) >= 0 {
				m.goToOpen()
			} else {
				m.arrange(false)
			}
		}
		done(err)
	})
}

// Rules reads how the programme is run and hands it over.
func (m *Model) Rules(show func(app.Programme)) {
	var std app.Standards
	m.act(func(ctx context.Context) (err error) {
		std, err = m.People.Store.Standards(ctx)
		return err
	}, func(err error) {
		if err != nil {
			m.Err = err
			return
		}
		show(std.Programme)
	})
}

// SetRules says how the programme is run.
func (m *Model) SetRules(rule app.Programme, done func(error)) {
	m.act(func(ctx context.Context) error { return m.People.SetProgramme(ctx, rule) }, done)
}

// every returns what all the people chosen have, by whether they do: true for all of them, false for none, ok is false for some.
func (m *Model) every(has func(*app.ParticipantRow) bool) (on, ok bool) {
	n := 0
	chosen := m.chosenRows()
	for _, r := range chosen {
		if has(r) {
			n++
		}
	}
	return n == len(chosen) && n > 0, n == 0 || n == len(chosen)
}

// chosenRows are the people chosen as the table knows them.
func (m *Model) chosenRows() []*app.ParticipantRow {
	if m.Roster == nil {
		return nil
	}
	want := make(map[app.ParticipantID]bool, len(m.Chosen))
	for _, id := range m.Chosen {
		want[id] = true
	}
	var out []*app.ParticipantRow
	for i := range m.Roster.Rows {
		if want[m.Roster.Rows[i].ID] {
			out = append(out, &m.Roster.Rows[i])
		}
	}
	return out
}
