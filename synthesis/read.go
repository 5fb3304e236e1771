package synthesis

import (
	"context"
	"slices"
	"strings"

	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// reading is the words of passages as numbers. Every distinct word is kept, cut and judged once, however often it comes: a million
// passages of 20 words take 80 MB, and most of the time goes into finding where words begin and end.
type reading struct {
	tokens vector.Texts // words, numbers and signs of the passages with at least one stem, in order
	words  []word       // beside tokens.Terms
	stems  []string     // stems of content words, and short numbers, in order of first appearance
}

// word is what is known of a distinct token.
type word struct {
	kind    text.Kind
	content bool
	stem    int32 // place among the stems, or gap
}

// gap is the stem of what parts phrases: stop words, signs and long numbers.
const gap = -1

// readChunk is how many passages a goroutine reads before it hands over its words: few hands are changed and the work is even.
const readChunk = 4000

// maxPassage is how much of a passage counts, in bytes: ten pages. What follows is read but adds no words.
const maxPassage = 20_000

// maxNumber is the longest number that counts as a term: years and versions do, amounts and ids do not.
const maxNumber = 4

// slip is what one goroutine read: tokens numbered among the words of the slip.
type slip struct {
	words []spelled
	ends  []int32 // of each passage, in ids
	ids   []int32
}

// spelled tells tokens apart: "12" may be a number, or a word with a soft hyphen inside.
type spelled struct {
	norm string
	kind text.Kind
}

// index finds the numbers of tokens, by kind.
type index [text.Symbol + 1]map[string]int32

func (x *index) add(w spelled, id int32) {
	if x[w.kind] == nil {
		x[w.kind] = make(map[string]int32)
	}
	x[w.kind][w.norm] = id
}

// readAll reads passages in a language and returns the words of those that have a stem, and which those are.
func readAll(ctx context.Context, passages []Passage, lang text.Language) (r *reading, kept []int, err error) {
	slips := make([]slip, (len(passages)+readChunk-1)/readChunk)
	err = vector.EachChunk(ctx, len(passages), readChunk, func(lo, hi int) { slips[lo/readChunk] = readSlip(ctx, passages[lo:hi]) })
	if err != nil {
		return nil, nil, err
	}
	r = &reading{}
	var known index
	renumber := make([][]int32, len(slips))
	for s := range slips { // in order, so that numbers do not depend on who was first
		renumber[s] = make([]int32, len(slips[s].words))
		for i, w := range slips[s].words {
			id, ok := known[w.kind][w.norm]
			if !ok {
				id = int32(len(r.words))
				w.norm = strings.Clone(w.norm) // not to hold on to the whole passage
				known.add(w, id)
				r.words, r.tokens.Terms = append(r.words, word{kind: w.kind}), append(r.tokens.Terms, w.norm)
			}
			renumber[s][i] = id
		}
		slips[s].words = nil
	}
	if err := r.judge(ctx, lang); err != nil {
		return nil, nil, err
	}
	kept = r.keep(slips, renumber)
	return r, kept, ctx.Err()
}

func readSlip(ctx context.Context, passages []Passage) slip {
	s := slip{ends: make([]int32, 0, len(passages))}
	var known index
	var tokens []text.Token
	for i, p := range passages {
		if i%64 == 0 && ctx.Err() != nil {
			return s
		}
		tokens = text.AppendTokens(tokens[:0], head(p.Text, maxPassage))
		for _, t := range tokens {
			id, ok := known[t.Kind][t.Norm]
			if !ok {
				id = int32(len(s.words))
				w := spelled{t.Norm, t.Kind}
				known.add(w, id)
				s.words = append(s.words, w)
			}
			s.ids = append(s.ids, id)
		}
		s.ends = append(s.ends, int32(len(s.ids)))
	}
	return s
}

// judge tells which words carry topic and cuts them to their stems.
func (r *reading) judge(ctx context.Context, lang text.Language) error {
	cut := make([]string, len(r.words))
	err := vector.EachChunk(ctx, len(r.words), readChunk, func(lo, hi int) {
		stemmer := text.Stemmer{Lang: lang}
		for i := lo; i < hi; i++ {
			norm, w := r.tokens.Terms[i], &r.words[i]
			switch {
			case text.IsContent(text.Token{Kind: w.kind, Norm: norm}, lang):
				w.content = true
				cut[i] = stemmer.Stem(norm)
			case w.kind == text.Number && len(norm) <= maxNumber:
				cut[i] = norm
			}
		}
	})
	numbers := make(map[string]int32, len(cut))
	for i, stem := range cut {
		if stem == "" {
			r.words[i].stem = gap
			continue
		}
		id, ok := numbers[stem]
		if !ok {
			id = int32(len(r.stems))
			numbers[stem] = id
			r.stems = append(r.stems, stem)
		}
		r.words[i].stem = id
	}
	return err
}

// keep lays the passages with a stem one after another, under the numbers of the whole, and returns which they are.
func (r *reading) keep(slips []slip, renumber [][]int32) (kept []int) {
	size := 0
	for _, s := range slips {
		size += len(s.ids)
	}
	r.tokens.IDs, r.tokens.Ptr = make([]int32, 0, size), make([]int, 1, len(slips)*readChunk+1)
	for n := range slips {
		s, start := &slips[n], int32(0)
		for i, id := range s.ids {
			s.ids[i] = renumber[n][id]
		}
		for i, end := range s.ends {
			ids := s.ids[start:end]
			if slices.ContainsFunc(ids, func(id int32) bool { return r.words[id].stem != gap }) {
				r.tokens.IDs = append(r.tokens.IDs, ids...)
				r.tokens.Ptr = append(r.tokens.Ptr, len(r.tokens.IDs))
				kept = append(kept, n*readChunk+i)
			}
			start = end
		}
		s.ids = nil
	}
	return kept
}

// terms returns what is counted of the passages: stems in English; elsewhere stems, twice, and their character n-grams, which need no
// knowledge of endings, and pairs of letters where no spaces part words. With four public English sets read as if their language were
// not known, 1,500 passages, the stems beside the n-grams added .009, .051 and .021 NMI and took .010 on the fourth.
func (r *reading) terms(lang text.Language) *vector.Texts {
	if lang == text.English {
		t := &vector.Texts{Terms: r.stems, Ptr: r.tokens.Ptr, IDs: make([]int32, len(r.tokens.IDs))}
		for i, id := range r.tokens.IDs {
			t.IDs[i] = r.words[id].stem
		}
		return t
	}
	g := newGrams(r.stems)
	t := &vector.Texts{Ptr: make([]int, 1, len(r.tokens.Ptr))}
	for i := range r.tokens.Len() {
		last := int32(gap)
		for _, id := range r.tokens.Text(i) {
			stem := r.words[id].stem
			if stem == gap {
				last = gap
				continue
			}
			t.IDs = append(t.IDs, g.of[stem]...)
			if last != gap && g.unspaced[stem] && g.unspaced[last] {
				t.IDs = append(t.IDs, g.number(r.stems[last]+r.stems[stem]))
			}
			last = stem
		}
		t.Ptr = append(t.Ptr, len(t.IDs))
	}
	t.Terms = g.terms
	return t
}

// grams are the numbered n-grams of stems.
type grams struct {
	terms    []string
	numbers  map[string]int32
	of       [][]int32 // of each stem
	unspaced []bool
}

// gramRunes is the length of character n-grams: McNamee and Mayfield 2004 found 4 best across European languages.
const gramRunes = 4

func newGrams(stems []string) *grams {
	g := &grams{numbers: make(map[string]int32), of: make([][]int32, len(stems)), unspaced: make([]bool, len(stems))}
	var parts []string
	for i, stem := range stems {
		if parts = text.NGrams(parts[:0], stem, gramRunes); len(parts) > 1 {
			parts = append(parts, stem, stem)
		}
		g.of[i] = make([]int32, len(parts))
		for j, p := range parts {
			g.of[i][j] = g.number(p)
		}
		g.unspaced[i] = text.IsUnspaced(stem)
	}
	return g
}

func (g *grams) number(term string) int32 {
	id, ok := g.numbers[term]
	if !ok {
		id = int32(len(g.terms))
		g.numbers[term] = id
		g.terms = append(g.terms, term)
	}
	return id
}

// spoken returns the words of the passages, numbers and signs left out, as word vectors know them.
func (r *reading) spoken() *vector.Texts {
	t := &vector.Texts{Terms: r.tokens.Terms, Ptr: r.tokens.Ptr, IDs: make([]int32, len(r.tokens.IDs))}
	for i, id := range r.tokens.IDs {
		t.IDs[i] = id
		if r.words[id].kind != text.Word {
			t.IDs[i] = gap
		}
	}
	return t
}

// counts returns how many content words and how many words in all each passage has.
func (r *reading) counts() (content, words []int) {
	content, words = make([]int, r.tokens.Len()), make([]int, r.tokens.Len())
	for i := range content {
		for _, id := range r.tokens.Text(i) {
			if r.words[id].content {
				content[i]++
			}
			if r.words[id].kind == text.Word {
				words[i]++
			}
		}
	}
	return content, words
}
