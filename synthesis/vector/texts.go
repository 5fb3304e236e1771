package vector

import (
	"context"
	"math"
	"slices"
)

// Texts are texts as the numbers of their terms: a million short texts take 4 bytes a word, not a string each.
type Texts struct {
	Terms []string // each once
	Ptr   []int    // text i is IDs[Ptr[i]:Ptr[i+1]]; one entry more than texts, or none
	IDs   []int32  // places among Terms in the order of the text; negative ones stand for what counts as no term
}

// Len returns the number of texts.
func (t *Texts) Len() int { return max(0, len(t.Ptr)-1) }

// Text returns the numbers of text i, which share the memory.
func (t *Texts) Text(i int) []int32 { return t.IDs[t.Ptr[i]:t.Ptr[i+1]:t.Ptr[i+1]] }

// TextsOf numbers the terms of lists of terms, in the order in which they come.
func TextsOf(docs [][]string) *Texts {
	t := &Texts{Ptr: make([]int, 1, len(docs)+1)}
	ids := make(map[string]int32)
	for _, doc := range docs {
		for _, term := range doc {
			id, ok := ids[term]
			if !ok {
				id = int32(len(t.Terms))
				ids[term] = id
				t.Terms = append(t.Terms, term)
			}
			t.IDs = append(t.IDs, id)
		}
		t.Ptr = append(t.Ptr, len(t.IDs))
	}
	return t
}

// NewVocabulary learns what NewVocabulary learns of lists of terms.
func (t *Texts) NewVocabulary(ctx context.Context, minDF int, maxShare float64) (*Vocabulary, error) {
	df, last := make([]int, len(t.Terms)), make([]int32, len(t.Terms))
	for i := range t.Len() {
		if i%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for _, id := range t.Text(i) {
			if id >= 0 && last[id] != int32(i+1) {
				df[id]++
				last[id] = int32(i + 1)
			}
		}
	}
	return newVocabulary(t.Len(), minDF, maxShare, func(yield func(string, int) bool) {
		for id, n := range df {
			if n > 0 && !yield(t.Terms[id], n) {
				return
			}
		}
	}), nil
}

// Matrix returns what Vocabulary.Matrix returns of lists of terms: TF-IDF rows, texts × terms of v. Returns ctx's error when it ends early.
func (t *Texts) Matrix(ctx context.Context, v *Vocabulary) (*Sparse, error) {
	column := make([]int32, len(t.Terms))
	for id, term := range t.Terms {
		column[id] = int32(v.Index(term))
	}
	parts := make([]Sparse, (t.Len()+textChunk-1)/textChunk)
	err := EachChunk(ctx, t.Len(), textChunk, func(lo, hi int) {
		words := t.Ptr[hi] - t.Ptr[lo]
		part := Sparse{Idx: make([]int32, 0, words), Val: make([]float64, 0, words), Ptr: make([]int, 1, hi-lo+1)}
		for i := lo; i < hi; i++ {
			part.appendCounted(v, column, t.Text(i))
		}
		parts[lo/textChunk] = part
	})
	if err != nil {
		return nil, err
	}
	return joined(parts, len(v.Terms)), nil
}

// textChunk is how many texts a goroutine takes at a time.
const textChunk = 4096

// appendCounted adds the row of a text, as Vocabulary.Row makes it.
func (m *Sparse) appendCounted(v *Vocabulary, column, ids []int32) {
	start, unseen := len(m.Idx), 0
	for _, id := range ids {
		switch {
		case id < 0:
		case column[id] < 0:
			unseen++
		default:
			m.Idx = append(m.Idx, column[id])
		}
	}
	row := m.Idx[start:]
	slices.Sort(row)
	out := row[:0]
	for i := 0; i < len(row); {
		j, c := i, row[i]
		for j < len(row) && row[j] == c {
			j++
		}
		out = append(out, c)
		m.Val = append(m.Val, (1+math.Log(float64(j-i)))*v.IDF[c])
		i = j
	}
	m.Idx = m.Idx[:start+len(out)]
	normalizeSparse(m.Val[start:], float64(unseen)*v.Unseen*v.Unseen)
	m.Ptr = append(m.Ptr, len(m.Idx))
}

// joined lays parts one below the other.
func joined(parts []Sparse, cols int) *Sparse {
	rows, size := 0, 0
	for _, p := range parts {
		rows, size = rows+p.Rows(), size+len(p.Idx)
	}
	m := &Sparse{Cols: cols, Ptr: make([]int, 1, rows+1), Idx: make([]int32, 0, size), Val: make([]float64, 0, size)}
	for i := range parts {
		p := &parts[i]
		for _, end := range p.Ptr[1:] {
			m.Ptr = append(m.Ptr, len(m.Idx)+end)
		}
		m.Idx, m.Val = append(m.Idx, p.Idx...), append(m.Val, p.Val...)
		p.Idx, p.Val = nil, nil // one part less in memory while the next is copied
	}
	return m
}
