package sheet

import (
	"strings"
	"testing"
	"unicode/utf16"

	"throughline/app/report"
)

func FuzzHeadUnits(f *testing.F) {
	f.Add("a👍b", 2)
	f.Add(strings.Repeat("é", 9), 0)
	f.Fuzz(func(t *testing.T, s string, n int) {
		s = clean(s)
		if n < 0 || n > 1000 {
			return
		}
		head, rest := headUnits(s, n)
		if head+rest != s || len(utf16.Encode([]rune(head))) > n {
			t.Errorf("headUnits(%q, %d) = %q, %q", s, n, head, rest)
		}
	})
}

// A sheet prints on one page across while it can be read, and on more where it is wider, counting the frozen columns on each.
func TestAcrossPages(t *testing.T) {
	columns := func(n int, width float64) []report.SheetColumn {
		out := make([]report.SheetColumn, n)
		for i := range out {
			out[i].Width = width
		}
		return out
	}
	for _, c := range []struct {
		name  string
		sheet report.Sheet
		want  int
	}{
		{"narrow", report.Sheet{Columns: columns(10, 20)}, 1},
		{"as wide as can be read", report.Sheet{Columns: columns(13, 20)}, 1},
		{"wider", report.Sheet{Columns: columns(14, 20)}, 2},
		{"with frozen columns on each page", report.Sheet{Columns: columns(24, 20), Freeze: 3}, 3},
		{"hundreds", report.Sheet{Columns: columns(500, 8), Freeze: 1}, 16},
		{"a chart beside it", report.Sheet{Columns: columns(10, 20), Charts: []report.SheetChart{{Column: 10}}}, 2},
		{"frozen columns wider than a page", report.Sheet{Columns: columns(4, 200), Freeze: 3}, 2},
	} {
		if got := acrossPages(c.sheet); got != c.want {
			t.Errorf("%s: %d pages, want %d", c.name, got, c.want)
		}
	}
}
