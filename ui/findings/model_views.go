package findings

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
	"throughline/ui/say"
)

// viewState is which view the table shows.
type viewState struct {
	id   app.ViewID // a saved view, or one that is always there; "" for none
	base string     // how it was opened, to tell whether it was changed
}

// newDays is how many days a finding is new, today among them.
const newDays = 7

// Views that are always there.
const (
	ViewAll      app.ViewID = "all"
	ViewStarred  app.ViewID = "starred"
	ViewUntagged app.ViewID = "untagged"
	ViewUnsorted app.ViewID = "unsorted"
	ViewNew      app.ViewID = "new"
)

// Standing returns the views that are always there, in the order shown.
func (m *Model) Standing() []app.View {
	made := func(id app.ViewID, name string, q app.FindingQuery) app.View {
		return app.View{ID: id, Place: app.ViewFindings, Name: name, Spec: app.ViewSpec(app.FindingView{Find: q})}
	}
	since := app.DateOf(m.now().UTC().AddDate(0, 0, 1-newDays))
	return []app.View{
		made(ViewAll, say.T("All findings"), app.FindingQuery{}),
		made(ViewStarred, say.As("Starred", "findings"), app.FindingQuery{Starred: true}),
		made(ViewUntagged, say.T("Without tag"), app.FindingQuery{Untagged: true}),
		made(ViewUnsorted, say.T("In no theme"), app.FindingQuery{Unsorted: true}),
		made(ViewNew, say.T("New this week"), app.FindingQuery{Where: &app.Clause{Op: app.OpMade, From: since}, Order: app.ByNewest}),
	}
}

// present is what the table shows, as a view keeps it.
func (m *Model) present() app.FindingView {
	v := app.FindingView{Find: m.Query, Columns: m.Taste.Columns, Density: string(m.Taste.Density)}
	v.Find.Study, v.Find.Page = "", app.Page{}
	return v
}

// View returns the view that the table shows; ok is false when it shows none.
func (m *Model) View() (v app.View, ok bool) {
	for _, v := range append(m.Standing(), m.Saved...) {
		if v.ID == m.at.id {
			return v, true
		}
	}
	if m.at.id == "" && !m.Filtered() && m.Title == "" {
		return m.Standing()[0], true
	}
	return app.View{}, false
}

// SavedView reports whether the table shows a view that a person saved.
func (m *Model) SavedView() bool {
	return slices.ContainsFunc(m.Saved, func(v app.View) bool { return v.ID == m.at.id })
}

// Edited reports whether the table shows something else than its view was opened with.
func (m *Model) Edited() bool {
	if m.at.id == "" {
		return false
	}
	return m.at.base != app.ViewSpec(m.shownOf(m.SavedView()))
}

// shownOf is present, without the columns for views that have none of their own.
func (m *Model) shownOf(saved bool) app.FindingView {
	v := m.present()
	if !saved {
		v.Columns, v.Density = nil, ""
	}
	return v
}

// loadViews reads the saved views. The one shown follows when it was renamed, and is let go when it is gone.
func (m *Model) loadViews() {
	if m.Views == nil {
		return
	}
	study := m.Query.Study
	m.saved.Load(func(ctx context.Context) ([]app.View, error) { return m.Views.List(ctx, app.ViewFindings, study) }, func(all []app.View, err error) {
		m.tellErr(err)
		if err == nil {
			m.Saved = all
		}
		m.changed()
	})
}

// OpenView shows a view by its id, in a study. Returns through Err what is not there any more.
func (m *Model) OpenView(study app.StudyID, id app.ViewID) {
	if m.Query.Study != study {
		m.begin(study)
	}
	if i := slices.IndexFunc(m.Standing(), func(v app.View) bool { return v.ID == id }); i >= 0 {
		m.ShowView(m.Standing()[i])
		m.loadViews()
		return
	}
	m.opened.Load(func(ctx context.Context) (*app.View, error) { return m.Views.Get(ctx, id) }, func(v *app.View, err error) {
		if err != nil {
			m.Err = err
			m.arrive()
			return
		}
		m.ShowView(*v)
		m.loadViews()
	})
}

// ShowView shows what a view asks for, as it says.
func (m *Model) ShowView(v app.View) {
	var spec app.FindingView
	if err := v.Read(&spec); err != nil {
		m.Err = err
		m.changed()
		return
	}
	study := m.Query.Study
	m.Query, m.Title = spec.Find, ""
	m.Query.Study, m.Query.Page = study, app.Page{}
	m.Pairing = false
	saved := v.Author != ""
	if saved && len(spec.Columns) > 0 {
		m.Taste.Columns = spec.Columns
	}
	if saved {
		m.Taste.Density = Density(spec.Density)
	}
	m.at = viewState{id: v.ID}
	m.at.base = app.ViewSpec(m.shownOf(saved))
	m.narrowed()
}

// SaveView lets the view shown keep what the table shows now. done hears how it went.
func (m *Model) SaveView(done func(error)) {
	id, spec := m.at.id, app.ViewSpec(m.present())
	m.viewAct(func(ctx context.Context) error { return m.Views.Update(ctx, id, spec) }, func(err error) {
		if err == nil && m.at.id == id {
			m.at.base = spec
		}
		tell(done, err)
	})
}

// SaveViewAs keeps what the table shows now as a new view of the study, or of all studies, and shows that.
func (m *Model) SaveViewAs(name string, everywhere bool, done func(error)) {
	v := app.View{Study: m.Query.Study, Place: app.ViewFindings, Name: name, Spec: app.ViewSpec(m.present())}
	if everywhere {
		v.Study = ""
	}
	var made *app.View
	m.viewAct(func(ctx context.Context) (err error) {
		made, err = m.Views.Save(ctx, v)
		return err
	}, func(err error) {
		if err == nil {
			m.at = viewState{id: made.ID, base: made.Spec}
			m.Title = ""
		}
		tell(done, err)
	})
}

// RenameView gives a view another name.
func (m *Model) RenameView(id app.ViewID, name string, done func(error)) {
	m.viewAct(func(ctx context.Context) error { return m.Views.Rename(ctx, id, name) }, done)
}

// PinView puts a view before the others, or back among them.
func (m *Model) PinView(id app.ViewID, on bool) {
	m.viewAct(func(ctx context.Context) error { return m.Views.Pin(ctx, id, on) }, nil)
}

// DeleteView removes a view; undo brings it back.
func (m *Model) DeleteView(id app.ViewID) {
	m.viewAct(func(ctx context.Context) error { return m.Views.Delete(ctx, id) }, func(err error) {
		if err == nil && m.at.id == id {
			m.at = viewState{}
		}
		m.tellErr(err)
	})
}

// MoveView puts a view before the one above it, or after the one below.
func (m *Model) MoveView(id app.ViewID, down bool) {
	i := slices.IndexFunc(m.Saved, func(v app.View) bool { return v.ID == id })
	to := i - 1
	if down {
		to = i + 1
	}
	if i < 0 || to < 0 || to >= len(m.Saved) {
		return
	}
	beside := m.Saved[to].ID
	m.viewAct(func(ctx context.Context) error { return m.Views.Move(ctx, id, beside, down) }, nil)
}

func (m *Model) viewAct(do func(context.Context) error, done func(error)) {
	m.work.Do(do, func(err error) {
		if done != nil {
			done(err)
		} else {
			m.tellErr(err)
		}
		m.changed()
	})
}

func tell(done func(error), err error) {
	if done != nil {
		done(err)
	}
}

// SuggestedName is what a new view could be called: what the table is filtered by.
func (m *Model) SuggestedName() string {
	if m.Title != "" {
		return m.Title
	}
	var words []string
	for _, c := range m.Chips() {
		words = append(words, strings.NewReplacer("Tag is ", "", "Theme is ", "", "Sentiment is ", "", "Segment is ", "", " is ", " ").Replace(c.Text))
	}
	return shortWords(strings.Join(words, ", "), 48)
}
