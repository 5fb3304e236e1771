package findings

import (
	"context"
	"slices"

	"throughline/app"
)

// Target is what an act is done to: rows of the table as it stood when they were chosen. Rows that were not loaded are fetched
// when the act runs, so that everything chosen is meant and not only what was seen.
type Target struct {
	ids   []app.FindingID
	rows  []int // not loaded, ascending
	query app.FindingQuery
}

// Len is how many findings are meant.
func (t Target) Len() int { return len(t.ids) + len(t.rows) }

// Target returns what stands in rows, ascending.
func (m *Model) Target(rows []int) Target {
	t := Target{query: m.Query}
	for _, i := range rows {
		if page, ok := m.pages[i/pageSize]; !ok {
			t.rows = append(t.rows, i)
		} else if n := i % pageSize; n < len(page) {
			t.ids = append(t.ids, page[n].ID)
		}
	}
	return t
}

// Only is a target of the findings named.
func Only(ids ...app.FindingID) Target { return Target{ids: ids} }

// chunk is how many rows one query brings while a target is resolved.
const chunk = 5000

// resolve returns the findings of a target. It looks at ctx before each query.
func (m *Model) resolve(ctx context.Context, t Target) ([]app.FindingID, error) {
	ids, left := slices.Clone(t.ids), t.rows
	for len(left) > 0 {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		q := t.query
		q.Page = app.Page{Offset: left[0], Limit: chunk}
		page, err := m.Store.Findings(ctx, q)
		if err != nil {
			return nil, err
		}
		from := left[0]
		for len(left) > 0 && left[0] < from+chunk {
			if n := left[0] - from; n < len(page) {
				ids = append(ids, page[n].ID)
			}
			left = left[1:]
		}
	}
	return ids, nil
}

// Find returns the row where a loaded finding stands, or -1.
func (m *Model) Find(id app.FindingID) int {
	for n, page := range m.pages {
		for i := range page {
			if page[i].ID == id {
				return n*pageSize + i
			}
		}
	}
	return -1
}

// Loads reports whether row i is loaded, without asking for it.
func (m *Model) Loads(i int) bool {
	page, ok := m.pages[i/pageSize]
	return ok && i%pageSize < len(page)
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
	m.act(of, func(ctx context.Context, ids []app.FindingID) error {
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
	m.act(of, func(ctx context.Context, ids []app.FindingID) error { return m.Coding.Untag(ctx, ids, tag) }, nil)
}

// Star stars findings or takes the star away.
func (m *Model) Star(of Target, on bool) {
	m.act(of, func(ctx context.Context, ids []app.FindingID) error { return m.Coding.Star(ctx, ids, on) }, nil)
}

// SetStance says what findings do to the question at hand.
func (m *Model) SetStance(of Target, st app.Stance) {
	m.act(of, func(ctx context.Context, ids []app.FindingID) error { return m.Coding.SetStance(ctx, ids, st) }, nil)
}

// Note sets a finding's note; done hears how it went, so that a form can keep the words when they could not be saved.
func (m *Model) Note(of app.FindingID, text string, done func(error)) {
	m.act(Only(of), func(ctx context.Context, ids []app.FindingID) error { return m.Coding.Note(ctx, ids[0], text) }, done)
}

// Move puts findings into a theme of the board.
func (m *Model) Move(of Target, to app.ThemeID) {
	study := m.Query.Study
	m.act(of, func(ctx context.Context, ids []app.FindingID) error { return m.Analysis.Move(ctx, study, ids, to) }, nil)
}

// Delete removes findings. Undo brings them back.
func (m *Model) Delete(of Target) {
	m.act(of, func(ctx context.Context, ids []app.FindingID) error { return m.Coding.Delete(ctx, ids) }, nil)
}

// act does one thing to a target, after what was asked before. done hears the outcome in place of Err.
func (m *Model) act(of Target, do func(context.Context, []app.FindingID) error, done func(error)) {
	m.Busy++
	m.work.Do(func(ctx context.Context) error {
		ids, err := m.resolve(ctx, of)
		if err != nil {
			return err
		}
		return do(ctx, ids)
	}, func(err error) {
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

func (m *Model) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
