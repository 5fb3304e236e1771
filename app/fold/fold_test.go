package fold_test

import (
	"testing"

	"throughline/app/fold"
)

func TestText(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"case", "PriCing", "pricing"},
		{"accents", "Café Łódź", "cafelodz"},
		{"an accent of its own", "cafe\u0301", "cafe"},
		{"wide letters", "ＡＢ１", "ab1"},
		{"Hebrew points", "שָׁלוֹם", "שלום"},
		{"Hindi keeps its vowels", "हिन्दी", "हिन्दी"},
		{"Chinese stays", "数据", "数据"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fold.Text(c.text); got != c.want {
				t.Errorf("Text(%q) = %q, want %q", c.text, got, c.want)
			}
		})
	}
}

// FuzzWords holds the cutting against its laws: words are in order, apart, and start with a sign of a word.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"don't stop", "我们 sync数据", "ok👍🏽go", "a\xc3b", "x\u0301y", "น้ำ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, w := range fold.Words(text) {
			if w.Start < end || w.End <= w.Start || w.End > len(text) {
				t.Fatalf("word %+v of %q does not follow byte %d", w, text, end)
			}
			for i, r := range text[w.Start:w.End] {
				if i == 0 && !fold.IsWord(r) {
					t.Fatalf("word %q of %q begins with %q", text[w.Start:w.End], text, r)
				}
			}
			end = w.End
		}
	})
}
