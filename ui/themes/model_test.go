package themes_test

import (
	"slices"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/generate"
	"throughline/app/history"
	"throughline/app/job"
	"throughline/storage"
	"throughline/storage/storagetest"
	"throughline/ui/task"
	"throughline/ui/themes"
)

// desk is a board over real SQLite with sixty notes about four topics.
type desk struct {
	t     *testing.T
	m     *themes.Model
	log   *history.Log
	study app.StudyID
	await func(time.Duration, func() bool) bool
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	await, release := task.Hold()
	t.Cleanup(release)
	store := storagetest.New(t)
	log, err := history.Open(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	hand := app.Hand{Author: "Mara"}
	d := &desk{t: t, log: log, study: fill(t, store, log, hand), await: await}
	d.m = &themes.Model{Store: store, Analysis: &analysis.Service{Store: store, Log: log, Hand: hand}, Jobs: &job.Runner{}}
	t.Cleanup(d.m.Jobs.Close)
	log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { d.m.Changed(cs) }) })
	d.m.Show(themes.Pages)
	d.m.Open(d.study, "")
	d.until("the board", func() bool { return d.m.Total == 60 })
	return d
}

func fill(t *testing.T, _ *storage.Store, log *history.Log, hand app.Hand) app.StudyID {
	t.Helper()
	cs := hand.Begin("Fill")
	st := &app.Study{ID: app.NewID[app.StudyID](), Name: "Topics", Stamp: hand.Stamp()}
	cs.Create(st)
	for _, p := range generate.New(generate.Options{Seed: 1}).Passages(60, 4) {
		cs.Create(&app.Finding{ID: app.NewID[app.FindingID](), Study: st.ID, Note: p.Text, At: app.NoTime, Stamp: hand.Stamp()})
	}
	if err := log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	return st.ID
}

func (d *desk) well(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Error(err)
	}
}

func (d *desk) until(what string, done func() bool) {
	d.t.Helper()
	if !d.await(20*time.Second, done) {
		d.t.Fatalf("waited for %s in vain; error: %v", what, d.m.Err)
	}
}

func TestModel_ProposalIsShownAndAcceptedAsOneStep(t *testing.T) {
	d := newDesk(t)
	m := d.m
	m.Propose()
	d.until("a proposal", func() bool { return m.Offer != nil })
	n := len(m.Offer.Themes)
	if n < 2 || len(m.Themes) != 0 {
		t.Fatalf("%d themes proposed, %d on the board; want some and none", n, len(m.Themes))
	}
	d.until("quotes", func() bool { return len(m.Offer.Shown) > 0 })
	if m.OfferLine() == "" || m.Offer.ShownOf != m.Offer.Themes[0].Key {
		t.Error("the proposal has no line, or shows the findings of another theme than the first")
	}
	m.Accept()
	d.until("the accepted board", func() bool { return len(m.Themes) == n && m.Offer == nil && len(m.Cards) > 0 })
	if _, err := d.log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.until("the undone board", func() bool { return len(m.Themes) == 0 && m.Unsorted == 60 })
}

func TestModel_BoardActs(t *testing.T) {
	d := newDesk(t)
	m := d.m
	m.Create("Waiting", d.well)
	d.until("a theme", func() bool { return len(m.Themes) == 1 })
	m.Select(themes.Unsorted)
	d.until("cards", func() bool { return len(m.Cards) > 2 })
	ids := []app.FindingID{m.Cards[0].ID, m.Cards[2].ID}
	m.Pick(ids[1], true)
	m.Pick(ids[0], true)
	if got := m.PickedIDs(); !slices.Equal(got, ids) {
		t.Fatalf("PickedIDs() = %v, want the order shown %v", got, ids)
	}
	m.Move(m.PickedIDs(), m.Themes[0].ID)
	d.until("the move", func() bool { return m.Themes[0].Findings == 2 && m.Unsorted == 58 && len(m.Picked) == 0 })

	m.Create("Paying", d.well)
	d.until("two themes", func() bool { return len(m.Themes) == 2 })
	m.Select(m.Themes[0].ID)
	m.Rename("Waiting for others", d.well)
	d.until("the name", func() bool { return m.Themes[0].Name == "Waiting for others" })
	m.Lock(true)
	d.until("the lock", func() bool { return m.Themes[0].Locked })
	into := m.Themes[1].ID
	m.Merge(into)
	d.until("the merge", func() bool { return len(m.Themes) == 1 && m.Selected == into && m.Themes[0].Findings == 2 })
	m.Delete()
	d.until("the empty board", func() bool { return len(m.Themes) == 0 && m.Unsorted == 60 && m.Selected == themes.Unsorted })
}

func TestModel_TooFewFindingsIsSaidInWords(t *testing.T) {
	d := newDesk(t)
	m := d.m
	m.Open("", "")
	d.until("another board", func() bool { return m.Study == "" && m.Total == 60 })
	m.Open(app.NewID[app.StudyID](), "")
	d.until("an empty board", func() bool { return m.Total == 0 })
	m.Propose()
	d.until("the reason", func() bool { return !m.Proposing && m.Err != nil })
	if app.CodeOf(m.Err) != app.EInvalid {
		t.Errorf("error = %v", m.Err)
	}
}

func TestModel_AFormHearsWhatWentWrong(t *testing.T) {
	d := newDesk(t)
	var got error
	told := false
	d.m.Create("  ", func(err error) { got, told = err, true })
	d.until("the answer", func() bool { return told })
	if got == nil || d.m.Err != nil {
		t.Errorf("the form heard %v, the screen %v", got, d.m.Err)
	}
}

func TestModel_MapGoesBackToTheFaceBefore(t *testing.T) {
	d := newDesk(t)
	if first := new(themes.Model); first.Face() != themes.BoardFace {
		t.Fatalf("at first %q is shown", first.Face())
	}
	m := d.m
	m.Show(themes.TableFace)
	m.ShowMap(true)
	if m.Face() != themes.MapFace || !m.MapOn {
		t.Errorf("the map is not shown, but %q", m.Face())
	}
	if m.ShowMap(false); m.Face() != themes.TableFace || m.MapOn {
		t.Errorf("back from the map is %q, want the table", m.Face())
	}
}
