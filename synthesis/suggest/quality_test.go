package suggest_test

import (
	"context"
	"flag"
	"fmt"
	"math"
	"slices"
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

// full makes the quality test measure as the published figures are: 3,000 texts, seeds 1 to 5.
var full = flag.Bool("full", false, "measure quality on 3,000 texts, 5 seeds")

// score is what suggestions for texts with one label each were worth.
type score struct{ first, three, calibration float64 }

// measure learns from shots examples a label, with the rest of the set unlabelled as background, and suggests for at most most texts. No
// proposal counts as a miss.
func measure(t *testing.T, name string, shots int, seed int64, most, background int) (r score) {
	t.Helper()
	set := synthesistest.Load(t, name, 0, seed)
	examples, rest := fewShot(set, shots, max(most, background))
	m := train(t, examples, suggest.Options{Seed: seed, Background: rest.Texts[:min(background, len(rest.Texts))]})
	var sum, right [10]float64
	n := min(most, len(rest.Texts))
	for i, s := range rest.Texts[:n] {
		for place, got := range m.Rank(s, 3) {
			hit := 0.0
			if got.Tag == rest.Labels[i] {
				hit = 1
			}
			r.three += hit / float64(n)
			if place == 0 {
				r.first += hit / float64(n)
				bin := min(9, int(got.Score*10))
				sum[bin], right[bin] = sum[bin]+got.Score, right[bin]+hit
			}
		}
	}
	for bin := range sum {
		r.calibration += math.Abs(sum[bin]-right[bin]) / float64(n)
	}
	return r
}

// TestQuality_FewExamplesATag holds hits over floors a little under what was measured, and the calibration error under a ceiling; one setting
// serves all sets. The ceilings of the quick run leave room for what 1,000 texts and one seed vary by.
func TestQuality_FewExamplesATag(t *testing.T) {
	if testing.Short() {
		t.Skip("measures quality")
	}
	for _, tc := range []struct {
		set          string
		shots        int
		first, three float64
		ceiling      float64 // of the calibration error
	}{
		{"banking77", 5, 0.67, 0.83, 0.06},
		{"banking77", 10, 0.74, 0.88, 0.06},
		{"nhs_p1_label", 5, 0.44, 0.68, 0.10},
		{"nhs_p1_label", 10, 0.46, 0.70, 0.10},
		{"stackoverflow", 10, 0.75, 0.82, 0.09},
		{"opinosis51", 10, 0.52, 0.84, 0.10},
	} {
		t.Run(fmt.Sprint(tc.set, " ", tc.shots), func(t *testing.T) {
			seeds, most, background, ceiling := 1, 1000, 3000, tc.ceiling
			if *full {
				seeds, most, background, ceiling = 5, 3000, 20_000, 0.065
			}
			var got score
			for seed := range seeds {
				r := measure(t, tc.set, tc.shots, int64(seed+1), most, background)
				k := float64(seeds)
				got = score{got.first + r.first/k, got.three + r.three/k, got.calibration + r.calibration/k}
			}
			t.Logf("%-14s %2d: first %.3f, among three %.3f, calibration error %.3f", tc.set, tc.shots, got.first, got.three, got.calibration)
			if got.first < tc.first || got.three < tc.three || got.calibration > ceiling {
				t.Errorf("first %.3f, among three %.3f, calibration error %.3f; floors %.2f, %.2f, ceiling %.3f", got.first, got.three, got.calibration, tc.first, tc.three, ceiling)
			}
		})
	}
}

// TestQuality_TeachingBeatsChance tags the 20 passages that Teach picks, and 20 drawn by lot, after two examples a tag.
func TestQuality_TeachingBeatsChance(t *testing.T) {
	if testing.Short() {
		t.Skip("measures quality")
	}
	set := synthesistest.Load(t, "stackoverflow", 3000, 1)
	given := map[string]int{}
	var examples []suggest.Example
	var pool []int
	for i, label := range set.Labels[:1500] {
		if given[label]++; given[label] <= 2 {
			examples = append(examples, suggest.Example{Text: set.Texts[i], Tags: []string{label}})
		} else {
			pool = append(pool, i)
		}
	}
	opt := suggest.Options{Seed: 1, Background: set.Texts[:1500]}
	right := func(picks []int) (n int) {
		ex := slices.Clone(examples)
		for _, i := range picks {
			ex = append(ex, suggest.Example{Text: set.Texts[i], Tags: []string{set.Labels[i]}})
		}
		m := train(t, ex, opt)
		for i, s := range set.Texts[1500:] {
			if got := m.Rank(s, 1); len(got) > 0 && got[0].Tag == set.Labels[1500+i] {
				n++
			}
		}
		return n
	}
	var texts []string
	for _, i := range pool {
		texts = append(texts, set.Texts[i])
	}
	lessons, err := train(t, examples, opt).Teach(t.Context(), texts, 20)
	if err != nil {
		t.Fatal(err)
	}
	var taught []int
	for _, l := range lessons {
		taught = append(taught, pool[l.Text])
	}
	before, chance, teach := right(nil), right(pool[:20]), right(taught) // the pool is in random order
	t.Logf("of 1,500 right: %d before, %d after 20 by lot, %d after 20 that teach", before, chance, teach)
	if teach <= chance || teach < before+75 {
		t.Errorf("of 1,500 right: %d before, %d after 20 by lot, %d after 20 that teach", before, chance, teach)
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
