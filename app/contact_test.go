package app_test

import (
	"slices"
	"testing"
	"time"

	"throughline/app"
)

func TestContactable(t *testing.T) {
	rule := app.Programme{Contacts: 2, ContactDays: 30}
	for _, c := range []struct {
		name  string
		panel app.Panel
		days  []app.Date
		rule  app.Programme
		ok    bool
		why   string
		next  app.Date
		count int
	}{
		{"nobody asked yet", app.Panel{}, nil, rule, true, "", "", 0},
		{"one contact", app.Panel{}, []app.Date{"2026-05-20"}, rule, true, "", "", 1},
		{"as many as allowed", app.Panel{}, []app.Date{"2026-05-20", "2026-05-10"}, rule, false, "2 contacts in 30 days, at most 2", "2026-06-09", 2},
		{"more than allowed", app.Panel{}, []app.Date{"2026-05-10", "2026-05-11", "2026-05-20"}, rule, false, "3 contacts in 30 days, at most 2", "2026-06-10", 3},
		{"the window's first day", app.Panel{}, []app.Date{"2026-05-02", "2026-05-20"}, rule, false, "2 contacts in 30 days, at most 2", "2026-06-01", 2},
		{"the day before the window", app.Panel{}, []app.Date{"2026-05-01", "2026-05-20"}, rule, true, "", "", 1},
		{"an appointment ahead", app.Panel{}, []app.Date{"2026-06-15", "2026-05-20"}, rule, false, "2 contacts in 30 days, at most 2", "2026-06-19", 2},
		{"no limit", app.Panel{}, []app.Date{"2026-05-20", "2026-05-10"}, app.Programme{}, true, "", "", 2},
		{"blocked for good", app.Panel{Blocked: "asked us to stop"}, nil, rule, false, "Blocked: asked us to stop", "", 0},
		{"blocked until today", app.Panel{Blocked: "on leave", Until: "2026-05-31"}, nil, rule, false, "Blocked until 2026-05-31: on leave", "2026-06-01", 0},
		{"block over", app.Panel{Blocked: "on leave", Until: "2026-05-30"}, nil, rule, true, "", "", 0},
		{"paused", app.Panel{Status: app.PanelPaused}, nil, rule, false, "Paused in the panel", "", 0},
		{"left", app.Panel{Status: app.PanelLeft}, nil, rule, false, "Left the panel", "", 0},
		{"active", app.Panel{Status: app.PanelActive}, nil, rule, true, "", "", 0},
	} {
		s := app.Contactable(c.panel, c.days, c.rule, "2026-05-31")
		if s.OK != c.ok || s.Why != c.why || s.Next != c.next || s.Count != c.count {
			t.Errorf("%s: %+v", c.name, s)
		}
		if !s.OK && s.Next != "" && c.panel.Blocked == "" {
			if again := app.Contactable(c.panel, c.days, c.rule, s.Next); !again.OK {
				t.Errorf("%s: on %s they still may not: %s", c.name, s.Next, again.Why)
			}
			before := app.DateOf(s.Next.Time().AddDate(0, 0, -1))
			if early := app.Contactable(c.panel, c.days, c.rule, before); early.OK {
				t.Errorf("%s: they may a day before %s already", c.name, s.Next)
			}
		}
	}
}

func TestContactDays_CountAnInvitationAndItsInterviewOnce(t *testing.T) {
	at := func(day string) time.Time { return app.Date(day).Time().Add(9 * time.Hour) }
	all := []app.Candidacy{
		{Stage: app.StageCompleted, Interview: "a", Moves: []app.Move{{app.StageCandidate, at("2026-03-01")}, {app.StageInvited, at("2026-03-02")}, {app.StageCompleted, at("2026-03-09")}}},
		{Stage: app.StageCandidate, Moves: []app.Move{{app.StageCandidate, at("2026-04-01")}}},
		{Stage: app.StageDeclined, Stamp: app.Stamp{Created: at("2026-04-05")}},
	}
	met := []app.Meeting{{Interview: "a", Date: "2026-03-09"}, {Interview: "b", Date: "2026-02-01"}, {Interview: "b", Date: "2026-02-01"}, {Interview: "c"}}
	if got := app.ContactDays(all, met); !slices.Equal(got, []app.Date{"2026-02-01", "2026-03-02", "2026-04-05"}) {
		t.Errorf("contacts on %v", got)
	}
}
