package suggest

import (
	"context"
	"math"
	"math/rand/v2"
	"sync/atomic"

	"throughline/synthesis/vector"
)

// sigmoid turns a margin into a chance: 1 / (1 + e^(a·margin + b)).
type sigmoid struct{ a, b float64 }

func (s sigmoid) at(margin float64) float64 {
	z := s.a*margin + s.b
	if z >= 0 {
		e := math.Exp(-z)
		return e / (1 + e)
	}
	return 1 / (1 + math.Exp(z))
}

// defaultSigmoid stands where nothing can be held out: margin 0 is an even chance less some caution.
var defaultSigmoid = sigmoid{a: -2, b: 0.5}

const (
	maxFolds     = 3
	maxHeldOut   = 1500 // examples that are held out in all: the sigmoid has two numbers to learn
	minCalibrate = 6    // examples below which nothing is held out
)

// calibrate fits one sigmoid for all tags on the margins of examples that the machine of the fold did not see:
// single tags have too few examples for a sigmoid of their own.
func (s *training) calibrate(ctx context.Context) (sigmoid, error) {
	if s.examples < minCalibrate {
		return defaultSigmoid, ctx.Err()
	}
	fold, folds := s.folds()
	jobs := folds * len(s.carriers)
	margins, carries := make([][]float64, jobs), make([][]bool, jobs)
	err := vector.EachChunk(ctx, jobs, 1, func(j, _ int) {
		f, t := j/len(s.carriers), j%len(s.carriers)
		if len(s.carriers[t]) == 0 {
			return
		}
		var seen, held []int
		for i, at := range fold {
			if at == f {
				held = append(held, i)
			} else {
				seen = append(seen, i)
			}
		}
		w, b := s.learn(ctx, t, seen)
		carrier := make(map[int]bool)
		for _, i := range s.carriers[t] {
			carrier[i] = true
		}
		for _, i := range held {
			if !s.speaks(i, t) {
				continue
			}
			margins[j] = append(margins[j], s.rows[i].dot(w)+b)
			carries[j] = append(carries[j], carrier[i])
		}
	})
	if err != nil {
		return sigmoid{}, err
	}
	var m []float64
	var y []bool
	for j := range margins {
		m, y = append(m, margins[j]...), append(y, carries[j]...)
	}
	return fitSigmoid(m, y), nil
}

// folds deals the examples at random over as many folds as returned; examples beyond maxHeldOut are never held out
// (-1). Many examples make one fold: it holds enough out and spares two trainings.
func (s *training) folds() (fold []int, folds int) {
	folds = maxFolds
	if s.examples > maxFolds*maxHeldOut {
		folds = 1
	}
	rng := rand.New(rand.NewPCG(uint64(s.seed), 0xf01d))
	fold = make([]int, s.examples)
	for n, i := range rng.Perm(s.examples) {
		fold[i] = -1
		if n < maxHeldOut {
			fold[i] = n % folds
		}
	}
	return fold, folds
}

// fitSigmoid finds the sigmoid of greatest likelihood by Newton's method with backtracking (Platt 1999 as corrected
// by Lin, Lin and Weng 2007), with Platt's smoothed targets.
func fitSigmoid(margin []float64, carries []bool) sigmoid {
	var pos, neg float64
	for _, c := range carries {
		if c {
			pos++
		} else {
			neg++
		}
	}
	if pos == 0 || neg == 0 {
		return defaultSigmoid
	}
	high, low := (pos+1)/(pos+2), 1/(neg+2)
	target := make([]float64, len(carries))
	for i, c := range carries {
		target[i] = low
		if c {
			target[i] = high
		}
	}
	s := sigmoid{0, math.Log((neg + 1) / (pos + 1))}
	loss := plattLoss(s, margin, target)
	for range 100 {
		next, nextLoss, ok := newton(s, loss, margin, target)
		if !ok {
			break
		}
		s, loss = next, nextLoss
	}
	if s.a >= 0 {
		return defaultSigmoid // margins held no news: keep the order they give
	}
	return s
}

// newton takes one damped Newton step; ok is false at the optimum.
func newton(s sigmoid, loss float64, margin, target []float64) (next sigmoid, nextLoss float64, ok bool) {
	const ridge = 1e-12
	h11, h22, h21, g1, g2 := ridge, ridge, 0.0, 0.0, 0.0
	for i, m := range margin {
		p := s.at(m)
		d2 := p * (1 - p)
		h11 += m * m * d2
		h22 += d2
		h21 += m * d2
		d1 := target[i] - p
		g1 += m * d1
		g2 += d1
	}
	if math.Abs(g1) < 1e-5 && math.Abs(g2) < 1e-5 {
		return s, loss, false
	}
	det := h11*h22 - h21*h21
	da, db := -(h22*g1-h21*g2)/det, -(h11*g2-h21*g1)/det
	slope := g1*da + g2*db
	for step := 1.0; step >= 1e-10; step /= 2 {
		next = sigmoid{s.a + step*da, s.b + step*db}
		nextLoss = plattLoss(next, margin, target)
		if nextLoss < loss+1e-4*step*slope {
			return next, nextLoss, true
		}
	}
	return s, loss, false
}

func plattLoss(s sigmoid, margin, target []float64) (loss float64) {
	for i, m := range margin {
		z := s.a*m + s.b
		if z >= 0 {
			loss += target[i]*z + math.Log1p(math.Exp(-z))
		} else {
			loss += (target[i]-1)*z + math.Log1p(math.Exp(z))
		}
	}
	return loss
}

// counter tells progress from several goroutines.
type counter struct {
	done  atomic.Int64
	total int64
	tell  func(done, total int64, what string)
}

func newCounter(total int64, tell func(done, total int64, what string)) *counter {
	return &counter{total: total, tell: tell}
}

func (c *counter) add() {
	n := c.done.Add(1)
	if c.tell != nil {
		c.tell(n, c.total, "Learning tags")
	}
}
