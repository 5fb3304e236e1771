package suggest

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/blas/blas64"

	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// space places texts where the machines learn: TF-IDF terms first, then latent dimensions.
type space struct {
	lang  text.Language
	terms *vector.Vocabulary
	lsa   *vector.LSA
	sif   *vector.SIF // nil where the words are not English
}

// row is a text in the space.
type row struct {
	idx    []int32   // terms, ascending
	val    []float64 // TF-IDF, beside idx
	latent []float64 // latent coordinates; none in a text without a known term
}

// dot returns the inner product with weights of the terms, then of the latent dimensions.
func (r row) dot(w []float64) (sum float64) {
	for j, c := range r.idx {
		sum += r.val[j] * w[c]
	}
	return sum + inner(r.latent, w[len(w)-len(r.latent):])
}

// addTo adds step times the row to w.
func (r row) addTo(w []float64, step float64) {
	for j, c := range r.idx {
		w[c] += step * r.val[j]
	}
	if n := len(r.latent); n > 0 {
		blas64.Axpy(step, blas64.Vector{N: n, Inc: 1, Data: r.latent}, blas64.Vector{N: n, Inc: 1, Data: w[len(w)-n:]})
	}
}

// norm returns the squared length.
func (r row) norm() float64 {
	sum := inner(r.latent, r.latent)
	for _, v := range r.val {
		sum += v * v
	}
	return sum
}

func (r row) cosine(o row) float64 {
	if len(r.latent) != len(o.latent) {
		return 0
	}
	sum := inner(r.latent, o.latent)
	for i, j := 0, 0; i < len(r.idx) && j < len(o.idx); {
		switch {
		case r.idx[i] == o.idx[j]:
			sum += r.val[i] * o.val[j]
			i, j = i+1, j+1
		case r.idx[i] < o.idx[j]:
			i++
		default:
			j++
		}
	}
	if sum == 0 {
		return 0
	}
	return sum / math.Sqrt(r.norm()*o.norm())
}

func inner(a, b []float64) float64 {
	if len(a) == 0 {
		return 0
	}
	return blas64.Dot(blas64.Vector{N: len(a), Inc: 1, Data: a}, blas64.Vector{N: len(b), Inc: 1, Data: b})
}

// latentWeight is the weight of the latent half beside the terms, each of length 1.
const latentWeight = 0.7

// sifWeight is the weight of the word vectors beside the terms. Of 0.7, 1 and 1.4, five seeds on four public sets, 0.7 was best or within
// .003 of it everywhere; without vectors the first tag is right less often on all but titles full of jargon: banking77 .722 instead of .756,
// nhs_p1 .458 instead of .488.
const sifWeight = 0.7

// maxVectors is the number of examples above which word vectors are left out: so many texts show by themselves which words go together, and
// learning 10,000 takes 2 s without vectors and over 10 s with them.
const maxVectors = 5000

// sharpen weights latent dimensions by their singular values: 1 was better than 0 and 0.5 in all 9 trials on three
// public sets, by .001 to .05.
const sharpen = 1

// stopWeight is the weight of single stop words: they tell "not" and "nothing" apart and, in a set of few examples,
// mislead. On five public sets 0.3 was better than 0 and 1 in 9 of 12 trials, and never worse by more than 0.01.
const stopWeight = 0.3

// maxBackground is how many background texts are read: more change the latent dimensions little and cost time.
const maxBackground = 20_000

// newSpace learns terms from the texts and latent dimensions from them and the background.
func newSpace(ctx context.Context, texts []string, opt Options) (*space, error) {
	background := opt.Background
	if len(background) > maxBackground {
		background = background[:maxBackground]
	}
	all := slices.Concat(texts, background)
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
	matrix, err := s.terms.Matrix(ctx, docs)
	if err != nil {
		return nil, err
	}
	if s.lsa, err = vector.FitLSA(ctx, matrix, vector.LSAOptions{Seed: opt.Seed, Sharpen: sharpen}); err != nil {
		return nil, err
	}
	if s.lang == text.English && len(texts) <= maxVectors {
		s.sif, _, err = vector.FitSIF(ctx, vector.EnglishWords(), words)
	}
	return s, err
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
			docs[i], surfaces = s.cut(texts[i], &stemmer)
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
func (s *space) cut(t string, stemmer *text.Stemmer) (terms, surfaces []string) {
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
func (s *space) width() int { return len(s.terms.Terms) + s.latent() }

// latent returns the number of latent features.
func (s *space) latent() int {
	if s.sif == nil {
		return s.lsa.Dims()
	}
	return s.lsa.Dims() + s.sif.Dims()
}

// rows places texts.
func (s *space) rows(ctx context.Context, texts []string) ([]row, error) {
	rows := make([]row, len(texts))
	slab := make([]float64, len(texts)*s.latent()) // the machines pass over it many times: keep it in one piece
	err := vector.EachChunk(ctx, len(texts), cutChunk, func(lo, hi int) {
		stemmer := text.Stemmer{Lang: s.lang}
		for i := lo; i < hi && ctx.Err() == nil; i++ {
			terms, surfaces := s.cut(texts[i], &stemmer)
			rows[i] = s.place(terms, singles(surfaces), slab[i*s.latent():(i+1)*s.latent()])
		}
	})
	return rows, err
}

// row places one text and returns how its terms are written.
func (s *space) row(t string) (row, map[string]string) {
	terms, surfaces := s.cut(t, &text.Stemmer{Lang: s.lang})
	written := make(map[string]string, len(terms))
	for i, term := range terms {
		if _, ok := written[term]; !ok {
			written[term] = surfaces[i]
		}
	}
	return s.place(terms, singles(surfaces), make([]float64, s.latent())), written
}

// place makes the row of a text; latent is where its latent coordinates go.
func (s *space) place(terms, words []string, latent []float64) row {
	idx, val := s.terms.Row(terms)
	if len(idx) == 0 && s.sif == nil {
		return row{}
	}
	unit := make([]float32, s.lsa.Dims())
	s.lsa.ProjectRow(unit, idx, val)
	for d, v := range unit {
		latent[d] = float64(v) * latentWeight
	}
	if s.sif != nil {
		unit = make([]float32, s.sif.Dims())
		s.sif.Row(unit, words)
		for d, v := range unit {
			latent[s.lsa.Dims()+d] = float64(v) * sifWeight
		}
	}
	return row{idx, val, latent}
}

// maxReasons is how many words stand as reasons.
const maxReasons = 5

type reason struct {
	term string
	gain float64
}

// reasons returns the terms of a text that add most to a tag's margin; a word that repeats a part of one taken,
// or says nothing by itself, is left out. written is how the text spells its terms.
func (s *space) reasons(tag *tagModel, r row, written map[string]string) []string {
	var out, keys []string
	for _, g := range s.gains(tag, r) {
		if len(out) == maxReasons || g.gain <= 0 {
			break
		}
		repeats := func(k string) bool {
			return strings.Contains(" "+k+" ", " "+g.term+" ") || strings.Contains(" "+g.term+" ", " "+k+" ")
		}
		if s.tells(g.term) && !slices.ContainsFunc(keys, repeats) {
			keys = append(keys, g.term)
			out = append(out, written[g.term])
		}
	}
	return out
}

// gains returns what each term of a row adds to a tag's margin, most first: by its own weight and through the
// latent dimensions, whose part of the margin is shared out in proportion to what each term puts into them.
func (s *space) gains(tag *tagModel, r row) []reason {
	latent := tag.weights[len(s.terms.Terms) : len(s.terms.Terms)+s.lsa.Dims()]
	list := make([]reason, len(r.idx))
	through := make([]float64, len(r.idx))
	var sum float64
	for j, c := range r.idx {
		list[j] = reason{s.terms.Terms[c], r.val[j] * tag.weights[c]}
		through[j] = r.val[j] * s.lsa.Along(int(c), latent)
		sum += through[j]
	}
	margin := inner(r.latent[:len(latent)], latent)
	if math.Abs(sum) > 1e-9 {
		for i := range list {
			list[i].gain += through[i] * margin / sum
		}
	}
	slices.SortStableFunc(list, func(a, b reason) int { return cmp.Compare(b.gain, a.gain) })
	return list
}

// tells reports whether a term has a word that is no stop word.
func (s *space) tells(term string) bool {
	for w := range strings.FieldsSeq(term) {
		if !text.IsStop(w, s.lang) && len(w) > 1 {
			return true
		}
	}
	return false
}
