package recruit

import (
	"cmp"
	"slices"
)

// counter counts words.
type counter struct {
	n     map[string]int
	words []string // in order of first appearance
}

func (c *counter) add(w string) {
	if w == "" {
		return
	}
	if c.n == nil {
		c.n = map[string]int{}
	}
	if c.n[w] == 0 {
		c.words = append(c.words, w)
	}
	c.n[w]++
}

// sorted lists the words, the most frequent first, equal ones by themselves.
func (c *counter) sorted() []string {
	slices.SortFunc(c.words, func(a, b string) int { return cmp.Or(-cmp.Compare(c.n[a], c.n[b]), cmp.Compare(a, b)) })
	return c.words
}
