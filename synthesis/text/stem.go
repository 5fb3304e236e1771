package text

import (
	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"
	"github.com/kljensen/snowball/spanish"
)

// Stemmer cuts words to their stems by the Snowball rules (Porter 2001) for English, French and Spanish and
// remembers what it cut; words of other languages stay whole. The zero value is ready, for an Unknown language.
// Not safe for concurrent use: give each goroutine its own.
type Stemmer struct {
	Lang  Language
	cache map[string]string
}

const (
	maxStemBytes = 40      // longer words are no words; they stay whole
	maxStemCache = 1 << 17 // words kept before the cache starts anew, about 10 MB
)

// Stem returns the stem of a word in lower case (Token.Norm).
func (m *Stemmer) Stem(norm string) string {
	if len(norm) <= 2 || len(norm) > maxStemBytes {
		return norm
	}
	cut := stemRule(m.Lang)
	if cut == nil {
		return norm
	}
	if stem, ok := m.cache[norm]; ok {
		return stem
	}
	if m.cache == nil || len(m.cache) >= maxStemCache {
		m.cache = make(map[string]string, 1024)
	}
	stem := safeStem(cut, norm)
	m.cache[norm] = stem
	return stem
}

func stemRule(lang Language) func(string, bool) string {
	switch lang {
	case English:
		return english.Stem
	case French:
		return french.Stem
	case Spanish:
		return spanish.Stem
	}
	return nil
}

// safeStem returns the word itself should the rules fail on it or leave nothing.
func safeStem(cut func(string, bool) string, norm string) (stem string) {
	defer func() {
		if recover() != nil || stem == "" {
			stem = norm
		}
	}()
	return cut(norm, true)
}
