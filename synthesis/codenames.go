package synthesis

import (
	"throughline/synthesis/text"
)

// name is the name of a code as names are compared: its words as stems, and all of it as pairs of letters.
type name struct {
	stems []string
	grams [][]string // of each word
	whole string     // letters and digits of all words
}

func newName(s string, stemmer *text.Stemmer) name {
	var n name
	for _, t := range text.Tokens(s) {
		if t.Kind != text.Word && t.Kind != text.Number {
			continue
		}
		n.whole += t.Norm
		if t.Kind == text.Word && len(t.Norm) < 4 && text.IsStop(t.Norm, stemmer.Lang) && !negates[t.Norm] {
			continue // "of", "the"; longer ones such as "after" tell names apart
		}
		n.stems = append(n.stems, stemmer.Stem(t.Norm))
		n.grams = append(n.grams, text.NGrams(nil, t.Norm, nameGram))
	}
	return n
}

// negates are short words that turn a name round.
var negates = map[string]bool{"no": true, "not": true, "non": true, "un": true}

// nameGram is the length of the character n-grams of names.
const nameGram = 3

// likeness of two names, 0 to 1: the share of words that have a counterpart, a word counting by how alike the letters are
// (soft Jaccard over Dice coefficients of trigrams, stems that are equal counting 1). Names written in one word and in two
// are the same. "Week 1" and "Week 2" share half of their words, and no more.
func (a name) likeness(b name) float64 {
	if a.whole != "" && a.whole == b.whole {
		return 1
	}
	if len(a.stems) == 0 || len(b.stems) == 0 {
		return 0
	}
	used := make([]bool, len(b.stems))
	var shared float64
	for i := range a.stems {
		best, at := 0.0, -1
		for j := range b.stems {
			if used[j] {
				continue
			}
			s := dice(a.grams[i], b.grams[j])
			switch {
			case a.stems[i] == b.stems[j]:
				s = 1
			case s < likeWords:
				continue
			}
			if s > best {
				best, at = s, j
			}
		}
		if at >= 0 {
			used[at] = true
			shared += best
		}
	}
	return shared / (float64(len(a.stems)+len(b.stems)) - shared)
}

// likeWords is the least likeness of letters at which two words count as one written otherwise: "organisation" and
// "organization" have .71, "positive" and "negative" .4.
const likeWords = 0.55

// dice is twice the grams shared by those of both, in order of appearance.
func dice(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	shared := 0
	used := make([]bool, len(b))
	for _, g := range a {
		for j, h := range b {
			if !used[j] && g == h {
				used[j] = true
				shared++
				break
			}
		}
	}
	return 2 * float64(shared) / float64(len(a)+len(b))
}
