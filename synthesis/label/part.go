package label

import (
	"cmp"
	"slices"
)

// part writes the names of the themes so that no two begin with the same.
func (n *Namer) part(picked []picks) [][]string {
	var order []int
	for t, p := range picked {
		if len(p.names) > 0 {
			order = append(order, t)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(picked[b].names[0].score, picked[a].names[0].score)
	})
	out := make([][]string, len(picked))
	used := make(map[string]bool, len(picked))
	for _, t := range order {
		terms := n.firstFree(picked[t], used)
		if len(terms) > 0 {
			used[terms[0]] = true
		}
		out[t] = terms
	}
	return out
}

// firstFree returns the names of a theme, the first of which is not used: its best, a longer phrase that holds it, or
// the two best as one.
func (n *Namer) firstFree(p picks, used map[string]bool) []string {
	terms := make([]string, len(p.names))
	for i, pick := range p.names {
		terms[i] = n.names[pick.id].surface
	}
	if !used[terms[0]] {
		return terms
	}
	for _, l := range p.longer {
		if s := n.names[l.id].surface; !used[s] {
			terms[0] = s
			return without(terms, s)
		}
	}
	for i := 1; i < len(terms); i++ {
		if s := terms[0] + " (" + terms[i] + ")"; !used[s] {
			terms[0] = s
			return slices.Delete(terms, i, i+1)
		}
	}
	return nil
}

// without returns terms less those after the first that are equal to it.
func without(terms []string, s string) []string {
	return append(terms[:1], slices.DeleteFunc(terms[1:], func(t string) bool { return t == s })...)
}
