package synthesis_test

import (
	"context"
	"fmt"
	"testing"

	"throughline/synthesis"
	"throughline/synthesis/synthesistest"
)

// mixed returns n passages of two public sets by turns, so that sizes above each set can be measured.
func mixed(b *testing.B, n int) []synthesis.Passage {
	titles, feedback := synthesistest.Load(b, "stackoverflow", 0, 1), synthesistest.Load(b, "nhs_p1_label", 0, 1)
	passages := make([]synthesis.Passage, n)
	for i := range passages {
		set := titles
		if i%2 == 1 {
			set = feedback
		}
		passages[i] = synthesis.Passage{Text: set.Texts[i/2%len(set.Texts)], Group: fmt.Sprint(i % 40)}
	}
	return passages
}

func benchmarkThemes(b *testing.B, n int) {
	passages := mixed(b, n)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := synthesis.Themes(context.Background(), passages, synthesis.ThemeOptions{Seed: 1}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkThemes1k(b *testing.B)   { benchmarkThemes(b, 1_000) }
func BenchmarkThemes10k(b *testing.B)  { benchmarkThemes(b, 10_000) }
func BenchmarkThemes100k(b *testing.B) { benchmarkThemes(b, 100_000) }
