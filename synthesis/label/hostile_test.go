package label_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"throughline/synthesis/label"
	"throughline/synthesis/text"
)

// TestNamer_IsQuickOnOddInput holds the whole way to names to a tenth of a second a text on what makes taggers slow.
func TestNamer_IsQuickOnOddInput(t *testing.T) {
	if err := text.LoadTagger(ctx); err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]string{
		"20,000 dots":        strings.Repeat(".", 20_000),
		"20,000 spaced dots": strings.Repeat(". ", 20_000),
		"15,000 brackets":    strings.Repeat("(", 15_000),
		"pairs of brackets":  strings.Repeat("()", 7_500),
		"spaced brackets":    strings.Repeat("( [ ", 7_500),
		"one endless word":   strings.Repeat("x", 200_000),
		"signs in words":     strings.Repeat("a.b-c'd ", 5_000),
		"bad bytes":          strings.Repeat("\xff", 50_000),
		"NUL":                strings.Repeat("\x00a", 20_000),
		"emoji":              strings.Repeat("👍🏽", 20_000),
	} {
		t.Run(name, func(t *testing.T) {
			least := time.Hour
			for range 3 { // the machine may be busy; the code is not
				begun := time.Now()
				n, err := label.NewNamer(ctx, []string{s, "An invoice " + s, s + " invoice"}, text.English)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := n.Name(ctx, []int{0, 0, 1}, 2); err != nil {
					t.Fatal(err)
				}
				least = min(least, time.Since(begun)/3)
			}
			if least > 100*time.Millisecond {
				t.Errorf("naming took %v a text, want 100 ms at most", least)
			}
		})
	}
}

// FuzzNamer holds naming to its law on any text: no panic, no name that holds a stop word or stands twice.
func FuzzNamer(f *testing.F) {
	f.Add("I'd say the invoice isn't right.", "Slow invoices, again and again.")
	f.Add("((((.. ..\xff", "登录 👍 l'hôtel")
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, lang := range []text.Language{text.English, text.German, text.Unknown} {
			n, err := label.NewNamer(ctx, []string{a, b, a + " " + b}, lang)
			if err != nil {
				t.Fatal(err)
			}
			got, err := n.Name(ctx, []int{0, 1, 0}, 2)
			if err != nil {
				t.Fatal(err)
			}
			seen := make(map[string]bool)
			for _, names := range got {
				if len(names) == 0 {
					continue
				}
				if seen[names[0]] {
					t.Errorf("two themes are called %q", names[0])
				}
				seen[names[0]] = true
				if strings.TrimSpace(names[0]) == "" || len(names) > 8 {
					t.Errorf("names = %s", fmt.Sprintf("%q", names))
				}
			}
		}
	})
}
