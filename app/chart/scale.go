package chart

import (
	"math"
	"strconv"
	"strings"
)

// Format writes a number as people read it: at most two decimals, no trailing zeros, thousands parted by commas.
// NaN and infinities are "".
func Format(v float64) string {
	if !finite(v) {
		return ""
	}
	s := strconv.FormatFloat(v, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	whole, rest := s, ""
	if i := strings.IndexByte(s, '.'); i >= 0 {
		whole, rest = s[:i], s[i:]
	}
	sign := ""
	if whole[0] == '-' {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return sign + whole + rest
}

// scale is a linear axis with round ticks.
type scale struct {
	lo, hi, step float64
}

// newScale covers lo…hi with at most n steps of 1, 2 or 5 times a power of ten. Whole numbers keep whole ticks.
func newScale(lo, hi float64, n int) scale {
	if hi <= lo {
		hi = lo + 1
	}
	raw := (hi - lo) / float64(max(1, n))
	pow := math.Pow(10, math.Floor(math.Log10(raw)))
	step := 10 * pow
	for _, m := range []float64{1, 2, 5} {
		if m*pow >= raw*(1-1e-9) {
			step = m * pow
			break
		}
	}
	if lo == math.Trunc(lo) && hi == math.Trunc(hi) && step < 1 {
		step = 1
	}
	return scale{math.Floor(lo/step+1e-9) * step, math.Ceil(hi/step-1e-9) * step, step}
}

// at maps v to 0 (lo) … 1 (hi).
func (s scale) at(v float64) float64 {
	if s.hi <= s.lo {
		return 0
	}
	return (v - s.lo) / (s.hi - s.lo)
}

// ticks are the round values from lo to hi.
func (s scale) ticks() []float64 {
	var out []float64
	for i := 0; i < 100; i++ {
		v := s.lo + float64(i)*s.step
		if v > s.hi+s.step/1000 {
			break
		}
		out = append(out, v)
	}
	return out
}
