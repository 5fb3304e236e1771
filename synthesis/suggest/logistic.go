package suggest

import "math"

// fitLogistic finds the weights of greatest posterior, with a normal prior about the usual ones, by Newton's method with halved steps.
func fitLogistic(x []traits, y []bool) certainty {
	w := usual
	loss := w.loss(x, y)
	for range 50 {
		step := w.newton(x, y)
		moved := false
		for scale := 1.0; scale > 1e-6 && !moved; scale /= 2 {
			next := w
			for k := range w {
				next[k] -= scale * step[k]
			}
			if l := next.loss(x, y); l < loss-1e-9 {
				w, loss, moved = next, l, true
			}
		}
		if !moved {
			break
		}
	}
	return w
}

// newton returns the step from gradient and Hessian.
func (c certainty) newton(x []traits, y []bool) traits {
	var g traits
	var h [4]traits
	for k := range c {
		g[k], h[k][k] = stiff[k]*(c[k]-usual[k]), stiff[k]
	}
	for i, f := range x {
		p := logistic(c.dot(f))
		d := p
		if y[i] {
			d--
		}
		for a := range f {
			g[a] += d * f[a]
			for b := range f {
				h[a][b] += p * (1 - p) * f[a] * f[b]
			}
		}
	}
	return solve(h, g)
}

func (c certainty) dot(f traits) (sum float64) {
	for k := range c {
		sum += c[k] * f[k]
	}
	return sum
}

// loss is the negative logarithm of the posterior, but for a constant.
func (c certainty) loss(x []traits, y []bool) (sum float64) {
	for k := range c {
		sum += stiff[k] * (c[k] - usual[k]) * (c[k] - usual[k]) / 2
	}
	for i, f := range x {
		z := c.dot(f)
		if y[i] {
			z = -z
		}
		if z > 0 {
			sum += z + math.Log1p(math.Exp(-z))
		} else {
			sum += math.Log1p(math.Exp(z))
		}
	}
	return sum
}

// solve returns h⁻¹g for a positive definite h by Cholesky's method.
func solve(h [4]traits, g traits) (w traits) {
	var l [4]traits
	for i := range l {
		for j := range i + 1 {
			sum := h[i][j]
			for k := range j {
				sum -= l[i][k] * l[j][k]
			}
			if i == j {
				l[i][i] = math.Sqrt(max(sum, 1e-12))
			} else {
				l[i][j] = sum / l[j][j]
			}
		}
	}
	var z traits
	for i := range z {
		sum := g[i]
		for k := range i {
			sum -= l[i][k] * z[k]
		}
		z[i] = sum / l[i][i]
	}
	for i := len(w) - 1; i >= 0; i-- {
		sum := z[i]
		for k := i + 1; k < len(w); k++ {
			sum -= l[k][i] * w[k]
		}
		w[i] = sum / l[i][i]
	}
	return w
}
