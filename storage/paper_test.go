package storage_test

import (
	"slices"
	"testing"

	"throughline/app"
)

func TestPapers_AreKeptUnderWhatTheyBelongTo(t *testing.T) {
	s := fresh(t)
	one := &app.Study{ID: "one", Name: "One", Keep: "2027-01-31", Templates: []app.TemplateUse{{Template: "t", Kind: app.TemplateConsent, Version: 1}}, Stamp: by}
	person := &app.Participant{ID: "p", Code: "P01", Panel: app.Panel{Status: app.PanelActive, Labels: []string{"beta"}, Blocked: "asked for rest", Until: "2026-12-31"}, Stamp: by}
	consent := &app.Consent{ID: "c", Participant: "p", Study: "one", Given: "2026-05-04", Scopes: app.Scopes(), Stamp: by}
	wide := &app.Consent{ID: "w", Participant: "p", Given: "2026-05-05", Scopes: []app.Scope{app.ScopeRecord}, Stamp: by}
	field := &app.Field{ID: "f", Name: "Role", Type: app.FieldSingle, Options: []string{"Cook"}, Stamp: by}
	standards := &app.Standards{Programme: app.Programme{Contacts: 2, ContactDays: 60, Consent: app.ConsentAlways}, Stamp: by}
	commit(t, s, one, person, consent, wide, field, standards)

	for _, r := range []app.Record{one, person, consent, wide, field, standards} {
		if got, err := s.Find(ctx, r.Ref()); err != nil || !got.Equal(r) {
			t.Errorf("Find(%v) = %+v, %v, want %+v", r.Ref(), got, err, r)
		}
	}
	for _, c := range []struct {
		name string
		q    app.PaperQuery
		want []app.ConsentID
	}{
		{"of a person", app.PaperQuery{Kind: app.KindConsent, Participant: "p"}, []app.ConsentID{"c", "w"}},
		{"of a study", app.PaperQuery{Kind: app.KindConsent, Study: "one"}, []app.ConsentID{"c"}},
		{"of nobody", app.PaperQuery{Kind: app.KindConsent, Participant: "q"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			all, err := app.Papers[app.Consent](ctx, s, c.q)
			var ids []app.ConsentID
			for _, x := range all {
				ids = append(ids, x.ID)
			}
			if err != nil || !slices.Equal(ids, c.want) {
				t.Errorf("Papers(%+v) = %v, %v, want %v", c.q, ids, err, c.want)
			}
		})
	}
	if deps, err := s.Dependants(ctx, person.Ref()); err != nil || len(deps) != 2 {
		t.Errorf("Dependants(person) = %v, %v, want both consents", deps, err)
	}
	if deps, err := s.Dependants(ctx, one.Ref()); err != nil || len(deps) != 1 || deps[0].Ref() != consent.Ref() {
		t.Errorf("Dependants(study) = %v, %v, want the consent given to it", deps, err)
	}
	double := app.NewChangeSet("Again", "ana", by.Created)
	double.Create(&app.Field{ID: "g", Name: " ROLE ", Type: app.FieldText, Stamp: by})
	if _, err := s.Apply(ctx, double); app.CodeOf(err) != app.EConflict {
		t.Errorf("a second field of the name: %v, want a conflict", err)
	}
	if report, err := s.Check(ctx, nil); err != nil || !report.OK {
		t.Errorf("Check() = %+v, %v", report, err)
	}
}
