package sheet

import (
	"strings"
	"testing"
	"unicode/utf16"

	"throughline/app/report"
)

func TestChunked(t *testing.T) {
	s := report.Sheet{Name: "Findings", Rows: make([][]report.Value, 10), Charts: make([]report.SheetChart, 1)}
	got := chunked(s, 4)
	if len(got) != 3 || got[0].Name != "Findings" || got[2].Name != "Findings (3)" || len(got[2].Rows) != 2 || got[1].Charts != nil {
		t.Errorf("chunked gives %+v", got)
	}
	if got := chunked(report.Sheet{Name: "empty"}, 4); len(got) != 1 {
		t.Errorf("an empty sheet becomes %d", len(got))
	}
}

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
