package synthesis

import (
	"context"
	"math"
	"slices"
	"strings"

	"throughline/synthesis/cluster"
	"throughline/synthesis/label"
	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// corpus is what is learned about a set of passages before they are grouped.
type corpus struct {
	passages []Passage
	kept     []int // places of the passages that have a word; all below is beside it
	docs     []doc
	lang     text.Language
	tfidf    *vector.Sparse
}

// doc is a passage cut to what counts.
type doc struct {
	stems   []string // stems of content words and numbers in order; "" stands for what lies between them
	content int      // content words
	words   int      // all words
}

// readChunk is how many passages a goroutine reads with one stemmer: enough that its cache pays.
const readChunk = 2000

// newCorpus reads the passages and drops those without a word.
func newCorpus(ctx context.Context, passages []Passage) (*corpus, error) {
	c := &corpus{passages: passages, lang: guess(passages)}
	docs := make([]doc, len(passages))
	err := vector.EachChunk(ctx, len(passages), readChunk, func(lo, hi int) {
		stemmer := text.Stemmer{Lang: c.lang}
		for i := lo; i < hi && ctx.Err() == nil; i++ {
			docs[i] = read(passages[i].Text, c.lang, &stemmer)
		}
	})
	for i, d := range docs {
		if slices.ContainsFunc(d.stems, func(s string) bool { return s != "" }) {
			c.kept = append(c.kept, i)
			c.docs = append(c.docs, d)
		}
	}
	return c, err
}

// guess names the language of most of the words, from a sample spread over the passages.
func guess(passages []Passage) text.Language {
	var b strings.Builder
	step := max(1, len(passages)/200)
	for i := 0; i < len(passages); i += step {
		b.WriteString(head(passages[i].Text, 200))
		b.WriteByte('\n')
	}
	lang, _ := text.Guess(b.String())
	return lang
}

// head returns at most the first n bytes of s.
func head(s string, n int) string {
	if len(s) > n {
		return s[:n]
	}
	return s
}

// maxPassage is how much of a passage counts, in bytes: ten pages. What follows is read but adds no words.
const maxPassage = 20_000

func read(s string, lang text.Language, stemmer *text.Stemmer) doc {
	var d doc
	for _, t := range text.Tokens(head(s, maxPassage)) {
		if t.Kind == text.Word {
			d.words++
		}
		switch {
		case text.IsContent(t, lang):
			d.content++
			d.stems = append(d.stems, stemmer.Stem(t.Norm))
		case t.Kind == text.Number && len(t.Norm) <= maxNumber:
			d.stems = append(d.stems, t.Norm)
		default:
			if n := len(d.stems); n > 0 && d.stems[n-1] != "" {
				d.stems = append(d.stems, "")
			}
		}
	}
	return d
}

// maxNumber is the longest number that counts as a term: years and versions do, amounts and ids do not.
const maxNumber = 4

// features returns a row of length 1 for each kept passage: latent semantic coordinates of its terms.
func (c *corpus) features(ctx context.Context, seed int64) (*vector.Dense, error) {
	docs := make([][]string, len(c.docs))
	for i, d := range c.docs {
		docs[i] = c.terms(d)
	}
	minDF := 2
	if len(docs) < 20 {
		minDF = 1
	}
	words, err := vector.NewVocabulary(ctx, docs, minDF, maxShare)
	if err != nil {
		return nil, err
	}
	if c.tfidf, err = words.Matrix(ctx, docs); err != nil {
		return nil, err
	}
	fitted := c.tfidf
	if len(docs) > cluster.Large {
		fitted = c.tfidf.Sample(cluster.Large, seed)
	}
	lsa, err := vector.FitLSA(ctx, fitted, vector.LSAOptions{Dims: dims(len(docs)), Sharpen: sharpen, Seed: seed})
	if err != nil {
		return nil, err
	}
	return lsa.Project(ctx, c.tfidf)
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

// terms returns what is counted of a passage: stems in English; elsewhere character n-grams of words, which need
// no knowledge of endings, and pairs of letters where no spaces part words.
func (c *corpus) terms(d doc) []string {
	terms := make([]string, 0, len(d.stems))
	last := ""
	for _, s := range d.stems {
		switch {
		case s == "":
		case c.lang == text.English:
			terms = append(terms, s)
		default:
			terms = text.NGrams(terms, s, gramRunes)
			if text.IsUnspaced(s) && text.IsUnspaced(last) {
				terms = append(terms, last+s)
			}
		}
		last = s
	}
	return terms
}

// gramRunes is the length of character n-grams: McNamee and Mayfield 2004 found 4 best across European languages.
const gramRunes = 4

// content returns the count of content words of each kept passage.
func (c *corpus) content() []int {
	n := make([]int, len(c.docs))
	for i, d := range c.docs {
		n[i] = d.content
	}
	return n
}

func (c *corpus) stems() [][]string {
	out := make([][]string, len(c.docs))
	for i, d := range c.docs {
		out[i] = d.stems
	}
	return out
}

// namedPassages is how many passages of each theme are searched for phrases, those closest to its centre.
const namedPassages = 120

// names collects the phrases that may name themes, from the passages closest to each theme.
func (c *corpus) names(ctx context.Context, group []int, res *Result) (*label.Names, error) {
	members := make([][]int, res.K)
	for i, g := range group {
		if g >= 0 {
			members[g] = append(members[g], i)
		}
	}
	var chosen []int
	for _, m := range members {
		slices.SortStableFunc(m, func(a, b int) int {
			switch sa, sb := res.Score[c.kept[a]], res.Score[c.kept[b]]; {
			case sa > sb:
				return -1
			case sa < sb:
				return 1
			}
			return 0
		})
		chosen = append(chosen, m[:min(len(m), namedPassages)]...)
	}
	texts := make([]string, len(chosen))
	for i, m := range chosen {
		texts[i] = c.passages[c.kept[m]].Text
	}
	return label.Collect(ctx, texts, c.lang)
}

// quotable tells label.Quotes what it needs about the kept passages.
func (c *corpus) quotable(group []int, k int) label.Quotable {
	q := label.Quotable{Rows: c.tfidf, Theme: group, Themes: k, Words: make([]int, len(c.docs)), From: make([]string, len(c.docs))}
	for i, d := range c.docs {
		q.Words[i] = d.words
		q.From[i] = c.passages[c.kept[i]].Group
	}
	return q
}
