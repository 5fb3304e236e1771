package say

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"throughline/assets/locale"
)

// Accented is a language for tests, in which each letter that went through this package wears an accent: a plain letter on the screen is one that nobody said. It knows the sentences that
// German knows. Only THROUGHLINE_LANGUAGE chooses it.
const Accented = "qps"

// accents are what the letters from a to z become; each has a capital.
var accents = []rune("àƀçďéƒğħïĵķłɱñöþɋřšţüṽŵẋýž")

// untouched are the verbs of fmt, and the layouts of dates.
var untouched = regexp.MustCompile(`%[+#0]*(\[\d+\])?[\d*]*(\.[\d*]+)?[a-zA-Z]|\bJan(uary)?\b|\bMon(day)?\b`)

var accented = sync.OnceValue(func() map[string]string {
	words := map[string]string{}
	for key := range locale.Window(German) {
		words[key] = accent(key)
	}
	return words
})

// accent puts an accent on each letter of a sentence but for its places.
func accent(sentence string) string {
	var out strings.Builder
	at := 0
	for _, place := range untouched.FindAllStringIndex(sentence, -1) {
		out.WriteString(strings.Map(letter, sentence[at:place[0]]) + sentence[place[0]:place[1]])
		at = place[1]
	}
	return out.String() + strings.Map(letter, sentence[at:])
}

func letter(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z':
		return accents[r-'a']
	case r >= 'A' && r <= 'Z':
		return unicode.ToUpper(accents[r-'A'])
	}
	return r
}
