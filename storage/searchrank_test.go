package storage_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/storage"
)

// remarks is a workspace of 2,400 findings: "the" stands in nine of ten, "was" in one of six, "pricing" in one of fifty, in some of these twice.
func remarks(t testing.TB) (s *storage.Store, texts map[string]string) {
	t.Helper()
	s, texts = fresh(t), map[string]string{}
	records := []app.Record{&app.Study{ID: "st", Name: "Study", Stamp: by}}
	for i := range 2400 {
		words := []string{"somebody", "said", fmt.Sprint("remark", i)}
		if i%10 != 0 {
			words = append(words, "the")
		}
		if i%6 == 0 {
			words = append(words, "was")
		}
		if i%50 == 7 || i%50 == 20 && i%3 == 0 {
			words = append(words, "pricing")
		}
		if i%200 == 7 {
			words = append(words, "pricing")
		}
		f := &app.Finding{ID: app.FindingID(fmt.Sprintf("f%04d", i)), Study: "st", Note: strings.Join(words, " "), At: app.NoTime, Stamp: by}
		texts[string(f.ID)] = f.Note
		records = append(records, f)
	}
	commit(t, s, records...)
	return s, texts
}

func TestSeek_RanksByTheWordsThatTell(t *testing.T) {
	s, texts := remarks(t)
	seek := func(t *testing.T, query string, loose bool, limit int) app.SearchPage {
		t.Helper()
		pages, err := s.Seek(ctx, app.SearchQuery{Text: query, Loose: loose, Limit: limit, Narrow: app.SearchNarrow{Kinds: []app.Kind{app.KindFinding}}})
		if err != nil {
			t.Fatal(err)
		}
		if len(pages) == 0 {
			return app.SearchPage{}
		}
		return pages[0]
	}
	has := func(id, word string) bool { return slices.Contains(strings.Fields(texts[id]), word) }
	for _, c := range []struct {
		name, query string
		loose       bool
		first       func(id string) bool // holds for the first ten
		sorted      bool                 // the newest first
	}{
		{"a rare word", "pricing ", false, func(id string) bool { return strings.Count(texts[id], "pricing") == 2 }, false},
		{"a rare word and one that is everywhere", "the pricing ", false, func(id string) bool { return has(id, "the") && strings.Count(texts[id], "pricing") == 2 }, false},
		{"either", "the OR pricing ", false, func(id string) bool { return has(id, "pricing") }, false},
		{"a common word and one that is everywhere", "was the ", false, func(id string) bool { return has(id, "was") && has(id, "the") }, false},
		{"a word that is everywhere", "the ", false, func(id string) bool { return has(id, "the") }, true},
		{"without a common word", "-was pricing", false, func(id string) bool { return !has(id, "was") && has(id, "pricing") }, false},
		{"a word that is everywhere may be missed", "the pricing ", true, func(id string) bool { return strings.Count(texts[id], "pricing") == 2 }, false},
		{"not in quotes", `"the" pricing `, true, func(id string) bool { return has(id, "the") && has(id, "pricing") }, false},
		{"not the only one", "the ", true, func(id string) bool { return has(id, "the") }, true},
		{"one that is common only is looked for", "was pricing ", true, func(id string) bool { return has(id, "was") && has(id, "pricing") }, false},
		{"what is not wanted stays away", "the -was pricing", true, func(id string) bool { return !has(id, "was") && has(id, "pricing") }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			storage.RankByAllUpTo(t, 1_000_000)
			exact := seek(t, c.query, false, 5000)
			storage.RankByAllUpTo(t, 1000)
			got := seek(t, c.query, c.loose, 10)
			all := seek(t, c.query, c.loose, 5000)
			ids := func(p app.SearchPage) (out []string) {
				for _, h := range p.Hits {
					out = append(out, h.ID)
				}
				return out
			}
			if !c.loose && !slices.Equal(slices.Sorted(slices.Values(ids(all))), slices.Sorted(slices.Values(ids(exact)))) || got.Found != all.Found {
				t.Errorf("%d of %d found, all words ranked %d", got.Found, len(all.Hits), len(exact.Hits))
			}
			if len(got.Hits) == 0 || len(got.Hits) != min(10, got.Found) || !slices.Equal(ids(got), ids(all)[:len(got.Hits)]) {
				t.Fatalf("the best are %v, of all %v", ids(got), ids(all)[:min(10, len(all.Hits))])
			}
			for _, id := range ids(got) {
				if !c.first(id) {
					t.Errorf("%s is among the first: %q", id, texts[id])
				}
			}
			if c.sorted && !slices.IsSortedFunc(ids(got), func(a, b string) int { return strings.Compare(b, a) }) {
				t.Errorf("%v are not the newest first", ids(got))
			}
		})
	}
	storage.RankByAllUpTo(t, 1000)
	exact, loose := seek(t, "the pricing ", false, 100), seek(t, "the pricing ", true, 100)
	if exact.Found >= loose.Found || loose.Found != seek(t, "pricing ", false, 100).Found {
		t.Errorf("%d have both words, loosely %d", exact.Found, loose.Found)
	}
	facets, err := s.SearchFacets(ctx, app.SearchQuery{Text: "the pricing ", Loose: true}, nil)
	if err != nil || len(facets.Studies) != 1 || facets.Studies[0].Count != loose.Found {
		t.Errorf("facets count %v, %v, want %d", facets.Studies, err, loose.Found)
	}
}
