package vector

import (
	"context"
	"iter"
	"maps"
	"math"
	"slices"
	"strings"
)

// Vocabulary knows the terms of a set of texts and how telling each is. Once it makes rows it does not change.
type Vocabulary struct {
	Terms []string  // sorted
	DF    []int     // texts that hold the term
	IDF   []float64 // ln((1+n)/(1+df)) + 1
	// Unseen is the IDF of terms that are not known; above 0 they count in the length of a row, so that a text of
	// mostly unknown terms stays short. 0, the default, leaves them out.
	Unseen float64
	index  map[string]int32
}

// NewVocabulary learns the terms found in at least minDF of the texts and, when maxShare is between 0 and 1, in at
// most that share of them. docs has one list of terms a text. Returns ctx's error when it ends early.
func NewVocabulary(ctx context.Context, docs [][]string, minDF int, maxShare float64) (*Vocabulary, error) {
	df, err := frequencies(ctx, docs)
	if err != nil {
		return nil, err
	}
	return newVocabulary(len(docs), minDF, maxShare, maps.All(df)), nil
}

// newVocabulary keeps of the terms of so many texts, each with the texts that hold it, those neither too rare nor too common.
func newVocabulary(texts, minDF int, maxShare float64, df iter.Seq2[string, int]) *Vocabulary {
	maxDF := texts
	if maxShare > 0 && maxShare < 1 {
		maxDF = max(minDF, int(maxShare*float64(texts)))
	}
	v := &Vocabulary{}
	held := make(map[string]int)
	for term, n := range df {
		if n >= minDF && n <= maxDF {
			term = strings.Clone(term) // not to hold on to the text it stands in
			held[term] = n
			v.Terms = append(v.Terms, term)
		}
	}
	slices.Sort(v.Terms)
	v.DF, v.IDF, v.index = make([]int, len(v.Terms)), make([]float64, len(v.Terms)), make(map[string]int32, len(v.Terms))
	for i, term := range v.Terms {
		v.index[term] = int32(i)
		v.DF[i] = held[term]
		v.IDF[i] = math.Log(float64(1+texts)/float64(1+held[term])) + 1
	}
	return v
}

// frequencies counts in how many texts each term stands.
func frequencies(ctx context.Context, docs [][]string) (map[string]int, error) {
	type seen struct{ texts, last int }
	terms := make(map[string]*seen)
	for i, doc := range docs {
		if i%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for _, term := range doc {
			s := terms[term]
			if s == nil {
				s = &seen{last: -1}
				terms[term] = s
			}
			if s.last != i {
				s.texts, s.last = s.texts+1, i
			}
		}
	}
	df := make(map[string]int, len(terms))
	for term, s := range terms {
		df[term] = s.texts
	}
	return df, nil
}

// Weigh multiplies the IDF of each term by what weight says. Call it before the first Row.
func (v *Vocabulary) Weigh(weight func(term string) float64) {
	for i, term := range v.Terms {
		v.IDF[i] *= weight(term)
	}
}

// Index returns the column of a term, or -1.
func (v *Vocabulary) Index(term string) int {
	if i, ok := v.index[term]; ok {
		return int(i)
	}
	return -1
}

// Row returns the TF-IDF row of a text: (1 + ln tf) × idf, scaled to length 1, or less when Unseen is set (Salton
// and Buckley 1988, sublinear). Columns ascend; unknown terms have none.
func (v *Vocabulary) Row(doc []string) ([]int32, []float64) {
	idx := make([]int32, 0, len(doc))
	unseen := 0
	for _, term := range doc {
		if i, ok := v.index[term]; ok {
			idx = append(idx, i)
		} else {
			unseen++
		}
	}
	slices.Sort(idx)
	val := make([]float64, 0, len(idx))
	out := idx[:0]
	for i := 0; i < len(idx); {
		j, c := i, idx[i]
		for j < len(idx) && idx[j] == c {
			j++
		}
		out = append(out, c)
		val = append(val, (1+math.Log(float64(j-i)))*v.IDF[c])
		i = j
	}
	normalizeSparse(val, float64(unseen)*v.Unseen*v.Unseen)
	return out, val
}

// Matrix returns the TF-IDF rows of texts, texts × terms, or ctx's error when it ends early.
func (v *Vocabulary) Matrix(ctx context.Context, docs [][]string) (*Sparse, error) {
	type row struct {
		idx []int32
		val []float64
	}
	rows := make([]row, len(docs))
	err := EachChunk(ctx, len(docs), rowChunk, func(lo, hi int) {
		for i := lo; i < hi; i++ {
			rows[i].idx, rows[i].val = v.Row(docs[i])
		}
	})
	m := &Sparse{Cols: len(v.Terms), Ptr: make([]int, 1, len(docs)+1)}
	for _, r := range rows {
		m.Append(r.idx, r.val)
	}
	return m, err
}
