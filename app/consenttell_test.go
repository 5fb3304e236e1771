package app_test

import (
	"testing"

	"throughline/app"
)

func TestPermissions_DetailsSayWhatStands(t *testing.T) {
	all, some := app.Scopes(), []app.Scope{app.ScopeRecord, app.ScopeInside}
	named := func(id app.TemplateID) string { return map[app.TemplateID]string{"t1": "Consent to interviews"}[id] }
	for _, c := range []struct {
		name string
		c    *app.Consent
		rule app.ConsentPolicy
		want string
	}{
		{"nobody is asked", nil, app.ConsentNever, ""},
		{"not recorded where it is asked", nil, app.ConsentAlways, "has no recorded consent"},
		{"everything, without an end", &app.Consent{Given: "2026-03-01", Scopes: all}, "", "allowed recording, quotes inside the team, quotes outside and analysis by the machine, on 1 Mar 2026"},
		{"some, by a text, with an end", &app.Consent{Given: "2026-03-01", Expires: "2027-03-01", Text: "t1", Version: 2, Scopes: some}, "",
			"allowed recording and quotes inside the team by “Consent to interviews” version 2, on 1 Mar 2026, until 1 Mar 2027"},
		{"by a text that is gone", &app.Consent{Given: "2026-03-01", Text: "t9", Scopes: some[:1]}, "", "allowed recording by a text, on 1 Mar 2026"},
		{"ended", &app.Consent{Given: "2025-03-01", Expires: "2026-03-01", Scopes: some[:1]}, "", "allowed recording, from 1 Mar 2025 to 1 Mar 2026: it has ended"},
		{"the last day", &app.Consent{Given: "2025-03-01", Expires: "2026-11-02", Scopes: some[:1]}, "", "allowed recording, on 1 Mar 2025, until 2 Nov 2026"},
		{"withdrawn", &app.Consent{Given: "2025-03-01", Withdrawn: "2026-03-02", Reason: "by mail", Scopes: all}, "", "withdrew the consent of 1 Mar 2025 on 2 Mar 2026 (by mail)"},
		{"refused", &app.Consent{Given: "2025-03-01"}, "", "allowed nothing on 1 Mar 2025"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var all []app.Consent
			if c.c != nil {
				c.c.ID, c.c.Participant, c.c.Study = "c", "p", "s"
				all = append(all, *c.c)
			}
			p := app.NewPermissions(all, app.Programme{Consent: c.rule}, "2026-11-02")
			if got := p.Details("s", "p", named); got != c.want {
				t.Errorf("Details() = %q, want %q", got, c.want)
			}
		})
	}
}
