package label_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"throughline/synthesis/label"
	"throughline/synthesis/text"
)

// named builds a Namer of texts and names their themes.
func named(t *testing.T, lang text.Language, texts []string, theme []int, k int) [][]string {
	t.Helper()
	n, err := label.NewNamer(ctx, texts, lang)
	if err != nil {
		t.Fatal(err)
	}
	got, err := n.Name(ctx, theme, k)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestName_SaysWhatTellsAThemeApart(t *testing.T) {
	for name, tc := range map[string]struct {
		lang  text.Language
		texts []string
		theme []int
		want  []string // first name of each theme; "" for none
	}{
		"a phrase for its words": {text.English, []string{
			"The battery life is short.", "Great battery life on this phone.", "I like the battery life of the phone.",
			"Our staff was friendly.", "Friendly staff at the desk.", "The staff there is friendly and the phone rang.",
		}, []int{0, 0, 0, 1, 1, 1}, []string{"battery life", "staff"}},
		"capitals as people write them": {text.English, []string{
			"The PDF export failed.", "PDF exports fail here.", "My PDF export stopped.",
			"We use the Garmin daily.", "Her Garmin broke.", "They sold the Garmin.",
		}, []int{0, 0, 0, 1, 1, 1}, []string{"PDF export", "Garmin"}},
		"a capital that only begins a sentence": {text.English, []string{
			"Invoices arrive late.", "Invoices are wrong.", "Invoices again.",
		}, []int{0, 0, 0}, []string{"invoices"}},
		"a comma parts phrases": {text.English, []string{
			"Keyboard, screen and price.", "Keyboard, screen and weight.", "Keyboard, screen.", "Price and weight.",
		}, []int{0, 0, 0, 1}, []string{"keyboard", "price"}},
		"vague words name nothing": {text.English, []string{
			"The only thing is a lot of stuff.", "The thing is, a bit of this and a lot of that.", "Okay, one thing.",
		}, []int{0, 0, 0}, []string{""}},
		"names that were blotted out": {text.English, []string{
			"I asked XXXX about the invoice.", "Then XXXX sent an invoice.", "And xxxx paid the invoice.",
		}, []int{0, 0, 0}, []string{"invoice"}},
		"what a hyphen joins stands together": {text.English, []string{
			"My top-ups fail.", "Two top-ups were lost.", "All top-ups of the week.",
		}, []int{0, 0, 0}, []string{"top ups"}},
		"the plural of a particle alone": {text.English, []string{
			"Ups and invoices.", "The ups of an invoice.", "Invoices have ups.",
		}, []int{0, 0, 0}, []string{"invoices"}},
		"people name no theme": {text.English, []string{
			"I asked Sharon about the invoice.", "Then Sharon sent an invoice.", "And so Sharon paid.",
		}, []int{0, 0, 0}, []string{"invoice"}},
		"contractions leave nothing behind": {text.English, []string{
			"I'd say the invoice isn't right.", "They're sure the invoice won't come.", "He’d paid, it's an invoice.",
		}, []int{0, 0, 0}, []string{"invoice"}},
		"German nouns": {text.German, []string{
			"Die Rechnung ist falsch", "Eine falsche Rechnung", "Das Geld für die Rechnung", "Der Login geht nicht", "Wo ist der Login",
		}, []int{0, 0, 0, 1, 1}, []string{"Rechnung", "Login"}},
		"no spaces": {text.Unknown, []string{"登录失败", "登录", "付款"}, []int{0, 0, 1}, []string{"登录", "付款"}},
		"themes without passages, passages without themes": {text.English, []string{"An invoice.", "A login.", ""}, []int{2, -1, -1},
			[]string{"", "", "invoice"}},
		"German pairs": {text.German, []string{
			"Die falsche Rechnung kam", "Eine falsche Rechnung", "Falsche Rechnung schon wieder", "Der Login", "Rechnung und Login",
		}, []int{0, 0, 0, 1, 1}, []string{"falsche Rechnung", "Login"}},
		"nothing": {text.English, nil, nil, nil},
		"hostile": {text.English, []string{"\xff\xfe", strings.Repeat("(", 5000), strings.Repeat(".", 5000) + " invoice", "\x00"},
			[]int{-1, -1, 0, -1}, []string{"invoice"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := named(t, tc.lang, tc.texts, tc.theme, len(tc.want))
			for i, want := range tc.want {
				first := ""
				if len(got[i]) > 0 {
					first = got[i][0]
				}
				if first != want {
					t.Errorf("names of theme %d = %q, want %q first", i, got[i], want)
				}
			}
		})
	}
}

func TestName_GivesNoTwoThemesTheSameName(t *testing.T) {
	texts := []string{
		"The service was slow.", "Slow service.", "Service is slow today.",
		"The room service came late.", "Late room service.", "Room service is late.",
		"Their service and breakfast.", "Service, then breakfast.", "Breakfast with service.",
	}
	theme := []int{0, 0, 0, 1, 1, 1, 2, 2, 2}
	got := named(t, text.English, texts, theme, 3)
	var first []string
	for _, names := range got {
		if len(names) == 0 {
			t.Fatalf("names = %q, want one for each theme", got)
		}
		first = append(first, names[0])
	}
	slices.Sort(first)
	if len(slices.Compact(slices.Clone(first))) != 3 {
		t.Errorf("first names = %q, want three different ones", first)
	}
	if got[1][0] != "room service" {
		t.Errorf("names of the second theme = %q, want room service first", got[1])
	}
}

// manyTexts are texts of some words each, of which a few are frequent.
func manyTexts(n int) ([]string, []int) {
	texts, theme := make([]string, n), make([]int, n)
	for i := range texts {
		theme[i] = i % 7
		texts[i] = fmt.Sprintf("The word%d report%c of team%d was a long export about login%d and paper.", theme[i], 'a'+rune(i%5), i%11, i%300)
	}
	return texts, theme
}

func TestName_IsTheSameOnAnyNumberOfProcessors(t *testing.T) {
	texts, theme := manyTexts(3500) // more than one chunk, more than is tagged
	want := named(t, text.English, texts, theme, 7)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if got := named(t, text.English, texts, theme, 7); !reflect.DeepEqual(got, want) {
		t.Errorf("on one processor %q, on several %q", got, want)
	}
}

func TestNamer_EndsWithItsContext(t *testing.T) {
	n, err := label.NewNamer(ctx, []string{"slow export"}, text.English)
	if err != nil {
		t.Fatal(err)
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := label.NewNamer(ended, []string{"slow export"}, text.English); !errors.Is(err, context.Canceled) {
		t.Errorf("NewNamer() error = %v, want context.Canceled", err)
	}
	if _, err := n.Name(ended, []int{0}, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("Name() error = %v, want context.Canceled", err)
	}
}

func BenchmarkNewNamer10k(b *testing.B) {
	texts, _ := manyTexts(10_000)
	for b.Loop() {
		if _, err := label.NewNamer(ctx, texts, text.English); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkName200Of10k(b *testing.B) {
	texts, theme := manyTexts(10_000)
	n, err := label.NewNamer(ctx, texts, text.English)
	if err != nil {
		b.Fatal(err)
	}
	for i := range theme {
		theme[i] = i % 200
	}
	for b.Loop() {
		if _, err := n.Name(ctx, theme, 200); err != nil {
			b.Fatal(err)
		}
	}
}
