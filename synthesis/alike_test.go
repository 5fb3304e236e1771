package synthesis_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"throughline/synthesis"
	"throughline/synthesis/synthesistest"
)

func alike(t *testing.T, texts []string) *synthesis.Alike {
	t.Helper()
	a, err := synthesis.NewAlike(context.Background(), texts)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

var alikeTexts = []string{
	"The monthly price is too high for our small company.",  // 0
	"It costs far too much every month for a small firm.",   // 1
	"Exporting a report to PDF takes several minutes.",      // 2
	"Exporting the report to PDF takes several minutes.",    // 3
	"Exporting a report to PDF never takes several minutes", // 4
	"Ok.", // 5
	"Ok.", // 6
	"The support team answered within an hour.", // 7
}

func TestAlike_KnowsWordsUsedAlike(t *testing.T) {
	a := alike(t, alikeTexts)
	got := a.To(0, 2)
	if len(got) == 0 || got[0].Passage != 1 || got[0].Score <= 0 || got[0].Score > 1 {
		t.Errorf("To(price) = %+v, want the one about costs first", got)
	}
	if text := a.ToText(alikeTexts[0], 3); text[0].Passage != 0 || text[0].Score < 0.999 || text[0].Wording != 1 || text[1].Passage != got[0].Passage || text[1].Score != got[0].Score {
		t.Errorf("ToText(the same) = %+v, want itself, then as To", text)
	}
	if text := a.ToText("Zebras graze.", 3); len(text) > 0 && text[0].Wording != 0 {
		t.Errorf("ToText(other words) = %+v", text)
	}
	if got := a.To(2, 10); got[0].Passage != 3 && got[0].Passage != 4 || len(got) > len(alikeTexts)-1 {
		t.Errorf("To(export) = %+v, want another export first", got)
	}
	for i, l := range a.To(2, 10) {
		if l.Passage == 2 || i > 0 && l.Score > a.To(2, 10)[i-1].Score {
			t.Errorf("place %d: %+v", i, l)
		}
	}
}

func TestTwins_FindsTheSameSaidTwice(t *testing.T) {
	for name, tc := range map[string]struct {
		texts []string
		want  string // pairs, "=" for the same words
	}{
		"nearly the same words, but not denied": {alikeTexts, "2=3"},
		"the same meaning":                      {[]string{"The staff was friendly and helpful.", "Helpful staff, and very friendly.", "A long walk."}, "0~1"},
		"German":                                {[]string{"Die Rechnung kam viel zu spät", "Die Rechnung kam viel zu spät!", "Der Export ist langsam und teuer"}, "0=1"},
		"one":                                   {[]string{"The staff was friendly."}, ""},
		"nothing":                               {nil, ""},
		"no words":                              {[]string{"", "", "\xff", "🙂 🙂 🙂 🙂"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := alike(t, tc.texts).Twins(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, w := range found {
				sign := "~"
				if w.SameWords {
					sign = "="
				}
				got = append(got, fmt.Sprint(w.A, sign, w.B))
			}
			if s := strings.ReplaceAll(strings.Join(got, ","), " ", ""); s != tc.want {
				t.Errorf("Twins() = %s, want %s", s, tc.want)
			}
		})
	}
}

func TestAlike_EndsWithItsContext(t *testing.T) {
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := synthesis.NewAlike(ended, alikeTexts); !errors.Is(err, context.Canceled) {
		t.Errorf("NewAlike() error = %v, want context.Canceled", err)
	}
	if _, err := alike(t, alikeTexts).Twins(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("Twins() error = %v, want context.Canceled", err)
	}
}

// TestAlike_FindsPassagesOfTheSameLabel measures on public sets how many of the five passages most like one have its label.
// Floors stand a little under what was measured.
func TestAlike_FindsPassagesOfTheSameLabel(t *testing.T) {
	if testing.Short() {
		t.Skip("measures quality")
	}
	for _, tc := range []struct {
		set   string
		floor float64
	}{{"banking77", .67}, {"stackoverflow", .55}, {"nhs_p1_label", .55}, {"opinosis51", .43}} {
		set := synthesistest.Load(t, tc.set, 4000, 1)
		a := alike(t, set.Texts)
		hit, all := 0.0, 0.0
		for i := range 500 {
			for _, l := range a.To(i, 5) {
				all++
				if set.Labels[l.Passage] == set.Labels[i] {
					hit++
				}
			}
		}
		t.Logf("%s: %.3f", tc.set, hit/all)
		if hit/all < tc.floor {
			t.Errorf("%s: %.3f of the five nearest have the label, floor %.2f", tc.set, hit/all, tc.floor)
		}
	}
}

func BenchmarkTwins10k(b *testing.B) {
	passages := mixed(b, 10_000)
	texts := make([]string, len(passages))
	for i, p := range passages {
		texts[i] = p.Text
	}
	for b.Loop() {
		a, err := synthesis.NewAlike(context.Background(), texts)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := a.Twins(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAlikeTo100k is "more like this" in a workspace of many findings.
func BenchmarkAlikeTo100k(b *testing.B) {
	passages := mixed(b, 100_000)
	texts := make([]string, len(passages))
	for i, p := range passages {
		texts[i] = p.Text
	}
	a, err := synthesis.NewAlike(context.Background(), texts)
	if err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		a.To(i%a.Passages(), 20)
	}
}
