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

// scale is an axis with round ticks: linear, or logarithmic from lo above 0 with a tick at each power of ten.
type scale struct {
	lo, hi, step float64
	log          bool
}

// newLogScale covers lo…hi, both above 0, from a power of ten to another.
func newLogScale(lo, hi float64) scale {
	s := scale{lo: math.Pow(10, math.Floor(math.Log10(lo)+1e-9)), hi: math.Pow(10, math.Ceil(math.Log10(hi)-1e-9)), step: 10, log: true}
	if s.hi <= s.lo {
		s.hi = 10 * s.lo
	}
	return s
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
	return scale{lo: math.Floor(lo/step+1e-9) * step, hi: math.Ceil(hi/step-1e-9) * step, step: step}
}

// at maps v to 0 (lo) … 1 (hi).
func (s scale) at(v float64) float64 {
	switch {
	case s.hi <= s.lo:
		return 0
	case s.log:
		return math.Log(v/s.lo) / math.Log(s.hi/s.lo)
	}
	return (v - s.lo) / (s.hi - s.lo)
}

// ticks are the round values from lo to hi.
func (s scale) ticks() []float64 {
	var out []float64
	if s.log {
		for v := s.lo; v <= s.hi*1.001; v *= s.step {
			out = append(out, v)
		}
		return out
	}
	for i := 0; i < 100; i++ {
		v := s.lo + float64(i)*s.step
		if v > s.hi+s.step/1000 {
			break
		}
		out = append(out, v)
	}
	return out
}
