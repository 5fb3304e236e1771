package vector_test

import (
	"context"
	"errors"
	"math"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"throughline/synthesis/vector"
)

func TestTexts_GiveWhatListsOfTermsGive(t *testing.T) {
	for _, c := range []struct {
		name   string
		docs   [][]string
		minDF  int
		share  float64
		unseen float64
	}{
		{"nothing", nil, 1, 0.5, 0},
		{"empty texts", [][]string{{}, nil}, 1, 0.5, 0},
		{"repeated terms", [][]string{{"b", "a", "b"}, {"a"}, {"c", "b"}}, 1, 0, 0},
		{"rare and common left out", chatter(9000), 3, 0.1, 0},
		{"unseen terms count", [][]string{{"b", "a", "x"}, {"a", "b"}, {"y"}}, 2, 0, 1.5},
	} {
		v, err := vector.NewVocabulary(ctx, c.docs, c.minDF, c.share)
		if err != nil {
			t.Fatal(err)
		}
		v.Unseen = c.unseen
		m, err := v.Matrix(ctx, c.docs)
		if err != nil {
			t.Fatal(err)
		}
		texts := vector.TextsOf(c.docs)
		for _, procs := range []int{1, 2, 8} {
			before := runtime.GOMAXPROCS(procs)
			got, err := texts.NewVocabulary(ctx, c.minDF, c.share)
			if err != nil {
				t.Fatal(err)
			}
			got.Unseen = c.unseen
			rows, err := texts.Matrix(ctx, got)
			runtime.GOMAXPROCS(before)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, v) {
				t.Errorf("%s: vocabulary %+v, want %+v", c.name, got, v)
			}
			if rows.Rows() != m.Rows() || len(m.Idx) > 0 && !reflect.DeepEqual(dense(rows), dense(m)) {
				t.Errorf("%s: the matrix differs from that of lists", c.name)
			}
		}
	}
}

func TestTexts_PassOverGaps(t *testing.T) {
	texts := &vector.Texts{Terms: []string{"dog", "cat"}, Ptr: []int{0, 3, 4}, IDs: []int32{0, -1, 1, -1}}
	v, err := texts.NewVocabulary(ctx, 1, 0)
	if err != nil || len(v.Terms) != 2 {
		t.Fatalf("vocabulary of %q, %v; want both terms", v.Terms, err)
	}
	m, err := texts.Matrix(ctx, v)
	if err != nil || m.Rows() != 2 || len(m.Idx) != 2 {
		t.Errorf("matrix %+v, %v; want two terms in the first of two rows", m, err)
	}
	_, x, err := texts.FitSIF(ctx, vector.EnglishWords())
	if err != nil || vector.Dot(x.Row(1), x.Row(1)) != 0 {
		t.Errorf("a text of gaps has the place %v, %v", x.Row(1), err)
	}
}

// spoken returns n texts of English words.
func spoken(n int) [][]string {
	words := []string{"the", "invoice", "was", "wrong", "dog", "walks", "payment", "nurse", "kind", "zzqq", "screen", "slow"}
	docs := chatter(n)
	for i, doc := range docs {
		for j, w := range doc {
			docs[i][j] = words[(int(w[1])*10+int(w[2]))%len(words)]
		}
	}
	return docs
}

func TestFitSIF_SameBitsOnAnyProcessors(t *testing.T) {
	texts := vector.TextsOf(spoken(3000))
	var first *vector.Dense
	for _, procs := range []int{1, 2, 8} {
		before := runtime.GOMAXPROCS(procs)
		_, x, err := texts.FitSIF(ctx, vector.EnglishWords())
		runtime.GOMAXPROCS(before)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = x
		}
		if !reflect.DeepEqual(x, first) {
			t.Errorf("with %d processors the bits differ", procs)
		}
	}
}

// Above 20,000 texts the shared direction comes from a part of them: it must be that of all but for what chance moves.
func TestFitSIF_OfManyTextsSharesTheDirectionOfAll(t *testing.T) {
	if testing.Short() {
		t.Skip("places 50,000 texts")
	}
	docs := spoken(50_000)
	part, x, err := vector.FitSIF(ctx, vector.EnglishWords(), docs)
	if err != nil {
		t.Fatal(err)
	}
	few, _, err := vector.FitSIF(ctx, vector.EnglishWords(), docs[:20_000])
	if err != nil {
		t.Fatal(err)
	}
	row := make([]float32, few.Dims())
	for i := 0; i < len(docs); i += 997 {
		few.Row(row, docs[i])
		if c := float64(vector.Dot(row, x.Row(i))); math.Abs(c) > 0.01 && c < 0.999 {
			t.Fatalf("text %d lies %.4f along its place by the first 20,000 texts", i, c)
		}
	}
	part.Row(row, docs[3])
	if c := vector.Dot(row, x.Row(3)); c < 0.9999 {
		t.Errorf("a text placed alone lies %.4f along its place among the others", c)
	}
}

func TestInto_WritesIntoThoseColumnsAlone(t *testing.T) {
	texts := vector.TextsOf(spoken(600))
	_, words, err := texts.FitSIF(ctx, vector.EnglishWords())
	if err != nil {
		t.Fatal(err)
	}
	v, err := texts.NewVocabulary(ctx, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	m, err := texts.Matrix(ctx, v)
	if err != nil {
		t.Fatal(err)
	}
	lsa, err := vector.FitLSA(ctx, m, vector.LSAOptions{Dims: 5})
	if err != nil {
		t.Fatal(err)
	}
	topics, err := lsa.Project(ctx, m)
	if err != nil {
		t.Fatal(err)
	}
	x := vector.NewDense(600, 1+lsa.Dims()+words.Cols)
	if err := lsa.ProjectInto(ctx, m, x, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := texts.FitSIFInto(ctx, vector.EnglishWords(), x, 1+lsa.Dims()); err != nil {
		t.Fatal(err)
	}
	for i := range x.Rows {
		if want := slices.Concat([]float32{0}, topics.Row(i), words.Row(i)); !slices.Equal(x.Row(i), want) {
			t.Fatalf("row %d differs from those apart", i)
		}
	}
}

func TestTexts_EndWithTheirContext(t *testing.T) {
	ended, cancel := context.WithCancel(ctx)
	cancel()
	texts := vector.TextsOf(spoken(50))
	v, err := texts.NewVocabulary(ctx, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := texts.NewVocabulary(ended, 1, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("NewVocabulary() error = %v", err)
	}
	if _, err := texts.Matrix(ended, v); !errors.Is(err, context.Canceled) {
		t.Errorf("Matrix() error = %v", err)
	}
	if _, _, err := texts.FitSIF(ended, vector.EnglishWords()); !errors.Is(err, context.Canceled) {
		t.Errorf("FitSIF() error = %v", err)
	}
}
