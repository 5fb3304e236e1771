package redact

import (
	"maps"
	"math"
	"strings"
	"sync"
	"unicode"

	"throughline/assets/lexicon"
	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// likeness knows which words are used as people's names are.
type likeness struct {
	words     *vector.Words
	given     map[string]bool
	family    map[string]bool
	ambiguous map[string]bool // names that are other words too
	others    map[string]bool // words with a capital that name no person
	chances   []float32       // by rank: how much the word is used as names are, 0 to 1
}

const (
	// commonRank is the number of most frequent words that serve as examples of what is no name, unless a list names them.
	commonRank = 3000
	// unknown is the chance that a capitalised word which nobody lists and no vector knows names a person: most such words in talk are names
	// of people, places or products.
	unknown = .6
	// listedLike is that for a listed name that is no other word.
	listedLike = .95
	// unsure is the chance for a name that is another word too; what stands around it decides.
	unsure = .4
)

// theLikeness is learned when first asked for, in half a second of processor time: a logistic regression on the vectors of listed
// names against listed other words and the most frequent ones.
var theLikeness = sync.OnceValue(func() *likeness {
	l := &likeness{words: vector.EnglishWords(), given: listed(lexicon.GivenNames), family: listed(lexicon.FamilyNames),
		ambiguous: listed(lexicon.AmbiguousNames), others: listed(lexicon.NotNames)}
	for _, names := range []map[string]bool{l.given, l.family} {
		for name := range maps.Clone(names) {
			names[unaccented(name)] = true
		}
		for name := range names {
			l.ambiguous[name] = l.ambiguous[name] || l.others[name] || stops[name]
		}
	}
	l.learn()
	return l
})

// stops are English words without a topic.
var stops = listed(lexicon.Stop("en"), lexicon.FillerEN)

// foreignStops are words without a topic of the other languages that have a list.
var foreignStops = listed(lexicon.Stop("de"), lexicon.Stop("es"), lexicon.Stop("fr"), lexicon.Stop("it"), lexicon.Stop("nl"), lexicon.Stop("pt"),
	lexicon.Stop("sv"), lexicon.Stop("da"), lexicon.Stop("no"), lexicon.Stop("fi"), lexicon.Stop("pl"), lexicon.Stop("cs"), lexicon.Stop("hu"), lexicon.Stop("ro"), lexicon.Stop("tr"))

// listed reads word lists: words parted by white space, lines that begin with '#' left out.
func listed(lists ...string) map[string]bool {
	out := map[string]bool{}
	for _, list := range lists {
		for line := range strings.Lines(list) {
			if strings.HasPrefix(line, "#") {
				continue
			}
			for _, w := range strings.Fields(line) {
				out[w] = true
			}
		}
	}
	return out
}

// named reports whether a word is listed as a name and is nothing else.
func (l *likeness) named(word string) bool {
	return (l.given[word] || l.family[word]) && !l.ambiguous[word]
}

// learn fits weights by full-batch gradient descent with momentum; both classes weigh the same. Then it works out the chance of every word.
func (l *likeness) learn() {
	dims := l.words.Dims
	var x []float32 // examples × dims
	var y []float64
	count := [2]float64{}
	for rank, word := range l.words.Ranked() {
		label := 0.0
		switch {
		case l.ambiguous[word]:
			continue
		case l.given[word] || l.family[word]:
			label = 1
		case l.others[word] || rank < commonRank:
		default:
			continue
		}
		x, y = append(x, l.vector(rank)...), append(y, label)
		count[int(label)]++
	}
	weights, step, gradient := make([]float64, dims+1), make([]float64, dims+1), make([]float64, dims+1)
	for range 120 {
		clear(gradient)
		for i, label := range y {
			row := x[i*dims : (i+1)*dims]
			miss := (label - chance(weights, row)) / count[int(label)]
			for j, v := range row {
				gradient[j] += miss * float64(v)
			}
			gradient[dims] += miss
		}
		for j := range weights {
			step[j] = .9*step[j] + 3*(gradient[j]-1e-4*weights[j])
			weights[j] += step[j]
		}
	}
	for rank, word := range l.words.Ranked() {
		l.chances = append(l.chances, float32(chance(weights, l.vector(rank))))
		if l.chances[rank] < .5 && (l.given[word] || l.family[word]) { // mostly used as another word: "floor"
			l.ambiguous[word] = true
		}
	}
}

// vector returns the vector of a word, of length 1.
func (l *likeness) vector(rank int) []float32 {
	sum := make([]float64, l.words.Dims)
	l.words.AddTo(sum, rank, 1)
	var square float64
	for _, v := range sum {
		square += v * v
	}
	x := make([]float32, len(sum))
	for j, v := range sum {
		x[j] = float32(v / math.Sqrt(max(square, 1e-12)))
	}
	return x
}

func chance(weights []float64, x []float32) float64 {
	z := weights[len(x)]
	for j, v := range x {
		z += weights[j] * float64(v)
	}
	return 1 / (1 + math.Exp(-z))
}

// of returns how much a word (lower case) is used as names of people are, 0 to 1.
func (l *likeness) of(word string) float64 {
	switch {
	case stops[word] && len(word) < 4 && word != "may":
		return 0
	case l.ambiguous[word]:
		return unsure
	case l.given[word], l.family[word]:
		return listedLike
	case l.others[word], stops[word], strings.ContainsAny(word, "0123456789"):
		return 0
	}
	if rank, ok := l.words.Rank(word); ok {
		return float64(l.chances[rank])
	}
	if plain := unaccented(word); plain != word {
		return max(unknown, l.of(plain))
	}
	return unknown
}

// common reports whether a word is one of the most frequent ones and no listed name.
func (l *likeness) common(word string) bool {
	rank, ok := l.words.Rank(word)
	return stops[word] || ok && rank < commonRank && !l.named(word)
}

// written is how much a word as it is written looks like a name: capitals inside, as products have them, do not, but for "McLeod"
// and "DeShawn".
func (l *likeness) written(surface, norm string) float64 {
	inner, at := 0, 0
	for i, c := range surface {
		if i > 0 && unicode.IsUpper(c) {
			inner, at = inner+1, i
		}
	}
	switch {
	case inner == 0 || allUpper(surface):
		return l.of(norm)
	case inner == 1 && nameFronts[surface[:at]] && !l.others[norm]:
		return max(.7, l.of(norm))
	}
	return 0
}

// nameFronts stand before a capital inside names.
var nameFronts = set("Mc Mac O' O’ D' D’ De Di La Le Van Fitz Du Al El")

// unaccented returns s without accents of Latin letters; every sign stays one sign.
func unaccented(s string) string {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return strings.Map(func(c rune) rune {
				if plain, ok := accents[c]; ok {
					return plain
				}
				return c
			}, s)
		}
	}
	return s
}

var accents = func() map[rune]rune {
	out := map[rune]rune{}
	for _, line := range strings.Fields("aàáâãäåāăą cçćč dđďð eèéêëēėęě gğģ iìíîïīįı lłľĺ nñńňņ oòóôõöøōő rřŕ sśšşșß tťţț uùúûüūůűų yýÿ zźżž") {
		signs := []rune(line)
		for _, c := range signs[1:] {
			out[c] = signs[0]
		}
	}
	return out
}()

// fold returns a word as names are compared: in lower case, without accents.
func fold(t text.Token) string { return unaccented(t.Norm) }
