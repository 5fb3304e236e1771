package people_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/people"
)

func TestMerge_LosesNothing(t *testing.T) {
	b := apptest.New(t)
	s, ctx := service(b), t.Context()
	st, other := b.Study("Checkout"), b.Study("Billing")
	one := b.Session(st, "P1", "Mod: How is it?", "P: The export is slow.")
	two := b.Session(other, "p-01", "Mod: How is it?", "P: Search finds nothing.")
	f1, f2 := one.Finding("export is slow"), two.Finding("finds nothing")
	keep, gone := *one.Person, *two.Person
	after := keep
	after.Attributes, after.Segment = []app.Attribute{{Name: "Role", Value: "PM"}}, ""
	goneAfter := gone
	goneAfter.Attributes, goneAfter.Note = []app.Attribute{{Name: "role", Value: "CTO"}, {Name: "City", Value: "Bern"}}, "Prefers mornings"
	goneAfter.Segment, goneAfter.Panel = "Buyer", app.Panel{Labels: []string{"beta"}, Blocked: "asked us to stop", Status: app.PanelActive}
	cs := b.Hand.Begin("Set up")
	cs.Update(&keep, &after)
	cs.Update(&gone, &goneAfter)
	if err := b.Log.Commit(ctx, cs); err != nil {
		t.Fatal(err)
	}
	run := func(p app.ParticipantID, study *app.Study, stage app.Stage, day int) *app.Candidacy {
		return &app.Candidacy{ID: app.NewID[app.CandidacyID](), Study: study.ID, Participant: p, Stage: stage, Note: "note of " + string(stage),
			Moves: []app.Move{{Stage: stage, At: time.Date(2026, 10, day, 9, 0, 0, 0, time.UTC)}}, Stamp: b.Hand.Stamp()}
	}
	mine, theirs, alone := run(keep.ID, st, app.StageInvited, 1), run(gone.ID, st, app.StageCompleted, 3), run(gone.ID, other, app.StageDeclined, 5)
	consent := &app.Consent{ID: app.NewID[app.ConsentID](), Participant: gone.ID, Study: st.ID, Given: "2026-10-01", Scopes: []app.Scope{app.ScopeInside}, Stamp: b.Hand.Stamp()}
	paid := &app.Incentive{ID: app.NewID[app.IncentiveID](), Participant: gone.ID, Amount: 5000, Currency: "EUR", Date: "2026-10-02", Stamp: b.Hand.Stamp()}
	memo := &app.Memo{ID: app.NewID[app.MemoID](), On: gone.Ref(), Kind: app.MemoFree, Title: "Met at the fair", Stamp: b.Hand.Stamp()}
	b.Put(mine, theirs, alone, consent, paid, memo)

	plan, err := s.PlanMerge(ctx, []app.ParticipantID{keep.ID, gone.ID})
	if err != nil {
		t.Fatal(err)
	}
	if plan.Interviews != 1 || plan.Findings != 1 || plan.Papers != 4 || plan.Memos != 1 || plan.Doubles != 1 {
		t.Errorf("plan %+v", plan)
	}
	var differ []string
	for _, f := range plan.Fields {
		if f.Differs() {
			differ = append(differ, f.Title)
		}
	}
	if !slices.Equal(differ, []string{"Code", "Role"}) {
		t.Errorf("they differ in %v", differ)
	}
	plan.Fields[slices.IndexFunc(plan.Fields, func(f people.MergeField) bool { return f.Title == "Role" })].Wins = 1
	b.OneStep(t, "Merge 2 people into P1", func() error { return s.Merge(ctx, plan) })

	got := apptest.Find(b, &keep)
	if got.Code != "P1" || got.Segment != "Buyer" || got.Attribute("Role") != "CTO" || got.Attribute("City") != "Bern" || got.Note != "p-01: Prefers mornings" ||
		!slices.Equal(got.Panel.Labels, []string{"beta"}) || got.Panel.Blocked != "asked us to stop" || got.Panel.Status != app.PanelActive {
		t.Errorf("kept %+v", got)
	}
	if b.Has(&gone) || b.Has(mine) {
		t.Error("the other person, or their doubled candidacy, is still there")
	}
	if x, y := apptest.Find(b, f1), apptest.Find(b, f2); x.Participant != keep.ID || y.Participant != keep.ID {
		t.Error("a finding is somebody else's")
	}
	if iv := apptest.Find(b, two.Interview); iv.Speaker("P").Participant != keep.ID {
		t.Error("a speaker is somebody else")
	}
	if c := apptest.Find(b, theirs); c.Participant != keep.ID || c.Stage != app.StageCompleted || len(c.Moves) != 2 || c.Moves[0].Stage != app.StageInvited || !strings.Contains(c.Note, "note of invited") {
		t.Errorf("candidacy %+v", c)
	}
	if apptest.Find(b, alone).Participant != keep.ID || apptest.Find(b, consent).Participant != keep.ID || apptest.Find(b, paid).Participant != keep.ID || apptest.Find(b, memo).On != keep.Ref() {
		t.Error("a paper or a memo is somebody else's")
	}
	deps, err := b.Store.Dependants(ctx, keep.Ref())
	if err != nil || len(deps) != 8 { // two findings, two interviews, two candidacies, a consent, an incentive
		t.Errorf("%d belong to the one kept, %v", len(deps), err)
	}
}

func TestMerge_WaitsForTheVault(t *testing.T) {
	b := apptest.New(t)
	s := service(b)
	p, q := person(b, "P1"), person(b, "P2")
	b.Put(&app.Sealed{ID: app.NewID[app.SealedID](), Use: app.SealedContact, Participant: q.ID, Data: []byte("sealed"), Stamp: b.Hand.Stamp()})
	plan, err := s.PlanMerge(t.Context(), ids(p, q))
	if err != nil {
		t.Fatal(err)
	}
	b.Nothing(t, app.ESealed, func() error { return s.Merge(t.Context(), plan) })
	if _, err := s.PlanMerge(t.Context(), ids(p, p)); app.CodeOf(err) != app.EInvalid {
		t.Errorf("somebody with themselves: %v", err)
	}
	if _, err := s.PlanMerge(t.Context(), append(ids(p), "gone")); app.CodeOf(err) != app.ENotFound {
		t.Errorf("with nobody: %v", err)
	}
}

func TestFindTwins(t *testing.T) {
	row := func(id, code string, findings int, attributes ...string) app.ParticipantRow {
		r := app.ParticipantRow{Participant: app.Participant{ID: app.ParticipantID(id), Code: code}, Findings: findings}
		for i := 0; i+1 < len(attributes); i += 2 {
			r.Attributes = append(r.Attributes, app.Attribute{Name: attributes[i], Value: attributes[i+1]})
		}
		return r
	}
	rows := []app.ParticipantRow{row("a", "P7", 0), row("b", "p-007", 4), row("c", "P8", 0, "Role", "PM", "City", "Bern", "Plan", "Team"), row("d", "X1", 0, "plan", "team", "city", "bern", "role", "pm"),
		row("e", "P9", 0, "Role", "PM"), row("f", "P10", 0, "Role", "PM"), row("g", "P11", 0), row("h", "P12", 0)}
	contacts := map[app.ParticipantID]app.Contact{"e": {Email: "Ana@example.org"}, "g": {Email: "ana@example.org", Phone: "+41 31 555 01 02"}, "h": {Phone: "031 555 01 02"}}
	var got []string
	for _, tw := range people.FindTwins(rows, contacts) {
		got = append(got, strings.Join(tw.Codes, " ")+": "+tw.Why)
	}
	want := []string{"p-007 P7: The same code, written differently", "P9 P11: The same e-mail", "P11 P12: The same phone number", "P8 X1: The same values in every field"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// Two who were found together are found again with a third.
func TestFindTwins_NamesTheThird(t *testing.T) {
	var rows []app.ParticipantRow
	contacts := map[app.ParticipantID]app.Contact{}
	for _, code := range []string{"P7", "P-007", "P9"} {
		id := app.ParticipantID(code)
		rows = append(rows, app.ParticipantRow{Participant: app.Participant{ID: id, Code: code}})
		contacts[id] = app.Contact{Email: "ana@example.org"}
	}
	contacts["P7"], contacts["P-007"] = app.Contact{Email: "ana@example.org", Phone: "031 555 01 02"}, app.Contact{Email: "ana@example.org", Phone: "031 555 01 02"}
	var got []string
	for _, tw := range people.FindTwins(rows, contacts) {
		got = append(got, strings.Join(tw.Codes, " ")+": "+tw.Why)
	}
	if want := []string{"P7 P-007: The same code, written differently", "P7 P-007 P9: The same e-mail"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestCodeKey(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"P7", "p07", true}, {"P-007", "P7", true}, {"P7", "P70", false}, {"P0", "P00", true}, {"1-2", "12", false}, {"C-10042", "c 10042", true}, {"A", "B", false}, {"P", "P0", false},
	} {
		if got := people.CodeKey(c.a) == people.CodeKey(c.b); got != c.same {
			t.Errorf("%s and %s: %v (%q, %q)", c.a, c.b, got, people.CodeKey(c.a), people.CodeKey(c.b))
		}
	}
}

func TestProfile_TellsWhatHappenedOverStudies(t *testing.T) {
	b := apptest.New(t)
	s, ctx := service(b), t.Context()
	st := b.Study("Checkout")
	one := b.Session(st, "P1", "Mod: How is it?", "P: The export is slow.")
	one.Finding("export is slow")
	at := func(day int) time.Time { return time.Date(2026, 9, day, 9, 0, 0, 0, time.UTC) }
	b.Put(&app.Candidacy{ID: app.NewID[app.CandidacyID](), Study: st.ID, Participant: one.Person.ID, Stage: app.StageScheduled, Session: app.Session{Start: time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC)},
		Moves: []app.Move{{Stage: app.StageInvited, At: at(1)}, {Stage: app.StageScheduled, At: at(3)}}, Stamp: b.Hand.Stamp()},
		&app.Consent{ID: app.NewID[app.ConsentID](), Participant: one.Person.ID, Given: "2026-09-30", Expires: "2027-09-30", Scopes: []app.Scope{app.ScopeRecord, app.ScopeInside}, Stamp: b.Hand.Stamp()},
		&app.Incentive{ID: app.NewID[app.IncentiveID](), Participant: one.Person.ID, Amount: 125050, Currency: "EUR", Date: "2026-10-05", Form: "voucher", Paid: true, Stamp: b.Hand.Stamp()})
	if err := s.SetProgramme(ctx, app.Programme{Contacts: 2, ContactDays: 90, IncentiveYear: 100000}); err != nil {
		t.Fatal(err)
	}
	p, err := s.Profile(ctx, one.Person.ID, "2026-11-02")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range p.Events {
		got = append(got, strings.TrimSuffix(string(e.Day)+" "+e.Text+" ("+e.Detail+")", " ()"))
	}
	want := []string{"2027-09-30 Consent ends", "2026-11-20 Session (09:30 UTC)", "2026-11-02 Added", "2026-10-05 Incentive paid (voucher)", "2026-10-01 Interview with P1 (1 finding)",
		"2026-09-30 Consent given (record, quote inside)", "2026-09-03 Session scheduled (for 20 Nov 2026, 09:30 UTC)", "2026-09-01 Invited"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if e := p.Events[3]; e.Amount != 125050 || e.Currency != "EUR" {
		t.Errorf("the incentive comes to %d %s", e.Amount, e.Currency)
	}
	if p.Contact.OK || p.Contact.Why != "2 contacts in 90 days, at most 2" || !p.OverYear || p.Studies != 1 || !p.Events[0].Ahead {
		t.Errorf("%+v", p)
	}
	if _, err := s.Profile(ctx, "gone", "2026-11-02"); app.CodeOf(err) != app.ENotFound {
		t.Errorf("somebody who is gone: %v", err)
	}
}
