package synthesis

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// Code is one entry of a codebook and the passages it marks.
type Code struct {
	Name     string
	About    string // its definition and what to include; may be empty
	Passages []int  // places among the passages, ascending, each once
}

// Codes is what was learned of a codebook and of the passages it marks. It does not change and is safe for concurrent use.
type Codes struct {
	codes []Code
	lang  text.Language
	names []name         // of the codes
	said  *vector.Sparse // names and definitions, TF-IDF rows of length 1 or 0
	rows  *vector.Dense  // the passages, a row of length 1 or 0 each
	mean  []float64      // of the rows that are not zero
	docs  [][]int32      // stems of each passage, ascending, each once
	stems []string       // by number
	words []string       // the commonest spelling of each stem
}

// Settings of what LearnCodes learns. A codebook is judged by its many passages together, so less is fitted than for themes.
const (
	codeSample = 4_000 // passages the space is fitted on
	codeDims   = 64
	codePower  = 2
)

// LearnCodes reads the passages and the codebook. Equal input and seed give equal results on any number of processors. It
// looks at ctx every 100 ms or oftener and returns its error when it ends; there is no other failure. progress may be nil; it is
// told steps of 100.
func LearnCodes(ctx context.Context, passages []string, codes []Code, seed int64, progress func(done, total int64, what string)) (*Codes, error) {
	if progress == nil {
		progress = func(int64, int64, string) {}
	}
	progress(0, 100, "Reading passages")
	c := &Codes{codes: codes}
	about := make([]string, len(codes))
	for i, k := range codes {
		about[i] = k.Name + ". " + k.About
	}
	// Names alone tell no language; English rules leave words of other scripts as they are.
	lang := cmp.Or(text.Main(passages), text.Main(about), text.English)
	c.lang = lang
	read, err := readStems(ctx, passages, lang)
	if err != nil {
		return nil, fmt.Errorf("read passages: %w", err)
	}
	c.number(read)
	progress(40, 100, "Comparing passages")
	said, err := readStems(ctx, about, lang)
	if err != nil {
		return nil, fmt.Errorf("read definitions: %w", err)
	}
	if c.said, err = matrix(ctx, said, 1, 1); err != nil {
		return nil, fmt.Errorf("read definitions: %w", err)
	}
	if err := c.project(ctx, read, seed); err != nil {
		return nil, fmt.Errorf("compare passages: %w", err)
	}
	stemmer := text.Stemmer{Lang: lang}
	for _, k := range codes {
		c.names = append(c.names, newName(k.Name, &stemmer))
	}
	progress(100, 100, "Comparing passages")
	return c, nil
}

// stemmed is a text cut to what counts: stems in order, and how each is spelled.
type stemmed struct{ stems, spelled []string }

// readStems reads the content words of texts.
func readStems(ctx context.Context, texts []string, lang text.Language) ([]stemmed, error) {
	out := make([]stemmed, len(texts))
	err := vector.EachChunk(ctx, len(texts), readChunk, func(lo, hi int) {
		stemmer := text.Stemmer{Lang: lang}
		for i := lo; i < hi && ctx.Err() == nil; i++ {
			for _, t := range text.Tokens(head(texts[i], maxPassage)) {
				if text.IsContent(t, lang) {
					out[i].stems = append(out[i].stems, stemmer.Stem(t.Norm))
					out[i].spelled = append(out[i].spelled, t.Norm)
				}
			}
		}
	})
	return out, err
}

// number gives stems numbers and finds how each is mostly spelled.
func (c *Codes) number(read []stemmed) {
	type spelling struct{ stem, as string }
	seen := map[spelling]int{}
	index := map[string]int32{}
	best := []int{}
	c.docs = make([][]int32, len(read))
	for i, d := range read {
		ids := make([]int32, 0, len(d.stems))
		for j, s := range d.stems {
			id, ok := index[s]
			if !ok {
				id = int32(len(c.stems))
				index[s] = id
				c.stems, c.words, best = append(c.stems, s), append(c.words, d.spelled[j]), append(best, 0)
			}
			k := spelling{s, d.spelled[j]}
			seen[k]++
			if n := seen[k]; n > best[id] || n == best[id] && d.spelled[j] < c.words[id] {
				best[id], c.words[id] = n, d.spelled[j]
			}
			ids = append(ids, id)
		}
		slices.Sort(ids)
		c.docs[i] = slices.Compact(ids)
	}
}

// matrix makes TF-IDF rows of texts.
func matrix(ctx context.Context, read []stemmed, minDF int, share float64) (*vector.Sparse, error) {
	docs := make([][]string, len(read))
	for i := range read {
		docs[i] = read[i].stems
	}
	v, err := vector.NewVocabulary(ctx, docs, minDF, share)
	if err != nil {
		return nil, err
	}
	return v.Matrix(ctx, docs)
}

// project places the passages in a space of latent topics.
func (c *Codes) project(ctx context.Context, read []stemmed, seed int64) error {
	minDF := 2
	if len(read) < 20 {
		minDF = 1
	}
	m, err := matrix(ctx, read, minDF, maxShare)
	if err != nil {
		return err
	}
	fitted := m
	if m.Rows() > codeSample {
		fitted = m.Sample(codeSample, seed)
	}
	lsa, err := vector.FitLSA(ctx, fitted, vector.LSAOptions{Dims: min(codeDims, dims(m.Rows())), Power: codePower, Sharpen: sharpen, Seed: seed})
	if err != nil {
		return err
	}
	if c.rows, err = lsa.Project(ctx, m); err != nil {
		return err
	}
	c.mean = make([]float64, c.rows.Cols)
	n := 0
	for i := range c.rows.Rows {
		if row := c.rows.Row(i); !isZero(row) {
			add(c.mean, row)
			n++
		}
	}
	for d := range c.mean {
		c.mean[d] /= math.Max(1, float64(n))
	}
	return nil
}

func isZero(x []float32) bool {
	return !slices.ContainsFunc(x, func(v float32) bool { return v != 0 })
}

func add(sum []float64, x []float32) {
	for d, v := range x {
		sum[d] += float64(v)
	}
}
