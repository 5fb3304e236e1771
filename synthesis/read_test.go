package synthesis

import (
	"context"
	"errors"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"throughline/synthesis/synthesistest"
	"throughline/synthesis/text"
)

// oddities are passages that read must take as they are.
var oddities = []string{
	"", "  \n", "the of and", "👍🏽 👍🏽", "Don't STOP the exports; exporting, exported!", "In 2024 we paid 12,000.50 for 3 seats.",
	"12\u00ad3 is a word and 123 a number", "\xff\xfebroken\x00bytes", "登录失败了，无法登录", "école d'été à l'hôtel", "Slow 👍 export",
}

// plainly is the oracle of readAll: one passage at a time, stems as words.
func plainly(s string, lang text.Language) (stems []string, content, words int) {
	stemmer := text.Stemmer{Lang: lang}
	for _, t := range text.Tokens(s) {
		if t.Kind == text.Word {
			words++
		}
		switch {
		case text.IsContent(t, lang):
			content++
			stems = append(stems, stemmer.Stem(t.Norm))
		case t.Kind == text.Number && len(t.Norm) <= maxNumber:
			stems = append(stems, t.Norm)
		case len(stems) > 0 && stems[len(stems)-1] != "":
			stems = append(stems, "")
		}
	}
	return stems, content, words
}

// stemmed returns the stems of each passage in order; "" stands for what lies between them.
func (r *reading) stemmed() [][]string {
	all := make([]string, 0, len(r.tokens.IDs))
	out := make([][]string, r.tokens.Len())
	for i := range out {
		start := len(all)
		for _, id := range r.tokens.Text(i) {
			switch stem := r.words[id].stem; {
			case stem != gap:
				all = append(all, r.stems[stem])
			case len(all) > start && all[len(all)-1] != "":
				all = append(all, "")
			}
		}
		out[i] = all[start:len(all):len(all)]
	}
	return out
}

func TestReadAll_ReadsEachPassageAsIfItWereAlone(t *testing.T) {
	passages := make([]Passage, 2*readChunk+50) // three slips
	for i := range passages {
		passages[i].Text = oddities[i%len(oddities)] + strings.Repeat(" word", i%3) + " " + oddities[i/7%len(oddities)]
	}
	for _, lang := range []text.Language{text.English, text.French, text.German, text.Unknown} {
		var kept, content, words []int
		var stems [][]string
		for i, p := range passages {
			s, c, w := plainly(p.Text, lang)
			if slices.ContainsFunc(s, func(stem string) bool { return stem != "" }) {
				kept, stems, content, words = append(kept, i), append(stems, s), append(content, c), append(words, w)
			}
		}
		var first *reading
		for _, procs := range []int{1, 2, 8} {
			before := runtime.GOMAXPROCS(procs)
			r, places, err := readAll(context.Background(), passages, lang)
			runtime.GOMAXPROCS(before)
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = r
			}
			gotContent, gotWords := r.counts()
			if !slices.Equal(places, kept) || !slices.Equal(gotContent, content) || !slices.Equal(gotWords, words) {
				t.Errorf("%q: passages kept or their counts differ from those read alone", lang)
			}
			if !reflect.DeepEqual(r.stemmed(), stems) {
				t.Errorf("%q: stems differ from those of passages read alone", lang)
			}
			if !reflect.DeepEqual(r, first) {
				t.Errorf("%q: %d processors number the words differently", lang, procs)
			}
		}
	}
}

// words returns the terms of a text as strings.
func words(r *reading, lang text.Language, i int) (out []string) {
	terms := r.terms(lang)
	for _, id := range terms.Text(i) {
		if id != gap {
			out = append(out, terms.Terms[id])
		}
	}
	return out
}

func TestReading_TermsAreStemsInEnglishAndGramsElsewhere(t *testing.T) {
	for _, c := range []struct {
		name string
		lang text.Language
		text string
		want []string
	}{
		{"English", text.English, "The exports failed in 2024", []string{"export", "fail", "2024"}},
		{"German", text.German, "Die Zeit", []string{"_zei", "zeit", "eit_", "zeit", "zeit"}},
		{"pairs where no spaces part words", text.Unknown, "登录", []string{"_登_", "_录_", "登录"}},
		{"no pair over a gap", text.Unknown, "登👍录", []string{"_登_", "_录_"}},
	} {
		r, _, err := readAll(context.Background(), []Passage{{Text: c.text}}, c.lang)
		if err != nil {
			t.Fatal(err)
		}
		if got := words(r, c.lang, 0); !slices.Equal(got, c.want) {
			t.Errorf("%s: terms = %q, want %q", c.name, got, c.want)
		}
	}
}

func TestReading_SpokenWordsAreWordsAlone(t *testing.T) {
	r, _, err := readAll(context.Background(), []Passage{{Text: "I can't pay 12 € twice"}}, text.English)
	if err != nil {
		t.Fatal(err)
	}
	spoken := r.spoken()
	var got []string
	for _, id := range spoken.Text(0) {
		if id != gap {
			got = append(got, spoken.Terms[id])
		}
	}
	if want := []string{"i", "can", "not", "pay", "twice"}; !slices.Equal(got, want) {
		t.Errorf("words = %q, want %q", got, want)
	}
}

func TestReadAll_EndsWithItsContext(t *testing.T) {
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := readAll(ended, []Passage{{Text: "word"}}, text.English); !errors.Is(err, context.Canceled) {
		t.Errorf("readAll() error = %v, want context.Canceled", err)
	}
}

// BenchmarkReadAll cuts 50,000 passages into words and stems.
func BenchmarkReadAll(b *testing.B) {
	texts := synthesistest.Grow(b, 50_000, 1)
	passages := make([]Passage, len(texts))
	size := 0
	for i, s := range texts {
		passages[i].Text = s
		size += len(text.Tokens(s))
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := readAll(context.Background(), passages, text.English); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(size)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

func TestOpening_SaysWhereThePassageGoesOn(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"whole", "The list is wrong.", "The list is wrong."},
		{"cut after five words", "So I write in the book every night.", "So I write in the …"},
		{"long words", "Donaudampfschifffahrtsgesellschaft Kapitänsmütze weg", "Donaudampfschifffahrtsgesellschaft Kapi…"},
		{"nothing", " ", ""},
	} {
		if got := opening(c.in); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
