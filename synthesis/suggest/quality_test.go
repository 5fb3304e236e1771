package suggest_test

import (
	"context"
	"flag"
	"testing"

	"throughline/synthesis/suggest"
	"throughline/synthesis/synthesistest"
)

// fewShot returns per examples of each label and the rest of a set, at most most of them, to be tagged.
func fewShot(set synthesistest.Set, per, most int) (examples []suggest.Example, rest synthesistest.Set) {
	given := make(map[string]int)
	for i, label := range set.Labels {
		switch {
		case given[label] < per:
			given[label]++
			examples = append(examples, suggest.Example{Text: set.Texts[i], Tags: []string{label}})
		case len(rest.Texts) < most:
			rest.Texts, rest.Labels = append(rest.Texts, set.Texts[i]), append(rest.Labels, label)
		}
	}
	return examples, rest
}

// full makes the quality test measure as the published figures are: 3,000 texts, seeds 1 to 5, with 10,000 texts of
// the set, unlabelled, as background.
var full = flag.Bool("full", false, "measure quality on 3,000 texts, 5 seeds, with background")

// hits returns the shares of texts whose label is proposed first, and among three, after ten examples a label. No
// proposal counts as a miss.
func hits(t *testing.T, name string, seed int64, most, background int) (first, three float64) {
	t.Helper()
	set := synthesistest.Load(t, name, 0, seed)
	examples, rest := fewShot(set, 10, most)
	m := train(t, examples, suggest.Options{Seed: seed, Background: set.Texts[:min(background, len(set.Texts))]})
	for i, s := range rest.Texts {
		for n, got := range m.Suggest(s, 3) {
			if got.Tag == rest.Labels[i] {
				three++
				if n == 0 {
					first++
				}
			}
		}
	}
	n := float64(len(rest.Texts))
	return first / n, three / n
}

// TestQuality_TenExamplesATag holds the hits over floors a little under what was measured; one setting serves all
// sets.
func TestQuality_TenExamplesATag(t *testing.T) {
	if testing.Short() {
		t.Skip("measures quality")
	}
	for _, tc := range []struct {
		set          string
		first, three float64
	}{
		{"banking77", 0.74, 0.87},
		{"nhs_p1_label", 0.46, 0.71},
		{"stackoverflow", 0.75, 0.81},
		{"opinosis51", 0.52, 0.83},
	} {
		t.Run(tc.set, func(t *testing.T) {
			seeds, most, background := 1, 1000, 0
			if *full {
				seeds, most, background = 5, 3000, 10_000
			}
			var first, three float64
			for seed := range seeds {
				f, t3 := hits(t, tc.set, int64(seed+1), most, background)
				first, three = first+f/float64(seeds), three+t3/float64(seeds)
			}
			t.Logf("%-14s first %.3f, among three %.3f", tc.set, first, three)
			if first < tc.first || three < tc.three {
				t.Errorf("first %.3f, among three %.3f; floors %.2f, %.2f", first, three, tc.first, tc.three)
			}
		})
	}
}

func BenchmarkSuggest(b *testing.B) {
	examples, rest := fewShot(synthesistest.Load(b, "banking77", 0, 1), 10, 1000)
	m, err := suggest.Train(context.Background(), examples, suggest.Options{Seed: 1})
	if err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		m.Suggest(rest.Texts[i%len(rest.Texts)], 3)
	}
}

func BenchmarkTrain10k(b *testing.B) {
	set := synthesistest.Load(b, "banking77", 10_000, 1)
	examples := make([]suggest.Example, len(set.Texts))
	for i := range examples {
		examples[i] = suggest.Example{Text: set.Texts[i], Tags: []string{set.Labels[i]}}
	}
	for b.Loop() {
		if _, err := suggest.Train(context.Background(), examples, suggest.Options{Seed: 1}); err != nil {
			b.Fatal(err)
		}
	}
}
