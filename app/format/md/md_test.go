package md_test

import (
	"strings"
	"testing"
	"time"

	"throughline/app/format/formattest"
	"throughline/app/format/md"
	"throughline/app/format/source"
)

func TestRead(t *testing.T) { formattest.Golden(t, md.Read) }

func FuzzRead(f *testing.F) {
	formattest.Fuzz(f, "x.md", md.Read, "[[[[](", "**_*__a*_**", "---\n---\n", "```\n", "<!--", "a\n===\n", "&#13;&#0;", "- \n+ [ ] x")
}

// TestRead_StaysLinear reads lines made to make pairing and nesting expensive.
func TestRead_StaysLinear(t *testing.T) {
	for _, s := range []string{"*a ", "[", "![", "`", "<", "**a_", "[](", "&", "\\", "> ", "((", "](", "*a*"} {
		start := time.Now()
		if _, err := md.Read(t.Context(), source.Bytes("a.md", "x"+strings.Repeat(s, 100_000))); err != nil {
			t.Errorf("%q: %v", s, err)
		}
		if d := time.Since(start); d > 15*time.Second {
			t.Errorf("%q took %v", s, d)
		}
	}
}
