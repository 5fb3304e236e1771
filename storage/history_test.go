package storage_test

import (
	"testing"

	"throughline/app"
)

func TestApply_RefusesWhatIsNotAsExpected(t *testing.T) {
	tag := func(id, name string) *app.Tag {
		return &app.Tag{ID: app.TagID(id), Name: name, Status: app.TagActive, Stamp: by}
	}
	child := func(id, name, parent string) *app.Tag {
		c := tag(id, name)
		c.Parent = app.TagID(parent)
		return c
	}
	for _, c := range []struct {
		name   string
		change func(cs *app.ChangeSet)
		want   app.Code
	}{
		{"nothing", func(*app.ChangeSet) {}, app.EInvalid},
		{"made twice", func(cs *app.ChangeSet) { cs.Create(tag("a", "A")) }, app.EConflict},
		{"changed meanwhile", func(cs *app.ChangeSet) { cs.Update(tag("a", "Old"), tag("a", "New")) }, app.EConflict},
		{"gone", func(cs *app.ChangeSet) { cs.Update(tag("x", "X"), tag("x", "Y")) }, app.EConflict},
		{"deleted twice", func(cs *app.ChangeSet) { cs.Delete(tag("c", "C")); cs.Delete(tag("c", "C")) }, app.EConflict},
		{"still used", func(cs *app.ChangeSet) { cs.Delete(tag("a", "A")) }, app.EConflict},
		{"unknown parent", func(cs *app.ChangeSet) { cs.Create(child("d", "D", "nobody")) }, app.EConflict},
		{"no name", func(cs *app.ChangeSet) { cs.Update(tag("c", "C"), tag("c", " ")) }, app.EInvalid},
		{"under its own child", func(cs *app.ChangeSet) { cs.Update(tag("a", "A"), child("a", "A", "b")) }, app.EInvalid},
		{"not UTF-8", func(cs *app.ChangeSet) { cs.Update(tag("c", "C"), tag("c", "caf\xc3")) }, app.EInvalid},
		{"one into another", func(cs *app.ChangeSet) { cs.Update(tag("a", "A"), tag("c", "A")) }, app.EInvalid},
		{"time too fine", func(cs *app.ChangeSet) {
			n := tag("e", "E")
			n.Created = n.Created.Add(1)
			cs.Create(n)
		}, app.EInvalid},
		{"swap of parent and child", func(cs *app.ChangeSet) {
			cs.Update(child("b", "B", "a"), tag("b", "B"))
			cs.Update(tag("a", "A"), child("a", "A", "b"))
		}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := fresh(t)
			commit(t, s, tag("a", "A"), child("b", "B", "a"), tag("c", "C"))
			cs := app.NewChangeSet("Try", "ana", noon)
			c.change(cs)
			_, err := s.Apply(ctx, cs)
			wantCode(t, "Apply()", err, c.want)
			entries, err := s.Entries(ctx, app.Page{})
			if want := 1; c.want != "" && (err != nil || len(entries) != want) {
				t.Errorf("a refused step left %d entries, %v, want %d", len(entries), err, want)
			}
		})
	}
}

func TestUndo_TakesBackASpecimenOfEveryKindAndRedoBringsItBack(t *testing.T) {
	s := fresh(t)
	e := commit(t, s, specimen()...)
	s = reopen(t, s)
	if _, err := s.Revert(ctx, e.Seq); err != nil {
		t.Fatal(err)
	}
	for _, r := range specimen() {
		_, err := s.Find(ctx, r.Ref())
		wantCode(t, "Find() after undo", err, app.ENotFound)
	}
	_, err := s.Revert(ctx, e.Seq)
	wantCode(t, "Revert() twice", err, app.EConflict)
	s = reopen(t, s)
	if next, ok, err := s.NextUndone(ctx); !ok || err != nil || next.Seq != e.Seq {
		t.Fatalf("NextUndone() = %+v, %v, %v", next, ok, err)
	}
	if _, err := s.Reapply(ctx, e.Seq); err != nil {
		t.Fatal(err)
	}
	for _, want := range specimen() {
		if got, err := s.Find(ctx, want.Ref()); err != nil || !got.Equal(want) {
			t.Errorf("Find(%v) after redo = %+v, %v", want.Ref(), got, err)
		}
	}
	if last, ok, err := s.LastApplied(ctx); !ok || err != nil || last.Seq != e.Seq {
		t.Fatalf("LastApplied() = %+v, %v, %v", last, ok, err)
	}
}
