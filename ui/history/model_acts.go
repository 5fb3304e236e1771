package history

import (
	"context"
	"slices"
	"strings"
	"time"

	"throughline/app"
	"throughline/app/history"
	"throughline/ui/say"
	"throughline/ui/task"
)

// detailPage is how many changes of a step are shown at first, and more at a time.
const detailPage = 60

// Choose looks at what stands in a row. Rows without a step choose nothing.
func (m *Model) Choose(row int) {
	if row < 0 || row >= len(m.Rows) || m.Rows[row].Kind == DayRow || m.Rows[row].Kind == HereRow {
		m.detail.Cancel()
		m.Chosen = Choice{}
		m.changed()
		return
	}
	c := Choice{Row: m.Rows[row].Kind, Some: true, shown: detailPage}
	if c.Row == StepRow {
		c.Mark = m.marks[m.Rows[row].Mark]
	}
	if m.Chosen.Some && m.Chosen.Row == c.Row && m.Chosen.Mark == c.Mark {
		return
	}
	m.Chosen = c
	m.fetch()
	m.changed()
}

// follow keeps what is chosen on its step after a reload, or lets it go when the step is no longer listed.
func (m *Model) follow() {
	if !m.Chosen.Some {
		return
	}
	if m.Chosen.Row == StepRow {
		i := slices.IndexFunc(m.marks, func(k app.Mark) bool { return k.Seq == m.Chosen.Mark.Seq })
		if i < 0 {
			m.Chosen = Choice{}
			return
		}
		m.Chosen.Mark = m.marks[i]
	}
	m.fetch()
}

// More shows more of the chosen step's changes.
func (m *Model) More() {
	m.Chosen.shown += 5 * detailPage
	m.fetch()
}

// fetch loads what is to be known of the chosen step.
func (m *Model) fetch() {
	c, of := m.Chosen, m.Query.Record
	m.detail.Load(func(ctx context.Context) (Choice, error) { return m.look(ctx, c, of) }, func(c Choice, err error) {
		if app.CodeOf(err) == app.ECanceled {
			return
		}
		if err != nil {
			c.Err = err
		}
		c.Ready = true
		m.Chosen = c
		m.changed()
	})
}

func (m *Model) look(ctx context.Context, c Choice, of app.Ref) (Choice, error) {
	seq := int64(0)
	if c.Row == StepRow {
		seq = c.Mark.Seq
		steps, err := m.Log.Steps(ctx, []app.Mark{c.Mark})
		if err != nil {
			return c, err
		}
		c.Step = steps[0]
	}
	c.Plan, c.PlanErr = m.Log.Plan(ctx, seq)
	if err := ctx.Err(); err != nil {
		return c, err
	}
	c.Last = c.Row == StepRow && c.PlanErr == nil && !c.Plan.Redo && c.Plan.Steps == 0
	if c.Row == StepRow {
		c.Details, c.Total, c.Err = m.Log.Details(ctx, c.Mark, of, app.Page{Limit: c.shown})
	}
	return c, nil
}

// CanGo reports whether going to the chosen step changes something.
func (m *Model) CanGo() bool {
	c := m.Chosen
	return c.Ready && c.PlanErr == nil && c.Plan.Steps > 0 && !m.Busy && !m.ReadOnly
}

// CanUndoOnly reports whether the chosen step can be asked to be taken back alone.
func (m *Model) CanUndoOnly() bool {
	c := m.Chosen
	return c.Ready && c.Row == StepRow && c.Mark.State == app.EntryApplied && !m.Busy && !m.ReadOnly
}

// Go goes to the chosen step in the background: back, or forwards when it was taken back.
func (m *Model) Go() {
	if m.CanGo() {
		m.walk(m.Chosen.Plan)
	}
}

func (m *Model) walk(w history.Walk) {
	if m.Busy {
		return
	}
	seq, name, came, other := w.To.Seq, say.T("Go back in the history"), say.T(" taken back"), say.T("Bring back")
	step := m.Log.UndoTo
	if w.Redo {
		name, came, other = say.T("Bring steps back"), say.T(" brought back"), say.T("Take back")
		step = m.Log.RedoTo
	}
	back := history.Walk{To: w.From, From: w.To, Redo: !w.Redo}
	end := func() {}
	if m.Quiet != nil {
		end = m.Quiet()
	}
	m.Busy = true
	m.changed()
	m.Jobs.Start(name, func(ctx context.Context, p app.Progress) error {
		return task.Told(func() (int, error) { return step(ctx, seq, p) }, func(n int, _ error) {
			end()
			m.Busy = false
			if n > 0 && m.OnTell != nil {
				m.OnTell(say.Count(n, "step")+came, other, func() { m.walk(back) })
			}
			m.reload()
		})
	})
}

// UndoOnly takes the chosen step back and leaves the later ones.
func (m *Model) UndoOnly() {
	if !m.CanUndoOnly() {
		return
	}
	mark := m.Chosen.Mark
	end := func() {}
	if m.Quiet != nil {
		end = m.Quiet()
	}
	m.Busy = true
	m.changed()
	var e app.Entry
	m.work.DoInTurn(func(ctx context.Context) (err error) {
		e, err = m.Log.UndoOnly(ctx, mark, m.Hand)
		return err
	}, func(err error) {
		end()
		m.Busy = false
		switch {
		case err != nil && m.OnFail != nil:
			m.OnFail(err)
		case err == nil && m.OnTell != nil:
			m.OnTell(say.T("Undone: %s", say.Sentence(e.Label)), "", nil)
		}
		m.changed()
	})
}

// Locate finds out where a record is and hands it to OnFound. A record that is gone is told.
func (m *Model) Locate(ref app.Ref) {
	if ref.Kind == app.KindPlacement { // the finding is what can be looked at
		_, id, _ := strings.Cut(ref.ID, "/")
		ref = app.Ref{Kind: app.KindFinding, ID: id}
	}
	m.place.Load(func(ctx context.Context) ([]app.Named, error) { return m.Store.Named(ctx, []app.Ref{ref}) }, func(found []app.Named, err error) {
		switch {
		case err != nil:
			if m.OnFail != nil {
				m.OnFail(err)
			}
		case len(found) == 0:
			if m.OnTell != nil {
				m.OnTell(say.T("It is not in the workspace now. Go back to a step when it was."), "", nil)
			}
		case m.OnFound != nil:
			m.OnFound(found[0])
		}
	})
}

// Preview says what going to the chosen step takes: "Takes back 14 steps by 2 people since 10:42."
func Preview(w history.Walk, now time.Time) string {
	verb := say.T("Takes back ")
	if w.Redo {
		verb = say.T("Brings back ")
	}
	who := ""
	switch n := len(w.Authors); {
	case n == 1:
		who = say.T(" by %s", w.Authors[0])
	case n > 1:
		who = say.T(" by %s", say.Count(n, "person"))
	}
	return say.T("%s%s%s since %s.", verb, say.Count(w.Steps, "step"), who, moment(w.Since, now))
}

// moment is a time as short as it can be: "10:42" today, else with the day.
func moment(at, now time.Time) string {
	at = at.In(now.Location())
	switch {
	case at.Year() != now.Year():
		return say.Date(at, "2 January 2006, 15:04")
	case at.YearDay() != now.YearDay():
		return say.Date(at, "2 January, 15:04")
	}
	return at.Format("15:04")
}

// Touches says what a step did to how many: "12 findings", "1 tag, 3 findings".
func Touches(st *app.Step) string {
	var parts []string
	for _, t := range st.Tallies {
		n := t.Total()
		if st.Entries > 1 { // the parts of a batch change what its other parts made
			n = max(t.Made, t.Changed, t.Removed)
		}
		parts = append(parts, say.Count(n, kindNoun(t.Kind)))
	}
	if len(parts) == 0 {
		return say.Count(st.Changes, "record")
	}
	return strings.Join(parts, ", ")
}

// kindNoun names a kind of record in English, for say.Count.
func kindNoun(k app.Kind) string {
	switch k {
	case app.KindParticipant:
		return "person"
	case app.KindSource:
		return "file"
	case app.KindTranscript:
		return "text"
	}
	return string(k)
}

func kindWord(k app.Kind) string { return say.Sentence(kindNoun(k)) }
