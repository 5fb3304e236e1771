package consent_test

import (
	"context"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/consent"
)

// table is a table of text: a line each, cells parted by semicolons.
func table(text string) consent.Table {
	var t consent.Table
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		cells := strings.Split(line, ";")
		if i == 0 {
			t.Columns = cells
			continue
		}
		for len(cells) < len(t.Columns) {
			cells = append(cells, "")
		}
		t.Rows, t.Lines = append(t.Rows, cells), append(t.Lines, i+1)
	}
	return t
}

func (d *desk) plan(text string) *consent.Plan {
	d.T.Helper()
	t := table(text)
	p, err := d.consent.Plan(d.T.Context(), d.study.ID, t, consent.Guess(t.Columns))
	if err != nil {
		d.T.Fatal(err)
	}
	return p
}

func TestPlan_ReadsATableAndSaysWhatIsWrong(t *testing.T) {
	d := newDesk(t)
	for _, c := range []struct {
		name, table string
		recorded    int
		scopes      string // of the first
		wrong       string // of the first row that is left out
	}{
		{"all of it", "code;date;scopes;expires\nP1;2026-01-01;record,inside;2027-01-01\nP2;;all;\nP3;2026-01-01;none;", 3, "record, quote inside", ""},
		{"other names and order, a mark", "\ufeffScopes;Person;Given on\nquote outside;p1;2026-01-01", 1, "quote outside", ""},
		{"a column for each scope", "Participant;Recording;Quote inside;May quote;AI\nP1;yes;x;no;", 1, "record, quote inside", ""},
		{"both", "code;scopes;machine\nP1;record;yes", 1, "record, machine analysis", ""},
		{"neither yes nor no", "code;record\nP1;perhaps", 0, "", "row 2: “perhaps” under record is neither yes nor no"},
		{"no code", "code;scopes\n;all\nP1;record", 1, "record", "row 2: the row has no code"},
		{"nobody has the code", "code;scopes\nP9;all\nP1;record", 1, "record", "row 2: nobody has the code “P9”"},
		{"days as they are written elsewhere", "code;scopes;date;expires\nP1;record;31.05.2026;2 Jan 2027", 1, "record", ""},
		{"no date", "code;scopes;date\nP1;all;yesterday", 0, "", "row 2: “yesterday” is no date; write it as 2026-05-31"},
		{"an unknown scope", "code;scopes\nP1;record,dance", 0, "", "row 2: “dance” is nothing that consent is asked for"},
		{"ends before", "code;scopes;date;expires\nP1;all;2026-02-01;2026-01-01", 0, "", "row 2: The consent ends before it was given."},
		{"the same twice", "code;scopes;date\nP1;record;2026-02-01\np1;all;2026-02-01", 1, "record", "row 3: the table has them twice on that day; the first row counts"},
		{"blank rows", "code;scopes\n\n;\nP1;record", 1, "record", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := d.plan(c.table)
			wrong, scopes := "", ""
			if w := p.Wrong(); len(w) > 0 {
				wrong = "row " + app.Number(w[0].Line) + ": " + w[0].Why
			}
			for _, r := range p.Rows {
				if r.Act == consent.ActAdd {
					var words []string
					for _, s := range r.Consent.Scopes {
						words = append(words, string(s))
					}
					scopes = strings.Join(words, ", ")
					break
				}
			}
			if p.Count(consent.ActAdd) != c.recorded || wrong != c.wrong || scopes != c.scopes {
				t.Errorf("recorded %d (want %d), scopes %q (want %q), wrong %q (want %q)", p.Count(consent.ActAdd), c.recorded, scopes, c.scopes, wrong, c.wrong)
			}
		})
	}
	for _, text := range []string{"", "name;scopes\nAna;all", "code\nP1", "code;note\nP1;"} {
		tab := table(text)
		if _, err := d.consent.Plan(t.Context(), "", tab, consent.Guess(tab.Columns)); app.CodeOf(err) != app.EInvalid {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestImport_RecordsAndChangesByPersonStudyAndDay(t *testing.T) {
	d := newDesk(t)
	first := d.plan("code;date;scopes;withdrawn;how\nP1;2026-01-01;all;;form\nP2;2026-01-01;all;2026-10-01;form")
	if err := d.consent.Import(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	d.stand(d.study.ID, consent.StandGiven, consent.StandWithdrawn, consent.StandMissing)
	again := d.plan("code;date;scopes;withdrawn\nP1;2026-01-01;record;\nP2;2026-01-01;all;2026-10-01\nP3;2026-02-01;all;")
	for i, want := range []consent.Act{consent.ActUpdate, consent.ActSame, consent.ActAdd} {
		if again.Rows[i].Act != want {
			t.Errorf("row %d becomes %q, want %q", i, again.Rows[i].Act, want)
		}
	}
	if err := d.consent.Import(t.Context(), again); err != nil {
		t.Fatal(err)
	}
	d.stand(d.study.ID, consent.StandPartly, consent.StandWithdrawn, consent.StandGiven)
	p, err := d.consent.Permissions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if all := p.Consents(d.people[0]); len(all) != 1 || all[0].How != "form" {
		t.Errorf("P1 has %+v; one consent, its form kept, is wanted", all)
	}
	if e, err := d.Log.Undo(t.Context()); err != nil || e.Label != "Import 2 consents" {
		t.Errorf("undo: %q, %v", e.Label, err)
	}
	d.stand(d.study.ID, consent.StandGiven, consent.StandWithdrawn, consent.StandMissing)
	same := d.plan("code;date;scopes;withdrawn;how\nP2;2026-01-01;all;2026-10-01;form")
	before := d.Steps()
	if err := d.consent.Import(t.Context(), same); err != nil || same.Count(consent.ActSame) != 1 || d.Steps() != before {
		t.Errorf("what is there already makes a step: %+v, %v", same.Rows, err)
	}
}

func TestImport_LeavesAWithdrawalStanding(t *testing.T) {
	for _, c := range []struct {
		name, first, again string
		want               consent.Act
		why                string
		stands             consent.Standing
	}{
		{"a list that has grown", "code;date;scopes;expires\nP1;2026-01-01;all;2027-01-01", "code;date;scopes\nP1;2026-01-01;all\nP2;2026-01-01;all", consent.ActSame, "", consent.StandWithdrawn},
		{"with an empty cell", "code;date;scopes\nP1;2026-01-01;all", "code;date;scopes;withdrawn\nP1;2026-01-01;record;", consent.ActUpdate, "", consent.StandWithdrawn},
		{"without days", "code;scopes\nP1;all", "code;scopes\nP1;all", consent.ActSkip, "they took it back on 2026-11-02; write the day on which they gave it again", consent.StandWithdrawn},
		{"without days, and taken back there too", "code;scopes\nP1;all", "code;scopes;withdrawn\nP1;all;2026-11-01", consent.ActUpdate, "", consent.StandWithdrawn},
		{"given again", "code;date;scopes\nP1;2026-01-01;all", "code;date;scopes\nP1;2026-11-02;all", consent.ActAdd, "", consent.StandGiven},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			if err := d.consent.Import(t.Context(), d.plan(c.first)); err != nil {
				t.Fatal(err)
			}
			if _, err := d.consent.Withdraw(t.Context(), d.study.ID, d.people[:1], "2026-11-02", "by mail"); err != nil {
				t.Fatal(err)
			}
			again := d.plan(c.again)
			if r := again.Rows[0]; r.Act != c.want || r.Why != c.why {
				t.Errorf("the row becomes %q (%s), want %q (%s)", r.Act, r.Why, c.want, c.why)
			}
			if err := d.consent.Import(t.Context(), again); err != nil {
				t.Fatal(err)
			}
			d.stand(d.study.ID, c.stands)
			p, err := d.consent.Permissions(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if got := p.Consents(d.people[0])[0]; c.name == "a list that has grown" && (got.Expires != "2027-01-01" || got.Reason != "by mail") {
				t.Errorf("what the table says nothing of was changed: %+v", got)
			}
		})
	}
}

func FuzzPlan(f *testing.F) {
	f.Add("code;scopes\nP1;all\n")
	f.Add("code;record\n\"P1;yes\n")
	f.Add("\ufeff\t\n\x00")
	f.Fuzz(func(t *testing.T, text string) {
		d := &consent.Service{Store: noPeople{}}
		tab := table(text)
		p, err := d.Plan(t.Context(), "", tab, consent.Guess(tab.Columns))
		if err == nil && (p.Count(consent.ActAdd) > 0 || p.Count(consent.ActUpdate) > 0) {
			t.Errorf("consents of nobody: %+v", p.Rows)
		}
	})
}

// noPeople is a workspace without people and consents.
type noPeople struct{ consent.Store }

func (noPeople) ParticipantsByCode(context.Context) (map[string]app.Participant, error) {
	return nil, nil
}

func (noPeople) Papers(context.Context, app.PaperQuery) ([]app.Record, error) { return nil, nil }

func (noPeople) Standards(context.Context) (app.Standards, error) { return app.Standards{}, nil }

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
