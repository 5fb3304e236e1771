package study_test

import (
	"slices"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/guide"
	"throughline/ui/study"
	"throughline/ui/task"
)

type desk struct {
	*apptest.Bench
	t     *testing.T
	m     *study.Model
	s     *guide.Service
	of    *app.Study
	iv    *apptest.Session
	await func(time.Duration, func() bool) bool
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	await, release := task.Hold()
	t.Cleanup(release)
	b := apptest.New(t)
	st := &app.Study{ID: app.NewID[app.StudyID](), Name: "Onboarding", Guide: []string{"Work?", "Before?", "Change?"}, Stamp: b.Hand.Stamp()}
	b.Put(st)
	d := &desk{Bench: b, t: t, of: st, await: await, iv: b.Session(st, "P01", "Mod: Work?", "P: I cook.")}
	d.s = &guide.Service{Store: b.Store, Log: b.Log, Hand: b.Hand}
	if err := d.s.Link(t.Context(), d.iv.Text, 0, "Work?"); err != nil {
		t.Fatal(err)
	}
	d.m = &study.Model{Store: b.Store, Keeper: d.s}
	b.Log.Subscribe(func(cs *app.ChangeSet) { task.Post(func() { d.m.Changed(cs) }) })
	d.m.Open("") // the only one
	d.until("the study", func() bool { return d.m.Loaded })
	return d
}

func (d *desk) until(what string, done func() bool) {
	d.t.Helper()
	if !d.await(10*time.Second, done) {
		d.t.Fatalf("waited for %s in vain; error %v", what, d.m.Err)
	}
}

func (d *desk) guide() []string { return apptest.Find(d.Bench, d.of).Guide }

func TestModel_EditsTheGuideAndSaysWhatHangsOnIt(t *testing.T) {
	d := newDesk(t)
	m := d.m
	if m.Dirty() || len(m.Lines) != 3 || m.Says(m.Lines[0]) != "1 link in 1 interview" || m.Says(m.Lines[1]) != "" {
		t.Fatalf("opened: dirty %v, %d lines, %q", m.Dirty(), len(m.Lines), m.Says(m.Lines[0]))
	}
	m.Lines[0].Text = "What is your work?"
	m.Edited()
	if got := m.Says(m.Lines[0]); got != "1 link in 1 interview will follow the new wording" {
		t.Errorf("worded anew it says %q", got)
	}
	m.Drop(0)
	if got := m.Says(m.Lines[0]); got != "1 link in 1 interview will go with it" {
		t.Errorf("dropped it says %q", got)
	}
	m.Keep(0)
	if at := m.Add(0); at != 1 {
		t.Errorf("a question is added at %d, want below the first", at)
	}
	m.Lines[1].Text = "How many are you?"
	if at := m.Move(3, -1); at != 2 || m.Lines[2].Was != "Change?" {
		t.Errorf("moved to %d: %+v", at, m.Lines[2])
	}
	m.Drop(3)
	m.Draft.Goal = "Learn"
	m.Edited()
	saved := false
	m.OnSaved = func() { saved = true }
	m.Save()
	d.until("the save", func() bool { return saved && !m.Dirty() && !m.Busy })
	if got := d.guide(); !slices.Equal(got, []string{"What is your work?", "How many are you?", "Change?"}) {
		t.Errorf("stored %q", got)
	}
	if links, err := d.s.Links(t.Context(), d.of.ID, ""); err != nil || len(links) != 1 || links[0].Question != "What is your work?" {
		t.Errorf("links %+v, %v", links, err)
	}
	if _, err := d.Log.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.until("what was", func() bool { return len(m.Lines) == 3 && m.Lines[0].Text == "Work?" })
	if got := d.guide(); !slices.Equal(got, []string{"Work?", "Before?", "Change?"}) || m.Draft.Goal != "" {
		t.Errorf("after undo %q, goal %q", got, m.Draft.Goal)
	}
}

func TestModel_WhatIsTypedStaysWhenOthersWrite(t *testing.T) {
	d := newDesk(t)
	m := d.m
	m.Draft.Owner = "Mara"
	m.Edited()
	if err := d.s.Skip(t.Context(), d.iv.ID, "Change?", true); err != nil {
		t.Fatal(err)
	}
	d.until("the new link", func() bool { return m.Uses["Change?"].Links == 1 })
	if m.Draft.Owner != "Mara" || !m.Dirty() {
		t.Errorf("what was typed is gone: %+v", m.Draft)
	}
	m.Discard()
	if m.Draft.Owner != "" || m.Dirty() {
		t.Errorf("discarded: %+v", m.Draft)
	}
	m.Draft.Name = " "
	m.Edited()
	m.Save()
	d.until("the refusal", func() bool { return m.Err != nil && !m.Busy })
	if app.CodeOf(m.Err) != app.EInvalid || !m.Dirty() {
		t.Errorf("a study without a name: %v", m.Err)
	}
}
