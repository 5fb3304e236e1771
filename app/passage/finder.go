package passage

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"throughline/app"
)

// seedWords is how many words at the beginning and end of a quote lead to the places where it may stand.
const seedWords = 3

// sure is the least score of a place: of ten words nine are the same.
const sure = 0.9

// Place is where a quote stands in a text.
type Place struct {
	Quote int // which
	Span  app.Span
	Score float64 // how alike the words are, see Similar
}

// Finder finds where quotes stand in texts, by their words: case, punctuation and white space do not matter, and a word in ten may differ.
// Safe for concurrent use.
type Finder struct {
	quotes []string
	words  [][]string
	seeds  map[string][]seed
}

// seed is a quote that has some words in a row, and how many of its words come before them.
type seed struct{ quote, before int }

// NewFinder makes a finder of quotes.
func NewFinder(quotes []string) *Finder {
	f := &Finder{quotes: quotes, words: make([][]string, len(quotes)), seeds: map[string][]seed{}}
	for i, q := range quotes {
		w := f.cut(q)
		for _, s := range w {
			f.words[i] = append(f.words[i], s.word)
		}
		n := len(w)
		if n == 0 {
			continue
		}
		k := min(n, seedWords)
		f.plant(f.words[i][:k], seed{i, 0})
		if n > k {
			f.plant(f.words[i][n-k:], seed{i, n - k})
		}
	}
	return f
}

func (f *Finder) plant(words []string, s seed) {
	key := strings.Join(words, " ")
	f.seeds[key] = append(f.seeds[key], s)
}

// Words is how many words a quote has.
func (f *Finder) Words(quote int) int { return len(f.words[quote]) }

// spoken is a word of a text.
type spoken struct {
	word string // in small letters
	app.Span
}

func (f *Finder) cut(text string) []spoken {
	var out []spoken
	for _, t := range tokens(text, app.Span{End: len(text)}) {
		if r, _ := utf8.DecodeRuneInString(text[t.Start:]); unicode.IsLetter(r) || unicode.IsDigit(r) {
			out = append(out, spoken{strings.ToLower(text[t.Start:t.End]), t})
		}
	}
	return out
}

// In returns where quotes stand in a text, by quote and place. Places of one quote do not overlap.
func (f *Finder) In(text string) []Place {
	var found []Place
	words := f.cut(text)
	for i := range words {
		key := ""
		for k := 1; k <= seedWords && i+k <= len(words); k++ {
			if k > 1 {
				key += " "
			}
			key += words[i+k-1].word
			for _, s := range f.seeds[key] {
				if p, ok := f.at(text, words, i-s.before, s.quote); ok {
					found = append(found, p)
				}
			}
		}
	}
	slices.SortFunc(found, func(a, b Place) int {
		return cmp.Or(cmp.Compare(a.Quote, b.Quote), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(b.Score, a.Score))
	})
	out := found[:0]
	for _, p := range found {
		if n := len(out); n > 0 && out[n-1].Quote == p.Quote && out[n-1].Span.End > p.Span.Start {
			if p.Score > out[n-1].Score {
				out[n-1] = p
			}
			continue
		}
		out = append(out, p)
	}
	return out
}

// at holds a quote against the words from one on.
func (f *Finder) at(text string, words []spoken, from, quote int) (Place, bool) {
	n := len(f.words[quote])
	if from < 0 || from+n > len(words) {
		return Place{}, false
	}
	q := strings.TrimSpace(f.quotes[quote])
	span := app.Span{Start: words[from].Start, End: words[from+n-1].End}
	score := Similar(q, text[span.Start:span.End])
	if score < sure {
		return Place{}, false
	}
	if end := f.cut(q)[n-1].End; strings.HasPrefix(text[span.End:], q[end:]) {
		span.End += len(q) - end
	}
	if begin := f.cut(q)[0].Start; strings.HasSuffix(text[:span.Start], q[:begin]) {
		span.Start -= begin
	}
	return Place{quote, span, score}, true
}
