package suggest

import (
	"context"
	"math"
	"slices"
	"strings"
	"sync"

	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// space places texts where the machines learn: TF-IDF terms (stems and pairs of stems), then latent dimensions, then word vectors. Safe
// for concurrent use.
type space struct {
	lang    text.Language
	terms   *vector.Vocabulary
	pairs   map[uint64]int32 // place of a pair of stems by their own places
	lsa     *vector.LSA
	sif     *vector.SIF // nil where the words are not English
	cutters sync.Pool   // of *cutter

	mu     sync.Mutex
	placed map[string]row // texts asked for, so that asking again after a change is quick
}

// The three kinds of features count alike: each has length blockWeight. Halving or doubling one of them changed the hits on four public
// sets by under .02, up on some and down on others; equal weights were best or within .01 of it in 15 of 16 trials.
const blockWeight = 0.6

// sharpen weights latent dimensions by their singular values: 1 was better than 0 and 0.5 in all trials on three public sets, by .001 to
// .05. It does in one step what averaging every text with those near it does.
const sharpen = 1

// stopWeight is the weight of single stop words: they tell "not" and "nothing" apart and, in a set of few examples,
// mislead. On five public sets 0.3 was better than 0 and 1 in 9 of 12 trials, and never worse by more than 0.01.
const stopWeight = 0.3

// maxBackground is how many background texts are read, spread over all. 5,000 were as good as 10,000 on three public sets.
const maxBackground = 10000

// newSpace learns terms from the texts and latent dimensions from them and the background.
func newSpace(ctx context.Context, texts []string, opt Options) (*space, error) {
	all := slices.Concat(texts, spread(opt.Background, maxBackground))
	s := &space{lang: guess(all)}
	docs, words, err := s.cutAll(ctx, all)
	if err != nil {
		return nil, err
	}
	minDF := 1
	if len(docs) > 2000 {
		minDF = 2
	}
	if s.terms, err = vector.NewVocabulary(ctx, docs, minDF, 0); err != nil {
		return nil, err
	}
	s.terms.Weigh(func(term string) float64 {
		if text.IsStop(term, s.lang) {
			return stopWeight
		}
		return 1
	})
	// Without this a text of mostly new words would be as loud as the examples, whose words are all known, and its scores
	// too sure: mean score .91 at accuracy .77 on titles after ten examples a tag, .86 with it.
	s.terms.Unseen = math.Log(float64(1+len(docs))) + 1
	s.pair()
	matrix, err := s.terms.Matrix(ctx, docs)
	if err != nil {
		return nil, err
	}
	matrix = matrix.Sample(maxBackground, opt.Seed)
	if s.lsa, err = vector.FitLSA(ctx, matrix, vector.LSAOptions{Seed: opt.Seed, Sharpen: sharpen}); err != nil {
		return nil, err
	}
	if s.lang == text.English {
		s.sif, _, err = vector.FitSIF(ctx, vector.EnglishWords(), spread(words, maxBackground))
	}
	return s, err
}

// spread returns at most n of the list, evenly spread.
func spread[T any](list []T, n int) []T {
	if len(list) <= n {
		return list
	}
	out := make([]T, n)
	for i := range out {
		out[i] = list[i*len(list)/n]
	}
	return out
}

// pair notes which terms are pairs of which others.
func (s *space) pair() {
	s.pairs = make(map[uint64]int32)
	for i, term := range s.terms.Terms {
		if a, b, ok := strings.Cut(term, " "); ok {
			if x, y := s.terms.Index(a), s.terms.Index(b); x >= 0 && y >= 0 {
				s.pairs[uint64(x)<<32|uint64(y)] = int32(i)
			}
		}
	}
}

// guess names the language of most of the texts, from a sample.
func guess(texts []string) text.Language {
	var b strings.Builder
	step := max(1, len(texts)/200)
	for i := 0; i < len(texts); i += step {
		b.WriteString(texts[i][:min(len(texts[i]), 200)])
		b.WriteByte('\n')
	}
	lang, _ := text.Guess(b.String())
	return lang
}

const cutChunk = 500 // texts a goroutine takes at a time

func (s *space) cutAll(ctx context.Context, texts []string) (docs, words [][]string, err error) {
	docs, words = make([][]string, len(texts)), make([][]string, len(texts))
	err = vector.EachChunk(ctx, len(texts), cutChunk, func(lo, hi int) {
		stemmer := text.Stemmer{Lang: s.lang}
		for i := lo; i < hi && ctx.Err() == nil; i++ {
			var surfaces []string
			docs[i], surfaces = cut(texts[i], &stemmer)
			words[i] = singles(surfaces)
		}
	})
	return docs, words, err
}

// singles are the single words among the terms of a text.
func singles(surfaces []string) []string {
	out := make([]string, 0, len(surfaces)/2+1)
	for _, w := range surfaces {
		if strings.IndexByte(w, ' ') < 0 {
			out = append(out, w)
		}
	}
	return out
}

// maxText is how much of a text counts, in bytes.
const maxText = 20_000

// cut returns the terms of a text, stems and pairs of stems, and beside them how each is written there.
func cut(t string, stemmer *text.Stemmer) (terms, surfaces []string) {
	if len(t) > maxText {
		t = t[:maxText]
	}
	var last, lastSurface string
	for _, token := range text.Tokens(t) {
		if token.Kind == text.Symbol {
			continue
		}
		stem := stemmer.Stem(token.Norm)
		terms, surfaces = append(terms, stem), append(surfaces, token.Norm)
		if last != "" {
			terms, surfaces = append(terms, last+" "+stem), append(surfaces, lastSurface+" "+token.Norm)
		}
		last, lastSurface = stem, token.Norm
	}
	return terms, surfaces
}

// width returns the number of features.
func (s *space) width() int { return len(s.terms.Terms) + s.dims() }

// dims returns the number of dense features.
func (s *space) dims() int {
	if s.sif == nil {
		return s.lsa.Dims()
	}
	return s.lsa.Dims() + s.sif.Dims()
}

// rows places texts.
func (s *space) rows(ctx context.Context, texts []string) ([]row, error) {
	rows := make([]row, len(texts))
	slab := make([]float32, len(texts)*s.dims()) // the machines pass over it many times: keep it in one piece
	err := vector.EachChunk(ctx, len(texts), cutChunk, func(lo, hi int) {
		for i := lo; i < hi && ctx.Err() == nil; i++ {
			rows[i] = s.place(texts[i], slab[i*s.dims():(i+1)*s.dims()])
		}
	})
	return rows, err
}

// row places one text.
func (s *space) row(t string) row { return s.place(t, make([]float32, s.dims())) }

// maxPlaced is how many texts are remembered, about 10 MB.
const maxPlaced = 8192

// recall places one text, or remembers where it was placed.
func (s *space) recall(t string) row {
	s.mu.Lock()
	r, ok := s.placed[t]
	s.mu.Unlock()
	if ok {
		return r
	}
	r = s.row(t)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.placed == nil || len(s.placed) >= maxPlaced {
		s.placed = make(map[string]row)
	}
	s.placed[strings.Clone(t)] = r // not to hold on to the transcript
	return r
}

// cutter is what placing a text needs for a moment, and the words met so far.
type cutter struct {
	stemmer text.Stemmer
	known   map[string]known
	idx     []int32
	val     []float64
	ranks   []int32
}

// known is what the space knows of a word: the place of its stem among the terms and its rank among the word vectors, -1 for none.
type known struct{ term, rank int32 }

// maxKnown is how many words a cutter remembers before it starts anew.
const maxKnown = 1 << 16

func (s *space) cutter() *cutter {
	if c, ok := s.cutters.Get().(*cutter); ok {
		return c
	}
	return &cutter{stemmer: text.Stemmer{Lang: s.lang}, known: make(map[string]known)}
}

// word looks a word up.
func (s *space) word(c *cutter, norm string) known {
	if k, ok := c.known[norm]; ok {
		return k
	}
	if len(c.known) >= maxKnown {
		clear(c.known)
	}
	k := known{term: int32(s.terms.Index(c.stemmer.Stem(norm))), rank: -1}
	if s.sif != nil {
		k.rank = s.sif.Rank(norm)
	}
	c.known[strings.Clone(norm)] = k
	return k
}

// place makes the row of a text; dense is where its dense coordinates go. A text without a known word is the empty row.
func (s *space) place(t string, dense []float32) row {
	c := s.cutter()
	defer s.cutters.Put(c)
	unseen := s.note(c, t)
	s.weigh(c, unseen)
	anyWord := slices.ContainsFunc(c.ranks, func(r int32) bool { return r >= 0 })
	if len(c.idx) == 0 && !anyWord {
		return row{}
	}
	lsa := dense[:s.lsa.Dims()]
	s.lsa.ProjectRow(lsa, c.idx, c.val)
	if s.sif != nil {
		s.sif.RowOf(dense[len(lsa):], c.ranks)
	}
	for d := range dense {
		dense[d] *= blockWeight
	}
	r := row{idx: slices.Clone(c.idx), val: make([]float32, len(c.val)), dense: dense}
	for j, v := range c.val {
		r.val[j] = float32(blockWeight * v)
	}
	return r
}

// note notes the places of a text's terms, with repeats, ascending, and the ranks of its words; unseen is the number of unknown terms.
func (s *space) note(c *cutter, t string) (unseen int) {
	if len(t) > maxText {
		t = t[:maxText]
	}
	c.idx, c.ranks = c.idx[:0], c.ranks[:0]
	last := int32(-2) // none yet
	for _, token := range text.Tokens(t) {
		if token.Kind == text.Symbol {
			continue
		}
		k := s.word(c, token.Norm)
		c.ranks = append(c.ranks, k.rank)
		if k.term >= 0 {
			c.idx = append(c.idx, k.term)
		} else {
			unseen++
		}
		if last != -2 {
			pair, ok := int32(0), false
			if last >= 0 && k.term >= 0 {
				pair, ok = s.pairs[uint64(last)<<32|uint64(k.term)]
			}
			if ok {
				c.idx = append(c.idx, pair)
			} else {
				unseen++
			}
		}
		last = k.term
	}
	slices.Sort(c.idx)
	return unseen
}

// weigh makes the noted places the TF-IDF row that vector.Vocabulary.Row would make.
func (s *space) weigh(c *cutter, unseen int) {
	c.val = c.val[:0]
	out := c.idx[:0]
	sum := float64(unseen) * s.terms.Unseen * s.terms.Unseen
	for i := 0; i < len(c.idx); {
		j, term := i, c.idx[i]
		for j < len(c.idx) && c.idx[j] == term {
			j++
		}
		v := s.terms.IDF[term]
		if j-i > 1 {
			v *= 1 + math.Log(float64(j-i))
		}
		out, c.val = append(out, term), append(c.val, v)
		sum += v * v
		i = j
	}
	c.idx = out
	if sum > 0 {
		for j := range c.val {
			c.val[j] /= math.Sqrt(sum)
		}
	}
}
