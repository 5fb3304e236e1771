// Package memo writes dated notes on anything and follows the links between them.
package memo

import (
	"context"
	"strings"

	"throughline/app"
)

// Store is what memos ask of the workspace.
type Store interface {
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Memos(ctx context.Context, q app.MemoQuery) ([]app.MemoRow, error)
	MemoFacets(ctx context.Context, q app.MemoQuery) (app.MemoFacets, error)
	MemoBacklinks(ctx context.Context, to app.Ref) ([]app.MemoRow, error)
	Named(ctx context.Context, refs []app.Ref) ([]app.Named, error)
	Names(ctx context.Context, study app.StudyID) ([]app.Named, error)
	Called(ctx context.Context, study app.StudyID, names []string) (map[string]app.Named, error)
}

// Service keeps memos. Safe for concurrent use.
type Service struct {
	Store Store
	Log   app.Committer
	Hand  app.Hand
}

// Sitting groups the edits a person makes to one memo without going elsewhere: undo takes them back together. The zero
// Sitting groups nothing.
type Sitting struct {
	batch app.ChangeSetID
}

// NewSitting begins a sitting.
func NewSitting() Sitting { return Sitting{app.NewID[app.ChangeSetID]()} }

// Write makes the memo, or stores its new state when ID names one, as one step. A new memo is free unless it says otherwise,
// and belongs to the study of what it stands on. Links by name are tied to the record that is called so now, so that they
// follow it when it is renamed; those that nothing is called by stay as they are. Returns EInvalid for a memo without words,
// ENotFound when the memo, or what a new one stands on, is gone.
func (s *Service) Write(ctx context.Context, m app.Memo) (*app.Memo, error) {
	return s.WriteIn(ctx, Sitting{}, m)
}

// WriteIn is Write as part of a sitting.
func (s *Service) WriteIn(ctx context.Context, in Sitting, m app.Memo) (*app.Memo, error) {
	if m.Kind == "" {
		m.Kind = app.MemoFree
	}
	m.Title = strings.TrimSpace(m.Title)
	var old *app.Memo
	label := "Edit memo"
	if m.ID != "" {
		rec, err := s.Store.Find(ctx, m.Ref())
		if err != nil {
			return nil, err
		}
		old = rec.(*app.Memo)
		m.Stamp = old.Stamp
	} else {
		m.ID, m.Stamp, label = app.NewID[app.MemoID](), s.Hand.Stamp(), "Write memo"
	}
	if err := s.place(ctx, old, &m); err != nil {
		return nil, err
	}
	if err := s.tie(ctx, &m); err != nil {
		return nil, err
	}
	if err := m.Validate(); err != nil {
		return nil, err
	}
	cs := s.Hand.Begin(step(label, &m))
	cs.Batch = in.batch
	if old == nil {
		cs.Create(&m)
	} else if old.Equal(&m) {
		return old, nil
	} else {
		m.Stamp = s.Hand.Touch(old.Stamp)
		cs.Update(old, &m)
	}
	if err := s.Log.Commit(ctx, cs); err != nil {
		return nil, err
	}
	return &m, nil
}

// stepRunes is how much of a memo's name stands in the label of a step.
const stepRunes = 40

// step names what is done to a memo: "Write memo “Rights, not time”".
func step(what string, m *app.Memo) string {
	name := strings.Join(strings.Fields(m.Name()), " ")
	if r := []rune(name); len(r) > stepRunes {
		name = strings.TrimSpace(string(r[:stepRunes-1])) + "…"
	}
	return what + " “" + name + "”"
}

// place gives a memo that comes to stand on a record the record's study.
func (s *Service) place(ctx context.Context, old, m *app.Memo) error {
	if m.On == (app.Ref{}) || old != nil && old.On == m.On {
		return nil
	}
	rec, err := s.Store.Find(ctx, m.On)
	if err != nil {
		return err
	}
	switch r := rec.(type) {
	case *app.Study:
		m.Study = r.ID
	case *app.Interview:
		m.Study = r.Study
	case *app.Finding:
		m.Study = r.Study
	case *app.Tag:
		m.Study = r.Study
	case *app.Theme:
		m.Study = r.Study
	case *app.Insight:
		m.Study = r.Study
	}
	return nil
}

// tie makes links by name exact where something is called so.
func (s *Service) tie(ctx context.Context, m *app.Memo) error {
	var loose []string
	for _, l := range app.Links(m.Text) {
		if l.To == (app.Ref{}) {
			loose = append(loose, l.Words)
		}
	}
	if len(loose) == 0 {
		return nil
	}
	found, err := s.Store.Called(ctx, m.Study, loose)
	if err != nil {
		return err
	}
	text := m.Text
	m.Text = app.ReplaceLinks(text, func(l app.Link) string {
		if n, ok := found[l.Words]; ok && l.To == (app.Ref{}) && n.Ref != m.Ref() {
			return app.ExactLink(n.Ref, l.Words)
		}
		return text[l.Start:l.End]
	})
	return nil
}

// Delete removes a memo as one step. Links to it stay, and are shown as leading nowhere. Returns ENotFound if it is gone.
func (s *Service) Delete(ctx context.Context, id app.MemoID) error {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindMemo, ID: string(id)})
	if err != nil {
		return err
	}
	cs := s.Hand.Begin(step("Delete memo", rec.(*app.Memo)))
	cs.Delete(rec)
	return s.Log.Commit(ctx, cs)
}

// List returns the memos a query chooses, the one changed last first, and the choices to narrow it: counted over all that
// match, not over the page.
func (s *Service) List(ctx context.Context, q app.MemoQuery) ([]app.MemoRow, app.MemoFacets, error) {
	rows, err := s.Store.Memos(ctx, q)
	if err != nil {
		return nil, app.MemoFacets{}, err
	}
	facets, err := s.Store.MemoFacets(ctx, q)
	return rows, facets, err
}

// For returns the memos that stand on a record, the one changed last first and at most 200 of them.
func (s *Service) For(ctx context.Context, on app.Ref) ([]app.MemoRow, error) {
	return s.Store.Memos(ctx, app.MemoQuery{On: on, Page: app.Page{Limit: 200}})
}

// Backlinks returns the memos whose text links to a record, the one changed last first.
func (s *Service) Backlinks(ctx context.Context, to app.Ref) ([]app.MemoRow, error) {
	return s.Store.MemoBacklinks(ctx, to)
}

// Targets tells where the links of a text lead now: exact ones by their record, links by name by the words between the
// brackets, as seen from a study. Links that lead nowhere are missing.
func (s *Service) Targets(ctx context.Context, study app.StudyID, text string) (Targets, error) {
	var refs []app.Ref
	var loose []string
	for _, l := range app.Links(text) {
		if l.To == (app.Ref{}) {
			loose = append(loose, l.Words)
		} else {
			refs = append(refs, l.To)
		}
	}
	t := Targets{exact: map[app.Ref]app.Named{}}
	found, err := s.Store.Named(ctx, refs)
	if err != nil {
		return t, err
	}
	for _, n := range found {
		t.exact[n.Ref] = n
	}
	t.loose, err = s.Store.Called(ctx, study, loose)
	return t, err
}

// Targets knows what the links of some texts lead to. The zero value knows nothing.
type Targets struct {
	exact map[app.Ref]app.Named
	loose map[string]app.Named
}

// Of returns what a link leads to; ok is false when it leads nowhere.
func (t Targets) Of(l app.Link) (n app.Named, ok bool) {
	if l.To == (app.Ref{}) {
		n, ok = t.loose[l.Words]
		return n, ok
	}
	n, ok = t.exact[l.To]
	return n, ok
}

// Know adds a record that a link of the text leads to, before the workspace is asked again.
func (t *Targets) Know(n app.Named) {
	if t.exact == nil {
		t.exact = map[app.Ref]app.Named{}
	}
	t.exact[n.Ref] = n
}

// Read is how a link is read: the present name of what it leads to, else its words.
func (t Targets) Read(l app.Link) string {
	if n, ok := t.exact[l.To]; ok && l.To != (app.Ref{}) {
		return app.LinkWords(n.Name)
	}
	if l.Words == "" {
		return "a " + string(l.To.Kind)
	}
	return l.Words
}
