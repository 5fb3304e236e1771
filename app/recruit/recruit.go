// Package recruit finds the people of a study: a screener that says who fits, quotas, a pipeline from candidate to completed session,
// appointments for calendars and a ledger of incentives. Names and addresses are not its business: it knows people by code.
//
// What judges and counts is pure (screener, walk, quota, coverage, ledger, calendar); Service stores.
package recruit

import (
	"context"
	"slices"

	"throughline/app"
)

// Store is what recruitment asks of the workspace.
type Store interface {
	app.PaperStore
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Studies(ctx context.Context) ([]app.Study, error)
	Participants(ctx context.Context, study app.StudyID) ([]app.ParticipantRow, error)
	Meetings(ctx context.Context, who app.ParticipantID) ([]app.Meeting, error)
	Standards(ctx context.Context) (app.Standards, error)
}

// Service keeps recruitments, candidates and the ledger. Safe for concurrent use.
type Service struct {
	Store Store
	Log   app.Committer
	Hand  app.Hand
}

// Of returns the recruitment of a study; one without an id while the study has none.
func (s *Service) Of(ctx context.Context, study app.StudyID) (app.Recruitment, error) {
	all, err := app.Papers[app.Recruitment](ctx, s.Store, app.PaperQuery{Kind: app.KindRecruitment, Study: study})
	if err != nil || len(all) > 0 {
		return first(all), err
	}
	return app.Recruitment{Study: study}, nil
}

func first[T any](all []T) (v T) {
	if len(all) > 0 {
		return all[0]
	}
	return v
}

// Change stores another state of a study's recruitment as one step; change gets a copy. The recruitment is made if the study has none.
// Nothing changed is no step. Returns EInvalid for a screener that does not hold, see Check, and what Recruitment.Validate refuses.
func (s *Service) Change(ctx context.Context, study app.StudyID, label string, change func(*app.Recruitment)) error {
	old, err := s.Of(ctx, study)
	if err != nil {
		return err
	}
	cs := s.Hand.Begin(label)
	if err := s.change(cs, &old, change); err != nil || len(cs.Changes) == 0 {
		return err
	}
	return s.Log.Commit(ctx, cs)
}

func (s *Service) change(cs *app.ChangeSet, old *app.Recruitment, change func(*app.Recruitment)) error {
	r := *old
	r.Screener, r.Quotas = Copy(old.Screener), slices.Clone(old.Quotas)
	change(&r)
	if problems := Check(r.Screener); len(problems) > 0 {
		return app.Invalid(problems[0].Text, "The screener stays as it was.")
	}
	if old.ID == "" {
		r.ID, r.Stamp = app.NewID[app.RecruitmentID](), s.Hand.Stamp()
		cs.Create(&r)
		return r.Validate()
	}
	if r.Equal(old) {
		return nil
	}
	r.Stamp = s.Hand.Touch(old.Stamp)
	cs.Update(old, &r)
	return r.Validate()
}

// ChangeScreener stores another state of a study's screener as one step, see Change.
func (s *Service) ChangeScreener(ctx context.Context, study app.StudyID, label string, change func(*app.Screener)) error {
	return s.Change(ctx, study, label, func(r *app.Recruitment) { change(&r.Screener) })
}

// SetQuotas stores the quotas of a study as one step.
func (s *Service) SetQuotas(ctx context.Context, study app.StudyID, quotas []app.Quota) error {
	return s.Change(ctx, study, "Set quotas", func(r *app.Recruitment) { r.Quotas = quotas })
}

// candidates are the candidates of a study that ids name, in the order of ids. Returns ENotFound if one is gone.
func (s *Service) candidates(ctx context.Context, ids []app.CandidacyID) ([]*app.Candidacy, error) {
	if len(ids) == 0 {
		return nil, app.Invalid("Nobody is chosen.", "Choose candidates on the board.")
	}
	one, err := s.Store.Find(ctx, app.Ref{Kind: app.KindCandidacy, ID: string(ids[0])})
	if err != nil {
		return nil, err
	}
	if len(ids) == 1 {
		return []*app.Candidacy{one.(*app.Candidacy)}, nil
	}
	all, err := app.Papers[app.Candidacy](ctx, s.Store, app.PaperQuery{Kind: app.KindCandidacy, Study: one.(*app.Candidacy).Study})
	if err != nil {
		return nil, err
	}
	at := make(map[app.CandidacyID]int, len(all))
	for i := range all {
		at[all[i].ID] = i
	}
	out := make([]*app.Candidacy, len(ids))
	for i, id := range ids {
		n, ok := at[id]
		if !ok {
			return nil, app.NotFound("The candidate")
		}
		out[i] = &all[n]
	}
	return out, nil
}

// edit stores another state of candidates as one step; change gets a copy and says whether it is to be stored.
func (s *Service) edit(ctx context.Context, ids []app.CandidacyID, label func([]*app.Candidacy) string, change func(cs *app.ChangeSet, c *app.Candidacy) error) error {
	all, err := s.candidates(ctx, ids)
	if err != nil {
		return err
	}
	cs := s.Hand.Begin(label(all))
	for _, old := range all {
		if err := s.update(cs, old, func(c *app.Candidacy) error { return change(cs, c) }); err != nil {
			return err
		}
	}
	if len(cs.Changes) == 0 {
		return nil
	}
	return s.Log.Commit(ctx, cs)
}

// update adds another state of a candidate to a step, unless it is the same.
func (s *Service) update(cs *app.ChangeSet, old *app.Candidacy, change func(*app.Candidacy) error) error {
	c := *old
	c.Moves, c.Answers = slices.Clone(old.Moves), slices.Clone(old.Answers)
	if err := change(&c); err != nil || c.Equal(old) {
		return err
	}
	c.Stamp = s.Hand.Touch(old.Stamp)
	cs.Update(old, &c)
	return nil
}
