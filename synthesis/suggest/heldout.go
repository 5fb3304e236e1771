package suggest

import (
	"context"
	"math/rand/v2"

	"throughline/synthesis/vector"
)

// heldOut are margins of examples from machines that did not see them.
type heldOut struct {
	set   *training
	parts []part
}

// part is one dealing of examples over folds.
type part struct {
	fold    []int8 // of each example, -1 for one that is never held out
	folds   int
	share   float64       // of the examples that a machine of a fold learns from
	rows    []int32       // examples held out, ascending
	margins *vector.Dense // rows × tags
}

const (
	manyFolds    = 5
	someFolds    = 3
	fewFolds     = 2
	maxHeldOut   = 1500 // examples that are held out in all
	maxLearning  = 2000 // examples above which how much more of them would help is not asked: little
	minCalibrate = 6    // examples below which nothing is held out
)

// holdOut deals the examples. Few are dealt twice: over five folds, and over two to see how scores grow with what is learned from. More are
// dealt over three folds, and of very many some are held out once.
func (s *training) holdOut() *heldOut {
	h := &heldOut{set: s}
	switch {
	case s.examples < minCalibrate:
	case s.examples > 3*maxHeldOut:
		h.parts = append(h.parts, s.deal(1))
	case s.examples > maxLearning:
		h.parts = append(h.parts, s.deal(someFolds))
	default:
		h.parts = append(h.parts, s.deal(manyFolds), s.deal(fewFolds))
	}
	return h
}

// deal deals examples at random over folds so that each tag's are spread evenly. One fold holds out maxHeldOut.
func (s *training) deal(folds int) part {
	p := part{fold: make([]int8, s.examples), folds: folds}
	rng := rand.New(rand.NewPCG(uint64(s.seed), 0xf01d+uint64(folds)))
	order := rng.Perm(s.examples)
	for i := range p.fold {
		p.fold[i] = -1
	}
	if folds == 1 {
		for _, i := range order[:maxHeldOut] {
			p.fold[i] = 0
		}
		p.share = 1 - float64(maxHeldOut)/float64(s.examples)
	} else {
		p.share = 1 - 1/float64(folds)
		next := rng.IntN(folds)
		put := func(i int) {
			if p.fold[i] < 0 {
				p.fold[i] = int8(next % folds)
				next++
			}
		}
		byTag := make([][]int, len(s.names)+1)
		for _, i := range order {
			t := len(s.names)
			if len(s.given[i]) > 0 {
				t = int(s.given[i][0])
			}
			byTag[t] = append(byTag[t], i)
		}
		for _, list := range byTag {
			for _, i := range list {
				put(i)
			}
		}
	}
	for i, f := range p.fold {
		if f >= 0 {
			p.rows = append(p.rows, int32(i))
		}
	}
	p.margins = vector.NewDense(len(p.rows), len(s.names))
	return p
}

// measure trains tag t without each fold, going on from the machine that learned from all, and notes the margins of the fold.
func (h *heldOut) measure(ctx context.Context, t int32, all *machine, sign []int8, rng *rand.Rand) {
	s := h.set
	for _, p := range h.parts {
		for f := range int8(p.folds) {
			m := all.clone()
			less := make([]int8, len(sign))
			copy(less, sign)
			for i, at := range p.fold {
				if at == f && sign[i] != 0 {
					m.forget(i, s.rows[i], sign[i])
					less[i] = 0
				}
			}
			m.descend(ctx, s.rows, s.norms, less, rng)
			for n, i := range p.rows {
				if p.fold[i] == f {
					p.margins.Row(n)[t] = m.margin(s.rows[i])
				}
			}
		}
	}
}
