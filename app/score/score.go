// Package score keeps what was measured of people using a product: how they did in tasks and what they answered to questionnaires. It brings
// measures in by hand and from tables, and makes scores with intervals of them, and of two groups their difference.
package score

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// Store is what measures ask of the workspace.
type Store interface {
	app.PaperStore
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Studies(ctx context.Context) ([]app.Study, error)
	Interviews(ctx context.Context, study app.StudyID, page app.Page) ([]app.InterviewRow, error)
	ParticipantsByCode(ctx context.Context) (map[string]app.Participant, error)
}

// Service changes measures. Safe for concurrent use once its fields are set.
type Service struct {
	Store Store
	Log   app.Committer
	Hand  app.Hand
}

// Key is what tells one measure from another: an entry with the same key takes the place of the value that is there.
type Key struct {
	Study   app.StudyID
	Whose   string // the session, or the person where there is none
	Kind    app.MeasureKind
	Task    string // folded
	Release string // folded
}

// KeyOf is the key of a measure.
func KeyOf(m *app.Measure) Key {
	whose := "i:" + string(m.Interview)
	if m.Interview == "" {
		whose = "p:" + string(m.Participant)
	}
	return Key{m.Study, whose, m.Kind, app.FoldName(m.Task), app.FoldName(m.Release)}
}

// List reads the measures of a study, or of all for "", in the order in which they were made.
func (s *Service) List(ctx context.Context, study app.StudyID) ([]app.Measure, error) {
	return app.Papers[app.Measure](ctx, s.Store, app.PaperQuery{Kind: app.KindMeasure, Study: study})
}

// Enter keeps a value that a person typed, in place of one with the same key. The person of a session with one participant is filled in. Returns
// EInvalid for a value that its kind does not know.
func (s *Service) Enter(ctx context.Context, m app.Measure) error {
	m.Task, m.Release = strings.Join(strings.Fields(m.Task), " "), strings.Join(strings.Fields(m.Release), " ")
	if err := s.fill(ctx, &m); err != nil {
		return err
	}
	all, err := s.List(ctx, m.Study)
	if err != nil {
		return err
	}
	m.Stamp = s.Hand.Stamp()
	if err := m.Validate(); err != nil {
		return err
	}
	cs := s.Hand.Begin("")
	at := slices.IndexFunc(all, func(o app.Measure) bool { return KeyOf(&o) == KeyOf(&m) })
	if at < 0 {
		m.ID = app.NewID[app.MeasureID]()
		cs.Label = "Enter " + m.Called()
		cs.Create(&m)
		return s.Log.Commit(ctx, cs)
	}
	old := all[at]
	if old.Value == m.Value && slices.Equal(old.Answers, m.Answers) {
		return nil
	}
	m.ID, m.Stamp = old.ID, s.Hand.Touch(old.Stamp)
	if m.Date == "" {
		m.Date = old.Date
	}
	m.Task, m.Release = old.Task, old.Release // as it was written first
	cs.Label = "Change " + m.Called()
	cs.Update(&old, &m)
	return s.Log.Commit(ctx, cs)
}

// fill takes from the session what the measure does not say.
func (s *Service) fill(ctx context.Context, m *app.Measure) error {
	if m.Interview == "" {
		return nil
	}
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindInterview, ID: string(m.Interview)})
	if err != nil {
		return err
	}
	iv := rec.(*app.Interview)
	m.Study = iv.Study
	if who := iv.Participants(); m.Participant == "" && len(who) == 1 {
		m.Participant = who[0]
	}
	if m.Date == "" {
		m.Date = iv.Date
	}
	return nil
}

// Clear takes measures away. Those that are gone are left out; where all are, nothing happens.
func (s *Service) Clear(ctx context.Context, ids []app.MeasureID) error {
	cs := s.Hand.Begin("")
	for _, id := range ids {
		rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindMeasure, ID: string(id)})
		if app.CodeOf(err) == app.ENotFound {
			continue
		}
		if err != nil {
			return err
		}
		cs.Delete(rec)
		cs.Label = "Clear " + rec.(*app.Measure).Called()
	}
	switch n := len(cs.Changes); n {
	case 0:
		return nil
	case 1:
	default:
		cs.Label = "Clear " + app.Count(n, "measure")
	}
	return s.Log.Commit(ctx, cs)
}
