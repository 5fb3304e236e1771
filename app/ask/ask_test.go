package ask_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"throughline/app/ask"
)

func TestParse_ReadsTheLittleLanguage(t *testing.T) {
	for _, c := range []struct{ name, typed, match, hints string }{
		{"words", "price trust", `"price" AND "trust"*`, ""},
		{"a phrase", `"gave up"`, `"gave up"`, ""},
		{"a phrase left open", `"gave u`, `"gave u"`, ""},
		{"a phrase left open that goes on", `"gave up`, `"gave up"*`, ""},
		{"one letter is no beginning", "p", `"p"`, ""},
		{"either", "price OR cost setup", `("price" OR "cost") AND "setup"*`, ""},
		{"either by a bar", "price | cost", `("price" OR "cost"*)`, ""},
		{"or in small letters is a word", "price or cost", `"price" AND "or" AND "cost"*`, ""},
		{"or at the end is a word", "price OR", `"price" AND "or"*`, ""},
		{"or at the beginning is a word", "OR price", `"or" AND "price"*`, ""},
		{"near", "price NEAR/5 trust", `NEAR("price" "trust"*, 5)`, ""},
		{"near without a number", "price NEAR trust", `NEAR("price" "trust"*, 10)`, ""},
		{"near beyond the most", "a NEAR/5000 b", `NEAR("a" "b", 100)`, ""},
		{"near that is none", "price NEAR/x trust", `"price" AND "near x" AND "trust"*`, ""},
		{"near a phrase", `price NEAR/3 "gave up"`, `NEAR("price" "gave up", 3)`, ""},
		{"not", "setup -beta", `("setup") NOT ("beta")`, ""},
		{"not a phrase", `-"free plan" setup`, `("setup"*) NOT ("free plan")`, ""},
		{"either of nothing", "price OR -beta setup", `("price" AND "setup"*) NOT ("beta")`, ""},
		{"either of a field", "price OR tag:x setup", `"price" AND "setup"*`, "tag=x"},
		{"only not", "-beta", ``, ""},
		{"a dash alone", "a - b", `"a" AND "b"`, ""},
		{"two dashes", "--help me", `"help" AND "me"*`, ""},
		{"hints", `tag:pricing in:"Pricing Q3" -person:P07 setup`, `"setup"*`, "tag=pricing in=Pricing Q3 -person=P07"},
		{"only a hint", "is:published", ``, "is=published"},
		{"a colon alone", "tag: pricing", `"tag" AND "pricing"*`, ""},
		{"a colon in another word", "http://x", `"http x"`, ""},
		{"an apostrophe", "don't", `"don t"`, ""},
		{"accents and case", "Größe ÉLODIE", `"grosse" AND "elodie"*`, ""},
		{"a script without spaces", "数据", `"数 据"`, ""},
		{"quotes inside a word", `a"b c"d`, `"a" AND "b c" AND "d"`, ""},
		{"nothing", " \t", ``, ""},
		{"signs", `*()^+{}'`, ``, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := ask.Parse(c.typed)
			var hints []string
			for _, h := range q.Hints {
				not := ""
				if h.Not {
					not = "-"
				}
				hints = append(hints, fmt.Sprintf("%s%s=%s", not, h.Field, h.Value))
			}
			if got := q.Match(); got != c.match || strings.Join(hints, " ") != c.hints {
				t.Errorf("Parse(%q) matches %s with hints %q, want %s, %q", c.typed, got, hints, c.match, c.hints)
			}
		})
	}
}

func TestParseWords_KnowsNoFields(t *testing.T) {
	q := ask.ParseWords("tag:pricing setup -beta")
	if got, want := q.Match(), `("tag pricing" AND "setup") NOT ("beta")`; got != want || len(q.Hints) > 0 {
		t.Errorf("ParseWords() = %s, %v, want %s", got, q.Hints, want)
	}
}

func TestIn_HeedsEveryPart(t *testing.T) {
	for _, c := range []struct {
		name, typed, text string
		want              bool
	}{
		{"the middle of a word", "odie", "Élodie", true},
		{"all words", "setup cost", "Cost of setup", true},
		{"one is missing", "setup price", "Cost of setup", false},
		{"either", "setup OR price", "Cost of setup", true},
		{"not", "setup -cost", "Cost of setup", false},
		{"near is anywhere in a name", "cost NEAR/1 setup", "Cost of the whole setup", true},
		{"hints alone have no words", "tag:x", "tag x", false},
	} {
		if got := ask.Parse(c.typed).In(c.text); got != c.want {
			t.Errorf("%s: %q in %q = %v, want %v", c.name, c.typed, c.text, got, c.want)
		}
	}
}

func TestWithout_LeavesPhrasesAndSomething(t *testing.T) {
	short := func(t ask.Term) bool { return len(t.Typed) < 4 }
	for _, c := range []struct{ typed, want, dropped string }{
		{"who gave up during setup", "gave during setup", "who up"},
		{`who "gave up" now`, `"gave up"`, "who now"},
		{"who am I", `who am "I"`, ""},
		{"who OR why setup", "who OR why setup", ""},
		{"setup who !", `"setup"`, "who"},
	} {
		less, dropped := ask.Parse(c.typed).Without(short)
		if got := less.String(); got != c.want || strings.Join(dropped, " ") != c.dropped {
			t.Errorf("Without(%q) = %q, dropped %q, want %q, %q", c.typed, got, dropped, c.want, c.dropped)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`price NEAR/5 trust`, `-"free plan" tag:"a b" x OR y`, `"open`, `-tag:`, "a\u00a0-b", `in:"`, "数据 OR | x", "NEAR NEAR/3", "\xff-\"", "-\u00a0OR x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		q := ask.Parse(typed)
		written := q.String()
		if len(written) <= 1000 && len(strings.Fields(typed)) < 12 && utf8.ValidString(typed) {
			again := ask.Parse(written)
			if again.Match() != q.Match() || len(again.Hints) != len(q.Hints) {
				t.Fatalf("%q is written %q, which is read %s with %d hints, want %s with %d", typed, written, again.Match(), len(again.Hints), q.Match(), len(q.Hints))
			}
		}
		end := 0
		for _, m := range q.Marks(typed) {
			if m.Start < end || m.End <= m.Start || m.End > len(typed) {
				t.Fatalf("marks of %q overlap: %v", typed, q.Marks(typed))
			}
			end = m.End
		}
		if s, _ := q.Snippet(typed); len(s) > 300 {
			t.Fatalf("snippet of %d bytes", len(s))
		}
	})
}
