package cluster

import (
	"context"

	"throughline/synthesis/vector"
)

// Tree is a hierarchy over leaves, small groups of rows: cutting it high gives few broad groups, low many narrow ones.
type Tree struct {
	Leaves int
	Merges []Merge // Leaves-1 of them, by rising height unless a merge follows from an earlier one
}

// Merge joins two groups of leaves, each named by one of its leaves; the joined group goes by the name of A.
type Merge struct {
	A, B   int
	Height float64 // by how much the spread inside groups grows
}

// Ward joins leaves by the method of Ward (1963): at each step the two groups whose union spreads least more. centers has the mean of
// each leaf's rows (not scaled), sizes how many rows it has; a leaf without rows joins first. The time grows with the square of the leaves.
// Of equal pairs the first by place is joined. Returns ctx's error when it ends early.
func Ward(ctx context.Context, centers *vector.Dense, sizes []int) (*Tree, error) {
	w := newWard(centers, sizes)
	t := &Tree{Leaves: centers.Rows}
	for len(t.Merges) < centers.Rows-1 {
		if len(t.Merges)%64 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		a, b := w.closest()
		t.Merges = append(t.Merges, Merge{A: a, B: b, Height: w.between(a, b)})
		w.join(a, b)
	}
	return t, ctx.Err()
}

// Cut returns the group of each leaf, 0 to k-1 in order of first leaf, when the last k-1 merges are not made. k is clipped to 1 … Leaves.
func (t *Tree) Cut(k int) []int {
	k = max(1, min(k, t.Leaves))
	root := make([]int, t.Leaves)
	for i := range root {
		root[i] = i
	}
	for _, m := range t.Merges[:max(0, t.Leaves-k)] {
		root[m.B] = m.A
	}
	number, next := make([]int, t.Leaves), 0
	for i := range number {
		number[i] = -1
	}
	of := make([]int, t.Leaves)
	for i := range of {
		r := i
		for root[r] != r {
			root[r] = root[root[r]]
			r = root[r]
		}
		if number[r] < 0 {
			number[r] = next
			next++
		}
		of[i] = number[r]
	}
	return of
}

// ward is the state of Ward: the groups that still stand, and for each the nearest of those after it.
type ward struct {
	n       int
	cost    []float64 // n×n: spread gained by joining two groups
	size    []float64
	alive   []bool
	nearest []int // group after it that is cheapest to join, -1 for none
}

func newWard(centers *vector.Dense, sizes []int) *ward {
	n := centers.Rows
	w := &ward{n: n, cost: make([]float64, n*n), size: make([]float64, n), alive: make([]bool, n), nearest: make([]int, n)}
	for i := range n {
		w.size[i], w.alive[i] = float64(sizes[i]), true
	}
	for i := range n {
		for j := i + 1; j < n; j++ {
			c := apart(centers.Row(i), centers.Row(j)) * w.size[i] * w.size[j] / max(1, w.size[i]+w.size[j])
			w.cost[i*n+j], w.cost[j*n+i] = c, c
		}
	}
	for i := range n {
		w.look(i)
	}
	return w
}

// apart returns the squared distance of two rows.
func apart(a, b []float32) (sum float64) {
	for j, v := range a {
		d := float64(v - b[j])
		sum += d * d
	}
	return sum
}

func (w *ward) between(a, b int) float64 { return w.cost[a*w.n+b] }

// look finds the nearest of the groups after i.
func (w *ward) look(i int) {
	w.nearest[i] = -1
	for j := i + 1; j < w.n; j++ {
		if w.alive[j] && (w.nearest[i] < 0 || w.between(i, j) < w.between(i, w.nearest[i])) {
			w.nearest[i] = j
		}
	}
}

// closest returns the pair that is cheapest to join.
func (w *ward) closest() (int, int) {
	best := -1
	for i := range w.n {
		if w.alive[i] && w.nearest[i] >= 0 && (best < 0 || w.between(i, w.nearest[i]) < w.between(best, w.nearest[best])) {
			best = i
		}
	}
	return best, w.nearest[best]
}

// join makes b part of a and updates costs by the formula of Lance and Williams (1967).
func (w *ward) join(a, b int) {
	ab := w.between(a, b)
	w.alive[b] = false
	for c := range w.n {
		if !w.alive[c] || c == a {
			continue
		}
		sa, sb, sc := w.size[a], w.size[b], w.size[c]
		cost := ((sa+sc)*w.between(a, c) + (sb+sc)*w.between(b, c) - sc*ab) / max(1, sa+sb+sc)
		w.cost[a*w.n+c], w.cost[c*w.n+a] = cost, cost
	}
	w.size[a] += w.size[b]
	for c := range w.n {
		if w.alive[c] && (c == a || w.nearest[c] == a || w.nearest[c] == b) {
			w.look(c)
		} else if w.alive[c] && c < a && w.between(c, a) < w.between(c, w.nearest[c]) {
			w.nearest[c] = a
		}
	}
}

// Sums returns for each of k groups the sum of its rows, and how many they are.
func Sums(x *vector.Dense, of []int, k int) (sums *vector.Dense, sizes []int) {
	sums, sizes = vector.NewDense(k, x.Cols), make([]int, k)
	for i, c := range of {
		sizes[c]++
		sum := sums.Row(c)
		for j, v := range x.Row(i) {
			sum[j] += v
		}
	}
	return sums, sizes
}

// Means returns sums divided by sizes; a group without rows stays zeros.
func Means(sums *vector.Dense, sizes []int) *vector.Dense {
	out := vector.NewDense(sums.Rows, sums.Cols)
	for c, n := range sizes {
		for j, v := range sums.Row(c) {
			out.Row(c)[j] = v / float32(max(1, n))
		}
	}
	return out
}

// settleRounds bounds Settle: later rounds move no leaf.
const settleRounds = 10

// Settle moves whole leaves between k groups until each stands in the one whose centre it points to most, starting with and
// writing to of. A tree joins leaves once and for all; this mends what later joins made wrong. sums has the sum of each leaf's
// rows. Returns the centres of the groups, of length 1, or ctx's error when it ends early.
func Settle(ctx context.Context, sums *vector.Dense, of []int, k int) (*vector.Dense, error) {
	leaves := vector.NewDense(sums.Rows, sums.Cols)
	copy(leaves.Data, sums.Data)
	leaves.Normalize()
	sims := vector.NewDense(leaves.Rows, k)
	for range settleRounds {
		centers, _ := Sums(sums, of, k)
		centers.Normalize()
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		vector.Products(sims, leaves, centers)
		moved := false
		for l := range of {
			if best, score := largest(sims.Row(l)); score > sims.Row(l)[of[l]] {
				of[l], moved = best, true
			}
		}
		if !moved {
			return centers, nil
		}
	}
	centers, _ := Sums(sums, of, k)
	centers.Normalize()
	return centers, nil
}
