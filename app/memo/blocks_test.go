package memo_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/memo"
)

func TestCut_MakesBlocksOfLinesAndPartsOfLongOnes(t *testing.T) {
	sentence := strings.Repeat("word ", 19) + "end. "
	link := "[[" + strings.Repeat("in a link ", 30) + "]]"
	for _, c := range []struct {
		name, text string
		words      []int // of each block
	}{
		{"empty", "", []int{0}},
		{"lines", "one\n\ntwo three", []int{1, 0, 2}},
		{"a last line feed", "one\n", []int{1, 0}},
		{"long, at ends of sentences", strings.Repeat(sentence, 8), []int{60, 60, 40}},
		{"long, without sentences", strings.Repeat("word ", 250), []int{120, 120, 10}},
		{"never inside a link", strings.Repeat("word ", 119) + link + " more", []int{210, 1}},
		{"not so long", strings.Repeat("word ", 100), []int{100}},
	} {
		t.Run(c.name, func(t *testing.T) {
			blocks := memo.Cut(c.text)
			var words []int
			for _, b := range blocks {
				words = append(words, len(strings.Fields(b.Text)))
			}
			if !slices.Equal(words, c.words) || memo.Join(blocks) != c.text {
				t.Errorf("Cut() = %v words, want %v; joined again: %v", words, c.words, memo.Join(blocks) == c.text)
			}
		})
	}
}

func TestShown_ReadsNamesAndComesBack(t *testing.T) {
	tag, theme := app.Ref{Kind: app.KindTag, ID: "t-1"}, app.Ref{Kind: app.KindTheme, ID: "h-1"}
	var targets memo.Targets
	targets.Know(app.Named{Ref: tag, Name: "Trust"})
	targets.Know(app.Named{Ref: theme, Name: "Trust"})
	for _, c := range []struct{ name, text, shown, stored string }{
		{"by the present name", "see [[tag:t-1|Old]]", "see [[Trust]]", "see [[tag:t-1|Trust]]"},
		{"two of one name", "[[tag:t-1|Trust]] [[theme:h-1|Trust]]", "[[Trust]] [[Trust (theme)]]", "[[tag:t-1|Trust]] [[theme:h-1|Trust]]"},
		{"a name and a link of that name", "[[Trust]] [[tag:t-1|Trust]]", "[[Trust]] [[Trust (tag)]]", "[[Trust]] [[tag:t-1|Trust]]"},
		{"one that leads nowhere", "[[tag:gone|Doubt]]", "[[Doubt]]", "[[tag:gone|Doubt]]"},
		{"no link", "plain [ text", "plain [ text", "plain [ text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			shown, links := memo.Shown(c.text, targets)
			if stored := memo.Stored(shown, links); shown != c.shown || stored != c.stored {
				t.Errorf("Shown() = %q, stored again %q; want %q, %q", shown, stored, c.shown, c.stored)
			}
		})
	}
}

func FuzzCut(f *testing.F) {
	f.Add("one\n\n[[Trust]] two. " + strings.Repeat("word ", 300))
	f.Add("[[tag:t-1|Trust]] [[Trust]]\n[[theme:h|Trust]]")
	f.Fuzz(func(t *testing.T, text string) {
		blocks := memo.Cut(text)
		if got := memo.Join(blocks); got != text {
			t.Fatalf("joined again: %q, want %q", got, text)
		}
		var refs, again []string
		note := func(list *[]string) func(app.Link) string {
			return func(l app.Link) string { *list = append(*list, fmt.Sprint(l.To)); return "" }
		}
		for _, b := range blocks {
			if strings.Contains(b.Text, "\n") {
				t.Fatalf("a block holds two lines: %q", b.Text)
			}
			shown, links := memo.Shown(b.Text, memo.Targets{})
			app.ReplaceLinks(b.Text, note(&refs))
			app.ReplaceLinks(memo.Stored(shown, links), note(&again))
		}
		if !slices.Equal(refs, again) {
			t.Fatalf("links of %q lead to %v after editing, want %v", text, again, refs)
		}
	})
}
