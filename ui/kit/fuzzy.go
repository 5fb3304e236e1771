package kit

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"throughline/app"
)

// Fuzzy says whether the letters of query occur in text in their order, upper and lower case alike, how well (higher
// is better) and where (byte spans in text, joined when they touch). An empty query matches everything with score 0.
// Matches at word starts and in a row count more; shorter texts win ties.
func Fuzzy(query, text string) (score int, marks []app.Span, ok bool) {
	q := []rune(strings.ToLower(strings.TrimSpace(query)))
	if len(q) == 0 {
		return 0, nil, true
	}
	if i := indexFold(text, string(q)); i >= 0 {
		score = 1000 - utf8.RuneCountInString(text)
		if i == 0 {
			score += 500
		} else if r, _ := utf8.DecodeLastRuneInString(text[:i]); !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			score += 300
		}
		return score, []app.Span{{Start: i, End: i + foldedLen(text[i:], len(q))}}, true
	}
	k, last := 0, -2
	prev := ' '
	for i, r := range text {
		if k < len(q) && unicode.ToLower(r) == q[k] {
			_, wide := utf8.DecodeRuneInString(text[i:]) // not RuneLen: a stray byte is one byte wide
			end := i + wide
			if last == i {
				marks[len(marks)-1].End = end
				score += 8
			} else {
				marks = append(marks, app.Span{Start: i, End: end})
				score++
			}
			if !unicode.IsLetter(prev) {
				score += 12
			}
			last = end
			k++
		}
		prev = r
	}
	if k < len(q) {
		return 0, nil, false
	}
	return score - 4*len(marks) - utf8.RuneCountInString(text)/8, marks, true
}

// indexFold is the byte index of the first place where text begins with lower, case folded; -1 if none.
func indexFold(text, lower string) int {
	for i := range text {
		if hasPrefixFold(text[i:], lower) {
			return i
		}
	}
	return -1
}

func hasPrefixFold(text, lower string) bool {
	for _, want := range lower {
		r, n := utf8.DecodeRuneInString(text)
		if n == 0 || unicode.ToLower(r) != want {
			return false
		}
		text = text[n:]
	}
	return true
}

// foldedLen is how many bytes the first n runes of text take.
func foldedLen(text string, n int) int {
	at := 0
	for range n {
		_, w := utf8.DecodeRuneInString(text[at:])
		at += w
	}
	return at
}
