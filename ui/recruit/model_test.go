package recruit_test

import (
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
	engine "throughline/app/recruit"
	"throughline/ui/recruit"
	"throughline/ui/task"
)

// room is a model over a real workspace with a study and some people.
type room struct {
	*apptest.Bench
	t      *testing.T
	m      *recruit.Model
	study  *app.Study
	people []*app.Participant
	await  func(time.Duration, func() bool) bool
	told   []string
	failed []error
}

func newRoom(t *testing.T) *room {
	await, release := task.Hold()
	t.Cleanup(release)
	b := apptest.New(t)
	r := &room{Bench: b, t: t, await: await, study: b.Study("Shift planning")}
	for _, p := range [][2]string{{"P1", "Admin"}, {"P2", "Admin"}, {"P3", "Analyst"}, {"P10", "Analyst"}} {
		who := &app.Participant{ID: app.NewID[app.ParticipantID](), Code: p[0], Segment: p[1], Stamp: b.Hand.Stamp()}
		r.people = append(r.people, who)
		b.Put(who)
	}
	r.m = &recruit.Model{Keeper: &engine.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}, Now: func() time.Time { return apptest.Noon }, Zone: "Europe/Berlin", Author: "Mara"}
	r.m.OnTell = func(s string) { r.told = append(r.told, s) }
	r.m.OnFail = func(err error) { r.failed = append(r.failed, err) }
	b.Log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { r.m.Changed(cs) }) })
	return r
}

// until waits for something to be seen.
func (r *room) until(what string, done func() bool) {
	r.t.Helper()
	if !r.await(20*time.Second, done) {
		r.t.Fatalf("waited for %s in vain; error %v, refused %v", what, r.m.Err, r.failed)
	}
}

// open shows the study with the people as candidates.
func (r *room) open() {
	r.t.Helper()
	r.m.Open(r.study.ID, recruit.Board, "")
	r.until("the desk", func() bool { return r.m.Loaded })
	var ids []app.ParticipantID
	for _, p := range r.people {
		ids = append(ids, p.ID)
	}
	r.m.Add(ids, nil)
	r.until("candidates", func() bool { return len(r.m.Deck.Columns) > 0 && r.m.Deck.Columns[0].All == len(ids) })
}

// id is a candidate by code.
func (r *room) id(code string) app.CandidacyID {
	for _, p := range r.m.Desk.People {
		if p.Who.Code == code {
			return p.ID
		}
	}
	r.t.Fatalf("%s is no candidate", code)
	return ""
}

func (r *room) column(s app.Stage) string {
	var codes []string
	for _, c := range r.m.Deck.Columns {
		if c.Stage == s {
			for _, p := range c.People {
				codes = append(codes, p.Who.Code)
			}
		}
	}
	return strings.Join(codes, " ")
}

func TestModel_MovesPeopleThroughTheBoard(t *testing.T) {
	r := newRoom(t)
	r.open()
	if got := r.column(app.StageCandidate); got != "P1 P2 P3 P10" {
		t.Errorf("candidates stand as %s", got)
	}
	r.m.SetText("analyst")
	if got := r.column(app.StageCandidate); got != "P3 P10" || r.m.Deck.Columns[0].All != 4 {
		t.Errorf("looked for analysts: %s", got)
	}
	r.m.SetText("")
	r.m.Choose([]app.CandidacyID{r.id("P3"), r.id("P1")})
	r.m.Move(r.m.Chosen, engine.Target{Stage: app.StageInvited}, nil)
	r.until("the invited", func() bool { return r.column(app.StageInvited) == "P1 P3" })
	if len(r.m.Chosen) != 2 || len(r.told) != 2 || r.told[1] != "Invited 2 people." {
		t.Errorf("chosen %v, told %q", r.m.Chosen, r.told)
	}
	session := r.m.Usual(r.m.Desk.Candidate(r.id("P1")))
	if session.Minutes != 60 || session.Zone != "Europe/Berlin" || session.Local().Format("2006-01-02 15:04") != "2026-11-03 10:00" {
		t.Errorf("proposed %+v", session)
	}
	var err error
	r.m.Schedule(r.id("P1"), "2026-11-03", "10:00", session, func(e error) { err = e })
	r.until("the session", func() bool { return r.column(app.StageScheduled) == "P1" })
	if err != nil || r.m.Clash(r.id("P3"), session) != "P1" || r.m.Clash(r.id("P1"), session) != "" {
		t.Errorf("%v, clash %q", err, r.m.Clash(r.id("P3"), session))
	}
	r.m.Schedule(r.id("P3"), "tomorrow", "10:00", session, func(e error) { err = e })
	if app.CodeOf(err) != app.EInvalid {
		t.Errorf("“tomorrow” was taken: %v", err)
	}
	if words, ok := r.m.CanMove([]app.CandidacyID{r.id("P2")}, app.StageInvited); !ok || words != "Invite 1 person" {
		t.Errorf("CanMove = %q, %v", words, ok)
	}
	if _, ok := r.m.CanMove([]app.CandidacyID{r.id("P2")}, app.StageCandidate); ok {
		t.Error("who stands as sorted can be arranged")
	}
	r.m.ReadOnly = true
	if _, ok := r.m.CanMove([]app.CandidacyID{r.id("P2")}, app.StageInvited); ok {
		t.Error("a workspace that is only read lets cards be moved")
	}
	if n := len(r.failed); !r.m.Refuses() || len(r.failed) != n+1 || app.CodeOf(r.failed[n]) != app.EInvalid {
		t.Errorf("a key that would change it is silent: %v", r.failed)
	}
}

func TestModel_SaysWhoIsLeftOut(t *testing.T) {
	r := newRoom(t)
	r.Put(&app.Standards{Programme: app.Programme{Contacts: 1, ContactDays: 30}, Stamp: r.Hand.Stamp()})
	other := r.Study("Another")
	r.Put(&app.Candidacy{ID: app.NewID[app.CandidacyID](), Study: other.ID, Participant: r.people[1].ID, Stage: app.StageInvited, Stamp: r.Hand.Stamp(),
		Moves: []app.Move{{Stage: app.StageInvited, At: apptest.Noon.AddDate(0, 0, -3)}}})
	r.open()
	both := []app.CandidacyID{r.id("P1"), r.id("P2")}
	if words, ok := r.m.CanMove(both[1:], app.StageInvited); ok || words != "P2: 1 contact in 30 days, at most 1" {
		t.Errorf("CanMove = %q, %v", words, ok)
	}
	if words, ok := r.m.CanMove(both, app.StageInvited); !ok || words != "Invite 1 of 2" {
		t.Errorf("CanMove = %q, %v", words, ok)
	}
	r.m.Move(both, engine.Target{Stage: app.StageInvited}, nil)
	r.until("who is invited", func() bool { return r.column(app.StageInvited) == "P1" && len(r.told) == 2 })
	if r.told[1] != "Invited 1. 1 left out: P2 (1 contact in 30 days, at most 1)." {
		t.Errorf("told %q", r.told[1])
	}
	r.m.Move(both[1:], engine.Target{Stage: app.StageInvited}, nil)
	r.until("the refusal", func() bool { return len(r.failed) == 1 })
}

func TestModel_EditsTheScreenerStepByStep(t *testing.T) {
	r := newRoom(t)
	r.m.Open(r.study.ID, recruit.Screener, "")
	r.until("the desk", func() bool { return r.m.Loaded })
	asks := func(n int) func() bool {
		return func() bool { return len(r.m.Desk.Recruitment.Screener.Questions) == n }
	}
	r.m.AddQuestion(app.AskYesNo)
	r.until("a question", asks(1))
	r.m.AddQuestion(app.AskSingle)
	r.until("a second one", asks(2))
	if r.m.Ask.ID != "q2" {
		t.Fatalf("%q is edited, want the new one", r.m.Ask.ID)
	}
	r.m.ChangeQuestion(func(q *app.ScreenerQuestion) { q.Only = &app.ScreenerOnly{Question: "q1", Answer: "Yes"} })
	r.until("what it waits for", func() bool { return r.m.Ask.Only != nil })
	r.m.EditQuestion("q1")
	r.m.RenameOption(0, "Indeed")
	r.until("what waits to follow", func() bool {
		q := r.m.Desk.Recruitment.Screener.Questions[1]
		return q.Only != nil && q.Only.Answer == "Indeed"
	})
	r.m.ChangeQuestion(func(q *app.ScreenerQuestion) { q.Options[0].Goto = "q1" })
	r.until("the refusal of a circle", func() bool { return len(r.failed) == 1 })
	r.m.SetPass(2)
	r.until("the score", func() bool { return r.m.Desk.Recruitment.Screener.Pass == 2 })
	r.m.TryAnswer("q1", "indeed")
	if w := r.m.Try(); w.Next != "q2" {
		t.Errorf("the preview waits for %q", w.Next)
	}
	r.m.TryAnswer("q2", "nonsense")
	if r.m.Walk.Err == nil {
		t.Error("nonsense was taken")
	}
	r.m.TryAgain()
	if w := r.m.Try(); w.Next != "q1" {
		t.Errorf("begun anew, it waits for %q", w.Next)
	}
	r.m.MoveQuestion(1)
	r.until("the other order", func() bool { return r.m.Desk.Recruitment.Screener.Questions[0].ID == "q2" })
	r.m.RemoveQuestion("q1")
	r.until("one question", func() bool {
		qs := r.m.Desk.Recruitment.Screener.Questions
		return len(qs) == 1 && qs[0].Only == nil && r.m.Ask.ID == "q2"
	})
	for r.Log.State().Undo != "" {
		if _, err := r.Log.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
		if r.Log.State().Undo == "Put" {
			break
		}
	}
	r.until("everything taken back", asks(0))
}

func TestModel_KeepsTheLedger(t *testing.T) {
	r := newRoom(t)
	r.open()
	r.m.Setup(func(rc *app.Recruitment) { rc.Incentive, rc.Target = 4000, 3 }, nil)
	r.until("the setup", func() bool { return r.m.Wanted() == 3 })
	r.m.Move([]app.CandidacyID{r.id("P1")}, engine.Target{Stage: app.StageCompleted}, nil)
	r.until("what is owed", func() bool { return len(r.m.Pays) == 1 })
	r.m.Pay([]app.IncentiveID{r.m.Pays[0].ID}, true)
	r.until("what is paid", func() bool { return r.m.Pays[0].Paid })
	r.m.Counter(r.m.Pays[0].ID, "twice", nil)
	r.until("the counter-entry", func() bool { return len(r.m.Pays) == 2 })
	if len(r.m.Accounts) != 1 || r.m.Accounts[0].Total != 0 || r.m.Accounts[0].Code != "P1" {
		t.Errorf("accounts %+v", r.m.Accounts)
	}
	r.m.Open("", "", "")
	r.until("all studies", func() bool { return len(r.m.Rows) == 1 })
	if f := r.m.Rows[0].Funnel; f.Completed != 1 || f.Candidates != 4 {
		t.Errorf("%+v", f)
	}
}

func TestPanel_OffersWhoCouldBeInvited(t *testing.T) {
	r := newRoom(t)
	r.m.Open(r.study.ID, recruit.Board, "")
	r.until("the desk", func() bool { return r.m.Loaded })
	r.m.Setup(func(rc *app.Recruitment) {
		rc.Screener = app.Screener{Questions: []app.ScreenerQuestion{{ID: "q1", Text: "Segment?", Type: app.AskSingle, Field: "Segment",
			Options: []app.ScreenerOption{{Text: "Admin"}, {Text: "Analyst", Out: true}}}}}
	}, nil)
	r.until("the screener", func() bool { return len(r.m.Desk.Recruitment.Screener.Questions) == 1 })
	p := &recruit.Panel{Desk: r.m.Desk}
	p.Load()
	r.until("the panel", func() bool { return p.Loaded })
	if len(p.Rows) != 4 || p.Rows[2].Fit != app.FitNot || p.Rows[0].Fit != app.FitQualified {
		t.Fatalf("%+v", p.Rows)
	}
	p.Set(func(p *recruit.Panel) { p.Fits = true })
	if len(p.Rows) != 2 {
		t.Errorf("%d fit", len(p.Rows))
	}
	p.Set(func(p *recruit.Panel) { p.Text = "p2 admin" })
	if len(p.Rows) != 1 || p.Rows[0].Code != "P2" {
		t.Errorf("%+v", p.Rows)
	}
	p.Set(func(p *recruit.Panel) { p.Text, p.Fits, p.Field, p.Value = "", false, "Segment", "analyst" })
	if len(p.Rows) != 2 {
		t.Errorf("%d analysts", len(p.Rows))
	}
	p.Set(func(p *recruit.Panel) {
		p.Segment = &recruit.Segment{Name: "Some", Who: map[app.ParticipantID]bool{r.people[3].ID: true}}
	})
	if len(p.Rows) != 1 || p.Rows[0].Code != "P10" {
		t.Errorf("%+v", p.Rows)
	}
}
