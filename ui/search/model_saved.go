package search

import (
	"context"
	"strings"

	"throughline/app"
	engine "throughline/app/search"
)

// Saved is a search that was kept.
type Saved struct {
	app.View
	Question engine.Question
	Answers  int  // matches now
	New      int  // of these since it was looked at last
	More     bool // there are more than Answers
}

// ListSaved reads the saved searches with how many answers they have now.
func (m *Model) ListSaved() {
	if m.Views == nil {
		return
	}
	study := m.Study
	m.saved.Load(func(ctx context.Context) ([]Saved, error) {
		views, err := m.Views.List(ctx, app.ViewSearch, study)
		if err != nil {
			return nil, err
		}
		var all []Saved
		for _, v := range views {
			s := Saved{View: v}
			if err := v.Read(&s.Question); err != nil {
				continue // of a newer version
			}
			q := s.Question
			q.Study, q.Limit = study, 1
			a, err := m.Search.Answer(ctx, q)
			if err != nil {
				return nil, err
			}
			for _, g := range a.Groups {
				s.Answers += g.Count
				s.More = s.More || g.More
			}
			all = append(all, s)
		}
		return all, nil
	}, func(all []Saved, err error) {
		if err != nil {
			m.fail(err)
			return
		}
		for i := range all {
			if was := m.answersSeen(all[i].ID); was >= 0 && !all[i].More {
				all[i].New = max(0, all[i].Answers-was)
			}
		}
		m.Saved = all
		m.changed()
	})
}

func (m *Model) answersSeen(id app.ViewID) int {
	if m.Seen == nil {
		return -1
	}
	return m.Seen.Answers(id)
}

// Current is the saved search that asks what is asked now; nil for none.
func (m *Model) Current() *Saved {
	for i := range m.Saved {
		s := &m.Saved[i]
		if app.ViewSpec(asSaved(s.Question)) == app.ViewSpec(asSaved(m.Question)) {
			return s
		}
	}
	return nil
}

// asSaved is a question as it is kept: of the study it is asked in.
func asSaved(q engine.Question) engine.Question {
	q.Study, q.Limit, q.Text = "", 0, strings.TrimSpace(q.Text)
	return q
}

// OpenSaved asks a saved search and takes note of how many answers it has.
func (m *Model) OpenSaved(id app.ViewID) {
	for i := range m.Saved {
		if s := &m.Saved[i]; s.ID == id {
			if m.Seen != nil {
				m.Seen.SetAnswers(id, s.Answers)
			}
			s.New = 0
			m.kept, m.At = place{}, -1
			m.Ask(s.Question)
			return
		}
	}
	if m.Views == nil {
		return
	}
	m.saved.Load(func(ctx context.Context) ([]Saved, error) { // from the palette, before they were listed
		views, err := m.Views.List(ctx, app.ViewSearch, m.Study)
		for _, v := range views {
			s := Saved{View: v}
			if v.ID == id && v.Read(&s.Question) == nil {
				return []Saved{s}, nil
			}
		}
		return nil, err
	}, func(found []Saved, err error) {
		if err != nil {
			m.fail(err)
		}
		if len(found) > 0 {
			m.kept, m.At = place{}, -1
			m.Ask(found[0].Question)
		}
		m.ListSaved()
	})
}

// Save keeps the question under a name, in the study it is asked in.
func (m *Model) Save(name string) {
	v := app.View{Study: m.Study, Place: app.ViewSearch, Name: name, Spec: app.ViewSpec(asSaved(m.Question))}
	n := 0
	for _, g := range m.Answer.Groups {
		n += g.Count
	}
	m.work.Do(func(ctx context.Context) error {
		kept, err := m.Views.Save(ctx, v)
		if err == nil && m.Seen != nil {
			m.Seen.SetAnswers(kept.ID, n)
		}
		return err
	}, m.done)
}

// Forget deletes a saved search.
func (m *Model) Forget(id app.ViewID) {
	m.work.Do(func(ctx context.Context) error { return m.Views.Delete(ctx, id) }, m.done)
}

func (m *Model) done(err error) {
	if err != nil {
		m.fail(err)
	}
	m.ListSaved()
}

func (m *Model) fail(err error) {
	if m.OnError != nil {
		m.OnError(err)
	}
}
