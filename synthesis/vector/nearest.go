package vector

import (
	"context"
	"math"
)

// Neighbours are the nearest rows of each of some rows.
type Neighbours struct {
	Each int       // neighbours a row
	Of   []int32   // rows × Each places, nearest first
	Sim  []float32 // inner products, beside Of
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
	n := &Neighbours{Each: max(0, min(each, others))}
	n.Of, n.Sim = make([]int32, a.Rows*n.Each), make([]float32, a.Rows*n.Each)
	if len(n.Of) == 0 {
		return n, ctx.Err()
	}
	for i := range n.Sim {
		n.Sim[i] = float32(math.Inf(-1))
	}
	p := pack(b)
	err := EachChunk(ctx, a.Rows, productChunk, func(lo, hi int) {
		sims := make([]float32, (hi-lo)*min(nearestBlock, b.Rows))
		for from := 0; from < b.Rows && ctx.Err() == nil; from += nearestBlock {
			to := min(from+nearestBlock, b.Rows)
			block := &Dense{Rows: hi - lo, Cols: to - from, Data: sims[:(hi-lo)*(to-from)]}
			p.products(block, a.Slice(lo, hi), from)
			for i := lo; i < hi; i++ {
				self := -1
				if a == b {
					self = i - from
				}
				n.take(i, block.Row(i-lo), from, self)
			}
		}
	})
	p.free()
	return n, err
}

// take enters what of sims, the products of row i with the rows from first on, belongs to the nearest; self is passed over.
func (n *Neighbours) take(i int, sims []float32, first, self int) {
	of, sim := n.Row(i)
	last := len(sim) - 1
	for j, s := range sims {
		if s <= sim[last] || j == self {
			continue
		}
		at := last
		for ; at > 0 && sim[at-1] < s; at-- {
			of[at], sim[at] = of[at-1], sim[at-1]
		}
		of[at], sim[at] = int32(first+j), s
	}
}
