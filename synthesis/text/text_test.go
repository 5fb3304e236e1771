package text_test

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"throughline/synthesis/text"
)

// odd are inputs no function may fail on or take long over.
var odd = map[string]string{
	"empty":            "",
	"white":            " \t\r\n\u00a0",
	"NUL":              "a\x00b\x00",
	"broken UTF-8":     "caf\xc3 \xff\xfe ok \xf0\x9f",
	"lone surrogate":   "\xed\xa0\x80 x",
	"emoji":            "👍🏽 good 👩‍👩‍👧‍👦 🇩🇪🇫🇷 1️⃣",
	"Chinese":          "登录失败了。我无法登录！价格太贵？",
	"Arabic":           "تسجيل الدخول لا يعمل؟ السعر مرتفع جدا.",
	"Hebrew and Latin": "המחיר של iPhone גבוה מדי.",
	"combining":        "e\u0301te\u0301 \u0301 zalgo\u0300\u0301\u0302\u0303",
	"soft hyphens":     "co\u00adop\u00aderation it\u00ad's",
	"apostrophes":      "''' ' 'tis rock'n'roll' '’’ don't'd've",
	"20k dots":         strings.Repeat(".", 20_000),
	"20k spaced dots":  strings.Repeat(". ", 20_000),
	"15k brackets":     strings.Repeat("(", 15_000),
	"15k pairs":        strings.Repeat("()[]", 7_500),
	"15k spaced":       strings.Repeat("( ) [ ", 5_000),
	"dots in words":    strings.Repeat("a.b. ", 10_000),
	"10k quotes":       strings.Repeat("“x” ", 10_000),
	"200 kB word":      strings.Repeat("x", 200_000),
	"200 kB of signs":  strings.Repeat("!?", 100_000),
	"50k emoji":        strings.Repeat("👍", 50_000),
	"50k Han":          strings.Repeat("語", 50_000),
	"50k lines":        strings.Repeat("\n", 50_000),
	"100k apostrophes": strings.Repeat("a'", 50_000),
	"20k numbers":      strings.Repeat("1.2.3,", 20_000),
	"50k bad bytes":    strings.Repeat("\xff", 50_000),
}

// TestText_IsSafeAndFastOnOddInput holds every function to its law on odd input: no panic, valid spans, no long wait.
func TestText_IsSafeAndFastOnOddInput(t *testing.T) {
	text.Classes("Load the model first.")
	text.Sentences("Load the model first. And this.")
	for name, s := range odd {
		t.Run(name, func(t *testing.T) {
			for what, run := range map[string]func(){
				"Tokens":       func() { checkTokens(t, s) },
				"Sentences":    func() { checkSentences(t, s) },
				"Classes":      func() { text.Classes(s) },
				"Guess":        func() { text.Guess(s) },
				"ContentWords": func() { text.ContentWords(s, text.English) },
				"NGrams":       func() { text.NGrams(nil, s, 3) },
				"Stem": func() {
					for _, lang := range []text.Language{text.Unknown, text.English, text.French, text.Spanish, text.German} {
						(&text.Stemmer{Lang: lang}).Stem(s)
					}
				},
				"Spelt": func() { text.Spelt(s) },
			} {
				if took := fastest(run); took > patience {
					t.Errorf("%s took %v", what, took)
				}
			}
		})
	}
}

// patience is ten times the law of 100 ms, since other work or the race detector may slow a test. What takes time in
// proportion to the square of a text takes longer than that.
const patience = time.Second

// fastest returns the time of the fastest of up to 5 runs.
func fastest(run func()) time.Duration {
	best := time.Hour
	for range 5 {
		began := time.Now()
		run()
		if best = min(best, time.Since(began)); best < patience {
			break
		}
	}
	return best
}

func checkTokens(t *testing.T, s string) {
	last := 0
	for _, token := range text.Tokens(s) {
		if token.Start < last || token.End <= token.Start || token.End > len(s) || token.Norm == "" {
			t.Fatalf("token %+v after byte %d of %d", token, last, len(s))
		}
		if r, size := utf8.DecodeRuneInString(s[token.Start:]); r == utf8.RuneError && size == 1 {
			t.Fatalf("token %+v begins inside a rune", token)
		}
		last = token.End
	}
}

func checkSentences(t *testing.T, s string) {
	last := 0
	for _, span := range text.Sentences(s) {
		if span.Start < last || span.End <= span.Start || span.End > len(s) {
			t.Fatalf("sentence %+v after byte %d of %d", span, last, len(s))
		}
		if utf8.ValidString(s) && !utf8.ValidString(span.Of(s)) {
			t.Fatalf("sentence %+v splits a rune", span)
		}
		if gap := strings.Trim(s[last:span.Start], " \t\r\n\v\f\u0085\u00a0\u2028\u2029\u3000\ufeff\x00"); gap != "" {
			t.Fatalf("%q is in no sentence", gap)
		}
		last = span.End
	}
}

func norms(s string) (out []string) {
	for _, token := range text.Tokens(s) {
		out = append(out, token.Norm)
	}
	return out
}

func TestTokens_CutsWordsNumbersAndSymbols(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"contractions", "I don't think we'd say it's OK", []string{"i", "do", "not", "think", "we", "'d", "say", "it", "'s", "ok"}},
		{"two contractions in one", "shouldn't've", []string{"should", "not", "'ve"}},
		{"changed heads", "can’t won't ain't", []string{"can", "not", "will", "not", "is", "not"}},
		{"names with apostrophe", "O'Brien at 5 o'clock", []string{"o'brien", "at", "5", "o'clock"}},
		{"elisions", "L’hôtel n'est dell'arte", []string{"l'", "hôtel", "n'", "est", "dell'", "arte"}},
		{"hyphen and slash", "e-mail/login_page", []string{"e", "mail", "login", "page"}},
		{"numbers", "3.5% at 10:30, 1,000 times.", []string{"3.5", "at", "10:30", "1,000", "times"}},
		{"mixed", "h264 on iOS17 in C++ or C#, not #tag", []string{"h264", "on", "ios17", "in", "c++", "or", "c#", "not", "tag"}},
		{"quotes", "'quoted' “words”", []string{"quoted", "words"}},
		{"emoji", "👍🏽🇩🇪🇫🇷 👩‍👩‍👧", []string{"👍🏽", "🇩🇪", "🇫🇷", "👩‍👩‍👧"}},
		{"Han and Katakana", "日本のテスト", []string{"日", "本", "の", "テスト"}},
		{"soft hyphen", "co\u00adoperate", []string{"cooperate"}},
		{"German", "Größe ÄRGER straße", []string{"größe", "ärger", "straße"}},
		{"nothing", " …!? ", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := norms(tc.text); !reflect.DeepEqual(got, tc.want) {
				t.Errorf("Tokens(%q) = %q, want %q", tc.text, got, tc.want)
			}
		})
	}
}

func TestTokens_SpansPointIntoTheText(t *testing.T) {
	s := "We didn’t pay €5 — really"
	var got []string
	for _, token := range text.Tokens(s) {
		got = append(got, s[token.Start:token.End])
	}
	if want := []string{"We", "did", "n’t", "pay", "€", "5", "really"}; !reflect.DeepEqual(got, want) {
		t.Errorf("spans of %q = %q, want %q", s, got, want)
	}
}

func TestSentences_CutsWhereSentencesEnd(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"plain", "It works. Does it? Yes!", []string{"It works.", "Does it?", "Yes!"}},
		{"abbreviations", "Dr. Smith lives in the U.S. now. He left.", []string{"Dr. Smith lives in the U.S. now.", "He left."}},
		{"numbers", "It took 3.5 seconds. Too long.", []string{"It took 3.5 seconds.", "Too long."}},
		{"blank line", "A heading\n\nA line", []string{"A heading", "A line"}},
		{"wrapped line", "one long\nsentence. Another.", []string{"one long\nsentence.", "Another."}},
		{"last rune of several bytes", "I said so. It is a café", []string{"I said so.", "It is a café"}},
		{"closing quote", "“It fails.” He left.", []string{"“It fails.”", "He left."}},
		{"Chinese", "登录失败。价格太贵！", []string{"登录失败。", "价格太贵！"}},
		{"Arabic", "هل يعمل؟ نعم.", []string{"هل يعمل؟", "نعم."}},
		{"no stop", "and then I", []string{"and then I"}},
		{"nothing", " \n ", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []string
			for _, span := range text.Sentences(tc.text) {
				got = append(got, span.Of(tc.text))
			}
			if !reflect.DeepEqual(got, tc.want) {
				t.Errorf("Sentences(%q) = %q, want %q", tc.text, got, tc.want)
			}
		})
	}
}

func TestSentences_LongTextsAreCutAsShortOnes(t *testing.T) {
	one := "Dr. Smith said it works. "
	n := 10_000
	if got := len(text.Sentences(strings.Repeat(one, n))); got != n {
		t.Errorf("%d sentences, want %d", got, n)
	}
}

func TestStemmer_CutsWordsOfItsLanguage(t *testing.T) {
	for _, tc := range []struct {
		lang       text.Language
		word, want string
	}{
		{text.English, "exporting", "export"},
		{text.English, "exports", "export"},
		{text.English, "as", "as"},
		{text.French, "continuellement", "continuel"},
		{text.Spanish, "rápidamente", "rapid"},
		{text.German, "häuser", "haus"},
		{text.German, "rechnungen", "rechn"},
		{text.Italian, "fatture", "fattur"},
		{text.Korean, "비밀번호를", "비밀번호"},
		{text.Arabic, "والفَاتُورَة", "فاتور"},
		{text.Arabic, "الإعدادات", "اعداد"},
		{text.Russian, "пароли", "парол"},
		{text.Hebrew, "סיסמה", "סיסמה"},
		{text.Unknown, "exports", "exports"},
	} {
		m := text.Stemmer{Lang: tc.lang}
		for range 2 { // the second time from the cache
			if got := m.Stem(tc.word); got != tc.want {
				t.Errorf("%s Stem(%q) = %q, want %q", tc.lang, tc.word, got, tc.want)
			}
		}
	}
}

func TestContentWords_LeavesOutWordsWithoutTopic(t *testing.T) {
	for _, tc := range []struct {
		text string
		lang text.Language
		want int
	}{
		{"Um, yeah, it was what it was, you know.", text.English, 0},
		{"The export to PDF is slow", text.English, 3},
		{"I'd said they couldn't've, y'all; hes and shes havent.", text.English, 0},
		{"C'est l'hôtel qu'il n'aime pas", text.French, 2},
		{"Der Export nach PDF ist sehr langsam", text.German, 3},
		{"登录", text.Unknown, 2},
		{"我不能登录", text.Chinese, 3},
		{"ログインできません", text.Japanese, 1},
		{"料金が高いです", text.Japanese, 3},
		{"أنا لا أستطيع تسجيل الدخول", text.Arabic, 3},
		{"the Rechnung was falsch und la factura", text.Multiple, 3},
		{"a 7 👍", text.Unknown, 0},
	} {
		if got := text.ContentWords(tc.text, tc.lang); got != tc.want {
			t.Errorf("ContentWords(%q) = %d, want %d", tc.text, got, tc.want)
		}
	}
}

func TestGuess_NamesTheLanguage(t *testing.T) {
	for want, s := range map[text.Language]string{
		text.English:    "I could not find where the export is, and it took me a while.",
		text.German:     "Ich konnte nicht finden, wo der Export ist, und es hat eine Weile gedauert.",
		text.French:     "Je ne trouvais pas où se trouve l'export et cela m'a pris du temps.",
		text.Spanish:    "No encontraba dónde está la exportación y me llevó un rato.",
		text.Italian:    "Non riuscivo a trovare dove si trova la funzione e ci ho messo un po' di tempo.",
		text.Dutch:      "Ik kon niet vinden waar de export is en het duurde een tijdje.",
		text.Portuguese: "Eu não conseguia encontrar onde fica a exportação e isso demorou um pouco.",
	} {
		got, sure := text.Guess(s)
		if got != want || sure < 0 || sure > 1 {
			t.Errorf("Guess(%q) = %q with %.2f, want %q", s, got, sure, want)
		}
	}
	if got, sure := text.Guess("Xyzzy plugh 42"); got != text.Unknown || sure != 0 {
		t.Errorf("Guess of no known word = %q with %v", got, sure)
	}
}

func TestNGrams_MarksTheEndsOfWords(t *testing.T) {
	for _, tc := range []struct {
		word string
		n    int
		want []string
	}{
		{"tea", 3, []string{"_te", "tea", "ea_"}},
		{"a", 3, []string{"_a_"}},
		{"été", 4, []string{"_été", "été_"}},
		{"", 3, nil},
		{"tea", 0, nil},
	} {
		if got := text.NGrams(nil, tc.word, tc.n); !reflect.DeepEqual(got, tc.want) {
			t.Errorf("NGrams(%q, %d) = %q, want %q", tc.word, tc.n, got, tc.want)
		}
	}
}

func TestClasses_TellsNounsAndAdjectives(t *testing.T) {
	var got []string
	for _, w := range text.Classes("The slow customer support never answered, and PDF exports fail.") {
		switch w.Class {
		case text.Noun:
			got = append(got, w.Text)
		case text.Adjective:
			got = append(got, "("+w.Text+")")
		}
	}
	want := []string{"(slow)", "customer", "support", "PDF", "exports"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("nouns and (adjectives) = %q, want %q", got, want)
	}
}

func TestText_IsSafeForConcurrentUse(t *testing.T) {
	var wait sync.WaitGroup
	s := "Dr. Smith could not export the PDF report. He gave up."
	for range 4 {
		wait.Go(func() {
			for range 20 {
				if n := len(text.Sentences(s)); n != 2 {
					t.Errorf("%d sentences, want 2", n)
				}
				if n := len(text.Classes(s)); n == 0 {
					t.Error("no classes")
				}
			}
		})
	}
	wait.Wait()
}

func FuzzText(f *testing.F) {
	for _, s := range odd {
		if len(s) < 1000 {
			f.Add(s)
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkTokens(t, s)
		checkSentences(t, s)
		text.Classes(s)
	})
}

func ExampleTokens() {
	for _, token := range text.Tokens("We couldn't log in.") {
		fmt.Print(token.Norm, " ")
	}
	// Output: we could not log in
}

// BenchmarkOdd shows the time of the slowest odd inputs; the law is 100 ms each.
func BenchmarkOdd(b *testing.B) {
	for _, name := range []string{"20k dots", "20k spaced dots", "15k brackets", "200 kB word", "50k Han"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				text.Tokens(odd[name])
				text.Sentences(odd[name])
				text.Classes(odd[name])
			}
		})
	}
}
