package synthesis

import (
	"math"
	"strings"
	"sync"
	"unicode"

	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// MeaningDims is the number of dimensions in which texts are placed by meaning.
const MeaningDims = 100

// Script says how a text was placed: likenesses hold between texts placed in the same way only.
type Script uint8

// The ways to place a text.
const (
	Nowhere   Script = iota // no word of it says anything
	ByWords                 // English, by word vectors
	ByLetters               // other languages, by the letters of their stems: forms of a word are alike, other words are not
)

// Placer places texts by what they mean, each by itself: equal texts have equal places in every workspace, on every computer, and nothing is
// learned. English is placed by word vectors (see vector.SIF), words that the table does not know by their letters; other languages by letters
// alone. Safe for concurrent use.
type Placer struct {
	words  *vector.Words
	shared []float64 // the direction of English at large, length 1
}

// Meaning returns the placer. It is made once, in about 30 ms.
var Meaning = sync.OnceValue(func() *Placer {
	p := &Placer{words: vector.EnglishWords()}
	p.shared = make([]float64, MeaningDims)
	if p.words.Dims != MeaningDims {
		return p
	}
	for rank := range p.words.Ranked() {
		p.words.AddTo(p.shared, rank, vector.Commonness(rank)*vector.SIFWeight(rank))
	}
	normalize(p.shared)
	return p
})

func normalize(x []float64) {
	var sum float64
	for _, v := range x {
		sum += v * v
	}
	if sum == 0 {
		return
	}
	length := math.Sqrt(sum)
	for i := range x {
		x[i] /= length
	}
}

// sureOther is how sure it must be that a text is not English before it is placed by letters.
const sureOther = 0.3

// Place writes the place of a text into dst, MeaningDims numbers of length 1, or zeros.
func (p *Placer) Place(dst []float32, s string) Script {
	lang, sure := text.Guess(head(s, 400))
	how := ByWords
	if lang != text.English && lang != text.Unknown && lang != text.Multiple && sure >= sureOther && telling(s) || p.words.Dims != MeaningDims {
		how = ByLetters
	}
	return p.place(dst, s, how, lang)
}

// telling reports whether a text is long enough for its language to be told: four words in Latin letters, anything in others.
func telling(s string) bool {
	words := 0
	for range strings.FieldsSeq(head(s, 400)) {
		words++
	}
	return words >= 4 || strings.ContainsFunc(head(s, 400), func(r rune) bool { return r >= 0x370 && unicode.IsLetter(r) })
}

// PlaceEnglish is Place of a text that is taken for English: three words are too few to tell.
func (p *Placer) PlaceEnglish(dst []float32, s string) Script {
	return p.place(dst, s, ByWords, text.English)
}

func (p *Placer) place(dst []float32, s string, how Script, lang text.Language) Script {
	sum := make([]float64, MeaningDims)
	if how == ByWords {
		p.byWords(sum, s)
	} else {
		byLetters(sum, s, lang)
	}
	var square float64
	for i, v := range sum {
		dst[i] = float32(v)
		square += v * v
	}
	if square < 1e-12 {
		clear(dst)
		return Nowhere
	}
	vector.Normalize(dst)
	return how
}

// unknownWeight is how much a word counts that the table does not know, as a part of a rare known one: product names and jargon are what a
// text is about, misspelt words are not.
const unknownWeight = 0.5

func (p *Placer) byWords(sum []float64, s string) {
	letters := make([]float64, MeaningDims)
	for _, t := range text.Tokens(head(s, maxPassage)) {
		if t.Kind != text.Word {
			continue
		}
		if rank, ok := p.words.Rank(t.Norm); ok {
			p.words.AddTo(sum, rank, vector.SIFWeight(rank))
		} else {
			clear(letters)
			addLetters(letters, t.Norm)
			normalize(letters)
			for i, v := range letters {
				sum[i] += unknownWeight * wordLength * v
			}
		}
	}
	normalize(sum)
	var along float64
	for i, v := range sum {
		along += v * p.shared[i]
	}
	for i, v := range p.shared {
		sum[i] -= along * v
	}
}

// wordLength is about the length of the vector of a rare word in the table.
const wordLength = 5

func byLetters(sum []float64, s string, lang text.Language) {
	stemmer := text.Stemmer{Lang: lang}
	for _, t := range text.Tokens(head(s, maxPassage)) {
		if text.IsContent(t, lang) {
			addLetters(sum, stemmer.Stem(t.Norm))
		}
	}
}

// addLetters adds the directions of the n-grams of a word.
func addLetters(sum []float64, word string) {
	var room [32]string
	for _, g := range text.NGrams(room[:0], word, gramRunes) {
		a, b := gramHash(g)
		for i := range MeaningDims {
			bit := a >> (i & 63)
			if i > 63 {
				bit = b >> (i & 63)
			}
			sum[i] += float64(int64(bit&1)*2 - 1)
		}
	}
}

// gramHash gives the signs of the direction of an n-gram: FNV-1a, mixed twice as splitmix64 does (Steele, Lea and Flood 2014).
func gramHash(g string) (a, b uint64) {
	h := uint64(14695981039346656037)
	for i := range len(g) {
		h = (h ^ uint64(g[i])) * 1099511628211
	}
	mix := func(z uint64) uint64 {
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		return z ^ z>>31
	}
	step := uint64(0x9e3779b97f4a7c15)
	return mix(h + step), mix(h + 2*step)
}
