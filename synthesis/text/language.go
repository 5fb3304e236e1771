package text

import "unicode"

// Guess names the language a text is written in and how sure that is, from 0 to 1: the share of its words that
// are stop words of that language alone, against the next best language. A text in a script without Latin
// letters, or with no word of a known list, is Unknown with 0.
//
// The method is the stop word vote of Grefenstette 1995 ("Comparing two language identification schemes"). It
// wants a few sentences; guess over several texts by joining them.
func Guess(s string) (Language, float64) {
	var votes [len7]float64
	lists := stopLists()
	latin, all := 0, 0
	for _, t := range Tokens(s) {
		if t.Kind != Word {
			continue
		}
		all++
		if unicode.Is(unicode.Latin, firstRune(t.Norm)) {
			latin++
		}
		if all > maxGuessWords {
			break
		}
		vote(&votes, lists, t.Norm)
	}
	if all == 0 || latin*2 < all {
		return Unknown, 0
	}
	best, second := 0, -1
	for i := 1; i < len(votes); i++ {
		switch {
		case votes[i] > votes[best]:
			best, second = i, best
		case second < 0 || votes[i] > votes[second]:
			second = i
		}
	}
	if votes[best] == 0 {
		return Unknown, 0
	}
	return languages[best], (votes[best] - votes[second]) / votes[best]
}

const (
	len7          = 7    // len(languages)
	maxGuessWords = 2000 // words that decide a guess; more change nothing
)

// vote gives one vote parted among the languages whose list holds the word.
func vote(votes *[len7]float64, lists map[Language]map[string]bool, norm string) {
	n := 0
	for _, lang := range languages {
		if lists[lang][norm] {
			n++
		}
	}
	for i, lang := range languages {
		if lists[lang][norm] {
			votes[i] += 1 / float64(n)
		}
	}
}
