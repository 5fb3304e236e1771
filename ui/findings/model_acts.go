package findings

import (
	"context"
	"slices"

	"throughline/app"
	"throughline/ui/say"
)

// Rows is a stretch of rows of the table, From to To, half-open.
type Rows struct{ From, To int }

// Target is what an act is done to: rows of the table as it stood when they were chosen. Rows that were not loaded are fetched
// when the act runs, so that everything chosen is meant and not only what was seen.
type Target struct {
	ids   []app.FindingID
	rows  []Rows // not loaded, ascending
	query app.FindingQuery
	saved int // findings meant by rows
}

// Len is how many findings are meant.
func (t Target) Len() int { return len(t.ids) + t.saved }

// fewRows is how many rows are named one by one when they are loaded; more are looked up by their places.
const fewRows = 2 * pageSize

// Target returns what stands in stretches of rows, ascending.
func (m *Model) Target(all ...Rows) Target {
	t := Target{query: m.Query}
	n := 0
	for _, r := range all {
		n += r.To - r.From
	}
	for _, r := range all {
		for i := r.From; n <= fewRows && r.From < r.To && m.Loads(i); i++ {
			t.ids = append(t.ids, m.Row(i).ID)
			r.From++
		}
		if r.From < r.To {
			t.rows = append(t.rows, r)
			t.saved += r.To - r.From
		}
	}
	return t
}

// Matching is everything that matches the filter.
func (m *Model) Matching() Target { return m.Target(Rows{0, m.Count()}) }

// Only is a target of the findings named.
func Only(ids ...app.FindingID) Target { return Target{ids: ids} }

// chunk is how many rows one query brings while a target is resolved.
const chunk = 5000

// resolve returns the findings of a target. It looks at ctx before each query.
func (m *Model) resolve(ctx context.Context, t Target) ([]app.FindingID, error) {
	ids := slices.Clone(t.ids)
	p := app.ProgressOf(ctx)
	for _, r := range t.rows {
		for at := r.From; at < r.To; at += chunk {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			p.Report(int64(len(ids)), int64(t.Len()), say.T("Reading %s", say.Count(t.Len(), "finding")))
			q := t.query
			q.Page = app.Page{Offset: at, Limit: min(chunk, r.To-at)}
			page, err := m.Store.Findings(ctx, q)
			if err != nil {
				return nil, err
			}
			for i := range page {
				ids = append(ids, page[i].ID)
			}
		}
	}
	return ids, nil
}

// TagNamed returns the row of a tag, or nil.
func (m *Model) TagNamed(id app.TagID) *app.TagRow {
	i := slices.IndexFunc(m.Tags, func(t app.TagRow) bool { return t.ID == id })
	if i < 0 {
		return nil
	}
	return &m.Tags[i]
}

// Tag puts a tag on findings; a name without a tag makes one first, in the present study.
func (m *Model) Tag(of Target, tag app.TagID, name string) {
	study := m.Query.Study
	m.act(of, say.T("Tag"), func(ctx context.Context, ids []app.FindingID) error {
		if tag == "" {
			made, err := m.Coding.CreateTag(ctx, study, name, "")
			if err != nil {
				return err
			}
			tag = made.ID
		}
		return m.Coding.Tag(ctx, ids, tag)
	}, nil)
}

// Untag takes a tag off findings.
func (m *Model) Untag(of Target, tag app.TagID) {
	m.act(of, say.T("Untag"), func(ctx context.Context, ids []app.FindingID) error { return m.Coding.Untag(ctx, ids, tag) }, nil)
}

// Star stars findings or takes the star away.
func (m *Model) Star(of Target, on bool) {
	m.act(of, say.T("Star"), func(ctx context.Context, ids []app.FindingID) error { return m.Coding.Star(ctx, ids, on) }, nil)
}

// SetStance says what findings do to the question at hand.
func (m *Model) SetStance(of Target, st app.Stance) {
	m.act(of, say.T("Mark"), func(ctx context.Context, ids []app.FindingID) error { return m.Coding.SetStance(ctx, ids, st) }, nil)
}

// Note sets the note of findings; done hears how it went, so that a form can keep the words when they could not be saved.
func (m *Model) Note(of Target, text string, done func(error)) {
	m.act(of, say.T("Note on"), func(ctx context.Context, ids []app.FindingID) error { return m.Coding.NoteAll(ctx, ids, text) }, done)
}

// Move puts findings into a theme of the board.
func (m *Model) Move(of Target, to app.ThemeID) {
	study := m.Query.Study
	m.act(of, say.T("Move"), func(ctx context.Context, ids []app.FindingID) error { return m.Analysis.Move(ctx, study, ids, to) }, nil)
}

// MoveToNew puts findings into a theme that is made for them; done, if not nil, hears which, or how it went in place of Err.
func (m *Model) MoveToNew(of Target, name string, done func(app.ThemeID, error)) {
	study := m.Query.Study
	var made app.ThemeID
	var heard func(error)
	if done != nil {
		heard = func(err error) { done(made, err) }
	}
	m.act(of, say.T("Move"), func(ctx context.Context, ids []app.FindingID) error {
		t, err := m.Analysis.MoveToNew(ctx, study, ids, name)
		if err == nil {
			made = t.ID
		}
		return err
	}, heard)
}

// Delete removes findings. Undo brings them back.
func (m *Model) Delete(of Target) {
	m.act(of, say.T("Delete"), func(ctx context.Context, ids []app.FindingID) error { return m.Coding.Delete(ctx, ids) }, nil)
}

// longAct is how many findings make an act a job, with its progress in the status bar.
const longAct = 1000

// act does one thing to a target, after what was asked before. word names it in the list of jobs. done hears the outcome in place of Err.
func (m *Model) act(of Target, word string, do func(context.Context, []app.FindingID) error, done func(error)) {
	m.Busy++
	work := func(ctx context.Context) error {
		ids, err := m.resolve(ctx, of)
		if err != nil || len(ids) == 0 {
			return err
		}
		return do(ctx, ids)
	}
	run := work
	if of.Len() > longAct && m.Jobs != nil {
		run = func(context.Context) error {
			return m.Jobs.Start(word+" "+findings(of.Len()), func(ctx context.Context, p app.Progress) error { return work(app.WithProgress(ctx, p)) }).Wait()
		}
	}
	m.work.Do(run, func(err error) {
		m.Busy--
		if done != nil {
			done(err)
		} else {
			m.Err, m.failed = err, false
		}
		m.changed()
	})
	if of.Len() > pageSize {
		m.changed() // long enough to be told
	}
}

func findings(n int) string { return say.Count(n, "finding") }
