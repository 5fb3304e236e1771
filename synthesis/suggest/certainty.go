package suggest

import (
	"math"
	"slices"
)

// certainty turns margins into chances: a logistic function of a tag's margin and of its lead over the best other tag (Platt 1999, with the
// lead added). Where each text carries one tag the lead tells most; where texts carry several it is learned to tell little.
type certainty traits

// traits are what a chance is computed from: a tag's margin, its lead, 1, and the logarithm of the share of examples that the
// machine learned from, 0 for all of them. The last one takes off what a machine of a fold lacks to one that saw everything.
type traits [4]float64

// usual are the weights before anything is held out: what 5 to 30 examples a tag gave on four public sets, with some caution.
// stiff says how much evidence outweighs them: about as many passages as that.
var (
	usual = certainty{2, 1, -0.5, 0}
	stiff = traits{1, 1, 1, 1}
)

const (
	// topTags is how many tags of a text held out count: those that would be shown. The rest are easy and would drown them.
	topTags = 3
	// noRival stands for the margin of the best other tag where there is none: a firm no.
	noRival = -1
)

func (c certainty) at(margin, lead float32) float64 {
	return logistic(c[0]*float64(margin) + c[1]*float64(lead) + c[2])
}

func logistic(z float64) float64 {
	if z >= 0 {
		return 1 / (1 + math.Exp(-z))
	}
	e := math.Exp(z)
	return e / (1 + e)
}

// scores gives every tag its chance.
func (c certainty) scores(s *training, margins []float32) []hit {
	leads := s.leads(margins)
	hits := make([]hit, len(margins))
	for t := range hits {
		hits[t] = hit{int32(t), c.at(margins[t], leads[t])}
	}
	return hits
}

// leads returns how far each tag's margin stands above the largest of the tags that are neither above nor below it.
func (s *training) leads(margins []float32) []float32 {
	order := top(margins, 2)
	if !s.flat() {
		order = top(margins, len(margins))
	}
	out := make([]float32, len(margins))
	for t, v := range margins {
		rival := float32(noRival)
		for _, o := range order {
			if o != int32(t) && !s.related(o, int32(t)) {
				rival = max(rival, margins[o])
				break
			}
		}
		out[t] = v - rival
	}
	return out
}

// flat reports whether no tag stands above another.
func (s *training) flat() bool {
	return !slices.ContainsFunc(s.above, func(a []int32) bool { return len(a) > 0 })
}

// top returns the places of the n largest values, largest first.
func top(v []float32, n int) []int32 {
	out := make([]int32, 0, n+1)
	for t := range v {
		at := len(out)
		for at > 0 && v[out[at-1]] < v[t] {
			at--
		}
		if at < n {
			out = slices.Insert(out, at, int32(t))
			out = out[:min(len(out), n)]
		}
	}
	return out
}

// calibrate fits one certainty for all tags on the margins held out: single tags have too few examples for one of their own.
func (h *heldOut) calibrate() certainty {
	var x []traits
	var y []bool
	for _, p := range h.parts {
		grown := math.Log(p.share)
		for n, i := range p.rows {
			margins := p.margins.Row(n)
			leads := h.set.leads(margins)
			for _, t := range top(margins, topTags) {
				if h.set.speaks(i, t) {
					x = append(x, traits{float64(margins[t]), float64(leads[t]), 1, grown})
					y = append(y, h.set.carries(i, t))
				}
			}
		}
	}
	c := fitLogistic(x, y)
	if c[0] < 0 || c[1] < 0 || c[0]+c[1] < 0.1 {
		return usual // margins held no news: keep the order they give
	}
	return c
}

// speaks reports whether example i tells anything about tag t.
func (s *training) speaks(i, t int32) bool {
	if d := s.denied[i]; d != nil && !slices.Contains(d, t) {
		return false
	}
	return !slices.ContainsFunc(s.given[i], func(g int32) bool { return slices.Contains(s.above[t], g) }) || s.carries(i, t)
}

// carries reports whether example i carries tag t or one below it.
func (s *training) carries(i, t int32) bool {
	_, ok := slices.BinarySearch(s.carriers[t], i)
	return ok
}
