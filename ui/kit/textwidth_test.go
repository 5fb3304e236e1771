package kit

import (
	"math/rand/v2"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestFit_IsTheLongestThatFits compares with trying every length, over texts of kerned pairs, ligatures, marks and scripts whose letters change.
func TestFit_IsTheLongestThatFits(t *testing.T) {
	test.NewTempApp(t)
	words := []string{"AVAVA", "Tomato", "office", "fjord", "WAWA", "To.", "ill", "mmm", "Größe", "año", "naïve’s", "“quoted”", "الباب", "Ещё", "नमस्ते", "日本", "1,234", "—", "  "}
	rng := rand.New(rand.NewPCG(4, 2))
	for range 300 {
		var b strings.Builder
		for range 1 + rng.IntN(9) {
			b.WriteString(words[rng.IntN(len(words))] + " ")
		}
		text, width := strings.TrimSpace(b.String()), 10+300*rng.Float32()
		for _, s := range []Style{Body, Strong, Small} {
			whole := func(text string) float32 { return fyne.MeasureText(text, s.Px(), s.fyne()).Width }
			if got := wider(text, s, width); got != (whole(text) > width) {
				t.Fatalf("wider(%q, %v) = %v, but it is %v wide", text, width, got, whole(text))
			}
			got := Fit(text, s, width)
			if whole(text) <= width {
				if got != text {
					t.Fatalf("Fit(%q, %v) = %q, but it is %v wide", text, width, got, whole(text))
				}
				continue
			}
			kept := strings.TrimSuffix(got, "…")
			if kept != "" && whole(got) > width {
				t.Errorf("Fit(%q, %v) = %q, %v wide", text, width, got, whole(got))
			}
			if rest := []rune(text[len(kept):]); len(kept) < len(text) && rest[0] < lastAbout && rest[0] != ' ' && whole(kept+string(rest[0])+"…") <= width {
				t.Errorf("Fit(%q, %v) = %q, but %q more would fit", text, width, got, rest[0])
			}
		}
	}
}

// TestLines_AreThoseOfAParagraph compares with wrapping, which measures.
func TestLines_AreThoseOfAParagraph(t *testing.T) {
	test.NewTempApp(t)
	words := strings.Fields("Pay rules belong to whoever signed, not to whoever knows them; Schichtplanung ist für Außenstehende undurchschaubar. “We waited” nineteen days 50 %")
	rng := rand.New(rand.NewPCG(7, 1))
	tried, more, fewer := 0, 0, 0
	for range 600 {
		var b strings.Builder
		for range 1 + rng.IntN(24) {
			b.WriteString(words[rng.IntN(len(words))] + " ")
		}
		text, width := strings.TrimSpace(b.String()), 180+200*rng.Float32()
		for _, s := range []Style{Body, Strong} {
			want := len(wrap([]Run{{Text: text, Style: s}}, width, 3, func(t string, s Style) float32 { return Measure(t, s).Width }))
			tried++
			switch got := Lines(text, s, width, 3); {
			case got > want:
				more++
			case got < want:
				fewer++
			}
		}
	}
	t.Logf("of %d texts %d have a line more, %d a line less than they need", tried, more, fewer)
	if more > tried/10 || fewer > tried/100 {
		t.Errorf("of %d texts %d have a line more, %d a line less than they need", tried, more, fewer)
	}
	for text, want := range map[string]int{"": 1, "one": 1, "長い題名": 1} {
		if got := Lines(text, Body, 200, 3); got != want {
			t.Errorf("Lines(%q) = %d, want %d", text, got, want)
		}
	}
}
