package storage_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/app"
	"throughline/storage"
	"throughline/storage/storagetest"
)

func tagNamed(id, name string) *app.Tag {
	return &app.Tag{ID: app.TagID(id), Name: name, Status: app.TagActive, Stamp: by}
}

// signed stores a step of an author at an hour after noon.
func signed(t *testing.T, s *storage.Store, label, author string, hour int, batch app.ChangeSetID, changes ...app.Change) app.Entry {
	t.Helper()
	cs := app.NewChangeSet(label, author, noon.Add(time.Duration(hour)*time.Hour))
	cs.Batch, cs.Changes = batch, changes
	return apply(t, s, cs)
}

// story is a journal of seven entries; the last but one was taken back, the fourth and fifth are a batch.
func story(t *testing.T) *storage.Store {
	t.Helper()
	s := fresh(t)
	a, b := tagNamed("a", "Trust"), tagNamed("b", "Price")
	renamed := *a
	renamed.Name = "Confidence"
	signed(t, s, "Make Trust", "ana", 0, "", app.Change{After: a})
	signed(t, s, "Make Price", "ben", 1, "", app.Change{After: b})
	signed(t, s, "Rename Trust", "ben", 2, "", app.Change{Before: a, After: &renamed})
	signed(t, s, "Import", "ana", 3, "batch", app.Change{After: tagNamed("c", "C")})
	signed(t, s, "Import", "ana", 3, "batch", app.Change{After: tagNamed("d", "D")}, app.Change{After: tagNamed("e", "E")})
	signed(t, s, "New study", "eva", 4, "", app.Change{After: &app.Study{ID: "st", Name: "Study", Stamp: by}})
	e := signed(t, s, "Delete Price", "eva", 5, "", app.Change{Before: b})
	must(s.Revert(ctx, e.Seq))(t)
	return s
}

func TestMarks_ChooseByEveryFilter(t *testing.T) {
	s := story(t)
	for _, c := range []struct {
		name string
		q    app.HistoryQuery
		want string // seqs, newest first
	}{
		{"all", app.HistoryQuery{}, "7 6 5-4 3 2 1"},
		{"author", app.HistoryQuery{Author: "ben"}, "3 2"},
		{"nobody", app.HistoryQuery{Author: "be"}, ""},
		{"kind", app.HistoryQuery{Kind: app.KindStudy}, "6"},
		{"label, any case", app.HistoryQuery{Text: "tRUST"}, "3 1"},
		{"label of a batch", app.HistoryQuery{Text: "import"}, "5-4"},
		{"from", app.HistoryQuery{From: noon.Add(4 * time.Hour)}, "7 6"},
		{"to", app.HistoryQuery{To: noon.Add(2 * time.Hour)}, "2 1"},
		{"record", app.HistoryQuery{Record: app.Ref{Kind: app.KindTag, ID: "a"}}, "3 1"},
		{"record in one entry of a batch", app.HistoryQuery{Record: app.Ref{Kind: app.KindTag, ID: "c"}}, "5-4"},
		{"two at once", app.HistoryQuery{Author: "ana", Text: "make"}, "1"},
		{"record that never was", app.HistoryQuery{Record: app.Ref{Kind: app.KindTag, ID: "zz"}}, ""},
	} {
		var got []string
		for _, m := range must(s.Marks(ctx, c.q))(t) {
			if m.First == m.Seq {
				got = append(got, fmt.Sprint(m.Seq))
			} else {
				got = append(got, fmt.Sprint(m.Seq, "-", m.First))
			}
		}
		if words := strings.ReplaceAll(strings.Join(got, " "), " - ", "-"); words != c.want {
			t.Errorf("%s: %q, want %q", c.name, words, c.want)
		}
	}
	if got := must(s.Authors(ctx))(t); !slices.Equal(got, []string{"ana", "ben", "eva"}) {
		t.Errorf("Authors() = %v", got)
	}
}

func TestSteps_AddUpTheEntriesOfABatch(t *testing.T) {
	s := story(t)
	marks := must(s.Marks(ctx, app.HistoryQuery{}))(t)
	got := must(s.Steps(ctx, []app.Mark{marks[2], marks[0]}))(t)
	if st := got[0]; st.Label != "Import" || st.Seq != 5 || st.First != 4 || st.Entries != 2 || st.Changes != 3 ||
		len(st.Tallies) != 1 || st.Tallies[0] != (app.Tally{Kind: app.KindTag, Made: 3}) {
		t.Errorf("the batch is %+v", st)
	}
	if st := got[1]; st.Label != "Delete Price" || st.State != app.EntryUndone || st.Tallies[0] != (app.Tally{Kind: app.KindTag, Removed: 1}) {
		t.Errorf("the step taken back is %+v", st)
	}
	signed(t, s, "More", "ana", 6, "", app.Change{After: tagNamed("z", "Z")}) // overtakes it
	if st := must(s.Steps(ctx, marks[:1]))(t)[0]; st.Entries != 0 {
		t.Errorf("an overtaken step is %+v", st)
	}
	if n := len(must(s.Marks(ctx, app.HistoryQuery{}))(t)); n != 6 {
		t.Errorf("%d steps are listed, want 6", n)
	}
}

func TestStepChanges_PagesOverTheEntriesOfABatch(t *testing.T) {
	s := story(t)
	for _, c := range []struct {
		name  string
		page  app.Page
		of    app.Ref
		want  string
		total int
	}{
		{"all", app.Page{}, app.Ref{}, "c d e", 3},
		{"the first two", app.Page{Limit: 2}, app.Ref{}, "c d", 3},
		{"from the second entry", app.Page{Offset: 1, Limit: 5}, app.Ref{}, "d e", 3},
		{"beyond", app.Page{Offset: 9, Limit: 5}, app.Ref{}, "", 3},
		{"of one record", app.Page{Limit: 5}, app.Ref{Kind: app.KindTag, ID: "e"}, "e", 1},
	} {
		changes, total, err := s.StepChanges(ctx, 4, 5, c.of, c.page)
		var ids []string
		for _, x := range changes {
			ids = append(ids, x.Ref().ID)
		}
		if err != nil || strings.Join(ids, " ") != c.want || total != c.total {
			t.Errorf("%s: %v of %d, %v, want %s of %d", c.name, ids, total, err, c.want, c.total)
		}
	}
}

// TestRecordSteps_AnswersForEveryRecordOfASpecimen holds the index against the truth: the payloads themselves.
func TestRecordSteps_AnswersForEveryRecordOfASpecimen(t *testing.T) {
	s := fresh(t)
	commit(t, s, specimen()...)
	w := &world{t: t, s: s, rand: rand.New(rand.NewPCG(3, 0))}
	w.f = storagetest.Fill(t, s, storagetest.Size{Interviews: 3, Turns: 6, Findings: 3, Tags: 3, Themes: 2, Insights: 2, Seed: 3})
	truth := map[app.Ref][]int64{}
	for _, m := range must(s.Marks(ctx, app.HistoryQuery{}))(t) {
		changes, _, err := s.StepChanges(ctx, m.First, m.Seq, app.Ref{}, app.Page{})
		if err != nil {
			t.Fatal(err)
		}
		note(truth, m.Seq, changes)
	}
	for range 60 {
		if cs := w.step(); len(cs.Changes) > 0 {
			note(truth, apply(t, s, cs).Seq, cs.Changes)
		}
	}
	for ref, want := range truth {
		var got []int64
		for _, st := range must(s.RecordSteps(ctx, ref, app.Page{}))(t) {
			got = append(got, st.Seq)
			for _, c := range st.Changes {
				if !slices.Contains(app.Touched(c), ref) {
					t.Errorf("%v: a change of %v is told", ref, c.Ref())
				}
			}
		}
		slices.Sort(want)
		slices.Reverse(want)
		if want = slices.Compact(want); !slices.Equal(got, want) {
			t.Errorf("%v: steps %v, want %v", ref, got, want)
		}
	}
	if len(truth) < 50 {
		t.Fatalf("only %d records were touched", len(truth))
	}
}

func note(truth map[app.Ref][]int64, seq int64, changes []app.Change) {
	for _, c := range changes {
		for _, r := range app.Touched(c) {
			truth[r] = append(truth[r], seq)
		}
	}
}

func TestRecordSteps_OfAnInterviewThatWasUndoneTellsItStill(t *testing.T) {
	s := fresh(t)
	e := commit(t, s, specimen()...)
	iv := specimen()[3].Ref()
	must(s.Revert(ctx, e.Seq))(t)
	steps := must(s.RecordSteps(ctx, iv, app.Page{}))(t)
	if len(steps) != 1 || steps[0].State != app.EntryUndone || len(steps[0].Changes) < 2 {
		t.Errorf("RecordSteps() = %+v", steps)
	}
}

func TestTitles_KnowsWhatDeletedRecordsWereCalled(t *testing.T) {
	s := story(t)
	e := signed(t, s, "Delete Price", "eva", 5, "", app.Change{Before: tagNamed("b", "Price")})
	refs := []app.Ref{{Kind: app.KindTag, ID: "a"}, {Kind: app.KindTag, ID: "b"}, {Kind: app.KindTag, ID: "zz"}, {Kind: app.KindPlacement, ID: "x/y"}, {Kind: app.KindStudy, ID: "st"}}
	got := must(s.Titles(ctx, refs))(t)
	want := map[app.Ref]string{refs[0]: "Confidence", refs[1]: "Price", refs[4]: "Study"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("Titles() = %v, want %v (step %d deleted one)", got, want, e.Seq)
	}
}
