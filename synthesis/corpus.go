package synthesis

import (
	"context"
	"math"
	"math/rand/v2"
	"strings"

	"throughline/synthesis/cluster"
	"throughline/synthesis/label"
	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// corpus is what is learned about a set of passages before they are grouped.
type corpus struct {
	passages []Passage // their openings only, once the outline is made
	kept     []int     // places of the passages that have a word; all below is beside it
	lang     text.Language
	content  []int    // content words
	words    []int    // words in all
	read     *reading // until they are placed
	tfidf    *vector.Sparse
}

// newCorpus reads the passages and drops those without a word.
func newCorpus(ctx context.Context, passages []Passage) (*corpus, error) {
	c := &corpus{passages: passages, lang: guess(passages)}
	var err error
	if c.read, c.kept, err = readAll(ctx, passages, c.lang); err == nil {
		c.content, c.words = c.read.counts()
	}
	return c, err
}

// abridge lets go of what passages say but for how they begin: an outline is kept for as long as somebody looks at its themes.
func (c *corpus) abridge() {
	short := make([]Passage, len(c.passages))
	for i, p := range c.passages {
		short[i] = Passage{Text: strings.Clone(opening(p.Text)), Group: p.Group}
	}
	c.passages = short
}

// guess names the language of the words, from a sample spread over the passages.
func guess(passages []Passage) text.Language {
	var sample []string
	for i := 0; i < len(passages); i += max(1, len(passages)/400) {
		sample = append(sample, head(passages[i].Text, 400))
	}
	return text.Main(sample)
}

// head returns at most the first n bytes of s.
func head(s string, n int) string {
	if len(s) > n {
		return s[:n]
	}
	return s
}

// topics counts the terms of the kept passages and learns which go together.
func (c *corpus) topics(ctx context.Context, seed int64) (*vector.LSA, error) {
	n := len(c.kept)
	minDF := 2
	if n < 20 {
		minDF = 1
	}
	terms := c.read.terms(c.lang)
	words, err := terms.NewVocabulary(ctx, minDF, maxShare)
	if err != nil {
		return nil, err
	}
	if c.tfidf, err = terms.Matrix(ctx, words); err != nil {
		return nil, err
	}
	fitted := c.tfidf
	if n > cluster.Large {
		fitted = c.tfidf.Sample(cluster.Large, seed)
	}
	return vector.FitLSA(ctx, fitted, vector.LSAOptions{Dims: dims(n), Sharpen: sharpen, Seed: seed})
}

// maxShare is the share of passages above which a term tells nothing apart.
const maxShare = 0.5

// sharpen weights latent dimensions by their singular values to this power. Of 0, 0.5, 0.75, 1, 1.5 and 2 it was best
// or near it on four public sets and at 300, 1,000 and 6,000 passages: NMI up by .01 to .04 against plain LSA.
const sharpen = 0.75

// dims returns how many latent dimensions n passages bear: few passages have few topics, and the rest is noise.
// 300 passages did best with 30 to 60 dimensions, 1,000 and more with 60 to 200.
func dims(n int) int {
	return min(100, max(10, int(2*math.Sqrt(float64(n)))))
}

// namedUpTo is how many passages are searched for names, at most: spread over all of them.
const namedUpTo = 50_000

// names finds what themes may be called, in the kept passages at the places returned: all, or some from all over, drawn by the seed.
func (c *corpus) names(ctx context.Context, seed int64) (n *label.Namer, places []int, err error) {
	rng := rand.New(rand.NewPCG(uint64(seed), 0x9a3e))
	step := 1 + (len(c.kept)-1)/namedUpTo
	var texts []string
	for i := 0; i < len(c.kept); i += step { // one of each step passages: those that come by turns are not left out
		at := min(len(c.kept)-1, i+rng.IntN(step))
		places = append(places, at)
		texts = append(texts, head(c.passages[c.kept[at]].Text, maxPassage))
	}
	n, err = label.NewNamer(ctx, texts, c.lang)
	return n, places, err
}

// quotable tells label.Quotes what it needs about the kept passages.
func (c *corpus) quotable(group []int, k int) label.Quotable {
	q := label.Quotable{Rows: c.tfidf, Theme: group, Themes: k, Words: c.words, From: make([]string, len(c.kept))}
	for i, p := range c.kept {
		q.From[i] = c.passages[p].Group
	}
	return q
}
