package across

import (
	"strings"

	"throughline/synthesis/text"
)

// Loosen turns a question into a search for any of the words that carry its meaning: "why do people leave" becomes "people OR leave". Of a
// question without such words, or in a language whose function words are not known, it gives back what it got.
func Loosen(question string) string {
	var words []string
	for _, t := range text.Tokens(question) {
		if t.Kind == text.Word && text.IsContent(t, text.English) && len(t.Norm) > 2 {
			words = append(words, t.Norm)
		}
	}
	if len(words) == 0 {
		return question
	}
	return strings.Join(words, " OR ")
}
