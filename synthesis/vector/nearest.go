package vector

import (
	"context"
	"math"
)

// Neighbours are the nearest rows of each of some rows.
type Neighbours struct {
	Each int       // neighbours a row
	Of   []int32   // rows × Each places, nearest first; -1 where there are fewer
	Sim  []float32 // inner products, beside Of
}

// NewNeighbours returns room for the each nearest of each of some rows, none found yet. What is no nearer than least does not enter.
func NewNeighbours(rows, each int, least float32) *Neighbours {
	n := &Neighbours{Each: each, Of: make([]int32, rows*each), Sim: make([]float32, rows*each)}
	for i := range n.Of {
		n.Of[i], n.Sim[i] = -1, least
	}
	return n
}

// Row returns the places and inner products of the neighbours of row i, which share the memory.
func (n *Neighbours) Row(i int) ([]int32, []float32) {
	lo, hi := i*n.Each, (i+1)*n.Each
	return n.Of[lo:hi:hi], n.Sim[lo:hi:hi]
}

// nearestBlock is how many rows of b are compared with productChunk rows of a at a time: their products stay in the near cache.
const nearestBlock = 512

// Nearest finds for each row of a the each rows of b with the greatest inner products, the first of equals; fewer when b has no more.
// When a and b are one matrix no row is its own neighbour. It compares all with all, in blocks: a.Rows × b.Rows numbers are never held.
// Returns ctx's error when it ends early.
func Nearest(ctx context.Context, a, b *Dense, each int) (*Neighbours, error) {
	others := b.Rows
	if a == b {
		others--
	}
	n := NewNeighbours(a.Rows, max(0, min(each, others)), float32(math.Inf(-1)))
	if len(n.Of) == 0 {
		return n, ctx.Err()
	}
	p := pack(b)
	err := EachChunk(ctx, a.Rows, productChunk, func(lo, hi int) {
		sims := make([]float32, (hi-lo)*min(nearestBlock, b.Rows))
		for from := 0; from < b.Rows && ctx.Err() == nil; from += nearestBlock {
			to := min(from+nearestBlock, b.Rows)
			block := &Dense{Rows: hi - lo, Cols: to - from, Data: sims[:(hi-lo)*(to-from)]}
			p.products(block, a.Slice(lo, hi), from)
			place := func(j int) int32 { return int32(from + j) }
			for i := lo; i < hi; i++ {
				self := int32(-1)
				if a == b {
					self = int32(i)
				}
				n.Enter(i, block.Row(i-lo), self, place)
			}
		}
	})
	p.free()
	return n, err
}

// Enter enters what of sims, products of row i with other rows, belongs to its nearest, the first of equals. place tells which row each is
// of; self is passed over.
func (n *Neighbours) Enter(i int, sims []float32, self int32, place func(j int) int32) {
	of, sim := n.Row(i)
	last := len(sim) - 1
	for j, s := range sims {
		if s <= sim[last] {
			continue
		}
		row := place(j)
		if row == self {
			continue
		}
		at := last
		for ; at > 0 && sim[at-1] < s; at-- {
			of[at], sim[at] = of[at-1], sim[at-1]
		}
		of[at], sim[at] = row, s
	}
}
