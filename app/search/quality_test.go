package search_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/search"
	"throughline/synthesis/synthesistest"
)

// asked is how well questions find passages of their label.
type askedWell struct{ precision, first float64 }

// shelved gives the texts of a set as findings, and which label each text has.
func shelved(t *testing.T, name string, n int, labelOf func(string) string) (*search.Service, synthesistest.Set, map[string]string) {
	t.Helper()
	set := synthesistest.Load(t, name, n, 1)
	b := apptest.New(t)
	st := b.Study(name)
	labels := map[string]string{}
	var records []app.Record
	for i, s := range set.Texts {
		f := &app.Finding{ID: app.NewID[app.FindingID](), Study: st.ID, Note: s, At: app.NoTime, Stamp: b.Hand.Stamp()}
		labels[string(f.ID)] = labelOf(set.Labels[i])
		records = append(records, f)
	}
	b.Put(records...)
	s := &search.Service{Store: b.Store}
	prepare(t, s)
	return s, set, labels
}

// TestQuality_QuestionsFindPassagesOfTheirLabel asks for each label by its name, as people called it, and looks at the ten first findings.
func TestQuality_QuestionsFindPassagesOfTheirLabel(t *testing.T) {
	if testing.Short() {
		t.Skip("measures quality")
	}
	for _, c := range []struct {
		name    string
		labelOf func(string) string
		floor   map[search.Mode]askedWell
	}{
		{"banking77", func(l string) string { return strings.ReplaceAll(l, "_", " ") },
			map[search.Mode]askedWell{search.Words: {.38, .70}, search.Meaning: {.60, .79}, search.Both: {.65, .84}}},
		{"opinosis51", func(l string) string { l, _, _ = strings.Cut(l, "_"); return strings.ReplaceAll(l, "-", " ") },
			map[search.Mode]askedWell{search.Words: {.64, .77}, search.Meaning: {.60, .79}, search.Both: {.65, .76}}},
	} {
		s, set, labels := shelved(t, c.name, 4000, c.labelOf)
		var questions []string
		for _, l := range set.Labels {
			if q := c.labelOf(l); !slices.Contains(questions, q) {
				questions = append(questions, q)
			}
		}
		slices.Sort(questions)
		for _, mode := range []search.Mode{search.Words, search.Meaning, search.Both} {
			var got askedWell
			for _, question := range questions {
				a, err := s.Answer(t.Context(), search.Question{SearchQuery: app.SearchQuery{Text: question}, Mode: mode})
				if err != nil {
					t.Fatal(err)
				}
				for _, g := range a.Groups {
					hit := false
					for i, r := range g.Results {
						if labels[r.ID] == question {
							got.precision += 1 / 10.0 / float64(len(questions))
							if !hit {
								got.first += 1 / float64(i+1) / float64(len(questions))
							}
							hit = true
						}
					}
				}
			}
			t.Logf("%s, %d questions, mode %q: P@10 %.3f, MRR %.3f", c.name, len(questions), mode, got.precision, got.first)
			if floor := c.floor[mode]; got.precision < floor.precision || got.first < floor.first {
				t.Errorf("%s, mode %q: %+v, want %+v at least", c.name, mode, got, floor)
			}
		}
	}
}

// TestQuality_PassagesAreLikePassagesOfTheirLabel asks with 200 passages that are held out.
func TestQuality_PassagesAreLikePassagesOfTheirLabel(t *testing.T) {
	if testing.Short() {
		t.Skip("measures quality")
	}
	for name, floor := range map[string]askedWell{"stackoverflow": {.45, .67}, "banking77": {.55, .81}, "nhs_p1_label": {.53, .72}, "opinosis51": {.34, .55}} {
		s, _, labels := shelved(t, name, 4000, func(l string) string { return l })
		out := synthesistest.Load(t, name, 4200, 1)
		var precision, first float64
		above, right := 0, 0
		for n := 4000; n < len(out.Texts); n++ {
			text := strings.Map(func(r rune) rune {
				if strings.ContainsRune(`"|:-`, r) {
					return ' '
				}
				return r
			}, out.Texts[n])
			a, err := s.Answer(t.Context(), search.Question{SearchQuery: app.SearchQuery{Text: text}, Mode: search.Meaning})
			if err != nil {
				t.Fatal(err)
			}
			for _, g := range a.Groups {
				hit := false
				for i, r := range g.Results {
					above++
					if labels[r.ID] == out.Labels[n] {
						right++
						precision += 1 / 10.0
						if !hit {
							first += 1 / float64(i+1)
						}
						hit = true
					}
				}
			}
		}
		n := float64(len(out.Texts) - 4000)
		t.Logf("%s: P@10 %.3f, MRR %.3f, %d of %d right", name, precision/n, first/n, right, above)
		if precision/n < floor.precision || first/n < floor.first {
			t.Errorf("%s is below its floor %+v", name, floor)
		}
	}
}

// TestQuality_SlipsAreMended puts one slip into words of a set, two into long ones.
func TestQuality_SlipsAreMended(t *testing.T) {
	if testing.Short() {
		t.Skip("measures quality")
	}
	s, set, _ := shelved(t, "nhs_p1_label", 4000, func(l string) string { return l })
	rng := rand.New(rand.NewPCG(1, 7))
	for _, long := range []bool{false, true} {
		seen := map[string]bool{}
		mended, all := 0, 0
		for _, text := range set.Texts {
			for _, w := range strings.Fields(strings.ToLower(text)) {
				if strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") != "" || seen[w] || len(w) < 5 || (len(w) >= 8) != long || all == 200 {
					continue
				}
				seen[w] = true
				wrong := slip(w, rng)
				if long {
					wrong = slip(wrong, rng)
				}
				exact, err := s.Answer(t.Context(), search.Question{SearchQuery: app.SearchQuery{Text: `"` + wrong + `"`}, Mode: search.Words, Exact: true})
				if err != nil {
					t.Fatal(err)
				}
				right, err := s.Answer(t.Context(), search.Question{SearchQuery: app.SearchQuery{Text: `"` + w + `"`}, Mode: search.Words, Exact: true})
				if err != nil {
					t.Fatal(err)
				}
				if len(exact.Groups) > 0 || len(right.Groups) == 0 || right.Groups[0].Count < 2 {
					continue // a word itself, or one that a single text has
				}
				all++
				a, err := s.Answer(t.Context(), search.Question{SearchQuery: app.SearchQuery{Text: `"` + wrong + `"`}, Mode: search.Words})
				if err != nil {
					t.Fatal(err)
				}
				if strings.Trim(a.Mended, `"`) == w {
					mended++
				}
			}
		}
		t.Logf("long %v: %d of %d words mended", long, mended, all)
		if mended < map[bool]int{false: 176, true: 160}[long] || all != 200 {
			t.Errorf("long %v: %d of %d words mended", long, mended, all)
		}
	}
}

// slip leaves out, doubles, changes or swaps a letter of a word, the first one left alone.
func slip(w string, rng *rand.Rand) string {
	i := 1 + rng.IntN(len(w)-2)
	switch rng.IntN(4) {
	case 0:
		return w[:i] + w[i+1:]
	case 1:
		return w[:i] + w[i:i+1] + w[i:]
	case 2:
		return w[:i] + string(rune('a'+rng.IntN(26))) + w[i+1:]
	}
	return w[:i] + w[i+1:i+2] + w[i:i+1] + w[i+2:]
}
