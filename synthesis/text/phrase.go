package text

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"

	"github.com/jdkato/prose/v2"
)

// Class is the part a word plays in a phrase.
type Class uint8

// The classes of words, as far as phrases need them.
const (
	OtherWord Class = iota // verbs, adverbs, function words, fillers and what is no word
	Noun
	Adjective
)

// ClassedWord is a word as it stands in a text, with its class there.
type ClassedWord struct {
	Text  string
	Class Class
}

// Classes returns the words and signs of an English text in order with their classes, by the tagger of prose. They are its
// tokens, not those of Tokens.
//
// The first call loads the model (half a second); later ones handle about 70,000 words a second. Of a long text the
// first 4,000 bytes count. Safe for concurrent use.
func Classes(s string) []ClassedWord {
	tagged := tag(s)
	out := make([]ClassedWord, len(tagged))
	for i, t := range tagged {
		out[i].Text = t.text
		switch {
		case t.noun:
			out[i].Class = Noun
		case t.adjective:
			out[i].Class = Adjective
		}
	}
	return out
}

type tagged struct {
	text            string
	noun, adjective bool
}

// Spelt returns a word as it should stand in a label: in lower case, unless it looks like a name ("PDF").
func Spelt(word string) string {
	if looksLikeName(word) {
		return word
	}
	return strings.ToLower(word)
}

// looksLikeName reports whether a word has a capital after its first letter: "PDF", "iPhone". A capital at the
// start may only mean the start of a sentence.
func looksLikeName(word string) bool {
	capitals, letters := 0, 0
	for i, r := range word {
		if unicode.IsLetter(r) {
			letters++
		}
		if i > 0 && unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals > 0 && (letters <= 5 || capitals < letters-1)
}

const (
	maxTagBytes = 4000 // of a text that is tagged; the cost is linear, the rest rarely matters for a label
	maxTagWord  = 40   // longer words are left out before tagging
)

var taggerModel = sync.OnceValue(func() (model *prose.Model) {
	taggerLoads.Add(1)
	defer func() { _ = recover() }() // a broken embedded model means no names, not a broken program
	doc, err := prose.NewDocument("Ready.", prose.WithSegmentation(false), prose.WithExtraction(false))
	if err != nil {
		return nil
	}
	return doc.Model
})

var taggerLoads atomic.Int32

// TaggerLoads returns how often the model of Classes was loaded: 0 until the first text is tagged, then 1. It lets tests
// hold that opening a workspace does not wait for it.
func TaggerLoads() int { return int(taggerLoads.Load()) }

// LoadTagger loads the model of Classes, if that was not done, and waits for it or for the end of ctx, whose error
// it then returns. Calling it is not needed; it lets the load go on beside other work.
func LoadTagger(ctx context.Context) error {
	loaded := make(chan struct{})
	go func() {
		taggerModel()
		close(loaded)
	}()
	select {
	case <-loaded:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// tag returns the words of s with their classes; nothing when the library fails.
func tag(s string) (words []tagged) {
	s = taggable(s)
	model := taggerModel()
	if s == "" || model == nil {
		return nil
	}
	defer func() {
		if recover() != nil {
			words = nil
		}
	}()
	doc, err := prose.NewDocument(s, prose.UsingModel(model), prose.WithSegmentation(false), prose.WithExtraction(false))
	if err != nil {
		return nil
	}
	for _, t := range doc.Tokens() {
		words = append(words, classify(t))
	}
	return words
}

func classify(t prose.Token) tagged {
	w := tagged{text: t.Text}
	if !isPlainWord(t.Text) || IsStop(strings.ToLower(t.Text), English) {
		return w
	}
	switch t.Tag {
	case "NN", "NNS", "NNP", "NNPS":
		w.noun = true
	case "JJ":
		w.adjective = true
	}
	return w
}

// isPlainWord reports whether a token of the tagger is a word: letters first, then letters, digits and hyphens.
func isPlainWord(s string) bool {
	letters := 0
	for i, r := range s {
		switch {
		case unicode.IsLetter(r):
			letters++
		case i > 0 && (unicode.IsDigit(r) || unicode.IsMark(r) || r == '-'):
		default:
			return false
		}
	}
	return letters > 1
}

// taggable shortens s and drops what the tagger takes long over: runs of one sign, endless words, broken bytes.
func taggable(s string) string {
	if len(s) > maxTagBytes {
		s = s[:maxTagBytes]
	}
	s = strings.ToValidUTF8(s, " ")
	var b strings.Builder
	for _, field := range strings.Fields(s) {
		if len(field) > maxTagWord {
			field = "…"
		}
		b.WriteString(shortRuns(field))
		b.WriteByte(' ')
	}
	return b.String()
}

// shortRuns cuts runs of a sign to three.
func shortRuns(field string) string {
	run, last := 0, rune(-1)
	return strings.Map(func(r rune) rune {
		if r == last {
			run++
		} else {
			run, last = 1, r
		}
		if run > 3 {
			return -1
		}
		return r
	}, field)
}
