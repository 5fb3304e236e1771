package pdf

import (
	"slices"
	"strings"
	"testing"
)

func plainLines(spans []span, max float64) string {
	var out []string
	for _, l := range breakLines(spans, max) {
		s := ""
		for i, g := range l.segs {
			if i > 0 {
				s += "|"
			}
			s += g.text
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}

func TestBreakLines(t *testing.T) {
	em := width("m", regular, 10)
	for _, tc := range []struct {
		name, in string
		ems      float64
		want     string
	}{
		{"empty", "", 10, ""},
		{"spaces", "   ", 10, ""},
		{"fits", "mm mm", 10, "mm mm"},
		{"breaks at spaces", "mmm mmm mmm", 7, "mmm mmm\nmmm"},
		{"many spaces are one", "mm    mm", 10, "mm mm"},
		{"long word", "mmmmmmmm", 3.1, "mmm\nmmm\nmm"},
		{"long word after short", "m mmmmmm m", 3.1, "m\nmmm\nmmm\nm"},
		{"hyphen", "mmm-mmm", 5, "mmm-\nmmm"},
		{"not after a minus", "mmm -5", 4, "mmm\n-5"},
		{"web address", "mmmm/mmmm", 6, "mmmm/\nmmmm"},
		{"narrower than a letter", "mm", 0.5, "m\nm"},
		{"ideographs", "日本語日本", 3.4, "日本語\n日本"},
	} {
		if got := plainLines([]span{newSpan(tc.in, typo{size: 10}, "")}, tc.ems*em+0.01); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestBreakLines_KeepsWordsAcrossStyles(t *testing.T) {
	r, b := typo{size: 10}, typo{size: 10, face: bold}
	spans := []span{newSpan("page ", r, "x"), newSpan("12", b, "x"), newSpan(". More", r, "")}
	if got, want := plainLines(spans, 1000), "page|12|. More"; got != want {
		t.Errorf("one line: %q, want %q", got, want)
	}
	narrow := width("page ", regular, 10) + width("12", bold, 10)
	if got, want := plainLines(spans, narrow), "page\n12|.\nMore"; got != want {
		t.Errorf("narrow: %q, want %q: the full stop must not part from the number", got, want)
	}
}

func TestBreakLines_StaysInside(t *testing.T) {
	text := strings.Repeat("Donaudampfschifffahrtsgesellschaft https://example.org/a/very/long/path/that/goes/on?x=1 日本語 e\u0301e\u0301 ", 5)
	for max := 5.0; max < 300; max += 7 {
		for _, l := range breakLines([]span{newSpan(text, tBody, "")}, max) {
			if l.width > max+0.01 && len([]rune(l.segs[0].text)) > 2 {
				t.Fatalf("line %q is %.1f wide, want %.1f", l.segs[0].text, l.width, max)
			}
		}
	}
}

func TestBalanced(t *testing.T) {
	em := width("m", regular, 10)
	for _, tc := range []struct {
		name, in string
		ems      float64
		want     []int // runes a line
	}{
		{"one line", "mm mm", 10, []int{5}},
		{"no word alone", "mmm mmm mmm mmm", 11, []int{7, 7}},
		{"words stay whole", "mmmmmm mm mm", 9.5, []int{6, 5}},
		{"long word", "mmmmmmmmmm m", 5, []int{5, 5, 1}},
		{"nothing", "", 5, nil},
	} {
		var got []int
		for _, l := range balanced([]span{newSpan(tc.in, typo{size: 10}, "")}, tc.ems*em) {
			got = append(got, len([]rune(l.segs[0].text)))
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
		}
	}
}
