package cluster_test

import (
	"fmt"
	"math"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"throughline/synthesis/cluster"
	"throughline/synthesis/stat"
	"throughline/synthesis/vector"
)

// line returns rows of one column.
func line(values ...float32) *vector.Dense {
	return &vector.Dense{Rows: len(values), Cols: 1, Data: values}
}

func ward(t *testing.T, x *vector.Dense, sizes []int) *cluster.Tree {
	t.Helper()
	tree, err := cluster.Ward(ctx, x, sizes)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestWard_JoinsWhatSpreadsLeast(t *testing.T) {
	// 0 and 1 lie nearest (0.5 each way: cost 0.5), then 10 and 12 (2), then 20 with those (54), then all.
	tree := ward(t, line(0, 1, 10, 12, 20), []int{1, 1, 1, 1, 1})
	for _, tc := range []struct {
		k    int
		want []int
	}{
		{5, []int{0, 1, 2, 3, 4}}, {4, []int{0, 0, 1, 2, 3}}, {3, []int{0, 0, 1, 1, 2}}, {2, []int{0, 0, 1, 1, 1}}, {1, []int{0, 0, 0, 0, 0}},
		{0, []int{0, 0, 0, 0, 0}}, {99, []int{0, 1, 2, 3, 4}},
	} {
		if got := tree.Cut(tc.k); !slices.Equal(got, tc.want) {
			t.Errorf("Cut(%d) = %v, want %v", tc.k, got, tc.want)
		}
	}
	if h := tree.Merges[0].Height; math.Abs(h-0.5) > 1e-9 {
		t.Errorf("first height = %v, want 0.5", h)
	}
	if h, want := tree.Merges[2].Height, 2.0/3*81; math.Abs(h-want) > 1e-9 {
		t.Errorf("third height = %v, want %v", h, want)
	}
}

func TestWard_WeighsLeavesByTheirRows(t *testing.T) {
	// 5 lies nearer to 2 than to 9, but joining it with the heavy 2 spreads more: 9*40/41 against 16*1/2.
	if got, want := ward(t, line(2, 5, 9), []int{40, 1, 1}).Cut(2), []int{0, 1, 1}; !slices.Equal(got, want) {
		t.Errorf("Cut(2) = %v, want %v", got, want)
	}
}

func TestWard_LeavesWithoutRowsMakeNoGroups(t *testing.T) {
	tree := ward(t, line(0, 7, 0, 3, 0, 0), []int{4, 5, 0, 0, 0, 3})
	of := tree.Cut(2)
	if of[0] == of[1] || of[0] != of[5] {
		t.Errorf("Cut(2) = %v, want the leaves with rows apart by where they stand", of)
	}
	if empty := ward(t, vector.NewDense(4, 3), make([]int, 4)).Cut(2); len(empty) != 4 {
		t.Errorf("of leaves without rows Cut(2) = %v", empty)
	}
	for n := range 2 {
		if got := ward(t, vector.NewDense(n, 3), make([]int, n)).Cut(5); len(got) != n {
			t.Errorf("of %d leaves Cut(5) = %v", n, got)
		}
	}
}

func TestCut_IsNested(t *testing.T) {
	x, _ := bundles(120, 9, 12, 0.8)
	sizes := make([]int, x.Rows)
	for i := range sizes {
		sizes[i] = 1 + i%3
	}
	tree := ward(t, x, sizes)
	for k := 2; k <= 60; k++ {
		coarse, fine := tree.Cut(k-1), tree.Cut(k)
		in := map[int]int{}
		for i := range fine {
			if c, ok := in[fine[i]]; ok && c != coarse[i] {
				t.Fatalf("group %d of %d lies in two groups of %d", fine[i], k, k-1)
			}
			in[fine[i]] = coarse[i]
		}
		if len(in) != k {
			t.Fatalf("Cut(%d) gives %d groups", k, len(in))
		}
	}
}

func TestSettle_MendsWhatTheTreeMadeWrong(t *testing.T) {
	x, way := bundles(90, 3, 10, 0.4)
	of := slices.Clone(way)
	for i := 0; i < 12; i++ {
		of[i] = (of[i] + 1) % 3
	}
	centers, err := cluster.Settle(ctx, x, of, 3)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(of, way) {
		t.Errorf("after Settle %d rows stand wrong", 90-int(stat.Accuracy(way, of)*90+0.5))
	}
	for c := range 3 {
		if norm := vector.Dot(centers.Row(c), centers.Row(c)); math.Abs(float64(norm)-1) > 1e-5 {
			t.Errorf("centre %d has length² %v", c, norm)
		}
	}
}

// exact returns the neighbours found by comparing all with all.
func exact(x *vector.Dense, row, most int) []int32 {
	cos := make([]float32, x.Rows)
	var places []int32
	for i := range x.Rows {
		if cos[i] = vector.Dot(x.Row(row), x.Row(i)); i != row && cos[i] > 0 {
			places = append(places, int32(i))
		}
	}
	slices.SortStableFunc(places, func(a, b int32) int {
		switch {
		case cos[a] > cos[b]:
			return -1
		case cos[a] < cos[b]:
			return 1
		}
		return 0
	})
	return places[:min(most, len(places))]
}

func TestNear_FindsNearlyAllNeighbours(t *testing.T) {
	x, _ := bundles(2000, 40, 30, 0.7)
	g := group(t, x, cluster.Options{K: 60, Seed: 1, Restarts: 1})
	near, err := cluster.Near(ctx, x, g, 10)
	if err != nil {
		t.Fatal(err)
	}
	found, all := 0, 0
	for i := 0; i < x.Rows; i += 20 {
		want := exact(x, i, 10)
		all += len(want)
		for _, w := range want {
			if slices.Contains(near.Of[i*10:(i+1)*10], w) {
				found++
			}
		}
	}
	if share := float64(found) / float64(all); share < 0.9 {
		t.Errorf("Near finds %.2f of the neighbours", share)
	}
}

func TestNear_IsExactWhenItLooksEverywhere(t *testing.T) {
	x, _ := bundles(150, 5, 12, 0.9)
	g := group(t, x, cluster.Options{K: 6, Seed: 1})
	near, err := cluster.Near(ctx, x, g, 4)
	if err != nil {
		t.Fatal(err)
	}
	for i := range x.Rows {
		want := exact(x, i, 4)
		got := near.Of[i*4 : i*4+len(want)]
		if !slices.Equal(got, want) {
			t.Fatalf("neighbours of %d = %v, want %v", i, got, want)
		}
	}
}

func TestSmooth_DrawsBundlesTogether(t *testing.T) {
	x, way := bundles(600, 6, 20, 1.2)
	g := group(t, x, cluster.Options{K: 30, Seed: 1, Restarts: 1})
	near, err := cluster.Near(ctx, x, g, 10)
	if err != nil {
		t.Fatal(err)
	}
	smooth, err := cluster.Smooth(ctx, x, near)
	if err != nil {
		t.Fatal(err)
	}
	within := func(x *vector.Dense) (sum float32) {
		for i := 6; i < x.Rows; i++ {
			sum += vector.Dot(x.Row(i), x.Row(way[i])) // row way[i] is the first of its bundle
		}
		return sum / float32(x.Rows-6)
	}
	if before, after := within(x), within(smooth); after < before+0.1 {
		t.Errorf("likeness inside bundles moved from %.2f to %.2f", before, after)
	}
}

func TestPlane_KeepsBundlesTogether(t *testing.T) {
	x, way := bundles(180, 6, 25, 0.5)
	at, err := cluster.Plane(ctx, x)
	if err != nil {
		t.Fatal(err)
	}
	right := 0
	for i, p := range at {
		best, least := -1, math.Inf(1)
		for j, q := range at {
			if d := math.Hypot(p.X-q.X, p.Y-q.Y); j != i && d < least {
				best, least = j, d
			}
		}
		if way[best] == way[i] {
			right++
		}
	}
	if right < 170 {
		t.Errorf("the nearest of %d of 180 is of their bundle", right)
	}
}

func TestPlane_OfOddRows(t *testing.T) {
	equal, _ := bundles(30, 1, 4, 0)
	for name, x := range map[string]*vector.Dense{
		"none": vector.NewDense(0, 4), "one": equal.Slice(0, 1), "three": equal.Slice(0, 3), "zeros": vector.NewDense(9, 4),
		"no columns": vector.NewDense(5, 0), "all equal": equal,
	} {
		t.Run(name, func(t *testing.T) {
			at, err := cluster.Plane(ctx, x)
			if err != nil || len(at) != x.Rows {
				t.Fatalf("Plane() gives %d places, error %v", len(at), err)
			}
			for _, p := range at {
				if math.IsNaN(p.X) || math.IsInf(p.X, 0) || math.IsNaN(p.Y) || math.IsInf(p.Y, 0) {
					t.Fatalf("place %v", p)
				}
			}
		})
	}
}

func TestTree_SameOnAnyProcessors(t *testing.T) {
	x, _ := bundles(3000, 20, 30, 1)
	run := func() string {
		g := group(t, x, cluster.Options{K: 100, Seed: 3, Restarts: 1, Sample: 1000})
		near, err := cluster.Near(ctx, x, g, 10)
		if err != nil {
			t.Fatal(err)
		}
		smooth, err := cluster.Smooth(ctx, x, near)
		if err != nil {
			t.Fatal(err)
		}
		sums, sizes := cluster.Sums(smooth, g.Of, g.Centers.Rows)
		tree := ward(t, cluster.Means(sums, sizes), sizes)
		k, err := cluster.Choose(ctx, x, g.Of, tree, 3)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(tree.Merges, k)
	}
	want := run()
	for _, procs := range []int{1, 3, 8} {
		before := runtime.GOMAXPROCS(procs)
		got := run()
		runtime.GOMAXPROCS(before)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("with %d processors the tree differs", procs)
		}
	}
}
