package storage_test

import (
	"fmt"
	"testing"

	"throughline/app"
)

func TestMeaning_IsDueUntilItIsMade(t *testing.T) {
	s := library(t)
	code := func(r app.PlaceRange, c byte) []app.PlaceOf {
		t.Helper()
		all := must(s.MeaningTexts(ctx, r))(t)
		for i := range all {
			all[i].Code = []byte{c, c}
		}
		return all
	}
	due := func(k app.Kind, want string) (next app.PlaceRange) {
		t.Helper()
		next, left, ok, err := s.MeaningDue(ctx, k, 0)
		if got := fmt.Sprint(next.First, next.Last, left, ok, err); got != want {
			t.Errorf("due of %s: %s, want %s", k, got, want)
		}
		return next
	}
	kept := func(k app.Kind) (n int) {
		t.Helper()
		if err := s.EachMeaning(ctx, k, func(_ int64, codes []byte) {
			for _, b := range codes {
				if b != 0 {
					n++
				}
			}
		}); err != nil {
			t.Fatal(err)
		}
		return n / 2
	}
	save := func(r app.PlaceRange) {
		t.Helper()
		if err := s.SaveMeaning(ctx, r, code(r, 7), 2); err != nil {
			t.Fatal(err)
		}
	}
	turns := due(app.KindTranscript, "1 10 10 true <nil>")
	save(turns)
	due(app.KindTranscript, "0 0 0 false <nil>")
	f := due(app.KindFinding, "1 1 1 true <nil>")
	save(f)
	if kept(app.KindTranscript) != 10 || kept(app.KindFinding) != 1 {
		t.Errorf("kept %d turns and %d findings", kept(app.KindTranscript), kept(app.KindFinding))
	}
	if got := must(s.MeaningBasis(ctx))(t); got != "" {
		t.Errorf("basis %q", got)
	}

	was := must(s.Find(ctx, app.Ref{Kind: app.KindFinding, ID: "f1"}))(t).(*app.Finding)
	change := func(edit func(*app.Finding)) {
		t.Helper()
		next := *was
		edit(&next)
		cs := app.NewChangeSet("Change", "ana", by.Created)
		cs.Update(was, &next)
		if _, err := s.Apply(ctx, cs); err != nil {
			t.Fatal(err)
		}
		was = &next
	}
	change(func(f *app.Finding) { f.Star = true })
	due(app.KindFinding, "0 0 0 false <nil>")
	change(func(f *app.Finding) { f.Note = "other words" })
	f = due(app.KindFinding, "1 1 1 true <nil>")
	texts := code(f, 9)
	change(func(f *app.Finding) { f.Note = "while they were placed" })
	if err := s.SaveMeaning(ctx, f, texts, 2); err != nil {
		t.Fatal(err)
	}
	save(due(app.KindFinding, "1 1 1 true <nil>"))
	due(app.KindFinding, "0 0 0 false <nil>")

	tr := must(s.Transcript(ctx, "iv-two"))(t)
	next := *tr
	next.ID, next.Revision = "tr-two-b", 2
	commit(t, s, &next)
	again := due(app.KindTranscript, "6 15 10 true <nil>")
	save(again)
	if got := kept(app.KindTranscript); got != 10 {
		t.Errorf("%d turns kept of two interviews of five, one of two revisions", got)
	}
	if err := s.ResetMeaning(ctx, "another"); err != nil {
		t.Fatal(err)
	}
	due(app.KindTranscript, "1 15 15 true <nil>")
	if got := must(s.MeaningBasis(ctx))(t); got != "another" || kept(app.KindFinding) != 0 {
		t.Errorf("basis %q with %d findings", got, kept(app.KindFinding))
	}
}

func TestSearchFacets_CountMatchesAndWhatIsLikeThem(t *testing.T) {
	s := library(t)
	f := must(s.SearchFacets(ctx, app.SearchQuery{Text: "permissions"}, map[app.Kind][]int64{app.KindTranscript: {2}}))(t)
	if got, want := fmt.Sprint(f.Studies, f.Months[0]), "[{one Study one 4 0} {two Study two 1 0}]"; got[:len(want)] != want {
		t.Errorf("facets %s, want %s", got, want)
	}
	if f = must(s.SearchFacets(ctx, app.SearchQuery{Text: "permissions", Study: "gone"}, nil))(t); len(f.Studies) > 0 {
		t.Errorf("of an unknown study: %+v", f)
	}
}
