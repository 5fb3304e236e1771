package recruit_test

import (
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/recruit"
)

// desk is a workspace with a study that recruits.
type desk struct {
	*apptest.Bench
	rec   recruit.Service
	study *app.Study
	t     *testing.T
}

const today = app.Date("2026-11-02")

func newDesk(t *testing.T) *desk {
	b := apptest.New(t)
	d := &desk{Bench: b, rec: recruit.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}, t: t}
	d.study = b.Study("Shift planning")
	return d
}

// now reads the desk.
func (d *desk) now() *recruit.Desk {
	d.t.Helper()
	got, err := d.rec.Desk(d.t.Context(), d.study.ID, today)
	if err != nil {
		d.t.Fatal(err)
	}
	return got
}

// person stores somebody; attributes are "Name=value".
func (d *desk) person(code, segment string, attributes ...string) *app.Participant {
	d.t.Helper()
	p := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: code, Segment: segment, Stamp: d.Hand.Stamp()}
	for _, a := range attributes {
		name, value, _ := strings.Cut(a, "=")
		p.Attributes = append(p.Attributes, app.Attribute{Name: name, Value: value})
	}
	d.Put(p)
	return p
}

// add makes people candidates and returns their candidacies in order.
func (d *desk) add(people ...*app.Participant) []app.CandidacyID {
	d.t.Helper()
	var ids []app.ParticipantID
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	if _, err := d.rec.Add(d.t.Context(), d.now(), ids); err != nil {
		d.t.Fatal(err)
	}
	now := d.now()
	var out []app.CandidacyID
	for _, p := range people {
		for _, c := range now.People {
			if c.Participant == p.ID {
				out = append(out, c.ID)
			}
		}
	}
	return out
}

func (d *desk) move(to app.Stage, ids ...app.CandidacyID) recruit.Outcome {
	d.t.Helper()
	out, err := d.rec.Move(d.t.Context(), d.now(), ids, recruit.Target{Stage: to})
	if err != nil {
		d.t.Fatal(err)
	}
	return out
}

// rule sets the programme's rules.
func (d *desk) rule(p app.Programme) {
	d.t.Helper()
	d.Put(&app.Standards{Programme: p, Stamp: d.Hand.Stamp()})
}

// must fails the test on an error.
func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func TestAdd_ScreensByWhatIsKnown(t *testing.T) {
	d := newDesk(t)
	d.must(d.rec.ChangeScreener(t.Context(), d.study.ID, "Write the screener", func(s *app.Screener) {
		*s = app.Screener{Pass: 2, Questions: trade().Questions[1:3]}
	}))
	out, fits, open := d.person("P1", "Admin", "Trade=Works in the trade"), d.person("P2", "Admin", "Trade=Care", "Team size=12"), d.person("P3", "Admin")
	var outcome recruit.Outcome
	d.OneStep(t, "Add 3 candidates", func() (err error) {
		outcome, err = d.rec.Add(t.Context(), d.now(), []app.ParticipantID{out.ID, fits.ID, open.ID})
		return err
	})
	now := d.now()
	for i, want := range []struct {
		fit app.Fit
		why string
	}{{app.FitNot, "ruled out by q2: Works in the trade"}, {app.FitQualified, "score 4, 2 needed"}, {app.FitUnknown, ""}} {
		if c := now.People[i]; c.Fit != want.fit || c.Why != want.why || c.Stage != app.StageCandidate || len(c.Moves) != 1 {
			t.Errorf("%s is %q: %q, want %q: %q", c.Who.Code, c.Fit, c.Why, want.fit, want.why)
		}
	}
	d.Nothing(t, app.EInvalid, func() error {
		_, err := d.rec.Add(t.Context(), now, []app.ParticipantID{fits.ID, "gone"})
		return err
	})
	if outcome.Done != 3 {
		t.Errorf("added %d", outcome.Done)
	}
}

func TestMove_ChecksTheContactRuleFirst(t *testing.T) {
	d := newDesk(t)
	d.rule(app.Programme{Contacts: 1, ContactDays: 30})
	free, often, blocked := d.person("P1", "Admin"), d.person("P2", "Admin"), d.person("P3", "Admin")
	blocked.Panel.Blocked = "asked us to stop"
	old := apptest.Find(d.Bench, blocked)
	cs := d.Hand.Begin("Block")
	cs.Update(old, blocked)
	d.must(d.Log.Commit(t.Context(), cs))
	other := &app.Study{ID: app.NewID[app.StudyID](), Name: "Another", Stamp: d.Hand.Stamp()}
	d.Put(other)
	d.Put(&app.Candidacy{ID: app.NewID[app.CandidacyID](), Study: other.ID, Participant: often.ID, Stage: app.StageInvited, Stamp: d.Hand.Stamp(),
		Moves: []app.Move{{Stage: app.StageInvited, At: time.Date(2026, 10, 20, 9, 0, 0, 0, time.UTC)}}})
	ids := d.add(free, often, blocked)
	var out recruit.Outcome
	d.OneStep(t, "Invite 3 candidates", func() (err error) {
		out, err = d.rec.Move(t.Context(), d.now(), ids, recruit.Target{Stage: app.StageInvited})
		return err
	})
	if out.Done != 1 || len(out.Refused) != 2 {
		t.Fatalf("%+v", out)
	}
	if got := out.Line("Invited"); got != "Invited 1. 2 left out: P2 (1 contact in 30 days, at most 1); P3 (Blocked: asked us to stop)." {
		t.Error(got)
	}
	now := d.now()
	d.Nothing(t, app.EInvalid, func() error {
		_, err := d.rec.Move(t.Context(), now, ids[1:], recruit.Target{Stage: app.StageScheduled})
		return err
	})
	d.Nothing(t, app.EInvalid, func() error {
		_, err := d.rec.Schedule(t.Context(), now, ids[1], app.Session{Start: apptest.Noon, Minutes: 60})
		return err
	})
	if c := now.Contact(free.ID); c.OK || c.Count != 1 {
		t.Errorf("an invitation counts as a contact: %+v", c)
	}
	// who is invited goes on to a session, which is the same contact
	if out := d.move(app.StageScheduled, ids[0]); out.Done != 1 {
		t.Errorf("%+v", out)
	}
	// what happened is written down for anybody
	if out := d.move(app.StageDeclined, ids[1]); out.Done != 1 {
		t.Errorf("%+v", out)
	}
	// and does not open a way round the rule
	now = d.now()
	d.Nothing(t, app.EInvalid, func() error {
		_, err := d.rec.Schedule(t.Context(), now, ids[1], app.Session{Start: apptest.Noon, Minutes: 60})
		return err
	})
}

func TestMove_PutsCardsWhereTheyAreDropped(t *testing.T) {
	d := newDesk(t)
	ids := d.add(d.person("P1", ""), d.person("P2", ""), d.person("P3", ""), d.person("P4", ""))
	d.OneStep(t, "Arrange 2 candidates", func() error {
		_, err := d.rec.Move(t.Context(), d.now(), []app.CandidacyID{ids[2], ids[3]}, recruit.Target{Stage: app.StageCandidate, Before: ids[1]})
		return err
	})
	var codes []string
	for _, p := range d.now().Column(app.StageCandidate) {
		codes = append(codes, p.Who.Code)
	}
	if got := strings.Join(codes, " "); got != "P1 P3 P4 P2" {
		t.Errorf("order %s", got)
	}
	d.OneStep(t, "Mark P1 as declined", func() error {
		_, err := d.rec.Move(t.Context(), d.now(), ids[:1], recruit.Target{Stage: app.StageDeclined})
		return err
	})
	d.Nothing(t, app.ENotFound, func() error {
		_, err := d.rec.Move(t.Context(), d.now(), []app.CandidacyID{ids[0], "gone"}, recruit.Target{Stage: app.StageInvited})
		return err
	})
}

func TestSchedule_CountsChangesForCalendars(t *testing.T) {
	d := newDesk(t)
	id := d.add(d.person("P1", ""))[0]
	at := time.Date(2026, 11, 9, 13, 30, 0, 0, time.UTC)
	set := func(s app.Session) app.Session {
		t.Helper()
		_, err := d.rec.Schedule(t.Context(), d.now(), id, s)
		d.must(err)
		return d.now().Candidate(id).Session
	}
	d.OneStep(t, "Schedule P1", func() error {
		_, err := d.rec.Schedule(t.Context(), d.now(), id, app.Session{Start: at, Minutes: 45, Zone: "Europe/Berlin", Place: "Room 3", Moderator: "Mara"})
		return err
	})
	if c := d.now().Candidate(id); c.Stage != app.StageScheduled || c.Session.Changes != 0 || c.Session.Local().Format("15:04") != "14:30" || !c.Session.End().Equal(at.Add(45*time.Minute)) {
		t.Errorf("%s, %+v", c.Stage, c.Session)
	}
	if s := set(app.Session{Start: at.Add(time.Hour), Minutes: 45, Zone: "Europe/Berlin"}); s.Changes != 1 {
		t.Errorf("moved: %+v", s)
	}
	same := d.now().Candidate(id).Session
	d.Nothing(t, "", func() error {
		_, err := d.rec.Schedule(t.Context(), d.now(), id, same)
		return err
	})
	d.move(app.StageDeclined, id)
	all := d.now().Appointments()
	if len(all) != 1 || !all[0].Cancelled || all[0].Session.Changes != 2 {
		t.Errorf("given up: %+v", all)
	}
	if s := set(same); s.Changes != 3 {
		t.Errorf("agreed again: %+v", s)
	}
	for name, bad := range map[string]app.Session{"no beginning": {Minutes: 30}, "no length": {Start: at}, "no such zone": {Start: at, Minutes: 30, Zone: "Mars/Base"}} {
		d.Nothing(t, app.EInvalid, func() error {
			_, err := d.rec.Schedule(t.Context(), d.now(), id, bad)
			if err == nil {
				t.Error(name)
			}
			return err
		})
	}
}

func TestReadStart(t *testing.T) {
	for _, c := range []struct {
		name, day, clock, zone, want string
	}{
		{"summer in Berlin", "2026-07-01", "9:30", "Europe/Berlin", "2026-07-01T07:30:00Z"},
		{"winter in Berlin", "2026-12-01", "09.30", "Europe/Berlin", "2026-12-01T08:30:00Z"},
		{"a whole hour", "2026-12-01", "14", "", "2026-12-01T14:00:00Z"},
		{"the hour that is left out", "2026-03-29", "02:30", "Europe/Berlin", ""},
		{"no such day", "2026-02-30", "10:00", "", ""},
		{"no day", "", "10:00", "", ""},
		{"no such zone", "2026-02-03", "10:00", "Berlin", ""},
	} {
		got, err := recruit.ReadStart(c.day, c.clock, c.zone)
		if c.want == "" {
			if app.CodeOf(err) != app.EInvalid {
				t.Errorf("%s: %v, %v", c.name, got, err)
			}
			continue
		}
		if err != nil || got.Format(time.RFC3339) != c.want {
			t.Errorf("%s: %v, %v; want %s", c.name, got, err, c.want)
		}
	}
}

func TestAnswer_JudgesAndFillsEmptyFields(t *testing.T) {
	d := newDesk(t)
	d.must(d.rec.ChangeScreener(t.Context(), d.study.ID, "Write the screener", func(s *app.Screener) { *s = trade() }))
	p := d.person("P1", "Admin", "Team size=3")
	id := d.add(p)[0]
	d.OneStep(t, "Screen P1", func() error {
		return d.rec.Answer(t.Context(), d.now(), id, answers("q1", "Yes", "q2", "Care", "q3", "9", "q4", "Paper"))
	})
	c := d.now().Candidate(id)
	if c.Fit != app.FitQualified || c.Score != 7 || c.Why != "score 7, 6 needed" {
		t.Errorf("%q %v: %q", c.Fit, c.Score, c.Why)
	}
	if c.Who.Attribute("Trade") != "Care" || c.Who.Attribute("Team size") != "3" {
		t.Errorf("fields %v: what was empty is filled, what was there stays", c.Who.Attributes)
	}
	d.OneStep(t, "Judge P1 as not qualified", func() error {
		return d.rec.Judge(t.Context(), d.now(), []app.CandidacyID{id}, app.FitNot, "works for a rival")
	})
	d.must(d.rec.Answer(t.Context(), d.now(), id, answers("q1", "No")))
	if c := d.now().Candidate(id); c.Fit != app.FitNot || c.Why != "works for a rival" || !c.ByHand {
		t.Errorf("the screener took over from a person: %q: %q", c.Fit, c.Why)
	}
	d.OneStep(t, "Let the screener judge P1", func() error {
		return d.rec.Judge(t.Context(), d.now(), []app.CandidacyID{id}, app.FitUnknown, "")
	})
	if c := d.now().Candidate(id); c.Fit != app.FitUnknown || c.ByHand {
		t.Errorf("%+v", c.Candidacy)
	}
}

func TestJudgeAnew_FollowsTheScreener(t *testing.T) {
	d := newDesk(t)
	d.must(d.rec.ChangeScreener(t.Context(), d.study.ID, "Write the screener", func(s *app.Screener) { *s = trade() }))
	ids := d.add(d.person("P1", ""), d.person("P2", ""))
	d.must(d.rec.Answer(t.Context(), d.now(), ids[0], answers("q1", "Yes", "q2", "Care", "q3", "9", "q4", "Paper")))
	if got := d.now().Astray(); len(got) != 0 {
		t.Fatalf("astray: %v", got)
	}
	d.must(d.rec.ChangeScreener(t.Context(), d.study.ID, "Ask for more", func(s *app.Screener) { s.Pass = 8 }))
	got := d.now().Astray()
	if len(got) != 1 || got[0] != ids[0] {
		t.Fatalf("astray: %v", got)
	}
	d.OneStep(t, "Judge 1 candidate anew", func() error { return d.rec.JudgeAnew(t.Context(), d.now(), got) })
	if c := d.now().Candidate(ids[0]); c.Fit != app.FitNot || c.Why != "score 7 of the 8 needed" {
		t.Errorf("%q: %q", c.Fit, c.Why)
	}
}

func TestChange_RefusesAScreenerThatDoesNotHold(t *testing.T) {
	d := newDesk(t)
	d.Nothing(t, app.EInvalid, func() error {
		return d.rec.ChangeScreener(t.Context(), d.study.ID, "Write the screener", func(s *app.Screener) { *s = circle() })
	})
	d.OneStep(t, "Set quotas", func() error { return d.rec.SetQuotas(t.Context(), d.study.ID, quotas()) })
	d.Nothing(t, "", func() error { return d.rec.SetQuotas(t.Context(), d.study.ID, quotas()) })
	d.Nothing(t, app.EInvalid, func() error {
		return d.rec.Change(t.Context(), d.study.ID, "Set up", func(r *app.Recruitment) { r.Target = -1 })
	})
}

func TestLink_CompletesWhomAnInterviewWasImportedOf(t *testing.T) {
	d := newDesk(t)
	d.must(d.rec.Change(t.Context(), d.study.ID, "Set up", func(r *app.Recruitment) { r.Incentive = 4000 }))
	s1, s2 := d.Session(d.study, "P1", "Mod: Hello", "P: Hello"), d.Session(d.study, "P2", "Mod: Hello", "P: Hello")
	ids := d.add(s1.Person, s2.Person, d.person("P3", ""))
	d.move(app.StageScheduled, ids...)
	now := d.now()
	if found := now.Matches(); len(found) != 2 || found[0].Meeting.Interview != s1.ID {
		t.Fatalf("matches %+v", found)
	}
	d.OneStep(t, "Link 2 interviews to candidates", func() error {
		_, err := d.rec.LinkAll(t.Context(), now)
		return err
	})
	now = d.now()
	if c := now.Candidate(ids[0]); c.Stage != app.StageCompleted || c.Interview != s1.ID || len(now.Matches()) != 0 {
		t.Errorf("%s, interview %q", c.Stage, c.Interview)
	}
	if m, ok := now.Interview(&now.Candidate(ids[1]).Candidacy); !ok || m.Title != s2.Title {
		t.Errorf("interview %+v, %v", m, ok)
	}
	if len(now.Ledger) != 2 {
		t.Errorf("%d entries in the ledger", len(now.Ledger))
	}
	d.OneStep(t, "Link the interview of P2", func() error {
		_, err := d.rec.Link(t.Context(), d.now(), ids[1], "")
		return err
	})
	d.OneStep(t, "Remove 2 candidates", func() error { return d.rec.Remove(t.Context(), d.now(), ids[:2]) })
	if n := len(d.now().Ledger); n != 2 {
		t.Errorf("the ledger lost what people got: %d entries", n)
	}
}

func TestFunnelOf_CountsHowFarPeopleGot(t *testing.T) {
	at := func(days int) time.Time { return apptest.Noon.AddDate(0, 0, days) }
	f := recruit.FunnelOf([]app.Candidacy{
		{Stage: app.StageCompleted, Fit: app.FitQualified, Moves: []app.Move{{Stage: app.StageCandidate, At: at(0)}, {Stage: app.StageInvited, At: at(1)}, {Stage: app.StageScheduled, At: at(4)}, {Stage: app.StageCompleted, At: at(9)}}},
		{Stage: app.StageCompleted, Fit: app.FitQualified, Moves: []app.Move{{Stage: app.StageCandidate, At: at(0)}, {Stage: app.StageScheduled, At: at(8)}}},
		{Stage: app.StageCompleted}, // written down afterwards
		{Stage: app.StageNoShow, Fit: app.FitQualified},
		{Stage: app.StageDeclined, Fit: app.FitQualified, Moves: []app.Move{{Stage: app.StageCandidate}, {Stage: app.StageInvited}, {Stage: app.StageDeclined}}},
		{Stage: app.StageScheduled, Fit: app.FitNot},
		{Stage: app.StageCandidate},
	})
	want := recruit.Funnel{Candidates: 7, Screened: 5, Qualified: 4, Invited: 6, Scheduled: 5, Completed: 3, NoShow: 1, Declined: 1, Ahead: 1, ToRecruit: 6 * 24 * time.Hour, Timed: 2}
	if f != want {
		t.Errorf("FunnelOf() = %+v, want %+v", f, want)
	}
	if share, of := f.ShowRate(); share != 0.75 || of != 4 {
		t.Errorf("show rate %v of %d", share, of)
	}
	if share, of := f.QualifiedRate(); share != 0.8 || of != 5 {
		t.Errorf("qualified %v of %d", share, of)
	}
	if share, of := (recruit.Funnel{}).ShowRate(); share != 0 || of != 0 {
		t.Error("a rate of nothing")
	}
}
