package synthesis

import (
	"context"

	"throughline/synthesis/cluster"
	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

// wordWeight is the weight of word vectors beside the latent dimensions of the passages themselves, each half of length 1. Of 0.5,
// 0.7 and 1 the middle one was best or near it on titles, requests, feedback and reviews; without word vectors agreement with
// people falls by .01 to .04 NMI.
const wordWeight = 0.7

// space places the kept passages: a row of length 1 for each, the same way for what means the same. One half comes from the
// passages alone, which words of theirs go together; the other from English at large, or from the user's own model when there is
// one. Both are written into one matrix, and the words as they were read are let go: at a million passages this is what fills the
// memory.
func (c *corpus) space(ctx context.Context, opt ThemeOptions) (*vector.Dense, error) {
	topics, err := c.topics(ctx, opt.Seed)
	if err != nil {
		return nil, err
	}
	var x *vector.Dense
	own := topics.Dims()
	switch {
	case opt.Embed != nil:
		known, err := c.embedded(ctx, opt)
		if err != nil {
			return nil, err
		}
		x = vector.NewDense(len(c.kept), own+known.Cols)
		for i := range x.Rows {
			copy(x.Row(i)[own:], known.Row(i))
		}
	case c.lang == text.English:
		words := vector.EnglishWords()
		x = vector.NewDense(len(c.kept), own+words.Dims)
		if _, err := c.read.spoken().FitSIFInto(ctx, words, x, own); err != nil {
			return nil, err
		}
	default: // nothing is known of the language
		x = vector.NewDense(len(c.kept), own)
	}
	c.read = nil
	if err := topics.ProjectInto(ctx, c.tfidf, x, 0); err != nil {
		return nil, err
	}
	if x.Cols > own {
		for i := range x.Rows {
			known := x.Row(i)[own:]
			for j := range known {
				known[j] *= wordWeight
			}
		}
		x.Normalize()
	}
	return x, nil
}

// embedded places the kept passages by the user's own model.
func (c *corpus) embedded(ctx context.Context, opt ThemeOptions) (*vector.Dense, error) {
	texts := make([]string, len(c.kept))
	for i, p := range c.kept {
		texts[i] = head(c.passages[p].Text, maxPassage)
	}
	return opt.Embed(ctx, texts)
}

// How passages are cut into leaves, the small groups that themes are made of.
const (
	leaves     = 400  // at most; fewer when there are fewer passages. 150 were worse, 600 no better
	leafSample = 5000 // passages the leaves are learned from
	leafRounds = 6
	neighbours = 10            // that a passage is moved towards
	smoothUpTo = cluster.Large // passages; of more than that everything has neighbours enough
)
