package vector_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"throughline/synthesis/vector"
)

var ctx = context.Background()

// fit makes vocabulary and matrix of texts given as lists of terms.
func fit(t testing.TB, docs [][]string, minDF int, maxShare float64) (*vector.Vocabulary, *vector.Sparse) {
	t.Helper()
	v, err := vector.NewVocabulary(ctx, docs, minDF, maxShare)
	if err != nil {
		t.Fatal(err)
	}
	m, err := v.Matrix(ctx, docs)
	if err != nil {
		t.Fatal(err)
	}
	return v, m
}

// chatter returns n texts of words drawn from overlapping subjects.
func chatter(n int) [][]string {
	rng := rand.New(rand.NewPCG(5, 5))
	docs := make([][]string, n)
	for i := range docs {
		for range 4 + rng.IntN(6) {
			docs[i] = append(docs[i], fmt.Sprintf("w%02d", (i%6)*5+rng.IntN(9)))
		}
	}
	return docs
}

// dense copies a sparse matrix.
func dense(m *vector.Sparse) *mat.Dense {
	out := mat.NewDense(m.Rows(), m.Cols, nil)
	for i := range m.Rows() {
		idx, val := m.Row(i)
		for j, c := range idx {
			out.Set(i, int(c), val[j])
		}
	}
	return out
}

func TestVocabulary_WeighsTermsByTheirRarity(t *testing.T) {
	docs := [][]string{{"a", "b", "a"}, {"a", "c"}, {"a", "b"}, {}}
	v, m := fit(t, docs, 2, 0)
	if want := []string{"a", "b"}; !reflect.DeepEqual(v.Terms, want) || !reflect.DeepEqual(v.DF, []int{3, 2}) {
		t.Fatalf("terms %q in %v, want %q in [3 2]", v.Terms, v.DF, want)
	}
	// By hand: idf a = ln(5/4)+1, b = ln(5/3)+1; tf of a is 1+ln 2.
	a, b := (1+math.Ln2)*(math.Log(5.0/4)+1), math.Log(5.0/3)+1
	_, val := m.Row(0)
	if want := a / math.Hypot(a, b); math.Abs(val[0]-want) > 1e-12 {
		t.Errorf("weight of a = %v, want %v", val[0], want)
	}
	if v.Index("b") != 1 || v.Index("c") != -1 {
		t.Errorf("Index(b) = %d, Index(c) = %d; want 1, -1", v.Index("b"), v.Index("c"))
	}
	if v, _ := fit(t, docs, 1, 0.5); !reflect.DeepEqual(v.Terms, []string{"b", "c"}) {
		t.Errorf("terms of at most half the texts = %q, want b and c", v.Terms)
	}
	v.Unseen = 1
	if _, val := v.Row([]string{"b", "x"}); math.Abs(val[0]-v.IDF[1]/math.Hypot(v.IDF[1], 1)) > 1e-12 {
		t.Errorf("weight of b beside an unknown term = %v", val[0])
	}
	v.Weigh(func(string) float64 { return 0 })
	if _, val := v.Row([]string{"a"}); val[0] != 0 {
		t.Errorf("a row of weightless terms = %v, want zero", val)
	}
}

func TestVocabulary_OfNothing(t *testing.T) {
	for _, docs := range [][][]string{nil, {nil}, {{}, {}}} {
		v, m := fit(t, docs, 1, 0.5)
		if len(v.Terms) != 0 || m.Rows() != len(docs) {
			t.Errorf("%v gives %d terms, %d rows", docs, len(v.Terms), m.Rows())
		}
		lsa, err := vector.FitLSA(ctx, m, vector.LSAOptions{})
		if err != nil || lsa.Dims() != 0 {
			t.Errorf("FitLSA() = %d dims, %v; want none", lsa.Dims(), err)
		}
		if x, err := lsa.Project(ctx, m); err != nil || x.Rows != len(docs) {
			t.Errorf("Project() = %+v, %v", x, err)
		}
	}
}

// The oracle is gonum's full singular value decomposition.
func TestFitLSA_AgreesWithAFullDecomposition(t *testing.T) {
	_, m := fit(t, chatter(120), 1, 0)
	lsa, err := vector.FitLSA(ctx, m, vector.LSAOptions{Dims: 5, Power: 12, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	var svd mat.SVD
	if !svd.Factorize(dense(m), mat.SVDThin) {
		t.Fatal("the oracle failed")
	}
	want := svd.Values(nil)
	for i, got := range lsa.Sigma {
		if math.Abs(got-want[i]) > 1e-6*want[0] {
			t.Errorf("singular value %d = %v, want %v", i, got, want[i])
		}
	}
	x, err := lsa.Project(ctx, m)
	if err != nil {
		t.Fatal(err)
	}
	// Cosines of rows do not depend on signs: compare those of U·S.
	var u mat.Dense
	svd.UTo(&u)
	for _, pair := range [][2]int{{0, 6}, {1, 2}, {3, 33}} {
		a, b := make([]float32, 5), make([]float32, 5)
		for d := range a {
			a[d], b[d] = float32(u.At(pair[0], d)*want[d]), float32(u.At(pair[1], d)*want[d])
		}
		vector.Normalize(a)
		vector.Normalize(b)
		got := vector.Dot(x.Row(pair[0]), x.Row(pair[1]))
		if cosine := vector.Dot(a, b); math.Abs(float64(got-cosine)) > 1e-4 {
			t.Errorf("cosine of rows %v = %v, want %v", pair, got, cosine)
		}
	}
}

func TestFitLSA_FindsNoMoreDimensionsThanThereAre(t *testing.T) {
	docs := [][]string{{"a", "b"}, {"a", "b"}, {"c"}, {"c"}, nil}
	_, m := fit(t, docs, 1, 0)
	lsa, err := vector.FitLSA(ctx, m, vector.LSAOptions{Dims: 50})
	if err != nil || lsa.Dims() != 2 {
		t.Fatalf("FitLSA() = %d dims, %v; want 2", lsa.Dims(), err)
	}
	x, err := lsa.Project(ctx, m)
	if err != nil {
		t.Fatal(err)
	}
	if same, other := vector.Dot(x.Row(0), x.Row(1)), vector.Dot(x.Row(0), x.Row(2)); same < 0.9999 || math.Abs(float64(other)) > 1e-4 {
		t.Errorf("equal texts have cosine %v, texts without a common word %v", same, other)
	}
	if !slices.Equal(x.Row(4), []float32{0, 0}) {
		t.Errorf("an empty text has coordinates %v, want zeros", x.Row(4))
	}
}

func TestFitLSA_SameSeedSameBitsOnAnyProcessors(t *testing.T) {
	_, m := fit(t, chatter(2500), 1, 0)
	run := func() *vector.Dense {
		lsa, err := vector.FitLSA(ctx, m, vector.LSAOptions{Dims: 8, Seed: 3, Sharpen: 0.5})
		if err != nil {
			t.Fatal(err)
		}
		x, err := lsa.Project(ctx, m)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	want := run()
	for _, procs := range []int{1, 3, 8} {
		before := runtime.GOMAXPROCS(procs)
		got := run()
		runtime.GOMAXPROCS(before)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("with %d processors the bits differ", procs)
		}
	}
}

func TestVector_EndsWithItsContext(t *testing.T) {
	ended, cancel := context.WithCancel(ctx)
	cancel()
	docs := chatter(50)
	if _, err := vector.NewVocabulary(ended, docs, 1, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("NewVocabulary() error = %v", err)
	}
	_, m := fit(t, docs, 1, 0)
	if _, err := vector.FitLSA(ended, m, vector.LSAOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("FitLSA() error = %v", err)
	}
}

func TestSparse_TransposesMultipliesAndSamples(t *testing.T) {
	_, m := fit(t, chatter(40), 1, 0)
	if !mat.Equal(dense(m.Transpose()), dense(m).T()) {
		t.Error("Transpose() differs from the dense transpose")
	}
	if !reflect.DeepEqual(m.Transpose().Transpose(), m) {
		t.Error("transposing twice changes the matrix")
	}
	for c := range m.Cols {
		rows, values := m.Column(c)
		if r, v := m.Transpose().Row(c); !slices.Equal(rows, r) || !slices.Equal(values, v) {
			t.Errorf("Column(%d) = %v %v, want %v %v", c, rows, values, r, v)
		}
	}
	full := dense(m)
	for i := range m.Rows() {
		if got, want := m.Dot(i, 3), mat.Dot(full.RowView(i), full.RowView(3)); math.Abs(got-want) > 1e-12 {
			t.Errorf("Dot(%d, 3) = %g, want %g", i, got, want)
		}
	}
	if got := m.Sample(7, 1); got.Rows() != 7 || !reflect.DeepEqual(got, m.Sample(7, 1)) {
		t.Errorf("Sample(7) has %d rows, or differs the second time", got.Rows())
	}
	if got := m.Sample(1000, 1); !reflect.DeepEqual(got, m) {
		t.Error("a sample of more rows than there are is not the matrix itself")
	}
}

func TestEachChunk_CoversEveryPlaceOnce(t *testing.T) {
	for _, n := range []int{0, 1, 9, 10, 11, 1000} {
		hits := make([]int, n)
		if err := vector.EachChunk(ctx, n, 10, func(lo, hi int) {
			for i := lo; i < hi; i++ {
				hits[i]++
			}
		}); err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(hits, func(h int) bool { return h != 1 }) {
			t.Errorf("of %d places some are not met once", n)
		}
	}
}

func TestDense_KeepsShapes(t *testing.T) {
	a := &vector.Dense{Rows: 2, Cols: 2, Data: []float32{3, 4, 0, 0}}
	a.Normalize()
	if !slices.Equal(a.Data, []float32{0.6, 0.8, 0, 0}) {
		t.Errorf("Normalize() = %v", a.Data)
	}
	out := vector.NewDense(2, 2)
	vector.Products(out, a, a)
	if math.Abs(float64(out.Data[0]-1)) > 1e-6 || out.Data[3] != 0 {
		t.Errorf("Products() = %v", out.Data)
	}
	if got := a.Pick([]int{1, 0, 0}); !slices.Equal(got.Row(1), a.Row(0)) || got.Rows != 3 {
		t.Errorf("Pick() = %v", got)
	}
	vector.Products(vector.NewDense(2, 0), a, vector.NewDense(0, 2))
}
