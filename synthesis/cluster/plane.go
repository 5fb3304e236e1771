package cluster

import (
	"context"
	"math"

	"throughline/synthesis/vector"
)

// Point is a place on a plane.
type Point struct{ X, Y float64 }

// How Plane works; the values of van der Maaten and Hinton's reference program, for a few hundred rows.
const (
	perplexity    = 12.0 // rows that count as near, roughly
	planeRounds   = 300
	earlyRounds   = 80  // in which nearness counts more, so that groups form
	exaggeration  = 4.0 // by how much
	earlyMomentum = 0.5
	lateMomentum  = 0.8
)

// Plane lays rows of length 1 on a plane so that rows near to one another stay near: t-SNE (van der Maaten and Hinton 2008) with
// exact gradients, begun at the first two principal directions, so that equal rows give equal places. The time grows with the
// square of the rows; 400 take half a second. Places are about (0, 0); distances between far places mean nothing, so that a few
// far from all others are drawn in. Returns ctx's error when it ends early.
func Plane(ctx context.Context, x *vector.Dense) ([]Point, error) {
	n := x.Rows
	at := flatten(x)
	if n < 4 {
		return at, ctx.Err()
	}
	near := affinities(x)
	speed := make([]Point, n)
	gain := make([]Point, n)
	for i := range gain {
		gain[i] = Point{1, 1}
	}
	push := make([]float64, n*n)
	rate := max(50, float64(n)/exaggeration)
	for round := range planeRounds {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		strength, momentum := 1.0, lateMomentum
		if round < earlyRounds {
			strength, momentum = exaggeration, earlyMomentum
		}
		pull := gradient(near, at, push, strength)
		for i := range at {
			at[i].X += step(&speed[i].X, &gain[i].X, pull[i].X, momentum, rate)
			at[i].Y += step(&speed[i].Y, &gain[i].Y, pull[i].Y, momentum, rate)
		}
	}
	drawIn(at)
	return at, nil
}

// step returns how far one coordinate moves, and keeps its speed and its gain (Jacobs 1988).
func step(speed, gain *float64, slope, momentum, rate float64) float64 {
	if slope > 0 != (*speed > 0) {
		*gain += 0.2
	} else {
		*gain = max(0.01, *gain*0.8)
	}
	*speed = momentum**speed - rate**gain*slope
	return *speed
}

// flatten returns rows along the two directions in which they vary most, small.
func flatten(x *vector.Dense) []Point {
	at := make([]Point, x.Rows)
	if x.Rows == 0 || x.Cols == 0 {
		return at
	}
	mean := make([]float32, x.Cols)
	for i := range x.Rows {
		for j, v := range x.Row(i) {
			mean[j] += v / float32(x.Rows)
		}
	}
	first := direction(x, mean, nil)
	second := direction(x, mean, first)
	for i := range at {
		at[i] = Point{along(x.Row(i), mean, first), along(x.Row(i), mean, second)}
	}
	var most float64
	for _, p := range at {
		most = max(most, math.Abs(p.X), math.Abs(p.Y))
	}
	for i := range at {
		at[i].X, at[i].Y = at[i].X/max(most, 1e-12)*0.01, at[i].Y/max(most, 1e-12)*0.01
	}
	return at
}

// directionRounds is enough for a start.
const directionRounds = 30

// direction returns the direction of length 1 in which rows vary most about their mean, at right angles to another.
func direction(x *vector.Dense, mean []float32, to []float64) []float64 {
	dir := make([]float64, x.Cols)
	for j := range dir {
		dir[j] = math.Sin(float64(j + 1)) // any direction will do that is not special
	}
	for range directionRounds {
		next := make([]float64, x.Cols)
		for i := range x.Rows {
			w := along(x.Row(i), mean, dir)
			for j, v := range x.Row(i) {
				next[j] += w * float64(v-mean[j])
			}
		}
		if to != nil {
			var shared float64
			for j, v := range next {
				shared += v * to[j]
			}
			for j := range next {
				next[j] -= shared * to[j]
			}
		}
		var norm float64
		for _, v := range next {
			norm += v * v
		}
		if norm < 1e-18 {
			return make([]float64, x.Cols)
		}
		for j, v := range next {
			dir[j] = v / math.Sqrt(norm)
		}
	}
	return dir
}

func along(row, mean []float32, dir []float64) (sum float64) {
	for j, v := range row {
		sum += float64(v-mean[j]) * dir[j]
	}
	return sum
}

// affinities returns how near rows are to one another, n×n, symmetric, summing to 1.
func affinities(x *vector.Dense) []float64 {
	n := x.Rows
	cos := vector.NewDense(n, n)
	vector.Products(cos, x, x)
	p := make([]float64, n*n)
	most := math.Log(min(perplexity, float64(n-1)/2))
	for i := range n {
		spread(p[i*n:(i+1)*n], cos.Row(i), i, most)
	}
	out := make([]float64, n*n)
	for i := range n {
		for j := range n {
			out[i*n+j] = max(1e-12, (p[i*n+j]+p[j*n+i])/(2*float64(n)))
		}
	}
	return out
}

// spread writes into p how likely each row is a neighbour of row self, by a Gaussian as wide as makes the entropy that wanted.
func spread(p []float64, cos []float32, self int, entropy float64) {
	low, high, beta := 0.0, math.Inf(1), 1.0
	for range 50 {
		var sum, weighed float64
		for j, c := range cos {
			p[j] = 0
			if j != self {
				d := 2 - 2*float64(c)
				p[j] = math.Exp(-beta * d)
				sum += p[j]
				weighed += p[j] * d
			}
		}
		sum = max(sum, 1e-300)
		for j := range p {
			p[j] /= sum
		}
		got := math.Log(sum) + beta*weighed/sum
		switch {
		case math.Abs(got-entropy) < 1e-4:
			return
		case got > entropy:
			low = beta
			if beta *= 2; !math.IsInf(high, 1) {
				beta = (low + high) / 2
			}
		default:
			high = beta
			beta = (low + high) / 2
		}
	}
}

// gradient returns the slope of t-SNE's cost at places.
func gradient(near []float64, at []Point, push []float64, strength float64) []Point {
	n := len(at)
	var total float64
	for i := range n {
		for j := i + 1; j < n; j++ {
			dx, dy := at[i].X-at[j].X, at[i].Y-at[j].Y
			q := 1 / (1 + dx*dx + dy*dy)
			push[i*n+j] = q
			total += 2 * q
		}
	}
	out := make([]Point, n)
	for i := range n {
		for j := i + 1; j < n; j++ {
			q := push[i*n+j]
			w := 4 * (strength*near[i*n+j] - q/total) * q
			dx, dy := w*(at[i].X-at[j].X), w*(at[i].Y-at[j].Y)
			out[i].X, out[i].Y = out[i].X+dx, out[i].Y+dy
			out[j].X, out[j].Y = out[j].X-dx, out[j].Y-dy
		}
	}
	return out
}
