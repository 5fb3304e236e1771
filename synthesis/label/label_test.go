package label_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"throughline/synthesis/label"
	"throughline/synthesis/text"
	"throughline/synthesis/vector"
)

var ctx = context.Background()

// stems cuts English texts to their stems.
func stems(texts []string) [][]string {
	stemmer := text.Stemmer{Lang: text.English}
	docs := make([][]string, len(texts))
	for i, s := range texts {
		for _, t := range text.Tokens(s) {
			if text.IsContent(t, text.English) {
				docs[i] = append(docs[i], stemmer.Stem(t.Norm))
			}
		}
	}
	return docs
}

// quotable makes what Quotes wants of texts.
func quotable(t *testing.T, texts, from []string, theme []int, k int) label.Quotable {
	t.Helper()
	docs := stems(texts)
	words, err := vector.NewVocabulary(ctx, docs, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := words.Matrix(ctx, docs)
	if err != nil {
		t.Fatal(err)
	}
	q := label.Quotable{Rows: rows, Theme: theme, Themes: k, From: from}
	for _, s := range texts {
		q.Words = append(q.Words, len(strings.Fields(s)))
	}
	return q
}

func TestQuotes_StandForTheirTheme(t *testing.T) {
	texts := []string{
		"The export to PDF takes far too long for me.",
		"Long PDF export, again and again, every single day.",
		"Export.",
		"It takes a long time until the PDF export is done.",
		"Coffee was good in the morning before we began to talk.",
		"Nobody answered my mail to the support team for weeks.",
	}
	q := quotable(t, texts, make([]string, len(texts)), []int{0, 0, 0, 0, 0, 1}, 3)
	got, err := label.Quotes(ctx, q, 3)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 || len(got[0]) != 3 || slices.Contains(got[0], 4) || got[0][0] == 2 {
		t.Errorf("quotes of the first theme = %v, want three about the export, no single word first", got[0])
	}
	if !slices.Equal(got[1], []int{5}) || len(got[2]) != 0 {
		t.Errorf("quotes = %v, want the only passage of theme 1 and none of theme 2", got)
	}
}

func TestQuotes_SpreadOverPeople(t *testing.T) {
	s := "The export to PDF takes far too long"
	texts := []string{s + " here.", s + " there.", s + " today.", s + " really."}
	q := quotable(t, texts, []string{"P1", "P1", "P1", "P2"}, []int{0, 0, 0, 0}, 1)
	got, err := label.Quotes(ctx, q, 2)
	if err != nil {
		t.Fatal(err)
	}
	if from := []string{q.From[got[0][0]], q.From[got[0][1]]}; from[0] == from[1] {
		t.Errorf("both quotes come from %s", from[0])
	}
}

func TestQuotes_EndWithTheirContext(t *testing.T) {
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := label.Quotes(ended, label.Quotable{Themes: 1, Rows: &vector.Sparse{Ptr: []int{0}}}, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("Quotes() error = %v, want context.Canceled", err)
	}
}
