package qda_test

import (
	"strings"
	"testing"

	"throughline/app/qda"
)

func TestRuler_CountsAsProgramsDo(t *testing.T) {
	const raw = "\ufeffOne 😀\r\ntwo é\r\nthree"
	for _, row := range []struct {
		name   string
		counts qda.Counts
		words  string
		from   int64
		to     int64
	}{
		{"as the standard says", qda.Counts{}, "two", 6, 9},
		{"UTF-16 with two signs a line end", qda.Counts{Unit: "utf16", CRLF: true}, "two", 8, 11},
		{"the byte order mark counts", qda.Counts{Mark: true}, "two", 7, 10},
		{"the last place is in", qda.Counts{LastIn: true}, "two", 6, 8},
		{"bytes", qda.Counts{Unit: "bytes", CRLF: true, Mark: true}, "three", 3 + 8 + 2 + 6 + 2, 3 + 8 + 2 + 6 + 2 + 5},
		{"at the very end", qda.Counts{CRLF: true}, "three", 14, 19},
	} {
		t.Run(row.name, func(t *testing.T) {
			r := qda.NewRuler(raw, row.counts)
			start, end, ok := r.Span(row.from, row.to)
			if !ok || r.Text[start:end] != row.words {
				t.Fatalf("%d-%d is %q (%v), want %q", row.from, row.to, r.Text[max(0, start):max(0, end)], ok, row.words)
			}
			if from, to := r.Places(start, end); from != row.from || to != row.to {
				t.Errorf("%q is at %d-%d, want %d-%d", row.words, from, to, row.from, row.to)
			}
		})
	}
	r := qda.NewRuler(raw, qda.Counts{})
	for _, outside := range [][2]int64{{-1, 2}, {3, 99}, {5, 4}, {99, 100}} {
		if _, _, ok := r.Span(outside[0], outside[1]); ok {
			t.Errorf("%v lies in the text", outside)
		}
	}
}

func FuzzRuler(f *testing.F) {
	f.Add("\ufeffOne 😀\r\ntwo\nthree\r", 3, 7, true, true, uint8(1))
	f.Fuzz(func(t *testing.T, raw string, from, to int, crlf, mark bool, unit uint8) {
		raw = strings.ToValidUTF8(raw, "?")
		r := qda.NewRuler(raw, qda.Counts{Unit: []string{"", "utf16", "bytes"}[unit%3], CRLF: crlf, Mark: mark})
		start, end, ok := r.Span(int64(from), int64(to))
		if !ok {
			return
		}
		if start < 0 || end < start || end > len(r.Text) || r.Text != qda.Plain(raw) {
			t.Fatalf("%d-%d is %d-%d of %d bytes", from, to, start, end, len(r.Text))
		}
		a, b := r.Places(start, end)
		if s, e, ok := r.Span(a, b); !ok || s != start || e != end {
			t.Fatalf("%d-%d is written as %d-%d and read as %d-%d", start, end, a, b, s, e)
		}
	})
}
