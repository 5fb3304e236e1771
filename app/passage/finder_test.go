package passage_test

import (
	"strings"
	"testing"

	"throughline/app/passage"
)

func TestFinder_FindsQuotesByTheirWords(t *testing.T) {
	text := "Mod: How was it?\nP07: It was slow, honestly. We waited for the whole morning until the payroll ran.\nAnd it was slow again.\nぜんぶ遅い。"
	for _, row := range []struct {
		name, quote string
		want        []string
	}{
		{"as it stands", "We waited for the whole morning", []string{"We waited for the whole morning"}},
		{"other case, marks and lines", "“it was SLOW –\n honestly”", []string{"It was slow, honestly"}},
		{"with its full stop", "until the payroll ran.", []string{"until the payroll ran."}},
		{"one word of eleven differs", "We waited for the hole morning until the payroll ran", []string{"We waited for the whole morning until the payroll ran"}},
		{"the first word differs", "He waited for the whole morning until the payroll ran", []string{"We waited for the whole morning until the payroll ran"}},
		{"several times", "it was slow", []string{"It was slow", "it was slow"}},
		{"other words", "It was slow, and nobody told us anything at all", nil},
		{"longer than the text", strings.Repeat("it was slow ", 40), nil},
		{"a script without spaces", "ぜんぶ遅い", []string{"ぜんぶ遅い"}},
		{"nothing", " … ", nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			var got []string
			for _, p := range passage.NewFinder([]string{"unrelated words here", row.quote}).In(text) {
				if p.Quote != 1 || p.Score < 0.9 {
					t.Errorf("found %+v", p)
				}
				got = append(got, text[p.Span.Start:p.Span.End])
			}
			if strings.Join(got, "|") != strings.Join(row.want, "|") {
				t.Errorf("found %q, want %q", got, row.want)
			}
		})
	}
}

func FuzzFinder(f *testing.F) {
	f.Add("It was slow, honestly.", "was slow")
	f.Add("e\u0301 \xff", "\u0301")
	f.Fuzz(func(t *testing.T, text, quote string) {
		for _, p := range passage.NewFinder([]string{quote}).In(text) {
			if p.Span.Start < 0 || p.Span.End > len(text) || p.Span.Start >= p.Span.End {
				t.Fatalf("place %+v in %d bytes", p, len(text))
			}
		}
	})
}
