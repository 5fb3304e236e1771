package suggest

import (
	"context"
	"math/rand/v2"
	"slices"

	"throughline/synthesis/vector"
)

// training is what the machines of all tags learn from.
type training struct {
	rows     []row     // of the examples, then of the tags' own words, last the empty text, which has no tag
	norms    []float32 // squared lengths, beside rows
	examples int       // how many rows are examples
	names    []string  // of the tags, ascending
	carriers [][]int32 // examples of each tag, its descendants' included, ascending
	given    [][]int32 // tags of each example as given
	denied   [][]int32 // of an example of which only refusals are known: the tags; nil for others
	above    [][]int32 // ancestors of each tag
	heading  []bool    // tags above others that no example carries itself: they are never proposed
	seed     int64
	width    int // features
}

// newTraining sorts examples by tag. The rows are filled in by the caller.
func newTraining(examples []Example, opt Options) *training {
	s := &training{examples: len(examples), seed: opt.Seed}
	s.names = tagNames(examples, opt)
	s.above = ancestors(s.names, opt.Parents)
	s.carriers = make([][]int32, len(s.names))
	s.given, s.denied = make([][]int32, len(examples)), make([][]int32, len(examples))
	for i, e := range examples {
		for _, t := range s.places(e.Tags) {
			s.given[i] = append(s.given[i], t)
			for _, a := range append([]int32{t}, s.above[t]...) {
				if list := s.carriers[a]; len(list) == 0 || list[len(list)-1] != int32(i) {
					s.carriers[a] = append(list, int32(i))
				}
			}
		}
		if len(e.Tags) == 0 && len(e.Not) > 0 {
			s.denied[i] = s.places(e.Not)
		}
	}
	s.headings()
	return s
}

// below counts the examples that carry a tag only by one below it.
func (s *training) below(t int32) (n int) {
	for _, i := range s.carriers[t] {
		if !slices.Contains(s.given[i], t) {
			n++
		}
	}
	return n
}

// headings finds the tags that only gather those below them.
func (s *training) headings() {
	s.heading = make([]bool, len(s.names))
	for _, above := range s.above {
		for _, a := range above {
			s.heading[a] = true
		}
	}
	for _, given := range s.given {
		for _, t := range given {
			s.heading[t] = false
		}
	}
}

// tagNames are all tags, ascending.
func tagNames(examples []Example, opt Options) (names []string) {
	for tag := range opt.About {
		names = append(names, tag)
	}
	for _, e := range examples {
		names = append(names, e.Tags...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// places returns the places of tags among the names, ascending, each once; unknown ones are left out.
func (s *training) places(tags []string) []int32 {
	var out []int32
	for _, tag := range tags {
		if t, ok := slices.BinarySearch(s.names, tag); ok {
			out = append(out, int32(t))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// ancestors returns the places of the tags above each tag, nearest first.
func ancestors(names []string, parents map[string]string) [][]int32 {
	above := make([][]int32, len(names))
	for t, name := range names {
		for range maxDepth {
			p, ok := parents[name]
			if !ok {
				break
			}
			if at, known := slices.BinarySearch(names, p); known && at != t && !slices.Contains(above[t], int32(at)) {
				above[t] = append(above[t], int32(at))
			}
			name = p
		}
	}
	return above
}

// maxDepth is how many levels of tags are followed, so that a circle of parents ends.
const maxDepth = 12

// related reports whether one tag stands above the other.
func (s *training) related(a, b int32) bool {
	return slices.Contains(s.above[a], b) || slices.Contains(s.above[b], a)
}

// signs says what every row tells of tag t: 1 it carries it, -1 it does not, 0 nothing. Nothing is told by examples that only refuse other
// tags, and, whether a tag below fits better, by those that carry a tag above it.
func (s *training) signs(t int32) []int8 {
	sign := make([]int8, len(s.rows))
	for i := range s.examples {
		sign[i] = -1
		if d := s.denied[i]; d != nil && !slices.Contains(d, t) {
			sign[i] = 0
		}
		for _, g := range s.given[i] {
			if slices.Contains(s.above[t], g) {
				sign[i] = 0
			}
		}
	}
	for _, i := range s.carriers[t] {
		sign[i] = 1
	}
	for o := range s.names {
		at, o := s.examples+o, int32(o)
		switch {
		case o == t || slices.Contains(s.above[o], t):
			sign[at] = 1
		case slices.Contains(s.above[t], o):
			sign[at] = 0
		default:
			sign[at] = -1
		}
	}
	sign[len(s.rows)-1] = -1
	return sign
}

// setRows takes the rows of examples and names.
func (s *training) setRows(rows []row, width int) {
	s.rows, s.width = append(rows, row{}), width
	s.norms = make([]float32, len(s.rows))
	for i, r := range s.rows {
		s.norms[i] = r.norm()
	}
}

func (s *training) rng(t int32) *rand.Rand { return rand.New(rand.NewPCG(uint64(s.seed), uint64(t))) }

// learnAll trains every tag on all rows, and measures what the folds say of texts they did not see.
func (s *training) learnAll(ctx context.Context, progress func(done, total int64, what string)) ([]*machine, *heldOut, error) {
	machines := make([]*machine, len(s.names))
	held := s.holdOut()
	done := newCounter(int64(len(s.names)), progress)
	err := vector.EachChunk(ctx, len(s.names), 1, func(lo, _ int) {
		t := int32(lo)
		m, sign, rng := newMachine(s.width, len(s.rows)), s.signs(t), s.rng(t)
		m.descend(ctx, s.rows, s.norms, sign, rng)
		machines[t] = m
		held.measure(ctx, t, m, sign, rng)
		done.add()
	})
	return machines, held, err
}
