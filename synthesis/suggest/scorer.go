package suggest

import (
	"throughline/synthesis/vector"
)

// scorer holds the weights of all machines so that a text is scored for all tags at once: a line of tags for each term that any of them
// weighs, a line of dense weights for each tag.
type scorer struct {
	line  []int32 // of each term, -1 for terms without weight
	terms *vector.Dense
	dense *vector.Dense
	bias  []float32
}

func newScorer(machines []*machine, terms, dims int) *scorer {
	tags := len(machines)
	s := &scorer{line: make([]int32, terms), dense: vector.NewDense(tags, dims), bias: make([]float32, tags)}
	used := 0
	for c := range s.line {
		s.line[c] = -1
		for _, m := range machines {
			if m.w[c] != 0 {
				s.line[c] = int32(used)
				used++
				break
			}
		}
	}
	s.terms = vector.NewDense(used, tags)
	for t, m := range machines {
		for c, line := range s.line {
			if line >= 0 {
				s.terms.Row(int(line))[t] = m.w[c]
			}
		}
		copy(s.dense.Row(t), m.w[terms:])
		s.bias[t] = m.bias
	}
	return s
}

// margins returns the distance of a text from the boundary of each tag.
func (s *scorer) margins(r row) []float32 {
	out := make([]float32, len(s.bias))
	copy(out, s.bias)
	for j, c := range r.idx {
		if line := s.line[c]; line >= 0 {
			v := r.val[j]
			for t, w := range s.terms.Row(int(line)) {
				out[t] += v * w
			}
		}
	}
	if len(r.dense) > 0 {
		for t := range out {
			out[t] += vector.Dot(r.dense, s.dense.Row(t))
		}
	}
	return out
}
