package rule

import (
	"context"
	"strings"

	"throughline/app"
)

// List returns the saved rules of a study and those for all studies, every rule for "", by name.
func (s *Service) List(ctx context.Context, study app.StudyID) ([]app.Rule, error) {
	return s.Store.Rules(ctx, study)
}

// Save keeps a rule under a name. A rule that has the name already, upper and lower case alike, in the same study is changed
// instead. Returns EInvalid without a name, or the errors of Compile.
func (s *Service) Save(ctx context.Context, name string, spec app.RuleSpec) (*app.Rule, error) {
	if _, err := Compile(spec, nil); err != nil {
		return nil, err
	}
	name = strings.Join(strings.Fields(name), " ")
	rules, err := s.Store.Rules(ctx, spec.Study)
	if err != nil {
		return nil, err
	}
	r := &app.Rule{ID: app.NewID[app.RuleID](), Name: name, RuleSpec: spec, Stamp: s.Hand.Stamp()}
	cs := s.Hand.Begin("Save rule " + name)
	for i := range rules {
		if old := &rules[i]; old.Study == spec.Study && strings.EqualFold(old.Name, name) {
			r.ID, r.Stamp = old.ID, old.Stamp
			if r.Equal(old) {
				return old, nil
			}
			r.Stamp = s.Hand.Touch(old.Stamp)
			cs.Update(old, r)
			return r, s.Log.Commit(ctx, cs)
		}
	}
	cs.Create(r)
	if err := r.Validate(); err != nil {
		return nil, err
	}
	return r, s.Log.Commit(ctx, cs)
}

// Delete removes a saved rule. What it tagged stays.
func (s *Service) Delete(ctx context.Context, id app.RuleID) error {
	rec, err := s.Store.Find(ctx, app.Ref{Kind: app.KindRule, ID: string(id)})
	if err != nil {
		return err
	}
	cs := s.Hand.Begin("Delete rule " + rec.(*app.Rule).Name)
	cs.Delete(rec)
	return s.Log.Commit(ctx, cs)
}
