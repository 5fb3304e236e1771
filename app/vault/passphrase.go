package vault

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"throughline/app"
)

// MinPassphrase is how many signs a passphrase has at least.
const MinPassphrase = 10

// normal is the passphrase as it is derived from: in one form of letters with accents, whatever keyboard wrote it.
func normal(passphrase string) []byte { return norm.NFC.Bytes([]byte(passphrase)) }

// checkPassphrase refuses a new passphrase that is too short to be one.
func checkPassphrase(p string) error {
	if utf8.RuneCountInString(strings.TrimSpace(p)) < MinPassphrase {
		return app.Invalid("The passphrase is too short.", "Take at least "+app.Number(MinPassphrase)+" signs. Four or five words that do not belong together are good and easy to keep.")
	}
	return nil
}

// Strength says in a word and a sentence what is to be expected of a new passphrase. It goes by length and by how many different signs it has: whether it
// is a line from a song cannot be told.
func Strength(p string) (word, why string) {
	signs := utf8.RuneCountInString(strings.TrimSpace(p))
	different := map[rune]bool{}
	for _, c := range p {
		different[c] = true
	}
	words := len(strings.Fields(p))
	switch {
	case signs == 0:
		return "", "Four or five words that do not belong together are good and easy to keep."
	case signs < MinPassphrase:
		return "Too short", app.Count(MinPassphrase-signs, "more sign") + " at least."
	case len(different) < 6:
		return "Weak", "Hardly any different signs."
	case signs < 14:
		return "Weak", "Somebody who has the file and much time may guess it. Make it longer."
	case signs < 20 && words < 4:
		return "Fair", "Longer is better: another word helps more than odd signs."
	}
	return "Good", "By its length; nobody can tell whether it can be guessed."
}
