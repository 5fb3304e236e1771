// Package erase erases what a person said and all that is known of them, ends the retention of studies, and certifies both. What an
// erasure makes of a record is worked out once (plan) and holds for the tables, the history and the backups alike.
package erase

import (
	"context"
	"maps"
	"slices"
	"strings"

	"throughline/app"
)

// Store is what erasure asks of a workspace.
type Store interface {
	app.PaperStore
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Studies(ctx context.Context) ([]app.Study, error)
	Standards(ctx context.Context) (app.Standards, error)
	SurveyErasure(ctx context.Context, do func(app.ErasureView) error) error
	Erase(ctx context.Context, plan func(app.ErasureView) (*app.ErasureOrder, error), p app.Progress) (app.ErasureCount, error)
	Purge(ctx context.Context, p app.Progress) error
	Checksum(ctx context.Context) (string, error)
	Copies(ctx context.Context) ([]string, error)
	EraseCopy(ctx context.Context, name string, plan func(app.ErasureView) (*app.ErasureOrder, error)) (bool, error)
	OpenErasures(ctx context.Context) ([]*app.Erasure, error)
	CloseErasure(ctx context.Context, e *app.Erasure) error
}

// Service erases. Erasing blocks; the caller runs it as a job.
type Service struct {
	Store   Store
	Log     app.Committer // for what can be undone: extending a retention
	Hand    app.Hand
	Secrets Secrets // the vault; nil where there is none
}

// Order says whom or what to erase.
type Order struct {
	Participant app.ParticipantID // a person, or
	Study       app.StudyID       // a study whose retention ends
	Keeps       app.Keeping       // what of the study stays
	Reason      string
	Proof       bool // keep that and when the person consented, because they ask for it
}

// Preview is what an erasure would take.
type Preview struct {
	Code     string         `json:"code"` // of the person, or the name of the study
	Removed  map[string]int `json:"removed"`
	Affected []Affected     `json:"insights"`
	Passages []Passage      `json:"passages"` // in texts of others
	Copies   []string       `json:"backups"`  // beside the workspace, that are erased as well
	Vault    VaultNames     `json:"vault,omitempty"`
}

// Preview looks at what an erasure would take. Returns ENotFound for an unknown participant or study, EInvalid for an order of both.
func (s *Service) Preview(ctx context.Context, o Order) (v Preview, err error) {
	if v.Code, err = s.called(ctx, o); err != nil {
		return v, err
	}
	names, vault, err := s.secret(ctx, o)
	if err != nil {
		return v, err
	}
	v.Vault = vault
	err = s.Store.SurveyErasure(ctx, func(view app.ErasureView) error {
		p, err := plans(ctx, view, target{o.people(), names, o.Study, o.Keeps})
		if err == nil {
			v.Removed, v.Affected, v.Passages = p.removed, p.affected, p.passages
		}
		return err
	})
	if err == nil {
		v.Copies, err = s.Store.Copies(ctx)
	}
	return v, err
}

func (o Order) people() []app.ParticipantID {
	if o.Participant == "" {
		return nil
	}
	return []app.ParticipantID{o.Participant}
}

// called is the code of the person or the name of the study.
func (s *Service) called(ctx context.Context, o Order) (string, error) {
	if (o.Participant == "") == (o.Study == "") {
		return "", app.Invalid("An erasure is of a person or of a study.", "Choose one of them.")
	}
	ref := app.Ref{Kind: app.KindParticipant, ID: string(o.Participant)}
	if o.Study != "" {
		ref = app.Ref{Kind: app.KindStudy, ID: string(o.Study)}
	}
	r, err := s.Store.Find(ctx, ref)
	if err != nil {
		return "", err
	}
	return app.NameOf(r), nil
}

// target is whom or what an erasure is of.
type target struct {
	people []app.ParticipantID
	names  []string // that only the vault knows them by
	study  app.StudyID
	keeps  app.Keeping
}

// plans works an erasure out and counts what it takes.
func plans(ctx context.Context, view app.ErasureView, t target) (p *plan, err error) {
	if t.study != "" {
		p, err = planStudy(ctx, view, t.study, t.keeps)
	} else {
		p, err = planPerson(ctx, view, t.people, t.names)
	}
	if err != nil {
		return nil, err
	}
	return p, p.survey(ctx, view)
}

// Erase erases. Up to the last moment before it is stored ctx stops it and nothing has changed; from then on it is carried through,
// by the next opening if need be. It is no step that could be undone, and what was undone before can no longer be redone. Returns
// the erasure as it is noted in the workspace; it names backups that could not be erased. Errors are those of Preview, EInvalid
// without a reason, and ELocked when another program keeps reading the workspace as it was: then the rest is done later.
func (s *Service) Erase(ctx context.Context, o Order, p app.Progress) (*app.Erasure, error) {
	code, err := s.called(ctx, o)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(o.Reason) == "" {
		return nil, app.Invalid("An erasure needs its reason.", "Write why, such as “asked by the person”. Name nobody in it.")
	}
	names, _, err := s.secret(ctx, o)
	if err != nil {
		return nil, err
	}
	stamp := s.Hand.Stamp()
	e := &app.Erasure{ID: app.NewID[app.ErasureID](), What: app.KindParticipant, Code: code, Reason: strings.TrimSpace(o.Reason), Date: app.DateOf(stamp.Created),
		Stamp: stamp, Open: &app.OpenErasure{Since: stamp.Created}}
	label := "Erase a participant"
	if o.Study != "" {
		e.What, e.Code, e.Study, e.Keeps, e.Open.Study = app.KindStudy, "", o.Study, o.Keeps, o.Study
		label = "Erase the words of “" + code + "”"
	}
	if _, err = s.Store.Erase(ctx, func(view app.ErasureView) (*app.ErasureOrder, error) {
		p, err := plans(ctx, view, target{o.people(), names, o.Study, o.Keeps})
		if err != nil {
			return nil, err
		}
		e.Open.Participants = slices.Sorted(maps.Keys(p.people))
		for _, id := range e.Open.Participants {
			e.Marks = append(e.Marks, app.ErasedMark(id))
		}
		e.Removed = p.removed
		if err := s.keep(ctx, e, names); err != nil {
			return nil, err
		}
		for _, a := range p.affected {
			e.Insights = append(e.Insights, a.ID)
		}
		if o.Proof {
			e.Proof = p.proof
		}
		return &app.ErasureOrder{Scrub: p, Label: label, Hand: s.Hand, Paper: e, After: s.flag(p)}, nil
	}, p); err != nil {
		return nil, err
	}
	return s.finish(context.WithoutCancel(ctx), e, search{names: names}, p)
}

// flag is the step that marks published insights stale that lost evidence: a step like any other.
func (s *Service) flag(p *plan) *app.ChangeSet {
	if len(p.flags) == 0 {
		return nil
	}
	cs := s.Hand.Begin("Mark " + app.Count(len(p.flags), "insight") + " stale: evidence was erased")
	for _, c := range p.flags {
		now := *c.Before.(*app.Insight)
		now.Status = app.InsightStale
		now.Stamp = s.Hand.Touch(now.Stamp)
		cs.Update(c.Before, &now)
	}
	return cs
}

// finish does what follows once nothing of the person can be read in the workspace: remains are overwritten, then the copies.
func (s *Service) finish(ctx context.Context, e *app.Erasure, also search, p app.Progress) (*app.Erasure, error) {
	if !e.Open.Purged {
		if err := s.Store.Purge(ctx, p); err != nil {
			return e, err
		}
		if err := s.note(ctx, e, func(open *app.OpenErasure) *app.OpenErasure { open.Purged = true; return open }); err != nil {
			return e, err
		}
	}
	copies, err := s.Store.Copies(ctx)
	if err != nil {
		return e, err
	}
	var done []app.BackupErased
	for i, name := range copies {
		if was, ok := e.Backup(name); ok && (was.State == app.BackupWaiting && also.why == waits || was.State == app.BackupCleaned || was.State == app.BackupClear) {
			done = append(done, was) // nothing more can be done in it
			continue
		}
		p.Report(int64(i), int64(len(copies)), "Erasing the backup "+name)
		done = append(done, s.copied(ctx, e, also, name))
	}
	e.Backups = done
	left := e.Failed()
	return e, s.note(ctx, e, func(open *app.OpenErasure) *app.OpenErasure {
		if len(left) == 0 {
			return nil
		}
		return open
	})
}

// note stores where an erasure stands.
func (s *Service) note(ctx context.Context, e *app.Erasure, now func(*app.OpenErasure) *app.OpenErasure) error {
	open := *e.Open
	e.Open = now(&open)
	return s.Store.CloseErasure(ctx, e)
}

// copied erases one copy.
func (s *Service) copied(ctx context.Context, e *app.Erasure, also search, name string) app.BackupErased {
	touched, err := s.Store.EraseCopy(ctx, name, func(view app.ErasureView) (*app.ErasureOrder, error) {
		p, err := plans(ctx, view, target{e.Open.Participants, also.names, e.Open.Study, e.Keeps})
		if err != nil || p.nothing() {
			return nil, err
		}
		return &app.ErasureOrder{Scrub: p, Label: "", Hand: s.Hand}, nil
	})
	switch {
	case err != nil:
		message, _ := app.Explain(err)
		return app.BackupErased{Name: name, State: app.BackupFailed, Why: message}
	case also.why == waits:
		return app.BackupErased{Name: name, State: app.BackupWaiting, Why: waits}
	case touched:
		return app.BackupErased{Name: name, State: app.BackupCleaned, Why: also.why}
	}
	return app.BackupErased{Name: name, State: app.BackupClear, Why: also.why}
}

// nothing reports whether a workspace holds nothing of them, not even in its history.
func (p *plan) nothing() bool {
	return len(p.removed) == 0 && len(p.sessions) == 0 && len(p.gone) == 0 && len(p.codes) == 0
}

// Resume carries through what a program that was stopped has begun, and tries again what failed. While the vault is locked, copies are not
// searched for the names that only it knows, and the erasure stays open. It returns the erasures it looked at, oldest first, as they are now;
// without any it costs one question to the store.
func (s *Service) Resume(ctx context.Context, p app.Progress) ([]*app.Erasure, error) {
	open, err := s.Store.OpenErasures(ctx)
	for _, e := range open {
		also, err := s.kept(ctx, e)
		if err != nil {
			return open, err
		}
		if _, err := s.finish(ctx, e, also, p); err != nil {
			return open, err
		}
	}
	return open, err
}

// Done returns the erasures carried out, the newest first.
func (s *Service) Done(ctx context.Context) ([]app.Erasure, error) {
	all, err := app.Papers[app.Erasure](ctx, s.Store, app.PaperQuery{Kind: app.KindErasure})
	slices.Reverse(all)
	return all, err
}
