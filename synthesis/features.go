package synthesis

import (
	"context"

	"throughline/synthesis/cluster"
	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// wordWeight is the weight of word vectors beside the latent dimensions of the passages themselves, each half of length 1. Of 0.5, 0.7 and 1 the
// middle one was best or near it on titles, requests, feedback and reviews; without word vectors agreement with people falls by .01 to .04 NMI.
const wordWeight = 0.7

// space places the kept passages: a row of length 1 for each, the same way for what means the same. One half comes from the passages
// alone, which words of theirs go together; the other from English at large, or from the user's own model when there is one.
func (c *corpus) space(ctx context.Context, opt ThemeOptions) (*vector.Dense, error) {
	own, err := c.features(ctx, opt.Seed)
	if err != nil {
		return nil, err
	}
	known, err := c.meanings(ctx, opt)
	if err != nil || known == nil {
		return own, err
	}
	return beside(own, known, wordWeight), nil
}

// meanings places the kept passages by what their words mean elsewhere, or returns nil where nothing is known of the language.
func (c *corpus) meanings(ctx context.Context, opt ThemeOptions) (*vector.Dense, error) {
	if opt.Embed != nil {
		texts := make([]string, len(c.kept))
		for i, p := range c.kept {
			texts[i] = head(c.passages[p].Text, maxPassage)
		}
		return opt.Embed(ctx, texts)
	}
	if c.lang != text.English {
		return nil, nil
	}
	_, rows, err := c.read.spoken().FitSIF(ctx, vector.EnglishWords())
	return rows, err
}

// beside returns rows of a with those of b, weighed, behind them, scaled to length 1.
func beside(a, b *vector.Dense, weight float32) *vector.Dense {
	out := vector.NewDense(a.Rows, a.Cols+b.Cols)
	for i := range a.Rows {
		row := out.Row(i)
		copy(row, a.Row(i))
		for j, v := range b.Row(i) {
			row[a.Cols+j] = weight * v
		}
		vector.Normalize(row)
	}
	return out
}

// How passages are cut into leaves, the small groups that themes are made of.
const (
	leaves      = 400  // at most; fewer when there are fewer passages. 150 were worse, 600 no better
	leafSample  = 5000 // passages the leaves are learned from
	leafRounds  = 6
	neighbours  = 10            // that a passage is moved towards
	smoothUpTo  = cluster.Large // passages; of more than that everything has neighbours enough
	leafRestart = 1
)
