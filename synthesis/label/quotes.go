package label

import (
	"cmp"
	"context"
	"math"
	"slices"

	"throughline/synthesis/vector"
)

// Quotable is what Quotes needs to know about passages.
type Quotable struct {
	Rows   *vector.Sparse // TF-IDF, passages × terms
	Theme  []int          // theme of each passage, -1 for none
	Themes int            // number of themes
	Words  []int          // words of each passage
	From   []string       // who each passage comes from; may be ""
}

// Quotes returns for each theme the passages that stand for it, best first, up to most.
func Quotes(ctx context.Context, q Quotable, most int) ([][]int, error) {
	centers, members := q.centers()
	out := make([][]int, q.Themes)
	err := vector.EachChunk(ctx, q.Themes, 1, func(t, _ int) { out[t] = q.pick(members[t], centers[t], most) })
	return out, err
}

// centers returns the sum of the rows of each theme, and its passages.
func (q Quotable) centers() (centers [][]float64, members [][]int) {
	centers, members = make([][]float64, q.Themes), make([][]int, q.Themes)
	for i, t := range q.Theme {
		if t < 0 {
			continue
		}
		if centers[t] == nil {
			centers[t] = make([]float64, q.Rows.Cols)
		}
		members[t] = append(members[t], i)
		idx, val := q.Rows.Row(i)
		for j, c := range idx {
			centers[t][c] += val[j]
		}
	}
	return centers, members
}

// closeness returns the cosine of each member with the centre.
func (q Quotable) closeness(members []int, center []float64) []float64 {
	near := make([]float64, len(members))
	var norm float64
	for _, v := range center {
		norm += v * v
	}
	norm = math.Sqrt(max(norm, 1e-12))
	for n, i := range members {
		idx, val := q.Rows.Row(i)
		for j, c := range idx {
			near[n] += val[j] * center[c] / norm
		}
	}
	return near
}

// Closeness returns the cosine of each passage with the middle of its theme, 0 for one in none.
func (q Quotable) Closeness() []float64 {
	out := make([]float64, len(q.Theme))
	centers, members := q.centers()
	for t := range members {
		for n, near := range q.closeness(members[t], centers[t]) {
			out[members[t][n]] = near
		}
	}
	return out
}

// pick takes the passages closest to the centre, less what repeats one taken or its speaker.
func (q Quotable) pick(members []int, center []float64, most int) []int {
	near := q.closeness(members, center)
	for n, i := range members {
		near[n] *= lengthFit(q.Words[i])
	}
	order := make([]int, len(members)) // closest first: what cannot win any more is not looked at
	for n := range order {
		order[n] = n
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(near[b], near[a]) })
	var taken []int
	used := make([]bool, len(members))
	for len(taken) < min(most, len(members)) {
		best, bestScore := -1, math.Inf(-1)
		for _, n := range order {
			if near[n]*lambda <= bestScore {
				break
			}
			if used[n] {
				continue
			}
			s := near[n] * lambda
			for _, j := range taken {
				s = min(s, near[n]*lambda-(1-lambda)*q.alike(members[n], j))
			}
			if s > bestScore {
				best, bestScore = n, s
			}
		}
		used[best] = true
		taken = append(taken, members[best])
	}
	return taken
}

// lambda weighs closeness against repetition (Carbonell and Goldstein 1998).
const lambda = 0.7

// samePerson is how much more alike two passages count when they come from one person.
const samePerson = 0.5

// alike returns the cosine of two passages, and more when both come from one person.
func (q Quotable) alike(a, b int) float64 {
	sum := q.Rows.Dot(a, b)
	if q.From[a] != "" && q.From[a] == q.From[b] {
		sum += samePerson
	}
	return sum
}

// lengthFit prefers passages of 6 to 25 words: shorter ones say little, longer ones are not read.
func lengthFit(words int) float64 {
	switch {
	case words < 6:
		return 0.4 + 0.1*float64(words)
	case words > 25:
		return max(0.4, 1-0.01*float64(words-25))
	}
	return 1
}
