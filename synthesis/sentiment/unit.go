package sentiment

import (
	"strings"
	"unicode"

	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// unit is a word of a text, or a sign, as the rules see it.
type unit struct {
	text.Span
	norm   string
	parted bool // a comma or the like stands before it
	begins bool // a sentence begins with it
	asks   bool // its sentence ends with a question mark
	loud   bool // in capitals, in a text that is not
}

// maxUnits is how much of a text is judged: what comes after has hardly a say.
const maxUnits = 4000

// unitsOf cuts a text. Contractions without their apostrophe are read as with it.
func unitsOf(s string) []unit {
	tokens := text.Tokens(s)
	if len(tokens) > maxUnits {
		tokens = tokens[:maxUnits]
	}
	units := make([]unit, 0, len(tokens)+4)
	last, sentence, capitals, words := 0, 0, 0, 0
	for _, t := range tokens {
		gap := s[last:t.Start]
		last = t.End
		u := unit{Span: text.Span{Start: t.Start, End: t.End}, norm: t.Norm}
		u.begins = len(units) == 0 || strings.ContainsAny(gap, ".!?\n…")
		u.parted = u.begins || strings.ContainsAny(gap, ",;:()–—\"“”") || strings.Contains(gap, " -") || strings.Contains(gap, "- ")
		if u.begins && len(units) > 0 && strings.Contains(gap, "?") {
			ask(units[sentence:])
		}
		if u.begins {
			sentence = len(units)
		}
		switch t.Kind {
		case text.Symbol:
			u.norm = plainSign(u.norm)
		case text.Word:
			words++
			if u.loud = isLoud(s[t.Start:t.End]); u.loud {
				capitals++
			}
		}
		units = spell(units, u)
	}
	if strings.Contains(s[last:], "?") {
		ask(units[sentence:])
	}
	if capitals*2 > words {
		for i := range units {
			units[i].loud = false
		}
	}
	return units
}

func ask(units []unit) {
	for i := range units {
		units[i].asks = true
	}
}

// isLoud reports whether a word of three letters or more is written in capitals.
func isLoud(word string) bool {
	n := 0
	for _, r := range word {
		if !unicode.IsUpper(r) {
			return false
		}
		n++
	}
	return n >= 3
}

// plainSign takes variation selectors and skin tones out of an emoji.
func plainSign(s string) string {
	return strings.Map(func(r rune) rune {
		if r == 0xfe0f || r >= 0x1f3fb && r <= 0x1f3ff {
			return -1
		}
		return r
	}, s)
}

// joined are contractions as people type them in a hurry, and what they stand for.
var joined = map[string][2]string{
	"cannot": {"can", "not"}, "cant": {"can", "not"}, "dont": {"do", "not"}, "doesnt": {"does", "not"}, "didnt": {"did", "not"}, "wont": {"will", "not"},
	"wouldnt": {"would", "not"}, "couldnt": {"could", "not"}, "shouldnt": {"should", "not"}, "isnt": {"is", "not"}, "wasnt": {"was", "not"},
	"arent": {"are", "not"}, "werent": {"were", "not"}, "havent": {"have", "not"}, "hasnt": {"has", "not"}, "hadnt": {"had", "not"},
	"aint": {"is", "not"}, "noone": {"no", "one"}, "alot": {"a", "lot"}, "thankyou": {"thank", "you"}, "anymore": {"any", "more"},
}

// spell appends u, as two words where it stands for two, with drawn-out letters shortened.
func spell(units []unit, u unit) []unit {
	if pair, ok := joined[u.norm]; ok {
		second := u
		u.norm, second.norm = pair[0], pair[1]
		second.parted, second.begins = false, false
		return append(units, u, second)
	}
	u.norm = shorten(u.norm)
	return append(units, u)
}

// shorten takes letters that are drawn out, as in "sooo" or "goood", down to two or one, whichever is the commoner word.
func shorten(w string) string {
	two := squeeze(w, 2)
	if two == w {
		return w
	}
	one := squeeze(w, 1)
	known := vector.EnglishWords()
	if a, ok := known.Rank(one); ok {
		if b, ok := known.Rank(two); !ok || a < b {
			return one
		}
	}
	return two
}

// squeeze leaves most letters of each run of three or more.
func squeeze(w string, most int) string {
	drawn, run, last := false, 0, rune(-1)
	for _, r := range w {
		if r != last {
			run, last = 0, r
		}
		run++
		drawn = drawn || run == 3 && unicode.IsLetter(r)
	}
	if !drawn {
		return w
	}
	var b strings.Builder
	run, last = 0, -1
	for _, r := range w {
		if r != last {
			run, last = 0, r
		}
		if run++; run <= most {
			b.WriteRune(r)
		}
	}
	return b.String()
}
