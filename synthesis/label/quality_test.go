package label_test

import (
	"slices"
	"strings"
	"testing"

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
