package people_test

import (
	"slices"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
	usecase "throughline/app/people"
	"throughline/app/view"
	"throughline/ui/people"
	"throughline/ui/task"
)

// desk is a model over a workspace of three people, of whom two took part in the study.
type desk struct {
	*apptest.Bench
	m     *people.Model
	study *app.Study
	until func(what string, done func() bool)
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	await, release := task.Hold()
	t.Cleanup(release)
	b := apptest.New(t)
	d := &desk{Bench: b, study: b.Study("Checkout")}
	one := b.Session(d.study, "P2", "Mod: How is it?", "P: The export is slow.", "P: And the search finds nothing.")
	one.Finding("export is slow")
	one.Finding("search finds nothing")
	b.Session(d.study, "P10", "Mod: How is it?", "P: Fine.")
	b.Put(&app.Participant{ID: app.NewID[app.ParticipantID](), Code: "P3", Attributes: []app.Attribute{{Name: "Team size", Value: "40"}}, Stamp: b.Hand.Stamp()})
	d.m = &people.Model{Store: b.Store, People: &usecase.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}, Views: &view.Service{Store: b.Store, Log: b.Log, Hand: b.Hand},
		Now: func() time.Time { return apptest.Noon }}
	b.Log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { d.m.Changed(cs) }) })
	d.until = func(what string, done func() bool) {
		t.Helper()
		if !await(20*time.Second, done) {
			t.Fatalf("waited for %s in vain; error: %v", what, d.m.Err)
		}
	}
	d.m.Open(d.study.ID, "")
	d.until("people", func() bool { return d.m.Loaded && len(d.m.Rows) == 2 })
	return d
}

func (d *desk) codes() (out []string) {
	for line := range d.m.Rows {
		out = append(out, d.m.Row(line).Code)
	}
	return out
}

func (d *desk) shows(codes ...string) func() bool {
	return func() bool { return slices.Equal(d.codes(), codes) }
}

// person is who has a code.
func (d *desk) person(code string) app.ParticipantID {
	for i := range d.m.Roster.Rows {
		if d.m.Roster.Rows[i].Code == code {
			return d.m.Roster.Rows[i].ID
		}
	}
	d.T.Fatalf("nobody is %s", code)
	return ""
}

func TestModel_ShowsTheStudyOrEverybody(t *testing.T) {
	d := newDesk(t)
	if !slices.Equal(d.codes(), []string{"P2", "P10"}) || d.m.All() != 2 {
		t.Errorf("in the study: %v of %d", d.codes(), d.m.All())
	}
	d.m.SetInside(false)
	d.until("everybody", d.shows("P2", "P3", "P10"))
	d.m.SetSort("findings", true)
	d.until("the most findings first", d.shows("P2", "P3", "P10"))
	d.m.Choose([]app.ParticipantID{d.person("P2")})
	d.until("what they said", func() bool { return len(d.m.Said) == 2 && d.m.Profile != nil && d.m.Profile.Studies == 1 })
	d.m.SetText("no such person")
	d.until("nobody", d.shows())
	if d.m.Current() == nil || d.m.Place(d.person("P2")) != -1 {
		t.Error("the one chosen is not kept, or stands in a table that does not show them")
	}
	d.m.Open(d.study.ID, d.person("P3"))
	d.until("who the screen was opened on", func() bool { return d.m.Current() != nil && d.m.Current().Code == "P3" && d.m.Filter.Empty() })
}

func TestModel_LinesOfAnotherStudyNeverStandWithoutItsPeople(t *testing.T) {
	d := newDesk(t)
	d.m.SetText("P")
	time.Sleep(50 * time.Millisecond) // its lines are there and wait for the window
	d.m.Open("", "")
	d.until("everybody", func() bool {
		if d.m.Roster == nil && len(d.m.Rows) > 0 {
			t.Fatalf("%d lines of no people", len(d.m.Rows))
		}
		return d.m.Loaded && d.m.Roster != nil && len(d.m.Rows) == 3
	})
}

func TestModel_FollowsWhatIsDone(t *testing.T) {
	d := newDesk(t)
	m := d.m
	m.SetInside(false)
	d.until("everybody", d.shows("P2", "P3", "P10"))
	m.Choose([]app.ParticipantID{d.person("P2"), d.person("P3")})
	m.SetValue(app.Field{Name: "Team size", Type: app.FieldNumber}, "7", nil)
	d.until("the field", func() bool {
		return m.Roster.Cell(0, "field:team size") == "7" && m.Roster.Cell(1, "field:team size") == "7"
	})
	m.Label("beta", true, nil)
	d.until("the label", func() bool { return m.Roster.Cell(0, usecase.ColLabels) == "beta" })
	var wrong error
	m.Block("", "", func(err error) { wrong = err })
	d.until("a refusal", func() bool { return app.CodeOf(wrong) == app.EInvalid })
	m.Block("on leave", "2026-12-31", nil)
	d.until("the block", func() bool { return m.Roster.Cell(0, usecase.ColContact) == "blocked" && m.Busy == 0 })
	if err := undo(d); err != nil {
		t.Fatal(err)
	}
	d.until("the block to go", func() bool { return m.Roster.Cell(0, usecase.ColContact) == "yes" })
	m.Add("P1", func(err error) { wrong = err })
	d.until("a new person", func() bool {
		return slices.Equal(d.codes(), []string{"P1", "P2", "P3", "P10"}) && m.Current() != nil && m.Current().Code == "P1"
	})
	rows := d.m.Roster.Rows
	whole, err := m.People.Load(t.Context(), d.study.ID, "2026-11-02")
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole.Rows { // what was put in step by step is what a fresh look gives
		if rows[i].Code != whole.Rows[i].Code || rows[i].Findings != whole.Rows[i].Findings || !rows[i].Participant.Equal(&whole.Rows[i].Participant) {
			t.Errorf("row %d is %+v, the workspace has %+v", i, rows[i], whole.Rows[i])
		}
	}
}

func undo(d *desk) error {
	_, err := d.Log.Undo(d.T.Context())
	return err
}

func TestModel_KeepsSegmentsThatLive(t *testing.T) {
	d := newDesk(t)
	m := d.m
	m.SetInside(false)
	if err := m.SetWhere(people.NewWhere, app.PeopleWhere{Column: "field:team size", Test: app.PeopleHas, Values: []string{"40"}}); err != nil {
		t.Fatal(err)
	}
	d.until("the condition", d.shows("P3"))
	if err := m.SetWhere(people.NewWhere, app.PeopleWhere{Column: "interviews", Test: app.PeopleOver, Values: []string{"many"}}); app.CodeOf(err) != app.EInvalid {
		t.Errorf("more than many: %v", err)
	}
	if err := m.SetWhere(people.WhereAt{All: 0, One: -1}, app.PeopleWhere{Column: "code", Test: app.PeopleIs, Values: []string{"P2"}}); err != nil {
		t.Fatal(err)
	}
	d.until("either of two", d.shows("P2", "P3"))
	if got := m.Words(m.Filter.All[0]); got != "Team size contains 40, or Person is P2" || m.SuggestedName() != got {
		t.Errorf("the condition reads %q, and would be called %q", got, m.SuggestedName())
	}
	if err := m.SetWhere(people.WhereAt{All: 0, One: 1}, app.PeopleWhere{Column: "code", Test: app.PeopleIs, Values: []string{"P10"}}); err != nil {
		t.Fatal(err)
	}
	d.until("either of two others", d.shows("P3", "P10"))
	m.DropOne(people.WhereAt{All: 0, One: 1})
	d.until("the condition alone", d.shows("P3"))
	saved := false
	m.SaveSegmentAs("Large teams", func(err error) { saved = err == nil })
	d.until("the segment", func() bool { return saved && len(m.Saved) == 1 && !m.Edited() })
	m.SetText("x")
	if !m.Edited() {
		t.Error("the segment shows something else and does not say so")
	}
	m.ClearFilter()
	d.until("everybody", d.shows("P2", "P3", "P10"))
	m.Choose([]app.ParticipantID{d.person("P10")})
	m.SetValue(app.Field{Name: "Team size", Type: app.FieldText}, "400", nil)
	m.ShowSegment(m.Saved[0])
	d.until("who fits it by now", d.shows("P3", "P10"))
	m.DropWhere(0)
	d.until("everybody again", d.shows("P2", "P3", "P10"))
	m.DeleteSegment(m.Saved[0].ID)
	d.until("no segment", func() bool { return len(m.Saved) == 0 })
}

func TestModel_ShowsTheColumnsThatAPersonChose(t *testing.T) {
	d := newDesk(t)
	m := d.m
	m.Extra = []people.Extra{{ID: "x:consent", Title: "Consent", Cell: func(app.ParticipantID) (string, bool) { return "given", false }}}
	kept := ""
	m.OnTaste = func() { kept = m.Taste.Text() }
	ids := func() (out []string) {
		for _, c := range m.ShownColumns() {
			out = append(out, c.ID)
		}
		return out
	}
	if want := []string{"code", "segment", "field:team size", "x:consent", "interviews", "findings", "last"}; !slices.Equal(ids(), want) {
		t.Errorf("the usual columns are %v", ids())
	}
	m.ToggleColumn("code")
	m.ToggleColumn("segment")
	m.ToggleColumn("contacts")
	want := []string{"code", "field:team size", "x:consent", "interviews", "findings", "last", "contacts"}
	if !slices.Equal(ids(), want) {
		t.Errorf("chosen columns are %v", ids())
	}
	m.Taste = people.ReadTaste(kept)
	if !slices.Equal(ids(), want) {
		t.Errorf("kept columns are %v", ids())
	}
	if m.Taste = people.ReadTaste("{"); len(ids()) != 7 {
		t.Errorf("a taste that nobody can read shows %v", ids())
	}
}
