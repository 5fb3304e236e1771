package suggest_test

import (
	"context"
	"testing"
	"time"

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

// TestQuality_TenExamplesATag measures the share of texts whose label is proposed first, and among three, after ten
// examples a label. The floors stand a little under what seed 1 gives.
func TestQuality_TenExamplesATag(t *testing.T) {
	if testing.Short() {
		t.Skip("measures quality")
	}
	for _, tc := range []struct {
		set         string
		first, top3 float64
	}{
		{"banking77", 0.69, 0.83},
		{"nhs_p1_label", 0.44, 0.65},
		{"stackoverflow", 0.75, 0.81},
	} {
		t.Run(tc.set, func(t *testing.T) {
			examples, rest := fewShot(synthesistest.Load(t, tc.set, 0, 1), 10, 1000)
			began := time.Now()
			m, err := suggest.Train(context.Background(), examples, suggest.Options{Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			took := time.Since(began)
			var first, top3 float64
			for i, s := range rest.Texts {
				for n, got := range m.Suggest(s, 3) {
					if got.Tag == rest.Labels[i] {
						top3++
						if n == 0 {
							first++
						}
					}
				}
			}
			first, top3 = first/float64(len(rest.Texts)), top3/float64(len(rest.Texts))
			t.Logf("%s: first %.3f, among three %.3f, trained in %v", tc.set, first, top3, took)
			if first < tc.first || top3 < tc.top3 {
				t.Errorf("first %.3f, among three %.3f; floors %.2f, %.2f", first, top3, tc.first, tc.top3)
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
