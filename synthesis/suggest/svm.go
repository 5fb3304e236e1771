package suggest

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
)

// machine is a linear support vector machine that tells one tag from the rest, with what is needed to go on learning.
type machine struct {
	w     []float32 // terms, then dense coordinates
	bias  float32
	alpha []float32 // of each row of the training: how much it holds the boundary; 0 for rows far on the right side
}

func newMachine(width, rows int) *machine {
	return &machine{w: make([]float32, width), alpha: make([]float32, rows)}
}

func (m *machine) clone() *machine {
	return &machine{slices.Clone(m.w), m.bias, slices.Clone(m.alpha)}
}

func (m *machine) margin(r row) float32 { return r.dot(m.w) + m.bias }

// push moves the boundary by step towards row r.
func (m *machine) push(r row, step float32) {
	m.bias += step
	r.addTo(m.w, step)
}

// forget takes row i out of the boundary as if it had never been learned; descend then finds the new optimum.
func (m *machine) forget(i int, r row, sign int8) {
	if m.alpha[i] != 0 {
		m.push(r, -m.alpha[i]*float32(sign))
		m.alpha[i] = 0
	}
}

const (
	costC     = 1.0 // weight of the loss against the length of the weights; 0.3 to 4 give the same hits within .01
	tolerance = 0.1 // of the projected gradient; liblinear's default
	maxRounds = 60
)

// unbound shrinks nothing.
var unbound = float32(math.Inf(1))

// descend finds the optimum over the rows with a sign (1 carries the tag, -1 does not, 0 says nothing) by dual coordinate descent with
// shrinking (Hsieh et al. 2008, algorithm 3) for the squared hinge loss. It goes on from where the machine stands, so that after
// a small change a few rounds are enough. The bias is the weight of a feature that is always 1. When ctx ends it leaves what it has.
func (m *machine) descend(ctx context.Context, rows []row, norms []float32, sign []int8, rng *rand.Rand) {
	all := make([]int32, 0, len(rows))
	for i, y := range sign {
		if y != 0 {
			all = append(all, int32(i))
		}
	}
	active := slices.Clone(all)
	bound := unbound // the shrinking threshold: the largest projected gradient of the round before
	for range maxRounds {
		if ctx.Err() != nil {
			return
		}
		rng.Shuffle(len(active), func(i, j int) { active[i], active[j] = active[j], active[i] })
		kept, spread, high := m.round(active, rows, norms, sign, bound)
		whole := len(kept) == len(all)
		active = kept
		if spread <= tolerance {
			if whole {
				return
			}
			active, bound = append(active[:0], all...), unbound
			continue
		}
		if bound = high; bound <= 0 {
			bound = unbound
		}
	}
}

// round visits the active rows once and returns those worth another visit, the spread of projected gradients and the largest.
func (m *machine) round(active []int32, rows []row, norms []float32, sign []int8, bound float32) (kept []int32, spread, high float32) {
	high, low := float32(math.Inf(-1)), float32(math.Inf(1))
	kept = active[:0]
	for _, i := range active {
		y, alpha := float32(sign[i]), m.alpha[i]
		g := y*m.margin(rows[i]) - 1 + alpha/(2*costC)
		if alpha == 0 && g > bound {
			continue // it lies far on the right side: shrunk
		}
		kept = append(kept, i)
		pg := g
		if alpha == 0 {
			pg = min(g, 0)
		}
		high, low = max(high, pg), min(low, pg)
		if pg < 1e-7 && pg > -1e-7 {
			continue
		}
		m.alpha[i] = max(0, alpha-g/(norms[i]+1+1/(2*costC)))
		m.push(rows[i], (m.alpha[i]-alpha)*y)
	}
	return kept, high - low, high
}
