// Package label names groups of passages by their most telling phrases and picks passages to quote.
package label

import (
	"context"
	"strings"

	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// Names are phrases that may name a theme, found by their stems.
type Names struct {
	surface map[string]string // key (stems parted by a space) to the most frequent spelling
}

// Surface returns the most frequent spelling of a key and whether the key is a name.
func (n *Names) Surface(key string) (string, bool) {
	s, ok := n.surface[key]
	return s, ok
}

// collectChunk is how many texts a goroutine takes; tagging them takes about 10 ms.
const collectChunk = 32

// Collect finds candidate names in texts: noun phrases in English, words and pairs of words without a stop word
// between them in other languages.
func Collect(ctx context.Context, texts []string, lang text.Language) (*Names, error) {
	if lang == text.English {
		if err := text.LoadTagger(ctx); err != nil {
			return nil, err
		}
	}
	found := make([][]spelling, len(texts))
	err := vector.EachChunk(ctx, len(texts), collectChunk, func(lo, hi int) {
		stemmer := text.Stemmer{Lang: lang}
		for i := lo; i < hi; i++ {
			if lang == text.English {
				found[i] = nounPhrases(texts[i], &stemmer)
			} else {
				found[i] = wordPairs(texts[i], lang, &stemmer)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	return count(found), nil
}

// spelling is one way a key is written in a text.
type spelling struct {
	key, surface string
	isName       bool
}

// nounPhrases returns the noun phrases of a text, and its words with an empty name: they have a say in how a
// single stem is written ("friendly", though only "friends" is a noun).
func nounPhrases(s string, stemmer *text.Stemmer) []spelling {
	var out []spelling
	for _, p := range text.Phrases(s) {
		if key := Key(p.Surface, text.English, stemmer); key != "" {
			out = append(out, spelling{key, p.Surface, true})
		}
	}
	for _, t := range text.Tokens(s) {
		if text.IsContent(t, text.English) {
			out = append(out, spelling{stemmer.Stem(t.Norm), text.Spelt(s[t.Start:t.End]), false})
		}
	}
	return out
}

// Key returns the stems of a phrase parted by spaces, or "" when it holds a stop word or nothing else.
func Key(phrase string, lang text.Language, stemmer *text.Stemmer) string {
	tokens := text.Tokens(phrase)
	stems := make([]string, len(tokens))
	for i, t := range tokens {
		if !text.IsContent(t, lang) {
			return ""
		}
		stems[i] = stemmer.Stem(t.Norm)
	}
	return strings.Join(stems, " ")
}

// maxPairText bounds the text searched for pairs, in bytes.
const maxPairText = 4000

func wordPairs(s string, lang text.Language, stemmer *text.Stemmer) []spelling {
	if len(s) > maxPairText {
		s = s[:maxPairText]
	}
	var out []spelling
	var last spelling
	end := -1
	for _, t := range text.Tokens(s) {
		if !text.IsContent(t, lang) {
			last = spelling{}
			continue
		}
		now := spelling{stemmer.Stem(t.Norm), text.Spelt(s[t.Start:t.End]), true}
		out = append(out, now)
		if last.key != "" && strings.TrimSpace(s[end:t.Start]) == "" {
			out = append(out, spelling{last.key + " " + now.key, last.surface + s[end:t.Start] + now.surface, true})
		}
		last, end = now, t.End
	}
	return out
}

// count keeps the most frequent spelling of each key that is a name, the first in the alphabet of equals.
func count(found [][]spelling) *Names {
	times := make(map[spelling]int)
	n := &Names{surface: make(map[string]string)}
	for _, list := range found {
		for _, s := range list {
			if s.isName {
				n.surface[s.key] = s.surface
			}
			s.isName = false
			times[s]++
		}
	}
	for s, c := range times {
		best, ok := n.surface[s.key]
		if !ok {
			continue
		}
		if b := times[spelling{key: s.key, surface: best}]; c > b || c == b && s.surface < best {
			n.surface[s.key] = s.surface
		}
	}
	return n
}
