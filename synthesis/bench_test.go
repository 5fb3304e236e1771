package synthesis_test

import (
	"context"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"throughline/synthesis"
	"throughline/synthesis/synthesistest"
)

// mixed returns n passages from 40 people whose vocabulary grows with their number.
func mixed(t testing.TB, n int) []synthesis.Passage {
	passages := make([]synthesis.Passage, n)
	for i, s := range synthesistest.Grow(t, n, 1) {
		passages[i] = synthesis.Passage{Text: s, Group: fmt.Sprint(i % 40)}
	}
	return passages
}

// benchmarkThemes reports beside the wall clock how many CPU seconds each phase takes. Names are looked for beside the other phases, which
// count what falls into them.
func benchmarkThemes(b *testing.B, n int) {
	passages := mixed(b, n)
	words := 0
	for _, p := range passages {
		words += len(strings.Fields(p.Text))
	}
	var phases []string
	took := make(map[string]time.Duration)
	var last string
	var since time.Duration
	opt := synthesis.ThemeOptions{Seed: 1, Progress: func(_, _ int64, what string) {
		now := synthesistest.CPU()
		if last != "" {
			took[last] += now - since
		}
		phase, _, _ := strings.Cut(strings.ToLower(what), " ")
		if _, ok := took[phase]; !ok {
			phases = append(phases, phase)
			took[phase] = 0
		}
		last, since = phase, now
	}}
	b.ReportAllocs()
	b.ResetTimer()
	start := synthesistest.CPU()
	for b.Loop() {
		last = ""
		if _, err := synthesis.Themes(context.Background(), passages, opt); err != nil {
			b.Fatal(err)
		}
	}
	total := (synthesistest.CPU() - start).Seconds() / float64(b.N)
	b.ReportMetric(total, "CPU-s")
	b.ReportMetric(float64(words)/total, "words/CPU-s")
	for _, phase := range phases[:len(phases)-1] { // the last says that all is done
		b.ReportMetric(took[phase].Seconds()/float64(b.N), phase+"-CPU-s")
	}
}

func BenchmarkThemes1k(b *testing.B)   { benchmarkThemes(b, 1_000) }
func BenchmarkThemes10k(b *testing.B)  { benchmarkThemes(b, 10_000) }
func BenchmarkThemes100k(b *testing.B) { benchmarkThemes(b, 100_000) }
func BenchmarkThemes1M(b *testing.B)   { benchmarkThemes(b, 1_000_000) }

// Above 20,000 passages themes are learned from samples: those must not depend on the processors either.
func TestThemes_OfManySameOnAnyProcessors(t *testing.T) {
	if testing.Short() {
		t.Skip("groups 21,000 passages three times")
	}
	passages := mixed(t, 21_000)
	var want synthesis.Result
	for _, procs := range []int{1, 2, 8} {
		before := runtime.GOMAXPROCS(procs)
		got := themes(t, passages, synthesis.ThemeOptions{Seed: 3})
		runtime.GOMAXPROCS(before)
		if want.Theme == nil {
			want = got
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("with %d processors the result differs", procs)
		}
	}
}

// BenchmarkCut measures what a granularity slider waits for: another number of themes, with names and quotes.
func BenchmarkCut(b *testing.B) {
	o, err := synthesis.NewOutline(context.Background(), mixed(b, 10_000), synthesis.ThemeOptions{Seed: 1})
	if err != nil {
		b.Fatal(err)
	}
	for _, k := range []int{2, 20, 200} {
		b.Run(fmt.Sprintf("%dOf10k", k), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := o.At(context.Background(), k); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkMap10k(b *testing.B) {
	o, err := synthesis.NewOutline(context.Background(), mixed(b, 10_000), synthesis.ThemeOptions{Seed: 1})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := o.Map(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}
