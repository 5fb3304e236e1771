package synthesis_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"throughline/synthesis"
	"throughline/synthesis/stat"
	"throughline/synthesis/text"
)

// answers reads invented interview answers on three topics in a language.
func answers(t *testing.T, langs ...string) (passages []synthesis.Passage, topics, groups []int) {
	t.Helper()
	number := map[string]int{}
	id := func(s string) int {
		if _, ok := number[s]; !ok {
			number[s] = len(number)
		}
		return number[s]
	}
	for _, lang := range langs {
		data, err := os.ReadFile(filepath.Join("testdata", "languages", lang+".tsv"))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			topic, text, _ := strings.Cut(strings.TrimSpace(line), "\t")
			passages = append(passages, synthesis.Passage{Text: text})
			topics = append(topics, id(topic))
			groups = append(groups, id(lang+topic))
		}
	}
	return passages, topics, groups
}

// TestThemes_AgreeWithTopicsInOtherLanguages holds the mean agreement of five seeds with the topics of 90 short answers each. So few
// texts of 10 words make a shaky base, and the floors stand well under what was measured: docs/QUALITY.md has it.
func TestThemes_AgreeWithTopicsInOtherLanguages(t *testing.T) {
	for _, c := range []struct {
		langs string
		want  text.Language
		floor float64          // of NMI with the topics at three themes
		names []*regexp.Regexp // each names a theme
	}{
		{"de", text.German, .35, named("(?i)rechnung|preis|tarif", "(?i)anmeld|passwort|konto", "(?i)bericht|export|datei|tabelle")},
		{"es", text.Spanish, .45, named("factura|precio|plan", "contraseña|sesión|cuenta", "informe|exporta|tabla|archivo")},
		{"ja", text.Japanese, .75, named("料金|請求書", "ログイン|アカウント", "報告書|出力|ファイル")},
		{"ar", text.Arabic, .45, named("السعر|الاشتراك|الفاتورة", "الحساب|كلمة المرور|تسجيل الدخول", "التقرير|التصدير|الملف")},
	} {
		t.Run(c.langs, func(t *testing.T) {
			passages, topics, _ := answers(t, c.langs)
			sum, written := 0.0, allOf(passages)
			for seed := range int64(5) {
				res := themes(t, passages, synthesis.ThemeOptions{K: 3, Seed: seed, KeepAll: true})
				sum += stat.NMI(topics, res.Theme) / 5
				if res.Language != c.want {
					t.Errorf("language %q, want %q", res.Language, c.want)
				}
				checkNames(t, res, written)
				if seed == 0 {
					for i, name := range c.names {
						if !slices.ContainsFunc(res.Themes, func(th synthesis.Theme) bool { return name.MatchString(strings.Join(th.Terms, " ")) }) {
							t.Errorf("no theme says topic %d, %v", i, name)
						}
					}
				}
			}
			t.Logf("%s: NMI %.3f", c.langs, sum)
			if sum < c.floor {
				t.Errorf("NMI %.3f is under its floor %.3f", sum, c.floor)
			}
		})
	}
}

func named(patterns ...string) []*regexp.Regexp {
	out := make([]*regexp.Regexp, len(patterns))
	for i, p := range patterns {
		out[i] = regexp.MustCompile(p)
	}
	return out
}

func allOf(passages []synthesis.Passage) string {
	var b strings.Builder
	for _, p := range passages {
		b.WriteString(strings.ToLower(p.Text))
		b.WriteByte('\n')
	}
	return b.String()
}

// checkNames checks that names are words of the answers, with a word's end on both sides where spaces part words, and never a
// single letter.
func checkNames(t *testing.T, res synthesis.Result, written string) {
	t.Helper()
	for _, theme := range res.Themes {
		for _, name := range theme.Terms {
			low := strings.ToLower(name)
			if utf8.RuneCountInString(low) < 2 {
				t.Errorf("name %q is a letter", name)
			}
			at := strings.Index(written, low)
			if at < 0 {
				t.Errorf("name %q is not in the answers", name)
				continue
			}
			if text.IsUnspaced(low) {
				continue
			}
			for at >= 0 && !isWhole(written, at, len(low)) {
				next := strings.Index(written[at+1:], low)
				if next < 0 {
					t.Errorf("name %q is a cut word", name)
					break
				}
				at += 1 + next
			}
		}
	}
}

// isWhole reports whether what stands in s at a place begins and ends with a word.
func isWhole(s string, at, n int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[at+n:])
	joined := func(r rune) bool { return unicode.IsLetter(r) && !unicode.In(r, unicode.Hiragana, unicode.Han) }
	return !joined(before) && !joined(after)
}

// TestThemes_OfSeveralLanguagesStayInThem: nothing here knows that Rechnung and factura are one, so themes of answers in several languages are
// themes of each language.
func TestThemes_OfSeveralLanguagesStayInThem(t *testing.T) {
	passages, _, groups := answers(t, "de", "es", "ja", "ar")
	sum := 0.0
	for seed := range int64(3) {
		res := themes(t, passages, synthesis.ThemeOptions{K: 12, Seed: seed, KeepAll: true})
		sum += stat.NMI(groups, res.Theme) / 3
		if res.Language != text.Multiple {
			t.Errorf("language %q, want several", res.Language)
		}
		checkNames(t, res, allOf(passages))
	}
	t.Logf("four languages, 12 themes: NMI %.3f with topics of each language", sum)
	if sum < .7 {
		t.Errorf("NMI %.3f is under its floor .7", sum)
	}
}
