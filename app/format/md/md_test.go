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

// TestRead_CommentsEndWhereTheyEnd reads comments with text behind them, and one that nothing ends.
func TestRead_CommentsEndWhereTheyEnd(t *testing.T) {
	const before, after = "Ana: Hi.\n\n", " Ben: I never found it.\n\nAna: Why?\n\nBen: No idea.\n"
	for _, c := range []struct{ name, in, second string }{
		{"on one line", before + "<!-- p. 2 -->" + after, "I never found it."},
		{"two of them", before + "<!-- p. 2 --> <!-- new page -->" + after, "I never found it."},
		{"over lines", before + "<!-- p. 2\nof 7 -->" + after, "I never found it."},
		{"alone", before + "<!--\nof 7\n-->\n" + after, "I never found it."},
		{"empty", before + "<!-->" + after, "I never found it."},
		{"without an end", before + "Ben: I never found it.\n\n<!-- p. 2\n\nAna: Why?\n\nBen: No idea.\n", "I never found it.\n<!-- p. 2"},
	} {
		b, err := md.Read(t.Context(), source.Bytes("a.md", c.in))
		if err != nil {
			t.Fatal(err)
		}
		us := b.Documents[0].Utterances
		if len(us) != 4 || us[1].Speaker != "Ben" || us[1].Text != c.second {
			t.Errorf("%s: %+v", c.name, us)
		}
	}
}

// TestRead_RulesBelowTurnsAreNoUnderlines reads hyphens right below what somebody said, and below headings.
func TestRead_RulesBelowTurnsAreNoUnderlines(t *testing.T) {
	const head, tail = "Ana: Hi.\n\nBen: So.\n\n", "\n---\n\nAna: Why?\n\nBen: No idea.\n"
	for _, c := range []struct{ name, line, speaker, text string }{
		{"a turn", "Ben: It was good.", "Ben", "It was good."},
		{"a bold name", "**Ben:** It was good.", "Ben", "It was good."},
		{"two lines", "Ben: It was\ngood.", "Ben", "It was\ngood."},
		{"a heading", "Second part", "", "Second part"},
		{"a question as heading", "Was it good?", "", "Was it good?"},
		{"a heading with a colon", "Part 2: the shop", "", "Part 2: the shop"},
	} {
		b, err := md.Read(t.Context(), source.Bytes("a.md", head+c.line+tail))
		if err != nil {
			t.Fatal(err)
		}
		us := b.Documents[0].Utterances
		if len(us) != 5 || us[2].Speaker != c.speaker || us[2].Text != c.text {
			t.Errorf("%s: %+v", c.name, us)
		}
	}
}
