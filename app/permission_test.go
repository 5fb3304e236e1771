package app_test

import (
	"slices"
	"testing"

	"throughline/app"
)

func TestPermissions_WeighPeopleWithoutAConsentByTheRule(t *testing.T) {
	of := func(study app.StudyID) []app.Consent {
		return []app.Consent{{ID: "c", Participant: "a", Study: study, Given: "2026-01-01", Scopes: app.Scopes()}}
	}
	for _, c := range []struct {
		name   string
		all    []app.Consent
		rule   app.ConsentPolicy
		study  app.StudyID
		person app.ParticipantID
		want   app.ConsentState
	}{
		{"nothing kept, nobody asked", nil, app.ConsentKept, "s", "b", ""},
		{"kept of another in the study", of("s"), app.ConsentKept, "s", "b", app.ConsentUnrecorded},
		{"kept in another study", of("t"), app.ConsentKept, "s", "b", ""},
		{"kept to all studies", of(""), app.ConsentKept, "s", "b", app.ConsentUnrecorded},
		{"always, nothing kept", nil, app.ConsentAlways, "s", "b", app.ConsentUnrecorded},
		{"never, though kept", of("s"), app.ConsentNever, "s", "b", ""},
		{"never, and one who allowed", of("s"), app.ConsentNever, "s", "a", app.ConsentGiven},
		{"nobody knows who", of("s"), app.ConsentKept, "s", "", app.ConsentUnrecorded},
		{"nobody knows who, nothing kept", nil, app.ConsentKept, "s", "", ""},
		{"across studies, kept in one", of("s"), app.ConsentKept, "", "b", app.ConsentUnrecorded},
		{"allowed", of("s"), "", "s", "a", app.ConsentGiven},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := app.NewPermissions(c.all, app.Programme{Consent: c.rule}, "2026-06-01")
			if got := p.Of(c.study, c.person).For(app.ScopeOutside); got != c.want {
				t.Errorf("For(outside) = %q, want %q", got, c.want)
			}
			if p.Of(c.study, c.person).Permits(app.ScopeOutside) != (c.want == "" || c.want == app.ConsentGiven) {
				t.Error("Permits disagrees with the state")
			}
		})
	}
}

func TestAllowed_StrictestOfSeveralPeople(t *testing.T) {
	given, withdrawn := app.ConsentGiven, app.ConsentWithdrawn
	a := app.Allowed{given, given, app.ConsentRefused, ""}
	b := app.Allowed{given, withdrawn, given, app.ConsentUnrecorded}
	want := app.Allowed{given, withdrawn, app.ConsentRefused, app.ConsentUnrecorded}
	if got := a.Strictest(b); got != want {
		t.Errorf("Strictest() = %v, want %v", got, want)
	}
	if got := b.Strictest(a); got != want {
		t.Errorf("the other way: %v", got)
	}
	if (app.Allowed{}).Permits("reading aloud") {
		t.Error("what is no scope is allowed")
	}
}

func TestReasons_AreThoseThatKeepWordsBackTheGravestFirst(t *testing.T) {
	want := []app.ConsentState{app.ConsentWithdrawn, app.ConsentRefused, app.ConsentExpired, app.ConsentUnrecorded}
	if got := app.Reasons(); !slices.Equal(got, want) {
		t.Errorf("Reasons() = %v, want %v", got, want)
	}
	kept := []app.Withhold{{State: app.ConsentUnrecorded}, {State: app.ConsentWithdrawn}, {State: app.ConsentExpired}, {State: app.ConsentRefused}}
	slices.SortFunc(kept, app.GravestFirst)
	for i, w := range kept {
		if w.State != want[i] {
			t.Errorf("told as number %d: %q, want %q", i+1, w.State, want[i])
		}
	}
}
