package guide

import (
	"strings"

	"throughline/app/fold"
	"throughline/synthesis"
	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// ear knows the questions of a guide again.
type ear struct {
	all    []heardQuestion
	lang   text.Language
	stems  *text.Stemmer
	placer *synthesis.Placer
}

// heardQuestion is a question as turns are held against it: whole, and each of its clauses that says enough.
type heardQuestion struct {
	text   string
	folded string
	ways   []way
}

// way is one wording of a question.
type way struct {
	words []wayWord // each stem once
	sum   float64   // of the weights
	topic bool      // some word has a topic
	place []float32
	some  bool // it has a place
	trust float64
}

const (
	// stopWeight is what a word without a topic weighs against one that has some: "What do you still do outside of it?" has hardly any others.
	stopWeight = 0.25
	// meaningWeight is how much nearness by meaning counts against the words both have.
	meaningWeight = 0.4
	// orderWeight is how much it counts that a turn comes where its question comes in the guide.
	orderWeight = 0.2
	// clauseTrust is what a clause of a question counts against the whole.
	clauseTrust = 0.9
	// noTopic is what a turn counts that has none of the question's own words.
	noTopic = 0.6
)

func newEar(guide []string) *ear {
	lang := synthesis.LanguageOf(guide)
	e := &ear{lang: lang, stems: &text.Stemmer{Lang: lang}, placer: synthesis.Meaning()}
	in := map[string]int{} // how many questions hold a stem
	for _, q := range guide {
		seen := map[string]bool{}
		for _, t := range e.terms(q) {
			if !seen[t.stem] {
				seen[t.stem] = true
				in[t.stem]++
			}
		}
	}
	for _, q := range guide {
		h := heardQuestion{text: q, folded: foldedWords(q), ways: []way{e.way(q, in, 1)}}
		for _, c := range clauses(q) {
			if w := e.way(c, in, clauseTrust); w.topic && len(w.words) >= 4 {
				h.ways = append(h.ways, w)
			}
		}
		e.all = append(e.all, h)
	}
	return e
}

// clauses are the parts of a question between its marks, nothing when there is but one.
func clauses(q string) []string {
	all := strings.FieldsFunc(q, func(r rune) bool { return strings.ContainsRune(",;:.?!–—", r) })
	if len(all) < 2 {
		return nil
	}
	return all
}

func (e *ear) way(s string, in map[string]int, trust float64) way {
	w := way{place: make([]float32, synthesis.MeaningDims), trust: trust}
	done := map[string]bool{}
	for _, t := range e.terms(s) {
		if done[t.stem] {
			continue
		}
		done[t.stem] = true
		weight := 1 / float64(in[t.stem])
		if !t.topic {
			weight *= stopWeight
		}
		w.words = append(w.words, wayWord{t, weight})
		w.sum += weight
		w.topic = w.topic || t.topic
	}
	w.some = e.placer.Place(w.place, s) != synthesis.Nowhere
	return w
}

// wayWord is a word of a question.
type wayWord struct {
	term
	weight float64
}

// term is one word, its stem, and where it lies by use: nil for a word without a topic, or one that the table does not know.
type term struct {
	word, stem string
	topic      bool
	place      []float32
}

func (e *ear) terms(s string) []term {
	var out []term
	for _, w := range fold.Words(s) {
		if w.Folded != "" {
			t := term{word: w.Folded, stem: e.stems.Stem(w.Folded), topic: !text.IsStop(w.Folded, e.lang)}
			if t.topic && e.lang == text.English {
				t.place = placeOf(w.Folded)
			}
			out = append(out, t)
		}
	}
	return out
}

// placeOf is where a word lies by use, of length 1; nil for one that the table does not know.
func placeOf(word string) []float32 {
	table := vector.EnglishWords()
	rank, ok := table.Rank(word)
	if !ok {
		return nil
	}
	sum := make([]float64, table.Dims)
	table.AddTo(sum, rank, 1)
	place := make([]float32, table.Dims)
	for i, v := range sum {
		place[i] = float32(v)
	}
	vector.Normalize(place)
	return place
}

// foldedWords is a text as its folded words with blanks between.
func foldedWords(s string) string {
	var b strings.Builder
	for _, w := range fold.Words(s) {
		if w.Folded != "" {
			b.WriteString(w.Folded)
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// like is how much a piece of talk asks the question, 0 to 1; 1 when its words stand there as they are.
func (h *heardQuestion) like(p *piece) float64 {
	if h.folded != "" && strings.Contains(p.folded, h.folded) {
		return 1
	}
	best := 0.0
	for i := range h.ways {
		best = max(best, h.ways[i].like(p))
	}
	return best
}

func (w *way) like(p *piece) float64 {
	held, topic := 0.0, 0.0
	for i := range w.words {
		t := &w.words[i]
		has := p.has(&t.term)
		held += has * t.weight
		if t.topic {
			topic = max(topic, has)
		}
	}
	words := 0.0
	if w.sum > 0 {
		words = held / w.sum
	}
	score := words
	if w.some && p.some {
		score = (1-meaningWeight)*words + meaningWeight*max(0, float64(vector.Dot(w.place, p.place)))
	}
	return score * (noTopic + (1-noTopic)*topic) * w.trust
}

// has is how much of a word is in the piece: 1 for the word itself in any form, less for one that is used alike.
func (p *piece) has(t *term) float64 {
	best := 0.0
	for i := range p.terms {
		o := &p.terms[i]
		switch {
		case o.stem == t.stem:
			return 1
		case t.place != nil && o.place != nil:
			best = max(best, float64(vector.Dot(t.place, o.place)))
		}
	}
	return max(0, (best-usedAlike)/(1-usedAlike))
}

// usedAlike is the cosine of two words below which one does not stand for the other.
const usedAlike = 0.35

// piece is a sentence or some of a turn.
type piece struct {
	folded string
	terms  []term // each stem once
	place  []float32
	some   bool
}

func (e *ear) piece(s string) *piece {
	p := &piece{folded: foldedWords(s), place: make([]float32, synthesis.MeaningDims)}
	done := map[string]bool{}
	for _, t := range e.terms(s) {
		if !done[t.stem] {
			done[t.stem] = true
			p.terms = append(p.terms, t)
		}
	}
	p.some = e.placer.Place(p.place, s) != synthesis.Nowhere
	return p
}

// pieces are what of a turn may ask: each sentence, each with the one before it, which often names what it is about.
func (e *ear) pieces(s string) []*piece {
	all := text.Sentences(s)
	var out []*piece
	for i, sen := range all {
		out = append(out, e.piece(s[sen.Start:sen.End]))
		if i > 0 {
			out = append(out, e.piece(s[all[i-1].Start:sen.End]))
		}
	}
	return out
}
