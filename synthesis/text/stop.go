package text

import (
	"strings"
	"sync"
	"unicode/utf8"

	"throughline/assets/lexicon"
)

// Language is an ISO 639-1 code, or empty when the language is unknown.
type Language string

// The languages with a list of stop words.
const (
	Unknown    Language = ""
	English    Language = "en"
	German     Language = "de"
	French     Language = "fr"
	Spanish    Language = "es"
	Italian    Language = "it"
	Dutch      Language = "nl"
	Portuguese Language = "pt"
)

// languages in the order that decides ties of a guess.
var languages = []Language{English, German, French, Spanish, Italian, Dutch, Portuguese}

var stopLists = sync.OnceValue(func() map[Language]map[string]bool {
	return map[Language]map[string]bool{
		English:    wordSet(lexicon.StopEN, lexicon.FillerEN),
		German:     wordSet(lexicon.StopDE),
		French:     wordSet(lexicon.StopFR),
		Spanish:    wordSet(lexicon.StopES),
		Italian:    wordSet(lexicon.StopIT),
		Dutch:      wordSet(lexicon.StopNL),
		Portuguese: wordSet(lexicon.StopPT),
	}
})

// wordSet reads word lists: words parted by white space, lines that begin with '#' left out.
func wordSet(lists ...string) map[string]bool {
	set := make(map[string]bool, 512)
	for _, list := range lists {
		for line := range strings.Lines(list) {
			if strings.HasPrefix(line, "#") {
				continue
			}
			for _, w := range strings.Fields(line) {
				set[w] = true
			}
		}
	}
	return set
}

// IsStop reports whether a word in lower case (Token.Norm) carries no topic in the language: function words
// and, in English, fillers of talk. For an Unknown language no word does.
func IsStop(norm string, lang Language) bool {
	norm = strings.Trim(norm, "'")
	return norm == "" || stopLists()[lang][norm]
}

// IsContent reports whether a token is a word that carries topic: no stop word, not a lone Latin letter.
func IsContent(t Token, lang Language) bool {
	if t.Kind != Word || IsStop(t.Norm, lang) {
		return false
	}
	return len(t.Norm) > 1 && utf8.RuneCountInString(t.Norm) > 1 || IsUnspaced(t.Norm)
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// ContentWords counts the tokens of s that carry topic, see IsContent.
func ContentWords(s string, lang Language) int {
	n := 0
	for _, t := range Tokens(s) {
		if IsContent(t, lang) {
			n++
		}
	}
	return n
}
