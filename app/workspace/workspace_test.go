package workspace_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"throughline/app"
	"throughline/app/exchange"
	"throughline/app/generate"
	"throughline/app/history"
)

func TestTagAtRandom(t *testing.T) {
	w, _ := open(t)
	ctx := t.Context()
	dir := t.TempDir()
	if _, err := generate.Write(ctx, dir, generate.Options{Seed: 1, Words: 600}, 4, generate.WebVTT, nil); err != nil {
		t.Fatal(err)
	}
	st, err := w.Studies.Create(ctx, app.Study{Name: "Big"})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.TagAtRandom(ctx, st.ID, 10, 1, nil); app.CodeOf(err) != app.EInvalid {
		t.Errorf("without interviews: %v, want refused", err)
	}
	if _, err := w.Exchange.Import(ctx, []string{dir}, exchange.Options{Study: st.ID}, nil); err != nil {
		t.Fatal(err)
	}
	if err := w.TagAtRandom(ctx, st.ID, 0, 1, nil); err != nil {
		t.Error(err)
	}
	if err := w.TagAtRandom(ctx, st.ID, 2502, 7, nil); err != nil {
		t.Fatal(err)
	}
	n, err := w.Store.Counts(ctx, st.ID)
	if err != nil || n.Findings != 2502 || n.Tags != 24 {
		t.Errorf("Counts() = %+v, %v", n, err)
	}
	facets, err := w.Store.FindingFacets(ctx, app.FindingQuery{Study: st.ID})
	if err != nil || facets.Untagged != 0 || len(facets.Interviews) != 4 || facets.Interviews[0].Count-facets.Interviews[3].Count > 1 || len(facets.Tags) != 24 {
		t.Errorf("spread over %v, %d untagged, %v", facets.Interviews, facets.Untagged, err)
	}
	whole(t, w)
}

func TestTagAtRandom_EqualSeedsGiveEqualPassages(t *testing.T) {
	passages := func() string {
		w, _ := open(t)
		dir := t.TempDir()
		if _, err := generate.Write(t.Context(), dir, generate.Options{Seed: 1, Words: 300}, 3, generate.Plain, nil); err != nil {
			t.Fatal(err)
		}
		st, err := w.Studies.Create(t.Context(), app.Study{Name: "Big"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Exchange.Import(t.Context(), []string{dir}, exchange.Options{Study: st.ID}, nil); err != nil {
			t.Fatal(err)
		}
		if err := w.TagAtRandom(t.Context(), st.ID, 50, 3, nil); err != nil {
			t.Fatal(err)
		}
		rows, err := w.Store.Findings(t.Context(), app.FindingQuery{Study: st.ID, Order: app.ByNewest})
		if err != nil {
			t.Fatal(err)
		}
		quotes := map[string]int{}
		for _, r := range rows {
			quotes[r.InterviewTitle+"|"+r.Quote]++
		}
		return fmt.Sprint(quotes)
	}
	if a, b := passages(), passages(); a != b {
		t.Error("two runs differ")
	}
}

func TestClose_StopsJobsBeforeTheFileCloses(t *testing.T) {
	w, _ := open(t)
	var last error
	started := make(chan struct{})
	w.Jobs.Start("Long", func(ctx context.Context, _ app.Progress) error {
		close(started)
		<-ctx.Done()
		_, last = w.Store.Studies(context.WithoutCancel(ctx))
		return ctx.Err()
	})
	<-started
	if err := errors.Join(w.Close(), last); err != nil {
		t.Errorf("Close() = %v", err)
	}
	if _, err := w.Log.Tidy(t.Context(), history.Keep, time.Now()); err == nil {
		t.Error("the file is still open")
	}
}

func TestTidy_EndsWithTheWorkspace(t *testing.T) {
	w, _ := open(t)
	w.Tidy()
	if err := w.Close(); err != nil {
		t.Errorf("Close() = %v", err)
	}
	if _, err := w.Log.Tidy(t.Context(), history.Keep, time.Now()); err == nil {
		t.Error("the file is still open")
	}
}
