package memos_test

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/history"
	"throughline/app/memo"
	"throughline/app/search"
	"throughline/storage"
	"throughline/storage/storagetest"
	"throughline/ui/memos"
	"throughline/ui/task"
)

type desk struct {
	t     *testing.T
	m     *memos.Model
	f     *storagetest.Filled
	store *storage.Store
	log   *history.Log
	fails []error
	await func(time.Duration, func() bool) bool
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	await, release := task.Hold()
	t.Cleanup(release)
	t.Cleanup(task.Settle)
	d := &desk{t: t, store: storagetest.New(t), await: await}
	d.f = storagetest.Fill(t, d.store, storagetest.Size{Interviews: 2, Findings: 2, Tags: 3, Themes: 1, Insights: 1})
	var err error
	if d.log, err = history.Open(t.Context(), d.store); err != nil {
		t.Fatal(err)
	}
	var seconds atomic.Int64 // one a look, so that the order of memos is certain
	clock := func() time.Time { return storagetest.Noon.Add(time.Duration(seconds.Add(1)) * time.Second) }
	d.m = &memos.Model{Memos: &memo.Service{Store: d.store, Log: d.log, Hand: app.Hand{Author: "Mara", Now: clock}}, Search: &search.Service{Store: d.store},
		OnError: func(err error) { d.fails = append(d.fails, err) }}
	d.log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { d.m.Changed(cs) }) })
	d.m.Open(d.f.Study.ID, "")
	d.until("the list", func() bool { return d.m.Loaded })
	return d
}

func (d *desk) until(what string, done func() bool) {
	d.t.Helper()
	if !d.await(20*time.Second, done) {
		d.t.Fatalf("waited for %s in vain; errors: %v, %v", what, d.m.Err, d.fails)
	}
}

// write stores memos and waits until they are listed.
func (d *desk) write(all ...app.Memo) {
	d.t.Helper()
	n := len(d.m.Rows)
	for _, m := range all {
		m.Study = d.f.Study.ID
		if _, err := d.m.Memos.Write(d.t.Context(), m); err != nil {
			d.t.Fatal(err)
		}
	}
	d.until("the memos", func() bool { return len(d.m.Rows) == n+len(all) && d.m.Page != nil && d.m.Page.Loaded })
}

// stored is the text of the only memo.
func (d *desk) stored() string {
	d.t.Helper()
	rows, err := d.store.Memos(d.t.Context(), app.MemoQuery{})
	if err != nil || len(rows) != 1 {
		d.t.Fatalf("%d memos are stored, %v; want one", len(rows), err)
	}
	return rows[0].Title + "|" + rows[0].Text
}

func TestModel_WhatIsTypedIsStoredOnceWithoutLoss(t *testing.T) {
	d := newDesk(t)
	m := d.m
	m.Begin(d.f.Tags[0].Ref())
	m.Flush() // nothing to store yet
	m.SetTitle("Ru")
	m.Flush()
	m.SetTitle("Rule")
	m.SetBlock(0, "First", 5)
	m.Flush() // before the first save came back
	m.SetBlock(0, "First line\nsecond", 10)
	m.Flush()
	task.Settle()
	if got := d.stored(); got != "Rule|First line\nsecond" {
		t.Errorf("stored is %q", got)
	}
	d.until("the row", func() bool { return len(m.Rows) == 1 && m.Page.Stored() && m.Page.Place.Name == "Tag 1" })
	if len(d.fails) > 0 {
		t.Error(d.fails)
	}
}

func TestModel_SavesByItselfWhenTypingRests(t *testing.T) {
	d := newDesk(t)
	d.m.Begin(app.Ref{})
	d.m.SetBlock(0, "A thought.", 0)
	d.until("the save", func() bool { return d.m.Page.Stored() })
	if got := d.stored(); got != "|A thought." {
		t.Errorf("stored is %q", got)
	}
}

func TestModel_OneUndoTakesBackASitting(t *testing.T) {
	d := newDesk(t)
	d.write(app.Memo{Title: "x", Text: "Before."})
	for _, text := range []string{"Before. One.", "Before. One. Two."} {
		d.m.SetBlock(0, text, 0)
		d.m.Flush()
	}
	task.Settle()
	if _, err := d.log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.until("the old words on the page", func() bool { return d.m.Page.Text() == "Before." })
	if got := d.stored(); got != "x|Before." {
		t.Errorf("stored is %q", got)
	}
}

func TestModel_AnEmptiedMemoKeepsItsLastWords(t *testing.T) {
	d := newDesk(t)
	d.write(app.Memo{Text: "Words."})
	d.m.SetBlock(0, "", 0)
	d.m.Flush()
	task.Settle()
	if got := d.stored(); got != "|Words." || len(d.fails) > 0 {
		t.Errorf("stored is %q, errors %v", got, d.fails)
	}
}

func TestModel_WordsStayWhenTheyCannotBeSaved(t *testing.T) {
	d := newDesk(t)
	d.write(app.Memo{Text: "Words."})
	m := d.m
	rec, err := d.store.Find(t.Context(), m.Page.Memo.Ref())
	if err != nil {
		t.Fatal(err)
	}
	m.SetBlock(0, "Other words.", 0)
	cs := app.NewChangeSet("Delete memo", "Ben", time.Now())
	cs.Delete(rec)
	if err := d.log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	m.Flush()
	d.until("the failure", func() bool { return len(d.fails) > 0 })
	if app.CodeOf(d.fails[0]) != app.ENotFound || m.Page == nil || m.Page.Text() != "Other words." {
		t.Errorf("error %v, page %+v", d.fails[0], m.Page)
	}
}

func TestModel_FollowsRenamesAndDeletions(t *testing.T) {
	d := newDesk(t)
	tag := d.f.Tags[1]
	d.write(app.Memo{On: tag.Ref(), Text: "See [[tag 2]]."})
	link := app.Links(d.m.Page.Text())[0]
	if link.To != tag.Ref() {
		t.Fatalf("the link was tied to %v", link.To)
	}
	renamed := *tag
	renamed.Name = "Doubt"
	cs := app.NewChangeSet("Rename", "Ben", time.Now())
	cs.Update(tag, &renamed)
	if err := d.log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	d.until("the new name", func() bool { return d.m.Page.Place.Name == "Doubt" && d.m.Page.Targets.Read(link) == "Doubt" })
	var deps []app.Record
	if all, err := d.store.Dependants(t.Context(), tag.Ref()); err == nil {
		deps = all
	}
	cs = app.NewChangeSet("Delete tag", "Ben", time.Now())
	for _, r := range deps {
		if f, ok := r.(*app.Finding); ok {
			cs.Update(f, f.WithoutTag(tag.ID))
		}
	}
	cs.Delete(&renamed)
	if err := d.log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	d.until("the deletion", func() bool { return d.m.Page.Gone })
	if _, ok := d.m.Page.Targets.Of(link); ok || d.m.Page.Place.Name != "Doubt" {
		t.Errorf("the link leads somewhere: %v; the memo stood on %q", ok, d.m.Page.Place.Name)
	}
}

func TestModel_FiltersSelectsAndDeletes(t *testing.T) {
	d := newDesk(t)
	m := d.m
	d.write(app.Memo{Title: "a", Kind: app.MemoRule, On: d.f.Tags[0].Ref()}, app.Memo{Title: "b", Kind: app.MemoTheory}, app.Memo{Title: "c", Kind: app.MemoRule})
	names := func() string {
		var out []string
		for _, r := range m.Rows {
			out = append(out, r.Name())
		}
		return strings.Join(out, " ")
	}
	for _, c := range []struct {
		name   string
		filter memos.Filter
		want   string
	}{
		{"all", memos.Filter{}, "c b a"}, {"a type", memos.Filter{Kind: app.MemoRule}, "c a"}, {"on tags", memos.Filter{Place: memos.Place(app.KindTag)}, "a"},
		{"on nothing", memos.Filter{Place: memos.Free}, "c b"}, {"an author", memos.Filter{Author: "Mara", Kind: app.MemoTheory}, "b"}, {"words", memos.Filter{Text: "a"}, "a"},
		{"nobody", memos.Filter{Author: "Ben"}, ""},
	} {
		m.SetFilter(c.filter)
		if !d.await(5*time.Second, func() bool { return names() == c.want }) {
			t.Errorf("%s: %q, want %q", c.name, names(), c.want)
		}
	}
	m.SetFilter(memos.Filter{})
	d.until("all", func() bool { return names() == "c b a" })
	if len(m.Facets.Kinds) != 2 || m.Facets.Total != 3 {
		t.Errorf("facets = %+v", m.Facets)
	}
	m.Select(m.Rows[1].ID)
	m.Delete()
	d.until("the deletion", func() bool { return names() == "c a" })
	if m.Page == nil || m.Page.Memo.Title != "a" {
		t.Errorf("after the deletion %+v is open", m.Page)
	}
	m.Step(-1)
	if m.Page.Memo.Title != "c" {
		t.Errorf("one up is %q", m.Page.Memo.Title)
	}
}

func TestModel_PicksNamesAndPassages(t *testing.T) {
	d := newDesk(t)
	var names []app.Named
	d.m.Names(func(n []app.Named, _ error) { names = n })
	d.until("names", func() bool { return len(names) > 0 })
	word := strings.Fields(d.f.Findings[0].Quote)[0]
	var hits []app.Hit
	d.m.Passages(word, func(h []app.Hit) { hits = h })
	d.until("passages", func() bool { return len(hits) > 0 })
	if hits[0].Kind != app.KindFinding {
		t.Errorf("hits = %+v", hits)
	}
}
