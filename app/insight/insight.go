// Package insight writes claims and keeps them tied to their evidence.
package insight

import (
	"context"
	"strings"

	"throughline/app"
)

// Store is what insights ask of the workspace.
type Store interface {
	Find(ctx context.Context, ref app.Ref) (app.Record, error)
	Insights(ctx context.Context, study app.StudyID) ([]app.InsightRow, error)
	Recommendations(ctx context.Context, study app.StudyID) ([]app.Recommendation, error)
	Decisions(ctx context.Context, study app.StudyID, insight app.InsightID) ([]app.Decision, error)
	Publications(ctx context.Context, insight app.InsightID) ([]app.Publication, error)
	Standards(ctx context.Context) (app.Standards, error)
	FindingsByID(ctx context.Context, ids []app.FindingID) ([]app.FindingRow, error)
	Themes(ctx context.Context, study app.StudyID) ([]app.ThemeRow, error)
	Dependants(ctx context.Context, ref app.Ref) ([]app.Record, error)
}

// Service keeps insights. Safe for concurrent use.
type Service struct {
	Store Store
	Log   app.Committer
	Hand  app.Hand

	// Agreement tells how well coders agree by tag, as κ or α; nil, or a tag that it does not name, was not measured.
	Agreement func(ctx context.Context) (map[app.TagID]float64, error)
}

// Save makes the insight, or stores its new state when ID names one. A new one comes last in its study, as a draft owned by
// the author unless it says otherwise. Evidence named twice is kept once, in the later stance.
func (s *Service) Save(ctx context.Context, in app.Insight) (*app.Insight, error) {
	in.Title, in.Body = strings.TrimSpace(in.Title), strings.TrimSpace(in.Body)
	in.Evidence = distinct(in.Evidence)
	if in.Status == "" {
		in.Status = app.InsightDraft
	}
	if in.ID != "" {
		old, err := s.find(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return s.update(ctx, old, &in, "Edit insight")
	}
	rows, err := s.Store.Insights(ctx, in.Study)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		in.Order = max(in.Order, r.Order)
	}
	in.Order++
	if in.Owner == "" {
		in.Owner = s.Hand.Author
	}
	in.ID, in.Stamp = app.NewID[app.InsightID](), s.Hand.Stamp()
	cs := s.Hand.Begin("Write insight")
	cs.Create(&in)
	if err := s.Log.Commit(ctx, cs); err != nil {
		return nil, err
	}
	return &in, nil
}

// AddEvidence adds findings or themes to an insight, after what it has.
func (s *Service) AddEvidence(ctx context.Context, id app.InsightID, ev []app.Evidence) error {
	old, err := s.find(ctx, id)
	if err != nil {
		return err
	}
	in := *old
	in.Evidence = distinct(append(append([]app.Evidence{}, old.Evidence...), ev...))
	_, err = s.update(ctx, old, &in, "Add evidence")
	return err
}

// Delete removes an insight with what was published of it. Its evidence stays; recommendations and decisions no longer name it.
func (s *Service) Delete(ctx context.Context, id app.InsightID) error {
	old, err := s.find(ctx, id)
	if err != nil {
		return err
	}
	deps, err := s.Store.Dependants(ctx, old.Ref())
	if err != nil {
		return err
	}
	cs := s.Hand.Begin("Delete insight")
	if err := s.unname(ctx, cs, id); err != nil {
		return err
	}
	cs.DeleteAll(s.Hand, deps, old)
	return s.Log.Commit(ctx, cs)
}

func (s *Service) find(ctx context.Context, id app.InsightID) (*app.Insight, error) {
	r, err := s.Store.Find(ctx, app.Ref{Kind: app.KindInsight, ID: string(id)})
	if err != nil {
		return nil, err
	}
	return r.(*app.Insight), nil
}

func (s *Service) update(ctx context.Context, old, in *app.Insight, label string) (*app.Insight, error) {
	in.Stamp = old.Stamp
	if old.Equal(in) {
		return old, nil
	}
	in.Stamp = s.Hand.Touch(old.Stamp)
	cs := s.Hand.Begin(label)
	cs.Update(old, in)
	if err := s.Log.Commit(ctx, cs); err != nil {
		return nil, err
	}
	return in, nil
}

// distinct keeps one entry a finding or theme, at its first place with its last stance, strength and note. An entry without
// stance supports; one that names again what is there changes of these only what it has.
func distinct(ev []app.Evidence) []app.Evidence {
	at := make(map[app.Ref]int, len(ev))
	var out []app.Evidence
	for _, e := range ev {
		i, again := at[e.Ref()]
		if !again {
			i = len(out)
			at[e.Ref()] = i
			out = append(out, app.Evidence{Finding: e.Finding, Theme: e.Theme, Stance: app.Supports})
		}
		if e.Stance != "" {
			out[i].Stance = e.Stance
		}
		if e.Strength != "" {
			out[i].Strength = e.Strength
		}
		if e.Note != "" {
			out[i].Note = e.Note
		}
	}
	return out
}
