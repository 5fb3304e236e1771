package synthesis

import (
	"context"

	"throughline/synthesis/label"
	"throughline/synthesis/text"
)

// Contraries returns the passages of one theme that disagree with its bulk or stand apart from it, up to most, the clearest first; see
// label.Contraries. tone stands beside the passages. Returns ctx's error when it ends early.
func Contraries(ctx context.Context, passages []Passage, tone []float64, most int) ([]label.Contrary, error) {
	texts := make([]string, len(passages))
	for i, p := range passages {
		texts[i] = p.Text
	}
	lang := text.Main(texts)
	read, err := readStems(ctx, texts, lang)
	if err != nil {
		return nil, err
	}
	rows, err := matrix(ctx, read, 1, 1)
	if err != nil {
		return nil, err
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
	found, err := label.Contraries(ctx, q, tone, most)
	if err != nil {
		return nil, err
	}
	return found[0], nil
}

// LanguageOf names the language of texts, text.Multiple when there are several and text.Unknown when it cannot be told.
func LanguageOf(texts []string) text.Language { return text.Main(texts) }
