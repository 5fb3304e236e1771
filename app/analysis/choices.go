package analysis

import (
	"maps"
	"slices"
	"strings"

	"throughline/app"
)

// Choices are what a person decided about proposed themes before accepting them, by the keys of the themes. They hold for every
// cut of a draft in which the theme goes on. The zero value takes the proposal as it is.
type Choices struct {
	LeftOut map[string]bool
	Names   map[string]string
	Into    map[string]string // a theme that is to be one with another
}

// Leave takes a theme out of what will be accepted, or in again.
func (c *Choices) Leave(key string, out bool) {
	if c.LeftOut == nil {
		c.LeftOut = map[string]bool{}
	}
	if out {
		c.LeftOut[key] = true
	} else {
		delete(c.LeftOut, key)
	}
}

// Name gives a theme a person's name; "" gives it back the machine's.
func (c *Choices) Name(key, name string) {
	if c.Names == nil {
		c.Names = map[string]string{}
	}
	if name = strings.TrimSpace(name); name != "" {
		c.Names[key] = name
	} else {
		delete(c.Names, key)
	}
}

// Merge makes one theme part of another; into "" makes it a theme of its own again.
func (c *Choices) Merge(key, into string) {
	if c.Into == nil {
		c.Into = map[string]string{}
	}
	delete(c.Into, into) // else the two would go round in a circle
	if into != "" && into != key {
		c.Into[key] = into
	} else {
		delete(c.Into, key)
	}
}

// Clone returns a copy that can be changed apart.
func (c *Choices) Clone() Choices {
	return Choices{maps.Clone(c.LeftOut), maps.Clone(c.Names), maps.Clone(c.Into)}
}

// With returns the proposal as the choices make it; pr stays as it is. Themes that were left out stay in the list, marked. A locked
// theme cannot become part of another: the other becomes part of it.
func (d *Draft) With(pr *Proposal, c Choices) *Proposal {
	if len(c.LeftOut)+len(c.Names)+len(c.Into) == 0 {
		return pr
	}
	out := *pr
	out.Themes = slices.Clone(pr.Themes)
	out.Of = slices.Clone(pr.Of)
	out.Parents = nil
	d.merge(pr, &out, c)
	for i := range out.Themes {
		g := &out.Themes[i]
		g.Left = c.LeftOut[g.Key]
		if name := c.Names[g.Key]; name != "" && !g.Locked {
			g.Name, g.Named = name, true
		}
	}
	d.weigh(&out)
	return &out
}

// merge makes one of themes that belong together, and numbers what is left anew.
func (d *Draft) merge(pr, out *Proposal, c Choices) {
	target := make([]int, len(pr.Themes)) // the theme that each becomes part of; itself for most
	at := map[string]int{}
	for i := range pr.Themes {
		at[pr.Themes[i].Key] = i
		target[i] = i
	}
	for i := range pr.Themes {
		key := pr.Themes[i].Key
		for range len(pr.Themes) { // a chain is no longer than that, whatever stands in the choices
			next, ok := c.Into[key]
			if _, there := at[next]; !ok || !there {
				break
			}
			key = next
		}
		target[i] = at[key]
	}
	pr.lockedLead(target)
	number := make([]int32, len(pr.Themes))
	out.Themes = out.Themes[:0]
	for i := range pr.Themes {
		if target[i] == i {
			number[i] = int32(len(out.Themes))
			out.Themes = append(out.Themes, pr.Themes[i])
		}
	}
	for i := range pr.Themes {
		if to := target[i]; to != i {
			number[i] = number[to]
			d.absorb(&out.Themes[number[to]], &pr.Themes[i])
		}
	}
	for i, t := range out.Of {
		if t >= 0 {
			out.Of[i] = number[t]
		}
	}
	for _, p := range pr.Parents {
		var of []int
		for _, t := range p.Themes {
			if target[t] == t {
				of = append(of, int(number[t]))
			}
		}
		out.Parents = append(out.Parents, ProposedParent{p.Name, of})
	}
}

// lockedLead makes locked themes the ones that others become part of. Two locked themes stay two.
func (pr *Proposal) lockedLead(target []int) {
	lead := map[int]int{} // of a target, the locked theme that takes its place
	for i := range pr.Themes {
		if to := target[i]; to != i && pr.Themes[i].Locked {
			if _, taken := lead[to]; taken || pr.Themes[to].Locked {
				target[i] = i
				continue
			}
			lead[to] = i
		}
	}
	for i := range target {
		if l, ok := lead[target[i]]; ok {
			target[i] = l
		}
	}
}

// absorb puts what one group holds into another.
func (d *Draft) absorb(into, from *ProposedTheme) {
	type line struct {
		row   int32
		score float64
	}
	var all []line
	for _, g := range []*ProposedTheme{into, from} {
		for i, r := range g.rows {
			all = append(all, line{r, g.Score[i]})
		}
	}
	slices.SortFunc(all, func(a, b line) int { return int(a.row - b.row) })
	into.rows, into.Score = make([]int32, len(all)), make([]float64, len(all))
	for i, l := range all {
		into.rows[i], into.Score[i] = l.row, l.score
	}
	into.Quotes = weave(into.Quotes, from.Quotes)
	into.Terms = append(slices.Clone(into.Terms), from.Terms...)
	into.Cohesion = -1
	if into.Existing == "" && from.Existing != "" {
		into.Existing = from.Existing
	}
	d.count(into)
}

// weave takes turns from two lists.
func weave(a, b []app.FindingID) []app.FindingID {
	var out []app.FindingID
	for i := range max(len(a), len(b)) {
		if i < len(a) {
			out = append(out, a[i])
		}
		if i < len(b) {
			out = append(out, b[i])
		}
	}
	return out
}
