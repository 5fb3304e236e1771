package insight

import (
	"context"
	"strings"

	"throughline/app"
)

// Publish makes the next version of an insight: what it says, its evidence, its counts and its confidence are kept as they are now,
// and it counts as fresh for as long as the workspace's standards say. Publishing again makes another version. Returns EInvalid for
// an insight without evidence.
func (s *Service) Publish(ctx context.Context, id app.InsightID) (*app.Publication, error) {
	page, err := s.Open(ctx, id)
	if err != nil {
		return nil, err
	}
	if len(page.Evidence) == 0 {
		return nil, app.Invalid("The insight has no evidence.", "Add the passages or themes that it rests on, then publish it.")
	}
	std, err := s.Store.Standards(ctx)
	if err != nil {
		return nil, err
	}
	pub := page.publication()
	pub.ID, pub.Stamp = app.NewID[app.PublicationID](), s.Hand.Stamp()
	old := page.Insight
	in := old
	in.Status, in.SupersededBy, in.Version, in.Published = app.InsightPublished, "", pub.Version, pub.Created
	in.ReviewBy = app.DateOf(pub.Created.AddDate(0, std.Fresh(), 0))
	in.Stamp = s.Hand.Touch(old.Stamp)
	cs := s.Hand.Begin("Publish insight")
	cs.Update(&old, &in)
	cs.Create(pub)
	if err := s.Log.Commit(ctx, cs); err != nil {
		return nil, err
	}
	return pub, nil
}

// Renew says that an insight still holds: it counts as fresh again for as long as the standards say, and what speaks against it until
// now no longer makes it due. One that was said to be stale is published again.
func (s *Service) Renew(ctx context.Context, id app.InsightID, note string) error {
	std, err := s.Store.Standards(ctx)
	if err != nil {
		return err
	}
	return s.Change(ctx, id, "Say that it still holds", func(in *app.Insight) {
		now := s.Hand.Stamp().Created
		in.Renewed = app.Renewal{By: s.Hand.Author, At: now, Note: strings.TrimSpace(note)}
		in.ReviewBy = app.DateOf(now.AddDate(0, std.Fresh(), 0))
		if in.Status == app.InsightStale {
			in.Status = app.InsightPublished
		}
	})
}

// Override sets the confidence of an insight by hand; the empty level takes the computed one again. Returns EInvalid without a reason.
func (s *Service) Override(ctx context.Context, id app.InsightID, level app.Level, reason string) error {
	if level == "" {
		return s.Change(ctx, id, "Take the computed confidence", func(in *app.Insight) { in.Override = app.Override{} })
	}
	return s.Change(ctx, id, "Set confidence to "+strings.ToLower(string(level)), func(in *app.Insight) {
		in.Override = app.Override{Level: level, Reason: strings.TrimSpace(reason), By: s.Hand.Author, At: s.Hand.Stamp().Created}
	})
}

// Assess stores a person's assessment by GRADE-CERQual; an empty one takes it away.
func (s *Service) Assess(ctx context.Context, id app.InsightID, q app.CERQual) error {
	return s.Change(ctx, id, "Assess by GRADE-CERQual", func(in *app.Insight) {
		for _, c := range q.Components() {
			c.Why = strings.TrimSpace(c.Why)
		}
		q.By, q.At = in.CERQual.By, in.CERQual.At
		if q != in.CERQual {
			q.By, q.At = s.Hand.Author, s.Hand.Stamp().Created
		}
		if q.Level == "" && q.Methods == (app.Concern{}) && q.Coherence == (app.Concern{}) && q.Adequacy == (app.Concern{}) && q.Relevance == (app.Concern{}) {
			q = app.CERQual{}
		}
		in.CERQual = q
	})
}

// Supersede says that another insight says it better. Returns EInvalid when that one is superseded by this one, by way of others too.
func (s *Service) Supersede(ctx context.Context, id, by app.InsightID) error {
	for next, n := by, 0; next != "" && n < 100; n++ {
		if next == id {
			return app.Invalid("These two would supersede each other.", "Choose the newer one of the two.")
		}
		in, err := s.find(ctx, next)
		if err != nil {
			if n > 0 {
				break // an older link leads nowhere
			}
			return err
		}
		next = in.SupersededBy
	}
	return s.Change(ctx, id, "Supersede insight", func(in *app.Insight) { in.Status, in.SupersededBy = app.InsightSuperseded, by })
}

// MoveEvidence moves a piece of evidence to a place among the others, counted from 0.
func (s *Service) MoveEvidence(ctx context.Context, id app.InsightID, ev app.Ref, to int) error {
	return s.Change(ctx, id, "Move evidence", func(in *app.Insight) {
		for i, e := range in.Evidence {
			if e.Ref() != ev {
				continue
			}
			rest := append(append([]app.Evidence{}, in.Evidence[:i]...), in.Evidence[i+1:]...)
			to = max(0, min(to, len(rest)))
			in.Evidence = append(rest[:to:to], append([]app.Evidence{e}, rest[to:]...)...)
			return
		}
	})
}

// Change stores what change makes of the insight as it is now, as one step; nothing where it stays the same.
func (s *Service) Change(ctx context.Context, id app.InsightID, label string, change func(*app.Insight)) error {
	old, err := s.find(ctx, id)
	if err != nil {
		return err
	}
	in := *old
	in.Evidence = append([]app.Evidence(nil), old.Evidence...)
	change(&in)
	_, err = s.update(ctx, old, &in, label)
	return err
}

// SetStandards says what the workspace holds insights to. Insights that were published keep their day, and the rules of the programme
// stay as they are.
func (s *Service) SetStandards(ctx context.Context, std app.Standards) error {
	old, err := s.Store.Standards(ctx)
	if err != nil {
		return err
	}
	if old.FreshMonths == std.FreshMonths && old.HalfLife == std.HalfLife {
		return nil
	}
	std.Programme = old.Programme
	cs := s.Hand.Begin("Set the standards for insights")
	if old.Created.IsZero() {
		std.Stamp = s.Hand.Stamp()
		cs.Create(&std)
	} else {
		std.Stamp = s.Hand.Touch(old.Stamp)
		cs.Update(&old, &std)
	}
	return s.Log.Commit(ctx, cs)
}
