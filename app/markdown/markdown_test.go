package markdown_test

import (
	"fmt"
	"strings"
	"testing"

	"throughline/app/markdown"
)

// shape writes blocks so that a table of tests can compare them.
func shape(blocks []markdown.Block) string {
	var out []string
	for _, b := range blocks {
		s := fmt.Sprintf("%d/%d", b.Kind, b.Level)
		switch b.Kind {
		case markdown.Number:
			s += fmt.Sprintf("#%d", b.Number)
		case markdown.Tick:
			s += fmt.Sprintf("%v", b.Done)
		case markdown.Code:
			s += " " + b.Text
		case markdown.Table:
			for r := range b.Lines() {
				for c := range b.Column {
					s += " " + markdown.Words(b.Cell(r, c))
				}
				s += ";"
			}
		}
		out = append(out, strings.TrimSpace(s+" "+b.Words()))
	}
	return strings.Join(out, " | ")
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"white space", " \n\n\t\n", ""},
		{"a paragraph of two lines", "One\ntwo.\n\nThree.", "0/0 One two. | 0/0 Three."},
		{"headings", "# One\n## Two ##\n####### seven", "1/1 One | 1/2 Two | 0/0 ####### seven"},
		{"no heading without a space", "#tag", "0/0 #tag"},
		{"bullets and what is beneath", "- one\n  goes on\n  - two\n* three", "2/0 one goes on | 2/1 two | 2/0 three"},
		{"numbers as they are written", "1. one\n7. two", "3/0#1 one | 3/0#7 two"},
		{"a year begins no list", "2026. It was", "0/0 2026. It was"},
		{"boxes", "- [ ] open\n- [x] done\n- [y] neither", "4/0false open | 4/0true done | 2/0 [y] neither"},
		{"a quote", "> one\n> two\nthree", "5/0 one two | 0/0 three"},
		{"a table", "| a | b |\n|---|:-:|\n| c |\n| d | e | f |", "6/0 a b; c ; d e;"},
		{"a bar in a cell", "| a \\| b | c |\n|--|--|", "6/0 a | b c;"},
		{"a row without a head is text", "| a | b |", "0/0 | a | b |"},
		{"code", "```\nx := 1\n# no heading\n```\nafter", "7/0 x := 1\n# no heading | 0/0 after"},
		{"code that never ends", "```\nx", "7/0 x"},
		{"a rule", "one\n\n---\ntwo", "0/0 one | 8/0 | 0/0 two"},
		{"a picture alone on its line", "![The board](../screens/board.png)\nand words", "9/0 The board | 0/0 and words"},
		{"a picture among words is text", "see ![it](x.png)", "0/0 see !it"},
		{"line ends of Windows", "# A\r\n- b\r\n", "1/1 A | 2/0 b"},
		{"other writing", "# مقابلة\n- 質問 🙂", "1/1 مقابلة | 2/0 質問 🙂"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := shape(markdown.Parse(c.text)); got != c.want {
				t.Errorf("Parse() = %q, want %q", got, c.want)
			}
		})
	}
}

func TestInline(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"plain", "as it is", "as it is"},
		{"bold", "a **b c** d", "a |b:b c| d"},
		{"italic both ways", "*a* _b_", "i:a| |i:b"},
		{"bold in italic", "*a **b** c*", "i:a |b:i:b|i: c"},
		{"an underscore inside a word", "per_cent_age", "per_cent_age"},
		{"a star alone", "2 * 3 and **", "2 * 3 and **"},
		{"code", "use `a*b*` here", "use |c:a*b*| here"},
		{"a link", "see [the page](https://example.org) now", "see |l:the page| now"},
		{"a link that is code", "see [`tags`](#tags) and [`a` b](#c)", "see |c:l:tags| and |l:`a` b"},
		{"a place to fill in is no link", "the [product] (new)", "the [product] (new)"},
		{"behind a backslash", `\*not\* \[x\](y)`, "*not* [x](y)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, r := range markdown.Inline(c.text) {
				s := ""
				for _, m := range []struct {
					on   bool
					mark string
				}{{r.Bold, "b:"}, {r.Italic, "i:"}, {r.Code, "c:"}, {r.Link != "", "l:"}} {
					if m.on {
						s += m.mark
					}
				}
				got = append(got, s+r.Text)
			}
			if s := strings.Join(got, "|"); s != c.want {
				t.Errorf("Inline() = %q, want %q", s, c.want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"# a\n- b\n  - c\n1. d\n> e\n\n| f | g |\n|--|--|\n| h |", "```\n", "**a *b** c*", "[a](b", "\\", "-  \n\n* * *", "\x00|\n|-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, b := range markdown.Parse(text) {
			if b.Span.Start < at || b.Span.End <= b.Span.Start || b.Span.End > len(text) {
				t.Fatalf("block %+v of %q begins before %d or ends outside", b, text, at)
			}
			at = b.Span.End
			if b.Kind == markdown.Table && (b.Column < 1 || len(b.Rows)%b.Column != 0) {
				t.Fatalf("table of %d cells in %d columns", len(b.Rows), b.Column)
			}
		}
	})
}

func TestSlug_IsHowLinksNameAHeading(t *testing.T) {
	for _, c := range []struct{ name, heading, want string }{
		{"words", "## Two commands", "two-commands"},
		{"signs are left out", "# Who did what, and when?", "who-did-what-and-when"},
		{"looks are left out", "# The `--json` *flag*", "the---json-flag"},
		{"other writing", "# Krippendorff’s α", "krippendorffs-α"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := markdown.Parse(c.heading)[0].Slug(); got != c.want {
				t.Errorf("Slug() = %q, want %q", got, c.want)
			}
		})
	}
}
