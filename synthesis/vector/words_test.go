package vector_test

import (
	"math"
	"testing"

	"throughline/synthesis/vector"
)

// cosine of two words, 0 when one is not known.
func cosine(t *testing.T, a, b string) float64 {
	t.Helper()
	w := vector.EnglishWords()
	of := func(word string) []float64 {
		x := make([]float64, w.Dims)
		rank, ok := w.Rank(word)
		if !ok {
			t.Fatalf("%q is not known", word)
		}
		w.AddTo(x, rank, 1)
		return x
	}
	x, y := of(a), of(b)
	var xy, xx, yy float64
	for i := range x {
		xy, xx, yy = xy+x[i]*y[i], xx+x[i]*x[i], yy+y[i]*y[i]
	}
	return xy / math.Sqrt(xx*yy)
}

func TestEnglishWords_AlikeInUseAreAlikeInDirection(t *testing.T) {
	if n := vector.EnglishWords().Dims; n != 100 {
		t.Fatalf("%d dimensions, want 100: the table was not read", n)
	}
	for _, c := range []struct{ word, near, far string }{
		{"invoice", "payment", "bicycle"},
		{"nurse", "doctor", "spreadsheet"},
		{"happy", "glad", "printer"},
		{"monday", "tuesday", "password"},
	} {
		if near, far := cosine(t, c.word, c.near), cosine(t, c.word, c.far); near < far+.2 {
			t.Errorf("%s: %s %.2f, %s %.2f, want the first well above", c.word, c.near, near, c.far, far)
		}
	}
}

func TestSIF_PlacesTextsByTheirWords(t *testing.T) {
	docs := [][]string{
		{"the", "invoice", "was", "wrong"}, {"they", "charged", "the", "payment", "twice"}, {"my", "dog", "likes", "walks"}, {"zzqq"}, nil,
		{"cats", "and", "dogs", "play"},
	}
	s, x, err := vector.FitSIF(t.Context(), vector.EnglishWords(), docs)
	if err != nil {
		t.Fatal(err)
	}
	if alike, other := vector.Dot(x.Row(0), x.Row(1)), vector.Dot(x.Row(0), x.Row(2)); alike <= other {
		t.Errorf("two texts about money are %.2f alike, one about money and one about a dog %.2f", alike, other)
	}
	for _, i := range []int{3, 4} {
		if vector.Dot(x.Row(i), x.Row(i)) != 0 {
			t.Errorf("text %d holds no known word and has a place", i)
		}
	}
	row := make([]float32, s.Dims())
	s.Row(row, docs[1])
	if d := vector.Dot(row, x.Row(1)); d < .999 {
		t.Errorf("a text placed alone lies %.3f along its place among the others, want 1", d)
	}
}

func TestRanked_YieldsEveryWordAtItsRank(t *testing.T) {
	w := vector.EnglishWords()
	n := 0
	for rank, word := range w.Ranked() {
		if got, ok := w.Rank(word); !ok || got != rank || rank != n {
			t.Fatalf("%q comes at %d as rank %d, Rank gives %d, %v", word, n, rank, got, ok)
		}
		n++
	}
	if n < 50000 {
		t.Errorf("%d words, want the whole table", n)
	}
	for range w.Ranked() { // may be left early
		break
	}
}
