package passage_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"throughline/app"
	"throughline/app/passage"
)

func TestCleaning_CarriesPassagesExactly(t *testing.T) {
	for _, row := range []struct{ name, text, words, want string }{
		{"plain", "One two three", "two", "two"},
		{"line ends of two signs", "One\r\ntwo\r\n\r\nthree", "two", "two"},
		{"a byte order mark and spaces at the ends", "\ufeff  One  \r\n  two  \r\n", "two", "two"},
		{"a tab", "a\tb c", "b c", "b c"},
		{"letters to compose", "cafe\u0301 au lait", "au", "au"},
		{"a letter to compose in the passage", "un cafe\u0301 noir", "cafe\u0301", "café"},
		{"over a line end", "One two\r\nthree four", "two\r\nthree", "two\nthree"},
		{"bytes that are no text", "a \xff\xfe b", "b", "b"},
		{"after an emoji", "👩‍👩‍👧 hello\u2028there", "there", "there"},
	} {
		t.Run(row.name, func(t *testing.T) {
			m := passage.Cleaning(row.text)
			if m.New != passage.Clean(row.text) {
				t.Fatalf("New = %q, want %q", m.New, passage.Clean(row.text))
			}
			at := strings.Index(row.text, row.words)
			span := passage.Snap(m.New, m.Span(app.Span{Start: at, End: at + len(row.words)}))
			if got := m.New[span.Start:span.End]; got != row.want {
				t.Errorf("the passage is now %q, want %q", got, row.want)
			}
			back := m.Inverse().Span(span)
			if got := row.text[back.Start:back.End]; got != row.words {
				t.Errorf("carried back it is %q, want %q", got, row.words)
			}
		})
	}
}

func TestCleaning_IsCleanOfAnyText(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 2000 {
		s := randomDirt(r)
		if m := passage.Cleaning(s); m.New != passage.Clean(s) {
			t.Fatalf("Cleaning(%q).New = %q, want %q", s, m.New, passage.Clean(s))
		}
	}
}

// randomDirt is text with everything in it that is cleaned away.
func randomDirt(r *rand.Rand) string {
	dirt := append([]string{"\r\n", "\r", "\n", "\t", " ", "  ", "\u2028", "\u0085", "\ufeff", "\x00", "\x07", "\xff", "\xc3", "e\u0301", "\u0301", "\u00a0"}, pieces...)
	var b strings.Builder
	for range r.IntN(30) {
		b.WriteString(dirt[r.IntN(len(dirt))])
	}
	return b.String()
}

func FuzzCleaning(f *testing.F) {
	f.Add("\ufeffOne\r\n\ttwo \xff e\u0301", 3, 6)
	f.Fuzz(func(t *testing.T, s string, from, to int) {
		m := passage.Cleaning(s)
		if m.New != passage.Clean(s) || !utf8.ValidString(m.New) {
			t.Fatalf("New = %q, want %q", m.New, passage.Clean(s))
		}
		if from < 0 || to < from || to > len(s) {
			return
		}
		span := m.Span(app.Span{Start: from, End: to})
		if span.Start < 0 || span.End < span.Start || span.End > len(m.New) {
			t.Fatalf("%d-%d of %q became %+v of %q", from, to, s, span, m.New)
		}
	})
}
