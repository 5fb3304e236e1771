package passage

import (
	"slices"
	"sort"
)

// pair says that element a of one sequence stands for element b of the other.
type pair struct{ a, b int }

const (
	// smallAlign is the product of lengths up to which sequences are compared exactly at once.
	smallAlign = 1 << 14
	// maxEdits bounds the exact comparison of what has no landmarks: beyond it a stretch counts as rewritten. It keeps the cost of
	// a totally different text linear, and its memory below 8 MB.
	maxEdits = 1000
)

// align pairs equal elements of two sequences, ascending in both: first those at the ends, then landmarks (elements that both
// have just once, the longest ascending run of them: the patience diff of Bram Cohen), then the rest between them by the greedy
// comparison of Myers (1986), which is exact. Stretches without landmarks that differ too much stay unpaired.
func align(a, b []int32) []pair {
	var out []pair
	alignPart(a, b, 0, 0, &out)
	return out
}

// alignPart aligns what begins at offsets ao and bo.
func alignPart(a, b []int32, ao, bo int, out *[]pair) {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		*out = append(*out, pair{ao, bo})
		a, b, ao, bo = a[1:], b[1:], ao+1, bo+1
	}
	tail := 0
	for tail < len(a) && tail < len(b) && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	endA, endB := ao+len(a)-tail, bo+len(b)-tail
	a, b = a[:len(a)-tail], b[:len(b)-tail]
	alignMiddle(a, b, ao, bo, out)
	for i := range tail {
		*out = append(*out, pair{endA + i, endB + i})
	}
}

func alignMiddle(a, b []int32, ao, bo int, out *[]pair) {
	if len(a) == 0 || len(b) == 0 {
		return
	}
	var marks []pair
	if len(a)*len(b) > smallAlign {
		marks = landmarks(a, b)
	}
	if len(marks) == 0 {
		for _, p := range myers(a, b) {
			*out = append(*out, pair{ao + p.a, bo + p.b})
		}
		return
	}
	i, j := 0, 0
	for _, p := range marks {
		alignPart(a[i:p.a], b[j:p.b], ao+i, bo+j, out)
		*out = append(*out, pair{ao + p.a, bo + p.b})
		i, j = p.a+1, p.b+1
	}
	alignPart(a[i:], b[j:], ao+i, bo+j, out)
}

// landmarks pairs elements that both sequences have just once, as many as ascend in both.
func landmarks(a, b []int32) []pair {
	type seen struct{ inA, inB, a, b int }
	count := make(map[int32]*seen, len(a))
	for i, x := range a {
		s := count[x]
		if s == nil {
			s = &seen{}
			count[x] = s
		}
		s.inA++
		s.a = i
	}
	for j, x := range b {
		if s := count[x]; s != nil {
			s.inB++
			s.b = j
		}
	}
	var once []pair
	for i, x := range a {
		if s := count[x]; s.inA == 1 && s.inB == 1 {
			once = append(once, pair{i, s.b})
		}
	}
	return ascending(once)
}

// ascending keeps the longest run of pairs, sorted by a, that ascends in b as well.
func ascending(all []pair) []pair {
	var tops []int // tops[k] is the pair with the least b that ends a run of k+1
	before := make([]int, len(all))
	for i, p := range all {
		k := sort.Search(len(tops), func(k int) bool { return all[tops[k]].b >= p.b })
		before[i] = -1
		if k > 0 {
			before[i] = tops[k-1]
		}
		if k == len(tops) {
			tops = append(tops, i)
		} else {
			tops[k] = i
		}
	}
	out := make([]pair, len(tops))
	if len(tops) == 0 {
		return nil
	}
	for i, k := tops[len(tops)-1], len(tops)-1; k >= 0; i, k = before[i], k-1 {
		out[k] = all[i]
	}
	return out
}

// myers pairs as many elements as can be paired, or none if more than maxEdits would stay unpaired.
func myers(a, b []int32) []pair {
	limit := min(len(a)+len(b), maxEdits)
	reach := make([]int32, 2*limit+3) // by diagonal a-b, shifted: the farthest a reached
	mid := limit + 1
	var trace [][]int32
	for d := 0; d <= limit; d++ {
		trace = append(trace, slices.Clone(reach[mid-d-1:mid+d+2]))
		for k := -d; k <= d; k += 2 {
			x := reach[mid+k-1] + 1
			if k == -d || k != d && reach[mid+k-1] < reach[mid+k+1] {
				x = reach[mid+k+1]
			}
			for int(x) < len(a) && int(x)-k < len(b) && a[x] == b[int(x)-k] {
				x++
			}
			reach[mid+k] = x
			if int(x) >= len(a) && int(x)-k >= len(b) {
				return retrace(a, b, trace)
			}
		}
	}
	return nil
}

// retrace walks the comparison back and collects what was equal.
func retrace(a, b []int32, trace [][]int32) []pair {
	var out []pair
	x, y := len(a), len(b)
	for d := len(trace) - 1; d >= 0; d-- {
		reach := func(k int) int { return int(trace[d][k+d+1]) }
		k := x - y
		prev := k - 1
		if k == -d || k != d && reach(k-1) < reach(k+1) {
			prev = k + 1
		}
		px := reach(prev)
		py := px - prev
		for x > 0 && y > 0 && (d == 0 || x > px && y > py) {
			x, y = x-1, y-1
			out = append(out, pair{x, y})
		}
		x, y = px, py
	}
	slices.Reverse(out)
	return out
}
