package suggest

import (
	"context"
	"math"
	"math/rand/v2"
)

// problem is one tag against the rest.
type problem struct {
	width int
	rows  []row
	sign  []float64 // 1 for rows with the tag, -1 for those without
	rng   *rand.Rand
}

func (p *problem) add(r row, carries bool) {
	p.rows = append(p.rows, r)
	if carries {
		p.sign = append(p.sign, 1)
	} else {
		p.sign = append(p.sign, -1)
	}
}

const (
	costC     = 1.0 // weight of the loss against the length of the weights; liblinear's default
	tolerance = 0.1 // of the projected gradient; liblinear's default
	maxRounds = 60
)

// solve finds weights and bias by dual coordinate descent with shrinking (Hsieh et al. 2008, algorithm 3) for the
// squared hinge loss. The bias is the weight of a feature that is always 1. When ctx ends it returns what it has.
func (p *problem) solve(ctx context.Context) (weights []float64, bias float64) {
	weights = make([]float64, p.width)
	alpha, diag := make([]float64, len(p.rows)), make([]float64, len(p.rows))
	active := make([]int, len(p.rows))
	for i, r := range p.rows {
		diag[i] = r.norm() + 1 + 1/(2*costC)
		active[i] = i
	}
	bound := math.Inf(1) // the shrinking threshold: the largest projected gradient of the round before
	for range maxRounds {
		if ctx.Err() != nil {
			return weights, bias
		}
		p.rng.Shuffle(len(active), func(i, j int) { active[i], active[j] = active[j], active[i] })
		high, low := math.Inf(-1), math.Inf(1)
		kept := active[:0]
		for _, i := range active {
			r, y := p.rows[i], p.sign[i]
			g := y*(r.dot(weights)+bias) - 1 + alpha[i]/(2*costC)
			if alpha[i] == 0 && g > bound {
				continue // it lies far on the right side: shrunk
			}
			kept = append(kept, i)
			pg := g
			if alpha[i] == 0 {
				pg = min(g, 0)
			}
			high, low = max(high, pg), min(low, pg)
			if math.Abs(pg) < 1e-12 {
				continue
			}
			old := alpha[i]
			alpha[i] = max(0, old-g/diag[i])
			step := (alpha[i] - old) * y
			bias += step
			r.addTo(weights, step)
		}
		whole := len(kept) == len(p.rows)
		active = kept
		if high-low <= tolerance {
			if whole {
				break
			}
			active, bound = unshrunk(len(p.rows)), math.Inf(1)
			continue
		}
		if bound = high; bound <= 0 {
			bound = math.Inf(1)
		}
	}
	return weights, bias
}

func unshrunk(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}
