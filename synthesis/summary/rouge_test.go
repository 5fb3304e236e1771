package summary_test

import (
	"math"
	"testing"

	"throughline/synthesis/text"
)

// rouge1 returns the F of ROUGE-1 (Lin 2004): the words two texts share, each as often as both have it, as twice their number over
// the lengths of both.
func rouge1(got, want []string) float64 {
	left := make(map[string]int, len(want))
	for _, w := range want {
		left[w]++
	}
	shared := 0
	for _, w := range got {
		if left[w] > 0 {
			left[w]--
			shared++
		}
	}
	if shared == 0 {
		return 0
	}
	return 2 * float64(shared) / float64(len(got)+len(want))
}

// rougeStems cuts a text to the stems that rouge1 compares (Snowball English, Porter2), function words among them.
func rougeStems(s string) []string {
	stemmer := text.Stemmer{Lang: text.English}
	var stems []string
	for _, t := range text.Tokens(s) {
		if t.Kind != text.Symbol {
			stems = append(stems, stemmer.Stem(t.Norm))
		}
	}
	return stems
}

func meanRouge(got []string, wants [][]string) float64 {
	var sum float64
	for _, w := range wants {
		sum += rouge1(got, w)
	}
	return sum / float64(max(1, len(wants)))
}

func TestRouge1_MatchesCountsByHand(t *testing.T) {
	for name, tc := range map[string]struct {
		got, want string
		f         float64
	}{
		"equal":             {"The staff was friendly.", "the staff was friendly", 1},
		"stems":             {"batteries lasting", "battery lasts", 1},
		"nothing shared":    {"slow", "quick", 0},
		"empty":             {"", "quick", 0},
		"three of 4 and 6":  {"the cat sat down", "the black cat sat on mats", 0.6},
		"a word said twice": {"the the the", "the", 0.5},
	} {
		if f := rouge1(rougeStems(tc.got), rougeStems(tc.want)); math.Abs(f-tc.f) > 1e-12 {
			t.Errorf("%s: rouge1(%q, %q) = %v, want %v", name, tc.got, tc.want, f, tc.f)
		}
	}
}
