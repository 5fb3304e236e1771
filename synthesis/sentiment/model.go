package sentiment

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync"

	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// Example is a text and what a person says it is.
type Example struct {
	Text  string
	Class Class
}

// Model estimates how passages sound from a lexicon and from texts that people judged. It does not change and is safe for concurrent use.
type Model struct {
	lex     *Lexicon
	space   *space
	weights []float64 // features × Classes; nil when nothing was learned
	learned int
}

// Learned is how many examples the model rests on, 0 for the lexicon alone.
func (m *Model) Learned() int { return m.learned }

// Lexicon returns the lexicon that the model starts from.
func (m *Model) Lexicon() *Lexicon { return m.lex }

// Untrained returns a model that knows the lexicon alone.
func Untrained(l *Lexicon) *Model { return &Model{lex: l} }

// Train learns from texts that people judged. The model is a multinomial logistic regression whose starting point is the lexicon:
// its log odds are an offset, and the weights, kept small by an L2 penalty, say how far people depart from it. So no examples
// leave the lexicon as it is and few change it little. Features are TF-IDF of stems and pairs of them, the place of the text among
// word vectors (SIF), and the lexicon's own evidence. Examples of another class than Classes and texts in other languages are left
// out. Equal examples give equal models. Returns ctx's error when it ends early.
func Train(ctx context.Context, l *Lexicon, examples []Example) (*Model, error) {
	m := Untrained(l)
	var docs []doc
	var class []int
	for i, e := range examples {
		if i%judgeChunk == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		c := indexOf(e.Class)
		d := l.doc(e.Text)
		if c < 0 || d.foreign {
			continue
		}
		docs, class = append(docs, d), append(class, c)
	}
	if m.learned = len(docs); m.learned == 0 {
		return m, ctx.Err()
	}
	sp, err := newSpace(ctx, docs)
	if err != nil {
		return nil, fmt.Errorf("learn the words of the examples: %w", err)
	}
	p := problem{class: class, weight: balance(class), width: sp.width(), unseen: unseen(class)}
	for _, d := range docs {
		p.rows = append(p.rows, sp.row(d))
		p.offset = append(p.offset, d.evidence.logits())
	}
	m.space = sp
	if m.weights, err = p.solve(ctx); err != nil {
		return nil, fmt.Errorf("learn from corrections: %w", err)
	}
	return m, nil
}

// indexOf returns the place of a class in Classes, or -1.
func indexOf(c Class) int {
	for i, k := range Classes {
		if c == k {
			return i
		}
	}
	return -1
}

// fewJudged is how many examples there must be before the absence of a class tells something: who first corrects what sounds too glad or too sour
// says nothing of what is neutral.
const fewJudged = 50

// unseen returns the classes that no example is of, when examples are few and of two classes at least: what one class alone teaches
// shows against all others.
func unseen(class []int) (out [len(Classes)]bool) {
	if len(class) >= fewJudged || !slices.ContainsFunc(class, func(c int) bool { return c != class[0] }) {
		return out
	}
	for c := range out {
		out[c] = !slices.Contains(class, c)
	}
	return out
}

// balance weighs examples so that rare classes are heard: by the root of how much rarer than the mean they are, at most 3.
func balance(class []int) []float64 {
	var count [len(Classes)]float64
	kinds := 0.0
	for _, c := range class {
		if count[c]++; count[c] == 1 {
			kinds++
		}
	}
	w := make([]float64, len(class))
	for i, c := range class {
		w[i] = math.Min(3, math.Sqrt(float64(len(class))/(kinds*count[c])))
	}
	return w
}

// Judge estimates how a passage sounds. Score is the chance of praise less that of complaint once something was learned, and the cues then
// hold learned words as well: those without which the estimate would be another.
func (m *Model) Judge(s string) Judgement {
	j, d := m.judge(s)
	if m.weights != nil && !j.Foreign {
		j.Cues = m.spoke(d)
	}
	return j
}

// judge estimates with the lexicon's cues alone.
func (m *Model) judge(s string) (Judgement, doc) {
	if m.weights == nil {
		return m.lex.Judge(s), doc{}
	}
	d := m.lex.doc(s)
	if d.foreign {
		return Judgement{Class: Neutral, Foreign: true}, d
	}
	z := m.logits(d)
	p := softmax(z)
	j := Judgement{Score: p[0] - p[1], Cues: d.cues}
	j.Class, j.Sure = likeliest(z)
	return j, d
}

// logits returns the log odds of Classes, up to a constant.
func (m *Model) logits(d doc) [len(Classes)]float64 {
	z := d.evidence.logits()
	m.space.row(d).addTo(&z, m.weights)
	return z
}

const (
	// minLearned is the least change of the log odds of praise against complaint, when a word is left out, at which it is named.
	minLearned = 0.3
	// maxAsked is how many words of a text are asked about.
	maxAsked = 60
)

// spoke returns the lexicon's cues and the words that speak by what was learned, in the order of the text.
func (m *Model) spoke(d doc) []Cue {
	out := slices.Clip(d.cues)
	all := m.logits(d)
	for i, u := range d.units[:min(maxAsked, len(d.units))] {
		if text.IsStop(u.norm, text.English) && len(d.units) > 2 || slices.ContainsFunc(d.cues, func(c Cue) bool { return u.Start < c.End && c.Start < u.End }) {
			continue
		}
		less := d
		less.words, less.stems = without(d.words, i), without(d.stems, i)
		z := m.logits(less)
		if gain := all[0] - all[1] - (z[0] - z[1]); math.Abs(gain) >= minLearned {
			out = append(out, Cue{Span: u.Span, Weight: gain, Learned: true})
		}
	}
	slices.SortStableFunc(out, func(a, b Cue) int { return a.Start - b.Start })
	return out
}

func without(list []string, i int) []string {
	return append(append(make([]string, 0, len(list)), list[:i]...), list[i+1:]...)
}

// JudgeAll judges texts; the judgements stand beside them, with the lexicon's cues alone. Returns ctx's error when it ends early.
func (m *Model) JudgeAll(ctx context.Context, texts []string) ([]Judgement, error) {
	out := make([]Judgement, len(texts))
	err := vector.EachChunk(ctx, len(texts), judgeChunk, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			out[i], _ = m.judge(texts[i])
		}
	})
	return out, err
}

// doc is a text as the model reads it.
type doc struct {
	units    []unit
	words    []string // beside units
	stems    []string // beside units
	cues     []Cue
	evidence evidence
	asks     bool
	foreign  bool
}

// stemmers keep the stems they found; each is used by one goroutine at a time.
var stemmers = sync.Pool{New: func() any { return &text.Stemmer{Lang: text.English} }}

// doc reads a text for the model.
func (l *Lexicon) doc(s string) doc {
	d := doc{units: unitsOf(s)}
	d.cues = l.cues(s, d.units)
	d.foreign = isForeign(s, d.units, len(d.cues))
	d.evidence = weigh(d.cues)
	stem := stemmers.Get().(*text.Stemmer)
	defer stemmers.Put(stem)
	d.words, d.stems = make([]string, len(d.units)), make([]string, len(d.units))
	for i, u := range d.units {
		d.words[i], d.stems[i] = u.norm, stem.Stem(u.norm)
		d.asks = d.asks || u.asks
	}
	return d
}

// space places texts where the model learns: terms first, then word vectors, then what the lexicon found, then a 1.
type space struct {
	terms *vector.Vocabulary
	sif   *vector.SIF
}

// fromLexicon is how many features come from the lexicon and the form of the text.
const fromLexicon = 9

func newSpace(ctx context.Context, docs []doc) (*space, error) {
	s := &space{}
	terms := make([][]string, len(docs))
	words := make([][]string, len(docs))
	for i, d := range docs {
		terms[i], words[i] = grams(d.stems), d.words
	}
	minDF := 1
	if len(docs) > 300 {
		minDF = 2
	}
	var err error
	if s.terms, err = vector.NewVocabulary(ctx, terms, minDF, 0); err != nil {
		return nil, err
	}
	s.terms.Unseen = math.Log(float64(1+len(docs))) + 1
	s.sif, _, err = vector.FitSIF(ctx, vector.EnglishWords(), words)
	return s, err
}

func (s *space) width() int { return len(s.terms.Terms) + s.sif.Dims() + fromLexicon }

// grams returns stems and the pairs of neighbours.
func grams(stems []string) []string {
	out := make([]string, 0, 2*len(stems)+1)
	last := "^"
	for _, w := range stems {
		out = append(out, w, last+" "+w)
		last = w
	}
	return append(out, last+" $")
}

// row is a text in the space: sparse terms, and dense features at the end of the width.
type row struct {
	idx   []int32
	val   []float64
	dense []float64
	from  int // first dense feature
}

const (
	sifWeight = 1.0
	lexWeight = 0.5
)

func (s *space) row(d doc) row {
	r := row{from: len(s.terms.Terms)}
	r.idx, r.val = s.terms.Row(grams(d.stems))
	place := make([]float32, s.sif.Dims())
	s.sif.Row(place, d.words)
	r.dense = make([]float64, 0, len(place)+fromLexicon)
	for _, v := range place {
		r.dense = append(r.dense, sifWeight*float64(v))
	}
	e := d.evidence
	has := func(b bool) float64 {
		if b {
			return lexWeight
		}
		return 0
	}
	return row{r.idx, r.val, append(r.dense,
		lexWeight*e.score(), lexWeight*math.Tanh(e.praise/3), lexWeight*math.Tanh(e.blame/3), lexWeight*math.Tanh(math.Min(e.praise, e.blame)/2),
		has(len(d.cues) == 0), has(d.asks), has(len(d.words) <= 3), lexWeight*math.Log1p(float64(len(d.words)))/4, 1), r.from}
}

// addTo adds the row's part of the log odds of each class.
func (r row) addTo(z *[len(Classes)]float64, weights []float64) {
	add := func(feature int, v float64) {
		w := weights[feature*len(Classes) : (feature+1)*len(Classes)]
		for c := range z {
			z[c] += v * w[c]
		}
	}
	for j, c := range r.idx {
		add(int(c), r.val[j])
	}
	for j, v := range r.dense {
		add(r.from+j, v)
	}
}
