package kit_test

import (
	"testing"

	"throughline/app"
	"throughline/ui/kit"
)

func TestSignOf_IsLoudOnlyWhereWordsMayNotGoOut(t *testing.T) {
	of := func(inside, outside app.ConsentState) app.Allowed {
		return app.Allowed{"allowed", inside, outside, "allowed"}
	}
	for _, c := range []struct {
		name string
		a    app.Allowed
		word string // "" for no sign
		held bool
	}{
		{"nobody is asked", app.Allowed{}, "", false},
		{"may be quoted by anybody", of(app.ConsentGiven, app.ConsentGiven), "Consent given", false},
		{"inside only", of(app.ConsentGiven, app.ConsentRefused), "Inside only", true},
		{"not to be quoted", of(app.ConsentRefused, app.ConsentRefused), "Not to be quoted", true},
		{"nothing recorded", of(app.ConsentUnrecorded, app.ConsentUnrecorded), "No consent recorded", true},
		{"ended", of(app.ConsentExpired, app.ConsentExpired), "Consent ended", true},
		{"withdrawn", of(app.ConsentWithdrawn, app.ConsentWithdrawn), "Consent withdrawn", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, ok := kit.SignOf(c.a)
			if ok != (c.word != "") || s.Word != c.word || s.Held != c.held || ok && s.Icon == "" {
				t.Errorf("SignOf() = %+v, %v", s, ok)
			}
		})
	}
}

func TestConsents_TellOfThoseWhoSpeak(t *testing.T) {
	perms := app.NewPermissions([]app.Consent{
		{ID: "1", Participant: "a", Study: "s", Given: "2026-01-02", Scopes: app.Scopes()[:2], Text: "t", Version: 1},
		{ID: "2", Participant: "b", Study: "s", Given: "2026-01-02", Withdrawn: "2026-02-03", Scopes: app.Scopes()},
		{ID: "3", Participant: "b", Given: "2025-01-02", Scopes: app.Scopes()[:1]},
	}, app.Programme{}, "2026-11-02")
	var none *kit.Consents
	c, told := &kit.Consents{}, 0
	c.Listen(func() { told++ })
	c.Set(perms, map[app.TemplateID]string{"t": "Interviews"}, map[app.StudyID]string{"s": "Checkout"})
	iv := &app.Interview{Study: "s", Speakers: []app.Speaker{{Label: "M", Role: app.RoleModerator}, {Label: "A", Name: "P1", Role: app.RoleParticipant, Participant: "a"}, {Label: "B", Name: "P2", Role: app.RoleParticipant, Participant: "b"}}}
	a, people := c.Speaks(iv)
	if told != 1 || len(people) != 2 || a.For(app.ScopeOutside) != app.ConsentWithdrawn {
		t.Errorf("told %d, %v, %v", told, people, a)
	}
	for _, x := range []struct{ name, got, want string }{
		{"two speak", c.Tell("s", people...), "P1 allowed recording and quotes inside the team by “Interviews” version 1, on 2 Jan 2026. P2 withdrew the consent of 2 Jan 2026 on 3 Feb 2026."},
		{"all of one", c.TellAll(kit.Whom{ID: "b", Code: "P2"}), "All studies: P2 allowed recording, on 2 Jan 2025. Checkout: P2 withdrew the consent of 2 Jan 2026 on 3 Feb 2026."},
		{"a finding", c.TellOf(&app.FindingRow{Finding: app.Finding{Study: "s", Participant: "x"}, Code: "P9"}), "P9 has no recorded consent."},
		{"a finding of nobody", c.TellOf(&app.FindingRow{}), ""},
		{"nothing is known yet", none.Tell("s", people...), ""},
	} {
		if x.got != x.want {
			t.Errorf("%s: %q, want %q", x.name, x.got, x.want)
		}
	}
}
