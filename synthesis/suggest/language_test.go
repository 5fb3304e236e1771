package suggest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/synthesis/suggest"
	"throughline/synthesis/synthesistest"
)

// TestSuggest_LearnsInOtherLanguages gives ten examples of each of three topics and asks about twenty others. Chance would be right once in three.
func TestSuggest_LearnsInOtherLanguages(t *testing.T) {
	for _, lang := range []string{"de", "es", "ja", "ar"} {
		t.Run(lang, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("..", "testdata", "languages", lang+".tsv"))
			if err != nil {
				t.Fatal(err)
			}
			var set synthesistest.Set
			for line := range strings.Lines(string(data)) {
				topic, text, _ := strings.Cut(strings.TrimSpace(line), "\t")
				set.Texts, set.Labels = append(set.Texts, text), append(set.Labels, topic)
			}
			examples, rest := fewShot(set, 10, len(set.Texts))
			m := train(t, examples, suggest.Options{Seed: 1, Background: rest.Texts})
			right := 0
			for i, s := range rest.Texts {
				if got := m.Suggest(s, 1); len(got) > 0 && got[0].Tag == rest.Labels[i] {
					right++
				}
			}
			share := float64(right) / float64(len(rest.Texts))
			t.Logf("%s: %.2f of %d right", lang, share, len(rest.Texts))
			if share < .75 {
				t.Errorf("%.2f right, floor .75", share)
			}
		})
	}
}
