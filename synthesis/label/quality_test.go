package label_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"throughline/synthesis/label"
	"throughline/synthesis/synthesistest"
	"throughline/synthesis/text"
)

// TestQuality_NamesTheAspectOfReviews measures on 51 sets of review sentences, each about one aspect of a product,
// how often the first name, or one of three, holds the word people used for the aspect. The floors stand a
// little under what was measured (49 and 49 of 51).
func TestQuality_NamesTheAspectOfReviews(t *testing.T) {
	if testing.Short() {
		t.Skip("measures quality")
	}
	set := synthesistest.Load(t, "opinosis51", 0, 1)
	theme, k := set.Numbers()
	aspect := make([]string, k)
	for i, topic := range theme {
		aspect[topic], _, _ = strings.Cut(set.Labels[i], "_")
	}
	first, three := 0, 0
	used := make(map[string]bool)
	for topic, names := range named(t, text.English, set.Texts, theme, k) {
		if len(names) > 0 && used[names[0]] {
			t.Errorf("two topics are called %q", names[0])
		}
		hit := func(name string) bool { return shareAStem(name, aspect[topic]) }
		if len(names) > 0 {
			used[names[0]] = true
		}
		if len(names) > 0 && hit(names[0]) {
			first++
		}
		if slices.ContainsFunc(names[:min(3, len(names))], hit) {
			three++
		}
	}
	t.Logf("first %d, among three %d of %d", first, three, k)
	if first < 48 || three < 48 {
		t.Errorf("first %d, among three %d of %d; floors 48, 48", first, three, k)
	}
}

func shareAStem(a, b string) bool {
	stemmer := text.Stemmer{Lang: text.English}
	for _, x := range text.Tokens(a) {
		for _, y := range text.Tokens(b) {
			if stemmer.Stem(x.Norm) == stemmer.Stem(y.Norm) {
				return true
			}
		}
	}
	return false
}

// TestQuality_WordsThatStandOut compares classes of a public set with all other passages: how often a word that stands out is one of the class's
// name, and how many words are told of sets drawn by chance, of which there should be none.
func TestQuality_WordsThatStandOut(t *testing.T) {
	if testing.Short() {
		t.Skip("measures quality")
	}
	set := synthesistest.Load(t, "banking77", 0, 1)
	theme, k := set.Numbers()
	n, err := label.NewNamer(ctx, set.Texts, text.English)
	if err != nil {
		t.Fatal(err)
	}
	named, told := 0, 0
	for class := range k {
		in := make([]bool, len(theme))
		name := ""
		for i, c := range theme {
			if in[i] = c == class; in[i] {
				name = strings.NewReplacer("_", " ").Replace(set.Labels[i])
			}
		}
		words, err := n.StandOut(ctx, in, 5)
		if err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(words, func(w label.Standout) bool { return shareAStem(w.Name, name) }) {
			named++
		}
	}
	rng := rand.New(rand.NewPCG(1, 1))
	const draws = 100
	for range draws {
		in := make([]bool, len(theme))
		for i := range in {
			in[i] = rng.IntN(50) == 0
		}
		words, err := n.StandOut(ctx, in, 100)
		if err != nil {
			t.Fatal(err)
		}
		told += len(words)
	}
	t.Logf("a word of the class's name among five: %d of %d; told by chance: %d in %d draws", named, k, told, draws)
	if named < 68 || told > draws/5 {
		t.Errorf("a word of the name %d of %d, floor 68; by chance %d in %d draws, most %d", named, k, told, draws, draws/5)
	}
}
