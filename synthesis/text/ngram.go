package text

import (
	"strings"
	"unicode"
)

// NGrams appends to dst the character n-grams of length n of a word in lower case, with its ends marked by '_':
// for "tea" and 3 "_te", "tea", "ea_". A word shorter than n-2 characters gives one gram, itself with its marks. Characters are
// runes. Of a Korean word, whose letters are syllables, the grams are half as long.
func NGrams(dst []string, norm string, n int) []string {
	if norm == "" || n < 1 {
		return dst
	}
	if unicode.Is(unicode.Hangul, firstRune(norm)) {
		n = (n + 1) / 2
	}
	padded := "_" + norm + "_"
	starts := make([]int, 0, len(padded)+1)
	for i := range padded {
		starts = append(starts, i)
	}
	starts = append(starts, len(padded))
	if len(starts)-1 <= n {
		return append(dst, padded)
	}
	if len(starts) > maxGramRunes {
		starts = starts[:maxGramRunes]
	}
	for i := 0; i+n < len(starts); i++ {
		dst = append(dst, strings.Clone(padded[starts[i]:starts[i+n]]))
	}
	return dst
}

// maxGramRunes is how much of an endless word is cut into grams.
const maxGramRunes = 80
