package synthesistest

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// grown are the sets that Grow recombines.
var grown = []string{"stackoverflow", "banking77", "nhs_p1_label", "nhs_v6_sent", "opinosis51"}

// Grow returns n texts of about 20 words to measure speed with: a passage of the public sets, half the time with a second one of its
// label, in which a word in 30 comes from elsewhere and another is misspelt. So the vocabulary grows with the texts as it does in
// life (1,000 have about 5,000 different words, a million 200,000), which copies of a small set would not show. Equal n and seeds
// give equal texts. It skips the test when a set is not at hand.
func Grow(t testing.TB, n int, seed int64) []string {
	t.Helper()
	var texts [][]string
	byLabel := make(map[string][]int)
	var labels []string
	for _, name := range grown {
		set := Load(t, name, 0, seed)
		for i, s := range set.Texts {
			label := name + "/" + set.Labels[i]
			byLabel[label] = append(byLabel[label], len(texts))
			texts, labels = append(texts, strings.Fields(s)), append(labels, label)
		}
	}
	rng := rand.New(rand.NewPCG(uint64(seed), 0x960))
	pick := func(words []string) string {
		if len(words) == 0 {
			return ""
		}
		return words[rng.IntN(len(words))]
	}
	out := make([]string, n)
	var b strings.Builder
	for i := range out {
		b.Reset()
		at := rng.IntN(len(texts))
		parts := []int{at}
		if rng.IntN(2) == 0 {
			same := byLabel[labels[at]]
			parts = append(parts, same[rng.IntN(len(same))])
		}
		for _, p := range parts {
			for _, word := range texts[p] {
				if rng.IntN(30) == 0 {
					word = pick(texts[rng.IntN(len(texts))])
				}
				if rng.IntN(30) == 0 {
					word = misspelt(word, rng)
				}
				if b.Len() > 0 {
					b.WriteByte(' ')
				}
				b.WriteString(word)
			}
		}
		out[i] = b.String()
	}
	return out
}

// misspelt doubles, drops or exchanges letters of a word; short words and those beyond ASCII stay.
func misspelt(word string, rng *rand.Rand) string {
	if len(word) < 4 || strings.IndexFunc(word, func(r rune) bool { return r > 127 }) >= 0 {
		return word
	}
	i := 1 + rng.IntN(len(word)-2)
	switch rng.IntN(4) {
	case 0:
		return word[:i] + word[i-1:]
	case 1:
		return word[:i] + word[i+1:]
	case 2:
		return word[:i] + string(rune('a'+rng.IntN(26))) + word[i+1:]
	}
	return word[:i] + word[i+1:i+2] + word[i:i+1] + word[i+2:]
}
