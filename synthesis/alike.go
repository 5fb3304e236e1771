package synthesis

import (
	"cmp"
	"context"
	"math"
	"slices"

	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// Alike finds passages that say nearly the same. It is built once for the passages of a workspace, does not change and is safe for
// concurrent use.
type Alike struct {
	tokens  [][]int32 // of each passage, ascending, function words among them
	tfidf   *vector.Sparse
	holders *vector.Sparse // terms × passages, the transpose
	meaning *vector.Dense  // rows of length 1, or 0 where no word is known
	denies  []bool         // passages with a word that turns what they say round
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

// NewAlike reads the passages. The score of two is the mean of the cosines of their TF-IDF rows (which words they share, rare words
// counting most) and of their places by word vectors (words used alike: "cost" and "price"), see vector.SIF; in other languages than English the
// first alone. Equal texts give equal results. It looks at ctx every 100 ms or oftener and returns its error when it ends.
func NewAlike(ctx context.Context, texts []string) (*Alike, error) {
	lang := text.Main(texts)
	a := &Alike{tokens: make([][]int32, len(texts)), denies: make([]bool, len(texts))}
	stems, words := make([][]string, len(texts)), make([][]string, len(texts))
	all := make([][]string, len(texts))
	err := vector.EachChunk(ctx, len(texts), readChunk, func(lo, hi int) {
		stemmer := text.Stemmer{Lang: lang}
		for i := lo; i < hi && ctx.Err() == nil; i++ {
			for _, t := range text.Tokens(head(texts[i], maxPassage)) {
				if t.Kind == text.Symbol {
					continue
				}
				stem := stemmer.Stem(t.Norm)
				a.denies[i] = a.denies[i] || denials[t.Norm]
				all[i], words[i] = append(all[i], stem), append(words[i], t.Norm)
				if text.IsContent(t, lang) {
					stems[i] = append(stems[i], stem)
				}
			}
		}
	})
	if err != nil {
		return nil, err
	}
	numbered := vector.TextsOf(all)
	for i := range all {
		a.tokens[i] = slices.Clone(numbered.Text(i))
		slices.Sort(a.tokens[i])
	}
	counted := vector.TextsOf(stems)
	vocabulary, err := counted.NewVocabulary(ctx, 1, 1)
	if err != nil {
		return nil, err
	}
	if a.tfidf, err = counted.Matrix(ctx, vocabulary); err != nil {
		return nil, err
	}
	a.holders = a.tfidf.Transpose()
	if lang == text.English && vector.EnglishWords().Dims > 0 {
		_, a.meaning, err = vector.FitSIF(ctx, vector.EnglishWords(), words)
	}
	return a, err
}

// Passages returns how many passages were read.
func (a *Alike) Passages() int { return len(a.tokens) }

// To returns the n passages most like passage i, best first, the first of equals; those that share nothing are left out.
func (a *Alike) To(i, n int) []Like {
	score := a.scores(i)
	var out []Like
	for p, s := range score {
		if p == i || s <= 0 || len(out) == n && s <= out[n-1].Score {
			continue
		}
		at := len(out)
		for at > 0 && out[at-1].Score < s {
			at--
		}
		out = slices.Insert(out, at, Like{Passage: p, Score: s})
		out = out[:min(n, len(out))]
	}
	for k := range out {
		out[k].Wording = a.wording(i, out[k].Passage)
	}
	return out
}

// scores returns how alike each passage is to passage i.
func (a *Alike) scores(i int) []float64 {
	score := make([]float64, a.Passages())
	idx, val := a.tfidf.Row(i)
	for j, term := range idx {
		at, v := a.holders.Row(int(term))
		for k, p := range at {
			score[p] += val[j] * v[k]
		}
	}
	if a.meaning != nil {
		row := a.meaning.Row(i)
		for p := range score {
			score[p] = a.mixed(score[p], float64(vector.Dot(row, a.meaning.Row(p))))
		}
	}
	return score
}

func (a *Alike) mixed(words, meaning float64) float64 {
	return min(1, max(0, (1-meaningWeight)*words+meaningWeight*meaning))
}

// wording is the share of words two passages both have, as often as both have them (Dice 1945).
func (a *Alike) wording(i, j int) float64 {
	x, y := a.tokens[i], a.tokens[j]
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

// Twins returns the pairs of passages that say nearly the same, by nearly the same words or, at a score of .85 and more, by words used alike; most
// alike first, then by place. When only one of two denies something they are no twins. Of each passage the twelve nearest are looked at. Passages under four words are left out. Returns
// ctx's error when it ends early.
func (a *Alike) Twins(ctx context.Context) ([]Twin, error) {
	found := make([][]Twin, a.Passages())
	near, err := a.nearest(ctx)
	if err != nil {
		return nil, err
	}
	err = vector.EachChunk(ctx, a.Passages(), 256, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			found[i] = a.twinsOf(i, near(i))
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

// nearest returns where to look for twins of a passage: near it by word vectors, or by shared words where there are none.
func (a *Alike) nearest(ctx context.Context) (func(i int) []int32, error) {
	if a.meaning != nil {
		n, err := vector.Nearest(ctx, a.meaning, a.meaning, twinEach)
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
		for _, l := range a.To(i, twinEach) {
			of = append(of, int32(l.Passage))
		}
		return of
	}, nil
}

func (a *Alike) twinsOf(i int, near []int32) []Twin {
	if len(a.tokens[i]) < leastTwin {
		return nil
	}
	var out []Twin
	for _, at := range near {
		j := int(at)
		if len(a.tokens[j]) < leastTwin || a.denies[i] != a.denies[j] {
			continue
		}
		l := Like{Passage: max(i, j), Score: a.score(i, j), Wording: a.wording(i, j)}
		if l.Wording >= sameWords || l.Score >= sameMeaning {
			out = append(out, Twin{A: min(i, j), B: max(i, j), Like: l, SameWords: l.Wording >= sameWords})
		}
	}
	return out
}

// score is how alike two passages are.
func (a *Alike) score(i, j int) float64 {
	x, vx := a.tfidf.Row(i)
	y, vy := a.tfidf.Row(j)
	var words float64
	for p, q := 0, 0; p < len(x) && q < len(y); {
		switch {
		case x[p] == y[q]:
			words += vx[p] * vy[q]
			p, q = p+1, q+1
		case x[p] < y[q]:
			p++
		default:
			q++
		}
	}
	if a.meaning == nil {
		return min(1, words)
	}
	return a.mixed(words, float64(vector.Dot(a.meaning.Row(i), a.meaning.Row(j))))
}
