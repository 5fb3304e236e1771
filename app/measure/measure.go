// Package measure holds what the language engine proposes by itself against labels that people gave.
package measure

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"throughline/app"
)

// Set is texts with a label each.
type Set struct {
	Texts  []string
	Labels []string // beside Texts
}

// NewSet takes the rows that have a text and a label, in order, and tells how many were left out. Returns EInvalid when fewer than two
// rows or fewer than two labels are left.
func NewSet(texts, labels []string) (set Set, left int, err error) {
	known := map[string]bool{}
	for i, t := range texts {
		label := strings.TrimSpace(labels[i])
		if label == "" || strings.TrimSpace(t) == "" {
			left++
			continue
		}
		known[label] = true
		set.Texts, set.Labels = append(set.Texts, t), append(set.Labels, label)
	}
	switch len(known) {
	case 0:
		return Set{}, left, app.Invalid("No row has both a text and a label.", "Are these the right columns?")
	case 1:
		return Set{}, left, app.Invalid(fmt.Sprintf("All rows with a text and a label (%d) have the label “%s”.", len(set.Texts), set.Labels[0]),
			"At least two labels are needed to compare. Are these the right columns?")
	}
	return set, left, nil
}

// shuffled returns the set in an order drawn by the seed; the first n rows when n is above 0.
func (s Set) shuffled(n int, seed int64) Set {
	rng := rand.New(rand.NewPCG(uint64(seed), 0x5e7))
	order := rng.Perm(len(s.Texts))
	if n > 0 && n < len(order) {
		order = order[:n]
	}
	var out Set
	for _, i := range order {
		out.Texts, out.Labels = append(out.Texts, s.Texts[i]), append(out.Labels, s.Labels[i])
	}
	return out
}

// numbers returns the labels as numbers 0, 1, … in order of first appearance, and how many there are.
func (s Set) numbers() (number []int, labels int) {
	ids := make(map[string]int)
	number = make([]int, len(s.Labels))
	for i, l := range s.Labels {
		if _, ok := ids[l]; !ok {
			ids[l] = len(ids)
		}
		number[i] = ids[l]
	}
	return number, len(ids)
}

// watch measures one piece of work.
type watch struct {
	wall time.Time
	cpu  float64
}

func start() watch { return watch{time.Now(), processCPU()} }

// stop returns the seconds since start: by the clock on the wall, and of all processors together, as far as the system tells.
func (w watch) stop() (wall, cpu float64) {
	return time.Since(w.wall).Seconds(), processCPU() - w.cpu
}

// mean is the arithmetic mean, 0 of nothing.
func mean(sum []float64) float64 {
	var all float64
	for _, v := range sum {
		all += v
	}
	return all / float64(max(1, len(sum)))
}
