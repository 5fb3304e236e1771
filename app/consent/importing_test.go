package consent_test

import (
	"context"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/consent"
)

func TestPlan_ReadsATableAndSaysWhatIsWrong(t *testing.T) {
	d := newDesk(t)
	for _, c := range []struct {
		name, table string
		recorded    int
		wrong       string // of the first row that is left out
	}{
		{"all of it", "code,date,scopes,expires\nP1,2026-01-01,record;inside,2027-01-01\nP2,,all,\nP3,2026-01-01,none,\n", 3, ""},
		{"other names and order, semicolons, a mark", "\ufeffScopes;Person;Given on\nquote outside;p1;2026-01-01\n", 1, ""},
		{"nobody has the code", "code,scopes\nP9,all\nP1,all\n", 1, "row 2: nobody has the code “P9”"},
		{"no date", "code,scopes,date\nP1,all,yesterday\n", 0, "row 2: “yesterday” is no date; write it as 2026-05-31"},
		{"an unknown scope", "code,scopes\nP1,record;dance\n", 0, "row 2: “dance” is nothing that consent is asked for"},
		{"ends before", "code,scopes,date,expires\nP1,all,2026-02-01,2026-01-01\n", 0, "row 2: The consent ends before it was given."},
		{"blank rows", "code,scopes\n\n,\nP1,all\n", 1, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := d.consent.Plan(t.Context(), d.study.ID, strings.NewReader(c.table))
			if err != nil {
				t.Fatal(err)
			}
			wrong := ""
			if len(p.Wrong) > 0 {
				wrong = "row " + string(rune('0'+p.Wrong[0].Row)) + ": " + p.Wrong[0].Why
			}
			if len(p.Consents) != c.recorded || wrong != c.wrong {
				t.Errorf("recorded %d (want %d), wrong %q (want %q)", len(p.Consents), c.recorded, wrong, c.wrong)
			}
		})
	}
	for _, table := range []string{"", "name,scopes\nAna,all\n", "code\nP1\n"} {
		if _, err := d.consent.Plan(t.Context(), "", strings.NewReader(table)); app.CodeOf(err) != app.EInvalid {
			t.Errorf("%q: %v", table, err)
		}
	}
	p, err := d.consent.Plan(t.Context(), d.study.ID, strings.NewReader("code,scopes,withdrawn\nP1,all,\nP2,all,2026-10-01\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.consent.Import(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	d.stand(d.study.ID, consent.StandGiven, consent.StandWithdrawn, consent.StandMissing)
	if e, err := d.Log.Undo(t.Context()); err != nil || e.Label != "Import 2 consents" {
		t.Errorf("undo: %q, %v", e.Label, err)
	}
}

func FuzzPlan(f *testing.F) {
	f.Add("code,scopes\nP1,all\n")
	f.Add("code;scopes\n\"P1;all\n")
	f.Add("\ufeff\t\n\x00")
	f.Fuzz(func(t *testing.T, table string) {
		d := &consent.Service{Store: noPeople{}}
		p, err := d.Plan(t.Context(), "", strings.NewReader(table))
		if err == nil && len(p.Consents) > 0 {
			t.Errorf("consents of nobody: %+v", p.Consents)
		}
	})
}

// noPeople is a workspace without people.
type noPeople struct{ consent.Store }

func (noPeople) ParticipantsByCode(context.Context) (map[string]app.Participant, error) {
	return nil, nil
}

func TestEffects_SayWhatAWithdrawalTakes(t *testing.T) {
	d := newDesk(t)
	s := d.Session(d.study, "P4", "Mod: And you?", "P: It never loads for us. It is slow.")
	other := d.Session(d.study, "P5", "Mod: And you?", "P: It never loads here either.")
	a, b := s.Finding("It never loads for us."), s.Finding("It is slow.")
	c := other.Finding("It never loads here either.")
	theme := d.Theme(d.study, "Slow", a, b, c)
	in := d.Insight(d.study, "Pages are slow", app.Evidence{Theme: theme.ID, Stance: app.Supports})
	d.Insight(d.study, "Nothing of theirs", app.Evidence{Finding: c.ID, Stance: app.Supports})
	d.Put(&app.Publication{ID: "pub", Insight: in.ID, Version: 1, Title: in.Title, Evidence: []app.PublishedProof{{Evidence: app.Evidence{Finding: a.ID}, Text: a.Quote}}, Stamp: d.Hand.Stamp()})
	e, err := d.consent.Effects(t.Context(), d.study.ID, []app.ParticipantID{s.Person.ID})
	if err != nil {
		t.Fatal(err)
	}
	if e.Findings != 2 || len(e.Insights) != 1 || e.Insights[0].Lost != 2 || e.Insights[0].Of != 3 || len(e.Themes) != 1 || e.Themes[0].Lost != 2 || len(e.Versions) != 1 {
		t.Errorf("effects %+v", e)
	}
	if _, err := d.consent.Withdraw(t.Context(), d.study.ID, []app.ParticipantID{s.Person.ID}, "", "by mail"); err != nil {
		t.Fatal(err)
	}
	rows, err := d.Store.Insights(t.Context(), d.study.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		want := 0
		if r.ID == in.ID {
			want = 2
		}
		if r.Withdrawn != want {
			t.Errorf("%q rests on %d withdrawn findings, want %d", r.Title, r.Withdrawn, want)
		}
	}
}

func TestWaiting_CountsWhatEndsAndWhoIsMissing(t *testing.T) {
	d := newDesk(t)
	waits := func() (int, int, app.ParticipantID) {
		t.Helper()
		desk, err := d.consent.Desk(t.Context(), d.study.ID)
		if err != nil {
			t.Fatal(err)
		}
		return desk.Waiting()
	}
	if ending, missing, _ := waits(); ending != 0 || missing != 0 {
		t.Errorf("while no consent is kept %d end and %d are missing", ending, missing)
	}
	d.record(app.Consent{Study: d.study.ID, Given: "2026-01-01", Scopes: app.Scopes(), Expires: "2026-11-20"}, d.people[0])
	invited := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: "P9", Stamp: d.Hand.Stamp()} // was asked to come and said nothing yet
	d.Put(invited, &app.Candidacy{ID: app.NewID[app.CandidacyID](), Study: d.study.ID, Participant: invited.ID, Stage: app.StageInvited, Stamp: d.Hand.Stamp()})
	if ending, missing, one := waits(); ending != 1 || missing != 2 || one != d.people[0] {
		t.Errorf("%d end, %d are missing, the one is %q", ending, missing, one)
	}
}
