package pdf

import (
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"throughline/app/report"
)

func TestClean(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"plain", "plain text", "plain text"},
		{"typography", "“Ünïcode” – it’s fine…", "“Ünïcode” – it’s fine…"},
		{"emoji", "good 👍!", "good 👍!"},
		{"skin tone", "👍🏽", "👍"},
		{"family", "a 👩‍👩‍👧‍👦 b", "a 👩👩👧👦 b"},
		{"flag", "🇩🇪", "🇩🇪"},
		{"beyond all fonts", "a 𐀀 b", "a □ b"},
		{"variation", "☀️ x", "☀ x"},
		{"cut off", "caf\xc3", "caf\uFFFD"},
		{"newline and tab", "a\nb\tc", "a b c"},
		{"controls", "a\x00b\x1bc\u200bd\ufeffe\u00adf\u202eg", "abcdefg"},
		{"arrows", "3 → 4 ≥ 2 ✓", "3 -> 4 >= 2 [x]"},
		{"chinese stays", "日本", "日本"},
		{"soft family of joiners", "x\u200dy", "xy"},
		{"lonely modifier", "\U0001F3FD", ""},
	} {
		if got := Clean(tc.in); got != tc.want {
			t.Errorf("%s: Clean(%q) = %q, want %q", tc.name, tc.in, got, tc.want)
		}
	}
}

// What Clean lets through can be measured and written.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "plain", "caf\xc3", "👩‍👩‍👧‍👦 🇩🇪", "\xff\xfe\x00", "مرحبا שלום", "e\u0301", strings.Repeat("W", 300), "\U0010FFFF\uFFFF"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		if !utf8.ValidString(got) || Clean(got) != got {
			t.Fatalf("Clean(%q) = %q: not valid or not stable", s, got)
		}
		for _, r := range got {
			if r > 0xFFFF && !has(r) || r < ' ' {
				t.Fatalf("Clean(%q) lets %U through", s, r)
			}
		}
		p := newPen(&report.Document{Title: got, Author: got}, &layout{w: 600, h: 800, pages: []*page{{ops: []op{{kind: opText, text: got}}}}})
		p.f.AddPage()
		p.bookmark(got, 0, 0)
		p.text(10, 10, got, tBody)
		if err := p.write(io.Discard); err != nil {
			t.Fatalf("Clean(%q): %v", s, err)
		}
		breakLines([]span{newSpan(got, tBody, "")}, 100)
	})
}

func TestFaces_CoverTheSame(t *testing.T) {
	all := cuts()
	for r := range rune(0xFFFF) {
		for _, m := range all[1:] {
			if (m.advance[r] == absent) != (all[0].advance[r] == absent) {
				t.Fatalf("%U is not in every cut", r)
			}
		}
	}
	for _, r := range "“”‘’–—…·•°€£κ" {
		if !has(r) {
			t.Errorf("%c has no glyph", r)
		}
	}
	if ownGlyph('日') || !has('日') || !has('👍') || !has('한') || boxes("a日本👍מ") != 1 {
		t.Error("runes without a glyph are not counted")
	}
}
