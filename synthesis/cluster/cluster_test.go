package cluster_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"throughline/synthesis/cluster"
	"throughline/synthesis/stat"
	"throughline/synthesis/vector"
)

var ctx = context.Background()

// bundles returns n rows of length 1 that point about k random ways by turns, and the way of each.
func bundles(n, k, cols int, noise float64) (*vector.Dense, []int) {
	rng := rand.New(rand.NewPCG(1, uint64(k)))
	ways := make([][]float64, k)
	for i := range ways {
		for range cols {
			ways[i] = append(ways[i], rng.NormFloat64())
		}
	}
	x, of := vector.NewDense(n, cols), make([]int, n)
	for i := range n {
		of[i] = i % k
		for d, v := range ways[i%k] {
			x.Row(i)[d] = float32(v + noise*rng.NormFloat64())
		}
	}
	x.Normalize()
	return x, of
}

func group(t testing.TB, x *vector.Dense, opt cluster.Options) *cluster.Grouping {
	t.Helper()
	g, err := cluster.KMeans(ctx, x, opt)
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Of) != x.Rows || len(g.Score) != x.Rows {
		t.Fatalf("%d groups and %d scores for %d rows", len(g.Of), len(g.Score), x.Rows)
	}
	for i, c := range g.Of {
		if c < 0 || c >= g.Centers.Rows {
			t.Fatalf("row %d is in group %d of %d", i, c, g.Centers.Rows)
		}
	}
	return g
}

func TestKMeans_FindsBundles(t *testing.T) {
	x, want := bundles(400, 7, 20, 0.3)
	g := group(t, x, cluster.Options{K: 7, Seed: 1})
	if ari := stat.ARI(want, g.Of); ari < 0.99 {
		t.Errorf("ARI = %.3f, want 1", ari)
	}
	for i, s := range g.Score {
		if got := vector.Dot(x.Row(i), g.Centers.Row(g.Of[i])); got-s > 1e-5 || s-got > 1e-5 {
			t.Fatalf("Score[%d] = %v, want %v", i, s, got)
		}
	}
}

func TestKMeans_KeepsItsLawsOnOddRows(t *testing.T) {
	equal, _ := bundles(30, 1, 4, 0)
	three, _ := bundles(3, 3, 4, 0)
	for name, x := range map[string]*vector.Dense{
		"no row": three.Slice(0, 0), "one row": three.Slice(0, 1), "zeros": vector.NewDense(9, 4), "no columns": vector.NewDense(5, 0),
		"all equal": equal, "as many as groups": three,
	} {
		t.Run(name, func(t *testing.T) {
			for _, k := range []int{-1, 0, 1, 3, 100} {
				group(t, x, cluster.Options{K: k})
			}
		})
	}
}

func TestKMeans_LeavesNoGroupEmptyWhenRowsDiffer(t *testing.T) {
	x, _ := bundles(60, 12, 10, 0.05)
	g := group(t, x, cluster.Options{K: 12, Seed: 4})
	seen := slices.Clone(g.Of)
	slices.Sort(seen)
	if n := len(slices.Compact(seen)); n != 12 {
		t.Errorf("%d groups have rows, want 12", n)
	}
}

func TestKMeans_SameSeedSameGroupsOnAnyProcessors(t *testing.T) {
	x, _ := bundles(3000, 9, 30, 1.5)
	want := group(t, x, cluster.Options{K: 9, Seed: 8})
	for _, procs := range []int{1, 3, 8} {
		before := runtime.GOMAXPROCS(procs)
		got := group(t, x, cluster.Options{K: 9, Seed: 8})
		runtime.GOMAXPROCS(before)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("with %d processors the groups differ", procs)
		}
	}
}

func TestKMeans_OfManyRowsIsNearlyAsGood(t *testing.T) {
	x, want := bundles(cluster.Large+5000, 6, 8, 0.3)
	g := group(t, x, cluster.Options{K: 6, Seed: 1, Restarts: 2, Rounds: 8})
	if ari := stat.ARI(want, g.Of); ari < 0.95 {
		t.Errorf("ARI = %.3f, want near 1", ari)
	}
}

func TestCluster_EndsWithItsContext(t *testing.T) {
	x, _ := bundles(500, 5, 10, 0.5)
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := cluster.KMeans(ended, x, cluster.Options{K: 5}); !errors.Is(err, context.Canceled) {
		t.Errorf("KMeans() error = %v, want context.Canceled", err)
	}
	sums, sizes := cluster.Sums(x, make([]int, 500), 1)
	if _, err := cluster.Ward(ended, cluster.Means(sums, sizes), sizes); !errors.Is(err, context.Canceled) {
		t.Errorf("Ward() error = %v, want context.Canceled", err)
	}
}

// choose proposes a number of groups for rows that a tree was grown over.
func choose(t *testing.T, x *vector.Dense) int {
	t.Helper()
	g := group(t, x, cluster.Options{K: 100, Seed: 1, Restarts: 1})
	sums, sizes := cluster.Sums(x, g.Of, g.Centers.Rows)
	tree, err := cluster.Ward(ctx, cluster.Means(sums, sizes), sizes)
	if err != nil {
		t.Fatal(err)
	}
	k, err := cluster.Choose(ctx, x, g.Of, tree, 1)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestChoose_FollowsClearBundles(t *testing.T) {
	for _, k := range []int{12, 18, 25, 40} {
		x, _ := bundles(800, k, 60, 0.4)
		if got := choose(t, x); got < k*3/4 || got > k*4/3 {
			t.Errorf("of %d clear bundles Choose() = %d", k, got)
		}
	}
}

func TestChoose_StaysReadableWithoutBundles(t *testing.T) {
	x, _ := bundles(1000, 1000, 60, 0)
	if got := choose(t, x); got < 5 || got > 15 {
		t.Errorf("of rows without bundles Choose() = %d, want few", got)
	}
}

func TestChoose_OfFewRows(t *testing.T) {
	for n, want := range map[int]int{0: 1, 1: 1, 2: 1, 3: 1, 6: 2, 8: 2} {
		x, _ := bundles(n, 2, 5, 0.1)
		if got := choose(t, x); got != want {
			t.Errorf("of %d rows Choose() = %d, want %d", n, got, want)
		}
	}
}

func TestAdjust_GranularityMovesTheNumber(t *testing.T) {
	last := 0
	for _, g := range []float64{-5, -1, -0.5, 0, 0.5, 1, 7} {
		k := cluster.Adjust(12, g)
		if k < last || k < 5 || k > 30 {
			t.Errorf("granularity %v gives %d after %d", g, k, last)
		}
		last = k
	}
}

func TestOutliers_AreFarOrShort(t *testing.T) {
	score := []float32{0.9, 0.1, 0.3, 0.3, 0, 0.9}
	content := []int{5, 5, 5, 1, 5, 1}
	if got, want := cluster.Outliers(score, content, false), []bool{false, true, false, true, true, false}; !slices.Equal(got, want) {
		t.Errorf("Outliers() = %v, want %v", got, want)
	}
	if got, want := cluster.Outliers(score, content, true), []bool{false, false, false, false, true, false}; !slices.Equal(got, want) {
		t.Errorf("Outliers(keepAll) = %v, want %v", got, want)
	}
}
