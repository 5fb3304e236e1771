// Package study keeps studies and the interviews in them: made, renamed, corrected and removed, each as one step.
package study

import (
	"context"
	"fmt"
	"strings"

	"throughline/app"
)

// Store is what the use case asks of the workspace.
type Store interface {
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Dependants(ctx context.Context, ref app.Ref) ([]app.Record, error)
	Studies(ctx context.Context) ([]app.Study, error)
}

// Service keeps studies. Safe for concurrent use.
type Service struct {
	Store Store
	Log   app.Committer
	Hand  app.Hand
}

// Create adds a study. ID, stamp, status and a colour not used last are filled in when missing.
func (s *Service) Create(ctx context.Context, st app.Study) (*app.Study, error) {
	st.Name = strings.TrimSpace(st.Name)
	if st.ID == "" {
		st.ID = app.NewID[app.StudyID]()
	}
	if st.Status == "" {
		st.Status = "running"
	}
	all, err := s.Store.Studies(ctx)
	if err != nil {
		return nil, err
	}
	for _, o := range all {
		if strings.EqualFold(o.Name, st.Name) {
			return nil, app.Invalid(fmt.Sprintf("There is already a study named %s.", o.Name), "Give this one another name.")
		}
	}
	if st.Color == 0 {
		st.Color = len(all)
	}
	st.Stamp = s.Hand.Stamp()
	cs := s.Hand.Begin("New study " + st.Name)
	cs.Create(&st)
	return &st, s.Log.Commit(ctx, cs)
}

// Update stores the study as given. Returns ENotFound if it is gone.
func (s *Service) Update(ctx context.Context, st app.Study) error {
	old, err := s.Store.Find(ctx, st.Ref())
	if err != nil {
		return err
	}
	st.Stamp = s.Hand.Touch(old.(*app.Study).Stamp)
	cs := s.Hand.Begin("Edit study " + st.Name)
	cs.Update(old, &st)
	return s.Log.Commit(ctx, cs)
}

// UpdateInterview stores title, date, speakers, status and note of an interview. Findings follow when a speaker is
// given to another participant.
func (s *Service) UpdateInterview(ctx context.Context, iv app.Interview) error {
	old, err := s.Store.Find(ctx, iv.Ref())
	if err != nil {
		return err
	}
	iv.Stamp = s.Hand.Touch(old.(*app.Interview).Stamp)
	cs := s.Hand.Begin("Edit interview " + iv.Title)
	cs.Update(old, &iv)
	deps, err := s.Store.Dependants(ctx, iv.Ref())
	if err != nil {
		return err
	}
	for _, r := range deps {
		f, ok := r.(*app.Finding)
		if !ok {
			continue
		}
		g := *f
		g.Participant = iv.Speaker(f.Speaker).Participant
		cs.Update(f, &g)
	}
	return s.Log.Commit(ctx, cs)
}

// Delete removes a study or interview with everything that hangs on it, as one step that undo brings back.
func (s *Service) Delete(ctx context.Context, ref app.Ref) error {
	rec, err := s.Store.Find(ctx, ref)
	if err != nil {
		return err
	}
	deps, err := s.Store.Dependants(ctx, ref)
	if err != nil {
		return err
	}
	recs := []app.Record{rec}
	label := ""
	switch r := rec.(type) {
	case *app.Study:
		label = "Delete study " + r.Name
		for _, d := range deps {
			if in, ok := d.(*app.Insight); ok && in.Study == r.ID {
				recs = append([]app.Record{in}, recs...)
			}
		}
	case *app.Interview:
		label = "Delete interview " + r.Title
	default:
		return app.Invalid("Only studies and interviews are deleted here.", "")
	}
	cs := s.Hand.Begin(label)
	cs.DeleteAll(s.Hand, deps, recs...)
	return s.Log.Commit(ctx, cs)
}
