package sentiment_test

import (
	"fmt"
	"strings"
	"testing"

	"throughline/synthesis/sentiment"
	"throughline/synthesis/synthesistest"
)

// patients returns the feedback of patients with what people made of it, in an order of the seed: positive, neutral or negative.
func patients(t testing.TB, seed int64) (texts []string, labels []sentiment.Class) {
	set := synthesistest.Load(t, "nhs_v6_sent", 0, seed)
	for _, l := range set.Labels {
		labels = append(labels, map[string]sentiment.Class{"1": pos, "2": pos, "3": neu, "4": neg, "5": neg}[strings.TrimSpace(l)])
	}
	return set.Texts, labels
}

// three makes four classes three: mixed counts as neutral.
func three(c sentiment.Class) sentiment.Class {
	if c == mix {
		return neu
	}
	return c
}

// macroF1 is the mean over three classes of the harmonic mean of precision and recall.
func macroF1(want, got []sentiment.Class) (f1 float64, each string) {
	for _, c := range []sentiment.Class{pos, neu, neg} {
		var hit, miss, wrong float64
		for i := range want {
			switch g := three(got[i]); {
			case want[i] == c && g == c:
				hit++
			case want[i] == c:
				miss++
			case g == c:
				wrong++
			}
		}
		f := 2 * hit / max(1, 2*hit+miss+wrong)
		f1 += f / 3
		each += fmt.Sprintf("  %s F1 %.3f P %.3f R %.3f", c, f, hit/max(1, hit+wrong), hit/max(1, hit+miss))
	}
	return f1, each
}

// TestQuality_Untrained holds the lexicon over a floor on feedback that it was not made from.
func TestQuality_Untrained(t *testing.T) {
	texts, want := patients(t, 1)
	judged, err := sentiment.Default().JudgeAll(t.Context(), texts)
	if err != nil {
		t.Fatal(err)
	}
	got := make([]sentiment.Class, len(judged))
	var sure, right [10]float64
	hits, foreign := 0, 0
	for i, j := range judged {
		got[i] = j.Class
		if j.Foreign {
			foreign++
		}
		b := min(9, int(j.Sure*10))
		sure[b]++
		if three(j.Class) == want[i] {
			right[b]++
			hits++
		}
	}
	f1, each := macroF1(want, got)
	t.Logf("macro-F1 %.3f, accuracy %.3f, %d of %d taken for another language\n%s", f1, float64(hits)/float64(len(want)), foreign, len(want), each)
	for b := range sure {
		if sure[b] > 0 {
			t.Logf("sure .%d: %5.0f texts, %.2f right", b, sure[b], right[b]/sure[b])
		}
	}
	if f1 < 0.55 {
		t.Errorf("macro-F1 %.3f, floor .55", f1)
	}
	if foreign*100 > len(want) {
		t.Errorf("%d English texts taken for another language", foreign)
	}
}

func BenchmarkJudgeAll100k(b *testing.B) {
	texts, _ := patients(b, 1)
	var many []string
	for len(many) < 100_000 {
		many = append(many, texts...)
	}
	many = many[:100_000]
	for b.Loop() {
		if _, err := sentiment.Default().JudgeAll(b.Context(), many); err != nil {
			b.Fatal(err)
		}
	}
}
