package analysis

import (
	"fmt"
	"slices"

	"throughline/app"
	"throughline/synthesis/stat"
)

// match gives groups the identity of machine-made themes of the board that they continue: one to one, so that as many
// findings as possible stay where they are, and only where at least half of the smaller one is shared.
func (d *Draft) match(pr *Proposal) {
	var groups, themes []int
	for g := range pr.Themes {
		if pr.Themes[g].Existing == "" {
			groups = append(groups, g)
		}
	}
	column := make([]int, len(d.rows)) // of a theme, or -1
	for t := range d.rows {
		column[t] = -1
		if !kept(&d.rows[t]) {
			column[t] = len(themes)
			themes = append(themes, t)
		}
	}
	shared := make([][]int, len(groups))
	for i, g := range groups {
		shared[i] = make([]int, len(themes))
		for _, r := range pr.Themes[g].rows {
			if at := d.at[r]; at >= 0 && column[at] >= 0 {
				shared[i][column[at]]++
			}
		}
	}
	size := func(i, j int) int { return min(len(pr.Themes[groups[i]].rows), d.rows[themes[j]].Findings) }
	for i, j := range partners(shared, len(themes), size) {
		if j >= 0 {
			pr.Themes[groups[i]].Existing = d.rows[themes[j]].ID
		}
	}
}

// partners pairs rows with columns, each at most once, so that the sum of what the pairs share is greatest (Kuhn 1955). A pair
// shares at least half of its smaller side. Returns the column of each row, or -1.
func partners(shared [][]int, columns int, smaller func(row, column int) int) []int {
	n := max(len(shared), columns)
	cost := make([][]float64, n)
	for i := range cost {
		cost[i] = make([]float64, n)
		if i >= len(shared) {
			continue
		}
		for j, s := range shared[i] {
			if s > 0 && 2*s >= smaller(i, j) {
				cost[i][j] = -float64(s)
			}
		}
	}
	out := make([]int, len(shared))
	for i, j := range stat.Assign(cost) {
		if i < len(out) {
			out[i] = -1
			if cost[i][j] < 0 {
				out[i] = j
			}
		}
	}
	return out
}

// follow names the groups: those of the board by their theme, others by the group of an earlier cut that they continue, or anew.
func (d *Draft) follow(pr *Proposal, after *Proposal) {
	color := map[app.ThemeID]int{}
	for i := range d.rows {
		color[d.rows[i].ID] = d.rows[i].Color
	}
	var fresh []int
	for i := range pr.Themes {
		g := &pr.Themes[i]
		if g.Existing == "" {
			fresh = append(fresh, i)
			continue
		}
		g.Key, g.Color = string(g.Existing), color[g.Existing]
	}
	if after != nil {
		pr.next = after.next
		fresh = pr.continueFrom(after, fresh)
	}
	used := d.colors(pr, fresh)
	for _, i := range fresh {
		c := least(used)
		used[c]++
		pr.Themes[i].Key, pr.Themes[i].Color = fmt.Sprint("new-", pr.next), c
		pr.next++
	}
}

// colors counts how often each hue is used by themes that stay and by groups other than the fresh ones.
func (d *Draft) colors(pr *Proposal, fresh []int) []int {
	used := make([]int, len(app.Hues))
	take := func(c int) { used[(c%len(used)+len(used))%len(used)]++ }
	for i := range pr.Kept {
		if !pr.Kept[i].Locked { // locked ones are among the groups
			take(pr.Kept[i].Color)
		}
	}
	for i := range pr.Themes {
		if !slices.Contains(fresh, i) {
			take(pr.Themes[i].Color)
		}
	}
	return used
}

// least is the first hue that is used least.
func least(used []int) int {
	best := 0
	for i, n := range used {
		if n < used[best] {
			best = i
		}
	}
	return best
}

// continueFrom gives groups the key and colour of new groups of an earlier proposal. Returns those that continue none.
func (pr *Proposal) continueFrom(after *Proposal, fresh []int) (rest []int) {
	var old []int
	column := make([]int, len(after.Themes))
	for i := range after.Themes {
		column[i] = -1
		if after.Themes[i].Existing == "" {
			column[i] = len(old)
			old = append(old, i)
		}
	}
	shared := make([][]int, len(fresh))
	for i, g := range fresh {
		shared[i] = make([]int, len(old))
		for _, r := range pr.Themes[g].rows {
			if at := after.Of[r]; at >= 0 && column[at] >= 0 {
				shared[i][column[at]]++
			}
		}
	}
	size := func(i, j int) int { return min(len(pr.Themes[fresh[i]].rows), len(after.Themes[old[j]].rows)) }
	for i, j := range partners(shared, len(old), size) {
		if j < 0 {
			rest = append(rest, fresh[i])
			continue
		}
		g, was := &pr.Themes[fresh[i]], &after.Themes[old[j]]
		g.Key, g.Color = was.Key, was.Color
	}
	return rest
}

// weigh counts what accepting the proposal would change.
func (d *Draft) weigh(pr *Proposal) {
	pr.New, pr.Moves, pr.Grown, pr.Gone = 0, 0, 0, nil
	index := make(map[app.ThemeID]int32, len(d.rows))
	for i := range d.rows {
		index[d.rows[i].ID] = int32(i)
	}
	stays := make([]bool, len(d.rows)) // themes that go on, or hold what was left out
	for i := range pr.Themes {
		g := &pr.Themes[i]
		to := int32(-1)
		if g.Existing != "" {
			to = index[g.Existing]
			stays[to] = true
		}
		g.Joins = nil
		for k, r := range g.rows {
			if d.at[r] != to || to < 0 {
				g.Joins = append(g.Joins, g.Findings[k])
			}
			if g.Left && d.at[r] >= 0 {
				stays[d.at[r]] = true
			}
		}
		switch {
		case g.Left:
			continue
		case g.Existing == "":
			pr.New++
		case g.Locked:
			pr.Grown += len(g.Joins)
		}
		pr.Moves += len(g.Joins)
	}
	pr.Moves += d.Left(pr)
	for i := range d.rows {
		if t := &d.rows[i]; !kept(t) && !stays[i] {
			pr.Gone = append(pr.Gone, *t)
		}
	}
}

// Left counts the findings that would lose their theme and get no other.
func (d *Draft) Left(pr *Proposal) (n int) {
	for i, t := range pr.Of {
		if t < 0 && d.at[i] >= 0 && !d.stuck(i) {
			n++
		}
	}
	return n
}

// Source is a place of the present board that findings would come from.
type Source struct {
	Theme app.ThemeID // "" for unsorted
	Name  string
	Count int
}

// FromUnsorted counts the findings that would join a group and are in no theme now.
func (d *Draft) FromUnsorted(g *ProposedTheme) (n int) {
	for _, r := range g.rows {
		if d.at[r] < 0 {
			n++
		}
	}
	return n
}

// Sources says where the findings that would join a group come from, most first, and how many of it are there already.
func (d *Draft) Sources(g *ProposedTheme) (from []Source, stay int) {
	count := map[int32]int{}
	for _, r := range g.rows {
		if at := d.at[r]; at >= 0 && d.rows[at].ID == g.Existing {
			stay++
		} else {
			count[at]++
		}
	}
	for at := int32(-1); int(at) < len(d.rows); at++ {
		if n := count[at]; n > 0 {
			s := Source{Count: n}
			if at >= 0 {
				s.Theme, s.Name = d.rows[at].ID, d.rows[at].Name
			}
			from = append(from, s)
		}
	}
	slices.SortStableFunc(from, func(a, b Source) int { return b.Count - a.Count })
	return from, stay
}
