package storage_test

import (
	"slices"
	"testing"

	"throughline/app"
)

func TestRules_OfAStudyAndForAll(t *testing.T) {
	s := fresh(t)
	one, two := &app.Study{ID: "one", Name: "One", Stamp: by}, &app.Study{ID: "two", Name: "Two", Stamp: by}
	rule := func(id app.RuleID, name string, study app.StudyID) *app.Rule {
		return &app.Rule{ID: id, Name: name, RuleSpec: app.RuleSpec{Kind: app.RuleWords, Texts: []string{name}, Study: study}, Stamp: by}
	}
	commit(t, s, one, two, rule("r1", "prices", one.ID), rule("r2", "Anywhere", ""), rule("r3", "Doubt", two.ID))
	for _, c := range []struct {
		name  string
		study app.StudyID
		want  []string
	}{
		{"of one study, and those for all", one.ID, []string{"Anywhere", "prices"}},
		{"everything", "", []string{"Anywhere", "Doubt", "prices"}},
		{"of a study there is not", "three", []string{"Anywhere"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			all, err := s.Rules(ctx, c.study)
			var names []string
			for _, r := range all {
				names = append(names, r.Name)
			}
			if err != nil || !slices.Equal(names, c.want) {
				t.Errorf("Rules(%q) = %v, %v, want %v", c.study, names, err, c.want)
			}
		})
	}
	deps, err := s.Dependants(ctx, one.Ref())
	if err != nil || len(deps) != 1 || deps[0].Ref() != (app.Ref{Kind: app.KindRule, ID: "r1"}) {
		t.Errorf("Dependants(study) = %v, %v, want its rule", deps, err)
	}
}
