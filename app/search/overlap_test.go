package search_test

import (
	"os"
	"slices"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/search"
	"throughline/storage"
	"throughline/synthesis"
	"throughline/synthesis/synthesistest"
	"throughline/synthesis/vector"
)

// TestQuality_CodesLoseFewOfTheNearest asks 100 questions by meaning, for which few texts are compared, chosen by their codes, and holds the ten first
// against those of all texts: of the workspace that THROUGHLINE_WORKSPACE names a copy of, otherwise of 20,000 findings. A hit as like as the tenth is as good as it,
// because generated texts repeat.
func TestQuality_CodesLoseFewOfTheNearest(t *testing.T) {
	if testing.Short() {
		t.Skip("measures quality")
	}
	store := overlapStore(t)
	s := &search.Service{Store: store}
	prepare(t, s)
	all := slices.DeleteFunc(slices.Clone(questions()[:120]), func(q string) bool {
		return synthesis.Meaning().PlaceEnglish(make([]float32, synthesis.MeaningDims), q) != synthesis.ByWords
	})[:100]
	found := map[app.Kind][][]float32{}
	for i, q := range all {
		pages, err := s.NearestTo(t.Context(), q, 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range pages {
			if found[p.Kind] == nil {
				found[p.Kind] = make([][]float32, len(all))
			}
			for _, h := range p.Hits {
				found[p.Kind][i] = append(found[p.Kind][i], float32(h.Score))
			}
		}
	}
	for _, kind := range []app.Kind{app.KindFinding, app.KindTranscript} {
		want, got, first, asked := 0, 0, 0, 0
		for i, best := range nearestOfAll(t, store, kind, all) {
			if len(best) == 0 {
				continue
			}
			var have []float32
			if found[kind] != nil {
				have = found[kind][i]
			}
			n := 0
			for _, score := range have {
				if score >= best[len(best)-1]-1e-4 {
					n++
				}
			}
			want, got, asked = want+len(best), got+min(n, len(best)), asked+1
			if len(have) > 0 && have[0] >= best[0]-1e-4 {
				first++
			}
		}
		if want == 0 {
			continue
		}
		share := float64(got) / float64(want)
		t.Logf("%s: %d questions with an answer, overlap@10 %.3f, first the same for %d", kind, asked, share, first)
		if least := 0.85; os.Getenv("THROUGHLINE_WORKSPACE") == "" && share < least {
			t.Errorf("%s: %.3f of the ten nearest are found, want %.2f at least", kind, share, least)
		}
	}
}

// overlapStore is the workspace to ask.
func overlapStore(t *testing.T) *storage.Store {
	t.Helper()
	if path := os.Getenv("THROUGHLINE_WORKSPACE"); path != "" {
		s, err := storage.Open(t.Context(), path, storage.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() }) // the places that were made may stay
		return s
	}
	bench := apptest.New(t)
	st := bench.Study("Feedback")
	var records []app.Record
	for _, s := range synthesistest.Grow(t, 20_000, 1) {
		records = append(records, &app.Finding{ID: app.NewID[app.FindingID](), Study: st.ID, Note: s, At: app.NoTime, Stamp: bench.Hand.Stamp()})
	}
	bench.Put(records...)
	return bench.Store
}

// nearestOfAll are the likenesses of the ten nearest of all texts of a kind to each question, the nearest first, as far as they are like it.
func nearestOfAll(t *testing.T, store *storage.Store, kind app.Kind, questions []string) [][]float32 {
	t.Helper()
	placer := synthesis.Meaning()
	asked, best := make([][]float32, len(questions)), make([][]float32, len(questions))
	for i, q := range questions {
		asked[i] = make([]float32, synthesis.MeaningDims)
		placer.PlaceEnglish(asked[i], q)
	}
	const rows, gap = 4096, 64
	for first, empty := int64(1), 0; empty < gap; first += rows {
		texts, err := store.MeaningTexts(t.Context(), app.PlaceRange{Kind: kind, First: first, Last: first + rows - 1})
		if err != nil {
			t.Fatal(err)
		}
		if empty++; len(texts) > 0 {
			empty = 0
		}
		places := make([][]float32, len(texts))
		_ = vector.EachChunk(t.Context(), len(texts), 64, func(lo, hi int) { // the test's end is looked at by the store
			for i := lo; i < hi; i++ {
				row := make([]float32, synthesis.MeaningDims)
				if placer.Place(row, texts[i].Text) == synthesis.ByWords {
					places[i] = row
				}
			}
		})
		_ = vector.EachChunk(t.Context(), len(asked), 1, func(lo, hi int) { // as above
			for q := lo; q < hi; q++ {
				for _, p := range places {
					if p == nil {
						continue
					}
					if score := vector.Dot(asked[q], p); score >= search.LeastLike && (len(best[q]) < 10 || score > best[q][9]) {
						at, _ := slices.BinarySearchFunc(best[q], score, func(a, b float32) int { return int(b*1e6) - int(a*1e6) })
						best[q] = slices.Insert(best[q], at, score)
						best[q] = best[q][:min(10, len(best[q]))]
					}
				}
			}
		})
	}
	return best
}
