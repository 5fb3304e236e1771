package sentiment

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"throughline/assets/lexicon"
	"throughline/synthesis/text"
)

// TestLexicon_IsWellFormed holds the lists to how they say they are written: a slip there would silently find nothing.
func TestLexicon_IsWellFormed(t *testing.T) {
	seen := map[string]bool{}
	for _, list := range []string{lexicon.OpinionEN, lexicon.OpinionSigns, lexicon.OpinionPhrasesEN} {
		phrases := list == lexicon.OpinionPhrasesEN
		for line := range strings.Lines(list) {
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			head, rest, _ := strings.Cut(line, " ")
			w, err := strconv.ParseFloat(head, 64)
			if (err != nil || w < -MaxWeight || w > MaxWeight) && head != "wish" || rest == "" {
				t.Errorf("no weight or no words: %s", line)
			}
			if phrases {
				checkPhrases(t, rest)
				continue
			}
			for w := range strings.FieldsSeq(rest) {
				if seen[w] {
					t.Errorf("%s stands twice", w)
				}
				seen[w] = true
			}
		}
	}
	for line := range strings.Lines(lexicon.StatementsEN) {
		head, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		if head == "" || head == "#" {
			continue
		}
		if !slices.Contains(statementKinds, head) {
			t.Errorf("%q is no kind", head)
		}
		checkPhrases(t, rest)
	}
	if n := len(Default().words); n < 1500 {
		t.Errorf("%d words", n)
	}
}

func checkPhrases(t *testing.T, list string) {
	for phrase := range strings.SplitSeq(list, ",") {
		var b phrasebook
		if !b.add(phrase, 0) {
			t.Errorf("a phrase that begins with nothing to find: %q", phrase)
		}
		for f := range strings.FieldsSeq(phrase) {
			if strings.Count(f, "(") != strings.Count(f, ")") || strings.Count(f, "(") > 1 {
				t.Errorf("brackets in %q", phrase)
			}
			for w := range strings.SplitSeq(strings.Trim(f, "()?"), "|") {
				if tokens := text.Tokens(w); !strings.ContainsAny(w, "*#~^$'") && (len(tokens) != 1 || tokens[0].Norm != w) {
					t.Errorf("%q in %q is no word as texts are cut", w, phrase)
				}
			}
		}
	}
}

func TestPhrasebook_FindsTheLongest(t *testing.T) {
	var b phrasebook
	for i, p := range []string{"could not", "could not ~ better", "^ more", "(in|on) time $", "had? to wait", "# times", "keeps *ing"} {
		b.add(p, i)
	}
	any := func(int, int) bool { return false }
	for _, tc := range []struct {
		name, text string
		at         int
		rule, end  int // rule -1: none
	}{
		{"short", "could not say", 0, 0, 2},
		{"longest", "could not have been better", 0, 1, 5},
		{"a gap ends at a comma", "could not go, better stay", 0, 0, 2},
		{"start", "more light", 0, 2, 1},
		{"not at the start", "some more light", 1, -1, 0},
		{"end of the text", "came in time", 1, 3, 3},
		{"end of a clause", "came on time, though", 1, 3, 3},
		{"not the end", "in time for tea", 0, -1, 0},
		{"optional there", "had to wait", 0, 4, 3},
		{"optional missing", "to wait", 0, 4, 2},
		{"figure", "3 times", 0, 5, 2},
		{"number word", "three times", 0, 5, 2},
		{"ending", "keeps losing", 0, 6, 2},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p, end := b.at(unitsOf(tc.text), tc.at, any)
			if rule := ruleOf(p); rule != tc.rule || end != tc.end {
				t.Errorf("rule %d to %d, want %d to %d", rule, end, tc.rule, tc.end)
			}
		})
	}
}

func ruleOf(p *pattern) int {
	if p == nil {
		return -1
	}
	return p.rule
}
