package sentiment

import (
	"strings"

	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

const (
	// minForeign is the least words from which a language can be told.
	minForeign = 4
	// commonRank bounds the English words that show a text to be English: rarer ones in the table are names and other languages' words.
	commonRank = 30_000
	// minEnglish is the least share of a text's words that are common English ones.
	minEnglish = 0.45
	// mostEnglish is the share of common English words above which no other language is asked about.
	mostEnglish = 0.9
	// foreignSure is how far another language's function words must lead the English ones.
	foreignSure = 0.34
)

// isForeign reports whether a text is not English, as far as that can be told from its words. cues is how many English cues it has.
func isForeign(s string, units []unit, cues int) bool {
	words, latin, common := census(s, units)
	switch {
	case words == 0:
		return false
	case latin*2 < words:
		return cues == 0
	case words < minForeign:
		return false
	case words > minForeign && float64(common) < minEnglish*float64(words) && cues*3 < words:
		return true
	case cues*4 > words, float64(common) > mostEnglish*float64(words):
		return false
	}
	lang, sure := text.Guess(s)
	return lang != text.English && lang != text.Unknown && sure >= foreignSure
}

// census counts the words, those in Latin letters, and those that are common in English. Names of accounts, marks of topics,
// addresses, codes and words in capitals belong to no language and are left out.
func census(s string, units []unit) (words, latin, common int) {
	known := vector.EnglishWords()
	for _, u := range units {
		if u.norm == "" || isNumber(u.norm) || u.loud || strings.ContainsAny(u.norm, "0123456789") || isMark(s, u) {
			continue
		}
		words++
		if u.norm[0] < 0x80 || len(u.norm) > 1 && u.norm[0] >= 0xc3 && u.norm[0] <= 0xc9 {
			latin++
		}
		if rank, ok := known.Rank(u.norm); ok && rank < commonRank {
			common++
		}
	}
	return words, latin, common
}

// isMark reports whether a word is part of an account's name, a topic's mark or an address of the web.
func isMark(s string, u unit) bool {
	if strings.HasPrefix(u.norm, "http") || u.norm == "www" {
		return true
	}
	return u.Start > 0 && strings.IndexByte("@#/_", s[u.Start-1]) >= 0
}
