package consent_test

import (
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/consent"
)

// desk is a bench with a study and people in it.
type desk struct {
	*apptest.Bench
	study   *app.Study
	people  []app.ParticipantID
	consent *consent.Service
}

func newDesk(t *testing.T) *desk {
	b := apptest.New(t)
	d := &desk{Bench: b, study: b.Study("Checkout")}
	for _, code := range []string{"P1", "P2", "P3"} {
		d.people = append(d.people, b.Session(d.study, code, "Mod: Well?", "P: It works for me.").Person.ID)
	}
	d.consent = &consent.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	return d
}

func (d *desk) record(c app.Consent, people ...app.ParticipantID) {
	d.T.Helper()
	if _, err := d.consent.Record(d.T.Context(), people, c); err != nil {
		d.T.Fatal(err)
	}
}

// standings are the standings of the desk's people, in order.
func (d *desk) standings(study app.StudyID) []consent.Standing {
	d.T.Helper()
	desk, err := d.consent.Desk(d.T.Context(), study)
	if err != nil {
		d.T.Fatal(err)
	}
	var out []consent.Standing
	for _, r := range desk.Rows {
		out = append(out, r.Standing)
	}
	return out
}

func (d *desk) stand(study app.StudyID, want ...consent.Standing) {
	d.T.Helper()
	got := d.standings(study)
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			d.T.Fatalf("they stand %v, want %v", got, want)
		}
	}
}

func TestRecord_OneStepForMany(t *testing.T) {
	d := newDesk(t)
	d.record(app.Consent{Study: d.study.ID, Scopes: []app.Scope{app.ScopeOutside, app.ScopeRecord, app.ScopeInside, app.ScopeMachine, app.ScopeRecord}}, d.people...)
	d.stand(d.study.ID, consent.StandGiven, consent.StandGiven, consent.StandGiven)
	p, err := d.consent.Permissions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c, ok := p.Standing(d.study.ID, d.people[0])
	if !ok || c.Given != "2026-11-02" || len(c.Scopes) != 4 || c.Scopes[0] != app.ScopeRecord {
		t.Errorf("recorded %+v", c)
	}
	if e, err := d.Log.Undo(t.Context()); err != nil || e.Label != "Record consent of 3 people" {
		t.Errorf("Undo() = %q, %v", e.Label, err)
	}
	d.stand(d.study.ID, consent.StandMissing, consent.StandMissing, consent.StandMissing)
}

func TestDesk_SaysHowPeopleStand(t *testing.T) {
	for _, c := range []struct {
		name string
		c    app.Consent
		want consent.Standing
	}{
		{"all allowed", app.Consent{Given: "2026-01-01", Scopes: app.Scopes()}, consent.StandGiven},
		{"in part", app.Consent{Given: "2026-01-01", Scopes: []app.Scope{app.ScopeRecord}}, consent.StandPartly},
		{"nothing", app.Consent{Given: "2026-01-01"}, consent.StandRefused},
		{"ends on the last day of notice", app.Consent{Given: "2026-01-01", Scopes: app.Scopes(), Expires: "2026-12-02"}, consent.StandEnding},
		{"ends a day later", app.Consent{Given: "2026-01-01", Scopes: app.Scopes(), Expires: "2026-12-03"}, consent.StandGiven},
		{"ended yesterday", app.Consent{Given: "2026-01-01", Scopes: app.Scopes(), Expires: "2026-11-01"}, consent.StandExpired},
		{"withdrawn", app.Consent{Given: "2026-01-01", Scopes: app.Scopes(), Withdrawn: "2026-11-02"}, consent.StandWithdrawn},
		{"withdrawn from tomorrow on", app.Consent{Given: "2026-01-01", Scopes: app.Scopes(), Withdrawn: "2026-11-03"}, consent.StandGiven},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			c.c.Study = d.study.ID
			d.record(c.c, d.people[0])
			d.stand(d.study.ID, c.want, consent.StandMissing)
			d.stand("", c.want, consent.StandMissing)
		})
	}
}

func TestRenew_GivesTheSameForLonger(t *testing.T) {
	d := newDesk(t)
	d.record(app.Consent{Study: d.study.ID, Given: "2025-01-01", Expires: "2026-11-01", Scopes: []app.Scope{app.ScopeRecord, app.ScopeOutside}}, d.people[0])
	d.record(app.Consent{Study: d.study.ID, Given: "2025-01-01", Scopes: app.Scopes()}, d.people[1])
	if _, err := d.consent.Withdraw(t.Context(), d.study.ID, d.people[1:2], "", "by mail"); err != nil {
		t.Fatal(err)
	}
	n, err := d.consent.Renew(t.Context(), d.study.ID, d.people, "", "2027-11-01")
	if n != 1 || err != nil {
		t.Fatalf("Renew() = %d, %v; who withdrew and who never gave one is to be asked", n, err)
	}
	d.stand(d.study.ID, consent.StandPartly, consent.StandWithdrawn, consent.StandMissing)
	_, err = d.consent.Renew(t.Context(), d.study.ID, d.people[2:], "", "")
	if app.CodeOf(err) != app.EInvalid {
		t.Errorf("renewing nothing: %v", err)
	}
}

func TestWithdraw_TakesBackWhatTouchesTheStudy(t *testing.T) {
	d := newDesk(t)
	other := d.Study("Onboarding")
	d.record(app.Consent{Given: "2026-01-01", Scopes: app.Scopes()}, d.people[0])                    // to all studies
	d.record(app.Consent{Study: d.study.ID, Given: "2026-02-01", Scopes: app.Scopes()}, d.people[1]) // to this one
	d.record(app.Consent{Study: other.ID, Given: "2026-02-01", Scopes: app.Scopes()}, d.people[1])   // and to another
	n, err := d.consent.Withdraw(t.Context(), d.study.ID, d.people, "2026-11-02", " by mail ")
	if n != 3 || err != nil {
		t.Fatalf("Withdraw() = %d, %v", n, err)
	}
	d.stand(d.study.ID, consent.StandWithdrawn, consent.StandWithdrawn, consent.StandWithdrawn)
	p, err := d.consent.Permissions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i, person := range d.people[:2] {
		if got := p.Of(other.ID, person).For(app.ScopeOutside); got != app.ConsentGiven {
			t.Errorf("person %d: the other study has %q", i+1, got)
		}
	}
	if c, _ := p.Standing(d.study.ID, d.people[1]); c.Reason != "by mail" {
		t.Errorf("the reason is %q", c.Reason)
	}
	if _, err := d.consent.Withdraw(t.Context(), d.study.ID, d.people, "", ""); app.CodeOf(err) != app.EInvalid {
		t.Errorf("a second time: %v", err)
	}
	// From all studies takes everything.
	if _, err := d.consent.Withdraw(t.Context(), "", d.people[:2], "", ""); err != nil {
		t.Fatal(err)
	}
	if p, err = d.consent.Permissions(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i, person := range d.people[:2] {
		if got := p.Of(other.ID, person).For(app.ScopeOutside); got != app.ConsentWithdrawn {
			t.Errorf("person %d, after all: the other study has %q", i+1, got)
		}
	}
}

func TestWithdraw_FromAllReachesStudiesThatKeepNone(t *testing.T) {
	d := newDesk(t)
	silent, noted, elsewhere := d.Study("Onboarding"), d.Study("Billing"), d.Study("Support")
	who := d.people[0]
	iv := &app.Interview{ID: app.NewID[app.InterviewID](), Study: silent.ID, Title: "Another", Stamp: d.Hand.Stamp(), Speakers: []app.Speaker{{Role: app.RoleParticipant, Participant: who}}}
	d.Put(iv, &app.Finding{ID: app.NewID[app.FindingID](), Study: noted.ID, Participant: who, Note: "Said so by mail", At: app.NoTime, Stamp: d.Hand.Stamp()})
	d.record(app.Consent{Study: d.study.ID, Given: "2026-01-01", Scopes: app.Scopes()}, who)
	d.OneStep(t, "Withdraw consent of 1 person", func() error {
		_, err := d.consent.Withdraw(t.Context(), "", []app.ParticipantID{who}, "", "by mail")
		return err
	})
	p, err := d.consent.Permissions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, st := range []*app.Study{d.study, silent, noted} {
		if got := p.Of(st.ID, who).For(app.ScopeOutside); got != app.ConsentWithdrawn {
			t.Errorf("%s has %q", st.Name, got)
		}
	}
	if p.Asks(elsewhere.ID) {
		t.Error("a study in which they are not heard asks everybody now")
	}
	if _, err := d.consent.Withdraw(t.Context(), "", []app.ParticipantID{who}, "", ""); app.CodeOf(err) != app.EInvalid {
		t.Errorf("a second time: %v", err)
	}
}

func TestRecord_Refuses(t *testing.T) {
	d := newDesk(t)
	for _, c := range []struct {
		name   string
		people []app.ParticipantID
		c      app.Consent
	}{
		{"nobody", nil, app.Consent{Scopes: app.Scopes()}},
		{"no day", d.people[:1], app.Consent{Given: "yesterday"}},
		{"ends before", d.people[:1], app.Consent{Given: "2026-05-01", Expires: "2026-04-01"}},
		{"an unknown scope", d.people[:1], app.Consent{Scopes: []app.Scope{"reading aloud"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := d.consent.Record(t.Context(), c.people, c.c); app.CodeOf(err) != app.EInvalid {
				t.Errorf("Record() = %v", err)
			}
		})
	}
	if err := d.consent.Forget(t.Context(), []app.ConsentID{"gone"}); app.CodeOf(err) != app.ENotFound {
		t.Errorf("Forget() = %v", err)
	}
}
