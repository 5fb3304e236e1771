package people

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/ui/say"
)

// viewState is which segment the table shows.
type viewState struct {
	id   app.ViewID // "" for none
	base string     // how it was opened, to tell whether it was changed
}

// present is what the table shows, as a segment keeps it.
func (m *Model) present() app.PeopleView {
	return app.PeopleView{Find: m.Filter, Sort: m.Sort, Down: m.Down, Columns: m.Taste.Columns}
}

// Segment returns the saved segment that the table shows; ok is false when it shows none.
func (m *Model) Segment() (v app.View, ok bool) {
	i := slices.IndexFunc(m.Saved, func(v app.View) bool { return v.ID == m.at.id })
	if i < 0 {
		return app.View{}, false
	}
	return m.Saved[i], true
}

// Edited reports whether the table shows something else than its segment was opened with.
func (m *Model) Edited() bool {
	_, ok := m.Segment()
	return ok && m.at.base != app.ViewSpec(m.present())
}

func (m *Model) loadViews() {
	if m.Views == nil {
		return
	}
	m.saved.Load(func(ctx context.Context) ([]app.View, error) { return m.Views.List(ctx, app.ViewPeople, "") }, func(all []app.View, err error) {
		if err != nil {
			m.Err = err
		} else {
			m.Saved = all
		}
		m.changed()
	})
}

// ShowSegment shows the people of a saved segment as it keeps them: live, so whoever fits by now. The zero view shows everybody.
func (m *Model) ShowSegment(v app.View) {
	var spec app.PeopleView
	if v.ID != "" {
		if err := v.Read(&spec); err != nil {
			m.Err = err
			m.changed()
			return
		}
	}
	m.Filter, m.Sort, m.Down = spec.Find, spec.Sort, spec.Down
	if len(spec.Columns) > 0 {
		m.Taste.Columns = spec.Columns
	}
	m.at = viewState{id: v.ID}
	m.at.base = app.ViewSpec(m.present())
	m.arrange(false)
	m.changed()
}

// SaveSegment lets the segment shown keep what the table shows now.
func (m *Model) SaveSegment() {
	id, spec := m.at.id, app.ViewSpec(m.present())
	m.act(func(ctx context.Context) error { return m.Views.Update(ctx, id, spec) }, func(err error) {
		if err != nil {
			m.Err = err
		} else if m.at.id == id {
			m.at.base = spec
		}
	})
}

// SaveSegmentAs keeps what the table shows now as a new segment, and shows that.
func (m *Model) SaveSegmentAs(name string, done func(error)) {
	v := app.View{Place: app.ViewPeople, Name: name, Spec: app.ViewSpec(m.present())}
	var made *app.View
	m.act(func(ctx context.Context) (err error) {
		made, err = m.Views.Save(ctx, v)
		return err
	}, func(err error) {
		if err == nil {
			m.at = viewState{id: made.ID, base: made.Spec}
			if !slices.ContainsFunc(m.Saved, func(o app.View) bool { return o.ID == made.ID }) {
				m.Saved = append(slices.Clone(m.Saved), *made)
			}
		}
		done(err)
	})
}

// RenameSegment gives a segment another name.
func (m *Model) RenameSegment(id app.ViewID, name string, done func(error)) {
	m.act(func(ctx context.Context) error { return m.Views.Rename(ctx, id, name) }, done)
}

// DeleteSegment removes a segment; the people stay, and undo brings it back.
func (m *Model) DeleteSegment(id app.ViewID) {
	m.act(func(ctx context.Context) error { return m.Views.Delete(ctx, id) }, nil)
	if m.at.id == id {
		m.at = viewState{}
	}
}

// MoveSegment puts a segment before the one before it, or after the next.
func (m *Model) MoveSegment(id app.ViewID, on bool) {
	i := slices.IndexFunc(m.Saved, func(v app.View) bool { return v.ID == id })
	to := i - 1
	if on {
		to = i + 1
	}
	if i < 0 || to < 0 || to >= len(m.Saved) {
		return
	}
	beside := m.Saved[to].ID
	m.act(func(ctx context.Context) error { return m.Views.Move(ctx, id, beside, on) }, nil)
}

// SuggestedName is what a new segment could be called.
func (m *Model) SuggestedName() string {
	var words []string
	if m.Filter.Text != "" {
		words = append(words, m.Filter.Text)
	}
	for _, w := range m.Filter.All {
		if len(w.Values) > 0 && w.Test == app.PeopleIs && len(w.Or) == 0 {
			words = append(words, strings.Join(w.Values, say.T(" or ")))
		} else {
			words = append(words, m.Words(w))
		}
	}
	return strings.Join(words, ", ")
}

// Words say what a condition asks for, with those of which one is enough instead.
func (m *Model) Words(w app.PeopleWhere) string {
	var parts []string
	for _, one := range w.Each() {
		parts = append(parts, m.wordsOfOne(one))
	}
	return strings.Join(parts, say.T(", or "))
}

func (m *Model) wordsOfOne(w app.PeopleWhere) string {
	if m.Roster != nil {
		if c, ok := m.Roster.Column(w.Column); ok {
			return say.Sentence(c.Words(w))
		}
	}
	return say.T("%s (no such field)", strings.TrimPrefix(w.Column, "field:"))
}

// WhereAt is the place of a condition of the filter: All and, of those of which one is enough, which. -1 stands for a new one.
type WhereAt struct{ All, One int }

// NewWhere is the place of a new condition after all.
var NewWhere = WhereAt{-1, 0}

// SetWhere puts a condition to a place. Returns EInvalid for one that its column cannot be asked.
func (m *Model) SetWhere(at WhereAt, w app.PeopleWhere) error {
	if m.Roster == nil {
		return nil
	}
	c, ok := m.Roster.Column(w.Column)
	if !ok {
		return app.NotFound(say.T("The column"))
	}
	w, err := c.Check(w)
	if err != nil {
		return err
	}
	all := slices.Clone(m.Filter.All)
	if at.All < 0 || at.All >= len(all) {
		all = append(all, w)
	} else {
		each := all[at.All].Each()
		if at.One < 0 || at.One >= len(each) {
			each = append(each, w)
		} else {
			each[at.One] = w
		}
		all[at.All] = app.OneOf(each)
	}
	m.Filter.All = all
	m.arrange(false)
	m.changed()
	return nil
}

// DropWhere takes a condition away, with those of which one was enough instead.
func (m *Model) DropWhere(at int) {
	if at < 0 || at >= len(m.Filter.All) {
		return
	}
	m.Filter.All = slices.Delete(slices.Clone(m.Filter.All), at, at+1)
	m.arrange(false)
	m.changed()
}

// DropOne takes away one of the conditions of which one is enough, and with the last the whole.
func (m *Model) DropOne(at WhereAt) {
	if at.All < 0 || at.All >= len(m.Filter.All) {
		return
	}
	each := m.Filter.All[at.All].Each()
	if at.One < 0 || at.One >= len(each) {
		return
	}
	if len(each) == 1 {
		m.DropWhere(at.All)
		return
	}
	all := slices.Clone(m.Filter.All)
	all[at.All] = app.OneOf(slices.Delete(each, at.One, at.One+1))
	m.Filter.All = all
	m.arrange(false)
	m.changed()
}

// ClearFilter shows everybody again.
func (m *Model) ClearFilter() {
	m.Filter, m.at = app.PeopleFilter{}, viewState{}
	m.arrange(false)
	m.changed()
}
