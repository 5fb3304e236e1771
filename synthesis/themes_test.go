package synthesis_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"throughline/synthesis"
)

// subjects are the words of invented themes; talk builds passages from them.
var subjects = [][]string{
	{"export", "PDF", "report", "slow", "freeze", "pages", "printing"},
	{"password", "login", "reset", "email", "account", "locked", "link"},
	{"invoice", "price", "billing", "subscription", "charge", "refund", "card"},
	{"search", "filter", "results", "query", "keyword", "sorting", "missing"},
}

// talk returns n passages, passage i about subject i modulo 4, from 7 people.
func talk(n int) []synthesis.Passage {
	rng := rand.New(rand.NewPCG(7, 7))
	passages := make([]synthesis.Passage, n)
	for i := range passages {
		words := subjects[i%len(subjects)]
		var b strings.Builder
		b.WriteString("When I worked with it, the")
		for range 5 {
			b.WriteString(" " + words[rng.IntN(len(words))])
		}
		b.WriteString(" was what I noticed.")
		passages[i] = synthesis.Passage{Text: b.String(), Group: fmt.Sprintf("P%02d", rng.IntN(7))}
	}
	return passages
}

func themes(t testing.TB, passages []synthesis.Passage, opt synthesis.ThemeOptions) synthesis.Result {
	t.Helper()
	res, err := synthesis.Themes(context.Background(), passages, opt)
	if err != nil {
		t.Fatalf("Themes() error = %v", err)
	}
	return res
}

// checkLaws fails when a result breaks what every result must keep.
func checkLaws(t *testing.T, passages []synthesis.Passage, res synthesis.Result) {
	t.Helper()
	if len(res.Theme) != len(passages) || len(res.Score) != len(passages) || res.K != len(res.Themes) {
		t.Fatalf("lengths: %d themes, %d scores for %d passages; K %d for %d themes",
			len(res.Theme), len(res.Score), len(passages), res.K, len(res.Themes))
	}
	sizes := make([]int, res.K)
	for i, theme := range res.Theme {
		if theme < -1 || theme >= res.K {
			t.Fatalf("passage %d is in theme %d of %d", i, theme, res.K)
		}
		if theme >= 0 {
			sizes[theme]++
		}
		if s := res.Score[i]; !(s >= 0 && s <= 1) || theme < 0 && s != 0 {
			t.Errorf("passage %d in theme %d has score %v", i, theme, s)
		}
	}
	for k := range res.Themes {
		checkTheme(t, res, k, sizes[k])
	}
}

// checkTheme fails when theme k, which holds size passages, breaks a law.
func checkTheme(t *testing.T, res synthesis.Result, k, size int) {
	t.Helper()
	theme := res.Themes[k]
	if theme.Size != size || theme.Size == 0 {
		t.Errorf("theme %d says size %d, has %d", k, theme.Size, size)
	}
	if k > 0 && theme.Size > res.Themes[k-1].Size {
		t.Errorf("theme %d is larger than the one before it", k)
	}
	if theme.Label == "" || len(theme.Quotes) == 0 || len(theme.Quotes) > 5 {
		t.Errorf("theme %d has label %q and %d quotes", k, theme.Label, len(theme.Quotes))
	}
	for _, q := range theme.Quotes {
		if res.Theme[q] != k {
			t.Errorf("theme %d quotes passage %d of theme %d", k, q, res.Theme[q])
		}
	}
}

func TestThemes_FindsTheSubjectsPeopleTalkAbout(t *testing.T) {
	passages := talk(200)
	res := themes(t, passages, synthesis.ThemeOptions{K: 4, Seed: 3})
	checkLaws(t, passages, res)
	for i := range passages {
		if res.Theme[i] != res.Theme[i%4] {
			t.Fatalf("passage %d is in theme %d, its like in %d: %q", i, res.Theme[i], res.Theme[i%4], passages[i].Text)
		}
	}
}

func TestThemes_KeepsItsLawsOnOddInput(t *testing.T) {
	repeat := func(s string, n int) (ps []synthesis.Passage) {
		for range n {
			ps = append(ps, synthesis.Passage{Text: s})
		}
		return ps
	}
	each := func(texts ...string) (ps []synthesis.Passage) {
		for _, s := range texts {
			ps = append(ps, synthesis.Passage{Text: s})
		}
		return ps
	}
	for _, tc := range []struct {
		name     string
		passages []synthesis.Passage
	}{
		{"none", nil},
		{"one", talk(1)},
		{"two", talk(2)},
		{"one empty", each("")},
		{"all empty", repeat("", 30)},
		{"all equal", repeat("The export to PDF is slow.", 40)},
		{"one word each", each("slow", "fast", "slow", "pricey", "fast", "pricey", "slow")},
		{"stop words only", repeat("it was what it was", 10)},
		{"NUL and bad UTF-8", each("\x00", "\xff\xfe login", "login \x00 fails", "\xc3\x28", "login", "")},
		{"emoji", each("👍", "👍🏽 great", "🇩🇪", "👩‍👩‍👧 family plan", "family plan 👎")},
		{"Chinese", each("登录失败了", "我无法登录", "价格太贵", "这个价格太高了", "登录页面")},
		{"Arabic", each("تسجيل الدخول لا يعمل", "السعر مرتفع جدا", "تسجيل الدخول بطيء", "السعر")},
		{"signs", each(strings.Repeat(".", 20_000), strings.Repeat("(", 15_000), strings.Repeat("x", 200_000), "login")},
		{"fillers", repeat("um yeah okay right", 12)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for _, opt := range []synthesis.ThemeOptions{{}, {K: 3, Seed: 5}, {K: 1000}, {KeepAll: true}, {Granularity: 9}} {
				checkLaws(t, tc.passages, themes(t, tc.passages, opt))
			}
		})
	}
}

func TestThemes_NeedsNoEnglish(t *testing.T) {
	for name, texts := range map[string][]string{
		"German": {
			"Der Export als PDF dauert viel zu lange.", "Beim Exportieren stürzt das Programm ab.", "Die exportierte PDF-Datei war leer.",
			"Die Rechnung kam doppelt an.", "Auf der Rechnung stand ein falscher Preis.", "Unsere Rechnungen sind seit Mai zu hoch.",
		},
		"Chinese": {"登录页面打不开", "我无法登录账户", "登录总是失败", "价格太贵了", "这个价格太高", "价格比别人贵"},
		"Russian": {
			"Вход в систему не работает", "Не могу войти: вход закрыт", "Вход снова не удался",
			"Цена слишком высокая", "Почему цена так выросла", "Цену подняли без причины",
		},
	} {
		t.Run(name, func(t *testing.T) {
			var passages []synthesis.Passage
			for _, s := range texts {
				passages = append(passages, synthesis.Passage{Text: s})
			}
			res := themes(t, passages, synthesis.ThemeOptions{K: 2, Seed: 1, KeepAll: true})
			checkLaws(t, passages, res)
			a, b := res.Theme[0], res.Theme[3]
			if want := []int{a, a, a, b, b, b}; a == b || !reflect.DeepEqual(res.Theme, want) {
				t.Errorf("themes %v (%q), want the first three together and the last three", res.Theme, labels(res))
			}
		})
	}
}

func labels(res synthesis.Result) (out []string) {
	for _, theme := range res.Themes {
		out = append(out, theme.Label)
	}
	return out
}

func TestThemes_SameSeedSameResultOnAnyProcessors(t *testing.T) {
	passages := talk(3000)
	opt := synthesis.ThemeOptions{Seed: 11}
	want := themes(t, passages, opt)
	for _, procs := range []int{1, 2, 5} {
		before := runtime.GOMAXPROCS(procs)
		got := themes(t, passages, opt)
		runtime.GOMAXPROCS(before)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("with %d processors the result differs", procs)
		}
	}
}

func TestThemes_OrderOfPassagesDoesNotMatter(t *testing.T) {
	passages := talk(240)
	want := themes(t, passages, synthesis.ThemeOptions{K: 4, Seed: 2})
	order := rand.New(rand.NewPCG(1, 1)).Perm(len(passages))
	shuffled := make([]synthesis.Passage, len(passages))
	for i, p := range order {
		shuffled[i] = passages[p]
	}
	got := themes(t, shuffled, synthesis.ThemeOptions{K: 4, Seed: 2})
	names := make(map[int]int)
	for i, p := range order {
		if was, ok := names[got.Theme[i]]; ok && was != want.Theme[p] {
			t.Fatalf("passage %d changed its company", p)
		}
		names[got.Theme[i]] = want.Theme[p]
	}
}

func TestThemes_EndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := synthesis.Themes(ctx, talk(500), synthesis.ThemeOptions{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Themes() error = %v, want context.Canceled", err)
	}
}

func TestThemes_TellsItsProgress(t *testing.T) {
	var last int64 = -1
	themes(t, talk(50), synthesis.ThemeOptions{Progress: func(done, total int64, what string) {
		if done < last || total != 100 || what == "" {
			t.Errorf("progress %d of %d %q after %d", done, total, what, last)
		}
		last = done
	}})
	if last != 100 {
		t.Errorf("last progress = %d, want 100", last)
	}
}
