package findings_test

import (
	"testing"

	"throughline/app"
	"throughline/storage/storagetest"
	"throughline/ui/findings"
)

func TestModel_FiltersByConsentWithCounts(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 3, Turns: 40, Findings: 8, Tags: 6})
	m := d.m
	if len(m.Choices(findings.ByConsent)) != 0 {
		t.Fatalf("nobody is asked, and it is offered: %v", m.Choices(findings.ByConsent))
	}
	all, person := m.Count(), m.Choices(findings.ByPerson)[0]
	hand := app.Hand{Author: "Mara"}
	cs := hand.Begin("Record consent")
	cs.Create(&app.Consent{ID: "c1", Participant: app.ParticipantID(person.Value), Study: d.f.Study.ID, Given: "2025-01-01", Scopes: []app.Scope{app.ScopeRecord, app.ScopeInside}, Stamp: hand.Stamp()})
	if err := d.log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	d.until("the choices", func() bool { return d.ready() && len(m.Choices(findings.ByConsent)) > 0 })
	for i, want := range []struct {
		value, words string
		n            int
	}{
		{"inside", "May be quoted inside", person.Count},
		{"missing", "No consent recorded", all - person.Count},
		{"refused", "Not to be quoted outside", person.Count},
		{"record", "Recording allowed", person.Count},
	} {
		got := m.Choices(findings.ByConsent)
		if i >= len(got) || got[i].Value != want.value || got[i].Count != want.n || m.ValueWords(findings.ByConsent, got[i].Value) != want.words {
			t.Errorf("choice %d of %v, want %+v", i, got, want)
		}
	}
	m.Toggle(findings.ByConsent, "inside")
	d.until("those inside", func() bool { return d.ready() && m.Count() == person.Count })
	if got := chipTexts(m); len(got) != 1 || got[0] != "Consent is May be quoted inside" {
		t.Errorf("chips %q", got)
	}
	m.ClearFilter()
	m.Bar(findings.ByConsent, "inside")
	d.until("the others", func() bool { return d.ready() && m.Count() == all-person.Count })
}
