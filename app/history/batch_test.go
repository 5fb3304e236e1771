package history_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/history"
	"throughline/storage"
	"throughline/storage/storagetest"
)

var errDisk = errors.New("the disk is gone")

// brittle is a store that fails when a chosen number of reverts or reapplies is reached.
type brittle struct {
	*storage.Store
	left int
}

func (b *brittle) Revert(ctx context.Context, seq int64) (*app.ChangeSet, error) {
	return b.count(ctx, seq, b.Store.Revert)
}

func (b *brittle) Reapply(ctx context.Context, seq int64) (*app.ChangeSet, error) {
	return b.count(ctx, seq, b.Store.Reapply)
}

func (b *brittle) count(ctx context.Context, seq int64, step func(context.Context, int64) (*app.ChangeSet, error)) (*app.ChangeSet, error) {
	if b.left--; b.left == 0 {
		return nil, errDisk
	}
	return step(ctx, seq)
}

func TestLog_ABatchThatFailsHalfwayIsMadeWholeAgain(t *testing.T) {
	ctx := t.Context()
	s := &brittle{Store: storagetest.New(t)}
	log, err := history.Open(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for i := range 5 {
		cs := app.NewChangeSet("Import", "ana", now)
		cs.Batch = "batch"
		cs.Create(&app.Tag{ID: app.TagID(fmt.Sprint(i)), Name: "T", Status: app.TagActive, Stamp: app.NewStamp("ana", now)})
		if err := log.Commit(ctx, cs); err != nil {
			t.Fatal(err)
		}
	}
	balance := 0
	defer log.Subscribe(func(cs *app.ChangeSet) {
		if balance++; cs.Changes[0].After == nil {
			balance -= 2
		}
	})()
	tags := func() int {
		rows, err := s.Tags(ctx, "")
		if err != nil {
			t.Fatal(err)
		}
		return len(rows)
	}
	s.left = 4
	if _, err := log.Undo(ctx); !errors.Is(err, errDisk) {
		t.Errorf("Undo() = %v, want %v", err, errDisk)
	}
	if tags() != 5 || balance != 0 || log.State() != (history.State{Undo: "Import"}) {
		t.Errorf("after a failed undo: %d tags, balance %d, state %+v", tags(), balance, log.State())
	}
	if _, err := log.Undo(ctx); err != nil || tags() != 0 {
		t.Fatalf("Undo() = %v, %d tags", err, tags())
	}
	s.left = 3
	if _, err := log.Redo(ctx); !errors.Is(err, errDisk) {
		t.Errorf("Redo() = %v, want %v", err, errDisk)
	}
	if tags() != 0 || balance != -5 || log.State() != (history.State{Redo: "Import"}) {
		t.Errorf("after a failed redo: %d tags, balance %d, state %+v", tags(), balance, log.State())
	}
	if _, err := log.Redo(ctx); err != nil || tags() != 5 {
		t.Errorf("Redo() = %v, %d tags", err, tags())
	}
}

func TestLog_ABatchGoesByOneNameUndoneAndRedone(t *testing.T) {
	b := apptest.New(t)
	batch := app.NewID[app.ChangeSetID]()
	commit(t, b, step(b, "New study", batch, "study"))
	commit(t, b, step(b, "Add the sample", batch, "sample"))
	for _, c := range []struct {
		name string
		walk func(context.Context) (app.Entry, error)
	}{{"undo", b.Log.Undo}, {"redo", b.Log.Redo}, {"undo again", b.Log.Undo}} {
		if e, err := c.walk(t.Context()); err != nil || e.Label != "Add the sample" {
			t.Errorf("%s names %q, error %v", c.name, e.Label, err)
		}
	}
}

// between stores an import of two parts with a step of another person between them, and says which tags there are.
func between(t *testing.T, middle func(b *apptest.Bench, cs *app.ChangeSet)) (*apptest.Bench, func() string) {
	b := apptest.New(t)
	batch := app.NewID[app.ChangeSetID]()
	commit(t, b, step(b, "Import", batch, "one"))
	cs := app.NewChangeSet("Star", "jon", apptest.Noon)
	middle(b, cs)
	commit(t, b, cs)
	commit(t, b, step(b, "Import", batch, "two"))
	return b, func() string { return strings.Join(names(t, b), " ") }
}

func other(b *apptest.Bench, cs *app.ChangeSet) { cs.Create(newTag(b, "other")) }

// inside changes what the first part of the import made.
func inside(b *apptest.Bench, cs *app.ChangeSet) {
	rows, err := b.Store.Tags(b.T.Context(), "")
	if err != nil || len(rows) != 1 {
		b.T.Fatal(rows, err)
	}
	one := &rows[0].Tag
	now := *one
	now.Name = "one renamed"
	cs.Update(one, &now)
}

func TestLog_ABatchGoesWholeThoughOthersStandBetween(t *testing.T) {
	b, tags := between(t, other)
	ctx := t.Context()
	for _, c := range []struct {
		name string
		walk func(context.Context) (app.Entry, error)
		want string
		then history.State
	}{
		{"undo", b.Log.Undo, "other", history.State{Undo: "Star", Redo: "Import"}},
		{"redo", b.Log.Redo, "one other two", history.State{Undo: "Import"}},
		{"undo again", b.Log.Undo, "other", history.State{Undo: "Star", Redo: "Import"}},
		{"undo the other", b.Log.Undo, "", history.State{Redo: "Import"}},
	} {
		if e, err := c.walk(ctx); err != nil || e.Part || tags() != c.want || b.Log.State() != c.then {
			t.Errorf("%s: part %v, error %v, tags %q, state %+v; want %q, %+v", c.name, e.Part, err, tags(), b.Log.State(), c.want, c.then)
		}
	}
	for range 2 {
		if _, err := b.Log.Redo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if got := tags(); got != "one other two" {
		t.Errorf("all is brought back as %q", got)
	}
	b.Whole(t)
}

func TestLog_ABatchThatOthersStandOnGoesInParts(t *testing.T) {
	b, tags := between(t, inside)
	ctx := t.Context()
	for _, c := range []struct {
		name string
		walk func(context.Context) (app.Entry, error)
		part bool
		want string
	}{
		{"undo", b.Log.Undo, true, "one renamed"},
		{"undo what stands on it", b.Log.Undo, false, "one"},
		{"undo the rest", b.Log.Undo, false, ""},
		{"redo all of it", b.Log.Redo, false, "one two"},
		{"redo what stood on it", b.Log.Redo, false, "one renamed two"},
	} {
		if e, err := c.walk(ctx); err != nil || e.Part != c.part || tags() != c.want {
			t.Errorf("%s: part %v, error %v, tags %q; want %v, %q", c.name, e.Part, err, tags(), c.part, c.want)
		}
	}
	b.Whole(t)
}

func TestLog_ABatchThatStandsOnOthersComesBackInParts(t *testing.T) {
	b := apptest.New(t)
	batch, ctx := app.NewID[app.ChangeSetID](), t.Context()
	parent := step(b, "New tag", "", "parent")
	child := step(b, "Import", batch, "child")
	child.Changes[0].After.(*app.Tag).Parent = parent.Changes[0].After.(*app.Tag).ID
	for _, cs := range []*app.ChangeSet{step(b, "Import", batch, "one"), parent, child} {
		commit(t, b, cs)
	}
	for _, c := range []struct {
		name string
		walk func(context.Context) (app.Entry, error)
		part bool
		want []string
	}{
		{"undo", b.Log.Undo, false, []string{"parent"}},
		{"undo what it stands on", b.Log.Undo, false, nil},
		{"redo a part", b.Log.Redo, true, []string{"one"}},
		{"redo what it stands on", b.Log.Redo, false, []string{"one", "parent"}},
		{"redo the rest", b.Log.Redo, false, []string{"child", "one", "parent"}},
	} {
		e, err := c.walk(ctx)
		got := names(t, b)
		if slices.Sort(got); err != nil || e.Part != c.part || !slices.Equal(got, c.want) {
			t.Errorf("%s: part %v, error %v, tags %v; want %v, %v", c.name, e.Part, err, got, c.part, c.want)
		}
	}
	b.Whole(t)
}

func TestUndoOnly_TakesAllOfABatch(t *testing.T) {
	for _, c := range []struct {
		name, want string
		middle     func(*apptest.Bench, *app.ChangeSet)
		at         int // of the marks, the newest first
		code       app.Code
	}{
		{"from its newer part", "later other", other, 1, ""},
		{"from its older part", "later other", other, 3, ""},
		{"not what others stand on", "later one renamed two", inside, 1, app.EConflict},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, tags := between(t, c.middle)
			commit(t, b, step(b, "Later", "", "later"))
			marks, err := b.Log.Marks(t.Context(), app.HistoryQuery{})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := b.Log.UndoOnly(t.Context(), marks[c.at], b.Hand); app.CodeOf(err) != c.code || tags() != c.want {
				t.Errorf("UndoOnly() = %v, tags %q; want %q", err, tags(), c.want)
			}
		})
	}
}

func TestUndoTo_StopsInsideABatchThatOthersStandBetween(t *testing.T) {
	b, tags := between(t, other)
	marks, err := b.Log.Marks(t.Context(), app.HistoryQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := b.Log.UndoTo(t.Context(), marks[1].Seq, nil); n != 1 || err != nil || tags() != "one other" {
		t.Errorf("UndoTo() = %d, %v, tags %q; want what was there when the other step was made", n, err, tags())
	}
}

func TestCommitAll_IsWholeOrNothing(t *testing.T) {
	b := apptest.New(t)
	sets := func(names ...string) (all []*app.ChangeSet) {
		for _, n := range names {
			all = append(all, step(b, "Merge", "", n))
		}
		return all
	}
	told := []int{}
	if err := b.Log.CommitAll(t.Context(), sets("one", "two", "three"), func(n int) { told = append(told, n) }); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(told, []int{1, 2, 3}) || b.Log.State().Undo != "Merge" {
		t.Errorf("told %v, state %+v", told, b.Log.State())
	}
	if _, err := b.Log.Undo(t.Context()); err != nil || len(names(t, b)) > 0 {
		t.Errorf("undo leaves %v, error %v", names(t, b), err)
	}
	before := step(b, "Before", "", "there")
	commit(t, b, before)
	refused := sets("four", "five", "six")
	refused[1].Changes = before.Changes // made already
	if err := b.Log.CommitAll(t.Context(), refused, func(int) {}); app.CodeOf(err) != app.EConflict {
		t.Errorf("CommitAll() = %v, want a conflict", err)
	}
	if got := names(t, b); !slices.Equal(got, []string{"there"}) || b.Log.State().Undo != "Before" {
		t.Errorf("of what was refused is stored %v, state %+v", got, b.Log.State())
	}
}
