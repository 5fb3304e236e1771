package text

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"throughline/assets/lexicon"
)

// Language is an ISO 639 code, or empty when the language is unknown.
type Language string

// The languages that are recognised. All but the last row have a list of stop words.
const (
	Unknown    Language = ""
	Multiple   Language = "mul" // several languages side by side: no one of them is most of it
	English    Language = "en"
	German     Language = "de"
	French     Language = "fr"
	Spanish    Language = "es"
	Italian    Language = "it"
	Dutch      Language = "nl"
	Portuguese Language = "pt"
	Swedish    Language = "sv"
	Danish     Language = "da"
	Norwegian  Language = "no"
	Finnish    Language = "fi"
	Polish     Language = "pl"
	Czech      Language = "cs"
	Hungarian  Language = "hu"
	Romanian   Language = "ro"
	Turkish    Language = "tr"
	Russian    Language = "ru"
	Ukrainian  Language = "uk"
	Greek      Language = "el"
	Arabic     Language = "ar"
	Hebrew     Language = "he"
	Hindi      Language = "hi"
	Japanese   Language = "ja"
	Chinese    Language = "zh"
	Korean     Language = "ko"

	Persian, Urdu, Thai Language = "fa", "ur", "th"
)

// languages are those with a list of stop words, in the order that decides ties of a guess.
var languages = []Language{English, German, French, Spanish, Italian, Dutch, Portuguese, Swedish, Danish, Norwegian, Finnish, Polish,
	Czech, Hungarian, Romanian, Turkish, Russian, Ukrainian, Greek, Arabic, Hebrew, Hindi, Japanese, Chinese, Korean}

// stopList is the stop words of a language, or of all.
type stopList map[string]bool

var stopLists = sync.OnceValue(func() map[Language]stopList {
	lists := map[Language]stopList{Multiple: {}}
	for _, lang := range languages {
		list := wordSet(lexicon.Stop(string(lang)))
		if lang == English {
			list = wordSet(lexicon.Stop(string(lang)), lexicon.FillerEN)
		}
		lists[lang] = list
		for w := range list {
			lists[Multiple][w] = true
		}
	}
	return lists
})

// wordSet reads word lists: words parted by white space, lines that begin with '#' left out.
func wordSet(lists ...string) stopList {
	set := make(stopList, 512)
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
// and fillers of talk, and in Japanese all hiragana, in which endings and particles are written. For an Unknown language no word
// does; for Multiple those of every language do.
func IsStop(norm string, lang Language) bool {
	norm = strings.Trim(norm, "'")
	if norm == "" {
		return true
	}
	list := stopLists()[lang]
	if list[norm] {
		return true
	}
	if list == nil || norm[0] < utf8.RuneSelf {
		return false
	}
	r := firstRune(norm)
	switch {
	case (lang == Japanese || lang == Multiple) && unicode.Is(unicode.Hiragana, r):
		return true
	case unicode.Is(unicode.Arabic, r):
		return list[plainArabic(norm)]
	}
	return false
}

// IsContent reports whether a token is a word that carries topic: no stop word, not a lone letter of an alphabet.
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
