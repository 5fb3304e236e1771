package findings_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/coding"
	"throughline/app/history"
	"throughline/app/job"
	"throughline/app/view"
	"throughline/storage/storagetest"
	"throughline/ui/findings"
	"throughline/ui/task"
)

type desk struct {
	t     *testing.T
	m     *findings.Model
	f     *storagetest.Filled
	log   *history.Log
	await func(time.Duration, func() bool) bool
}

func newDesk(t *testing.T, size storagetest.Size) *desk {
	t.Helper()
	await, release := task.Hold()
	t.Cleanup(release)
	store := storagetest.New(t)
	d := &desk{t: t, f: storagetest.Fill(t, store, size), await: await}
	log, err := history.Open(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	d.log = log
	hand := app.Hand{Author: "Mara"}
	d.m = &findings.Model{Store: store, Coding: &coding.Service{Store: store, Log: log, Hand: hand},
		Analysis: &analysis.Service{Store: store, Log: log, Hand: hand}, Views: &view.Service{Store: store, Log: log, Hand: hand},
		Jobs: &job.Runner{}, Now: func() time.Time { return storagetest.Noon }}
	t.Cleanup(d.m.Jobs.Close)
	log.Subscribe(d.m.Analysis.Forget)
	log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { d.m.Changed(cs) }) })
	d.m.Open(d.f.Study.ID, "", "")
	d.until("the table", func() bool { return d.ready() })
	return d
}

// ready reports whether rows and counts are those of the filter in force.
func (d *desk) ready() bool { return d.m.Settled() }

func (d *desk) until(what string, done func() bool) {
	d.t.Helper()
	if !d.await(20*time.Second, done) {
		d.t.Fatalf("waited for %s in vain; error: %v", what, d.m.Err)
	}
}

func TestModel_PagesComeWhenAskedFor(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 10, Turns: 60, Findings: 50, Tags: 4})
	m := d.m
	if m.Count() != 500 || m.Row(0) == nil {
		t.Fatalf("count %d, first row %v", m.Count(), m.Row(0))
	}
	if m.Row(499) != nil {
		t.Error("a page far away was there before it was asked for")
	}
	d.until("the last page", func() bool { return m.Row(499) != nil })
	seen := map[app.FindingID]bool{}
	for i := range 500 {
		d.until("a row", func() bool { return m.Row(i) != nil })
		seen[m.Row(i).ID] = true
	}
	if len(seen) != 500 {
		t.Errorf("%d different findings in 500 rows", len(seen))
	}
}

func TestModel_APageOfAnotherStudyIsNotTakenUp(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 10, Turns: 60, Findings: 50, Tags: 4})
	m := d.m
	post, posted := task.Post, make(chan bool, 9)
	task.Post = func(f func()) {
		post(f)
		posted <- true
	}
	m.Row(499)
	<-posted // the page is there, and not yet seen
	task.Post = post
	m.Open("elsewhere", "", "")
	d.until("the other study", d.ready)
	if m.Count() != 0 || m.Loads(499) {
		t.Errorf("there are %d rows in a study without findings", m.Count())
	}
}

// noRows reads no rows until it is mended.
type noRows struct {
	findings.Store
	mended bool
}

func (s *noRows) Findings(ctx context.Context, q app.FindingQuery) ([]app.FindingRow, error) {
	if !s.mended {
		return nil, app.Invalid("The disk does not answer.", "")
	}
	return s.Store.Findings(ctx, q)
}

func TestModel_RowsComeThoughTheFirstCouldNotBeRead(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 2, Turns: 40, Findings: 10, Tags: 2})
	m := d.m
	m.Open("elsewhere", "", "")
	d.until("another study", d.ready)
	store := &noRows{Store: m.Store}
	m.Store = store
	m.Open(d.f.Study.ID, "", "")
	d.until("the error", func() bool { return m.Loaded && m.Err != nil })
	store.mended = true
	m.Row(0)
	d.until("a row", func() bool { return m.Row(0) != nil })
}

func TestModel_FacetsNarrowAndKeepTheirChoices(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 4, Findings: 12, Tags: 5, Themes: 3})
	m := d.m
	tags := m.Choices(findings.ByTag)
	if len(tags) == 0 {
		t.Fatal("no tags to choose")
	}
	want, value := tags[0].Count, tags[0].Value
	m.Toggle(findings.ByTag, value)
	d.until("the filter", func() bool { return d.ready() && m.Count() == want })
	if !m.Chosen(findings.ByTag, value) || !m.Filtered() || len(m.Choices(findings.ByTag)) != len(tags) {
		t.Error("the filter is not shown, or choices vanished")
	}
	for i := range want {
		if r := m.Row(i); r == nil || !slices.Contains(r.TagIDs(), app.TagID(value)) {
			t.Fatalf("row %d = %v", i, r)
		}
	}
	m.Toggle(findings.ByTag, value)
	d.until("all", func() bool { return m.Count() == 48 && !m.Filtered() })
	m.SetUnsorted(true)
	d.until("unsorted", func() bool { return d.ready() && m.Count() == m.Facets.Unsorted && m.Count() < 48 })
	m.ClearFilter()
	d.until("all again", func() bool { return m.Count() == 48 })
}

func TestModel_BulkActs(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 2, Findings: 6, Tags: 2, Themes: 1})
	m := d.m
	of := m.Target(findings.Rows{0, 1}, findings.Rows{3, 4}, findings.Rows{5, 6})
	m.Tag(of, "", "Brand new")
	d.until("a new tag on three", func() bool {
		i := slices.IndexFunc(m.Tags, func(t app.TagRow) bool { return t.Name == "Brand new" })
		return i >= 0 && m.Tags[i].Findings == 3
	})
	m.Star(m.Target(findings.Rows{0, 1}, findings.Rows{3, 4}), true)
	d.until("stars", func() bool { return m.Facets.Starred >= 2 && m.Row(0).Star })
	m.Delete(of)
	d.until("less", func() bool { return m.Count() == 9 })
}

func TestModel_OneTagTakesThePlaceOfAnother(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 2, Findings: 6, Tags: 2})
	m := d.m
	from, to := d.f.Tags[0].ID, d.f.Tags[1].ID
	m.Retag(m.Matching(), from, to)
	d.until("nothing left to the first", func() bool { return d.ready() && m.Busy == 0 && m.TagNamed(from).Findings == 0 })
	for i := range m.Count() {
		if r := m.Row(i); r.HasTag(from) {
			t.Errorf("row %d still carries it", i)
		}
	}
}

func TestModel_ActsReachRowsThatWereNeverLoaded(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 10, Turns: 60, Findings: 50, Tags: 4})
	m := d.m
	of, first := m.Matching(), m.Row(0).ID
	if of.Len() != 500 || m.Loads(499) {
		t.Fatalf("the target has %d findings, the last is loaded: %v; want 500 and no", of.Len(), m.Loads(499))
	}
	m.Star(of, true)
	d.until("all starred", func() bool { return m.Facets.Starred == 500 && m.Busy == 0 })
	last := m.Target(findings.Rows{499, 500})
	m.Delete(last)
	d.until("one less", func() bool { return m.Count() == 499 })
	if m.Row(0) == nil || m.Row(0).ID != first {
		t.Error("deleting the last row took another")
	}
}

func TestModel_AReloadBringsTheRowsInSight(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 10, Turns: 60, Findings: 50, Tags: 4})
	m := d.m
	m.Row(450)
	d.until("a far page", func() bool { return m.Loads(450) })
	m.InSight(440, 460)
	m.Star(m.Target(findings.Rows{450, 451}), true)
	blank := false
	d.until("the star", func() bool {
		blank = blank || !m.Loads(450)
		return m.Loads(450) && m.Row(450).Star
	})
	if blank {
		t.Error("the rows in sight were blank for a moment")
	}
}

func TestModel_ComingBackLoadsNothing(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 2, Findings: 6, Tags: 2})
	m := d.m
	m.SetText("zzz")
	d.until("no match", func() bool { return m.Count() == 0 })
	painted := 0
	m.OnChange = func() { painted++ }
	m.Open(d.f.Study.ID, "", "")
	if painted != 1 || m.Query.Text != "zzz" {
		t.Errorf("painted %d times, filter %q; want once at once, under the filter as left", painted, m.Query.Text)
	}
	m.Open(d.f.Study.ID, "", d.f.Tags[0].ID)
	d.until("the tag's findings", func() bool { return m.Count() > 0 })
	if m.Query.Text != "" || !m.Chosen(findings.ByTag, string(d.f.Tags[0].ID)) {
		t.Errorf("query %+v, want the tag alone", m.Query)
	}
}

func TestModel_ANoteThatCannotBeSavedIsTold(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 1, Findings: 3})
	var got error
	told := false
	d.m.Note(findings.Only("nobody"), "words", func(err error) { got, told = err, true })
	d.until("the answer", func() bool { return told })
	if got == nil || d.m.Err != nil {
		t.Errorf("done heard %v and the screen %v; want the form alone to hear it", got, d.m.Err)
	}
}

func TestModel_OpensTheFindingsOfATheme(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 2, Turns: 40, Findings: 10, Tags: 2})
	all, err := d.m.Store.Findings(t.Context(), app.FindingQuery{Study: d.f.Study.ID})
	if err != nil {
		t.Fatal(err)
	}
	th, err := d.m.Analysis.MoveToNew(t.Context(), d.f.Study.ID, []app.FindingID{all[3].ID, all[12].ID}, "Waiting")
	if err != nil {
		t.Fatal(err)
	}
	for _, people := range []bool{false, true} {
		d.m.OpenTheme(d.f.Study.ID, th.ID, people)
		d.until("the findings of the theme", func() bool { return d.m.Loaded && d.m.Count() == 2 && d.m.Row(0) != nil })
		if got := d.m.Query.Order == app.ByParticipant; got != people {
			t.Errorf("by person: %v, want %v", got, people)
		}
	}
}

func TestModel_OpensWhatAQueryAsksFor(t *testing.T) {
	d := newDesk(t, storagetest.Size{Interviews: 2, Turns: 40, Findings: 10, Tags: 2})
	want, err := d.m.Store.Findings(t.Context(), app.FindingQuery{Study: d.f.Study.ID, Tags: []app.TagID{d.f.Tags[0].ID}, Order: app.ByNewest})
	if err != nil {
		t.Fatal(err)
	}
	d.m.SetText("zzz")
	d.m.OpenQuery(d.f.Study.ID, "Somewhere", app.FindingQuery{Tags: []app.TagID{d.f.Tags[0].ID}, Order: app.ByNewest, Page: app.Page{Offset: 3}})
	d.until("the tag's findings", func() bool { return d.m.Loaded && d.m.Count() == len(want) && d.m.Row(0) != nil })
	if d.m.Row(0).ID != want[0].ID || !d.m.Chosen(findings.ByTag, string(d.f.Tags[0].ID)) || d.m.Query.Text != "" {
		t.Errorf("first row %s under %+v, want %s", d.m.Row(0).ID, d.m.Query, want[0].ID)
	}
}
