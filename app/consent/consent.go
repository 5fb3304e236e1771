// Package consent keeps what people allowed: recorded, renewed and withdrawn, each as one step, and looked up by study. What a consent
// means for words is decided in one place, app.Permissions.
package consent

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"throughline/app"
)

// Store is what the use case asks of the workspace.
type Store interface {
	app.PaperStore
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Participants(ctx context.Context, study app.StudyID) ([]app.ParticipantRow, error)
	ParticipantsByCode(ctx context.Context) (map[string]app.Participant, error)
	Studies(ctx context.Context) ([]app.Study, error)
	Standards(ctx context.Context) (app.Standards, error)
	EffectStore
}

// Service keeps consents. Safe for concurrent use.
type Service struct {
	Store Store
	Log   app.Committer
	Hand  app.Hand
}

// Today is the day by the hand's clock, in its place.
func (s *Service) Today() app.Date { return s.Hand.Today() }

// Permissions weighs all consents of the workspace today.
func (s *Service) Permissions(ctx context.Context) (*app.Permissions, error) {
	return Permissions(ctx, s.Store, s.Today())
}

// Permissions weighs all consents that a store holds on a day, by the rules of its standards.
func Permissions(ctx context.Context, store interface {
	app.PaperStore
	Standards(ctx context.Context) (app.Standards, error)
}, on app.Date) (*app.Permissions, error) {
	all, err := app.Papers[app.Consent](ctx, store, app.PaperQuery{Kind: app.KindConsent})
	if err != nil {
		return nil, err
	}
	std, err := store.Standards(ctx)
	if err != nil {
		return nil, err
	}
	return app.NewPermissions(all, std.Programme, on), nil
}

// Record writes down that people allowed what c says, one consent each, as one step. ID, participant and stamp of c are filled in; an empty
// day is today. Returns how many were recorded, and EInvalid for nobody or a consent that breaks a law.
func (s *Service) Record(ctx context.Context, people []app.ParticipantID, c app.Consent) (int, error) {
	if len(people) == 0 {
		return 0, app.Invalid("A consent needs a person.", "Choose who gave it.")
	}
	if c.Given == "" {
		c.Given = s.Today()
	}
	c.Scopes = inOrder(c.Scopes)
	what := "Record consent"
	if len(c.Scopes) == 0 {
		what = "Record refusal"
	}
	cs := s.Hand.Begin(what + " of " + app.Count(len(people), "person"))
	for _, p := range people {
		n := c
		n.ID, n.Participant, n.Stamp = app.NewID[app.ConsentID](), p, s.Hand.Stamp()
		if err := n.Validate(); err != nil {
			return 0, err
		}
		cs.Create(&n)
	}
	return len(people), s.Log.Commit(ctx, cs)
}

// inOrder returns the scopes, each once, in the order in which they are asked; unknown ones come last.
func inOrder(all []app.Scope) []app.Scope {
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b app.Scope) int { return place(a) - place(b) })
	return slices.Compact(out)
}

func place(s app.Scope) int {
	if i := slices.Index(app.Scopes(), s); i >= 0 {
		return i
	}
	return len(app.Scopes())
}

// Renew gives consents a new end: what stands for each of the people in the study, given again on a day with the same scopes and text.
// People without a consent, or who withdrew it, are left out: they have to be asked. Returns how many were renewed, as one step.
func (s *Service) Renew(ctx context.Context, study app.StudyID, people []app.ParticipantID, given, expires app.Date) (int, error) {
	perms, err := s.Permissions(ctx)
	if err != nil {
		return 0, err
	}
	if given == "" {
		given = s.Today()
	}
	var renewed []app.Consent
	for _, p := range people {
		c, ok := perms.Standing(study, p)
		if !ok || c.Withdrawn != "" {
			continue
		}
		c.ID, c.Given, c.Expires, c.Stamp = app.NewID[app.ConsentID](), given, expires, s.Hand.Stamp()
		if err := c.Validate(); err != nil {
			return 0, err
		}
		renewed = append(renewed, c)
	}
	if len(renewed) == 0 {
		return 0, app.Invalid("Nobody chosen has a consent that stands.", "Ask them again and record what they allow.")
	}
	cs := s.Hand.Begin("Renew consent of " + app.Count(len(renewed), "person"))
	for i := range renewed {
		cs.Create(&renewed[i])
	}
	return len(renewed), s.Log.Commit(ctx, cs)
}

// Withdraw takes back what people allowed to a study, or to all for "", from a day on, as one step. Every consent of theirs that touches
// the study and is not withdrawn already is; somebody of whom none is recorded gets a refusal, and so does, for all, each study in which they are heard
// and which keeps none of theirs. Returns how many people withdrew.
func (s *Service) Withdraw(ctx context.Context, study app.StudyID, people []app.ParticipantID, on app.Date, reason string) (int, error) {
	if len(people) == 0 {
		return 0, app.Invalid("A withdrawal needs a person.", "Choose who takes their consent back.")
	}
	if on == "" {
		on = s.Today()
	}
	if on.Time().IsZero() {
		return 0, app.Invalid("“"+string(on)+"” is no date.", "Write it as 2026-05-31.")
	}
	perms, err := s.Permissions(ctx)
	if err != nil {
		return 0, err
	}
	heard := map[app.ParticipantID][]app.StudyID{}
	if study == "" {
		if heard, err = s.heardIn(ctx, people); err != nil {
			return 0, err
		}
	}
	cs := s.Hand.Begin("Withdraw consent of " + app.Count(len(people), "person"))
	for _, p := range people {
		s.withdraw(cs, perms, study, p, on, strings.TrimSpace(reason))
		s.withdrawRest(cs, perms, heard[p], p, on, strings.TrimSpace(reason))
	}
	if len(cs.Changes) == 0 {
		return 0, app.Invalid("They have withdrawn already.", "Nothing was changed.")
	}
	if err := s.Log.Commit(ctx, cs); err != nil {
		return 0, err
	}
	return len(people), nil
}

// withdraw adds to a step what takes back a person's consents. One that was given to all studies stays for the others: a withdrawn one
// to the study stands beside it.
func (s *Service) withdraw(cs *app.ChangeSet, perms *app.Permissions, study app.StudyID, p app.ParticipantID, on app.Date, reason string) {
	took := false
	for _, c := range inTime(perms.Consents(p)) {
		if c.Study != study && study != "" {
			continue
		}
		took = true
		if c.Withdrawn != "" && c.Withdrawn <= on {
			continue
		}
		n := c
		n.Withdrawn, n.Reason, n.Stamp = on, reason, s.Hand.Touch(c.Stamp)
		cs.Update(&c, &n)
	}
	if took {
		return
	}
	n := &app.Consent{ID: app.NewID[app.ConsentID](), Participant: p, Study: study, Given: on, Withdrawn: on, Reason: reason, Stamp: s.Hand.Stamp()}
	if c, ok := perms.Standing(study, p); ok {
		n.Scopes, n.Text, n.Version, n.Given = c.Scopes, c.Text, c.Version, min(c.Given, on)
	}
	cs.Create(n)
}

// withdrawRest adds to a step, for somebody who takes back all they allowed and has no consent to all studies, a withdrawn one to each study in which they
// are heard and which keeps none of theirs: nobody asked there, and their words would go on leaving.
func (s *Service) withdrawRest(cs *app.ChangeSet, perms *app.Permissions, heard []app.StudyID, p app.ParticipantID, on app.Date, reason string) {
	all := perms.Consents(p)
	if len(all) == 0 || slices.ContainsFunc(all, func(c app.Consent) bool { return c.Study == "" }) {
		return // one to all studies is withdrawn
	}
	for _, study := range heard {
		if !slices.ContainsFunc(all, func(c app.Consent) bool { return c.Study == study }) {
			cs.Create(&app.Consent{ID: app.NewID[app.ConsentID](), Participant: p, Study: study, Given: on, Withdrawn: on, Reason: reason, Stamp: s.Hand.Stamp()})
		}
	}
}

// heardIn are the studies in which people were interviewed or which have a finding of theirs, in the order of studies.
func (s *Service) heardIn(ctx context.Context, people []app.ParticipantID) (map[app.ParticipantID][]app.StudyID, error) {
	rows, err := s.Store.Findings(ctx, app.FindingQuery{Participants: people})
	if err != nil {
		return nil, err
	}
	type part struct {
		person app.ParticipantID
		study  app.StudyID
	}
	said := map[part]bool{}
	for i := range rows {
		said[part{rows[i].Participant, rows[i].Study}] = true
	}
	studies, err := s.Store.Studies(ctx)
	if err != nil {
		return nil, err
	}
	heard := map[app.ParticipantID][]app.StudyID{}
	for _, st := range studies {
		took, err := s.Store.Participants(ctx, st.ID)
		if err != nil {
			return nil, err
		}
		for i := range took {
			said[part{took[i].ID, st.ID}] = true
		}
		for _, p := range people {
			if said[part{p, st.ID}] {
				heard[p] = append(heard[p], st.ID)
			}
		}
	}
	return heard, nil
}

// inTime returns consents from the first to the last given.
func inTime(all []app.Consent) []app.Consent {
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b app.Consent) int {
		if c := strings.Compare(string(a.Given), string(b.Given)); c != 0 {
			return c
		}
		return a.Created.Compare(b.Created)
	})
	return out
}

// Forget removes consents that were recorded by mistake, as one step. Returns ENotFound if one is gone.
func (s *Service) Forget(ctx context.Context, ids []app.ConsentID) error {
	cs := s.Hand.Begin("Remove " + app.Count(len(ids), "consent"))
	for _, id := range ids {
		r, err := s.Store.Find(ctx, app.Ref{Kind: app.KindConsent, ID: string(id)})
		if err != nil {
			return fmt.Errorf("consent %s: %w", id, err)
		}
		cs.Delete(r)
	}
	return s.Log.Commit(ctx, cs)
}
