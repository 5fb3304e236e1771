package sheet

import (
	"strings"
	"testing"
	"unicode/utf16"
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
