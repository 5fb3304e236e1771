package synthesis

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// Alike finds passages that say nearly the same. It is built once for the passages of a workspace, does not change and is safe for
// concurrent use.
type Alike struct {
	tokens  vector.Texts   // of each passage, ascending, function words among them; without Terms
	holders *vector.Sparse // terms × passages: TF-IDF, by terms
	meaning *vector.Packed // rows of length 1, or 0 where no word is known
	denies  []bool         // passages with a word that turns what they say round

	lang       text.Language
	ids        map[string]int32 // of tokens
	vocabulary *vector.Vocabulary
	sif        *vector.SIF // nil as meaning
}

// denials are words that turn a sentence round: two passages of which one has such a word are no twins, however alike they are.
var denials = map[string]bool{"not": true, "no": true, "never": true, "without": true, "nobody": true, "none": true, "hardly": true, "cannot": true, "dont": true, "didnt": true,
	"nicht": true, "kein": true, "keine": true, "nie": true, "pas": true, "jamais": true, "nunca": true, "niet": true, "geen": true, "non": true, "mai": true, "não": true}

// Like is a passage like another.
type Like struct {
	Passage int
	Score   float64 // 0 to 1, see NewAlike
	Wording float64 // share of words both have, 0 to 1: 1 is the same words
}

// Twin is a pair of passages that say nearly the same.
type Twin struct {
	A, B int // places of the passages, A < B
	Like     // of B to A
	// SameWords says that the wording is nearly the same; otherwise only the meaning is.
	SameWords bool
}

// meaningWeight is how much word vectors count in a score. Of 0, .3, .5, .7 and 1 it found most neighbours of the same label on all of four
// public sets, see TestAlike_FindsPassagesOfTheSameLabel.
const meaningWeight = 0.5

// NewAlike reads the passages. The score of two is the mean of the cosines of their TF-IDF rows (which words they share, rare
// words counting most) and of their places by word vectors (words used alike: "cost" and "price"), see vector.SIF; in other
// languages than English the first alone. Equal texts give equal results. It looks at ctx every 100 ms or oftener and returns its
// error when it ends.
func NewAlike(ctx context.Context, texts []string) (*Alike, error) {
	lang := text.Main(texts)
	a := &Alike{denies: make([]bool, len(texts)), lang: lang, ids: make(map[string]int32)}
	stems, words := make([][]string, len(texts)), make([][]string, len(texts))
	all := make([][]string, len(texts))
	err := vector.EachChunk(ctx, len(texts), readChunk, func(lo, hi int) {
		stemmer := text.Stemmer{Lang: lang}
		for i := lo; i < hi && ctx.Err() == nil; i++ {
			all[i], words[i], stems[i] = cutAlike(texts[i], &stemmer)
			a.denies[i] = slices.ContainsFunc(words[i], func(w string) bool { return denials[w] })
		}
	})
	if err != nil {
		return nil, err
	}
	numbered := vector.TextsOf(all)
	for id, term := range numbered.Terms {
		a.ids[strings.Clone(term)] = int32(id) // not to hold on to the passage
	}
	a.tokens = vector.Texts{Ptr: numbered.Ptr, IDs: slices.Clone(numbered.IDs)}
	for i := range all {
		slices.Sort(a.tokens.Text(i))
	}
	counted := vector.TextsOf(stems)
	if a.vocabulary, err = counted.NewVocabulary(ctx, 1, 1); err != nil {
		return nil, err
	}
	tfidf, err := counted.Matrix(ctx, a.vocabulary)
	if err != nil {
		return nil, err
	}
	a.holders = tfidf.Transpose()
	if lang == text.English && vector.EnglishWords().Dims > 0 {
		var places *vector.Dense
		if a.sif, places, err = vector.FitSIF(ctx, vector.EnglishWords(), words); err != nil {
			return nil, err
		}
		a.meaning = vector.Pack(places)
	}
	return a, nil
}

// cutAlike returns the stems and the words of a text, function words among them, and the stems of its content words.
func cutAlike(s string, stemmer *text.Stemmer) (all, words, content []string) {
	for _, t := range text.Tokens(head(s, maxPassage)) {
		if t.Kind == text.Symbol {
			continue
		}
		stem := stemmer.Stem(t.Norm)
		all, words = append(all, stem), append(words, t.Norm)
		if text.IsContent(t, stemmer.Lang) {
			content = append(content, stem)
		}
	}
	return all, words, content
}

// Passages returns how many passages were read.
func (a *Alike) Passages() int { return a.tokens.Len() }

// To returns the n passages most like passage i, best first, the first of equals; those that share nothing are left out.
func (a *Alike) To(i, n int) []Like {
	terms, weights := a.holders.Column(i)
	return a.to(i, n, terms, weights)
}

// to is To for who has the row of TF-IDF. The rows are not kept, since they say again what holders says.
func (a *Alike) to(i, n int, terms []int32, weights []float64) []Like {
	p := probe{tokens: a.tokens.Text(i), terms: terms, weights: weights}
	if a.meaning != nil {
		p.place = a.meaning.Row(make([]float32, a.meaning.Cols), i)
	}
	return a.nearestTo(&p, n, i)
}

// ToText is To of a text that need not be among the passages.
func (a *Alike) ToText(s string, n int) []Like {
	all, words, content := cutAlike(s, &text.Stemmer{Lang: a.lang})
	var p probe
	for k, term := range all {
		id, ok := a.ids[term]
		if !ok {
			id = int32(-1 - k) // a word no passage has
		}
		p.tokens = append(p.tokens, id)
	}
	slices.Sort(p.tokens)
	p.terms, p.weights = a.vocabulary.Row(content)
	if a.meaning != nil {
		place := vector.NewDense(1, a.sif.Dims())
		a.sif.Row(place.Data, words)
		p.place = vector.Pack(place).Row(place.Data, 0) // as the passages are kept
	}
	return a.nearestTo(&p, n, -1)
}

// probe is a text that others are compared with, as the passages are kept.
type probe struct {
	tokens  []int32
	terms   []int32
	weights []float64
	place   []float32 // nil without word vectors
}

// nearestTo returns the n passages most like a text; self is left out.
func (a *Alike) nearestTo(p *probe, n, self int) []Like {
	var out []Like
	for i, s := range a.scores(p) {
		if i == self || n <= 0 || s <= 0 || len(out) == n && s <= out[n-1].Score {
			continue
		}
		at := len(out)
		for at > 0 && out[at-1].Score < s {
			at--
		}
		out = slices.Insert(out, at, Like{Passage: i, Score: s})
		out = out[:min(n, len(out))]
	}
	for k := range out {
		out[k].Wording = dicedTokens(p.tokens, a.tokens.Text(out[k].Passage))
	}
	return out
}

// scores returns how alike each passage is to a text.
func (a *Alike) scores(p *probe) []float64 {
	score := make([]float64, a.Passages())
	for j, term := range p.terms {
		at, v := a.holders.Row(int(term))
		for k, i := range at {
			score[i] += p.weights[j] * v[k]
		}
	}
	if p.place != nil {
		row := make([]float32, a.meaning.Cols)
		for i := range score {
			score[i] = a.mixed(score[i], float64(vector.Dot(p.place, a.meaning.Row(row, i))))
		}
	}
	return score
}

func (a *Alike) mixed(words, meaning float64) float64 {
	return min(1, max(0, (1-meaningWeight)*words+meaningWeight*meaning))
}

// dicedTokens is the share of words two passages both have, as often as both have them (Dice 1945).
func dicedTokens(x, y []int32) float64 {
	shared := 0
	for p, q := 0, 0; p < len(x) && q < len(y); {
		switch {
		case x[p] == y[q]:
			shared++
			p, q = p+1, q+1
		case x[p] < y[q]:
			p++
		default:
			q++
		}
	}
	return 2 * float64(shared) / math.Max(1, float64(len(x)+len(y)))
}

// Floors of Twins.
const (
	sameWords   = 0.85 // of Wording
	sameMeaning = 0.85 // of Score
	leastTwin   = 4    // words of each; shorter passages are like too many
	twinEach    = 12   // neighbours of each passage that are looked at
)

// Twins returns the pairs of passages that say nearly the same, by nearly the same words or, at a score of .85 and more, by words
// used alike; most alike first, then by place. When only one of two denies something they are no twins. Of each passage the twelve
// nearest are looked at. Passages under four words are left out. Returns ctx's error when it ends early.
func (a *Alike) Twins(ctx context.Context) ([]Twin, error) {
	found := make([][]Twin, a.Passages())
	rows := a.byPassage()
	near, err := a.nearest(ctx, rows)
	if err != nil {
		return nil, err
	}
	err = vector.EachChunk(ctx, a.Passages(), 256, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			found[i] = a.twinsOf(i, near(i), rows)
		}
	})
	if err != nil {
		return nil, err
	}
	all := slices.Concat(found...)
	slices.SortFunc(all, func(p, q Twin) int {
		return cmp.Or(cmp.Compare(max(q.Score, q.Wording), max(p.Score, p.Wording)), cmp.Compare(p.A, q.A), cmp.Compare(p.B, q.B))
	})
	return slices.CompactFunc(all, func(p, q Twin) bool { return p.A == q.A && p.B == q.B }), nil
}

// passagesAlike is what Alike holds as rows of passages, for as long as many are compared.
type passagesAlike struct {
	tfidf   *vector.Sparse
	meaning *vector.Dense // nil without word vectors
}

func (a *Alike) byPassage() passagesAlike {
	all := passagesAlike{tfidf: a.holders.Transpose()}
	if a.meaning != nil {
		all.meaning = a.meaning.Unpack()
	}
	return all
}

// nearest returns where to look for twins of a passage: near it by word vectors, or by shared words where there are none.
func (a *Alike) nearest(ctx context.Context, all passagesAlike) (func(i int) []int32, error) {
	if all.meaning != nil {
		n, err := vector.Nearest(ctx, all.meaning, all.meaning, twinEach)
		if err != nil {
			return nil, err
		}
		return func(i int) []int32 {
			of, _ := n.Row(i)
			return of
		}, nil
	}
	return func(i int) []int32 {
		var of []int32
		terms, weights := all.tfidf.Row(i)
		for _, l := range a.to(i, twinEach, terms, weights) {
			of = append(of, int32(l.Passage))
		}
		return of
	}, nil
}

func (a *Alike) twinsOf(i int, near []int32, all passagesAlike) []Twin {
	own := a.tokens.Text(i)
	if len(own) < leastTwin {
		return nil
	}
	var out []Twin
	for _, at := range near {
		j := int(at)
		other := a.tokens.Text(j)
		if len(other) < leastTwin || a.denies[i] != a.denies[j] {
			continue
		}
		l := Like{Passage: max(i, j), Score: a.score(i, j, all), Wording: dicedTokens(own, other)}
		if l.Wording >= sameWords || l.Score >= sameMeaning {
			out = append(out, Twin{A: min(i, j), B: max(i, j), Like: l, SameWords: l.Wording >= sameWords})
		}
	}
	return out
}

// score is how alike two passages are.
func (a *Alike) score(i, j int, all passagesAlike) float64 {
	words := all.tfidf.Dot(i, j)
	if all.meaning == nil {
		return min(1, words)
	}
	return a.mixed(words, float64(vector.Dot(all.meaning.Row(i), all.meaning.Row(j))))
}
