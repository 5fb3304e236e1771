package insights_test

import (
	"slices"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/history"
	"throughline/app/insight"
	"throughline/storage/storagetest"
	"throughline/ui/insights"
	"throughline/ui/task"
)

type desk struct {
	t     *testing.T
	m     *insights.Model
	f     *storagetest.Filled
	await func(time.Duration, func() bool) bool
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	await, release := task.Hold()
	t.Cleanup(release)
	store := storagetest.New(t)
	d := &desk{t: t, f: storagetest.Fill(t, store, storagetest.Size{Interviews: 4, Findings: 8, Tags: 3, Themes: 2, Insights: 3}), await: await}
	log, err := history.Open(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	d.m = &insights.Model{Store: store, Insights: &insight.Service{Store: store, Log: log, Hand: app.Hand{Author: "Mara"}},
		Now: func() time.Time { return storagetest.Noon }}
	log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { d.m.Changed(cs) }) })
	d.m.Open(d.f.Study.ID, "", "")
	d.until("the list", func() bool { return d.m.Loaded && d.m.Ready() })
	return d
}

func (d *desk) until(what string, done func() bool) {
	d.t.Helper()
	if !d.await(20*time.Second, done) {
		d.t.Fatalf("waited for %s in vain; error: %v", what, d.m.Err)
	}
}

func (d *desk) well(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Error(err)
	}
}

func TestModel_EvidenceIsFoundAndAddedSeveralAtOnce(t *testing.T) {
	d := newDesk(t)
	m := d.m
	before := len(m.Current().Evidence)
	m.FindCandidates("", false)
	d.until("candidates", func() bool { return len(m.Candidates) > 2 })
	for _, c := range m.Candidates {
		if slices.ContainsFunc(m.Current().Evidence, func(e app.Evidence) bool { return e.Ref() == c.Finding.Ref() }) {
			t.Errorf("%s is offered, though it is evidence already", c.Finding.ID)
		}
	}
	ev := []app.Evidence{m.Candidates[0].Evidence(), m.Candidates[1].Evidence()}
	ev[1].Stance = app.Contradicts
	m.Add(ev, d.well)
	d.until("two more", func() bool {
		return len(m.Current().Evidence) == before+2 && m.Ready() && len(m.Page.Proofs) == before+2
	})
	last := m.Page.Proofs[before+1]
	if last.Stance != app.Contradicts || last.Finding == nil || m.Current().Support.Against == 0 {
		t.Errorf("the last proof is %+v, support %+v", last, m.Current().Support)
	}
	m.FindCandidates(d.f.Themes[1].Name, false)
	d.until("a theme", func() bool { return len(m.Candidates) > 0 && m.Candidates[0].Theme != nil })
}

func TestModel_EditsInARowKeepEachOther(t *testing.T) {
	d := newDesk(t)
	m := d.m
	id := m.Selected
	ev := m.Current().Evidence
	if len(ev) == 0 {
		t.Fatal("no evidence to change")
	}
	m.SetStatus(app.InsightPublished)
	m.SetStance(ev[0], app.Nuances)
	m.Comment(ev[0], "Said twice.", d.well)
	m.Edit("Edit insight", func(in *app.Insight) { in.Body = "Invite early." }, d.well)
	d.until("all four", func() bool {
		c := m.Current()
		return c.ID == id && c.Status == app.InsightPublished && c.Evidence[0].Stance == app.Nuances && c.Evidence[0].Note == "Said twice." &&
			c.Body == "Invite early."
	})
}

func TestModel_ANewInsightIsShownAndAnEmptyClaimIsTold(t *testing.T) {
	d := newDesk(t)
	m := d.m
	var got error
	told := false
	m.Create(app.Insight{Title: " "}, func(err error) { got, told = err, true })
	d.until("the answer", func() bool { return told })
	if got == nil || m.Err != nil {
		t.Errorf("the form heard %v, the screen %v", got, m.Err)
	}
	m.Create(app.Insight{Title: "Brand new"}, d.well)
	d.until("the new one", func() bool { c := m.Current(); return c != nil && c.Title == "Brand new" })
}

func TestModel_DeletingShowsTheNeighbour(t *testing.T) {
	d := newDesk(t)
	m := d.m
	m.Select(m.Rows[1].ID)
	next := m.Rows[2].ID
	m.Delete()
	d.until("one less", func() bool { return len(m.Rows) == 2 })
	if m.Selected != next {
		t.Errorf("selected %s, want the one that moved up, %s", m.Selected, next)
	}
	m.Step(5)
	if m.Selected != m.Rows[1].ID {
		t.Error("Step went past the end")
	}
}
