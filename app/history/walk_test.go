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

// tale commits the steps 1 to 7: tags a to g; 3 and 4 are a batch.
func tale(t *testing.T, b *apptest.Bench) {
	t.Helper()
	for i, name := range strings.Split("a b c d e f g", " ") {
		batch := app.ChangeSetID("")
		if i == 2 || i == 3 {
			batch = "batch"
		}
		commit(t, b, step(b, "Add "+name, batch, name))
	}
}

func TestUndoTo_GoesToAnyPointAndRedoToBack(t *testing.T) {
	for _, c := range []struct {
		name        string
		undo        int64
		steps       int
		left        string
		redo        int64
		redone      int
		leftAfter   string
		label, next string
	}{
		{"to the last", 7, 0, "a b c d e f g", 0, 0, "a b c d e f g", "Add g", ""},
		{"one back", 6, 1, "a b c d e f", 7, 1, "a b c d e f g", "Add g", ""},
		{"into a batch keeps it whole", 3, 3, "a b c d", 6, 2, "a b c d e f", "Add f", "Add g"},
		{"before a batch", 2, 4, "a b", 3, 1, "a b c d", "Add d", "Add e"},
		{"the beginning", 0, 6, "", 1, 1, "a", "Add a", "Add b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := apptest.New(t)
			tale(t, b)
			plan, err := b.Log.Plan(t.Context(), c.undo)
			if err != nil || plan.Steps != c.steps || plan.Redo {
				t.Errorf("Plan() = %+v, %v", plan, err)
			}
			last := int64(0)
			n, err := b.Log.UndoTo(t.Context(), c.undo, func(done, total int64, _ string) {
				if done != last+1 || total != int64(c.steps) {
					t.Errorf("progress %d of %d after %d", done, total, last)
				}
				last = done
			})
			if got := strings.Join(names(t, b), " "); err != nil || n != c.steps || got != c.left {
				t.Fatalf("UndoTo() = %d, %v, left %q, want %d and %q", n, err, got, c.steps, c.left)
			}
			if c.redo == 0 {
				return
			}
			if plan, err := b.Log.Plan(t.Context(), c.redo); err != nil || plan.Steps != c.redone || !plan.Redo {
				t.Errorf("Plan() = %+v, %v", plan, err)
			}
			n, err = b.Log.RedoTo(t.Context(), c.redo, nil)
			if got := strings.Join(names(t, b), " "); err != nil || n != c.redone || got != c.leftAfter {
				t.Errorf("RedoTo() = %d, %v, left %q, want %d and %q", n, err, got, c.redone, c.leftAfter)
			}
			if got := b.Log.State(); got != (history.State{Undo: c.label, Redo: c.next}) {
				t.Errorf("State() = %+v", got)
			}
			b.Whole(t)
		})
	}
}

func TestPlan_CountsStepsPeopleAndRecords(t *testing.T) {
	b := apptest.New(t)
	commit(t, b, step(b, "First", "", "a"))
	ben := b.As("Ben")
	cs := ben.Begin("Second")
	cs.Create(newTag(b, "b"))
	cs.Create(newTag(b, "c"))
	commit(t, b, cs)
	commit(t, b, step(b, "Third", "x", "d"))
	commit(t, b, step(b, "Third", "x", "e"))
	w, err := b.Log.Plan(t.Context(), 1)
	if err != nil || w.Steps != 2 || w.Records != 4 || !slices.Equal(w.Authors, []string{"Ben", apptest.Author}) || !w.Since.Equal(cs.At) {
		t.Errorf("Plan() = %+v, %v", w, err)
	}
	if _, err := b.Log.Plan(t.Context(), 99); app.CodeOf(err) != app.ENotFound {
		t.Errorf("Plan(unknown) = %v", err)
	}
}

func TestUndoTo_RefusesWhatIsNotThere(t *testing.T) {
	b := apptest.New(t)
	tale(t, b)
	if _, err := b.Log.UndoTo(t.Context(), 5, nil); err != nil {
		t.Fatal(err)
	}
	for name, do := range map[string]func() (int, error){
		"undo to a step taken back": func() (int, error) { return b.Log.UndoTo(t.Context(), 6, nil) },
		"redo to a step in force":   func() (int, error) { return b.Log.RedoTo(t.Context(), 2, nil) },
		"undo to a step unknown":    func() (int, error) { return b.Log.UndoTo(t.Context(), 77, nil) },
	} {
		before := b.Hash()
		if n, err := do(); n != 0 || app.CodeOf(err) != app.ENotFound || b.Hash() != before {
			t.Errorf("%s = %d, %v", name, n, err)
		}
	}
}

func TestUndoTo_StopsBetweenStepsAndSaysHowFarItCame(t *testing.T) {
	b := apptest.New(t)
	tale(t, b)
	ctx, cancel := context.WithCancel(t.Context())
	n, err := b.Log.UndoTo(ctx, 0, func(done, _ int64, _ string) {
		if done == 4 {
			cancel()
		}
	})
	if got := strings.Join(names(t, b), " "); n != 4 || !errors.Is(err, context.Canceled) || got != "a b" {
		t.Errorf("UndoTo() = %d, %v, left %q; want 4 steps with the batch whole", n, err, got)
	}
	if got := b.Log.State(); got != (history.State{Undo: "Add b", Redo: "Add c"}) {
		t.Errorf("State() = %+v", got)
	}
	b.Whole(t)
}

func TestUndoTo_NamesTheStepThatStandsInTheWay(t *testing.T) {
	b := apptest.New(t)
	s := &brittle{Store: b.Store}
	log, err := history.Open(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	tale(t, b)
	s.left = 3
	n, err := log.UndoTo(t.Context(), 0, nil)
	message, hint := app.Explain(err)
	if n != 2 || !errors.Is(err, errDisk) || !strings.HasPrefix(message, "“Add e” could not be taken back.") || !strings.Contains(hint, "2 steps before it were taken back") {
		t.Errorf("UndoTo() = %d, %q, %q", n, message, hint)
	}
	if got := strings.Join(names(t, b), " "); got != "a b c d e" {
		t.Errorf("left %q", got)
	}
}

func TestUndoOnly_IsANewStepThatLeavesTheOthers(t *testing.T) {
	b := apptest.New(t)
	tale(t, b)
	ben := b.As("Ben")
	undo := func(first, last int64) error {
		_, err := b.Log.UndoOnly(t.Context(), app.Mark{First: first, Seq: last}, ben)
		return err
	}
	want := func(name, tags, label string) {
		t.Helper()
		if got := strings.Join(names(t, b), " "); got != tags {
			t.Errorf("%s: left %q, want %q", name, got, tags)
		}
		if got := b.Log.State().Undo; got != label {
			t.Errorf("%s: the last step is %q, want %q", name, got, label)
		}
		b.Whole(t)
	}
	if err := undo(2, 2); err != nil {
		t.Fatal(err)
	}
	want("one", "a c d e f g", "Undo: Add b")
	if err := undo(3, 4); err != nil {
		t.Fatal(err)
	}
	want("a batch", "a e f g", "Undo: Add d")
	if err := undo(8, 8); err != nil { // "Undo: Add b"
		t.Fatal(err)
	}
	want("an undo", "a b e f g", "Redo: Add b")
	if err := undo(10, 10); err != nil { // the last one
		t.Fatal(err)
	}
	want("the last step", "a e f g", "Undo: Add d")
	if e, err := b.Log.Entries(t.Context(), app.Page{Limit: 2}); err != nil || e[1].Author != "Ben" || e[0].State != app.EntryUndone {
		t.Errorf("Entries() = %+v, %v", e, err)
	}
	if _, err := b.Log.UndoTo(t.Context(), 7, nil); err != nil {
		t.Fatal(err)
	}
	want("undo of all that", "a b c d e f g", "Add g")
	if _, err := b.Log.RedoTo(t.Context(), 9, nil); err != nil {
		t.Fatal(err)
	}
	want("and redo", "a e f g", "Undo: Add d")
}

func TestUndoOnly_RefusesWithASentenceThatNamesWhatIsInTheWay(t *testing.T) {
	b := apptest.New(t)
	st := b.Study("A")
	iv := b.Session(st, "P1", "P: We pay too much.")
	trust := b.Tag(st, "Trust", "") // step 3
	renamed := edit(trust, func(t *app.Tag) { t.Name = "Confidence" })
	cs := b.As("Ben").Begin("Rename Trust")
	cs.Update(trust, renamed)
	commit(t, b, cs)
	price := b.Tag(st, "Pricing", "") // step 5
	f := iv.Finding("too much", price.ID)
	th := b.Theme(st, "Money", f) // step 7
	cs = b.Hand.Begin("Move")
	cs.Delete(&app.Placement{Theme: th.ID, Finding: f.ID, Order: 1, Stamp: mustPlacement(t, b, st, f).Stamp})
	commit(t, b, cs)
	for _, c := range []struct {
		name          string
		seq           int64
		code          app.Code
		message, hint string
	}{
		{"changed later", 3, app.EConflict, "“Put” cannot be taken back alone. The tag “Trust” was changed meanwhile.", "changed by “Rename Trust” by Ben."},
		{"used later", 5, app.EConflict, "“Put” cannot be taken back alone. The tag “Pricing” is still used by others.", "Take back or change what uses it first"},
		{"gone later", 7, app.EConflict, "“Put” cannot be taken back alone. The place of a finding in a theme is gone.", "“Move” by Mara"},
		{"unknown", 99, app.ENotFound, "The step was not found.", ""},
	} {
		b.Nothing(t, c.code, func() error {
			_, err := b.Log.UndoOnly(t.Context(), app.Mark{First: c.seq, Seq: c.seq}, b.Hand)
			message, hint := app.Explain(err)
			if message != c.message || !strings.Contains(hint, c.hint) {
				t.Errorf("%s: %q, %q", c.name, message, hint)
			}
			return err
		})
	}
}

func mustPlacement(t *testing.T, b *apptest.Bench, st *app.Study, f *app.Finding) *app.Placement {
	t.Helper()
	all, err := b.Store.Placements(t.Context(), st.ID)
	if err != nil || len(all) != 1 || all[0].Finding != f.ID {
		t.Fatalf("Placements() = %v, %v", all, err)
	}
	return &all[0]
}

// aged is a store with n entries a day apart, each making one tag; batches of every third to fifth of ten.
func aged(t *testing.T, n int) (*storage.Store, time.Time) {
	t.Helper()
	s := storagetest.New(t)
	at := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	for i := range n {
		cs := app.NewChangeSet(fmt.Sprint("Step ", i+1), "ana", at.AddDate(0, 0, i))
		if i%10 >= 2 && i%10 <= 4 {
			cs.Batch = app.ChangeSetID(fmt.Sprint("batch", i/10))
		}
		cs.Create(&app.Tag{ID: app.TagID(fmt.Sprint(i)), Name: "T", Status: app.TagActive, Stamp: app.NewStamp("ana", cs.At)})
		if _, err := s.Apply(t.Context(), cs); err != nil {
			t.Fatal(err)
		}
	}
	return s, at.AddDate(0, 0, n)
}

func TestTidy_KeepsWhatAnyRuleKeepsAndNoPartOfABatch(t *testing.T) {
	for _, c := range []struct {
		name   string
		policy app.SealPolicy
		undone int // steps taken back before
		sealed int64
	}{
		{"everything is young", app.SealPolicy{Steps: 1, Age: 1000 * 24 * time.Hour}, 0, 0},
		{"everything fits", app.SealPolicy{Steps: 1, Bytes: 1 << 30}, 0, 0},
		{"the newest forty", app.SealPolicy{Steps: 40}, 0, 60},
		{"the last ten days", app.SealPolicy{Steps: 1, Age: 10*24*time.Hour + time.Hour}, 0, 90},
		{"never a part of a batch", app.SealPolicy{Steps: 37}, 0, 62},
		{"nor its beginning", app.SealPolicy{Steps: 36}, 0, 62},
		{"a batch that just fits", app.SealPolicy{Steps: 35}, 0, 65},
		{"no rule keeps the last one", app.SealPolicy{}, 0, 99},
		{"what was taken back stays", app.SealPolicy{Steps: 1}, 5, 95},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, now := aged(t, 100)
			log, err := history.Open(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			for range c.undone {
				if _, err := log.Undo(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			before, state := hashOf(t, s), log.State()
			n, err := log.Tidy(t.Context(), c.policy, now)
			if err != nil || int64(n) != c.sealed {
				t.Fatalf("Tidy() = %d, %v, want %d", n, err, c.sealed)
			}
			if hashOf(t, s) != before || c.undone == 0 && log.State() != state {
				t.Errorf("tidying changed the workspace or what undo does: %+v, was %+v", log.State(), state)
			}
			if n, err := log.Tidy(t.Context(), c.policy, now); n != 0 || err != nil {
				t.Errorf("a second time: %d, %v", n, err)
			}
			entries, err := log.Entries(t.Context(), app.Page{})
			if err != nil || len(entries) != 100 {
				t.Fatalf("%d entries are listed, %v", len(entries), err)
			}
			for _, e := range entries {
				if sealed := e.State == app.EntrySealed; sealed != (e.Seq <= c.sealed) || e.Author != "ana" || e.Label != fmt.Sprint("Step ", e.Seq) {
					t.Errorf("entry %+v", e)
				}
			}
			if rep, err := s.Check(t.Context(), nil); err != nil || !rep.OK {
				t.Errorf("Check() = %v, %v", rep.Problems, err)
			}
			if c.sealed == 0 {
				return
			}
			if _, err := log.UndoTo(t.Context(), c.sealed-5, nil); app.CodeOf(err) != app.EConflict {
				t.Errorf("UndoTo(sealed) = %v", err)
			}
			if _, err := log.UndoOnly(t.Context(), app.Mark{First: 1, Seq: 1}, app.Hand{Author: "ana"}); app.CodeOf(err) != app.ENotFound {
				t.Errorf("UndoOnly(sealed) = %v", err)
			}
			if _, err := log.UndoTo(t.Context(), c.sealed, nil); err != nil {
				t.Errorf("UndoTo(the last sealed) = %v", err)
			}
			if _, err := log.Undo(t.Context()); app.CodeOf(err) != app.ENotFound {
				t.Errorf("Undo() past it = %v", err)
			}
		})
	}
}

func hashOf(t *testing.T, s *storage.Store) string {
	t.Helper()
	h, err := s.ContentHash(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestTidy_WorksInChunksAndForgetsWhatWasOvertaken(t *testing.T) {
	s, now := aged(t, 1000)
	log, err := history.Open(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err := log.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	cs := app.NewChangeSet("New", "ana", now)
	cs.Create(&app.Tag{ID: "new", Name: "T", Status: app.TagActive, Stamp: app.NewStamp("ana", now)})
	if err := log.Commit(t.Context(), cs); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Seal(t.Context(), app.SealPolicy{Steps: 100}, now); n != 3 || err != nil { // the overtaken ones
		t.Errorf("Seal() = %d, %v, want 3", n, err)
	}
	first, err := s.Seal(t.Context(), app.SealPolicy{Steps: 100}, now)
	if err != nil || first < 400 || first > 405 {
		t.Errorf("Seal() = %d, %v, want about 400", first, err)
	}
	rest, err := log.Tidy(t.Context(), app.SealPolicy{Steps: 100}, now)
	if err != nil || first+rest != 898 {
		t.Errorf("Tidy() = %d after %d, %v, want 898 together", rest, first, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := log.Tidy(ctx, app.SealPolicy{Steps: 1}, now); err == nil {
		t.Error("Tidy() does not look at its context")
	}
}
