package stat

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Saturation says how much news later interviews bring.
type Saturation struct {
	BaseCodes int       // codes first found in the base
	Ratios    []float64 // new-information ratio of each run; run i begins with interview base+i, counted from 0
	At        int       // interviews after which the threshold is met, base or more; -1 when it never is
}

// Saturate measures saturation by Guest, Namey and Chen 2020 (PLoS ONE 15(5): e0232076). newCodes has the number of codes first seen
// in each interview, in order; base is how many interviews make the base (they examine 4 to 6), run how many
// later interviews make a run (2 or 3), threshold the ratio that counts as saturated (0.05 or 0):
//
//	ratio = new codes in the run / codes in the base
//
// Runs slide by one interview. "At" and run are reported together: saturation at 6+2. With a base without codes,
// or too few interviews for a run, there are no ratios and At is -1.
func Saturate(newCodes []int, base, run int, threshold float64) Saturation {
	s := Saturation{At: -1}
	if base < 1 || run < 1 || base > len(newCodes) {
		return s
	}
	for _, n := range newCodes[:base] {
		s.BaseCodes += n
	}
	if s.BaseCodes == 0 {
		return s
	}
	for start := base; start+run <= len(newCodes); start++ {
		found := 0
		for _, n := range newCodes[start : start+run] {
			found += n
		}
		ratio := float64(found) / float64(s.BaseCodes)
		s.Ratios = append(s.Ratios, ratio)
		if s.At < 0 && ratio <= threshold {
			s.At = start
		}
	}
	return s
}

// NewCodes returns how many codes are first seen in each interview. codes has the codes of each interview, in order, small numbers from
// 0; a code that stands twice in an interview counts once.
func NewCodes(codes [][]int) []int {
	fresh := make([]int, len(codes))
	seen := make([]bool, codeCount(codes))
	for i, interview := range codes {
		for _, c := range interview {
			if !seen[c] {
				seen[c] = true
				fresh[i]++
			}
		}
	}
	return fresh
}

// codeCount is one more than the largest code.
func codeCount(codes [][]int) int {
	n := 0
	for _, interview := range codes {
		for _, c := range interview {
			n = max(n, c+1)
		}
	}
	return n
}

// Incidence is how many interviews hold each code: what estimates of unseen codes are made of.
type Incidence struct {
	Interviews int
	Counts     []int // of each code that occurs, ascending
}

// NewIncidence counts in how many interviews each code stands. codes is as for NewCodes.
func NewIncidence(codes [][]int) Incidence {
	counts := make([]int, codeCount(codes))
	last := make([]int, len(counts))
	for i, interview := range codes {
		for _, c := range interview {
			if last[c] != i+1 {
				last[c] = i + 1
				counts[c]++
			}
		}
	}
	slices.Sort(counts)
	first, _ := slices.BinarySearch(counts, 1)
	return Incidence{len(codes), counts[first:]}
}

// rare counts the codes of exactly one and of exactly two interviews.
func (in Incidence) rare() (q1, q2 float64) {
	for _, n := range in.Counts {
		switch n {
		case 1:
			q1++
		case 2:
			q2++
		}
	}
	return q1, q2
}

// Rarefy returns the codes to expect in t interviews drawn at random from those at hand, the mean over all orders (Colwell, Mao and
// Chang 2004, "Mao Tau"; exact):
//
//	S(t) = Σ 1 - C(T - count, t) / C(T, t)
//
// t is clipped to 0 to T.
func (in Incidence) Rarefy(t int) float64 {
	t = max(0, min(t, in.Interviews))
	var sum, missed float64
	last := -1
	all := logChoose(in.Interviews, t)
	for _, n := range in.Counts {
		if n != last { // ascending: many codes share a count
			last, missed = n, 0
			if in.Interviews-n >= t {
				missed = math.Exp(logChoose(in.Interviews-n, t) - all)
			}
		}
		sum += 1 - missed
	}
	return sum
}

// Unseen estimates how many codes no interview has shown yet, at least: Chao2 (Chao 1987) with its correction for few interviews,
//
//	Q0 = (T-1)/T · Q1² / (2 Q2), or (T-1)/T · Q1 (Q1-1) / 2 when Q2 is 0
//
// where Q1 codes stand in one interview and Q2 in two.
func (in Incidence) Unseen() float64 {
	if in.Interviews < 1 {
		return 0
	}
	t := float64(in.Interviews)
	q1, q2 := in.rare()
	if q2 == 0 {
		return (t - 1) / t * q1 * (q1 - 1) / 2
	}
	return (t - 1) / t * q1 * q1 / (2 * q2)
}

// Coverage estimates the share, 0 to 1, of all mentions to come that will be of codes seen already (Good 1953 and Turing; for interviews
// Chao and Jost 2012, equation 4a, and Q1 alone when Q2 is 0):
//
//	C = 1 - Q1/U · (T-1) Q1 / ((T-1) Q1 + 2 Q2),  U = Σ counts
//
// Without codes nothing is covered: 0.
func (in Incidence) Coverage() float64 {
	var u float64
	for _, n := range in.Counts {
		u += float64(n)
	}
	if u == 0 {
		return 0
	}
	t := float64(in.Interviews)
	q1, q2 := in.rare()
	if q1 == 0 {
		return 1
	}
	if q2 == 0 {
		return max(0, 1-q1/u*((t-1)*(q1-1)/((t-1)*(q1-1)+2)))
	}
	return 1 - q1/u*((t-1)*q1/((t-1)*q1+2*q2))
}

// Expect estimates how many codes not seen yet the next t interviews will bring (Colwell et al. 2012, equation 18, by way of the
// Good-Turing frequencies):
//
//	Q0 (1 - (1 - Q1 / (Q1 + T Q0))^t)
//
// It is trustworthy up to about as many interviews again as there are.
func (in Incidence) Expect(t int) float64 {
	q1, _ := in.rare()
	q0 := in.Unseen()
	if q0 <= 0 || t <= 0 {
		return 0
	}
	return q0 * (1 - math.Pow(1-q1/(q1+float64(in.Interviews)*q0), float64(t)))
}

// MoreInterviews estimates after how many further interviews a run of interviews is expected to bring no more than threshold of the
// codes of the base, Saturate's rule carried on by Expect. 0 means that already the next run is expected to. It gives up and
// returns -1 beyond twice as many interviews as there are, where the estimate tells nothing any more, and without a base.
func (in Incidence) MoreInterviews(baseCodes, run int, threshold float64) int {
	if baseCodes < 1 || run < 1 {
		return -1
	}
	for t := 0; t <= in.Interviews; t++ {
		if in.Expect(t+run)-in.Expect(t) <= threshold*float64(baseCodes)+1e-12 {
			return t
		}
	}
	return -1
}

// Band is what saturation would look like had the same interviews come in another order.
type Band struct {
	Mean      []float64 // codes seen after 1, 2, … interviews, the mean over all orders
	Low, High []float64 // between them lie the middle 90 % of the orders
	At        []int     // how many of the orders are saturated after so many interviews, by Saturate; by interviews from 0
	Never     int       // orders that never are
	Orders    int
}

// NewBand draws orders of the interviews at random and counts the codes seen after each interview. codes is as for NewCodes; base,
// run and threshold are as for Saturate. The mean is that of all orders (see Rarefy), the band that of the orders drawn, from
// the 5th to the 95th percentile. Equal seeds give equal bands. stop ends it early, with what was drawn so far; nil never does.
func NewBand(codes [][]int, base, run int, threshold float64, orders int, seed int64, stop func() bool) Band {
	n := len(codes)
	b := Band{At: make([]int, n+1)}
	in := NewIncidence(codes)
	for t := 1; t <= n; t++ {
		b.Mean = append(b.Mean, in.Rarefy(t))
	}
	rng := rand.New(rand.NewPCG(uint64(seed), 0x5a7))
	tally := make([][]int, n) // after each interview, how often so many codes had been seen
	for i := range tally {
		tally[i] = make([]int, len(in.Counts)+1)
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	seen := make([]int, codeCount(codes))
	fresh := make([]int, n)
	for o := range orders {
		if stop != nil && stop() {
			break
		}
		rng.Shuffle(n, func(i, j int) { order[i], order[j] = order[j], order[i] })
		sum := 0
		for i, at := range order {
			fresh[i] = 0
			for _, c := range codes[at] {
				if seen[c] != o+1 {
					seen[c] = o + 1
					fresh[i]++
				}
			}
			sum += fresh[i]
			tally[i][sum]++
		}
		b.Orders++
		if at := Saturate(fresh, base, run, threshold).At; at >= 0 {
			b.At[at]++
		} else {
			b.Never++
		}
	}
	for _, t := range tally {
		b.Low = append(b.Low, percentile(t, b.Orders, 0.05))
		b.High = append(b.High, percentile(t, b.Orders, 0.95))
	}
	return b
}

// percentile is the smallest value that at least a share p of n draws do not exceed; tally counts the draws by value.
func percentile(tally []int, n int, p float64) float64 {
	need := int(math.Ceil(p * float64(n)))
	for v, k := range tally {
		if need -= k; need <= 0 {
			return float64(v)
		}
	}
	return 0
}
