package synthesis

import (
	"cmp"
	"context"
	"slices"

	"throughline/synthesis/label"
	"throughline/synthesis/text"
)

// Contraries returns the passages of one theme that disagree with its bulk or stand apart from it, up to most, the clearest first; see
// label.Contraries. tone stands beside the passages. Returns ctx's error when it ends early.
func Contraries(ctx context.Context, passages []Passage, tone []float64, most int) ([]label.Contrary, error) {
	q, err := quotable(ctx, passages)
	if err != nil {
		return nil, err
	}
	found, err := label.Contraries(ctx, q, tone, most)
	if err != nil {
		return nil, err
	}
	return found[0], nil
}

// quotable reads the passages of one theme.
func quotable(ctx context.Context, passages []Passage) (label.Quotable, error) {
	texts := make([]string, len(passages))
	for i, p := range passages {
		texts[i] = p.Text
	}
	lang := text.Main(texts)
	read, err := readStems(ctx, texts, lang)
	if err != nil {
		return label.Quotable{}, err
	}
	rows, err := matrix(ctx, read, 1, 1)
	if err != nil {
		return label.Quotable{}, err
	}
	q := label.Quotable{Rows: rows, Theme: make([]int, len(passages)), Themes: 1, Words: make([]int, len(passages)), From: make([]string, len(passages))}
	for i, p := range passages {
		q.From[i] = p.Group
		for _, t := range text.Tokens(head(p.Text, maxPassage)) {
			if t.Kind == text.Word {
				q.Words[i]++
			}
		}
	}
	return q, nil
}

// Voices returns passages of one theme: those that stand for it, best first, and those farthest from its middle, the farthest first, each up to
// most. Passages of under five words are never far. Returns ctx's error when it ends early.
func Voices(ctx context.Context, passages []Passage, most int) (typical, different []int, err error) {
	q, err := quotable(ctx, passages)
	if err != nil {
		return nil, nil, err
	}
	picked, err := label.Quotes(ctx, q, most)
	if err != nil {
		return nil, nil, err
	}
	near := q.Closeness()
	for i := range passages {
		if q.Words[i] >= leastFarWords && !slices.Contains(picked[0], i) {
			different = append(different, i)
		}
	}
	slices.SortStableFunc(different, func(a, b int) int { return cmp.Compare(near[a], near[b]) })
	return picked[0], different[:min(most, len(different))], nil
}

// leastFarWords is how many words a passage needs to be told as different: short ones are far from anything.
const leastFarWords = 5

// LanguageOf names the language of texts, text.Multiple when there are several and text.Unknown when it cannot be told.
func LanguageOf(texts []string) text.Language { return text.Main(texts) }
