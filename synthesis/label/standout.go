package label

import (
	"cmp"
	"context"
	"slices"

	"throughline/synthesis/stat"
)

// Standout is a word or phrase that one set of passages holds more often than another.
type Standout struct {
	Name       string
	In, Others int // passages that hold it, in the set and outside
	stat.Key       // how much more often, and how sure that is
}

// Bounds of StandOut.
const (
	leastStandout   = 3    // passages of the set that hold it
	standoutErrors  = 0.05 // share of the names told that chance may have made
	standoutAtLeast = 1.0  // binary logarithm of the ratio of shares: twice as often
)

// StandOut returns the names that passages of a set hold more often than the others do, surest first, up to most. in has one entry
// a passage.
//
// Passages are counted, not words, so that one long answer weighs no more than a short one. A name is told when three or more
// passages of the set hold it, at least twice as often as the others do, and its G2 is beyond chance with at most 5 % false among
// all told (see stat.Keyness and stat.FalseDiscovery). Of names that hold one another the surer is told. Returns ctx's error when
// it ends early.
func (n *Namer) StandOut(ctx context.Context, in []bool, most int) ([]Standout, error) {
	if len(in) != n.Passages() {
		panic("label: the set and the passages differ in number")
	}
	times := make([]int32, len(n.names))
	size := 0
	for i, is := range in {
		if i%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if !is {
			continue
		}
		size++
		for _, id := range n.held[n.ptr[i]:n.ptr[i+1]] {
			times[id]++
		}
	}
	rest := len(in) - size
	var ids []int32
	var keys []stat.Key
	var p []float64
	for id, a := range times {
		if a < leastStandout {
			continue
		}
		k := stat.Keyness(int(a), size, int(n.names[id].all-a), rest)
		ids, keys, p = append(ids, int32(id)), append(keys, k), append(p, k.P)
	}
	told := stat.FalseDiscovery(p, standoutErrors)
	order := make([]int, 0, len(ids))
	for i := range ids {
		if told[i] && keys[i].LogRatio >= standoutAtLeast {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(keys[b].G2, keys[a].G2) })
	var out []Standout
	var taken []int32
	for _, i := range order {
		if len(out) == most {
			break
		}
		id := ids[i]
		if slices.ContainsFunc(taken, func(t int32) bool { return n.overlap(t, id) }) {
			continue
		}
		taken = append(taken, id)
		out = append(out, Standout{Name: n.names[id].surface, In: int(times[id]), Others: int(n.names[id].all - times[id]), Key: keys[i]})
	}
	return out, nil
}
