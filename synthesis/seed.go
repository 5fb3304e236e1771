package synthesis

import (
	"slices"

	"throughline/synthesis/vector"
)

// Seed is a theme that people locked: it stays, keeps its passages and is offered those that are very like them.
type Seed struct {
	Passages []int  // places among the passages; one that stands in two seeds belongs to the first
	Name     string // people's, which it keeps
}

// seedling is a seed in the space of meaning.
type seedling struct {
	members []int     // places among the kept passages
	center  []float32 // mean of theirs, of length 1; zeros without members
	least   float32   // cosine with the centre from which another passage may join
}

// A passage may join a seed when it is as near to its centre as the middle one of the seed's own passages, no less than minJoin,
// and not nearer by seedMargin to the group it is in, which is narrower. With three seeds of 20 passages of one label on four
// public sets half of those that join have the label of the seed, on the set with clear topics 98 %; without the margin a sixth as
// many come and hardly more of them are right.
const (
	minJoin    = 0.35
	seedMargin = 0.1
)

// sow places the seeds and notes which passages are free; raw are the kept ones.
func (o *Outline) sow(raw *vector.Dense) {
	owner := make(map[int]int)
	for s, seed := range o.opt.Seeds {
		for _, p := range seed.Passages {
			if _, taken := owner[p]; !taken {
				owner[p] = s
			}
		}
	}
	o.seeds = make([]seedling, len(o.opt.Seeds))
	for i, p := range o.c.kept {
		if s, ok := owner[p]; ok {
			o.seeds[s].members = append(o.seeds[s].members, i)
		} else {
			o.free = append(o.free, i)
		}
	}
	for s := range o.seeds {
		o.seeds[s].place(raw)
	}
}

func (s *seedling) place(x *vector.Dense) {
	s.center = make([]float32, x.Cols)
	for _, i := range s.members {
		for j, v := range x.Row(i) {
			s.center[j] += v
		}
	}
	vector.Normalize(s.center)
	near := make([]float32, len(s.members))
	for n, i := range s.members {
		near[n] = vector.Dot(s.center, x.Row(i))
	}
	slices.Sort(near)
	s.least = 2 // nothing joins a seed without passages
	if len(near) > 0 {
		s.least = max(minJoin, near[len(near)/2])
	}
}

// join returns the seed that a passage may join although a group has it with a cosine of own, or -1.
func (o *Outline) join(row []float32, own float32) int {
	best, at := own-seedMargin, -1
	for s := range o.seeds {
		if cos := vector.Dot(o.seeds[s].center, row); cos >= o.seeds[s].least && cos > best {
			best, at = cos, s
		}
	}
	return at
}
