// Package study keeps studies and the interviews in them: made, renamed, corrected and removed, each as one step.
package study

import (
	"context"
	"strings"

	"throughline/app"
)

// Store is what the use case asks of the workspace.
type Store interface {
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Dependants(ctx context.Context, ref app.Ref) ([]app.Record, error)
	Studies(ctx context.Context) ([]app.Study, error)
	Interviews(ctx context.Context, study app.StudyID, page app.Page) ([]app.InterviewRow, error)
}

// Service keeps studies. Safe for concurrent use.
type Service struct {
	Store Store
	Log   app.Committer
	Hand  app.Hand
}

// Create adds a study. ID, status and a colour not used last are filled in when missing. Returns EInvalid without a name or
// for the name of another study, whatever its case.
func (s *Service) Create(ctx context.Context, st app.Study) (*app.Study, error) {
	all, err := s.Store.Studies(ctx)
	if err != nil {
		return nil, err
	}
	if err := app.NewStudy(all, &st, s.Hand); err != nil {
		return nil, err
	}
	cs := s.Hand.Begin("New study " + st.Name)
	cs.Create(&st)
	if err := s.Log.Commit(ctx, cs); err != nil {
		return nil, err
	}
	return &st, nil
}

// Update stores the study as given. Returns ENotFound if it is gone, EInvalid as Create does.
func (s *Service) Update(ctx context.Context, st app.Study) error {
	rec, err := s.Store.Find(ctx, st.Ref())
	if err != nil {
		return err
	}
	old := rec.(*app.Study)
	st.Name, st.Stamp = strings.TrimSpace(st.Name), old.Stamp
	if old.Equal(&st) {
		return nil
	}
	all, err := s.Store.Studies(ctx)
	if err != nil {
		return err
	}
	if err := app.StudyNameFree(all, &st); err != nil {
		return err
	}
	st.Stamp = s.Hand.Touch(old.Stamp)
	cs := s.Hand.Begin("Edit study " + st.Name)
	cs.Update(old, &st)
	return s.Log.Commit(ctx, cs)
}
