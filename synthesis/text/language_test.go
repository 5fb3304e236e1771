package text_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"throughline/synthesis/text"
)

// spoken reads invented sentences of interviews, language and sentence parted by a tab.
func spoken(t *testing.T) (langs []text.Language, sentences []string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "spoken.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		lang, s, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			t.Fatalf("line %q has no tab", line)
		}
		langs, sentences = append(langs, text.Language(lang)), append(sentences, s)
	}
	return langs, sentences
}

// TestGuess_KnowsSentencesOf25Languages counts how often a sentence, and its first three words, are given the right language.
func TestGuess_KnowsSentencesOf25Languages(t *testing.T) {
	langs, sentences := spoken(t)
	if n := len(slices.Compact(slices.Clone(langs))); n != 25 {
		t.Fatalf("%d languages in the test data, want 25", n)
	}
	right, short, shortKnown := 0, 0, 0
	for i, s := range sentences {
		if got, sure := text.Guess(s); got == langs[i] {
			right++
		} else {
			t.Logf("%s: Guess(%q) = %q with %.2f", langs[i], s, got, sure)
		}
		words := strings.Fields(s)
		got, _ := text.Guess(strings.Join(words[:min(3, len(words))], " "))
		if got == langs[i] {
			short++
		}
		if got != text.Unknown {
			shortKnown++
		}
	}
	n := float64(len(sentences))
	t.Logf("%d sentences: %.3f right; of their first three words %.3f right, %.3f given a language", len(sentences), float64(right)/n,
		float64(short)/n, float64(shortKnown)/n)
	if float64(right) < 0.97*n {
		t.Errorf("%d of %v sentences are given the right language, floor .97", right, n)
	}
	if float64(short) < 0.75*n {
		t.Errorf("%d of %v beginnings are given the right language, floor .75", short, n)
	}
}

func TestMain_NamesOneLanguageOrSeveral(t *testing.T) {
	langs, sentences := spoken(t)
	of := func(want ...text.Language) (out []string) {
		for i, s := range sentences {
			if slices.Contains(want, langs[i]) {
				out = append(out, s)
			}
		}
		return out
	}
	for _, lang := range slices.Compact(slices.Clone(langs)) {
		if got := text.Main(of(lang)); got != lang {
			t.Errorf("Main of sentences in %s = %q, shares %v", lang, got, text.Shares(of(lang)))
		}
	}
	for _, c := range []struct {
		name  string
		texts []string
		want  text.Language
	}{
		{"nothing", nil, text.Unknown},
		{"no words", []string{"", "42", "👍"}, text.Unknown},
		{"half and half", of(text.German, text.Spanish), text.Multiple},
		{"three scripts", of(text.Japanese, text.Arabic, text.English), text.Multiple},
		{"too short one by one", []string{"Die Rechnung", "nicht gut", "zu teuer", "weiß ich nicht"}, text.German},
		{"German with English words", []string{"Das Login ist nicht gut, ich habe den Button nicht gefunden.",
			"Der Export nach Excel ist super, aber das Dashboard lädt ewig.", "Das Onboarding war okay, nur die Tooltips haben genervt."}, text.German},
	} {
		if got := text.Main(c.texts); got != c.want {
			t.Errorf("%s: Main() = %q, want %q", c.name, got, c.want)
		}
	}
}

func TestShares_AddUpAndAreTheSameForEqualTexts(t *testing.T) {
	_, sentences := spoken(t)
	first := text.Shares(sentences)
	sum := 0.0
	for i, s := range first {
		sum += s.Share
		if i > 0 && s.Share > first[i-1].Share {
			t.Errorf("shares are not in order: %v", first)
		}
	}
	if sum > 1.0001 || !slices.Equal(first, text.Shares(sentences)) {
		t.Errorf("shares %v add up to %v", first, sum)
	}
}

func TestSentences_OfOtherScripts(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"Japanese", "本当ですか！？はい。「分かりません。」と言いました。", []string{"本当ですか！？", "はい。", "「分かりません。」", "と言いました。"}},
		{"Chinese without spaces", "太贵了！我们不用了。为什么？", []string{"太贵了！", "我们不用了。", "为什么？"}},
		{"Arabic", "لماذا أدفع؟ السعر مرتفع جدا. لا أعرف", []string{"لماذا أدفع؟", "السعر مرتفع جدا.", "لا أعرف"}},
		{"Hindi", "यह बहुत महंगा है। मुझे समझ नहीं आया।", []string{"यह बहुत महंगा है।", "मुझे समझ नहीं आया।"}},
		{"Urdu", "یہ بہت مہنگا ہے۔ کیوں؟", []string{"یہ بہت مہنگا ہے۔", "کیوں؟"}},
		{"German", "Das ist zu teuer. Ich habe z. B. zweimal gezahlt! Warum?", []string{"Das ist zu teuer.", "Ich habe z. B. zweimal gezahlt!", "Warum?"}},
		{"a stop alone", "。", []string{"。"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, span := range text.Sentences(c.text) {
				got = append(got, span.Of(c.text))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("Sentences(%q) = %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func FuzzLanguage(f *testing.F) {
	for _, s := range []string{"", "Die Rechnung ist falsch.", "ログインできません", "لا أستطيع", "\xff\xe3\x81", "ß", "비밀번호를"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		lang, sure := text.Guess(s)
		if sure < 0 || sure > 1 || lang == text.Unknown && sure != 0 {
			t.Errorf("Guess(%q) = %q, %v", s, lang, sure)
		}
		text.Main([]string{s, s})
		for _, l := range []text.Language{lang, text.Arabic, text.Korean, text.German, text.Multiple} {
			m := text.Stemmer{Lang: l}
			for _, token := range text.Tokens(s) {
				if m.Stem(token.Norm) == "" {
					t.Errorf("%s Stem(%q) is empty", l, token.Norm)
				}
			}
		}
	})
}
