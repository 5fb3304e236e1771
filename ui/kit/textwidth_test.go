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
