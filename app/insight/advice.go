package insight

import (
	"context"
	"slices"
	"strings"

	"throughline/app"
)

// SaveAdvice makes a recommendation, or stores its new state when ID names one. A new one is proposed, comes last, and belongs to
// the study of its first insight unless it names one.
func (s *Service) SaveAdvice(ctx context.Context, r app.Recommendation) (*app.Recommendation, error) {
	r.Text = strings.TrimSpace(r.Text)
	r.Insights = once(r.Insights)
	if r.Kind == "" {
		r.Kind = app.ToDo
	}
	if r.Status == "" {
		r.Status = app.Proposed
	}
	if r.ID != "" {
		rec, err := s.Store.Find(ctx, r.Ref())
		if err != nil {
			return nil, err
		}
		old := rec.(*app.Recommendation)
		r.Stamp = old.Stamp
		if old.Equal(&r) {
			return old, nil
		}
		r.Stamp = s.Hand.Touch(old.Stamp)
		cs := s.Hand.Begin("Edit recommendation")
		cs.Update(old, &r)
		return &r, s.Log.Commit(ctx, cs)
	}
	if r.Study == "" && len(r.Insights) > 0 {
		in, err := s.find(ctx, r.Insights[0])
		if err != nil {
			return nil, err
		}
		r.Study = in.Study
	}
	all, err := s.Store.Recommendations(ctx, r.Study)
	if err != nil {
		return nil, err
	}
	for i := range all {
		r.Order = max(r.Order, all[i].Order)
	}
	r.Order++
	r.ID, r.Stamp = app.NewID[app.RecommendationID](), s.Hand.Stamp()
	cs := s.Hand.Begin("Add recommendation")
	cs.Create(&r)
	if err := s.Log.Commit(ctx, cs); err != nil {
		return nil, err
	}
	return &r, nil
}

// SaveDecision makes a decision, or stores its new state when ID names one. A new one belongs to the study of its first insight
// unless it names one, and is of today unless it has a date.
func (s *Service) SaveDecision(ctx context.Context, d app.Decision) (*app.Decision, error) {
	for _, text := range []*string{&d.Text, &d.By, &d.Where, &d.Outcome} {
		*text = strings.TrimSpace(*text)
	}
	d.Insights = once(d.Insights)
	if d.ID != "" {
		rec, err := s.Store.Find(ctx, d.Ref())
		if err != nil {
			return nil, err
		}
		old := rec.(*app.Decision)
		d.Stamp = old.Stamp
		if old.Equal(&d) {
			return old, nil
		}
		d.Stamp = s.Hand.Touch(old.Stamp)
		cs := s.Hand.Begin("Edit decision")
		cs.Update(old, &d)
		return &d, s.Log.Commit(ctx, cs)
	}
	if d.Study == "" && len(d.Insights) > 0 {
		in, err := s.find(ctx, d.Insights[0])
		if err != nil {
			return nil, err
		}
		d.Study = in.Study
	}
	d.ID, d.Stamp = app.NewID[app.DecisionID](), s.Hand.Stamp()
	if d.Date == "" {
		d.Date = app.DateOf(d.Created)
	}
	cs := s.Hand.Begin("Add decision")
	cs.Create(&d)
	if err := s.Log.Commit(ctx, cs); err != nil {
		return nil, err
	}
	return &d, nil
}

// Remove deletes a recommendation or a decision. The insights stay.
func (s *Service) Remove(ctx context.Context, ref app.Ref) error {
	rec, err := s.Store.Find(ctx, ref)
	if err != nil {
		return err
	}
	cs := s.Hand.Begin("Delete " + string(ref.Kind))
	cs.Delete(rec)
	return s.Log.Commit(ctx, cs)
}

// unname adds to a step what takes an insight out of the recommendations and decisions that name it.
func (s *Service) unname(ctx context.Context, cs *app.ChangeSet, id app.InsightID) error {
	advice, err := s.Store.Recommendations(ctx, "")
	if err != nil {
		return err
	}
	for i := range advice {
		if old := &advice[i]; slices.Contains(old.Insights, id) {
			r := *old
			r.Insights, r.Stamp = without(old.Insights, id), s.Hand.Touch(old.Stamp)
			cs.Update(old, &r)
		}
	}
	decisions, err := s.Store.Decisions(ctx, "", id)
	for i := range decisions {
		old := &decisions[i]
		d := *old
		d.Insights, d.Stamp = without(old.Insights, id), s.Hand.Touch(old.Stamp)
		cs.Update(old, &d)
	}
	return err
}

func without(all []app.InsightID, id app.InsightID) []app.InsightID {
	var out []app.InsightID
	for _, one := range all {
		if one != id {
			out = append(out, one)
		}
	}
	return out
}

// once keeps the first of equal ids; an empty list is nil.
func once(all []app.InsightID) []app.InsightID {
	var out []app.InsightID
	for _, one := range all {
		if one != "" && !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out
}
