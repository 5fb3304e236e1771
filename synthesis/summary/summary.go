// Package summary picks the sentences that together say most of what a group of passages says, word for word.
package summary

import (
	"context"
	"math"
	"slices"

	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// Sentence is a sentence of a passage.
type Sentence struct {
	Passage    int     // its place among the texts
	Start, End int     // byte offsets into the passage, half-open
	Share      float64 // of its content words, the mean share of passages that use them: how typical its words are, 0 to 1
}

// Options says how Extract works. The zero value is the default.
type Options struct {
	Sentences int      // most sentences wanted; 0 means 3
	From      []string // who each passage comes from, beside the texts, so that sentences spread over people; nil or "" where unknown
}

// How sentences are chosen, see Extract. Chosen on half of the topics of a public set of review summaries (Opinosis, Ganesan et al. 2010);
// values around them do nearly as well on both halves.
const (
	rareness    = 0.5  // power of the inverse frequency
	function    = 0.35 // what a function word counts: a sentence that is put as many put it reads well
	again       = 0.5  // what a word counts that the summary has already
	length      = 0.75 // power of the length a sentence is measured by
	shortest    = 8    // words; shorter sentences are measured as if they had so many
	samePerson  = 0.7  // what a sentence counts of someone quoted already
	leastWords  = 4    // shorter and longer sentences are taken only when there are no others
	mostWords   = 45
	maxPassage  = 20_000 // bytes of a passage that are read
	defaultSize = 3
)

// Extract returns the sentences that together say most of what the texts say, best first.
//
// It is the centroid method (Radev et al. 2004) with the repetition rule of SumBasic (Nenkova and Vanderwende 2005):
//
//	weight(w)   = share of passages that hold w × √(log(1 + 1/share)), function words at .35
//	value(s)    = Σ weight of its words, at half for words said already / max(words, 8)^.75
//
// and the sentence of greatest value is taken again and again. Equal texts give equal results. With no sentence at all the result is
// empty. Looks at ctx as it reads and returns its error when it ends; there is no other failure.
func Extract(ctx context.Context, texts []string, lang text.Language, opt Options) ([]Sentence, error) {
	if opt.Sentences <= 0 {
		opt.Sentences = defaultSize
	}
	d, err := read(ctx, texts, lang)
	if err != nil {
		return nil, err
	}
	d.weigh(len(texts))
	return d.pick(opt), nil
}

// draft is the sentences of the texts with their words as numbers.
type draft struct {
	sentences []sentence
	isContent []bool  // of each word
	in        []int32 // passages that hold each word
	passages  int
	weight    []float64
}

type sentence struct {
	passage int
	span    text.Span
	words   int     // all tokens but signs
	bag     []int32 // distinct words
}

// raw is a passage cut to sentences of stems.
type raw struct {
	spans []text.Span
	stems [][]string
	plain [][]bool // content words
}

func read(ctx context.Context, texts []string, lang text.Language) (*draft, error) {
	cut := make([]raw, len(texts))
	err := vector.EachChunk(ctx, len(texts), 64, func(lo, hi int) {
		stemmer := text.Stemmer{Lang: lang}
		for i := lo; i < hi && ctx.Err() == nil; i++ {
			cut[i] = cutPassage(texts[i], lang, &stemmer)
		}
	})
	if err != nil {
		return nil, err
	}
	d := &draft{passages: len(texts)}
	ids := make(map[string]int32)
	var last []int // passage that held a word last
	for p, r := range cut {
		for k, span := range r.spans {
			s := sentence{passage: p, span: span, words: len(r.stems[k])}
			for j, stem := range r.stems[k] {
				id, ok := ids[stem]
				if !ok {
					id = int32(len(ids))
					ids[stem] = id
					d.isContent, d.in, last = append(d.isContent, r.plain[k][j]), append(d.in, 0), append(last, -1)
				}
				if last[id] != p {
					d.in[id]++
					last[id] = p
				}
				s.bag = append(s.bag, id)
			}
			slices.Sort(s.bag)
			s.bag = slices.Compact(s.bag)
			d.sentences = append(d.sentences, s)
		}
	}
	return d, nil
}

func cutPassage(s string, lang text.Language, stemmer *text.Stemmer) raw {
	var r raw
	if len(s) > maxPassage {
		s = s[:maxPassage]
	}
	for _, span := range text.Sentences(s) {
		var stems []string
		var plain []bool
		for _, t := range text.Tokens(span.Of(s)) {
			if t.Kind == text.Symbol {
				continue
			}
			stems = append(stems, stemmer.Stem(t.Norm))
			plain = append(plain, text.IsContent(t, lang))
		}
		if len(stems) > 0 {
			r.spans, r.stems, r.plain = append(r.spans, span), append(r.stems, stems), append(r.plain, plain)
		}
	}
	return r
}

func (d *draft) weigh(passages int) {
	d.weight = make([]float64, len(d.in))
	for w, n := range d.in {
		share := float64(n) / float64(passages)
		d.weight[w] = share * math.Pow(math.Log(1+1/share), rareness)
		if !d.isContent[w] {
			d.weight[w] *= function
		}
	}
}

// pick takes the sentences of greatest value one after the other.
func (d *draft) pick(opt Options) []Sentence {
	said, quoted, taken := make([]bool, len(d.in)), make(map[string]bool), make([]bool, len(d.sentences))
	var out []Sentence
	for len(out) < opt.Sentences {
		best, most := -1, 0.0
		for i := range d.sentences {
			if taken[i] {
				continue
			}
			v := d.value(&d.sentences[i], said)
			if from := opt.from(d.sentences[i].passage); from != "" && quoted[from] {
				v *= samePerson
			}
			if v > most {
				best, most = i, v
			}
		}
		if best < 0 {
			return out
		}
		s := &d.sentences[best]
		taken[best] = true
		quoted[opt.from(s.passage)] = true
		for _, w := range s.bag {
			said[w] = true
		}
		for i := range d.sentences { // the same words again add nothing
			taken[i] = taken[i] || !slices.ContainsFunc(d.sentences[i].bag, func(w int32) bool { return d.isContent[w] && !said[w] })
		}
		out = append(out, Sentence{Passage: s.passage, Start: s.span.Start, End: s.span.End, Share: d.share(s)})
	}
	return out
}

func (o Options) from(passage int) string {
	if passage < len(o.From) {
		return o.From[passage]
	}
	return ""
}

// value is what a sentence adds; sentences that are hardly one, or hardly end, come last.
func (d *draft) value(s *sentence, said []bool) float64 {
	var sum float64
	for _, w := range s.bag {
		if said[w] {
			sum += again * d.weight[w]
		} else {
			sum += d.weight[w]
		}
	}
	sum /= math.Pow(float64(max(shortest, s.words)), length)
	if s.words < leastWords || s.words > mostWords {
		sum *= 1e-3
	}
	return sum
}

// share is the mean share of passages that use the content words of a sentence.
func (d *draft) share(s *sentence) float64 {
	var sum float64
	n := 0
	for _, w := range s.bag {
		if d.isContent[w] {
			sum += float64(d.in[w]) / float64(d.passages)
			n++
		}
	}
	return sum / float64(max(1, n))
}
