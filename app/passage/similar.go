package passage

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"throughline/app"
)

// maxSimilar bounds the words of each text that are compared one by one; of longer texts the beginning speaks.
const maxSimilar = 240

// Similar says how alike the words of two passages are, 0 to 1: twice what they have in common in one order over what both have,
// words spelt almost alike counting four fifths. Case and white space do not matter.
func Similar(a, b string) float64 {
	x, y := wordsOf(a), wordsOf(b)
	if most := 2 * float64(min(len(x), len(y))) / float64(max(1, len(x)+len(y))); most < alike {
		return most / 2 // too unlike in length for any words to help
	}
	row, prev := make([]float64, len(y)+1), make([]float64, len(y)+1)
	for i := range x {
		row, prev = prev, row
		for j := range y {
			row[j+1] = max(prev[j+1], row[j], prev[j]+like(x[i], y[j]))
		}
	}
	return 2 * row[len(y)] / float64(len(x)+len(y))
}

// wordsOf returns the words in small letters, without punctuation unless there is nothing else.
func wordsOf(s string) []string {
	var all, words []string
	for _, t := range tokens(s, app.Span{End: len(s)}) {
		w := strings.ToLower(s[t.Start:t.End])
		if len(all) == maxSimilar {
			break
		}
		all = append(all, w)
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLetter(r) || unicode.IsDigit(r) {
			words = append(words, w)
		}
	}
	if len(words) == 0 {
		return all
	}
	return words
}

// like compares two words: 1 for the same, 0.8 for nearly the same, else 0.
func like(a, b string) float64 {
	if a == b {
		return 1
	}
	n := max(len(a), len(b))
	allowed := n / 3
	if n < 4 || a[0] != b[0] && a[len(a)-1] != b[len(b)-1] || allowed < max(len(a), len(b))-min(len(a), len(b)) {
		return 0
	}
	if distance(a, b, allowed) <= allowed {
		return 0.8
	}
	return 0
}

// distance is the edit distance of two words in bytes, or some number above limit.
func distance(a, b string, limit int) int {
	var line [64]int
	if len(b) >= len(line) {
		return limit + 1
	}
	for j := range len(b) + 1 {
		line[j] = j
	}
	for i := range len(a) {
		diagonal, least := line[0], i+1
		line[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, line[j+1] = line[j+1], min(line[j+1]+1, line[j]+1, diagonal+cost)
			least = min(least, line[j+1])
		}
		if least > limit {
			return limit + 1
		}
	}
	return line[len(b)]
}
