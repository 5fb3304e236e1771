package redact

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"throughline/synthesis/text"
)

// reading is a text cut into words once, for all finders.
type reading struct {
	s       string
	words   []text.Token
	english bool // or too short to tell
	small   bool // written without capitals: they say nothing
	loud    bool // written in capitals only
	labels  int  // lines that begin with a word and a colon, as those of speakers do
}

func read(s string) *reading {
	r := &reading{s: s, words: text.Tokens(s)}
	upper, lower := 0, 0
	for _, t := range r.words {
		if t.Kind != text.Word || t.Norm == "i" || t.Norm[0] == '\'' {
			continue
		}
		first, _ := utf8.DecodeRuneInString(s[t.Start:])
		switch {
		case !unicode.IsUpper(first):
			lower++
		case allUpper(s[t.Start:t.End]) && t.End-t.Start > 1:
			upper++
		default:
			upper++
			lower++ // a capital and small letters behind it
		}
	}
	r.small, r.loud = upper == 0, lower == 0 && upper > 0
	r.english = r.isEnglish()
	for i := range r.words {
		if r.label(i, i) {
			r.labels++
		}
	}
	return r
}

// languageWords is how many words at the beginning of a text tell its language.
const languageWords = 600

// mostlyEnglish reports whether a third of the words are function words of English, as is usual: then nothing else need be asked.
func (r *reading) mostlyEnglish() bool {
	n := min(languageWords, len(r.words))
	english := 0
	for _, t := range r.words[:n] {
		if stops[t.Norm] {
			english++
		}
	}
	return english*3 > n
}

// isEnglish reports whether nothing speaks for another language: more function words of another one than of English, or none of
// English among many words in small letters. Names and addresses hold foreign words; one or two tell nothing.
func (r *reading) isEnglish() bool {
	if !latin(r.s) {
		return false
	}
	if r.mostlyEnglish() {
		return true
	}
	others := []text.Language{text.German, text.French, text.Spanish, text.Italian, text.Dutch, text.Portuguese, text.Swedish, text.Danish,
		text.Norwegian, text.Finnish, text.Polish, text.Czech, text.Hungarian, text.Romanian, text.Turkish}
	votes := make([]int, len(others))
	english, small := 0, 0
	for i, t := range r.words[:min(languageWords, len(r.words))] {
		switch {
		case t.Kind != text.Word:
		case text.IsStop(t.Norm, text.English):
			english++
		default:
			if !r.capital(i) {
				small++
			}
			for k, l := range others {
				if text.IsStop(t.Norm, l) {
					votes[k]++
				}
			}
		}
	}
	most := slices.Max(votes)
	if most >= 2 && most > english && most*7 >= len(r.words[:min(languageWords, len(r.words))]) {
		return false
	}
	return english > 0 || small < 6
}

// latin reports whether the first letter of s is one of the Latin script, or there is none.
func latin(s string) bool {
	for _, c := range s {
		if unicode.IsLetter(c) {
			return unicode.Is(unicode.Latin, c)
		}
	}
	return true
}

// allUpper reports whether no letter of s is small.
func allUpper(s string) bool {
	for _, c := range s {
		if c >= 'a' && (c <= 'z' || c >= utf8.RuneSelf && unicode.IsLower(c)) {
			return false
		}
	}
	return true
}

// at returns the index of the first word that starts at or behind a byte.
func (r *reading) at(pos int) int {
	i, _ := slices.BinarySearchFunc(r.words, pos, func(t text.Token, pos int) int { return t.Start - pos })
	return i
}

// norm returns a word in lower case, "" outside the text.
func (r *reading) norm(i int) string {
	if i < 0 || i >= len(r.words) {
		return ""
	}
	return r.words[i].Norm
}

// word returns a word as it is written, "" outside the text.
func (r *reading) word(i int) string {
	if i < 0 || i >= len(r.words) {
		return ""
	}
	return r.s[r.words[i].Start:r.words[i].End]
}

// gap returns what stands between a word and the one before it.
func (r *reading) gap(i int) string {
	from, to := 0, len(r.s)
	if i > 0 && i <= len(r.words) {
		from = r.words[i-1].End
	}
	if i < len(r.words) {
		to = r.words[i].Start
	}
	return r.s[from:to]
}

// capital reports whether a word begins with a capital. In texts without any, or with nothing else, every word counts as one that may.
func (r *reading) capital(i int) bool {
	first, _ := utf8.DecodeRuneInString(r.word(i))
	return unicode.IsUpper(first) || unicode.IsTitle(first)
}

// near returns the nearest of the words before pos, at most reach of them, that is in one of the sets, and which set; -1 for none.
func (r *reading) near(pos, reach int, sets ...map[string]bool) (word string, set int) {
	for i, n := r.at(pos)-1, 0; i >= 0 && n < reach && pos-r.words[i].End < 80; i, n = i-1, n+1 {
		for k, words := range sets {
			if words[r.words[i].Norm] {
				return r.words[i].Norm, k
			}
		}
	}
	return "", -1
}

// begins reports whether a word begins a sentence, a line or a quotation.
func (r *reading) begins(i int) bool {
	if i == 0 {
		return true
	}
	gap := r.gap(i)
	return strings.ContainsAny(gap, ".!?:;\n\r•–—|>") && !(strings.HasPrefix(gap, ".") && utf8.RuneCountInString(r.word(i-1)) == 1)
}

// set makes a set of words parted by white space.
func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// isWordByte reports whether b belongs to a word: a letter, a digit, an underscore, or a part of a sign outside ASCII.
func isWordByte(b byte) bool {
	return b == '_' || isDigit(b) || b|0x20 >= 'a' && b|0x20 <= 'z' || b >= utf8.RuneSelf
}

func wordBefore(s string, at int) bool {
	c, size := utf8.DecodeLastRuneInString(s[:at])
	return c == '_' || unicode.IsLetter(c) || unicode.IsDigit(c) || size == 1 && c == utf8.RuneError
}

func wordAt(s string, at int) bool {
	c, size := utf8.DecodeRuneInString(s[at:])
	return c == '_' || unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) || size == 1 && c == utf8.RuneError
}
